//! An account with what this node knows of it; its page (004 §AI账号管理页面).

use kernel::{Result, TenantTx};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    model::{Account, AccountStatus, AccountType, Health, ServiceType, lines},
    store::{self, AccountRow},
};
use crate::{
    breaker::Millis,
    pricing::Money,
    snapshot::Tenant,
    usage::{self, Sum},
};

/// `tenant`: what goes on at the account here.
pub fn view(row: AccountRow, tenant: &Tenant, now: Millis) -> Account {
    let (live, price) = (tenant.live(row.id), row.price());
    let (health, active) = (Health::parse(&row.health), i64::from(live.gate.in_flight()));
    let breaker = live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner).name(now).to_owned();
    Account {
        id: row.id,
        service_type: ServiceType::parse(&row.service_type),
        account_type: AccountType::parse(&row.account_type),
        status: AccountStatus::of(row.is_enabled, health),
        health,
        name: row.name,
        api_key_masked: row.key_hint,
        api_endpoint: row.endpoint,
        supported_models: lines(&row.models),
        current_model: row.current_model,
        daily_limit: row.daily_limit,
        price,
        weight: row.weight,
        max_concurrency: row.max_concurrency,
        first_byte_timeout_ms: row.first_byte_ms,
        idle_timeout_ms: row.idle_ms,
        total_timeout_ms: row.total_ms,
        is_enabled: row.is_enabled,
        health_note: row.health_note,
        last_checked_at: row.checked_at,
        current_load: active * 100 / i64::from(row.max_concurrency.max(1)),
        active_requests: active,
        queued_requests: i64::try_from(live.gate.waiting()).unwrap_or(0),
        breaker,
        total_requests: row.total_requests,
        total_tokens: row.total_tokens,
        total_cost: Money(row.total_cost),
        last_used_at: row.last_used_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiBoundGroup")]
pub struct BoundGroup {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccountDetails")]
pub struct Details {
    pub account: Account,
    /// By the hour, oldest first.
    pub usage_24h: Vec<usage::Stat>,
    /// Of the last 24 hours.
    pub performance: usage::Performance,
    pub bound_groups: Vec<BoundGroup>,
    /// Of this month, by model.
    pub cost_analysis: Vec<usage::ModelShare>,
    pub month_cost: Money,
    /// The newest first.
    pub health_checks: Vec<crate::health::Check>,
}

pub async fn details(tx: &mut TenantTx, id: i64, tenant: &Tenant, now: Millis) -> Result<Details> {
    let account = view(store::get(tx, id).await?, tenant, now);
    let periods = tenant.periods(tx.now());
    let of = Sum::of_account(id);
    let by_model = usage::by_model(tx, of, periods.month_start(), tx.now()).await?;
    Ok(Details {
        usage_24h: usage::last_day(tx, of).await?,
        performance: usage::performance(tx, of).await?,
        bound_groups: store::bound_groups(tx, id)
            .await?
            .into_iter()
            .map(|(id, name)| BoundGroup { id, name })
            .collect(),
        month_cost: Money(by_model.iter().map(|m| m.cost.0).sum()),
        cost_analysis: by_model,
        health_checks: crate::health::recent(tx, id).await?,
        account,
    })
}
