//! Encryption of content that streams: AES-256-GCM, chunk by chunk, so that a part can be read without
//! the rest and memory stays small. The nonce is the chunk's number with a mark on the last one: a chunk
//! that is missing, swapped or cut off does not open. A key is used for one object and never again.

use std::ops::Range;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream::BoxStream};

/// Bytes of content in a chunk, but for the last.
pub const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// The content does not fit its key, or was changed.
#[derive(Debug, thiserror::Error)]
#[error("the content cannot be decrypted")]
pub struct Broken;

pub struct ContentKey(LessSafeKey);

impl ContentKey {
    pub fn new(key: &[u8; 32]) -> Result<Self, Broken> {
        UnboundKey::new(&AES_256_GCM, key).map(|key| Self(LessSafeKey::new(key))).map_err(|_| Broken)
    }

    fn nonce(number: u64, is_last: bool) -> Nonce {
        let mut nonce = [0; NONCE_LEN];
        nonce[0] = is_last.into();
        nonce[NONCE_LEN - 8..].copy_from_slice(&number.to_be_bytes());
        Nonce::assume_unique_for_key(nonce)
    }

    pub fn seal(&self, number: u64, is_last: bool, chunk: &mut Vec<u8>) -> Result<(), Broken> {
        self.0.seal_in_place_append_tag(Self::nonce(number, is_last), Aad::empty(), chunk).map_err(|_| Broken)
    }

    fn open(&self, number: u64, is_last: bool, mut sealed: BytesMut) -> Result<Bytes, Broken> {
        let length =
            self.0.open_in_place(Self::nonce(number, is_last), Aad::empty(), &mut sealed).map_err(|_| Broken)?.len();
        sealed.truncate(length);
        Ok(sealed.freeze())
    }
}

fn number(n: usize) -> u64 {
    n as u64
}

/// How many chunks content of this size has.
fn chunks(size: u64) -> u64 {
    size.div_ceil(number(CHUNK)).max(1)
}

pub fn sealed_size(size: u64) -> u64 {
    size + chunks(size) * number(TAG)
}

/// The part of a sealed object that has to be read for a part of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Of the sealed object.
    pub sealed: Range<u64>,
    first: u64,
    chunks: u64,
    skip: u64,
    take: u64,
}

impl Part {
    /// `wanted` lies within the content and is not empty.
    pub fn of(size: u64, wanted: &Range<u64>) -> Self {
        let (chunk, whole) = (number(CHUNK), number(CHUNK + TAG));
        let (first, last) = (wanted.start / chunk, (wanted.end - 1) / chunk);
        Self {
            sealed: first * whole..((last + 1) * whole).min(sealed_size(size)),
            first,
            chunks: chunks(size),
            skip: wanted.start - first * chunk,
            take: wanted.end - wanted.start,
        }
    }
}

struct Reader<E> {
    key: ContentKey,
    sealed: BoxStream<'static, Result<Bytes, E>>,
    waiting: BytesMut,
    part: Part,
}

/// The content of a part, from its sealed bytes. Ends with an error when they are not what was sealed.
pub fn open<E>(
    key: ContentKey,
    part: Part,
    sealed: BoxStream<'static, Result<Bytes, E>>,
) -> impl Stream<Item = std::io::Result<Bytes>> + Send + 'static
where
    E: std::error::Error + Send + Sync + 'static,
{
    let reader = Reader { key, sealed, waiting: BytesMut::new(), part };
    futures_util::stream::try_unfold(reader, |mut reader| async move {
        Ok(reader.next().await?.map(|content| (content, reader)))
    })
}

impl<E: std::error::Error + Send + Sync + 'static> Reader<E> {
    async fn next(&mut self) -> std::io::Result<Option<Bytes>> {
        if self.part.take == 0 {
            return Ok(None);
        }
        while self.waiting.len() < CHUNK + TAG {
            match self.sealed.next().await {
                Some(bytes) => self.waiting.extend_from_slice(&bytes.map_err(std::io::Error::other)?),
                None => break,
            }
        }
        let sealed = self.waiting.split_to(self.waiting.len().min(CHUNK + TAG));
        let at = self.part.first;
        let mut content = self.key.open(at, at + 1 == self.part.chunks, sealed).map_err(std::io::Error::other)?;
        self.part.first += 1;
        let skip = usize::try_from(self.part.skip).unwrap_or(usize::MAX).min(content.len());
        let mut content = content.split_off(skip);
        content.truncate(usize::try_from(self.part.take).unwrap_or(usize::MAX));
        self.part.skip = 0;
        self.part.take -= number(content.len());
        Ok(Some(content))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::TryStreamExt;
    use proptest::prelude::*;

    use super::*;

    fn key() -> ContentKey {
        ContentKey::new(&[9; 32]).unwrap()
    }

    fn sealed(content: &[u8]) -> Vec<u8> {
        let all: Vec<_> = content.chunks(CHUNK).collect();
        let mut out = Vec::new();
        for (n, chunk) in all.iter().enumerate() {
            let mut chunk = chunk.to_vec();
            key().seal(n as u64, n + 1 == all.len(), &mut chunk).unwrap();
            out.extend(chunk);
        }
        out
    }

    async fn read(sealed: &[u8], size: usize, wanted: Range<u64>, piece: usize) -> std::io::Result<Vec<u8>> {
        let part = Part::of(size as u64, &wanted);
        let bytes = sealed[part.sealed.start as usize..(part.sealed.end as usize).min(sealed.len())].to_vec();
        let pieces: Vec<_> = bytes.chunks(piece).map(|c| Ok::<_, Infallible>(Bytes::copy_from_slice(c))).collect();
        let stream = open(key(), part, futures_util::stream::iter(pieces).boxed());
        Ok(stream.try_collect::<Vec<_>>().await?.concat())
    }

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn any_part_of_what_was_sealed_reads_back(size in 1_usize..200_000, from in 0.0..1.0_f64, to in 0.0..1.0_f64, piece in 1_usize..100_000) {
            let content: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
            let (a, b) = ((from * size as f64) as usize, (to * size as f64) as usize);
            let (a, b) = (a.min(b).min(size - 1), a.max(b).min(size - 1) + 1);
            let bytes = sealed(&content);
            prop_assert_eq!(bytes.len() as u64, sealed_size(size as u64));
            prop_assert!(run(read(&bytes, size, a as u64..b as u64, piece)).unwrap() == content[a..b]);
        }
    }

    #[test]
    fn what_was_changed_cut_or_moved_does_not_open() {
        let content = vec![7; 3 * CHUNK + 5];
        let genuine = sealed(&content);
        let size = content.len();
        let all = 0..size as u64;
        let mut changed = genuine.clone();
        changed[CHUNK] ^= 1;
        let cut = genuine[..2 * (CHUNK + TAG)].to_vec();
        let mut moved = genuine.clone();
        moved[..2 * (CHUNK + TAG)].rotate_left(CHUNK + TAG);
        for bytes in [changed, cut, moved] {
            assert!(run(read(&bytes, size, all.clone(), 1000)).is_err());
        }
        // A shorter object that ends at a whole chunk is not mistaken for the whole.
        assert!(run(read(&genuine[..CHUNK + TAG], CHUNK, 0..CHUNK as u64, 1000)).is_err());
        assert!(run(read(&genuine, size, all, 1000)).unwrap() == content);
    }
}
