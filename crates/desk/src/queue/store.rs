//! SQL of the queue.

use kernel::{Result, TenantTx};

use crate::conversations::QueueInfo;

#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Waiting {
    pub id: i64,
    pub position: i64,
    pub shown_position: Option<i32>,
    pub shown_size: Option<i32>,
    pub shown_wait_low: Option<i32>,
    pub shown_wait_high: Option<i32>,
}

/// Everyone who waits in a pool, in order.
pub async fn waiting(tx: &mut TenantTx, pool: i64) -> Result<Vec<Waiting>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, row_number() over (order by priority desc, queued_at, id) as position,
           shown_position, shown_size, shown_wait_low, shown_wait_high
         from conversations where tenant_id = $1 and status = 'queued' and coalesce(team_id, 0) = $2
         order by priority desc, queued_at, id",
    )
    .bind(tenant)
    .bind(pool)
    .fetch_all(tx.conn())
    .await?)
}

/// Of those, the ones that still wait, locked by ascending id.
pub async fn lock_waiting(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from conversations where tenant_id = $1 and id = any($2) and status = 'queued' order by id for update")
        .bind(tenant)
        .bind(ids)
        .fetch_all(tx.conn())
        .await?)
}

/// Stores what the customers are told.
pub async fn save_shown(tx: &mut TenantTx, told: &[(i64, QueueInfo)]) -> Result<()> {
    let tenant = tx.tenant();
    let column = |f: fn(&QueueInfo) -> Option<i32>| told.iter().map(|(_, q)| f(q)).collect::<Vec<_>>();
    sqlx::query(
        "update conversations c set shown_position = t.position, shown_size = t.size, shown_wait_low = t.low, shown_wait_high = t.high
         from unnest($2::bigint[], $3::int[], $4::int[], $5::int[], $6::int[]) as t(id, position, size, low, high)
         where c.tenant_id = $1 and c.id = t.id and c.status = 'queued'",
    )
    .bind(tenant)
    .bind(told.iter().map(|(id, _)| *id).collect::<Vec<_>>())
    .bind(column(|q| Some(q.position)))
    .bind(column(|q| Some(q.size)))
    .bind(column(|q| q.wait_minutes.map(|w| w[0])))
    .bind(column(|q| q.wait_minutes.map(|w| w[1])))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Pools in which somebody waits.
pub async fn pools(tx: &mut TenantTx) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select distinct coalesce(team_id, 0) from conversations where tenant_id = $1 and status = 'queued' order by 1",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?)
}
