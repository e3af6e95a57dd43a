//! What a group is.

use chrono::{DateTime, Utc};
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pricing::{Money, not_negative_option};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiGroupKind")]
pub enum GroupKind {
    Normal,
    /// For whom nothing else names a group.
    Default,
    /// The customers' assistant.
    Portal,
}

impl GroupKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Default => "default",
            Self::Portal => "portal",
        }
    }
    pub fn parse(text: &str) -> Self {
        match text {
            "default" => Self::Default,
            "portal" => Self::Portal,
            _ => Self::Normal,
        }
    }
}

/// Who goes first when an account is saturated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiPriority")]
pub enum Priority {
    High,
    #[default]
    Medium,
    Low,
}

impl Priority {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
    pub fn parse(text: &str) -> Self {
        match text {
            "high" => Self::High,
            "low" => Self::Low,
            _ => Self::Medium,
        }
    }
}

/// How one of several accounts is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AiStrategy")]
pub enum Strategy {
    #[default]
    RoundRobin,
    LeastConnections,
    Weighted,
    LowestCost,
    LowestLatency,
}

impl Strategy {
    pub const ALL: [Self; 5] =
        [Self::RoundRobin, Self::LeastConnections, Self::Weighted, Self::LowestCost, Self::LowestLatency];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::RoundRobin => "round_robin",
            Self::LeastConnections => "least_connections",
            Self::Weighted => "weighted",
            Self::LowestCost => "lowest_cost",
            Self::LowestLatency => "lowest_latency",
        }
    }
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.as_str() == text).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiGroupStatus")]
pub enum GroupStatus {
    Active,
    Inactive,
}

impl GroupStatus {
    pub fn as_str(self) -> &'static str {
        if self == Self::Active { "active" } else { "inactive" }
    }
    pub fn parse(text: &str) -> Self {
        if text == "inactive" { Self::Inactive } else { Self::Active }
    }
}

/// A member's part in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiMemberRole")]
pub enum MemberRole {
    Admin,
    Member,
}

impl MemberRole {
    pub fn as_str(self) -> &'static str {
        if self == Self::Admin { "admin" } else { "member" }
    }
    pub fn parse(text: &str) -> Self {
        if text == "admin" { Self::Admin } else { Self::Member }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroup")]
pub struct Group {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub kind: GroupKind,
    pub status: GroupStatus,
    pub max_members: i32,
    pub member_count: i64,
    pub key_count: i64,
    pub binding_mode: String,
    pub strategy: Strategy,
    pub sticky: bool,
    pub priority_level: Priority,
    /// 0 = without a limit.
    pub daily_token_limit: i64,
    pub monthly_budget: Option<Money>,
    pub warning_threshold: i32,
    pub alert_threshold: i32,
    pub daily_used_tokens: i64,
    pub monthly_used_budget: Money,
    /// ISO 4217, of the budget.
    pub currency: String,
    /// Calls in progress and waiting; of this node.
    pub active_requests: u32,
    pub queued_requests: u32,
    /// Who served last; of this node.
    pub current_account: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupInput")]
pub struct GroupInput {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    pub description: String,
    #[serde(default = "five")]
    #[garde(range(min = 1, max = 10_000))]
    #[schemars(range(min = 1, max = 10_000))]
    pub max_members: i32,
    #[serde(default = "active")]
    #[garde(skip)]
    pub status: GroupStatus,
    #[serde(default)]
    #[garde(skip)]
    pub strategy: Strategy,
    /// Calls of one conversation go to one account while it is healthy, so that they meet the provider's cache.
    #[serde(default = "yes")]
    #[garde(skip)]
    pub sticky: bool,
    #[serde(default)]
    #[garde(dive)]
    pub quota: QuotaInput,
}

fn five() -> i32 {
    5
}
fn yes() -> bool {
    true
}
fn active() -> GroupStatus {
    GroupStatus::Active
}

/// What a group may use, how urgent it is, and when it is warned.
#[derive(Debug, Clone, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase", default)]
#[schemars(rename = "AiQuotaInput")]
pub struct QuotaInput {
    /// 0 = without a limit.
    #[garde(range(min = 0, max = 1_000_000_000_000))]
    #[schemars(range(min = 0, max = 1_000_000_000_000_i64))]
    pub daily_token_limit: i64,
    /// Null = without a limit.
    #[garde(custom(not_negative_option))]
    pub monthly_budget: Option<Money>,
    #[garde(skip)]
    pub priority_level: Priority,
    #[garde(range(min = 1, max = 100))]
    #[schemars(range(min = 1, max = 100))]
    pub warning_threshold: i32,
    #[garde(range(min = 1, max = 100))]
    #[schemars(range(min = 1, max = 100))]
    pub alert_threshold: i32,
}

impl Default for QuotaInput {
    fn default() -> Self {
        Self {
            daily_token_limit: 0,
            monthly_budget: None,
            priority_level: Priority::Medium,
            warning_threshold: 80,
            alert_threshold: 95,
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupMember")]
pub struct Member {
    pub user: kernel::UserRef,
    pub role: MemberRole,
    pub joined_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiMemberInput")]
pub struct MemberInput {
    #[garde(skip)]
    pub user_id: i64,
    #[serde(default = "member")]
    #[garde(skip)]
    pub role: MemberRole,
}

fn member() -> MemberRole {
    MemberRole::Member
}
