//! SQL of bookings.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};

use super::entry::Booking;

/// Rows, hourly sums and totals in one statement: what was booked before adds nothing.
const INSERT: &str = "
with e as (
  select * from unnest($2::text[], $3::text[], $4::smallint[], $5::timestamptz[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::boolean[], $16::bigint[],
    $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[], $22::boolean[], $23::int[], $24::int[],
    $25::text[], $26::text[], $27::text[])
    as t(id, request_id, attempt, at, group_id, key_id, user_id, account_id, service_type, surface, request_type,
      model_asked, model_used, is_stream, input_tokens, cached_tokens, cache_write_tokens, output_tokens, cost, charge,
      is_estimated, latency_ms, first_byte_ms, status, error_code, reason)
), new as (
  insert into ai_calls (tenant_id, id, request_id, attempt, at, group_id, key_id, user_id, account_id, service_type,
    surface, request_type, model_asked, model_used, is_stream, input_tokens, cached_tokens, cache_write_tokens,
    output_tokens, cost, charge, is_estimated, latency_ms, first_byte_ms, status, error_code, reason)
  select $1, id::uuid, request_id, attempt, at, group_id, key_id, user_id, account_id, service_type, surface,
    request_type, model_asked, model_used, is_stream, input_tokens, cached_tokens, cache_write_tokens, output_tokens,
    cost, charge, is_estimated, latency_ms, first_byte_ms, status, error_code, reason from e
  on conflict (tenant_id, id) do nothing
  returning *
), hours as (
  insert into ai_usage_hours as h (tenant_id, hour, group_id, account_id, user_id, key_id, model, service_type, requests,
    successes, input_tokens, cached_tokens, cache_write_tokens, output_tokens, cost, charge, latency_ms)
  select $1, date_trunc('hour', at, 'UTC'), group_id, account_id, coalesce(user_id, 0), coalesce(key_id, 0), model_used,
    min(service_type), count(*), count(*) filter (where status = 'success'), sum(input_tokens)::bigint,
    sum(cached_tokens)::bigint, sum(cache_write_tokens)::bigint, sum(output_tokens)::bigint, sum(cost)::bigint,
    sum(charge)::bigint, sum(latency_ms)::bigint
  from new group by 2, 3, 4, 5, 6, 7 order by 2, 3, 4, 5, 6, 7
  on conflict (tenant_id, hour, group_id, account_id, user_id, key_id, model) do update set
    requests = h.requests + excluded.requests, successes = h.successes + excluded.successes,
    input_tokens = h.input_tokens + excluded.input_tokens, cached_tokens = h.cached_tokens + excluded.cached_tokens,
    cache_write_tokens = h.cache_write_tokens + excluded.cache_write_tokens,
    output_tokens = h.output_tokens + excluded.output_tokens, cost = h.cost + excluded.cost,
    charge = h.charge + excluded.charge, latency_ms = h.latency_ms + excluded.latency_ms
), totals as (
  insert into ai_totals as t (tenant_id, kind, id, requests, tokens, cost, charge, last_used_at)
  select $1, s.kind, s.id, count(*), sum(input_tokens + cached_tokens + cache_write_tokens + output_tokens)::bigint,
    sum(cost)::bigint, sum(charge)::bigint, max(at)
  from new cross join lateral (values ('tenant', 0), ('group', group_id), ('account', account_id), ('key', key_id)) s(kind, id)
  where s.id is not null group by s.kind, s.id order by s.kind, s.id
  on conflict (tenant_id, kind, id) do update set requests = t.requests + excluded.requests,
    tokens = t.tokens + excluded.tokens, cost = t.cost + excluded.cost, charge = t.charge + excluded.charge,
    last_used_at = greatest(t.last_used_at, excluded.last_used_at)
)
select id::text from new";

/// Books what is not booked yet; the ids of those.
pub async fn insert(tx: &mut TenantTx, all: &[&Booking]) -> Result<Vec<String>> {
    let tenant = tx.tenant();
    macro_rules! column {
        ($b:ident => $value:expr) => {
            all.iter().map(|$b| $value).collect::<Vec<_>>()
        };
    }
    Ok(sqlx::query_scalar(INSERT)
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
        .bind(column!(b => b.ended.tokens.cache_write))
        .bind(column!(b => b.ended.tokens.output))
        .bind(column!(b => b.ended.cost.0))
        .bind(column!(b => b.ended.charge.0))
        .bind(column!(b => b.ended.is_estimated))
        .bind(column!(b => b.ended.latency_ms))
        .bind(column!(b => b.ended.first_byte_ms))
        .bind(column!(b => b.ended.status.as_str()))
        .bind(column!(b => b.ended.error.clone()))
        .bind(column!(b => b.attempt.reason.clone()))
        .fetch_all(tx.conn())
        .await?)
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
