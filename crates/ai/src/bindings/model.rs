//! The three modes, as 004 spells them.

use garde::Validate;
use kernel::{Error, FieldError, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    accounts::{AccountStatus, AccountType, ServiceType},
    groups::QuotaInput,
    pricing::Money,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiBindingMode")]
pub enum Mode {
    Shared,
    Dedicated,
    Hybrid,
}

impl Mode {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dedicated => "dedicated",
            Self::Shared => "shared",
            Self::Hybrid => "hybrid",
        }
    }
    pub fn parse(text: &str) -> Self {
        match text {
            "dedicated" => Self::Dedicated,
            "hybrid" => Self::Hybrid,
            _ => Self::Shared,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiBoundAccount")]
pub struct BoundAccount {
    #[garde(skip)]
    pub account_id: i64,
    /// Told in answers; the account's own counts.
    #[serde(default)]
    #[garde(skip)]
    pub service_type: Option<ServiceType>,
    /// Lower goes first.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 1000))]
    #[schemars(range(min = 1, max = 1000))]
    pub priority: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiPool")]
pub struct Pool {
    #[garde(skip)]
    pub service_type: ServiceType,
    /// An account of the pool that is busier than this is left to others.
    #[serde(default = "hundred")]
    #[garde(range(min = 1, max = 100))]
    #[schemars(range(min = 1, max = 100))]
    pub max_usage_percent: i32,
    /// Lower goes first.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 1000))]
    #[schemars(range(min = 1, max = 1000))]
    pub priority: i32,
}

fn one() -> i32 {
    1
}
fn hundred() -> i32 {
    100
}

/// What belongs to the mode is read; what belongs to another one is refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase", default)]
#[schemars(rename = "AiBindingConfig")]
pub struct BindingConfig {
    /// Of `dedicated`.
    #[garde(length(max = 200), dive)]
    #[schemars(length(max = 200))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<BoundAccount>,
    /// Of `shared`; every shared account when empty.
    #[garde(length(max = 20), dive)]
    #[schemars(length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pool_config: Vec<Pool>,
    /// Of `hybrid`: these first, in this order ...
    #[garde(length(max = 200))]
    #[schemars(length(max = 200))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub primary_accounts: Vec<i64>,
    /// ... and these when none of them can.
    #[garde(length(max = 20), dive)]
    #[schemars(length(max = 20))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fallback_pools: Vec<Pool>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiBindingInput")]
pub struct BindingInput {
    #[garde(skip)]
    pub binding_mode: Mode,
    #[serde(default)]
    #[garde(dive)]
    pub binding_config: BindingConfig,
    /// The group's quota; left out, it stays.
    #[serde(default)]
    #[garde(dive)]
    pub quota_config: Option<QuotaInput>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    pub is_primary: bool,
    pub target: Target,
    pub priority: i32,
    pub max_usage_percent: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Account(i64),
    Pool(ServiceType),
}

/// The rows of a configuration.
pub fn draws(mode: Mode, config: &BindingConfig) -> Result<Vec<Draw>> {
    let mut wrong = Vec::new();
    let mut refuse = |given: bool, field: &str| {
        if given {
            wrong.push(FieldError::invalid(format!("bindingConfig.{field}"), "does not belong to this mode"));
        }
    };
    refuse(mode != Mode::Dedicated && !config.accounts.is_empty(), "accounts");
    refuse(mode != Mode::Shared && !config.pool_config.is_empty(), "poolConfig");
    refuse(mode != Mode::Hybrid && !config.primary_accounts.is_empty(), "primaryAccounts");
    refuse(mode != Mode::Hybrid && !config.fallback_pools.is_empty(), "fallbackPools");
    if mode == Mode::Dedicated && config.accounts.is_empty() {
        wrong.push(FieldError::required("bindingConfig.accounts"));
    }
    if mode == Mode::Hybrid && config.primary_accounts.is_empty() {
        wrong.push(FieldError::required("bindingConfig.primaryAccounts"));
    }
    if !wrong.is_empty() {
        return Err(Error::fields(wrong));
    }
    let account =
        |id, priority| Draw { is_primary: true, target: Target::Account(id), priority, max_usage_percent: 100 };
    let pool = |p: &Pool, is_primary| Draw {
        is_primary,
        target: Target::Pool(p.service_type),
        priority: p.priority,
        max_usage_percent: p.max_usage_percent,
    };
    let mut draws: Vec<Draw> = Vec::new();
    draws.extend(config.accounts.iter().map(|a| account(a.account_id, a.priority)));
    draws.extend(config.pool_config.iter().map(|p| pool(p, true)));
    draws.extend((1..).zip(&config.primary_accounts).map(|(place, id)| account(*id, place)));
    draws.extend(config.fallback_pools.iter().map(|p| pool(p, false)));
    for (n, draw) in draws.iter().enumerate() {
        if draws[..n].iter().any(|d| d.target == draw.target) {
            return Err(Error::field("bindingConfig", "names one account or pool twice"));
        }
    }
    Ok(draws)
}

/// The configuration that rows stand for.
pub fn config(mode: Mode, draws: &[Draw], service: impl Fn(i64) -> Option<ServiceType>) -> BindingConfig {
    let mut config = BindingConfig::default();
    let mut primary: Vec<_> = Vec::new();
    for draw in draws {
        match (mode, draw.target) {
            (Mode::Dedicated, Target::Account(account_id)) => config.accounts.push(BoundAccount {
                account_id,
                service_type: service(account_id),
                priority: draw.priority,
            }),
            (Mode::Hybrid, Target::Account(id)) => primary.push((draw.priority, id)),
            (Mode::Shared, Target::Pool(_)) => config.pool_config.extend(as_pool(draw)),
            (Mode::Hybrid, Target::Pool(_)) => config.fallback_pools.extend(as_pool(draw)),
            // The invariant of the table: no such row.
            (Mode::Shared, Target::Account(_)) | (Mode::Dedicated, Target::Pool(_)) => {}
        }
    }
    primary.sort_unstable();
    config.primary_accounts = primary.into_iter().map(|(_, id)| id).collect();
    config
}

fn as_pool(draw: &Draw) -> Option<Pool> {
    match draw.target {
        Target::Pool(service_type) => {
            Some(Pool { service_type, max_usage_percent: draw.max_usage_percent, priority: draw.priority })
        }
        Target::Account(_) => None,
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiBinding")]
pub struct BindingView {
    pub group_id: i64,
    pub mode: Mode,
    pub config: BindingConfig,
    pub daily_token_limit: i64,
    pub monthly_budget: Option<Money>,
    pub priority_level: crate::groups::Priority,
    pub warning_threshold: i32,
    pub alert_threshold: i32,
}

/// What a group's page shows of an account.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccountRef")]
pub struct AvailableAccount {
    pub id: i64,
    pub name: String,
    pub service_type: ServiceType,
    pub account_type: AccountType,
    pub status: AccountStatus,
    pub supported_models: Vec<String>,
    pub current_load: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiSharedPool")]
pub struct SharedPool {
    pub service_type: ServiceType,
    pub total_accounts: i64,
    pub healthy_accounts: i64,
    /// Mean of the accounts', in per cent.
    pub current_load: i64,
    /// Of a million tokens, half of them read and half written; mean of the accounts'.
    pub average_cost: Money,
}

/// What a mode would cost: the group's tokens of the last 30 days at the prices of the accounts it would draw on.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiModeEstimate")]
pub struct ModeEstimate {
    pub mode: Mode,
    /// Null when no account can be drawn on in this mode.
    pub estimated_cost: Option<Money>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiCurrentUsage")]
pub struct CurrentUsage {
    pub daily_tokens: i64,
    pub monthly_budget: Money,
    /// Of the tighter of the two limits, in per cent; 0 without a limit.
    pub utilization_rate: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiResourceBinding")]
pub struct ResourceBinding {
    pub binding: BindingView,
    pub available_accounts: Vec<AvailableAccount>,
    pub shared_pools: Vec<SharedPool>,
    pub binding_modes: Vec<ModeEstimate>,
    pub current_usage: CurrentUsage,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(service_type: ServiceType) -> Pool {
        Pool { service_type, max_usage_percent: 80, priority: 2 }
    }

    #[test]
    fn what_is_configured_is_shown_again() {
        let dedicated = BindingConfig {
            accounts: vec![BoundAccount { account_id: 7, service_type: Some(ServiceType::Claude), priority: 3 }],
            ..Default::default()
        };
        let shared = BindingConfig { pool_config: vec![pool(ServiceType::Qwen)], ..Default::default() };
        let hybrid = BindingConfig {
            primary_accounts: vec![9, 4],
            fallback_pools: vec![pool(ServiceType::Openai)],
            ..Default::default()
        };
        for (mode, given) in [(Mode::Dedicated, dedicated), (Mode::Shared, shared), (Mode::Hybrid, hybrid)] {
            let rows = draws(mode, &given).unwrap();
            assert_eq!(config(mode, &rows, |_| Some(ServiceType::Claude)), given);
        }
    }

    #[test]
    fn a_mode_takes_its_own_part_alone() {
        let fields = |mode, config: &BindingConfig| match draws(mode, config) {
            Ok(_) => Vec::new(),
            Err(e) => e.fields.into_iter().map(|f| f.field).collect::<Vec<_>>(),
        };
        let shared = BindingConfig { pool_config: vec![pool(ServiceType::Qwen)], ..Default::default() };
        assert_eq!(fields(Mode::Dedicated, &shared), ["bindingConfig.poolConfig", "bindingConfig.accounts"]);
        assert_eq!(fields(Mode::Shared, &BindingConfig::default()), Vec::<String>::new());
        let twice = BindingConfig { primary_accounts: vec![1, 1], ..Default::default() };
        assert_eq!(fields(Mode::Hybrid, &twice), ["bindingConfig"]);
    }
}
