//! `/ai/groups/{id}/monitor`: a group now, its usage, cost and performance (004, 使用监控页面).

use std::sync::atomic::Ordering;

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Extension, extract::State};
use chrono::TimeDelta;
use kernel::{Allow, App, IdPath, Path, Reply, Result, TenantTx, perm};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    model::{self, Granularity, ModelShare, Performance, Stat, Summary, percent},
    store::{self, Sum},
};
use crate::{
    Gateway, alerts,
    breaker::Pass,
    groups,
    pricing::Money,
    snapshot::{Group, Tenant},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/ai/groups/{id}/monitor",
        get_with(monitor, |o| {
            o.id("monitorAiGroup").summary("A group now: calls, queue, usage, cost, performance.").tag("ai")
        }),
    )
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiCurrentAccount")]
struct CurrentAccount {
    id: i64,
    name: String,
    service_type: crate::accounts::ServiceType,
    breaker: String,
}

/// Of this node.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiRealTimeStatus")]
struct RealTime {
    active_requests: u32,
    queued_requests: u32,
    /// Who served last.
    current_account: Option<CurrentAccount>,
    /// Milliseconds until an account that is left alone now is tried again.
    next_switch_in_ms: Option<u64>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiMonitorUsage")]
struct Usage {
    today: Summary,
    this_week: Summary,
    this_month: Summary,
    /// The last 14 days.
    trend: Vec<Stat>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiCostAnalysis")]
struct CostAnalysis {
    daily_cost: Money,
    monthly_cost: Money,
    monthly_budget: Option<Money>,
    /// In per cent; null without a budget.
    budget_utilization: Option<f64>,
    /// What this month will have cost at its end.
    cost_forecast: Money,
    breakdown: Vec<ModelShare>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiGroupMonitor")]
struct Monitor {
    real_time_status: RealTime,
    usage_stats: Usage,
    cost_analysis: CostAnalysis,
    performance: Performance,
    alerts: Vec<alerts::Alert>,
}

fn real_time(gateway: &Gateway, tenant: &Tenant, group: &Group) -> RealTime {
    let now = gateway.millis();
    let snapshot = tenant.snapshot();
    let last = group.live.account.load(Ordering::Relaxed);
    let breaker = |account: &crate::snapshot::Account| {
        account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    };
    let next = group.drawn.iter().filter_map(|d| match breaker(&d.account).peek(now) {
        Pass::No { until } => Some(until.saturating_sub(now)),
        Pass::Yes | Pass::Probe => None,
    });
    RealTime {
        active_requests: group.live.active.load(Ordering::Relaxed),
        queued_requests: group.live.queued.load(Ordering::Relaxed),
        current_account: snapshot.accounts.get(&last).map(|account| CurrentAccount {
            id: account.id,
            name: account.name.clone(),
            service_type: account.service,
            breaker: breaker(account).name(now).to_owned(),
        }),
        next_switch_in_ms: next.min(),
    }
}

const RECENT_ALERTS: i64 = 10;

async fn collect(
    tx: &mut TenantTx,
    gateway: &Gateway,
    tenant: &Tenant,
    row: groups::store::GroupRow,
) -> Result<Monitor> {
    let (of, now) = (Sum::of_group(row.id), tx.now());
    let (periods, offset) = (tenant.periods(now), tenant.snapshot().settings.utc_offset_minutes);
    let today = store::total(tx, of, periods.day_start(), now).await?;
    let week = store::total(tx, of, periods.week_start(), now).await?;
    let month = store::total(tx, of, periods.month_start(), now).await?;
    let last_week = store::total(tx, of, now - TimeDelta::days(7), now).await?;
    let trend =
        store::periods(tx, of, periods.day_start() - TimeDelta::days(13), now, Granularity::Day, offset).await?;
    let daily = Money(last_week.charge / 7);
    let snapshot = tenant.snapshot();
    let real_time_status = snapshot.groups.get(&row.id).map_or(
        RealTime { active_requests: 0, queued_requests: 0, current_account: None, next_switch_in_ms: None },
        |group| real_time(gateway, tenant, group),
    );
    Ok(Monitor {
        real_time_status,
        cost_analysis: CostAnalysis {
            daily_cost: Money(today.charge),
            monthly_cost: Money(month.charge),
            monthly_budget: row.monthly_budget.map(Money),
            budget_utilization: row.monthly_budget.filter(|b| *b > 0).map(|budget| percent(month.charge, budget)),
            cost_forecast: model::forecast(Money(month.charge), daily, now, periods.month_end()),
            breakdown: store::by_model(tx, of, periods.month_start(), now).await?,
        },
        performance: model::performance(&last_week),
        usage_stats: Usage {
            today: (&today).into(),
            this_week: (&week).into(),
            this_month: (&month).into(),
            trend: model::stats(trend, Granularity::Day),
        },
        alerts: alerts::list(tx, Some(row.id), RECENT_ALERTS).await?,
    })
}

async fn monitor(
    caller: Allow<perm::AiUsageRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Monitor>> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    let row = groups::visible(&mut tx, caller.scope, p.id).await?;
    collect(&mut tx, &gateway, &tenant, row).await.map(Reply)
}
