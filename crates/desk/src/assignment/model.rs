//! Choosing an agent, and the records of changes of hands. Pure.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{TeamRef, UserRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Strategy {
    /// The agent with the fewest conversations (最少会话数).
    LeastLoaded,
    /// One after the other (轮询).
    RoundRobin,
}

impl Strategy {
    /// What the history says was the reason; the front end has the words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::LeastLoaded => "auto.least_loaded",
            Self::RoundRobin => "auto.round_robin",
        }
    }
}

/// An online agent, as the assigner saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub user_id: i64,
    pub name: String,
    pub load: i32,
    pub capacity: i32,
    pub last_assigned_at: Option<DateTime<Utc>>,
}

impl Candidate {
    pub fn fits(&self) -> bool {
        self.load < self.capacity
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub strategy: Strategy,
    /// Who was served last in the round.
    pub last_user_id: Option<i64>,
    pub queued_at: DateTime<Utc>,
    pub candidates: Vec<Candidate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Considered {
    pub user_id: i64,
    pub name: String,
    pub load: i32,
    pub capacity: i32,
    pub fits: bool,
}

/// What the decision was made on; kept with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explain {
    pub strategy: Strategy,
    pub waited_sec: i64,
    /// Online agents of the pool, the chosen one first; at most [`CONSIDERED_MAX`].
    pub candidates: Vec<Considered>,
    /// How many there were.
    pub online: usize,
}

/// Agents that an explanation lists.
pub const CONSIDERED_MAX: usize = 10;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub assignee: i64,
    pub reason: &'static str,
    pub explain: Explain,
}

/// Chooses who serves the conversation, or nobody when no online agent has a free slot.
///
/// Least loaded: the fewest conversations; among equals whoever has waited longest for one, then the
/// smaller id. Round robin: the next free agent after the last one, by id, around the end.
pub fn decide(snapshot: &Snapshot, now: DateTime<Utc>) -> Option<Decision> {
    let free = snapshot.candidates.iter().filter(|c| c.fits());
    let chosen = match snapshot.strategy {
        Strategy::LeastLoaded => free.min_by_key(|c| (c.load, c.last_assigned_at, c.user_id)),
        Strategy::RoundRobin => {
            let last = snapshot.last_user_id.unwrap_or(i64::MIN);
            // Those after the last one come before those up to it.
            free.min_by_key(|c| (c.user_id <= last, c.user_id))
        }
    }?;
    Some(Decision {
        assignee: chosen.user_id,
        reason: snapshot.strategy.reason(),
        explain: explain(snapshot, chosen, now),
    })
}

fn explain(snapshot: &Snapshot, chosen: &Candidate, now: DateTime<Utc>) -> Explain {
    let others = snapshot.candidates.iter().filter(|c| c.user_id != chosen.user_id);
    let considered = |c: &Candidate| Considered {
        user_id: c.user_id,
        name: c.name.clone(),
        load: c.load,
        capacity: c.capacity,
        fits: c.fits(),
    };
    Explain {
        strategy: snapshot.strategy,
        waited_sec: (now - snapshot.queued_at).max(TimeDelta::zero()).num_seconds(),
        candidates: std::iter::once(chosen).chain(others).take(CONSIDERED_MAX).map(considered).collect(),
        online: snapshot.candidates.len(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum AssignmentKind {
    /// By the assigner.
    Auto,
    /// By a supervisor, out of the queue.
    Assign,
    /// By a supervisor, from one agent to another.
    Reassign,
    /// A supervisor took it.
    Takeover,
    /// A colleague accepted it.
    Transfer,
    /// An agent took it itself.
    Claim,
    /// Back to a queue.
    Requeue,
}

/// One change of hands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentRecord {
    pub id: i64,
    pub kind: AssignmentKind,
    pub from_user: Option<UserRef>,
    pub to_user: Option<UserRef>,
    /// Free text when a person gave it; a code such as `auto.least_loaded` when the system decided.
    pub reason: String,
    /// Who did it; nobody when the system did.
    pub by: Option<UserRef>,
    pub at: DateTime<Utc>,
    /// What the assigner saw.
    pub explain: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum TransferStatus {
    Pending,
    Accepted,
    Rejected,
    Cancelled,
    /// Nobody answered in time.
    Timeout,
}

/// An agent offers a conversation to a colleague, or hands it to a team.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    pub id: i64,
    pub from: UserRef,
    pub to_user: Option<UserRef>,
    pub to_team: Option<TeamRef>,
    pub reason: String,
    pub status: TransferStatus,
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
