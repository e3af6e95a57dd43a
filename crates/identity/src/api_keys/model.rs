//! What a key is and how it is spelled.

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{db::TenantId, secret};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Tells keys from access tokens, and lets secret scanners find them.
pub const PREFIX: &str = "pd_";
/// Signs of the secret that lists may show.
const SHOWN: usize = 6;

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    pub id: i64,
    pub name: String,
    /// How the key begins.
    pub prefix: String,
    pub permissions: Vec<String>,
    pub expires_at: Option<DateTime<Utc>>,
    /// To the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKeyCreated {
    #[serde(flatten)]
    pub key: ApiKey,
    /// The key itself: shown now and never again.
    pub secret: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewApiKey {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    /// Codes that the maker holds.
    #[garde(length(min = 1, max = 100))]
    #[schemars(length(min = 1, max = 100))]
    pub permissions: Vec<String>,
    #[garde(skip)]
    pub expires_at: Option<DateTime<Utc>>,
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

    #[test]
    fn a_key_names_its_tenant_and_shows_little_of_itself() {
        let (key, prefix) = make(42);
        assert_eq!(tenant_of(&key), Some(42));
        assert!(key.starts_with(&prefix) && prefix.starts_with("pd_42_") && prefix.len() == 12);
        for wrong in [
            "",
            "pd_",
            "pd_42",
            "pd_42_",
            "pd_x_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            &key[..key.len() - 1],
            &key[1..],
        ] {
            assert_eq!(tenant_of(wrong), None, "{wrong}");
        }
    }
}
