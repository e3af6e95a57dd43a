//! Where the bytes are: a spool on this machine for what is arriving, and the object store for what is kept.

use std::{
    path::{Path as FsPath, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use kernel::{App, Error, Result, error::code, secret::MasterKey};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart, local::LocalFileSystem, path::Path,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{
    keyring::Keyring,
    seal::{self, CHUNK, Part},
};

/// S3 takes no smaller parts than this, but for the last.
const PART: usize = 5 * 1024 * 1024;
/// An upload that has been arriving for this long has lost its request.
const STRANDED: Duration = Duration::from_secs(3600);

/// The place of all files. Made once by the server and handed to handlers as an `Extension`.
///
/// Each object is encrypted under a key of its own in the keyring: when that is destroyed, the object is
/// unreadable wherever a copy of it is.
#[derive(Debug, Clone)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    spool: Arc<FsPath>,
    keyring: Keyring,
}

/// What an object is read by.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    pub key: &'a str,
    /// Bytes of content.
    pub size: i64,
    /// False for those of before there were keys.
    pub sealed: bool,
}

/// A part of an object's content.
pub struct Content {
    pub range: std::ops::Range<u64>,
    pub bytes: BoxStream<'static, std::io::Result<Bytes>>,
}

impl Files {
    /// Keeps files in the data folder, and its spool clean.
    pub fn new(app: &App) -> Result<Self> {
        let settings = app.settings();
        let keyring = settings.keyring.clone().unwrap_or_else(|| settings.data.join("keys"));
        let files = Self::local(&settings.data, &keyring, app.keys()).map_err(lost)?;
        files.start(app);
        Ok(files)
    }

    /// Durably: what was acknowledged survives a crash.
    fn local(data: &FsPath, keyring: &FsPath, keys: &MasterKey) -> std::io::Result<Self> {
        let (folder, spool) = (data.join("files"), data.join("spool"));
        std::fs::create_dir_all(&folder)?;
        std::fs::create_dir_all(&spool)?;
        let objects = LocalFileSystem::new_with_prefix(&folder).map_err(std::io::Error::other)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), spool: spool.into(), keyring: Keyring::new(keyring, keys)? })
    }

    /// A new file to spool an upload into.
    pub(crate) async fn spool(&self) -> Result<(Spooled, tokio::fs::File)> {
        let path = self.spool.join(uuid::Uuid::now_v7().simple().to_string());
        let file = tokio::fs::File::create_new(&path).await.map_err(lost)?;
        Ok((Spooled(path), file))
    }

    /// Moves a spooled upload into the store, sealed. The object appears whole or not at all.
    pub(crate) async fn keep(&self, spooled: &Spooled, key: &str) -> Result<()> {
        let content_key = self.keyring.make(key).await.map_err(lost)?;
        let mut file = tokio::fs::File::open(&spooled.0).await.map_err(lost)?;
        let upload = self.objects.put_multipart(&Path::from(key)).await.map_err(lost)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART);
        let mut chunk = read_chunk(&mut file).await.map_err(lost)?;
        for number in 0.. {
            // Whether a chunk is the last is part of its seal.
            let next = match read_chunk(&mut file).await {
                Ok(next) => next,
                Err(e) => {
                    drop(upload.abort().await);
                    return Err(lost(e));
                }
            };
            content_key.seal(number, next.is_empty(), &mut chunk).map_err(lost)?;
            upload.write(&chunk);
            upload.wait_for_capacity(2).await.map_err(lost)?;
            if next.is_empty() {
                break;
            }
            chunk = next;
        }
        upload.finish().await.map_err(lost)?;
        Ok(())
    }

    pub(crate) async fn open(&self, object: Stored<'_>, range: Option<GetRange>) -> Result<Content> {
        let size = u64::try_from(object.size).map_err(lost)?;
        let range = match range {
            Some(range) => range.as_range(size).map_err(lost)?,
            None => 0..size,
        };
        let part = Part::of(size, &range);
        let wanted = if object.sealed { part.sealed.clone() } else { range.clone() };
        let options = GetOptions { range: Some(GetRange::Bounded(wanted)), ..Default::default() };
        let stored = self.objects.get_opts(&Path::from(object.key), options).await.map_err(lost)?.into_stream();
        let bytes = match object.sealed {
            true => {
                let key = self.keyring.find(object.key).await.map_err(lost)?;
                seal::open(key, part, stored).boxed()
            }
            false => stored.map_err(std::io::Error::other).boxed(),
        };
        Ok(Content { range, bytes })
    }

    /// Brings an object to this machine's disk, for readers that go back and forth in it.
    pub(crate) async fn fetch(&self, object: Stored<'_>) -> Result<Spooled> {
        let (spooled, mut file) = self.spool().await?;
        let mut bytes = self.open(object, None).await?.bytes;
        while let Some(chunk) = bytes.try_next().await.map_err(lost)? {
            file.write_all(&chunk).await.map_err(lost)?;
        }
        file.flush().await.map_err(lost)?;
        Ok(spooled)
    }

    /// Where this machine may put what it is working on.
    pub(crate) fn spool_folder(&self) -> &FsPath {
        &self.spool
    }

    /// Takes back an object whose row was not written. A failure leaves bytes that nothing refers to.
    pub(crate) async fn discard(&self, key: &str) {
        if let Err(cause) = self.destroy(key).await {
            tracing::warn!(%cause, key, "an object without a row is left over");
        }
    }

    /// Destroys the key and then the object: from the first step on, no copy of it can be read.
    pub(crate) async fn destroy(&self, key: &str) -> Result<()> {
        self.keyring.destroy(key).await.map_err(lost)?;
        match self.objects.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(cause) => Err(lost(cause)),
        }
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Removes what uploads left in the spool when their process died.
    fn start(&self, app: &App) {
        let (spool, stop) = (self.spool.clone(), app.stop().clone());
        app.spawn("sweep the upload spool", async move {
            loop {
                if let Err(cause) = sweep(&spool).await {
                    tracing::warn!(%cause, "the upload spool cannot be swept");
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(STRANDED) => {}
                }
            }
        });
    }
}

