//! Keys derived from the one master key, random tokens, and the digests under which tokens are stored.

use aws_lc_rs::{digest, hmac, rand};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The master key (file or environment). Every other key is derived from it by purpose, so that one
/// secret is kept and none is used twice.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    pub fn generate() -> Self {
        Self(random())
    }
    /// Parses 64 hex digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).ok()?;
        Some(Self(key))
    }
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), purpose.as_bytes());
        let mut key = [0; 32];
        key.copy_from_slice(tag.as_ref());
        key
    }

    /// A tag that proves that this program made `message` for `purpose`, URL-safe.
    pub fn sign(&self, purpose: &str, message: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose));
        URL_SAFE_NO_PAD.encode(hmac::sign(&key, message.as_bytes()))
    }
    /// In constant time.
    pub fn signed(&self, purpose: &str, message: &str, tag: &str) -> bool {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose));
        URL_SAFE_NO_PAD.decode(tag).is_ok_and(|tag| hmac::verify(&key, message.as_bytes(), &tag).is_ok())
    }
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    #[expect(clippy::expect_used, reason = "without a random source no secret may be made")]
    rand::fill(&mut bytes).expect("the operating system's random source");
    bytes
}

/// A random key.
pub fn key() -> [u8; 32] {
    random()
}

/// 256 random bits, URL-safe. For anything public and guessable: links, keys, files (design §5).
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(random())
}

/// The form in which a token of high entropy is stored.
pub fn digest(token: &str) -> String {
    hex::encode(digest::digest(&digest::SHA256, token.as_bytes()))
}
