//! What a team leaves behind.

use kernel::TeamRef;
use schemars::JsonSchema;
use serde::Serialize;

/// What would go with a team, for a look before it happens.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuccessionPreview {
    pub members: i64,
    /// Of those, the ones who are in the successor already.
    pub members_shared: i64,
    /// Conversations that wait.
    pub queued: i64,
    /// Conversations that are served; whoever serves them goes on.
    pub active: i64,
    /// Tickets that somebody still has to work on.
    pub open_tickets: i64,
    /// Relations with customers that hold or will hold.
    pub relations: i64,
    /// Of those, the ones whose customer the successor serves already; the stronger one stays.
    pub relations_shared: i64,
    /// New conversations that name no team wait for this one.
    pub is_default: bool,
    pub successor: Option<TeamRef>,
    /// Without a successor it cannot be dissolved now.
    pub needs_successor: bool,
}

/// What went where when a team ended.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuccessionResult {
    pub members: u64,
    pub sessions: u64,
    pub tickets: u64,
    pub relations: u64,
    /// Relations that ended, because the successor serves the customer already or there is none.
    pub relations_ended: u64,
}
