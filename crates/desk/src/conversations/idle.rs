//! Conversations in which the customer has not answered for as long as the tenant waits: they end by
//! themselves, and the agent has the slot again. One that waits for the agent never ends this way.

use chrono::TimeDelta;
use kernel::{App, Result, TenantId};

use super::{
    model::{CloseReason, Move, Status},
    ops, store,
    store::Wrapup,
};
use crate::settings;

const SWEPT_MAX: i64 = 200;

pub async fn sweep(app: &App, tenant: TenantId) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let Some(minutes) = settings::get(&mut tx).await?.idle_minutes else { return Ok(()) };
    let before = tx.now() - TimeDelta::minutes(minutes.into());
    let idle = store::idle(&mut tx, before, None, SWEPT_MAX).await?;
    drop(tx);
    for id in idle {
        let mut tx = app.db().begin_system(tenant).await?;
        let c = store::lock(&mut tx, id).await?;
        if c.status == Status::Active && !store::idle(&mut tx, before, Some(id), 1).await?.is_empty() {
            ops::end(&mut tx, &c, Move::Close, CloseReason::Idle, &Wrapup::default()).await?;
            tx.finish().await?;
        }
    }
    Ok(())
}
