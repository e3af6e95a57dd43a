//! Who had a ticket when, and why it changed hands.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx, UserRef};

use crate::assignment::{AssignmentKind, AssignmentRecord};

/// One change of hands.
pub struct Hand<'a> {
    pub ticket: i64,
    pub kind: AssignmentKind,
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub reason: &'a str,
}

pub async fn write(tx: &mut TenantTx, hand: Hand<'_>) -> Result<()> {
    let (tenant, by, now) = (tx.tenant(), tx.user_id(), tx.now());
    sqlx::query(
        "insert into ticket_assignments (tenant_id, ticket_id, kind, from_user_id, to_user_id, reason, by_user_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(tenant)
    .bind(hand.ticket)
    .bind(hand.kind)
    .bind(hand.from)
    .bind(hand.to)
    .bind(hand.reason)
    .bind(by)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    kind: AssignmentKind,
    from_id: Option<i64>,
    from_name: Option<String>,
    to_id: Option<i64>,
    to_name: Option<String>,
    by_id: Option<i64>,
    by_name: Option<String>,
    reason: String,
    at: DateTime<Utc>,
}

fn user(id: Option<i64>, name: Option<String>) -> Option<UserRef> {
    id.zip(name).map(|(id, name)| UserRef::new(id, name))
}

/// Oldest first.
pub async fn read(tx: &mut TenantTx, ticket: i64) -> Result<Vec<AssignmentRecord>> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "select a.id, a.kind, f.id as from_id, f.name as from_name, t.id as to_id, t.name as to_name, b.id as by_id, b.name as by_name, a.reason, a.at
         from ticket_assignments a
         left join users f on f.tenant_id = a.tenant_id and f.id = a.from_user_id
         left join users t on t.tenant_id = a.tenant_id and t.id = a.to_user_id
         left join users b on b.tenant_id = a.tenant_id and b.id = a.by_user_id
         where a.tenant_id = $1 and a.ticket_id = $2 order by a.id limit 500",
    )
    .bind(tenant)
    .bind(ticket)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| AssignmentRecord {
            id: r.id,
            kind: r.kind,
            from_user: user(r.from_id, r.from_name),
            to_user: user(r.to_id, r.to_name),
            reason: r.reason,
            by: user(r.by_id, r.by_name),
            at: r.at,
            explain: None,
        })
        .collect())
}
