//! SQL of bookings.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};

use super::{
    entry::Booking,
    sums::{Hour, HourKey, Sums, Total, TotalKey},
};

/// Rows that are known to be new: a repeated one fails the whole batch, which then comes again with [`known`] asked.
const INSERT: &str = "
insert into ai_calls (tenant_id, id, request_id, attempt, at, group_id, key_id, user_id, account_id, service_type,
  surface, request_type, model_asked, model_used, is_stream, input_tokens, cached_tokens, cache_write_tokens,
  output_tokens, cost, charge, is_estimated, latency_ms, first_byte_ms, status, error_code, reason,
  cache_write_1h_tokens)
select $1, id::uuid, request_id, attempt, at, group_id, key_id, user_id, account_id, service_type, surface,
  request_type, model_asked, model_used, is_stream, input_tokens, cached_tokens, cache_write_tokens, output_tokens,
  cost, charge, is_estimated, latency_ms, first_byte_ms, status, error_code, reason, cache_write_1h_tokens
from unnest($2::text[], $3::text[], $4::smallint[], $5::timestamptz[], $6::bigint[], $7::bigint[], $8::bigint[],
  $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::boolean[], $16::bigint[],
  $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[], $22::boolean[], $23::int[], $24::int[],
  $25::text[], $26::text[], $27::text[], $28::bigint[])
  as t(id, request_id, attempt, at, group_id, key_id, user_id, account_id, service_type, surface, request_type,
    model_asked, model_used, is_stream, input_tokens, cached_tokens, cache_write_tokens, output_tokens, cost, charge,
    is_estimated, latency_ms, first_byte_ms, status, error_code, reason, cache_write_1h_tokens)";

/// Which of these are booked already.
pub async fn known(tx: &mut TenantTx, all: &[&Booking]) -> Result<Vec<String>> {
    let tenant = tx.tenant();
    let ids: Vec<String> = all.iter().map(|b| b.attempt.id.to_string()).collect();
    Ok(sqlx::query_scalar("select id::text from ai_calls where tenant_id = $1 and id = any ($2::text[]::uuid[])")
        .bind(tenant)
        .bind(ids)
        .fetch_all(tx.conn())
        .await?)
}

/// Rows and sums of calls that are not booked yet.
pub async fn book(tx: &mut TenantTx, all: &[&Booking]) -> Result<()> {
    insert(tx, all).await?;
    add(tx, &Sums::of(all)).await
}

