//! Telling those who wait where they stand, when that changes.

use chrono::TimeDelta;
use kernel::{Result, Stream, TenantTx};

use super::{
    estimate::{Gap, wait_minutes},
    store::{self, Waiting},
};
use crate::{
    agents::store as agent_rows,
    assignment::{self, Accept},
    conversations::{self, CustomerUpdate, QueueInfo},
};

/// Accepts that an estimate looks at, and for how long they count.
const ACCEPTS: i64 = 12;
const ACCEPTS_FRESH: TimeDelta = TimeDelta::minutes(60);

/// Everyone who waits in a pool, with what they should be told.
async fn standing(tx: &mut TenantTx, pool: i64) -> Result<Vec<(Waiting, QueueInfo)>> {
    let waiting = store::waiting(tx, pool).await?;
    let (now, since) = (tx.now(), tx.now() - ACCEPTS_FRESH);
    let accepts: Vec<Accept> = assignment::accepts(tx, pool, since, ACCEPTS).await?;
    let gaps: Vec<Gap> = accepts.iter().map(|a| Gap { accepted_at: a.at, queued_at: a.queued_at }).collect();
    let online = agent_rows::online_count(tx, pool).await?;
    let size = i32::try_from(waiting.len()).unwrap_or(i32::MAX);
    let told = |w: Waiting| {
        let position = i32::try_from(w.position).unwrap_or(i32::MAX);
        (w, QueueInfo { position, size, wait_minutes: wait_minutes(&gaps, online, w.position, now) })
    };
    Ok(waiting.into_iter().map(told).collect())
}

/// Notes the place of a conversation that has just been queued, before it is announced.
pub(crate) async fn place(tx: &mut TenantTx, id: i64, team: Option<i64>) -> Result<()> {
    let standing = standing(tx, team.unwrap_or(0)).await?;
    let own: Vec<_> = standing.into_iter().filter(|(w, _)| w.id == id).map(|(w, q)| (w.id, q)).collect();
    store::save_shown(tx, &own).await
}

/// Tells those who wait in a pool and whose numbers changed.
pub(super) async fn refresh_pool(tx: &mut TenantTx, pool: i64) -> Result<()> {
    // One at a time, and not while somebody is being assigned: the numbers told last are the newest.
    assignment::lock_pool(tx, pool).await?;
    let mut changed: Vec<_> =
        standing(tx, pool).await?.into_iter().filter(|(w, q)| is_news(w, q)).map(|(w, q)| (w.id, q)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let ids = changed.iter().map(|(id, _)| *id).collect::<Vec<_>>();
    let still = store::lock_waiting(tx, &ids).await?;
    // Only what is locked is written, so that rows are always taken in the order of their ids.
    changed.retain(|(id, _)| still.contains(id));
    store::save_shown(tx, &changed).await?;
    for (customer, session) in conversations::waiting_customers(tx, &still).await? {
        tx.emit(Stream::customer(customer), "session_update", &CustomerUpdate { session: &session })?;
    }
    Ok(())
}

fn is_news(w: &Waiting, q: &QueueInfo) -> bool {
    let wait = w.shown_wait_low.zip(w.shown_wait_high).map(|(low, high)| [low, high]);
    (w.shown_position, w.shown_size, wait) != (Some(q.position), Some(q.size), q.wait_minutes)
}
