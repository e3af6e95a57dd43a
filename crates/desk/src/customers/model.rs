//! What a customer is, and how its contact data is shown.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, OrganizationRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::teams::no_comma;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    #[default]
    Temporary,
    PendingArchive,
    Formal,
}

impl Profile {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Temporary => "temporary",
            Self::PendingArchive => "pending_archive",
            Self::Formal => "formal",
        }
    }
    pub fn parse(text: &str) -> Self {
        match text {
            "formal" => Self::Formal,
            "pending_archive" => Self::PendingArchive,
            _ => Self::Temporary,
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    pub id: i64,
    pub name: String,
    /// Masked: `138****0001`.
    pub phone: Option<String>,
    /// Masked: `w***@example.com`.
    pub email: Option<String>,
    pub vip: bool,
    pub profile: Profile,
    pub organization: Option<OrganizationRef>,
    pub position: Option<String>,
    pub tags: Vec<String>,
    pub note: Option<String>,
    pub session_count: i64,
    pub ticket_count: i64,
    pub last_seen_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// Contact data as it is; every look is in the audit trail.
#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
pub struct Revealed {
    pub phone: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewCustomer {
    #[garde(length(chars, min = 1, max = 120))]
    #[schemars(length(min = 1, max = 120))]
    pub name: String,
    /// Left out in a change, the phone stays.
    #[garde(inner(length(min = 5, max = 20), custom(diallable)))]
    #[schemars(length(min = 5, max = 20), regex(pattern = r"^\+?[0-9]([ -]?[0-9]){4,14}$"))]
    pub phone: Option<String>,
    #[garde(inner(length(max = 200), email))]
    #[schemars(email)]
    pub email: Option<String>,
    #[garde(skip)]
    pub organization_id: Option<i64>,
    #[garde(length(chars, max = 64))]
    #[schemars(length(max = 64))]
    pub position: Option<String>,
    #[serde(default)]
    #[garde(skip)]
    pub vip: bool,
    #[serde(default)]
    #[garde(length(max = 20), inner(length(chars, min = 1, max = 32), custom(no_comma)))]
    #[schemars(length(max = 20))]
    pub tags: Vec<String>,
    #[garde(length(chars, max = 2000))]
    #[schemars(length(max = 2000))]
    pub note: Option<String>,
    /// Temporary when left out; in a change, as it was.
    #[garde(skip)]
    pub profile: Option<Profile>,
}

fn diallable(text: &str, _: &()) -> garde::Result {
    match kernel::contact::phone(text) {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("is not a phone number")),
    }
}

#[derive(Debug, thiserror::Error)]
pub enum CustomerError {
    #[error("a formal customer with this phone exists")]
    PhoneTaken,
}

impl DomainError for CustomerError {
    fn code(&self) -> &'static Code {
        code::DUPLICATE
    }
}
