//! What a relation is, and what may stand beside what. Pure.

use chrono::{DateTime, Utc};
use kernel::{Code, CustomerRef, DomainError, TeamRef, UserRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::teams::{no_comma, split};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "RelationPriority")]
pub enum Priority {
    /// 主要服务团队.
    Primary,
    /// 次要服务团队.
    Secondary,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RelationState {
    Upcoming,
    Active,
    Expired,
    /// Somebody ended it.
    Ended,
}

impl RelationState {
    pub const ALL: [Self; 4] = [Self::Upcoming, Self::Active, Self::Expired, Self::Ended];

    /// At the end of its validity a relation is over; at the beginning it holds.
    pub fn at(now: DateTime<Utc>, terms: &Terms, ended: bool) -> Self {
        match terms.valid_until {
            _ if ended => Self::Ended,
            Some(until) if until <= now => Self::Expired,
            _ if terms.valid_from > now => Self::Upcoming,
            _ => Self::Active,
        }
    }
}

/// What was agreed; everything that an editor can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub priority: Priority,
    pub rank: i32,
    pub problem_types: Vec<String>,
    pub business_types: Vec<String>,
    pub valid_from: DateTime<Utc>,
    pub valid_until: Option<DateTime<Utc>>,
}

impl Terms {
    pub fn check(&self) -> Result<(), RelationError> {
        match self.valid_until {
            Some(until) if until <= self.valid_from => Err(RelationError::Backwards),
            _ => Ok(()),
        }
    }

    /// Whether both hold at some moment.
    pub fn meets(&self, other: &Self) -> bool {
        let before = |end: Option<DateTime<Utc>>, start: DateTime<Utc>| end.is_some_and(|end| end <= start);
        !before(self.valid_until, other.valid_from) && !before(other.valid_until, self.valid_from)
    }

    /// The fields that differ.
    pub fn changes(&self, after: &Self) -> Vec<FieldChange> {
        let list = |codes: &[String]| json!(codes);
        [
            ("priority", json!(self.priority), json!(after.priority)),
            ("rank", json!(self.rank), json!(after.rank)),
            ("problemTypes", list(&self.problem_types), list(&after.problem_types)),
            ("businessTypes", list(&self.business_types), list(&after.business_types)),
            ("validFrom", json!(self.valid_from), json!(after.valid_from)),
            ("validUntil", json!(self.valid_until), json!(after.valid_until)),
        ]
        .into_iter()
        .filter(|(_, from, to)| from != to)
        .map(|(field, from, to)| FieldChange { field: field.to_owned(), from, to })
        .collect()
    }
}

/// A relation of the customer that has not been ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub id: i64,
    pub team_id: i64,
    pub terms: Terms,
}

/// Whether `terms` with a team can stand beside the customer's other relations.
pub fn check_beside(team: i64, terms: &Terms, others: &[Held]) -> Result<(), RelationError> {
    terms.check()?;
    if others.iter().any(|o| o.team_id == team && o.terms.meets(terms)) {
        return Err(RelationError::PairTwice);
    }
    if terms.priority == Priority::Primary && !rivals(terms, others).is_empty() {
        return Err(RelationError::PrimaryTaken);
    }
    Ok(())
}

/// Other primary relations that hold at some moment of `terms`.
pub fn rivals<'a>(terms: &Terms, others: &'a [Held]) -> Vec<&'a Held> {
    others.iter().filter(|o| o.terms.priority == Priority::Primary && o.terms.meets(terms)).collect()
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelationError {
    #[error("the customer has another primary team at that time")]
    PrimaryTaken,
    #[error("the team serves this customer already at that time")]
    PairTwice,
    #[error("the relation was ended; make a new one")]
    Ended,
    #[error("the validity ends before it begins")]
    Backwards,
    #[error("changed by someone else since you looked; reload and try again")]
    Stale,
}

impl DomainError for RelationError {
    fn code(&self) -> &'static Code {
        match self {
            Self::PrimaryTaken => code::RELATION_PRIMARY_TAKEN,
            Self::PairTwice => code::RELATION_EXISTS,
            Self::Ended => code::RELATION_ENDED,
            Self::Backwards => code::BAD_REQUEST,
            Self::Stale => code::STALE,
        }
    }
}

