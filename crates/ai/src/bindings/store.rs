//! SQL of bindings.

use kernel::{Result, TenantTx};

use super::model::{Draw, Target};
use crate::accounts::ServiceType;

#[derive(Debug, sqlx::FromRow)]
struct Row {
    group_id: i64,
    role: String,
    account_id: Option<i64>,
    service_type: Option<String>,
    priority: i32,
    max_usage_percent: i32,
}

impl From<Row> for (i64, Draw) {
    fn from(row: Row) -> Self {
        let target = match row.account_id {
            Some(id) => Target::Account(id),
            None => Target::Pool(ServiceType::parse(row.service_type.as_deref().unwrap_or_default())),
        };
        let draw = Draw {
            is_primary: row.role == "primary",
            target,
            priority: row.priority,
            max_usage_percent: row.max_usage_percent,
        };
        (row.group_id, draw)
    }
}

/// With the group that each belongs to; of one group, or of all.
pub async fn list(tx: &mut TenantTx, group: Option<i64>) -> Result<Vec<(i64, Draw)>> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "select group_id, role, account_id, service_type, priority, max_usage_percent from ai_bindings
         where tenant_id = $1 and ($2::bigint is null or group_id = $2) order by id",
    )
    .bind(tenant)
    .bind(group)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn replace(tx: &mut TenantTx, group: i64, draws: &[Draw]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from ai_bindings where tenant_id = $1 and group_id = $2")
        .bind(tenant)
        .bind(group)
        .execute(tx.conn())
        .await?;
    for draw in draws {
        let (account, service) = match draw.target {
            Target::Account(id) => (Some(id), None),
            Target::Pool(service) => (None, Some(service.as_str())),
        };
        sqlx::query(
            "insert into ai_bindings (tenant_id, group_id, role, account_id, service_type, priority, max_usage_percent)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(tenant)
        .bind(group)
        .bind(if draw.is_primary { "primary" } else { "fallback" })
        .bind(account)
        .bind(service)
        .bind(draw.priority)
        .bind(draw.max_usage_percent)
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
