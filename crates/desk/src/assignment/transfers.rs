//! Transfers between colleagues, who accept or not, and to teams, which queue (003 §3.4.3).

use chrono::TimeDelta;
use kernel::{App, Error, Result, TenantId, TenantTx, error::code};

use super::{
    hands::{Destination, Handover, hand_over},
    model::{AssignmentKind, Transfer, TransferStatus},
    store::{self, NewTransfer, Offer},
};
use crate::{
    agents::{self, Presence, store as agent_rows},
    conversations::{self, Audience, Conversation, SessionError, Status, ViewRow},
};

/// An offer that nobody answers ends after this; the agent who made it keeps the conversation.
const PATIENCE: TimeDelta = TimeDelta::seconds(120);

/// To whom.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    User(i64),
    Team(i64),
}

/// The agent who serves, or a supervisor, offers the conversation elsewhere.
pub async fn transfer(tx: &mut TenantTx, id: i64, target: Target, reason: &str) -> Result<Transfer> {
    let me = agents::me(tx)?;
    let c = conversations::lock_for_staff(tx, id).await?;
    let from = match (c.status, c.assignee_id) {
        (Status::Active, Some(user)) => user,
        (status, _) => {
            return Err(status.after(conversations::Move::Reassign).err().unwrap_or(SessionError::NoTransfer).into());
        }
    };
    if from != me && !tx.principal().can("sessions:supervise") {
        return Err(SessionError::Taken.into());
    }
    if store::lock_offer(tx, id).await?.is_some() {
        return Err(SessionError::TransferPending.into());
    }
    match target {
        Target::User(user) => offer(tx, &c, from, user, reason).await,
        Target::Team(team) => send_to_team(tx, &c, from, team, reason).await,
    }
}

async fn offer(tx: &mut TenantTx, c: &Conversation, from: i64, user: i64, reason: &str) -> Result<Transfer> {
    if user == from {
        return Err(Error::field("toUserId", "serves it already"));
    }
    agent_rows::ensure(tx, &[user]).await?;
    let colleague =
        agent_rows::lock(tx, &[user]).await?.pop().ok_or_else(|| Error::field("toUserId", "names no user"))?;
    if !colleague.may_serve || colleague.status == Presence::Offline {
        return Err(SessionError::NotAvailable.into());
    }
    let new = NewTransfer {
        conversation_id: c.id,
        from_user_id: from,
        to_user_id: Some(user),
        to_team_id: None,
        reason,
        status: TransferStatus::Pending,
    };
    store::insert_transfer(tx, new).await?;
    let row = conversations::announce(tx, c.id, Audience { staff_only: true, ..Audience::default() }).await?;
    row.transfer().ok_or_else(|| Error::internal("the transfer that was just written is not there"))
}

async fn send_to_team(tx: &mut TenantTx, c: &Conversation, from: i64, team: i64, reason: &str) -> Result<Transfer> {
    if !store::team_exists(tx, team).await? {
        return Err(Error::field("toTeamId", "names no team"));
    }
    let new = NewTransfer {
        conversation_id: c.id,
        from_user_id: from,
        to_user_id: None,
        to_team_id: Some(team),
        reason,
        status: TransferStatus::Accepted,
    };
    store::insert_transfer(tx, new).await?;
    let handover = Handover {
        kind: AssignmentKind::Requeue,
        to: Destination::Queue(Some(team)),
        by: tx.user_id(),
        reason,
        explain: None,
        beyond_capacity: false,
    };
    let row = hand_over(tx, c, &handover).await?;
    row.transfer().ok_or_else(|| Error::internal("the transfer that was just written is not there"))
}

/// The conversation and its open offer, both locked, when `may` lets the caller decide it.
async fn open_offer(
    tx: &mut TenantTx,
    id: i64,
    may: impl Fn(&Offer, i64, bool) -> bool,
) -> Result<(Conversation, Offer)> {
    let me = agents::me(tx)?;
    let c = conversations::lock_for_staff(tx, id).await?;
    let offer = store::lock_offer(tx, id).await?.ok_or(SessionError::NoTransfer)?;
    let supervises = tx.principal().can("sessions:supervise");
    if may(&offer, me, supervises) { Ok((c, offer)) } else { Err(Error::new(code::DENIED)) }
}

/// The colleague takes it: hands and loads change at once.
pub async fn accept(tx: &mut TenantTx, id: i64) -> Result<ViewRow> {
    let (c, offer) = open_offer(tx, id, |offer, me, _| offer.to_user_id == Some(me)).await?;
    let me = agents::me(tx)?;
    store::decide_offer(tx, offer.id, TransferStatus::Accepted).await?;
    let reason = store::offer_reason(tx, offer.id).await?;
    let handover = Handover {
        kind: AssignmentKind::Transfer,
        to: Destination::User(me),
        by: Some(offer.from_user_id),
        reason: &reason,
        explain: None,
        beyond_capacity: false,
    };
    hand_over(tx, &c, &handover).await
}

pub async fn reject(tx: &mut TenantTx, id: i64) -> Result<ViewRow> {
    let (_, offer) = open_offer(tx, id, |offer, me, _| offer.to_user_id == Some(me)).await?;
    settle_offer(tx, id, offer, TransferStatus::Rejected).await
}

/// Whoever offered it, or a supervisor, takes the offer back.
pub async fn cancel(tx: &mut TenantTx, id: i64) -> Result<ViewRow> {
    let (_, offer) = open_offer(tx, id, |offer, me, supervises| supervises || offer.from_user_id == me).await?;
    settle_offer(tx, id, offer, TransferStatus::Cancelled).await
}

async fn settle_offer(tx: &mut TenantTx, id: i64, offer: Offer, status: TransferStatus) -> Result<ViewRow> {
    store::decide_offer(tx, offer.id, status).await?;
    conversations::announce(
        tx,
        id,
        Audience { also: offer.to_user_id.as_slice(), staff_only: true, ..Audience::default() },
    )
    .await
}

/// Ends the offers that nobody answered.
pub async fn sweep(app: &App, tenant: TenantId) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let before = tx.now() - PATIENCE;
    let stale = store::stale_offers(&mut tx, before).await?;
    if stale.is_empty() {
        return Ok(());
    }
    for c in conversations::lock_all(&mut tx, &stale).await? {
        if let Some(offer) = store::lock_offer(&mut tx, c.id).await? {
            settle_offer(&mut tx, c.id, offer, TransferStatus::Timeout).await?;
        }
    }
    tx.finish().await
}
