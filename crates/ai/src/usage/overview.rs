//! `/ai/overview`: the tenant's AI resources at a glance (004, AI资源总览页面).

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Extension, extract::State};
use chrono::TimeDelta;
use kernel::{Allow, App, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    model::{self, Granularity, ModelShare, SplitBy, Stat},
    store::{self, Sum},
};
use crate::{
    Gateway,
    accounts::{self, AccountStatus, Health, ServiceType},
    alerts,
    breaker::Pass,
    groups,
    pricing::Money,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/ai/overview",
        get_with(overview, |o| {
            o.id("getAiOverview").summary("AI accounts, groups and today's usage at a glance.").tag("ai")
        }),
    )
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiServiceAccounts")]
struct ServiceAccounts {
    service_type: ServiceType,
    count: i64,
    /// Those that calls go to now.
    healthy_count: i64,
    /// Mean of the accounts', in per cent.
    avg_load: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupRank")]
struct GroupRank {
    group_id: i64,
    group_name: String,
    daily_cost: Money,
    request_count: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiOverview")]
struct Overview {
    total_accounts: i64,
    active_accounts: i64,
    /// In use, but failing their checks, or left alone by their breaker because calls failed.
    error_accounts: i64,
    /// Switched off by people.
    inactive_accounts: i64,
    total_groups: i64,
    daily_requests: i64,
    daily_tokens: i64,
    daily_cost: Money,
    monthly_requests: i64,
    monthly_tokens: i64,
    monthly_cost: Money,
    monthly_budget: Option<Money>,
    /// What this month will have cost at its end.
    cost_forecast: Money,
    currency: String,
    /// Of today, in milliseconds.
    average_response_time: i64,
    /// Of today, in per cent.
    success_rate: f64,
    accounts_by_service: Vec<ServiceAccounts>,
    /// The dearest of today first.
    top_groups_by_usage: Vec<GroupRank>,
    /// The dearest of this month first.
    top_models: Vec<ModelShare>,
    /// The last 14 days.
    trend: Vec<Stat>,
    alerts: Vec<alerts::Alert>,
}

const TOP: usize = 10;
const RECENT_ALERTS: i64 = 10;
const TREND_DAYS: i64 = 14;

async fn overview(
    caller: Allow<perm::AiAccountsRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
) -> Result<Reply<Overview>> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    let (now, settings) = (tx.now(), tenant.snapshot().settings.clone());
    let periods = tenant.periods(now);
    let accounts = accounts::store::all(&mut tx).await?;
    let today = store::total(&mut tx, Sum::default(), periods.day_start(), now).await?;
    let month = store::total(&mut tx, Sum::default(), periods.month_start(), now).await?;
    let groups = store::split(&mut tx, Sum::default(), periods.day_start(), now, SplitBy::Group).await?;
    let last_week = store::total(&mut tx, Sum::default(), now - TimeDelta::days(7), now).await?;
    let since = periods.day_start() - TimeDelta::days(TREND_DAYS - 1);
    let trend =
        store::periods(&mut tx, Sum::default(), since, now, Granularity::Day, settings.utc_offset_minutes).await?;
    let models = store::by_model(&mut tx, Sum::default(), periods.month_start(), now).await?;
    let millis = gateway.millis();
    let is_benched = |a: &accounts::store::AccountRow| {
        let live = tenant.live(a.id);
        let breaker = live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        breaker.peek(millis) != Pass::Yes
    };
    let status = |a: &accounts::store::AccountRow| match AccountStatus::of(a.is_enabled, Health::parse(&a.health)) {
        AccountStatus::Active if is_benched(a) => AccountStatus::Error,
        other => other,
    };
    let is_active = |a: &accounts::store::AccountRow| status(a) == AccountStatus::Active;
    let with =
        |wanted: AccountStatus| i64::try_from(accounts.iter().filter(|a| status(a) == wanted).count()).unwrap_or(0);
    let by_service = ServiceType::ALL.into_iter().filter_map(|service| {
        let of: Vec<_> = accounts.iter().filter(|a| a.service_type == service.as_str()).collect();
        let count = i64::try_from(of.len()).unwrap_or(0);
        let load = |a: &accounts::store::AccountRow| {
            i64::from(tenant.live(a.id).gate.in_flight()) * 100 / i64::from(a.max_concurrency.max(1))
        };
        (count > 0).then(|| ServiceAccounts {
            service_type: service,
            count,
            healthy_count: i64::try_from(of.iter().filter(|a| is_active(a)).count()).unwrap_or(0),
            avg_load: of.iter().map(|a| load(a)).sum::<i64>() / count,
        })
    });
    let performance = model::performance(&today);
    Ok(Reply(Overview {
        total_accounts: i64::try_from(accounts.len()).unwrap_or(0),
        active_accounts: with(AccountStatus::Active),
        error_accounts: with(AccountStatus::Error),
        inactive_accounts: with(AccountStatus::Inactive),
        total_groups: groups::store::count(&mut tx, None, None).await?,
        daily_requests: today.requests,
        daily_tokens: today.input_tokens + today.output_tokens,
        daily_cost: Money(today.charge),
        monthly_requests: month.requests,
        monthly_tokens: month.input_tokens + month.output_tokens,
        monthly_cost: Money(month.charge),
        monthly_budget: settings.monthly_budget,
        cost_forecast: model::forecast(Money(month.charge), Money(last_week.charge / 7), now, periods.month_end()),
        currency: settings.currency,
        average_response_time: performance.average_response_time,
        success_rate: performance.success_rate,
        accounts_by_service: by_service.collect(),
        top_groups_by_usage: groups
            .into_iter()
            .take(TOP)
            .filter_map(|g| {
                Some(GroupRank { group_id: g.id?, group_name: g.name, daily_cost: g.cost, request_count: g.requests })
            })
            .collect(),
        top_models: models.into_iter().take(TOP).collect(),
        trend: model::stats(trend, Granularity::Day),
        alerts: alerts::list(&mut tx, None, RECENT_ALERTS).await?,
    }))
}
