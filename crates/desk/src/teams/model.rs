//! What a team is.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, UserRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assignment::Strategy;

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub leader: Option<UserRef>,
    pub strategy: Strategy,
    pub skills: Vec<String>,
    pub member_count: i64,
    /// Members who are online or busy.
    pub online_count: i64,
    /// Conversations that wait for this team.
    pub queued: i64,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewTeam {
    #[garde(length(chars, min = 1, max = 64))]
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
    #[garde(length(max = 50), inner(length(chars, min = 1, max = 32), custom(no_comma)))]
    #[schemars(length(max = 50))]
    pub skills: Vec<String>,
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
    #[error("the team still has open conversations")]
    InUse,
    #[error("a team with this name exists")]
    NameTaken,
}

impl DomainError for TeamError {
    fn code(&self) -> &'static Code {
        match self {
            Self::InUse => code::TEAM_IN_USE,
            Self::NameTaken => code::DUPLICATE,
        }
    }
}
