//! The platform at a glance (000 §1, KPI formulas of 000): the last 24 hours, from the raw calls.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use chrono::{DateTime, Utc};
use kernel::{Allow, App, PlatformTx, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Serialize;
use sqlx::Row;

/// Availability, errors and latency over the last 24 hours.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformOverview {
    pub tenants: i64,
    /// Tenants with at least one call in the last 30 days.
    pub active_tenants: i64,
    /// Since midnight in Shanghai, as in the tenants' statistics.
    pub calls_today: i64,
    /// Mean of the last five minutes.
    pub calls_per_minute: f64,
    /// Calls that the platform did not fail, with a status below 500, as a share of all (000 "API可用性"): a caller's
    /// mistake says nothing about the platform.
    pub availability: f64,
    /// Calls with a status of 500 or more, as a share of all.
    pub error_rate: f64,
    pub latency_mean_ms: f64,
    pub latency_p50_ms: f64,
    pub latency_p95_ms: f64,
    pub latency_p99_ms: f64,
    /// By five minutes, the last six hours.
    pub series: Vec<SeriesPoint>,
    pub top_tenants: Vec<TenantCalls>,
    pub top_routes: Vec<RouteCalls>,
}

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct SeriesPoint {
    pub at: DateTime<Utc>,
    pub calls: i64,
    pub errors: i64,
    pub p95_ms: f64,
}

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct TenantCalls {
    pub tenant_id: i64,
    pub name: String,
    pub calls: i64,
}

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct RouteCalls {
    pub route: String,
    pub method: String,
    pub calls: i64,
    pub errors: i64,
    pub p95_ms: f64,
}

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/platform/overview",
        get_with(show, |o| o.id("getPlatformOverview").summary("The platform at a glance.").tag("platform")),
    )
}

async fn show(caller: Allow<perm::CallsRead>, State(app): State<App>) -> Result<Reply<PlatformOverview>> {
    let mut tx = caller.begin_platform(&app).await?;
    Ok(Reply(overview(&mut tx, app.now()).await?))
}

async fn overview(tx: &mut PlatformTx, now: DateTime<Utc>) -> Result<PlatformOverview> {
    let row = sqlx::query(
        "select count(*) as calls, count(*) filter (where at >= date_trunc('day', $1::timestamptz at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai') as today,
           count(*) filter (where at > $1 - interval '5 minutes') / 5.0::float8 as per_minute,
           coalesce(avg((status < 500)::int)::float8, 1) as availability, coalesce(avg((status >= 500)::int)::float8, 0) as error_rate,
           coalesce(avg(latency_us)::float8, 0) as mean,
           coalesce(percentile_cont(array[0.5, 0.95, 0.99]) within group (order by latency_us), array[0, 0, 0]::float8[]) as p,
           (select count(*) from platform.tenants where deleted_at is null) as tenants,
           (select count(*) from platform.tenants t where t.deleted_at is null and exists
             (select 1 from platform.api_calls c where c.tenant = t.id and c.at > $1 - interval '30 days')) as active
         from platform.api_calls where at > $1 - interval '24 hours'",
    )
    .bind(now)
    .fetch_one(tx.conn())
    .await?;
    let p: Vec<f64> = row.try_get("p")?;
    let ms = |i: usize| p.get(i).copied().unwrap_or(0.0) / 1000.0;
    Ok(PlatformOverview {
        tenants: row.try_get("tenants")?,
        active_tenants: row.try_get("active")?,
        calls_today: row.try_get("today")?,
        calls_per_minute: row.try_get("per_minute")?,
        availability: row.try_get("availability")?,
        error_rate: row.try_get("error_rate")?,
        latency_mean_ms: row.try_get::<f64, _>("mean")? / 1000.0,
        latency_p50_ms: ms(0),
        latency_p95_ms: ms(1),
        latency_p99_ms: ms(2),
        series: series(tx, now).await?,
        top_tenants: top_tenants(tx, now).await?,
        top_routes: top_routes(tx, now).await?,
    })
}

async fn series(tx: &mut PlatformTx, now: DateTime<Utc>) -> Result<Vec<SeriesPoint>> {
    Ok(sqlx::query_as(
        "select b.at, count(c.id) as calls, count(c.id) filter (where c.status >= 500) as errors,
           coalesce(percentile_cont(0.95) within group (order by c.latency_us) / 1000, 0)::float8 as p95_ms
         from generate_series(date_bin('5 minutes', $1::timestamptz - interval '6 hours', 'epoch'), date_bin('5 minutes', $1, 'epoch'), interval '5 minutes') as b(at)
         left join platform.api_calls c on c.at >= b.at and c.at < b.at + interval '5 minutes'
         group by b.at order by b.at",
    )
    .bind(now)
    .fetch_all(tx.conn())
    .await?)
}

async fn top_tenants(tx: &mut PlatformTx, now: DateTime<Utc>) -> Result<Vec<TenantCalls>> {
    Ok(sqlx::query_as(
        "select t.id as tenant_id, t.name, count(*) as calls from platform.api_calls c join platform.tenants t on t.id = c.tenant
         where c.at > $1 - interval '24 hours' group by t.id, t.name order by calls desc, t.id limit 10",
    )
    .bind(now)
    .fetch_all(tx.conn())
    .await?)
}

async fn top_routes(tx: &mut PlatformTx, now: DateTime<Utc>) -> Result<Vec<RouteCalls>> {
    Ok(sqlx::query_as(
        "select route, method, count(*) as calls, count(*) filter (where status >= 500) as errors,
           (percentile_cont(0.95) within group (order by latency_us) / 1000)::float8 as p95_ms
         from platform.api_calls where at > $1 - interval '24 hours' group by route, method order by calls desc, route limit 15",
    )
    .bind(now)
    .fetch_all(tx.conn())
    .await?)
}
