//! What an account is.

use chrono::{DateTime, Utc};
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pricing::{Money, Price};

/// Whose API an account speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ServiceType {
    Claude,
    Gemini,
    Openai,
    Qwen,
    Deepseek,
    /// Anything else that speaks OpenAI's API: vLLM, Ollama, a gateway.
    Compatible,
}

impl ServiceType {
    pub const ALL: [Self; 6] = [Self::Claude, Self::Gemini, Self::Openai, Self::Qwen, Self::Deepseek, Self::Compatible];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claude => "claude",
            Self::Gemini => "gemini",
            Self::Openai => "openai",
            Self::Qwen => "qwen",
            Self::Deepseek => "deepseek",
            Self::Compatible => "compatible",
        }
    }
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.as_str() == text).unwrap_or(Self::Compatible)
    }
    /// Where the provider's API begins, unless the account says otherwise.
    pub fn default_endpoint(self) -> Option<&'static str> {
        match self {
            Self::Claude => Some("https://api.anthropic.com/v1"),
            Self::Gemini => Some("https://generativelanguage.googleapis.com/v1beta"),
            Self::Openai => Some("https://api.openai.com/v1"),
            Self::Qwen => Some("https://dashscope.aliyuncs.com/compatible-mode/v1"),
            Self::Deepseek => Some("https://api.deepseek.com/v1"),
            Self::Compatible => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AccountType {
    /// For the groups that are bound to it by name.
    Dedicated,
    /// In the pool of its service.
    Shared,
}

impl AccountType {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dedicated => "dedicated",
            Self::Shared => "shared",
        }
    }
    pub fn parse(text: &str) -> Self {
        if text == "dedicated" { Self::Dedicated } else { Self::Shared }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    Unknown,
    Healthy,
    Unhealthy,
}

impl Health {
    pub fn parse(text: &str) -> Self {
        match text {
            "healthy" => Self::Healthy,
            "unhealthy" => Self::Unhealthy,
            _ => Self::Unknown,
        }
    }
}

/// `status`: off by a person, failing, or in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AccountStatus {
    Active,
    Inactive,
    Error,
}

