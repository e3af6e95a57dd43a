//! What a team is.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, UserRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{assignment::Strategy, hours::Opening};

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub leader: Option<UserRef>,
    pub strategy: Strategy,
    pub skills: Vec<String>,
    /// What it is for, by codes of the dictionary `problem_type`; empty = anything.
    pub problem_types: Vec<String>,
    /// Likewise, of the dictionary `business_type`.
    pub business_types: Vec<String>,
    /// Conversations that the team means to serve at once; `null` = as many as its members can.
    pub max_sessions: Option<i32>,
    pub member_count: i64,
    /// Members who are online or busy.
    pub online_count: i64,
    /// Of those, the ones who take no new conversations.
    pub busy_count: i64,
    /// Customers whom it serves by a relation that holds now.
    pub customer_count: i64,
    /// Conversations that wait for this team.
    pub queued: i64,
    /// Conversations that its members serve now.
    pub active: i64,
    pub hours: Opening,
    /// Rises with every change of the team itself.
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewTeam {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    pub description: String,
    #[garde(skip)]
    pub leader_id: Option<i64>,
    #[serde(default = "least_loaded")]
    #[garde(skip)]
    pub strategy: Strategy,
    #[serde(default)]
    #[garde(
        length(max = 50),
        inner(length(chars, min = 1, max = 32), custom(no_comma), custom(kernel::text::is_name))
    )]
    #[schemars(length(max = 50))]
    pub skills: Vec<String>,
    /// What it is for, by codes of the dictionary `problem_type`; empty = anything.
    #[serde(default)]
    #[garde(length(max = 50), inner(length(chars, min = 1, max = 64), custom(no_comma)))]
    #[schemars(length(max = 50))]
    pub problem_types: Vec<String>,
    /// Likewise, of the dictionary `business_type`.
    #[serde(default)]
    #[garde(length(max = 50), inner(length(chars, min = 1, max = 64), custom(no_comma)))]
    #[schemars(length(max = 50))]
    pub business_types: Vec<String>,
    /// Conversations that the team means to serve at once; left out = as many as its members can.
    #[garde(inner(range(min = 1, max = 10_000)))]
    #[schemars(range(min = 1, max = 10_000))]
    pub max_sessions: Option<i32>,
    /// The version that the editor saw.
    #[garde(inner(range(min = 0)))]
    #[schemars(range(min = 0))]
    pub version: Option<i32>,
    /// Replaces the members; left out, they stay.
    #[garde(inner(length(max = 500)))]
    #[schemars(length(max = 500))]
    pub member_ids: Option<Vec<i64>>,
}

fn least_loaded() -> Strategy {
    Strategy::LeastLoaded
}

/// Skills and tags are stored as a comma-separated list.
pub fn no_comma(text: &str, _: &()) -> garde::Result {
    if text.contains(',') { Err(garde::Error::new("must not contain a comma")) } else { Ok(()) }
}

/// A comma-separated column as a list.
pub fn split(text: &str) -> Vec<String> {
    text.split(',').filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    #[error("customers wait for the team or are being served; name the team that takes over")]
    NeedsSuccessor,
    #[error("a team with this name exists")]
    NameTaken,
    #[error("changed by someone else since you looked; reload and try again")]
    Stale,
    #[error("a team cannot take over from itself")]
    OwnSuccessor,
}

impl DomainError for TeamError {
    fn code(&self) -> &'static Code {
        match self {
            Self::NeedsSuccessor => code::TEAM_IN_USE,
            Self::NameTaken => code::DUPLICATE,
            Self::Stale => code::STALE,
            Self::OwnSuccessor => code::CONFLICT,
        }
    }
}
