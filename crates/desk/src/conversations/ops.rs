//! Opening, ending and rating conversations. What changes who serves is in `assignment`.

use kernel::{Error, PrincipalKind, Result, TenantTx};

use super::{
    access,
    events::{Audience, announce},
    model::{Channel, CloseReason, Move, SessionError, Status, priority_of},
    store::{self, Conversation, Opening, Wrapup},
    view::ViewRow,
};
use crate::{agents, assignment, queue, settings};

/// The calling customer. Staff have no conversations of their own.
pub(super) fn customer(tx: &TenantTx) -> Result<i64> {
    let me = tx.principal();
    if me.kind == PrincipalKind::Customer { Ok(me.id) } else { Err(Error::new(kernel::error::code::DENIED)) }
}

#[derive(Debug, Default)]
pub struct Ask<'a> {
    pub team_id: Option<i64>,
    pub topic: Option<&'a str>,
}

async fn opening<'a>(tx: &mut TenantTx, customer_id: i64, ask: &Ask<'a>, channel: Channel) -> Result<Opening<'a>> {
    let vip = store::customer_is_vip(tx, customer_id).await?.ok_or_else(Error::not_found)?;
    let team_id = match ask.team_id {
        Some(team) if store::hold_team(tx, team).await? => Some(team),
        Some(_) => return Err(Error::field("teamId", "names no team")),
        None => default_team(tx).await?,
    };
    let topic = ask.topic.and_then(kernel::text::visible);
    Ok(Opening { customer_id, team_id, topic, channel, priority: priority_of(vip) })
}

async fn default_team(tx: &mut TenantTx) -> Result<Option<i64>> {
    match settings::get(tx).await?.default_team_id {
        // Dissolved since it was read: what replaced it stands in the settings now.
        Some(team) if !store::hold_team(tx, team).await? => Ok(settings::get(tx).await?.default_team_id),
        team => Ok(team),
    }
}

/// Puts the calling customer in the queue. One who has an open conversation gets that one; the flag tells.
pub async fn begin(tx: &mut TenantTx, ask: &Ask<'_>, channel: Channel) -> Result<(i64, bool)> {
    let me = customer(tx)?;
    let opening = opening(tx, me, ask, channel).await?;
    match store::insert(tx, &opening).await? {
        Some(id) => {
            queue::place(tx, id, opening.team_id).await?;
            Ok((id, true))
        }
        None => Ok((store::open_of(tx, me).await?.ok_or_else(Error::not_found)?, false)),
    }
}

/// An agent begins to serve a customer: in a new conversation, or in the one that the customer waits in.
pub async fn serve(tx: &mut TenantTx, customer_id: i64, ask: &Ask<'_>) -> Result<ViewRow> {
    let me = agents::me(tx)?;
    let opening = opening(tx, customer_id, ask, Channel::Agent).await?;
    let (id, reason) = match store::insert(tx, &opening).await? {
        Some(id) => (id, "self.started"),
        None => (store::open_of(tx, customer_id).await?.ok_or_else(Error::not_found)?, "self.claimed"),
    };
    let c = store::lock(tx, id).await?;
    match (c.status, c.assignee_id) {
        (Status::Queued, _) => assignment::claim(tx, &c, me, reason).await,
        (Status::Active, Some(user)) if user == me => super::view::get(tx, id).await,
        _ => Err(SessionError::Taken.into()),
    }
}

/// Ends a conversation in any way that is legal, and gives its agent the slot back.
pub(super) async fn end(
    tx: &mut TenantTx,
    c: &Conversation,
    what: Move,
    reason: CloseReason,
    wrapup: &Wrapup<'_>,
) -> Result<ViewRow> {
    c.status.after(what)?;
    let agent = c.assignee_id.filter(|_| c.status == Status::Active);
    assignment::release(tx, agent).await?;
    let offered = assignment::drop_offer(tx, c.id).await?;
    store::save_closed(tx, c.id, reason, wrapup).await?;
    let left_queue = c.status == Status::Queued;
    let row = announce(tx, c.id, Audience { also: offered.as_slice(), left_queue, ..Audience::default() }).await?;
    if let Some(user) = agent {
        agents::announce(tx, user).await?;
    }
    Ok(row)
}

/// The agent, or a supervisor, ends it with a summary and tags (服务小结).
pub async fn close(tx: &mut TenantTx, id: i64, summary: Option<&str>, tags: &[String]) -> Result<ViewRow> {
    let c = access::lock_for_staff(tx, id).await?;
    let mine = c.assignee_id.is_some() && c.assignee_id == tx.user_id();
    if !mine && c.status == Status::Active && !tx.principal().can("sessions:supervise") {
        return Err(SessionError::Taken.into());
    }
    let tags = tags.join(",");
    end(tx, &c, Move::Close, CloseReason::Agent, &Wrapup { summary, tags: &tags }).await
}

/// The customer goes: out of the queue, or out of the talk.
pub async fn leave(tx: &mut TenantTx, id: i64) -> Result<ViewRow> {
    let c = access::lock_own(tx, id).await?;
    let reason = if c.status == Status::Queued { CloseReason::Abandoned } else { CloseReason::Customer };
    end(tx, &c, Move::Leave, reason, &Wrapup::default()).await
}

/// The calling customer rates a conversation that was served, once.
pub async fn rate(tx: &mut TenantTx, id: i64, score: i16, comment: Option<&str>) -> Result<ViewRow> {
    let c = access::lock_own(tx, id).await?;
    if c.status != Status::Closed || c.assigned_at.is_none() {
        return Err(SessionError::NotRateable.into());
    }
    if c.rated_at.is_some() {
        return Err(SessionError::AlreadyRated.into());
    }
    store::save_rating(tx, id, score, comment).await?;
    announce(tx, id, Audience::default()).await
}

/// A ticket was made from the conversation; its staff see that at once.
pub async fn link_ticket(tx: &mut TenantTx, id: i64, ticket: i64) -> Result<()> {
    access::lock_for_staff(tx, id).await?;
    if store::link_ticket(tx, id, ticket).await? {
        announce(tx, id, Audience { staff_only: true, ..Audience::default() }).await?;
    }
    Ok(())
}