impl AccountStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Error => "error",
        }
    }
    pub fn of(is_enabled: bool, health: Health) -> Self {
        match (is_enabled, health) {
            (false, _) => Self::Inactive,
            (true, Health::Unhealthy) => Self::Error,
            (true, _) => Self::Active,
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccount")]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub service_type: ServiceType,
    pub account_type: AccountType,
    /// The provider's key with all but its ends hidden.
    pub api_key_masked: String,
    /// Where its API begins; the provider's own address when null.
    pub api_endpoint: Option<String>,
    /// Models that may be asked for; every model when empty.
    pub supported_models: Vec<String>,
    /// What a request gets that names no model.
    pub current_model: Option<String>,
    /// Tokens a day; 0 = without a limit.
    pub daily_limit: i64,
    pub price: Price,
    pub weight: i32,
    pub max_concurrency: i32,
    /// An account that has not begun to answer within this is left for another one.
    pub first_byte_timeout_ms: i32,
    /// A stream that says nothing for so long is broken off.
    pub idle_timeout_ms: i32,
    pub total_timeout_ms: i32,
    pub is_enabled: bool,
    pub status: AccountStatus,
    pub health: Health,
    pub health_note: String,
    pub last_checked_at: Option<DateTime<Utc>>,
    /// Calls in progress here, in per cent of `maxConcurrency`; of this node.
    pub current_load: i64,
    pub active_requests: i64,
    pub queued_requests: i64,
    /// closed, open or half-open: whether calls go there now.
    pub breaker: String,
    pub total_requests: i64,
    pub total_tokens: i64,
    pub total_cost: Money,
    pub last_used_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Everything of an account that people set. The key may be left out when one is changed.
#[derive(Debug, Clone, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccountInput")]
pub struct AccountInput {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    #[garde(skip)]
    pub service_type: ServiceType,
    #[serde(default = "shared")]
    #[garde(skip)]
    pub account_type: AccountType,
    /// The provider's API key. Required for a new account; left out, a known one keeps its own.
    #[serde(default)]
    #[garde(inner(length(min = 1, max = 4096), custom(is_header_text)))]
    #[schemars(length(min = 1, max = 4096))]
    pub api_key: Option<String>,
    #[serde(default)]
    #[garde(inner(length(max = 500)))]
    #[schemars(length(max = 500))]
    pub api_endpoint: Option<String>,
    #[serde(default)]
    #[garde(length(max = 200), inner(length(chars, min = 1, max = 200), custom(is_model)))]
    #[schemars(length(max = 200))]
    pub supported_models: Vec<String>,
    #[serde(default)]
    #[garde(inner(length(chars, min = 1, max = 200), custom(is_model)))]
    #[schemars(length(min = 1, max = 200))]
    pub current_model: Option<String>,
    #[serde(default)]
    #[garde(range(min = 0, max = 1_000_000_000_000))]
    #[schemars(range(min = 0, max = 1_000_000_000_000_i64))]
    pub daily_limit: i64,
    #[serde(default)]
    #[garde(dive)]
    pub price: Price,
    #[serde(default = "hundred")]
    #[garde(range(min = 0, max = 10_000))]
    #[schemars(range(min = 0, max = 10_000))]
    pub weight: i32,
    #[serde(default = "fifty")]
    #[garde(range(min = 1, max = 10_000))]
    #[schemars(range(min = 1, max = 10_000))]
    pub max_concurrency: i32,
    #[serde(default = "first_byte")]
    #[garde(range(min = 100, max = 600_000))]
    #[schemars(range(min = 100, max = 600_000))]
    pub first_byte_timeout_ms: i32,
    #[serde(default = "idle")]
    #[garde(range(min = 100, max = 600_000))]
    #[schemars(range(min = 100, max = 600_000))]
    pub idle_timeout_ms: i32,
    #[serde(default = "total")]
    #[garde(range(min = 100, max = 3_600_000))]
    #[schemars(range(min = 100, max = 3_600_000))]
    pub total_timeout_ms: i32,
    #[serde(default = "yes")]
    #[garde(skip)]
    pub is_enabled: bool,
}

fn shared() -> AccountType {
    AccountType::Shared
}
fn hundred() -> i32 {
    100
}
fn fifty() -> i32 {
    50
}
fn first_byte() -> i32 {
    30_000
}
fn idle() -> i32 {
    60_000
}
fn total() -> i32 {
    600_000
}
fn yes() -> bool {
    true
}

/// It is sent as the value of a header.
fn is_header_text(text: &str, (): &()) -> garde::Result {
    match text.bytes().all(|b| (0x21..0x7f).contains(&b)) {
        true => Ok(()),
        false => Err(garde::Error::new("must be of visible ASCII signs")),
    }
}

/// Lists are kept one a line, and a model's name stands in paths.
pub fn is_model(text: &str, (): &()) -> garde::Result {
    match text.chars().all(|c| !c.is_control() && !c.is_whitespace()) {
        true => Ok(()),
        false => Err(garde::Error::new("must not contain white space")),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BulkAction {
    Enable,
    Disable,
    Delete,
    HealthCheck,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccountBulk")]
pub struct Bulk {
    #[garde(skip)]
    pub action: BulkAction,
    #[garde(length(min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    pub account_ids: Vec<i64>,
}

/// What became of each.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccountBulkResult")]
pub struct BulkResult {
    pub done: Vec<i64>,
    pub failed: Vec<BulkFailure>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccountBulkFailure")]
pub struct BulkFailure {
    pub account_id: i64,
    /// A number of the error registry.
    pub code: u32,
    pub message: String,
}

/// `sk-…x9Kd`: enough to tell two keys apart.
pub fn hint(key: &str) -> String {
    let signs: Vec<char> = key.chars().collect();
    if signs.len() < 16 {
        return "****".into();
    }
    let end: String = signs[signs.len() - 4..].iter().collect();
    let start: String = signs[..3].iter().collect();
    format!("{start}****{end}")
}

pub fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_shows_no_short_key() {
        assert_eq!(hint("sk-proj-abcdefghijkl"), "sk-****ijkl");
        assert_eq!(hint("short-key"), "****");
        assert_eq!(hint(""), "****");
    }

    #[test]
    fn every_service_is_read_as_it_is_written() {
        for service in ServiceType::ALL {
            assert_eq!(ServiceType::parse(service.as_str()), service);
        }
    }
}
