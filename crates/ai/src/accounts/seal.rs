//! Providers' keys at rest: AES-256-GCM under a key derived from the master key, bound to their account, so
//! that a row that is copied to another tenant or account opens nothing.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use kernel::{Error, Result, TenantId, secret::MasterKey};

fn key(keys: &MasterKey) -> Result<RandomizedNonceKey> {
    RandomizedNonceKey::new(&AES_256_GCM, &keys.derive("ai provider key")).map_err(Error::internal)
}

fn owner(tenant: TenantId, account: i64) -> Aad<String> {
    Aad::from(format!("{tenant}/{account}"))
}

pub fn seal(keys: &MasterKey, tenant: TenantId, account: i64, secret: &str) -> Result<String> {
    let mut text = secret.as_bytes().to_vec();
    let nonce = key(keys)?.seal_in_place_append_tag(owner(tenant, account), &mut text).map_err(Error::internal)?;
    Ok(STANDARD_NO_PAD.encode([nonce.as_ref().as_slice(), &text].concat()))
}

pub fn open(keys: &MasterKey, tenant: TenantId, account: i64, sealed: &str) -> Result<String> {
    let bytes = STANDARD_NO_PAD.decode(sealed).map_err(Error::internal)?;
    let (nonce, text) = bytes.split_at_checked(NONCE_LEN).ok_or_else(|| Error::internal("a sealed key is cut"))?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(Error::internal)?;
    let mut text = text.to_vec();
    let secret = key(keys)?.open_in_place(nonce, owner(tenant, account), &mut text).map_err(Error::internal)?;
    String::from_utf8(secret.to_vec()).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_account_alone() {
        let keys = MasterKey::new([3; 32]);
        let sealed = seal(&keys, 1, 2, "sk-secret").unwrap();
        assert_eq!(open(&keys, 1, 2, &sealed).unwrap(), "sk-secret");
        assert_ne!(seal(&keys, 1, 2, "sk-secret").unwrap(), sealed, "never the same twice");
        assert!(open(&keys, 1, 3, &sealed).is_err() && open(&keys, 2, 2, &sealed).is_err());
        assert!(open(&MasterKey::new([4; 32]), 1, 2, &sealed).is_err());
        assert!(open(&keys, 1, 2, "AAAA").is_err());
    }
}
