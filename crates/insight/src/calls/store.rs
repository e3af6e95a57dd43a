//! SQL of `platform.api_calls`.

use kernel::{PlatformTx, Result, TenantId};
use sqlx::Row;

use super::{ApiCall, CallFilter, NewCall};

/// Writes a batch and returns it with ids and tenants' names.
pub async fn insert(tx: &mut PlatformTx, calls: &[NewCall]) -> Result<Vec<ApiCall>> {
    macro_rules! column {
        ($f:ident) => {
            calls.iter().map(|c| c.$f.clone()).collect::<Vec<_>>()
        };
    }
    let rows = sqlx::query(
        "with new as (
           insert into platform.api_calls (request_id, at, tenant, principal, method, route, path, status, latency_us, request_bytes, response_bytes, ip)
           select * from unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[])
           returning *)
         select new.*, t.name as tenant_name from new left join platform.tenants t on t.id = new.tenant order by new.id",
    )
    .bind(column!(request_id))
    .bind(column!(at))
    .bind(column!(tenant))
    .bind(column!(principal))
    .bind(column!(method))
    .bind(column!(route))
    .bind(column!(path))
    .bind(column!(status))
    .bind(column!(latency_us))
    .bind(column!(request_bytes))
    .bind(column!(response_bytes))
    .bind(column!(ip))
    .fetch_all(tx.conn())
    .await?;
    rows.iter().map(from_row).collect()
}

/// Newest first, at most `size` of what the filter lets through.
pub async fn list(tx: &mut PlatformTx, filter: &CallFilter) -> Result<Vec<ApiCall>> {
    let rows = sqlx::query(
        "select c.*, t.name as tenant_name from platform.api_calls c left join platform.tenants t on t.id = c.tenant
         where ($1::bigint is null or c.tenant = $1) and ($2::text is null or c.method = upper($2))
           and ($3::smallint is null or c.status / 100 = $3) and ($4::text is null or position($4 in c.path) > 0)
           and ($5::bigint is null or c.latency_us >= $5 * 1000) and ($6::bigint is null or c.id < $6)
         order by c.id desc limit $7",
    )
    .bind(filter.tenant_id)
    .bind(&filter.method)
    .bind(filter.status_class)
    .bind(&filter.q)
    .bind(filter.min_ms)
    .bind(filter.before)
    .bind(filter.size.unwrap_or(50))
    .fetch_all(tx.conn())
    .await?;
    rows.iter().map(from_row).collect()
}

/// Beyond this nobody counts on: the list says that there are this many.
const COUNT_MAX: i64 = 10_000;

/// How many calls the filter lets through, up to [`COUNT_MAX`], on all pages.
pub async fn count(tx: &mut PlatformTx, filter: &CallFilter) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*) from (select 1 from platform.api_calls c
         where ($1::bigint is null or c.tenant = $1) and ($2::text is null or c.method = upper($2))
           and ($3::smallint is null or c.status / 100 = $3) and ($4::text is null or position($4 in c.path) > 0)
           and ($5::bigint is null or c.latency_us >= $5 * 1000) limit $6) as counted",
    )
    .bind(filter.tenant_id)
    .bind(&filter.method)
    .bind(filter.status_class)
    .bind(&filter.q)
    .bind(filter.min_ms)
    .bind(COUNT_MAX)
    .fetch_one(tx.conn())
    .await?)
}

/// How many rows the planner believes there are: an exact count of a ledger is not worth its price.
pub async fn estimate(tx: &mut PlatformTx) -> Result<i64> {
    let rows: i64 = sqlx::query_scalar(
        "select greatest(reltuples::bigint, 0) from pg_class where oid = 'platform.api_calls'::regclass",
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(rows)
}

/// Deletes rows older than `days`, a bounded number at a time; returns how many went.
pub async fn prune(tx: &mut PlatformTx, days: i32) -> Result<u64> {
    let done = sqlx::query("delete from platform.api_calls where id in (select id from platform.api_calls where at < now() - make_interval(days => $1) order by at limit 20000)")
        .bind(days)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}

/// See [`super::forget`].
pub async fn forget(tx: &mut PlatformTx, tenant: TenantId, principals: &[String], addresses: &[String]) -> Result<u64> {
    let done = sqlx::query(
        "update platform.api_calls set ip = null, path = route
         where (tenant = $1 and principal = any ($2)) or (principal = 'anonymous' and ip = any ($3))",
    )
    .bind(tenant)
    .bind(principals)
    .bind(addresses)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

fn from_row(row: &sqlx::postgres::PgRow) -> Result<ApiCall> {
    Ok(ApiCall {
        id: row.try_get("id")?,
        request_id: row.try_get("request_id")?,
        at: row.try_get("at")?,
        tenant_id: row.try_get("tenant")?,
        tenant_name: row.try_get("tenant_name")?,
        principal: row.try_get("principal")?,
        method: row.try_get("method")?,
        route: row.try_get("route")?,
        path: row.try_get("path")?,
        status: row.try_get("status")?,
        latency_ms: row.try_get::<i64, _>("latency_us")? as f64 / 1000.0,
        request_bytes: row.try_get("request_bytes")?,
        response_bytes: row.try_get("response_bytes")?,
        ip: row.try_get("ip")?,
    })
}
