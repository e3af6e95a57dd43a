//! What becomes of a team's tickets when the team ends.

use kernel::{Result, TenantTx};

use super::ops::announce;

/// Gives the tickets of a team to its successor, those that are over as well, so that the new colleagues
/// can look things up; without a successor the open ones are nobody's. Returns how many open ones moved.
pub(crate) async fn regroup(tx: &mut TenantTx, from: i64, to: Option<i64>) -> Result<u64> {
    let open = move_open(tx, from, to).await?;
    if let Some(team) = to {
        move_closed(tx, from, team).await?;
    }
    for id in &open {
        announce(tx, *id, None, false).await?;
    }
    Ok(open.len() as u64)
}

/// Customers see no teams, so that nothing has happened to their tickets.
async fn move_open(tx: &mut TenantTx, from: i64, to: Option<i64>) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "update tickets set team_id = $3, version = version + 1
         where tenant_id = $1 and team_id = $2 and deleted_at is null and status in ('pending', 'processing', 'waiting_customer', 'pending_review')
         returning id",
    )
    .bind(tenant)
    .bind(from)
    .bind(to)
    .fetch_all(tx.conn())
    .await?)
}

async fn move_closed(tx: &mut TenantTx, from: i64, to: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update tickets set team_id = $3 where tenant_id = $1 and team_id = $2")
        .bind(tenant)
        .bind(from)
        .bind(to)
        .execute(tx.conn())
        .await?;
    Ok(())
}
