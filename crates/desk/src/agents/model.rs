//! What an agent looks like, and the rules of presence.

use chrono::{DateTime, FixedOffset, TimeDelta, TimeZone, Utc};
use kernel::{TeamRef, UserRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Presence {
    Online,
    /// At work, but takes no new conversations.
    Busy,
    Away,
    Offline,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentState {
    pub user: UserRef,
    pub status: Presence,
    /// Active conversations.
    pub load: i32,
    pub capacity: i32,
    pub skills: Vec<String>,
    pub teams: Vec<TeamRef>,
    /// Conversations given to the agent since midnight.
    pub served_today: i64,
    pub status_since: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
pub(crate) struct StatusUpdate<'a> {
    pub agent: &'a AgentState,
}

/// What `agent_removed` says.
#[derive(Debug, Serialize)]
pub(crate) struct AgentRemoved {
    pub id: i64,
}

/// An agent without an open connection for this long is offline. A reload or a lost network comes back sooner.
pub(crate) const GONE_AFTER: TimeDelta = TimeDelta::seconds(60);
/// Heartbeats of one agent are written at most this often.
pub(crate) const BEAT_EVERY: TimeDelta = TimeDelta::seconds(15);

/// Midnight before `now` in UTC+8, the time of the tenants' offices (003 is written for China, which has one zone and no summer time).
pub(crate) fn day_start(now: DateTime<Utc>) -> DateTime<Utc> {
    let Some(zone) = FixedOffset::east_opt(8 * 3600) else { return now };
    let day = now.with_timezone(&zone).date_naive().and_hms_opt(0, 0, 0).unwrap_or_default();
    zone.from_local_datetime(&day).single().map_or(now, |d| d.with_timezone(&Utc))
}

/// Comma-separated text as a list, without empty parts.
pub(crate) fn split(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_starts_at_midnight_in_china() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(day_start(at("2026-11-22T15:59:59Z")), at("2026-11-21T16:00:00Z"));
        assert_eq!(day_start(at("2026-11-22T16:00:00Z")), at("2026-11-22T16:00:00Z"));
    }
}
