//! What a group key is and how it is spelled.

use chrono::{DateTime, Utc};
use garde::Validate;
use ipnet::IpNet;
use kernel::{TenantId, secret};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    accounts,
    pricing::{Money, not_negative_option},
};

/// Tells group keys from the API's keys, and lets secret scanners find them.
pub const PREFIX: &str = "pdai_";
/// Signs of the secret that lists may show.
const SHOWN: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiKeyStatus")]
pub enum KeyStatus {
    Active,
    /// Another key took its place; it works for a while yet.
    Replaced,
    Expired,
    Revoked,
}

impl KeyStatus {
    pub fn of(
        now: DateTime<Utc>,
        revoked_at: Option<DateTime<Utc>>,
        expires_at: Option<DateTime<Utc>>,
        is_replaced: bool,
    ) -> Self {
        if revoked_at.is_some_and(|at| at <= now) {
            Self::Revoked
        } else if expires_at.is_some_and(|at| at <= now) {
            Self::Expired
        } else if is_replaced {
            Self::Replaced
        } else {
            Self::Active
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupKey")]
pub struct GroupKey {
    pub id: i64,
    pub group_id: i64,
    pub name: String,
    /// How the key begins.
    pub prefix: String,
    pub status: KeyStatus,
    /// Models that it may ask for; all of the group's when empty.
    pub models: Vec<String>,
    /// Addresses or networks that it may be used from; everywhere when empty.
    pub networks: Vec<String>,
    pub monthly_budget: Option<Money>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub replaced_by: Option<i64>,
    /// As of the last call that was booked.
    pub last_used_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupKeyCreated")]
pub struct KeyCreated {
    #[serde(flatten)]
    pub key: GroupKey,
    /// The key itself: shown now and never again.
    pub secret: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupKeyInput")]
pub struct KeyInput {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    #[serde(default)]
    #[garde(length(max = 200), inner(length(chars, min = 1, max = 200), custom(accounts::is_model)))]
    #[schemars(length(max = 200))]
    pub models: Vec<String>,
    #[serde(default)]
    #[garde(length(max = 100), inner(custom(is_network)))]
    #[schemars(length(max = 100))]
    pub networks: Vec<String>,
    #[serde(default)]
    #[garde(custom(not_negative_option))]
    pub monthly_budget: Option<Money>,
    #[garde(skip)]
    pub expires_at: Option<DateTime<Utc>>,
}

impl KeyInput {
    /// One without limits of its own.
    pub fn named(name: String) -> Self {
        Self { name, models: Vec::new(), networks: Vec::new(), monthly_budget: None, expires_at: None }
    }
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupKeyRotation")]
pub struct Rotation {
    /// How long the old key works beside the new one.
    #[serde(default = "day")]
    #[garde(range(min = 0, max = 2_592_000))]
    #[schemars(range(min = 0, max = 2_592_000))]
    pub overlap_seconds: i64,
}

fn day() -> i64 {
    86_400
}

/// A single address is a network of one.
pub fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<std::net::IpAddr>().ok().map(IpNet::from))
}

fn is_network(text: &str, (): &()) -> garde::Result {
    network(text).map(drop).ok_or_else(|| garde::Error::new("must be an address or a network such as 10.0.0.0/8"))
}

/// A new key and the part of it that lists show.
pub fn make(tenant: TenantId) -> (String, String) {
    let key = format!("{PREFIX}{tenant}_{}", secret::token());
    let shown = PREFIX.len() + tenant.to_string().len() + 1 + SHOWN;
    let prefix = key[..shown].to_owned();
    (key, prefix)
}

/// The tenant that a key belongs to, if it is one.
pub fn tenant_of(key: &str) -> Option<TenantId> {
    let (tenant, secret) = key.strip_prefix(PREFIX)?.split_once('_')?;
    (secret.len() == 43).then(|| tenant.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_key_names_its_tenant_and_shows_little_of_itself() {
        let (key, prefix) = make(42);
        assert_eq!(tenant_of(&key), Some(42));
        assert!(key.starts_with(&prefix) && prefix.starts_with("pdai_42_") && prefix.len() == 14);
        for wrong in ["", "pdai_", "pdai_42", "pd_42_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &key[1..]] {
            assert_eq!(tenant_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_replaced_key_lives_until_its_overlap_ends() {
        let now = Utc::now();
        let (before, after) = (Some(now - TimeDelta::seconds(1)), Some(now + TimeDelta::seconds(1)));
        assert_eq!(KeyStatus::of(now, None, after, true), KeyStatus::Replaced);
        assert_eq!(KeyStatus::of(now, None, before, true), KeyStatus::Expired);
        assert_eq!(KeyStatus::of(now, before, after, true), KeyStatus::Revoked);
        assert_eq!(KeyStatus::of(now, None, None, false), KeyStatus::Active);
    }
}
