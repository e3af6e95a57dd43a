//! Changes of presence. Each is announced with the whole state, to the agent and to the supervisors' pool.

use kernel::{Error, Result, Stream, TenantTx, error::code};

use super::{
    model::{AgentState, Presence, StatusUpdate},
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
    let user = me(tx)?;
    store::ensure(tx, &[user]).await?;
    store::save_status(tx, user, status).await?;
    announce(tx, user).await
}
