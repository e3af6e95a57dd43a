//! The assigner: gives waiting conversations to agents with a free slot, one decision a transaction.
//! It takes no input but the state, so it may run anywhere, at any time, as often as one likes.

use kernel::{App, Result, TenantId, TenantTx};

use super::{
    hands::{Destination, Handover, hand_over},
    model::{AssignmentKind, Candidate, Snapshot, decide},
    store,
};
use crate::{agents::store as agent_rows, conversations, settings};

/// Assigns until nobody waits who can be served. Returns how many were assigned.
pub async fn settle(app: &App, tenant: TenantId) -> Result<usize> {
    let mut tx = app.db().begin_system(tenant).await?;
    let pools = store::waiting_pools(&mut tx).await?;
    drop(tx);
    let mut assigned = 0;
    for pool in pools {
        loop {
            let mut tx = app.db().begin_system(tenant).await?;
            if !assign_next(&mut tx, pool).await? {
                break;
            }
            tx.finish().await?;
            assigned += 1;
        }
    }
    Ok(assigned)
}

/// One decision. False when nobody waits in the pool, or no agent is free.
async fn assign_next(tx: &mut TenantTx, pool: i64) -> Result<bool> {
    store::lock_pool(tx, pool).await?;
    let Some(id) = store::lock_head(tx, pool).await? else { return Ok(false) };
    let c = conversations::lock(tx, id).await?;
    let (strategy, last_user_id) = store::strategy(tx, pool).await?;
    let agents = agent_rows::lock_online(tx, pool).await?;
    let candidates = agents.into_iter().map(|a| Candidate {
        user_id: a.user_id,
        name: a.name,
        load: a.load,
        capacity: a.capacity,
        last_assigned_at: a.last_assigned_at,
    });
    let snapshot = Snapshot { strategy, last_user_id, queued_at: c.queued_at, candidates: candidates.collect() };
    let Some(decision) = decide(&snapshot, tx.now()) else { return Ok(false) };
    let handover = Handover {
        kind: AssignmentKind::Auto,
        to: Destination::User(decision.assignee),
        by: None,
        reason: decision.reason,
        explain: Some(&decision.explain),
        beyond_capacity: false,
    };
    hand_over(tx, &c, &handover).await?;
    match pool {
        0 => settings::advance(tx, decision.assignee).await?,
        team => store::advance_team(tx, team, decision.assignee).await?,
    }
    Ok(true)
}
