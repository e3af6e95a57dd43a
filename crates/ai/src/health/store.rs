//! SQL of health checks.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Result, TenantTx};

use super::Check;

/// Checks are kept for so long.
const KEEP: TimeDelta = TimeDelta::days(7);

/// Keeps a check; true when the account's health changed by it.
pub async fn record(tx: &mut TenantTx, check: &Check) -> Result<bool> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into ai_health_checks (tenant_id, account_id, is_healthy, latency_ms, note, checked_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(tenant)
    .bind(check.account_id)
    .bind(check.is_healthy)
    .bind(check.response_time)
    .bind(&check.error_message)
    .bind(check.checked_at)
    .execute(tx.conn())
    .await?;
    sqlx::query("delete from ai_health_checks where tenant_id = $1 and checked_at < $2")
        .bind(tenant)
        .bind(check.checked_at - KEEP)
        .execute(tx.conn())
        .await?;
    let before: Option<String> = sqlx::query_scalar(
        "with old as (select health from ai_accounts where tenant_id = $1 and id = $2 for update)
         update ai_accounts a set health = $3, health_note = $4, checked_at = $5 from old
         where a.tenant_id = $1 and a.id = $2 returning old.health",
    )
    .bind(tenant)
    .bind(check.account_id)
    .bind(if check.is_healthy { "healthy" } else { "unhealthy" })
    .bind(&check.error_message)
    .bind(check.checked_at)
    .fetch_optional(tx.conn())
    .await?;
    // The first check that finds an account well is no news.
    Ok(before.is_some_and(|before| if check.is_healthy { before == "unhealthy" } else { before != "unhealthy" }))
}

#[derive(sqlx::FromRow)]
struct Row {
    account_id: i64,
    is_healthy: bool,
    latency_ms: Option<i32>,
    note: String,
    checked_at: DateTime<Utc>,
}

const RECENT: i64 = 20;

/// The newest first.
pub async fn recent(tx: &mut TenantTx, account: i64) -> Result<Vec<Check>> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "select account_id, is_healthy, latency_ms, note, checked_at from ai_health_checks
         where tenant_id = $1 and account_id = $2 order by checked_at desc limit $3",
    )
    .bind(tenant)
    .bind(account)
    .bind(RECENT)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Check {
            account_id: r.account_id,
            is_healthy: r.is_healthy,
            response_time: r.latency_ms,
            error_message: r.note,
            checked_at: r.checked_at,
        })
        .collect())
}

/// Who keeps the accounts.
pub async fn keepers(tx: &mut TenantTx) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select distinct ur.user_id from user_roles ur
           join role_grants rg on rg.tenant_id = ur.tenant_id and rg.role_id = ur.role_id
           join users u on u.tenant_id = ur.tenant_id and u.id = ur.user_id and u.status = 'active' and u.deleted_at is null
         where ur.tenant_id = $1 and rg.permission = 'ai-accounts:write' order by 1 limit 100",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?)
}
