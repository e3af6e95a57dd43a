//! The keyring: a key for each object of the depot, in a folder of its own. It is not part of a backup that
//! is kept, but is copied as it is now: a key that is destroyed is gone, and what it opened stays closed in
//! every copy of the depot. The keys themselves are sealed under the master key, each for its object.

use std::{
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use kernel::secret::{self, MasterKey};
use tokio::{fs, io::AsyncWriteExt};

use super::seal::{Broken, ContentKey};

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the key was destroyed or never made")]
    Gone,
    #[error("the keyring: {0}")]
    Io(#[from] io::Error),
    #[error("the key: {0}")]
    Broken(#[from] Broken),
}

#[derive(Clone)]
pub struct Keyring {
    folder: Arc<Path>,
    wrapping: [u8; 32],
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Keyring").field(&self.folder).finish()
    }
}

impl Keyring {
    pub fn new(folder: &Path, keys: &MasterKey) -> io::Result<Self> {
        // Also where it stands outside the data folder, whose owner alone enters that.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        Ok(Self { folder: folder.into(), wrapping: keys.derive("file keys") })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, object: &str) -> PathBuf {
        self.folder.join("files").join(object)
    }

    fn wrapping(&self) -> Result<RandomizedNonceKey, Broken> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.wrapping).map_err(|_| Broken)
    }

    /// A new key for an object that is about to be written; durable before it is used.
    pub async fn make(&self, object: &str) -> Result<ContentKey, KeyError> {
        let key = secret::key();
        let mut text = key.to_vec();
        let nonce = self.wrapping()?.seal_in_place_append_tag(Aad::from(object), &mut text).map_err(|_| Broken)?;
        write(&self.path(object), &[nonce.as_ref().as_slice(), &text].concat()).await?;
        Ok(ContentKey::new(&key)?)
    }

    pub async fn find(&self, object: &str) -> Result<ContentKey, KeyError> {
        let bytes = match fs::read(self.path(object)).await {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(KeyError::Gone),
            other => other?,
        };
        let (nonce, text) = bytes.split_at_checked(NONCE_LEN).ok_or(Broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Broken)?;
        let mut text = text.to_vec();
        let key = self.wrapping()?.open_in_place(nonce, Aad::from(object), &mut text).map_err(|_| Broken)?;
        Ok(ContentKey::new(&<[u8; 32]>::try_from(&*key).map_err(|_| Broken)?)?)
    }

    /// For good. One that is gone already is as well.
    pub async fn destroy(&self, object: &str) -> io::Result<()> {
        let path = self.path(object);
        match fs::remove_file(&path).await {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => {
                other?;
                settle(&path).await
            }
        }
    }
}

/// Writes a small file that is there whole or not at all, also after a crash.
pub(crate) async fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).await?;
    let partial = path.with_extension(format!("part-{}", uuid::Uuid::now_v7().simple()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial).await?;
    file.write_all(content).await?;
    file.sync_all().await?;
    fs::rename(&partial, path).await?;
    settle(path).await
}

/// Makes what was done to the name of a file durable.
async fn settle(path: &Path) -> io::Result<()> {
    fs::File::open(path.parent().unwrap_or(path)).await?.sync_all().await
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn a_key_opens_its_own_object_until_it_is_destroyed() {
        let folder = std::env::temp_dir().join(format!("polydesk-keys-{}", secret::token()));
        let ring = Keyring::new(&folder, &MasterKey::new([1; 32])).unwrap();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "nobody else enters");
        ring.make("1/a").await.unwrap();
        assert!(ring.find("1/a").await.is_ok());
        assert!(matches!(ring.find("1/b").await, Err(KeyError::Gone)));
        // Neither another master key nor another object's name opens it.
        let stranger = Keyring::new(&folder, &MasterKey::new([2; 32])).unwrap();
        assert!(matches!(stranger.find("1/a").await, Err(KeyError::Broken(_))));
        fs::copy(ring.path("1/a"), ring.path("1/c")).await.unwrap();
        assert!(matches!(ring.find("1/c").await, Err(KeyError::Broken(_))));
        ring.destroy("1/a").await.unwrap();
        ring.destroy("1/a").await.unwrap();
        assert!(matches!(ring.find("1/a").await, Err(KeyError::Gone)));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
