//! The audit trail: append-only rows, each hashed together with the one before it, so that a changed
//! or missing row shows. Written in the transaction of the deed.

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::Value;
use sqlx::{PgConnection, Row};

use crate::{Principal, PrincipalKind, Result, db::TenantId, http::context, secret};

pub(crate) struct Deed {
    pub action: &'static str,
    pub target: String,
    pub detail: Value,
}

/// What the hash of a row covers, in this order. Public, for the verifier.
#[expect(clippy::too_many_arguments, reason = "a row has that many parts, and their order is part of the hash")]
pub fn row_hash(
    previous: &str,
    tenant: TenantId,
    seq: i64,
    at: DateTime<Utc>,
    actor: &str,
    action: &str,
    target: &str,
    detail: &str,
) -> String {
    secret::digest(
        &[
            previous,
            &tenant.to_string(),
            &seq.to_string(),
            &at.timestamp_micros().to_string(),
            actor,
            action,
            target,
            detail,
        ]
        .join("\u{1f}"),
    )
}

pub(crate) async fn write(
    conn: &mut PgConnection,
    who: &Principal,
    deeds: Vec<Deed>,
    now: DateTime<Utc>,
) -> Result<()> {
    if deeds.is_empty() {
        return Ok(());
    }
    // The head row is the tenant's lock: chains have no forks.
    let head = sqlx::query(
        "insert into audit_heads as h (tenant_id, seq, hash) values ($1, 0, '') on conflict (tenant_id) do update set seq = h.seq returning seq, hash",
    )
    .bind(who.tenant)
    .fetch_one(&mut *conn)
    .await?;
    let (mut seq, mut hash): (i64, String) = (head.try_get("seq")?, head.try_get("hash")?);
    let request = context::current();
    let at = now.trunc_subsecs(6);
    let actor = format!("{}/{}", who.kind.as_str(), who.id);
    // A row is for ever, a customer may be erased: the trail knows customers by number, and not where they were.
    let is_customer = who.kind == PrincipalKind::Customer;
    let name = if is_customer { "" } else { &*who.name };
    let ip = request.ip.filter(|_| !is_customer).map(|ip| ip.to_string());
    for deed in deeds {
        seq += 1;
        let detail = deed.detail.to_string();
        let next = row_hash(&hash, who.tenant, seq, at, &actor, deed.action, &deed.target, &detail);
        sqlx::query(
            "insert into audit_events (tenant_id, seq, at, actor_kind, actor_id, actor_name, action, target, detail, ip, trace_id, previous_hash, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(who.tenant)
        .bind(seq)
        .bind(at)
        .bind(who.kind.as_str())
        .bind(who.id)
        .bind(name)
        .bind(deed.action)
        .bind(deed.target)
        .bind(detail)
        .bind(&ip)
        .bind(&request.trace_id)
        .bind(&hash)
        .bind(&next)
        .execute(&mut *conn)
        .await?;
        hash = next;
    }
    sqlx::query("update audit_heads set seq = $2, hash = $3 where tenant_id = $1")
        .bind(who.tenant)
        .bind(seq)
        .bind(&hash)
        .execute(conn)
        .await?;
    Ok(())
}
