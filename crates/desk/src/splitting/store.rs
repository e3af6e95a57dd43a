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
