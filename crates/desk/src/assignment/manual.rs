//! What supervisors do by hand: assign, reassign, take over (003 §2.4.3.2).

use kernel::{Error, Result, TenantTx};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    hands::{Destination, Handover, hand_over},
    model::AssignmentKind,
};
use crate::{
    agents,
    conversations::{self, Conversation, Move, SessionError, Status, ViewRow},
};

fn handover(kind: AssignmentKind, user: i64, by: Option<i64>, reason: &str) -> Handover<'_> {
    let beyond_capacity = kind == AssignmentKind::Takeover;
    Handover { kind, to: Destination::User(user), by, reason, explain: None, beyond_capacity }
}

/// Out of the queue, to an agent.
pub async fn assign(tx: &mut TenantTx, id: i64, user: i64, reason: &str) -> Result<ViewRow> {
    let c = conversations::lock_for_staff(tx, id).await?;
    assign_locked(tx, &c, user, reason).await
}

async fn assign_locked(tx: &mut TenantTx, c: &Conversation, user: i64, reason: &str) -> Result<ViewRow> {
    match c.status {
        Status::Active => return Err(SessionError::Taken.into()),
        status => status.after(Move::Assign)?,
    };
    let by = tx.user_id();
    hand_over(tx, c, &handover(AssignmentKind::Assign, user, by, reason)).await
}

/// From one agent to another, without asking either.
pub async fn reassign(tx: &mut TenantTx, id: i64, user: i64, reason: &str) -> Result<ViewRow> {
    let c = conversations::lock_for_staff(tx, id).await?;
    c.status.after(Move::Reassign)?;
    let by = tx.user_id();
    hand_over(tx, &c, &handover(AssignmentKind::Reassign, user, by, reason)).await
}

/// The caller takes it, waiting or not.
pub async fn takeover(tx: &mut TenantTx, id: i64, reason: &str) -> Result<ViewRow> {
    let me = agents::me(tx)?;
    let c = conversations::lock_for_staff(tx, id).await?;
    hand_over(tx, &c, &handover(AssignmentKind::Takeover, me, Some(me), reason)).await
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BatchFailure {
    pub id: i64,
    pub message: String,
    /// A number of the error registry.
    pub code: u32,
}

/// What became of each conversation of a batch.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BatchResult {
    pub assigned: Vec<i64>,
    pub failed: Vec<BatchFailure>,
}

/// Several waiting conversations to one agent: those that can be, each with its own outcome.
pub async fn assign_batch(tx: &mut TenantTx, ids: &[i64], user: i64, reason: &str) -> Result<BatchResult> {
    let mut result = BatchResult::default();
    // All rows first, and no other later: whoever locks a conversation while it holds an agent's row waits in a circle.
    let locked = conversations::lock_all_for_staff(tx, ids).await?;
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let outcome = match locked.iter().find(|c| c.id == id) {
            Some(c) => assign_locked(tx, c, user, reason).await,
            None => Err(Error::not_found()),
        };
        match outcome {
            Ok(_) => result.assigned.push(id),
            Err(e) => result.failed.push(refused(id, e)?),
        }
    }
    Ok(result)
}

/// A refusal concerns one conversation; a failure of the database concerns all.
fn refused(id: i64, e: Error) -> Result<BatchFailure> {
    if e.code.status >= 500 {
        return Err(e);
    }
    let message = e.detail.unwrap_or_else(|| e.code.en.to_owned());
    Ok(BatchFailure { id, message, code: e.code.number })
}
