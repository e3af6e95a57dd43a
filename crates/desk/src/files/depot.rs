//! Where the bytes are: a spool on this machine for what is arriving, and the object store for what is kept.

use std::{
    path::{Path as FsPath, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use futures_util::TryStreamExt;
use kernel::{App, Error, Result, error::code};
use object_store::{
    GetOptions, GetResult, ObjectStore, ObjectStoreExt, WriteMultipart, local::LocalFileSystem, path::Path,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// S3 takes no smaller parts than this, but for the last.
const PART: usize = 5 * 1024 * 1024;
/// An upload that has been arriving for this long has lost its request.
const STRANDED: Duration = Duration::from_secs(3600);

/// The place of all files. Made once by the server and handed to handlers as an `Extension`.
#[derive(Debug, Clone)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    spool: Arc<FsPath>,
}

impl Files {
    /// Keeps files in the data folder, and its spool clean.
    pub fn new(app: &App) -> Result<Self> {
        let files = Self::local(&app.settings().data).map_err(lost)?;
        files.start(app);
        Ok(files)
    }

    /// Durably: what was acknowledged survives a crash.
    fn local(data: &FsPath) -> std::io::Result<Self> {
        let (folder, spool) = (data.join("files"), data.join("spool"));
        std::fs::create_dir_all(&folder)?;
        std::fs::create_dir_all(&spool)?;
        let objects = LocalFileSystem::new_with_prefix(&folder).map_err(std::io::Error::other)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), spool: spool.into() })
    }

    /// A new file to spool an upload into.
    pub(crate) async fn spool(&self) -> Result<(Spooled, tokio::fs::File)> {
        let path = self.spool.join(uuid::Uuid::now_v7().simple().to_string());
        let file = tokio::fs::File::create_new(&path).await.map_err(lost)?;
        Ok((Spooled(path), file))
    }

    /// Moves a spooled upload into the store. The object appears whole or not at all.
    pub(crate) async fn keep(&self, spooled: &Spooled, key: &str) -> Result<()> {
        let mut file = tokio::fs::File::open(&spooled.0).await.map_err(lost)?;
        let upload = self.objects.put_multipart(&Path::from(key)).await.map_err(lost)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART);
        let mut buffer = vec![0; 256 * 1024];
        loop {
            match file.read(&mut buffer).await {
                Ok(0) => break,
                Ok(n) => upload.write(&buffer[..n]),
                Err(e) => {
                    drop(upload.abort().await);
                    return Err(lost(e));
                }
            }
            upload.wait_for_capacity(2).await.map_err(lost)?;
        }
        upload.finish().await.map_err(lost)?;
        Ok(())
    }

    pub(crate) async fn open(&self, key: &str, options: GetOptions) -> Result<GetResult, object_store::Error> {
        self.objects.get_opts(&Path::from(key), options).await
    }

    /// Brings an object to this machine's disk, for readers that go back and forth in it.
    pub(crate) async fn fetch(&self, key: &str) -> Result<Spooled> {
        let (spooled, mut file) = self.spool().await?;
        let mut bytes = self.open(key, GetOptions::default()).await.map_err(lost)?.into_stream();
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
        if let Err(cause) = self.objects.delete(&Path::from(key)).await {
            tracing::warn!(%cause, key, "an object without a row is left over");
        }
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
        let files = Files::local(&data).unwrap();
        // More than two parts.
        let content: Vec<u8> = (0..12_000_000u32).map(|i| (i % 251) as u8).collect();
        {
            let (spooled, mut file) = files.spool().await.unwrap();
            file.write_all(&content).await.unwrap();
            file.flush().await.unwrap();
            files.keep(&spooled, "1/abc").await.unwrap();
        }
        assert_eq!(std::fs::read_dir(data.join("spool")).unwrap().count(), 0);
        let got = files.open("1/abc", GetOptions::default()).await.unwrap().bytes().await.unwrap();
        assert!(got == content);
        files.discard("1/abc").await;
        assert!(matches!(files.open("1/abc", GetOptions::default()).await, Err(object_store::Error::NotFound { .. })));
        std::fs::remove_dir_all(&data).unwrap();
    }
}
