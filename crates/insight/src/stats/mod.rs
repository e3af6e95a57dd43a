//! A tenant's day at a glance (003 §7.12 "数据汇总").

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use chrono::{DateTime, Utc};
use kernel::{Allow, App, Reply, Result, TenantTx, perm};
use schemars::JsonSchema;
use serde::Serialize;
use sqlx::Row;

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatsSummary {
    pub queued: i64,
    pub active: i64,
    pub online_agents: i64,
    pub closed_today: i64,
    /// Seconds from assignment to the agent's first message, of today's conversations; null without one.
    pub avg_first_reply_sec: Option<f64>,
    /// Seconds in the queue, of today's assigned conversations; null without one.
    pub avg_wait_sec: Option<f64>,
    pub tickets_open: i64,
    pub tickets_resolved_today: i64,
    /// Mean of the last 30 days' ratings, 1 to 5; null without one.
    pub rating_avg: Option<f64>,
    pub articles_published: i64,
    /// Conversations begun in each of the last 24 hours.
    pub sessions_by_hour: Vec<HourCount>,
}

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct HourCount {
    pub at: DateTime<Utc>,
    pub count: i64,
}

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/stats/summary",
        get_with(show, |o| o.id("getStatsSummary").summary("The tenant's day at a glance.").tag("insight")),
    )
}

async fn show(caller: Allow<perm::StatsRead>, State(app): State<App>) -> Result<Reply<StatsSummary>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(summary(&mut tx).await?))
}

async fn summary(tx: &mut TenantTx) -> Result<StatsSummary> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let day = "date_trunc('day', $2::timestamptz at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'";
    let sql = format!(
        "select
           (select count(*) from conversations where tenant_id = $1 and status = 'queued') as queued,
           (select count(*) from conversations where tenant_id = $1 and status = 'active') as active,
           (select count(*) from agents where tenant_id = $1 and status in ('online', 'busy')) as online_agents,
           (select count(*) from conversations where tenant_id = $1 and status = 'closed' and closed_at >= {day}) as closed_today,
           (select avg(extract(epoch from first_reply_at - assigned_at))::float8 from conversations
             where tenant_id = $1 and first_reply_at >= {day} and assigned_at is not null) as avg_first_reply_sec,
           (select avg(extract(epoch from assigned_at - queued_at))::float8 from conversations
             where tenant_id = $1 and assigned_at >= {day} and channel <> 'agent') as avg_wait_sec,
           (select count(*) from tickets where tenant_id = $1 and deleted_at is null
             and status in ('pending', 'processing', 'waiting_customer', 'pending_review')) as tickets_open,
           (select count(*) from tickets where tenant_id = $1 and deleted_at is null and resolved_at >= {day}) as tickets_resolved_today,
           (select avg(rating)::float8 from (
              select rating from conversations where tenant_id = $1 and rated_at > $2 - interval '30 days'
              union all select rating from tickets where tenant_id = $1 and rated_at > $2 - interval '30 days') r) as rating_avg,
           (select count(*) from articles where tenant_id = $1 and status = 'published') as articles_published"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(now).fetch_one(tx.conn()).await?;
    Ok(StatsSummary {
        queued: row.try_get("queued")?,
        active: row.try_get("active")?,
        online_agents: row.try_get("online_agents")?,
        closed_today: row.try_get("closed_today")?,
        avg_first_reply_sec: row.try_get("avg_first_reply_sec")?,
        avg_wait_sec: row.try_get("avg_wait_sec")?,
        tickets_open: row.try_get("tickets_open")?,
        tickets_resolved_today: row.try_get("tickets_resolved_today")?,
        rating_avg: row.try_get("rating_avg")?,
        articles_published: row.try_get("articles_published")?,
        sessions_by_hour: by_hour(tx).await?,
    })
}

async fn by_hour(tx: &mut TenantTx) -> Result<Vec<HourCount>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(
        "select h.at, count(c.id) as count
         from generate_series(date_trunc('hour', $2::timestamptz) - interval '23 hours', date_trunc('hour', $2), interval '1 hour') as h(at)
         left join conversations c on c.tenant_id = $1 and c.created_at >= h.at and c.created_at < h.at + interval '1 hour'
         group by h.at order by h.at",
    )
    .bind(tenant)
    .bind(now)
    .fetch_all(tx.conn())
    .await?)
}
