//! What a link is, to staff and to who opens it.

use chrono::{DateTime, Utc};
use kernel::{TeamRef, UserRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Links of one request; 003 asks for batches, and a page of QR codes is printed from one.
pub const BATCH_MAX: u16 = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    Active,
    Expired,
    Revoked,
    /// It has brought as many customers as it was made for.
    UsedUp,
}

/// What decides the state.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub uses_max: Option<i32>,
    pub uses: i32,
}

impl Limits {
    pub fn state(self, now: DateTime<Utc>) -> LinkState {
        if self.revoked_at.is_some() {
            LinkState::Revoked
        } else if self.expires_at.is_some_and(|at| at <= now) {
            LinkState::Expired
        } else if self.uses_max.is_some_and(|max| self.uses >= max) {
            LinkState::UsedUp
        } else {
            LinkState::Active
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationLink {
    pub id: i64,
    pub name: String,
    /// What to open: the public form.
    pub url: String,
    pub state: LinkState,
    /// Where its customers queue; the tenant's default team without one.
    pub team: Option<TeamRef>,
    pub topic: Option<String>,
    /// Whether the phone has to be proven by a code.
    pub phone_code: bool,
    pub expires_at: Option<DateTime<Utc>>,
    /// How many customers may come by it; any number without one.
    pub uses_max: Option<i32>,
    pub uses: i32,
    pub created_by: UserRef,
    pub created_at: DateTime<Utc>,
}

/// One link or several of a kind.
#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewLinks {
    /// For staff; several get a number behind it.
    #[garde(length(chars, min = 1, max = 100), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 100))]
    pub name: String,
    #[garde(skip)]
    pub team_id: Option<i64>,
    #[garde(inner(length(chars, min = 1, max = 200), custom(kernel::text::not_blank)))]
    #[schemars(length(min = 1, max = 200))]
    pub topic: Option<String>,
    #[serde(default = "yes")]
    #[garde(skip)]
    pub phone_code: bool,
    /// In the future.
    #[garde(skip)]
    pub expires_at: Option<DateTime<Utc>>,
    #[garde(inner(range(min = 1, max = 100_000)))]
    #[schemars(range(min = 1, max = 100_000))]
    pub uses_max: Option<i32>,
    #[serde(default = "one")]
    #[garde(range(min = 1, max = BATCH_MAX))]
    #[schemars(range(min = 1, max = 200))]
    pub count: u16,
}

fn yes() -> bool {
    true
}

fn one() -> u16 {
    1
}

/// What the form needs to know before anybody has signed in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    pub state: LinkState,
    /// The tenant's slug.
    pub tenant: String,
    pub tenant_name: String,
    pub team_name: Option<String>,
    pub topic: Option<String>,
    pub phone_code: bool,
    pub expires_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_link_ends_by_hand_by_time_and_by_use() {
        let now = Utc::now();
        let open = Limits { expires_at: Some(now + TimeDelta::hours(1)), revoked_at: None, uses_max: Some(2), uses: 1 };
        assert_eq!(open.state(now), LinkState::Active);
        assert_eq!(open.state(now + TimeDelta::hours(1)), LinkState::Expired);
        assert_eq!(Limits { uses: 2, ..open }.state(now), LinkState::UsedUp);
        assert_eq!(Limits { revoked_at: Some(now), uses: 2, ..open }.state(now), LinkState::Revoked);
        assert_eq!(Limits { expires_at: None, uses_max: None, uses: 9999, ..open }.state(now), LinkState::Active);
    }
}
