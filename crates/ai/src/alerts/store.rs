//! SQL of alerts.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Result, TenantTx};

use super::model::{Alert, Crossing, Measure};

/// Keeps that it was told; nothing when it had been.
pub async fn insert(tx: &mut TenantTx, crossing: &Crossing, period: NaiveDate) -> Result<Option<Alert>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let name: Option<String> = sqlx::query_scalar(
        "with new as (
           insert into ai_alerts (tenant_id, group_id, measure, period, percent, used, allowed, raised_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning group_id)
         select g.name from new join ai_groups g on g.tenant_id = $1 and g.id = new.group_id",
    )
    .bind(tenant)
    .bind(crossing.group)
    .bind(crossing.measure.as_str())
    .bind(period)
    .bind(crossing.percent)
    .bind(crossing.used)
    .bind(crossing.allowed)
    .bind(now)
    .fetch_optional(tx.conn())
    .await?;
    Ok(name.map(|group_name| Alert {
        group_id: crossing.group,
        group_name,
        measure: crossing.measure,
        period,
        percent: crossing.percent,
        used: crossing.used,
        allowed: crossing.allowed,
        raised_at: now,
    }))
}

/// Who keeps a group: its administrators, and the tenant's.
pub async fn administrators(tx: &mut TenantTx, group: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select user_id from ai_group_members where tenant_id = $1 and group_id = $2 and role = 'admin'
         union
         select ur.user_id from user_roles ur
           join role_grants rg on rg.tenant_id = ur.tenant_id and rg.role_id = ur.role_id
           join users u on u.tenant_id = ur.tenant_id and u.id = ur.user_id and u.status = 'active' and u.deleted_at is null
         where ur.tenant_id = $1 and rg.permission = 'ai-groups:write'
         order by 1 limit 100",
    )
    .bind(tenant)
    .bind(group)
    .fetch_all(tx.conn())
    .await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    group_id: i64,
    group_name: String,
    measure: String,
    period: NaiveDate,
    percent: i32,
    used: i64,
    allowed: i64,
    raised_at: DateTime<Utc>,
}

/// The newest of a group, or of all groups.
pub async fn list(tx: &mut TenantTx, group: Option<i64>, limit: i64) -> Result<Vec<Alert>> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "select a.group_id, g.name as group_name, a.measure, a.period, a.percent, a.used, a.allowed, a.raised_at
         from ai_alerts a join ai_groups g on g.tenant_id = a.tenant_id and g.id = a.group_id
         where a.tenant_id = $1 and ($2::bigint is null or a.group_id = $2) order by a.raised_at desc limit $3",
    )
    .bind(tenant)
    .bind(group)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Alert {
            group_id: r.group_id,
            group_name: r.group_name,
            measure: if r.measure == "daily_tokens" { Measure::DailyTokens } else { Measure::MonthlyBudget },
            period: r.period,
            percent: r.percent,
            used: r.used,
            allowed: r.allowed,
            raised_at: r.raised_at,
        })
        .collect())
}
