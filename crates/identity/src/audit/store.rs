//! SQL of the audit trail; there is no update and no delete, nor a grant for one. Rows of customers hold their
//! number alone; the name is that of now, and gone when they are erased.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx, http::page::COUNTED};
use serde_json::Value;

use super::model::{AuditEvent, Link, Place};

#[derive(Debug, Default)]
pub struct Filter {
    /// An action, or the beginning of one.
    pub action: Option<String>,
    /// A part of the actor's name.
    pub actor: Option<String>,
    /// Only rows older than this number.
    pub before: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at: DateTime<Utc>,
    actor_kind: String,
    actor_id: i64,
    actor_name: String,
    action: String,
    target: String,
    detail: String,
    ip: Option<String>,
    trace_id: String,
}

impl From<Row> for AuditEvent {
    fn from(row: Row) -> Self {
        let detail = match serde_json::from_str(&row.detail) {
            Ok(Value::Object(detail)) => detail,
            _ => serde_json::Map::new(),
        };
        Self {
            id: row.seq,
            at: row.at,
            actor_id: (row.actor_kind != "system").then_some(row.actor_id),
            actor_kind: row.actor_kind,
            actor_name: row.actor_name,
            action: row.action,
            target: row.target,
            detail,
            ip: row.ip,
            trace_id: row.trace_id,
        }
    }
}

pub async fn list(tx: &mut TenantTx, filter: &Filter, limit: i64, offset: i64) -> Result<Vec<AuditEvent>> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "select e.seq, e.at, e.actor_kind, e.actor_id, coalesce(c.name, e.actor_name) as actor_name, e.action, e.target, e.detail, e.ip, e.trace_id
         from audit_events e
         left join customers c on e.actor_kind = 'customer' and c.tenant_id = e.tenant_id and c.id = e.actor_id
         where e.tenant_id = $1 and ($2::text is null or starts_with(e.action, $2))
           and ($3::text is null or strpos(lower(coalesce(c.name, e.actor_name)), lower($3)) > 0) and ($4::bigint is null or e.seq < $4)
         order by e.seq desc limit $5 offset $6",
    )
    .bind(tenant)
    .bind(&filter.action)
    .bind(&filter.actor)
    .bind(filter.before)
    .bind(limit)
    .bind(offset)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(AuditEvent::from).collect())
}

pub async fn count(tx: &mut TenantTx, filter: &Filter) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select count(*) from (select from audit_events e
           left join customers c on e.actor_kind = 'customer' and c.tenant_id = e.tenant_id and c.id = e.actor_id
           where e.tenant_id = $1 and ($2::text is null or starts_with(e.action, $2))
             and ($3::text is null or strpos(lower(coalesce(c.name, e.actor_name)), lower($3)) > 0) limit $4) counted",
    )
    .bind(tenant)
    .bind(&filter.action)
    .bind(&filter.actor)
    .bind(COUNTED)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn links(tx: &mut TenantTx, after: i64, limit: i64) -> Result<Vec<Link>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select seq, at, actor_kind, actor_id, action, target, detail, previous_hash, hash from audit_events
         where tenant_id = $1 and seq > $2 order by seq limit $3",
    )
    .bind(tenant)
    .bind(after)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

/// Where the chain ends, by the head row.
pub async fn head(tx: &mut TenantTx) -> Result<Place> {
    let tenant = tx.tenant();
    let head: Option<(i64, String)> = sqlx::query_as("select seq, hash from audit_heads where tenant_id = $1")
        .bind(tenant)
        .fetch_optional(tx.conn())
        .await?;
    Ok(head.map_or_else(Place::default, |(seq, hash)| Place { seq, hash }))
}
