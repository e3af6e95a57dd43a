//! bcrypt (003 §4.2), off the async threads and never more than two at a time, so that a wave of
//! sign-ins slows sign-ins and nothing else.

use std::{borrow::Cow, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use kernel::{Error, Result, error::code};
use rand::RngExt;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// bcrypt reads no further.
const BCRYPT_MAX_BYTES: usize = 72;
const AT_ONCE: usize = 2;
/// Someone who waits longer than this has gone away.
const PATIENCE: Duration = Duration::from_secs(12);
/// Salt and digest of no password: what an account that does not exist is checked against, at the
/// same cost as a real one.
const NOBODY: &str = "abcdefghijklmnopqrstuuJ8Yx1b5hHn1bJ3n6m0pV0w0C6gIY0Gq";

#[derive(Clone)]
pub struct Hasher {
    cost: u32,
    nobody: Arc<str>,
    permits: Arc<Semaphore>,
}

/// A password that the program made up: shown once, to be changed at the first sign-in.
pub struct Fresh {
    pub plain: String,
    pub hash: String,
}

impl Hasher {
    pub fn new(cost: u32) -> Self {
        Self { cost, nobody: format!("$2b${cost:02}${NOBODY}").into(), permits: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    pub async fn hash(&self, password: &str) -> Result<String> {
        let (cost, input) = (self.cost, input(password).into_owned());
        self.run(move || bcrypt::hash(input, cost)).await
    }

    /// True when the password is the one of `hash`. Takes as long without a hash as with a wrong one.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let input = input(password).into_owned();
        Ok(self.run(move || bcrypt::verify(input, &hash)).await? && known)
    }

    pub async fn fresh(&self) -> Result<Fresh> {
        let plain = made_up();
        let hash = self.hash(&plain).await?;
        Ok(Fresh { plain, hash })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> bcrypt::BcryptResult<T> + Send + 'static,
    ) -> Result<T> {
        let busy = || Error::new(code::UNAVAILABLE).retry_after(Duration::from_secs(2));
        let permit = tokio::time::timeout(PATIENCE, self.permits.clone().acquire_owned()).await.map_err(|_| busy())?;
        let permit = permit.map_err(Error::internal)?;
        // The permit goes along: the work is not stopped when the request is dropped.
        tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(permit);
            outcome
        })
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
    }
}

/// What bcrypt is given. Passwords that it would cut, or that hold a NUL, are digested first.
fn input(password: &str) -> Cow<'_, str> {
    if password.len() <= BCRYPT_MAX_BYTES && !password.contains('\0') {
        return Cow::Borrowed(password);
    }
    Cow::Owned(STANDARD_NO_PAD.encode(Sha256::digest(password.as_bytes())))
}

/// 16 signs that nobody mistakes for others when reading them aloud: 80 bits.
fn made_up() -> String {
    const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
    let mut rng = rand::rng();
    (0..16).map(|_| char::from(SIGNS[rng.random_range(0..SIGNS.len())])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_passes_and_nobody_has_one() {
        let hasher = Hasher::new(4);
        let hash = hasher.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$2b$04$"));
        assert!(hasher.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("correct horse ", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("correct horse", None).await.unwrap());
    }

    #[tokio::test]
    async fn what_stands_beyond_72_bytes_counts() {
        let hasher = Hasher::new(4);
        let (a, b) = (format!("{}a", "x".repeat(72)), format!("{}b", "x".repeat(72)));
        let hash = hasher.hash(&a).await.unwrap();
        assert!(hasher.verify(&a, Some(&hash)).await.unwrap());
        assert!(!hasher.verify(&b, Some(&hash)).await.unwrap());
        assert!(!hasher.verify(&"x".repeat(72), Some(&hash)).await.unwrap());
    }

    #[test]
    fn checking_nobody_costs_as_much_as_checking_somebody() {
        let hasher = Hasher::new(11);
        let parts: bcrypt::HashParts = hasher.nobody.parse().unwrap();
        assert_eq!(parts.get_cost(), 11);
    }

    #[test]
    fn made_up_passwords_satisfy_the_policy_and_do_not_repeat() {
        let (a, b) = (made_up(), made_up());
        assert_ne!(a, b);
        super::super::check_policy("newPassword", &a, "admin").unwrap();
    }
}
