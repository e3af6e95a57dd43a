//! SQL of the sign-ins that are open.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};

use super::model::{Device, SignIn};
use crate::sign_in::Kind;

/// Nobody has so many devices; a program that signs in over and over has.
const SHOWN: i64 = 200;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    ip: Option<String>,
    user_agent: Option<String>,
    created_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// The open sign-ins of somebody, the last used first. `current` is the one that asks.
pub async fn list(tx: &mut TenantTx, kind: Kind, owner: i64, current: Option<i64>) -> Result<Vec<SignIn>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let rows: Vec<Row> = sqlx::query_as(
        "select id, ip, user_agent, created_at, coalesce(last_used_at, rotated_at) as last_used_at, expires_at from sign_ins
         where tenant_id = $1 and principal_kind = $2 and principal_id = $3 and revoked_at is null and expires_at > $4
         order by (id = $5) desc nulls last, coalesce(last_used_at, rotated_at) desc, id desc limit $6",
    )
    .bind(tenant)
    .bind(kind.as_str())
    .bind(owner)
    .bind(now)
    .bind(current)
    .bind(SHOWN)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SignIn {
            device: Device::of(row.user_agent.as_deref()),
            current: current == Some(row.id),
            id: row.id,
            ip: row.ip,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
        })
        .collect())
}

/// Locks an open sign-in of somebody; one of somebody else is as absent as a missing one.
pub async fn lock(tx: &mut TenantTx, kind: Kind, owner: i64, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query_scalar::<_, i64>(
        "select id from sign_ins where tenant_id = $1 and principal_kind = $2 and principal_id = $3 and id = $4
           and revoked_at is null and expires_at > $5 for update",
    )
    .bind(tenant)
    .bind(kind.as_str())
    .bind(owner)
    .bind(id)
    .bind(now)
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}