/// The next chunk of content; empty at the end.
async fn read_chunk(file: &mut tokio::fs::File) -> std::io::Result<Vec<u8>> {
    // Room for the seal's tag as well.
    let mut chunk = Vec::with_capacity(CHUNK + 16);
    file.take(CHUNK as u64).read_to_end(&mut chunk).await?;
    Ok(chunk)
}

async fn sweep(spool: &FsPath) -> std::io::Result<()> {
    let mut entries = tokio::fs::read_dir(spool).await?;
    while let Some(entry) = entries.next_entry().await? {
        // A file's own time, not the program's clock: nothing but the file system wrote it.
        let age = SystemTime::now().duration_since(entry.metadata().await?.modified()?).unwrap_or_default();
        if age > STRANDED {
            tokio::fs::remove_file(entry.path()).await?;
        }
    }
    Ok(())
}

/// An upload on its way; gone from the disk when it goes out of scope, also when the client leaves midway.
pub(crate) struct Spooled(PathBuf);

impl Spooled {
    pub(crate) fn path(&self) -> &FsPath {
        &self.0
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        if let Err(cause) = std::fs::remove_file(&self.0) {
            tracing::warn!(%cause, "a spooled upload is left over");
        }
    }
}

#[track_caller]
pub(crate) fn lost(cause: impl std::fmt::Display) -> Error {
    tracing::error!(%cause, "a file could not be stored or read");
    Error::new(code::UPLOAD_FAILED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_kept_file_is_read_back_and_the_spool_is_empty_again() {
        let data = std::env::temp_dir().join(format!("polydesk-files-{}", uuid::Uuid::now_v7().simple()));
        let files = Files::local(&data, &data.join("keys"), &MasterKey::new([5; 32])).unwrap();
        // More than two parts.
        let content: Vec<u8> = (0..12_000_000u32).map(|i| (i % 251) as u8).collect();
        {
            let (spooled, mut file) = files.spool().await.unwrap();
            file.write_all(&content).await.unwrap();
            file.flush().await.unwrap();
            files.keep(&spooled, "1/abc").await.unwrap();
        }
        assert_eq!(std::fs::read_dir(data.join("spool")).unwrap().count(), 0);
        let object = Stored { key: "1/abc", size: 12_000_000, sealed: true };
        let got = |opened: Content| opened.bytes.try_collect::<Vec<_>>();
        assert!(got(files.open(object, None).await.unwrap()).await.unwrap().concat() == content);
        let middle = files.open(object, Some(GetRange::Bounded(70_000..6_000_000))).await.unwrap();
        assert_eq!(middle.range, 70_000..6_000_000);
        assert!(got(middle).await.unwrap().concat() == content[70_000..6_000_000]);
        let stored = std::fs::read(data.join("files/1/abc")).unwrap();
        assert!(!stored.windows(64).any(|w| w == &content[..64]), "at rest it cannot be read");
        // A copy of the object that outlives its key.
        files.destroy("1/abc").await.unwrap();
        assert!(files.open(object, None).await.is_err());
        std::fs::write(data.join("files/1/abc"), stored).unwrap();
        assert!(files.open(object, None).await.is_err(), "a restored object without its key stays closed");
        std::fs::remove_dir_all(&data).unwrap();
    }
}
