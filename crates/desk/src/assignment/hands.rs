//! The one function that changes who serves a conversation.

use kernel::{Error, Result, TenantTx};

use super::{
    model::{AssignmentKind, Explain, TransferStatus},
    store::{self, NewRecord},
};
use crate::{
    agents::{self, Presence, store as agent_rows},
    conversations::{self, Audience, Conversation, Move, SessionError, Status},
    queue,
};

/// Where a conversation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    User(i64),
    /// The queue of a team, or of nobody's.
    Queue(Option<i64>),
}

/// A change of hands.
#[derive(Debug)]
pub struct Handover<'a> {
    pub kind: AssignmentKind,
    pub to: Destination,
    /// Who does it; nobody when the system does.
    pub by: Option<i64>,
    pub reason: &'a str,
    pub explain: Option<&'a Explain>,
    /// A supervisor who takes a conversation may go beyond its own capacity, up to the hard limit.
    pub beyond_capacity: bool,
}

/// users.max_sessions and agents.load end here.
const HARD_LIMIT: i32 = 100;

/// Moves a conversation, whose row is locked, into other hands: states, loads, history and
/// announcements in one go, or an error and nothing. Returns what staff see now.
pub async fn hand_over(tx: &mut TenantTx, c: &Conversation, h: &Handover<'_>) -> Result<conversations::ViewRow> {
    let (what, to_user) = match (h.to, c.status) {
        (Destination::Queue(_), _) => (Move::Requeue, None),
        (Destination::User(user), Status::Queued) => (Move::Assign, Some(user)),
        (Destination::User(user), _) => (Move::Reassign, Some(user)),
    };
    let status = c.status.after(what)?;
    let from_user = c.assignee_id;
    if to_user.is_some() && to_user == from_user {
        return Err(SessionError::Taken.into());
    }
    move_load(tx, from_user, to_user, h).await?;
    let team = match h.to {
        Destination::User(_) => c.team_id,
        Destination::Queue(team) => team,
    };
    let offered = drop_offer(tx, c.id).await?;
    conversations::save_hands(tx, c.id, status, to_user, team, h.reason).await?;
    let record = NewRecord {
        conversation_id: c.id,
        kind: h.kind,
        team_id: team,
        from_user_id: from_user,
        to_user_id: to_user,
        by_user_id: h.by,
        reason: h.reason,
        explain: h.explain.map(serde_json::to_string).transpose().map_err(Error::internal)?,
        queued_at: (c.status == Status::Queued).then_some(c.queued_at),
    };
    store::record(tx, record).await?;
    if to_user.is_none() {
        queue::place(tx, c.id, team).await?;
    }
    let also: Vec<i64> = from_user.into_iter().chain(offered).collect();
    let row = conversations::announce(
        tx,
        c.id,
        Audience { also: &also, left_queue: c.status == Status::Queued, staff_only: false },
    )
    .await?;
    let changed: Vec<i64> = from_user.into_iter().chain(to_user).collect();
    agents::announce_all(tx, &changed).await?;
    Ok(row)
}

/// Takes the slot from one agent and gives it to the other, under the locks of both rows.
async fn move_load(tx: &mut TenantTx, from: Option<i64>, to: Option<i64>, h: &Handover<'_>) -> Result<()> {
    let both: Vec<i64> = from.into_iter().chain(to).collect();
    agent_rows::ensure(tx, &both).await?;
    let rows = agent_rows::lock(tx, &both).await?;
    if let Some(to) = to {
        let agent = rows.iter().find(|r| r.user_id == to).ok_or_else(Error::not_found)?;
        let present = match h.kind {
            AssignmentKind::Auto => agent.status == Presence::Online,
            AssignmentKind::Assign | AssignmentKind::Reassign => agent.status != Presence::Offline,
            // Whoever acts itself is here.
            _ => true,
        };
        if !agent.may_serve || !present {
            return Err(SessionError::NotAvailable.into());
        }
        let limit = if h.beyond_capacity { HARD_LIMIT } else { agent.capacity };
        if agent.load >= limit {
            return Err(SessionError::AtCapacity.into());
        }
        agent_rows::add_load(tx, to, 1, true).await?;
    }
    if let Some(from) = from {
        agent_rows::add_load(tx, from, -1, false).await?;
    }
    Ok(())
}

/// An agent takes a queued conversation itself.
pub(crate) async fn claim(
    tx: &mut TenantTx,
    c: &Conversation,
    user: i64,
    reason: &str,
) -> Result<conversations::ViewRow> {
    let h = Handover {
        kind: AssignmentKind::Claim,
        to: Destination::User(user),
        by: Some(user),
        reason,
        explain: None,
        beyond_capacity: false,
    };
    hand_over(tx, c, &h).await
}

/// The conversation's team changes and nothing else: the wait goes on in another queue, or the agent goes
/// on serving. Its row is locked.
pub(crate) async fn regroup(tx: &mut TenantTx, c: &Conversation, team: i64, reason: &str) -> Result<()> {
    conversations::save_team(tx, c.id, team).await?;
    if c.status == Status::Queued {
        let record = NewRecord {
            conversation_id: c.id,
            kind: AssignmentKind::Requeue,
            team_id: Some(team),
            from_user_id: None,
            to_user_id: None,
            by_user_id: tx.user_id(),
            reason,
            explain: None,
            queued_at: None,
        };
        store::record(tx, record).await?;
        queue::place(tx, c.id, Some(team)).await?;
    }
    conversations::announce(tx, c.id, Audience::default()).await?;
    Ok(())
}

/// A conversation of the agent ends: it has a slot more.
pub(crate) async fn release(tx: &mut TenantTx, agent: Option<i64>) -> Result<()> {
    let Some(agent) = agent else { return Ok(()) };
    agent_rows::lock(tx, &[agent]).await?;
    agent_rows::add_load(tx, agent, -1, false).await
}

/// Cancels the open transfer of a conversation that goes elsewhere or ends. Returns to whom it was offered.
pub(crate) async fn drop_offer(tx: &mut TenantTx, conversation: i64) -> Result<Option<i64>> {
    let Some(offer) = store::lock_offer(tx, conversation).await? else { return Ok(None) };
    store::decide_offer(tx, offer.id, TransferStatus::Cancelled).await?;
    Ok(offer.to_user_id)
}
