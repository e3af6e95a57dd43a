//! `/ai/groups/{id}/usage-stats` and what else is asked of usage.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Allow, App, Error, IdPath, Path, Query, Reply, Result, TenantTx, error::code, perm, perm::Scope};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    calls, export,
    model::{self, Granularity, SplitBy, SplitRow, Stat},
    monitor, overview,
    store::{self, Sum},
};
use crate::{accounts::ServiceType, budget::Periods, groups, pricing::Money, settings};

pub fn routes() -> ApiRouter<App> {
    let stats = |id: &'static str, summary: &'static str| get_with(stats, move |o| o.id(id).summary(summary).tag("ai"));
    ApiRouter::new()
        .api_route(
            "/ai/groups/{id}/usage-stats",
            stats("getAiGroupUsage", "A group's usage by hour, day, week or month."),
        )
        .api_route("/groups/{id}/usage-stats", stats("getGroupUsageStats", "The same, at another path."))
        .api_route(
            "/ai/usage",
            get_with(all, |o| o.id("getAiUsage").summary("The tenant's usage by hour, day, week or month.").tag("ai")),
        )
        .api_route(
            "/ai/usage/split",
            get_with(split, |o| {
                o.id("splitAiUsage").summary("Usage by group, user, key, account, model or service.").tag("ai")
            }),
        )
        .merge(calls::routes())
        .merge(export::routes())
        .merge(monitor::routes())
        .merge(overview::routes())
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The last 30 days when left out.
    #[garde(skip)]
    pub start_date: Option<DateTime<Utc>>,
    #[garde(skip)]
    pub end_date: Option<DateTime<Utc>>,
    #[serde(default)]
    #[garde(skip)]
    pub granularity: Granularity,
    #[garde(skip)]
    pub service_type: Option<ServiceType>,
    #[garde(skip)]
    pub group_id: Option<i64>,
    #[serde(default)]
    #[garde(skip)]
    pub by: SplitBy,
}

/// Of which no answer gets too long.
const HOURS_MAX: i64 = 31 * 24;
const DAYS_MAX: i64 = 3 * 366;

impl Range {
    pub fn bounds(&self, now: DateTime<Utc>) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
        let to = self.end_date.unwrap_or(now);
        let from = self.start_date.unwrap_or(to - TimeDelta::days(30));
        let longest = match self.granularity {
            Granularity::Hour => TimeDelta::hours(HOURS_MAX),
            _ => TimeDelta::days(DAYS_MAX),
        };
        if from >= to {
            return Err(Error::field("startDate", "must be before endDate"));
        }
        if to - from > longest {
            return Err(Error::field("startDate", "is too long before endDate"));
        }
        Ok((from, to))
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiUsageOverall")]
pub struct Overall {
    pub total_cost: Money,
    pub provider_cost: Money,
    pub total_requests: i64,
    pub total_tokens: i64,
    /// The dearest first.
    pub top_models: Vec<String>,
    /// Hours of the day in the tenant's time, the busiest first.
    pub peak_hours: Vec<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiUsageStats")]
pub struct UsageStats {
    pub stats: Vec<Stat>,
    pub summary: Overall,
    pub month: Month,
}

/// The month that runs, whatever range was asked for.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiUsageMonth")]
pub struct Month {
    /// ISO 4217; all amounts are in it.
    pub currency: String,
    pub cost: Money,
    /// Of the group, or of the tenant when everything is asked for; null without a limit.
    pub budget: Option<Money>,
    /// What the month will have cost at its end.
    pub forecast: Money,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

async fn month(tx: &mut TenantTx, of: Sum, settings: &settings::Settings) -> Result<Month> {
    let (now, periods) = (tx.now(), Periods::of(tx.now(), settings.utc_offset_minutes));
    let so_far = store::total(tx, of, periods.month_start(), now).await?;
    let last_week = store::total(tx, of, now - TimeDelta::days(7), now).await?;
    let budget = match (of.group, of.user, of.service) {
        (Some(group), None, None) => groups::store::get(tx, group).await?.monthly_budget.map(Money),
        (None, None, None) => settings.monthly_budget,
        // A part has no budget of its own.
        _ => None,
    };
    Ok(Month {
        currency: settings.currency.clone(),
        cost: Money(so_far.charge),
        budget,
        forecast: model::forecast(Money(so_far.charge), Money(last_week.charge / 7), now, periods.month_end()),
        starts_at: periods.month_start(),
        ends_at: periods.month_end(),
    })
}

const TOP_MODELS: usize = 5;

pub async fn collect(tx: &mut TenantTx, of: Sum, range: &Range) -> Result<UsageStats> {
    let (from, to) = range.bounds(tx.now())?;
    let settings = settings::store::get(tx).await?;
    let offset = settings.utc_offset_minutes;
    let rows = store::periods(tx, of, from, to, range.granularity, offset).await?;
    let total = store::total(tx, of, from, to).await?;
    let models = store::by_model(tx, of, from, to).await?;
    Ok(UsageStats {
        month: month(tx, of, &settings).await?,
        stats: model::stats(rows, range.granularity),
        summary: Overall {
            total_cost: Money(total.charge),
            provider_cost: Money(total.cost),
            total_requests: total.requests,
            total_tokens: total.input_tokens + total.output_tokens,
            top_models: models.into_iter().take(TOP_MODELS).map(|m| m.model).collect(),
            peak_hours: store::peak_hours(tx, of, from, to, offset).await?,
        },
    })
}

async fn stats(
    caller: Allow<perm::AiUsageRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(range): Query<Range>,
) -> Result<Reply<UsageStats>> {
    let mut tx = caller.begin(&app).await?;
    groups::visible(&mut tx, caller.scope, p.id).await?;
    let of = Sum { service: range.service_type, ..Sum::of_group(p.id) };
    collect(&mut tx, of, &range).await.map(Reply)
}

/// What a caller with a narrow grant may ask: of a group that it belongs to.
pub async fn within(tx: &mut TenantTx, scope: Scope, range: &Range) -> Result<Sum> {
    if let Some(group) = range.group_id {
        groups::visible(tx, scope, group).await?;
    } else if scope < Scope::Tenant {
        // Its own part of every group.
        let user = tx.user_id().ok_or_else(|| Error::new(code::DENIED))?;
        return Ok(Sum { user: Some(user), service: range.service_type, ..Sum::default() });
    }
    Ok(Sum { group: range.group_id, service: range.service_type, ..Sum::default() })
}

async fn all(
    caller: Allow<perm::AiUsageRead>,
    State(app): State<App>,
    Query(range): Query<Range>,
) -> Result<Reply<UsageStats>> {
    let mut tx = caller.begin(&app).await?;
    let of = within(&mut tx, caller.scope, &range).await?;
    collect(&mut tx, of, &range).await.map(Reply)
}

async fn split(
    caller: Allow<perm::AiUsageRead>,
    State(app): State<App>,
    Query(range): Query<Range>,
) -> Result<Reply<Vec<SplitRow>>> {
    let mut tx = caller.begin(&app).await?;
    let of = within(&mut tx, caller.scope, &range).await?;
    let (from, to) = range.bounds(tx.now())?;
    store::split(&mut tx, of, from, to, range.by).await.map(Reply)
}
