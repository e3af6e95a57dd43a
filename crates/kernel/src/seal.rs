//! Secrets that have to be read again (TOTP seeds, providers' keys): AES-256-GCM under a key derived from the
//! master key for one purpose, bound to their owner, so that a row that is copied elsewhere opens nothing.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use crate::{Error, Result, secret::MasterKey};

fn key(keys: &MasterKey, purpose: &str) -> Result<RandomizedNonceKey> {
    RandomizedNonceKey::new(&AES_256_GCM, &keys.derive(purpose)).map_err(Error::internal)
}

pub fn seal(keys: &MasterKey, purpose: &str, owner: &str, secret: &[u8]) -> Result<String> {
    let mut text = secret.to_vec();
    let nonce = key(keys, purpose)?.seal_in_place_append_tag(Aad::from(owner), &mut text).map_err(Error::internal)?;
    Ok(STANDARD_NO_PAD.encode([nonce.as_ref().as_slice(), &text].concat()))
}

pub fn open(keys: &MasterKey, purpose: &str, owner: &str, sealed: &str) -> Result<Vec<u8>> {
    let bytes = STANDARD_NO_PAD.decode(sealed).map_err(Error::internal)?;
    let (nonce, text) = bytes.split_at_checked(NONCE_LEN).ok_or_else(|| Error::internal("a sealed secret is cut"))?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(Error::internal)?;
    let mut text = text.to_vec();
    let secret = key(keys, purpose)?.open_in_place(nonce, Aad::from(owner), &mut text).map_err(Error::internal)?;
    Ok(secret.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_owner_and_purpose_alone() {
        let keys = MasterKey::new([3; 32]);
        let sealed = seal(&keys, "totp", "1/2", b"secret").unwrap();
        assert_eq!(open(&keys, "totp", "1/2", &sealed).unwrap(), b"secret");
        assert_ne!(seal(&keys, "totp", "1/2", b"secret").unwrap(), sealed, "never the same twice");
        assert!(open(&keys, "totp", "1/3", &sealed).is_err() && open(&keys, "totp", "2/2", &sealed).is_err());
        assert!(open(&keys, "other", "1/2", &sealed).is_err());
        assert!(open(&MasterKey::new([4; 32]), "totp", "1/2", &sealed).is_err());
        assert!(open(&keys, "totp", "1/2", "AAAA").is_err());
    }
}
