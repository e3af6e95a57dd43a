//! Ending a team, and what that would mean.

use kernel::{Error, Result, TeamRef, TenantTx, Touched};
use serde_json::json;

use super::{
    model::{SuccessionPreview, SuccessionResult},
    store,
};
use crate::{
    assignment, conversations, relations,
    teams::{self, TeamError},
    tickets,
};

pub async fn preview(tx: &mut TenantTx, id: i64, successor: Option<i64>) -> Result<SuccessionPreview> {
    let team = teams::find(tx, id).await?;
    let successor = match successor {
        Some(other) if other == id => return Err(TeamError::OwnSuccessor.into()),
        Some(other) => {
            let found = teams::find(tx, other).await.map_err(|_| Error::field("into", "names no team"))?;
            Some(TeamRef { id: found.id, name: found.name })
        }
        None => None,
    };
    let counts = store::counts(tx, id, successor.as_ref().map(|s| s.id)).await?;
    Ok(SuccessionPreview {
        members: team.member_count,
        members_shared: counts.members_shared,
        queued: team.queued,
        active: team.active,
        open_tickets: counts.open_tickets,
        relations: counts.relations,
        relations_shared: counts.relations_shared,
        is_default: counts.is_default,
        needs_successor: team.queued + team.active > 0,
        successor,
    })
}

/// The team goes on as a part of another.
pub async fn merge(tx: &mut TenantTx, id: i64, into: i64, reason: &str) -> Result<SuccessionResult> {
    let mut result = leave(tx, id, Some(into), reason).await?;
    let moved = store::move_members(tx, id, into).await?;
    result.members = moved.len() as u64;
    finish(tx, id, Some(into), &moved).await?;
    tx.audit("team.merge", format!("team/{id}"), json!({ "into": into, "reason": reason, "moved": result }));
    Ok(result)
}

/// The team is no more; its members stay users and go to no other team.
pub async fn dissolve(tx: &mut TenantTx, id: i64, successor: Option<i64>, reason: &str) -> Result<SuccessionResult> {
    let result = leave(tx, id, successor, reason).await?;
    let members = teams::store::remove_members(tx, id).await?;
    finish(tx, id, successor, &members).await?;
    tx.audit("team.delete", format!("team/{id}"), json!({ "successor": successor, "reason": reason, "moved": result }));
    Ok(result)
}

/// Hands on what is open. Whoever waits for the team's locks afterwards finds it ended.
async fn leave(tx: &mut TenantTx, id: i64, successor: Option<i64>, reason: &str) -> Result<SuccessionResult> {
    let mut both: Vec<i64> = successor.into_iter().chain([id]).collect();
    both.sort_unstable();
    for team in &both {
        assignment::lock_pool(tx, *team).await?;
    }
    let open = store::open_conversations(tx, id).await?;
    conversations::lock_all(tx, &open).await?;
    let found = store::lock(tx, id, &both).await?;
    if !found.contains(&id) {
        return Err(Error::not_found());
    }
    match successor {
        Some(other) if other == id => return Err(TeamError::OwnSuccessor.into()),
        Some(other) if !found.contains(&other) => return Err(Error::field("successorId", "names no team")),
        _ => {}
    }
    // Some may have come between the two looks; from here on none can.
    let open = store::open_conversations(tx, id).await?;
    let conversations = conversations::lock_all(tx, &open).await?;
    match successor {
        None if !conversations.is_empty() => return Err(TeamError::NeedsSuccessor.into()),
        None => {}
        Some(team) => {
            for conversation in &conversations {
                assignment::regroup(tx, conversation, team, reason).await?;
            }
        }
    }
    let tickets = tickets::regroup(tx, id, successor).await?;
    let passed = relations::regroup(tx, id, successor, reason).await?;
    Ok(SuccessionResult {
        members: 0,
        sessions: conversations.len() as u64,
        tickets,
        relations: passed.moved,
        relations_ended: passed.ended,
    })
}

async fn finish(tx: &mut TenantTx, id: i64, successor: Option<i64>, members: &[i64]) -> Result<()> {
    store::replace_default(tx, id, successor).await?;
    store::end(tx, id, successor).await?;
    tx.touch(Touched::Team(id));
    for user in members {
        tx.touch(Touched::Agent(*user));
    }
    Ok(())
}
