//! Changes of presence. Each is announced with the whole state, to the agent and to the supervisors' pool.

use kernel::{Error, Result, Stream, TenantTx, error::code};

use super::{
    model::{AgentRemoved, AgentState, Presence, StatusUpdate},
    store,
};

/// The user who serves. API keys and the system serve nobody.
pub(crate) fn me(tx: &TenantTx) -> Result<i64> {
    tx.user_id().ok_or_else(|| Error::new(code::DENIED).detail("Only a user can serve conversations"))
}

pub(crate) async fn announce(tx: &mut TenantTx, user: i64) -> Result<AgentState> {
    announce_all(tx, &[user]).await?.into_iter().next().ok_or_else(Error::not_found)
}

/// Whoever serves no more leaves the board, also when it still has conversations.
pub(crate) async fn announce_all(tx: &mut TenantTx, users: &[i64]) -> Result<Vec<AgentState>> {
    let states = store::states(tx, users).await?;
    for (agent, on_board) in &states {
        for stream in [Stream::user(agent.user.id), Stream::pool()] {
            match on_board {
                true => tx.emit(stream, "status_update", &StatusUpdate { agent })?,
                false => tx.emit(stream, "agent_removed", &AgentRemoved { id: agent.user.id })?,
            }
        }
    }
    Ok(states.into_iter().map(|(agent, _)| agent).collect())
}

/// The same for users who were changed elsewhere. Their rows are locked first, as they are by everyone who
/// changes a load: whoever tells last has seen what the others did.
pub(crate) async fn announce_touched(tx: &mut TenantTx, users: &[i64]) -> Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    store::ensure(tx, users).await?;
    store::lock(tx, users).await?;
    announce_all(tx, users).await.map(drop)
}

pub async fn set_status(tx: &mut TenantTx, status: Presence) -> Result<AgentState> {
    let user = me(tx)?;
    store::ensure(tx, &[user]).await?;
    store::save_status(tx, user, status).await?;
    announce(tx, user).await
}
