//! Refresh tokens: `<tenant>.<sign-in>.<secret>`, opaque to clients, stored as a digest.
//!
//! Each secret is the keyed hash of the one before it. So nothing but the newest digest has to be
//! kept to know the whole chain: a superseded token is recognised by walking forward from it, and
//! two tabs that refresh at once are given the same successor.

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    db::TenantId,
    secret::{self, MasterKey},
};
use subtle::ConstantTimeEq;

/// 003 §4.1. Using a sign-in prolongs it ...
pub const REFRESH_LIFE: TimeDelta = TimeDelta::days(7);
/// ... up to this age (ASVS 7.3.2).
const SIGN_IN_MAX: TimeDelta = TimeDelta::days(30);
/// Tabs that wake up together refresh together.
const GRACE: TimeDelta = TimeDelta::seconds(10);
/// How far back a superseded token is still recognised as ours; it is refused in any case.
const CHAIN_MAX: usize = 1024;

pub struct RefreshKey(hmac::Key);

/// A token as the client sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    pub tenant: TenantId,
    pub sign_in: i64,
    secret: String,
}

/// What is known of the sign-in at hand.
#[derive(Debug, Clone)]
pub struct Standing {
    pub newest_digest: String,
    pub rotated_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub is_revoked: bool,
    pub is_same_client: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The newest token: here is the next one.
    Rotate { next: String, expires_at: DateTime<Utc> },
    /// The one before, moments ago, by the same client: here is the next one again.
    Again { next: String },
    /// A superseded token: somebody copied it. End the sign-in.
    Reused,
    /// Not ours, revoked or expired.
    Refuse,
}

impl Presented {
    pub fn parse(token: &str) -> Option<Self> {
        let mut parts = token.splitn(3, '.');
        let (tenant, sign_in, secret) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
        (secret.len() == 43).then(|| Self { tenant, sign_in, secret: secret.to_owned() })
    }
}

impl RefreshKey {
    pub fn new(keys: &MasterKey) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, &keys.derive("refresh token")))
    }

    /// The first secret of a sign-in, and the digest to keep.
    pub fn first() -> (String, String) {
        let secret = secret::token();
        let digest = secret::digest(&secret);
        (secret, digest)
    }

    pub fn digest(secret: &str) -> String {
        secret::digest(secret)
    }

    pub fn format(tenant: TenantId, sign_in: i64, secret: &str) -> String {
        format!("{tenant}.{sign_in}.{secret}")
    }

    fn next(&self, secret: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.0, secret.as_bytes()))
    }

    pub fn judge(&self, presented: &Presented, known: &Standing, now: DateTime<Utc>) -> Verdict {
        if known.is_revoked || known.expires_at <= now {
            return Verdict::Refuse;
        }
        let is_newest =
            |secret: &str| bool::from(secret::digest(secret).as_bytes().ct_eq(known.newest_digest.as_bytes()));
        if is_newest(&presented.secret) {
            let expires_at = (now + REFRESH_LIFE).min(known.created_at + SIGN_IN_MAX);
            return Verdict::Rotate { next: self.next(&presented.secret), expires_at };
        }
        let next = self.next(&presented.secret);
        if is_newest(&next) {
            let moments_ago = now - known.rotated_at <= GRACE;
            return if moments_ago && known.is_same_client { Verdict::Again { next } } else { Verdict::Reused };
        }
        let mut later = next;
        for _ in 0..CHAIN_MAX {
            later = self.next(&later);
            if is_newest(&later) {
                return Verdict::Reused;
            }
        }
        Verdict::Refuse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }
    fn key() -> RefreshKey {
        RefreshKey::new(&MasterKey::new([1; 32]))
    }
    fn presented(secret: &str) -> Presented {
        Presented::parse(&RefreshKey::format(1, 2, secret)).unwrap()
    }
    fn standing(newest: &str) -> Standing {
        Standing {
            newest_digest: RefreshKey::digest(newest),
            rotated_at: at(0),
            created_at: at(0),
            expires_at: at(600_000),
            is_revoked: false,
            is_same_client: true,
        }
    }

    #[test]
    fn two_tabs_get_the_same_successor_and_a_stranger_ends_the_sign_in() {
        let key = key();
        let (old, _) = RefreshKey::first();
        let Verdict::Rotate { next, expires_at } = key.judge(&presented(&old), &standing(&old), at(5)) else {
            panic!()
        };
        assert_eq!(expires_at, at(5) + REFRESH_LIFE);
        let after = Standing { rotated_at: at(5), ..standing(&next) };
        assert_eq!(key.judge(&presented(&old), &after, at(15)), Verdict::Again { next: next.clone() });
        assert_eq!(key.judge(&presented(&old), &after, at(16)), Verdict::Reused);
        assert_eq!(
            key.judge(&presented(&old), &Standing { is_same_client: false, ..after.clone() }, at(6)),
            Verdict::Reused
        );
        assert_eq!(
            key.judge(&presented(&next), &Standing { is_revoked: true, ..after.clone() }, at(6)),
            Verdict::Refuse
        );
        assert_eq!(key.judge(&presented(&next), &after, at(600_000)), Verdict::Refuse);
    }

    #[test]
    fn a_sign_in_is_prolonged_by_use_but_not_for_ever() {
        let (newest, _) = RefreshKey::first();
        let day = 86_400;
        let known = Standing { expires_at: at(31 * day), ..standing(&newest) };
        let Verdict::Rotate { expires_at, .. } = key().judge(&presented(&newest), &known, at(29 * day)) else {
            panic!()
        };
        assert_eq!(expires_at, at(30 * day));
    }

    #[test]
    fn what_is_not_of_the_chain_ends_nothing() {
        let (newest, _) = RefreshKey::first();
        assert_eq!(key().judge(&presented(&secret::token()), &standing(&newest), at(1)), Verdict::Refuse);
        for junk in [
            "",
            ".",
            "1.2",
            "1.2.",
            "1.2.short",
            "x.2.abc",
            "1.99999999999999999999.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(Presented::parse(junk), None, "{junk}");
        }
    }

    proptest! {
        #[test]
        fn every_ancestor_but_the_parent_is_a_copy(steps in 2_usize..40, seconds in 0_i64..600_000) {
            let key = key();
            let (ancestor, _) = RefreshKey::first();
            let newest = (0..steps).fold(ancestor.clone(), |s, _| key.next(&s));
            prop_assert_eq!(key.judge(&presented(&ancestor), &standing(&newest), at(seconds)), Verdict::Reused);
        }
    }
}
