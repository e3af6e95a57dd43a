//! Conversations whose agent is gone: removed, locked, or offline for longer than a lost network lasts. They
//! go back to the queue of their team, in the place that they had.

use kernel::{App, Result, TenantId};

use chrono::TimeDelta;

use super::{
    hands::{Destination, Handover, hand_over},
    model::AssignmentKind,
    store,
};
use crate::conversations::{self, Status};

/// From an agent's last deed or going offline; being declared offline took a minute of silence already.
const PATIENCE: TimeDelta = TimeDelta::seconds(60);
/// Conversations of one sweep; the next one finds the rest.
const SWEPT_MAX: i64 = 200;
pub const REASON: &str = "auto.agent_gone";

/// Each conversation in a transaction of its own, so that no lock waits for another conversation's agents.
pub async fn sweep(app: &App, tenant: TenantId) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let before = tx.now() - PATIENCE;
    let left = store::deserted(&mut tx, before, None, SWEPT_MAX).await?;
    drop(tx);
    for id in left {
        let mut tx = app.db().begin_system(tenant).await?;
        let Some(c) = conversations::lock_all(&mut tx, &[id]).await?.pop() else { continue };
        // Somebody may have taken it, or come back, since it was listed.
        let is_left = !store::deserted(&mut tx, before, Some(id), 1).await?.is_empty();
        if c.status == Status::Active && is_left {
            let handover = Handover {
                kind: AssignmentKind::Requeue,
                to: Destination::Queue(c.team_id),
                by: None,
                reason: REASON,
                explain: None,
                beyond_capacity: false,
            };
            hand_over(&mut tx, &c, &handover).await?;
            tx.finish().await?;
        }
    }
    Ok(())
}