/// A row that is to be changed, locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub id: i64,
    pub customer_id: i64,
    pub team_id: i64,
    pub terms: Terms,
    pub version: i32,
    pub ended: bool,
}

impl Head {
    /// Whether anything may be done to it by somebody who saw `version`.
    pub fn check(&self, version: Option<i32>) -> Result<(), RelationError> {
        match version {
            _ if self.ended => Err(RelationError::Ended),
            Some(seen) if seen != self.version => Err(RelationError::Stale),
            _ => Ok(()),
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    pub id: i64,
    pub customer: CustomerRef,
    pub team: TeamRef,
    pub priority: Priority,
    /// Among the secondary teams, the smaller one is asked first.
    pub rank: i32,
    /// For which questions, by codes of the dictionary `problem_type`; empty = any.
    pub problem_types: Vec<String>,
    /// Likewise, of the dictionary `business_type`.
    pub business_types: Vec<String>,
    pub valid_from: DateTime<Utc>,
    /// `null` = until somebody ends it.
    pub valid_until: Option<DateTime<Utc>>,
    pub state: RelationState,
    /// Why it was made or changed last.
    pub reason: String,
    /// Rises with every change.
    pub version: i32,
    pub created_by: Option<UserRef>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// The terms as an editor sends them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewTerms {
    #[garde(skip)]
    pub priority: Priority,
    /// Among the secondary teams, the smaller one is asked first.
    #[serde(default = "first")]
    #[garde(range(min = 1, max = 99))]
    #[schemars(range(min = 1, max = 99))]
    pub rank: i32,
    #[serde(default)]
    #[garde(length(max = 50), inner(length(chars, min = 1, max = 64), custom(no_comma)))]
    #[schemars(length(max = 50))]
    pub problem_types: Vec<String>,
    #[serde(default)]
    #[garde(length(max = 50), inner(length(chars, min = 1, max = 64), custom(no_comma)))]
    #[schemars(length(max = 50))]
    pub business_types: Vec<String>,
    /// Now, or as it was, when left out.
    #[garde(skip)]
    pub valid_from: Option<DateTime<Utc>>,
    /// Left out = until somebody ends it.
    #[garde(skip)]
    pub valid_until: Option<DateTime<Utc>>,
    /// Makes another team secondary that is primary at that time, instead of refusing.
    #[serde(default)]
    #[garde(skip)]
    pub replace_primary: bool,
}

fn first() -> i32 {
    1
}

impl NewTerms {
    pub fn terms(&self, from: DateTime<Utc>) -> Terms {
        let unique = |codes: &[String]| {
            let mut codes = codes.to_vec();
            codes.sort();
            codes.dedup();
            codes
        };
        Terms {
            priority: self.priority,
            rank: self.rank,
            problem_types: unique(&self.problem_types),
            business_types: unique(&self.business_types),
            valid_from: self.valid_from.map_or(from, whole),
            valid_until: self.valid_until.map(whole),
        }
    }
}

/// PostgreSQL keeps microseconds; what is compared later must be what is stored.
pub fn whole(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

#[derive(Debug, Clone, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewRelation {
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    pub customer_id: i64,
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    pub team_id: i64,
    #[serde(flatten)]
    #[garde(dive)]
    pub terms: NewTerms,
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    pub reason: String,
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// `priority`, `rank`, `problemTypes`, `businessTypes`, `validFrom`, `validUntil` or `team`.
    pub field: String,
    pub from: Value,
    pub to: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum ChangeKind {
    Created,
    Changed,
    /// To another team, because its own was merged or dissolved.
    Moved,
    Ended,
    /// The leader was reminded that it expires.
    Reminded,
}

/// A change of a relation.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RelationChange {
    pub id: i64,
    pub relation_id: i64,
    pub customer: CustomerRef,
    /// The team at that time.
    pub team: TeamRef,
    pub kind: ChangeKind,
    pub reason: String,
    pub changes: Vec<FieldChange>,
    /// Nobody, when the program did it.
    pub by: Option<UserRef>,
    pub at: DateTime<Utc>,
}

pub fn codes(text: &str) -> Vec<String> {
    split(text)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
