//! SQL of splitting.

use kernel::{Result, TenantTx};

/// Answers how many of them were this customer's closed conversations.
pub async fn move_sessions(tx: &mut TenantTx, ids: &[i64], from: i64, to: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "update conversations set customer_id = $4 where tenant_id = $1 and id = any ($2) and customer_id = $3 and status = 'closed'",
    )
    .bind(tenant)
    .bind(ids)
    .bind(from)
    .bind(to)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Whether one of these went to a person who was split off this customer before.
pub async fn were_split_off(tx: &mut TenantTx, from: i64, sessions: &[i64], tickets: &[i64]) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from archive_records r where r.tenant_id = $1 and r.customer_id = $2 and r.kind = 'split'
           and r.other_customer_id in (
             select s.customer_id from conversations s where s.tenant_id = $1 and s.id = any ($3)
             union all select t.customer_id from tickets t where t.tenant_id = $1 and t.id = any ($4)))",
    )
    .bind(tenant)
    .bind(from)
    .bind(sessions)
    .bind(tickets)
    .fetch_one(tx.conn())
    .await?)
}
