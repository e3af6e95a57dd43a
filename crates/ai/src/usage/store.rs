//! SQL of usage.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};

use super::model::{Granularity, ModelShare, PeriodRow, SplitBy, SplitRow, Total};
use crate::{accounts::ServiceType, pricing::Money};

/// Whose usage; everything of the tenant when nothing is named.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    pub group: Option<i64>,
    pub account: Option<i64>,
    pub user: Option<i64>,
    pub service: Option<ServiceType>,
}

impl Sum {
    pub fn of_group(id: i64) -> Self {
        Self { group: Some(id), ..Self::default() }
    }
    pub fn of_account(id: i64) -> Self {
        Self { account: Some(id), ..Self::default() }
    }
}

const TOKENS: &str = "input_tokens + cached_tokens + cache_write_tokens + output_tokens";
/// The parameters of every query here: tenant, group, account, user, service, from, to.
const WHERE: &str = "u.tenant_id = $1 and ($2::bigint is null or u.group_id = $2) and ($3::bigint is null or u.account_id = $3)
  and ($4::bigint is null or u.user_id = $4) and ($5::text is null or u.service_type = $5) and u.hour >= $6 and u.hour < $7";

macro_rules! bound {
    ($query:expr, $tenant:expr, $of:expr, $from:expr, $to:expr) => {
        $query
            .bind($tenant)
            .bind($of.group)
            .bind($of.account)
            .bind($of.user)
            .bind($of.service.map(ServiceType::as_str))
            .bind($from)
            .bind($to)
    };
}

/// The beginning of the hour that a range begins in: sums know no parts of hours.
fn whole_hour(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp(at.timestamp().div_euclid(3600) * 3600, 0).unwrap_or(at)
}

pub async fn periods(
    tx: &mut TenantTx,
    of: Sum,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    granularity: Granularity,
    offset_min: i32,
) -> Result<Vec<PeriodRow>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select date_trunc($8, (u.hour at time zone 'UTC') + make_interval(mins => $9)) as start, u.service_type,
           sum(requests)::bigint as requests, sum(successes)::bigint as successes, sum({TOKENS})::bigint as tokens,
           sum(cost)::bigint as cost, sum(charge)::bigint as charge, sum(latency_ms)::bigint as latency_ms
         from ai_usage_hours u where {WHERE} group by 1, 2 order by 1, 2"
    );
    Ok(bound!(sqlx::query_as(sqlx::AssertSqlSafe(sql)), tenant, of, whole_hour(from), to)
        .bind(granularity.as_str())
        .bind(offset_min)
        .fetch_all(tx.conn())
        .await?)
}

pub async fn total(tx: &mut TenantTx, of: Sum, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Total> {
    let tenant = tx.tenant();
    let sql = format!(
        "select coalesce(sum(requests), 0)::bigint as requests, coalesce(sum(successes), 0)::bigint as successes,
           coalesce(sum(input_tokens + cached_tokens + cache_write_tokens), 0)::bigint as input_tokens,
           coalesce(sum(output_tokens), 0)::bigint as output_tokens, coalesce(sum(cost), 0)::bigint as cost,
           coalesce(sum(charge), 0)::bigint as charge, coalesce(sum(latency_ms), 0)::bigint as latency_ms
         from ai_usage_hours u where {WHERE}"
    );
    Ok(bound!(sqlx::query_as(sqlx::AssertSqlSafe(sql)), tenant, of, whole_hour(from), to).fetch_one(tx.conn()).await?)
}

#[derive(sqlx::FromRow)]
struct ModelRow {
    model: String,
    service_type: String,
    requests: i64,
    tokens: i64,
    cost: i64,
    charge: i64,
}

/// The dearest first.
pub async fn by_model(tx: &mut TenantTx, of: Sum, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<ModelShare>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select model, service_type, sum(requests)::bigint as requests, sum({TOKENS})::bigint as tokens,
           sum(cost)::bigint as cost, sum(charge)::bigint as charge
         from ai_usage_hours u where {WHERE} group by 1, 2 order by 6 desc, 3 desc, 1 limit 100"
    );
    let rows: Vec<ModelRow> =
        bound!(sqlx::query_as(sqlx::AssertSqlSafe(sql)), tenant, of, whole_hour(from), to).fetch_all(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|r| ModelShare {
            model: r.model,
            service_type: ServiceType::parse(&r.service_type),
            requests: r.requests,
            tokens: r.tokens,
            cost: Money(r.charge),
            provider_cost: Money(r.cost),
        })
        .collect())
}

/// Hours of the day in the tenant's time, the busiest first.
pub async fn peak_hours(
    tx: &mut TenantTx,
    of: Sum,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    offset_min: i32,
) -> Result<Vec<i32>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select extract(hour from (u.hour at time zone 'UTC') + make_interval(mins => $8))::int as h
         from ai_usage_hours u where {WHERE} group by 1 order by sum(requests) desc, 1 limit 3"
    );
    Ok(bound!(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)), tenant, of, whole_hour(from), to)
        .bind(offset_min)
        .fetch_all(tx.conn())
        .await?)
}

#[derive(sqlx::FromRow)]
struct SplitTable {
    id: Option<i64>,
    name: Option<String>,
    requests: i64,
    tokens: i64,
    cost: i64,
    charge: i64,
}

/// The dearest first.
pub async fn split(
    tx: &mut TenantTx,
    of: Sum,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    by: SplitBy,
) -> Result<Vec<SplitRow>> {
    let tenant = tx.tenant();
    let join = |table: &str, column: &str| {
        (
            format!("nullif(u.{column}, 0)"),
            "x.name".to_owned(),
            format!("left join {table} x on x.tenant_id = u.tenant_id and x.id = u.{column}"),
        )
    };
    let (id, name, from_also) = match by {
        SplitBy::Group => join("ai_groups", "group_id"),
        SplitBy::User => join("users", "user_id"),
        SplitBy::Key => join("ai_group_keys", "key_id"),
        SplitBy::Account => join("ai_accounts", "account_id"),
        SplitBy::Model => ("null::bigint".into(), "u.model".into(), String::new()),
        SplitBy::Service => ("null::bigint".into(), "u.service_type".into(), String::new()),
    };
    let sql = format!(
        "select {id} as id, {name} as name, sum(requests)::bigint as requests, sum({TOKENS})::bigint as tokens,
           sum(cost)::bigint as cost, sum(charge)::bigint as charge
         from ai_usage_hours u {from_also} where {WHERE} group by 1, 2 order by 6 desc, 3 desc, 2 limit 500"
    );
    let rows: Vec<SplitTable> =
        bound!(sqlx::query_as(sqlx::AssertSqlSafe(sql)), tenant, of, whole_hour(from), to).fetch_all(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|r| SplitRow {
            id: r.id,
            name: r.name.unwrap_or_default(),
            requests: r.requests,
            tokens: r.tokens,
            cost: Money(r.charge),
            provider_cost: Money(r.cost),
        })
        .collect())
}
