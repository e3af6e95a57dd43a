//! What a segment asks for.

use chrono::{DateTime, Utc};
use kernel::{OrganizationRef, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::customers::Profile;

/// Ten years.
const DAYS_MAX: u16 = 3650;
const COUNT_MAX: u16 = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    All,
    Any,
}

/// Since when, or until when: exactly one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum When {
    /// In the last so many days.
    WithinDays(#[schemars(range(min = 1, max = 3650))] u16),
    /// Not in the last so many days.
    BeforeDays(#[schemars(range(min = 1, max = 3650))] u16),
}

impl When {
    fn days(self) -> u16 {
        match self {
            Self::WithinDays(days) | Self::BeforeDays(days) => days,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "field", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Condition {
    Vip {
        is: bool,
    },
    Profile {
        is: Profile,
    },
    /// Of its organization.
    Region {
        #[schemars(length(min = 1, max = 64))]
        is: String,
    },
    Organization {
        id: i64,
    },
    Tag {
        #[schemars(length(min = 1, max = 32))]
        has: String,
    },
    Registered {
        when: When,
    },
    /// One who was never seen was not seen in the last days either.
    LastSeen {
        when: When,
    },
    /// At least so many conversations in the last days.
    Sessions {
        #[schemars(range(min = 1, max = 10_000))]
        at_least: u16,
        #[schemars(range(min = 1, max = 3650))]
        within_days: u16,
    },
    /// At least so many tickets in the last days.
    Tickets {
        #[schemars(range(min = 1, max = 10_000))]
        at_least: u16,
        #[schemars(range(min = 1, max = 3650))]
        within_days: u16,
    },
    /// Gave a conversation or a ticket so many stars or fewer, in the last days.
    Rated {
        #[schemars(range(min = 1, max = 5))]
        at_most: i16,
        #[schemars(range(min = 1, max = 3650))]
        within_days: u16,
    },
}

impl Condition {
    fn problem(&self) -> Option<&'static str> {
        let text = |text: &str, max: usize| {
            let length = text.trim().chars().count();
            (kernel::text::is_blank(text) || length > max || text.contains('\0')).then_some("is empty or too long")
        };
        let days = |days: u16| (!(1..=DAYS_MAX).contains(&days)).then_some("takes 1 to 3650 days");
        let count = |count: u16| (!(1..=COUNT_MAX).contains(&count)).then_some("takes 1 to 10000");
        match self {
            Self::Vip { .. } | Self::Profile { .. } | Self::Organization { .. } => None,
            Self::Region { is } => text(is, 64),
            Self::Tag { has } => text(has, 32),
            Self::Registered { when } | Self::LastSeen { when } => days(when.days()),
            Self::Sessions { at_least, within_days } | Self::Tickets { at_least, within_days } => {
                count(*at_least).or_else(|| days(*within_days))
            }
            Self::Rated { at_most, within_days } if (1..=5).contains(at_most) => days(*within_days),
            Self::Rated { .. } => Some("takes 1 to 5 stars"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    #[garde(skip)]
    pub matches: Match,
    #[garde(length(min = 1, max = 20), inner(custom(sound)))]
    #[schemars(length(min = 1, max = 20))]
    pub conditions: Vec<Condition>,
}

fn sound(condition: &Condition, _: &()) -> garde::Result {
    condition.problem().map_or(Ok(()), |problem| Err(garde::Error::new(problem)))
}

impl Rules {
    pub fn to_text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(kernel::Error::internal)
    }
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(kernel::Error::internal)
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub rules: Rules,
    /// Send it back with a change to be told when someone else was faster.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewSegment {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    #[serde(default)]
    #[garde(length(chars, max = 500), custom(crate::conversations::is_storable))]
    #[schemars(length(max = 500))]
    pub description: String,
    #[garde(dive)]
    pub rules: Rules,
    /// In a change: the version that was edited.
    #[garde(skip)]
    pub version: Option<i32>,
}

/// A customer of a segment, without contact data.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SegmentMember {
    pub id: i64,
    pub name: String,
    pub vip: bool,
    pub profile: Profile,
    pub organization: Option<OrganizationRef>,
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// How many there are, and the first of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SegmentPreview {
    pub total: i64,
    /// Of all customers.
    pub share: f64,
    pub first: Vec<SegmentMember>,
}
