//! How a tenant assigns conversations (003 §2.10.5), and whether the archiving of customers is reviewed
//! (003 §2.2.5). One row a tenant of each; without one, the defaults.

mod http;
mod store;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use http::routes;
pub(crate) use store::advance;
pub use store::{archive, get, save, save_archive};

use crate::assignment::Strategy;

/// How a conversation reaches its agent; only at once in this release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AcceptMode {
    #[default]
    Auto,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentSettings {
    /// Where a conversation waits that names no team; `null` = it waits for any agent.
    #[garde(skip)]
    pub default_team_id: Option<i64>,
    /// For conversations without a team; a team has its own.
    #[garde(skip)]
    pub strategy: Strategy,
    /// How many conversations a new agent serves at once.
    #[garde(range(min = 0, max = 100))]
    #[schemars(range(min = 0, max = 100))]
    pub max_sessions_default: i32,
    /// Minutes after which a conversation ends in which the customer does not answer; `null` = never.
    #[serde(default = "store::idle_minutes")]
    #[garde(inner(range(min = 5, max = 10_080)))]
    #[schemars(range(min = 5, max = 10_080))]
    pub idle_minutes: Option<i32>,
    #[serde(default)]
    #[garde(skip)]
    pub accept_mode: AcceptMode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveSettings {
    /// Whether a supervisor looks at an application before it takes effect; without, submitting approves.
    #[garde(skip)]
    pub review_required: bool,
}