async fn insert(tx: &mut TenantTx, all: &[&Booking]) -> Result<()> {
    let tenant = tx.tenant();
    macro_rules! column {
        ($b:ident => $value:expr) => {
            all.iter().map(|$b| $value).collect::<Vec<_>>()
        };
    }
    sqlx::query(INSERT)
        .bind(tenant)
        .bind(column!(b => b.attempt.id.to_string()))
        .bind(column!(b => b.attempt.request.clone()))
        .bind(column!(b => b.attempt.number))
        .bind(column!(b => b.attempt.at))
        .bind(column!(b => b.attempt.group))
        .bind(column!(b => b.attempt.key))
        .bind(column!(b => b.attempt.user))
        .bind(column!(b => b.attempt.account))
        .bind(column!(b => b.attempt.service.clone()))
        .bind(column!(b => b.attempt.surface.clone()))
        .bind(column!(b => b.attempt.kind.clone()))
        .bind(column!(b => b.attempt.model_asked.clone()))
        .bind(column!(b => b.attempt.model_used.clone()))
        .bind(column!(b => b.attempt.is_stream))
        .bind(column!(b => b.ended.tokens.input))
        .bind(column!(b => b.ended.tokens.cached))
        .bind(column!(b => b.ended.tokens.written()))
        .bind(column!(b => b.ended.tokens.output))
        .bind(column!(b => b.ended.cost.0))
        .bind(column!(b => b.ended.charge.0))
        .bind(column!(b => b.ended.is_estimated))
        .bind(column!(b => b.ended.latency_ms))
        .bind(column!(b => b.ended.first_byte_ms))
        .bind(column!(b => b.ended.status.as_str()))
        .bind(column!(b => b.ended.error.clone()))
        .bind(column!(b => b.attempt.reason.clone()))
        .bind(column!(b => b.ended.tokens.cache_write_1h))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Adds to the hourly sums and to the totals, in the order of their keys.
async fn add(tx: &mut TenantTx, sums: &Sums) -> Result<()> {
    let tenant = tx.tenant();
    let (keys, hours): (Vec<&HourKey>, Vec<&Hour>) = sums.hours.iter().unzip();
    macro_rules! column {
        ($from:ident, $one:ident => $value:expr) => {
            $from.iter().map(|$one| $value).collect::<Vec<_>>()
        };
    }
    sqlx::query(
        "insert into ai_usage_hours as h (tenant_id, hour, group_id, account_id, user_id, key_id, model, service_type,
           requests, successes, input_tokens, cached_tokens, cache_write_tokens, output_tokens, cost, charge, latency_ms)
         select $1, t.* from unnest($2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[],
           $8::text[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],
           $15::bigint[], $16::bigint[], $17::bigint[]) t
         on conflict (tenant_id, hour, group_id, account_id, user_id, key_id, model) do update set
           requests = h.requests + excluded.requests, successes = h.successes + excluded.successes,
           input_tokens = h.input_tokens + excluded.input_tokens, cached_tokens = h.cached_tokens + excluded.cached_tokens,
           cache_write_tokens = h.cache_write_tokens + excluded.cache_write_tokens,
           output_tokens = h.output_tokens + excluded.output_tokens, cost = h.cost + excluded.cost,
           charge = h.charge + excluded.charge, latency_ms = h.latency_ms + excluded.latency_ms",
    )
    .bind(tenant)
    .bind(column!(keys, k => k.hour))
    .bind(column!(keys, k => k.group))
    .bind(column!(keys, k => k.account))
    .bind(column!(keys, k => k.user))
    .bind(column!(keys, k => k.key))
    .bind(column!(keys, k => k.model.clone()))
    .bind(column!(hours, h => h.service.clone()))
    .bind(column!(hours, h => h.requests))
    .bind(column!(hours, h => h.successes))
    .bind(column!(hours, h => h.input))
    .bind(column!(hours, h => h.cached))
    .bind(column!(hours, h => h.written))
    .bind(column!(hours, h => h.output))
    .bind(column!(hours, h => h.cost))
    .bind(column!(hours, h => h.charge))
    .bind(column!(hours, h => h.latency_ms))
    .execute(tx.conn())
    .await?;
    let (keys, totals): (Vec<&TotalKey>, Vec<&Total>) = sums.totals.iter().unzip();
    sqlx::query(
        "insert into ai_totals as t (tenant_id, kind, id, requests, tokens, cost, charge, last_used_at)
         select $1, n.* from unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
           $8::timestamptz[]) n
         on conflict (tenant_id, kind, id) do update set requests = t.requests + excluded.requests,
           tokens = t.tokens + excluded.tokens, cost = t.cost + excluded.cost, charge = t.charge + excluded.charge,
           last_used_at = greatest(t.last_used_at, excluded.last_used_at)",
    )
    .bind(tenant)
    .bind(column!(keys, k => k.0.to_owned()))
    .bind(column!(keys, k => k.1))
    .bind(column!(totals, t => t.requests))
    .bind(column!(totals, t => t.tokens))
    .bind(column!(totals, t => t.cost))
    .bind(column!(totals, t => t.charge))
    .bind(column!(totals, t => t.last_used_at))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What was used since the month began, and of it since the day began.
#[derive(Debug, sqlx::FromRow)]
pub struct UsedRow {
    pub group_id: i64,
    pub key_id: i64,
    pub account_id: i64,
    pub day_tokens: i64,
    pub month_charge: i64,
}

pub async fn used(tx: &mut TenantTx, day: DateTime<Utc>, month: DateTime<Utc>) -> Result<Vec<UsedRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select group_id, key_id, account_id,
           coalesce(sum(input_tokens + cached_tokens + cache_write_tokens + output_tokens) filter (where hour >= $2), 0)::bigint
             as day_tokens,
           sum(charge)::bigint as month_charge
         from ai_usage_hours where tenant_id = $1 and hour >= $3 group by group_id, key_id, account_id",
    )
    .bind(tenant)
    .bind(day)
    .bind(month)
    .fetch_all(tx.conn())
    .await?)
}
