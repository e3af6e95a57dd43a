//! Changes of presence. Each is announced with the whole state, to the agent and to the supervisors' pool.

use kernel::{App, Error, Result, Stream, TenantId, TenantTx, error::code};

use super::{
    model::{AgentState, BEAT_EVERY, GONE_AFTER, Presence, StatusUpdate},
    store,
};

/// The user who serves. API keys and the system serve nobody.
pub(crate) fn me(tx: &TenantTx) -> Result<i64> {
    tx.user_id().ok_or_else(|| Error::new(code::DENIED).detail("Only a user can serve conversations"))
}

pub(crate) async fn announce(tx: &mut TenantTx, user: i64) -> Result<AgentState> {
    announce_all(tx, &[user]).await?.into_iter().next().ok_or_else(Error::not_found)
}

pub(crate) async fn announce_all(tx: &mut TenantTx, users: &[i64]) -> Result<Vec<AgentState>> {
    let states = store::states(tx, Some(users)).await?;
    for agent in &states {
        for stream in [Stream::user(agent.user.id), Stream::pool()] {
            tx.emit(stream, "status_update", &StatusUpdate { agent })?;
        }
    }
    Ok(states)
}

pub async fn set_status(tx: &mut TenantTx, status: Presence) -> Result<AgentState> {
    let (user, fresh) = (me(tx)?, tx.now() - GONE_AFTER);
    store::ensure(tx, &[user]).await?;
    store::save_status(tx, user, status, fresh).await?;
    announce(tx, user).await
}

/// A connection of the user is open. Call it now and then while one is; it writes at most every 15 s.
pub async fn heartbeat(app: &App, tenant: TenantId, user: i64) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let since = tx.now() - BEAT_EVERY;
    store::beat(&mut tx, user, since).await?;
    tx.finish().await
}

/// The user's last connection to this node closed a while ago. The user is offline then, unless
/// another node has heard of it since.
pub async fn lapse(app: &App, tenant: TenantId, user: i64) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    // A quarter of a minute less than the grace: the last heartbeat was written at most that late.
    let since = tx.now() - GONE_AFTER + BEAT_EVERY;
    if store::expire(&mut tx, user, since).await? {
        announce(&mut tx, user).await?;
    }
    tx.finish().await
}

/// Sets offline whoever's node died before it could.
pub(crate) async fn sweep(app: &App, tenant: TenantId) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let since = tx.now() - GONE_AFTER;
    for user in store::silent(&mut tx, since).await? {
        if store::expire(&mut tx, user, since).await? {
            announce(&mut tx, user).await?;
        }
    }
    tx.finish().await
}
