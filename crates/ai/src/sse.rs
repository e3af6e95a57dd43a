//! Server-sent events, cut at any byte: where a frame ends, and what it says.

use std::borrow::Cow;

use bytes::{Bytes, BytesMut};
use memchr::{memchr, memrchr};

/// Longest frame that is waited for; a generated picture in base64 fits.
pub const FRAME_MAX: usize = 32 << 20;

/// A frame grew beyond [`FRAME_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameTooLong;

/// Collects reads until frames are whole. What arrives whole is handed on without a copy.
#[derive(Debug, Default)]
pub struct Frames {
    /// The beginning of a frame whose end has not come.
    tail: BytesMut,
}

impl Frames {
    /// Takes what was read and gives back all frames that are whole now, in one piece; see [`split`].
    pub fn push(&mut self, read: Bytes) -> Result<Bytes, FrameTooLong> {
        let mut read = read;
        if self.tail.is_empty() {
            let whole = read.split_to(last_end(&read, 0));
            self.tail.extend_from_slice(&read);
            self.bounded(whole)
        } else {
            // The last two bytes may be the beginning of a `\n\r\n`.
            let searched = self.tail.len().saturating_sub(2);
            self.tail.extend_from_slice(&read);
            let end = last_end(&self.tail, searched);
            let whole = self.tail.split_to(end).freeze();
            self.bounded(whole)
        }
    }

    /// What is left when nothing more comes: a frame whose blank line was never sent.
    pub fn rest(&mut self) -> Bytes {
        self.tail.split().freeze()
    }

    fn bounded(&self, whole: Bytes) -> Result<Bytes, FrameTooLong> {
        if self.tail.len() > FRAME_MAX { Err(FrameTooLong) } else { Ok(whole) }
    }
}

/// The frames of one piece, each with its blank line.
pub fn split(mut whole: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let end = first_end(whole).unwrap_or(whole.len());
        let (frame, rest) = whole.split_at(end);
        whole = rest;
        (!frame.is_empty()).then_some(frame)
    })
}

/// Where the first frame ends, blank line included. Lines end with `\n` or `\r\n`.
fn first_end(buffer: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(newline) = memchr(b'\n', &buffer[at..]) {
        let next = at + newline + 1;
        match &buffer[next..] {
            [b'\n', ..] => return Some(next + 1),
            [b'\r', b'\n', ..] => return Some(next + 2),
            _ => at = next,
        }
    }
    None
}

/// Where the last whole frame ends, if its blank line begins at or after `from`; else 0.
fn last_end(buffer: &[u8], from: usize) -> usize {
    let mut end = buffer.len();
    while let Some(newline) = memrchr(b'\n', &buffer[from..end]) {
        let newline = from + newline;
        match &buffer[from..newline] {
            [.., b'\n'] | [.., b'\n', b'\r'] => return newline + 1,
            _ => end = newline,
        }
    }
    0
}

/// What a frame says.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    pub event: Option<&'a [u8]>,
    pub data: Cow<'a, [u8]>,
}

/// Reads one frame. `None`: only comments, or nothing that matters here.
pub fn parse(frame: &[u8]) -> Option<Frame<'_>> {
    let mut event = None;
    let mut data: Option<Cow<[u8]>> = None;
    let frame = frame.strip_prefix(b"\xef\xbb\xbf").unwrap_or(frame);
    let mut rest = frame;
    while !rest.is_empty() {
        let (line, after) = match memchr(b'\n', rest) {
            Some(end) => (&rest[..end], &rest[end + 1..]),
            None => (rest, &rest[rest.len()..]),
        };
        rest = after;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if let Some(value) = field(line, b"data") {
            match &mut data {
                None => data = Some(Cow::Borrowed(value)),
                Some(lines) => {
                    let lines = lines.to_mut();
                    lines.push(b'\n');
                    lines.extend_from_slice(value);
                }
            }
        } else if let Some(value) = field(line, b"event") {
            event = Some(value);
        }
    }
    Some(Frame { event, data: data? })
}

fn field<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let value = line.strip_prefix(name)?.strip_prefix(b":")?;
    Some(value.strip_prefix(b" ").unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the frames say, and what was left. Blank lines between frames belong to either of them.
    fn collect(stream: &[u8], cuts: &[usize]) -> (Vec<String>, Vec<u8>) {
        let mut frames = Frames::default();
        let (mut said, mut handed_on) = (Vec::new(), Vec::new());
        let mut from = 0;
        for &cut in cuts.iter().chain([&stream.len()]) {
            let cut = cut.clamp(from, stream.len());
            let whole = frames.push(Bytes::copy_from_slice(&stream[from..cut])).unwrap();
            said.extend(split(&whole).filter_map(parse).map(|frame| format!("{frame:?}")));
            handed_on.extend_from_slice(&whole);
            from = cut;
        }
        let rest = frames.rest();
        handed_on.extend_from_slice(&rest);
        assert_eq!(handed_on, stream, "nothing is lost");
        let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        (said, rest[blank..].to_vec())
    }

    #[test]
    fn lines_may_end_in_either_way_and_data_may_have_several() {
        let stream = b"event: a\r\ndata: 1\r\n\r\n: hi\n\ndata:2\ndata: 3\n\ndata: 4";
        let frames: Vec<_> = split(stream).collect();
        assert_eq!(frames.len(), 4);
        assert_eq!(parse(frames[0]).unwrap().event, Some(&b"a"[..]));
        assert_eq!(parse(frames[1]), None);
        assert_eq!(&*parse(frames[2]).unwrap().data, b"2\n3");
        assert_eq!(collect(stream, &[]).1, b"data: 4");
    }

    #[test]
    fn a_frame_without_an_end_is_not_collected_for_ever() {
        let mut frames = Frames::default();
        let read = Bytes::from(vec![b'x'; FRAME_MAX / 4]);
        let results: Vec<_> = (0..5).map(|_| frames.push(read.clone()).is_ok()).collect();
        assert_eq!(results, [true, true, true, true, false]);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_a_stream_is_cut(
            pieces in prop::collection::vec("(data: [a界\r ]{0,3}|event: b|\n|\n|\r\n|\r\n|\r|: c)", 0..32),
            mut cuts in prop::collection::vec(0usize..160, 0..60),
        ) {
            let stream = pieces.concat().into_bytes();
            cuts.sort_unstable();
            prop_assert_eq!(collect(&stream, &cuts), collect(&stream, &[]));
        }
    }
}
