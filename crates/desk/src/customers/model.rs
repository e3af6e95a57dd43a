//! What a customer is, how its profile ripens, and how its contact data is shown. Pure.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, OrganizationRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::teams::no_comma;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Profile {
    #[default]
    Temporary,
    PendingArchive,
    Formal,
}

/// What can happen to a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileMove {
    /// An application to put it on file was submitted.
    Submit,
    /// The application was rejected or withdrawn.
    Return,
    /// The application was approved.
    File,
    /// Put on file directly, without an application.
    Convert,
}

impl Profile {
    pub const ALL: [Self; 3] = [Self::Temporary, Self::PendingArchive, Self::Formal];

    pub fn after(self, step: ProfileMove) -> Result<Self, CustomerError> {
        use ProfileMove::{Convert, File, Return, Submit};
        match (self, step) {
            (Self::Temporary, Submit) => Ok(Self::PendingArchive),
            (Self::Temporary, Convert) | (Self::PendingArchive, File) => Ok(Self::Formal),
            (Self::PendingArchive, Return) => Ok(Self::Temporary),
            _ => Err(CustomerError::BadMove { is: self }),
        }
    }
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Gender {
    Male,
    Female,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    pub id: i64,
    /// What the tenant's own books call it.
    pub code: Option<String>,
    pub name: String,
    pub gender: Option<Gender>,
    /// Masked: `138****0001`.
    pub phone: Option<String>,
    /// Masked, likewise.
    pub landline: Option<String>,
    /// Masked: `w***@example.com`.
    pub email: Option<String>,
    pub vip: bool,
    pub profile: Profile,
    pub organization: Option<OrganizationRef>,
    pub position: Option<String>,
    pub department: Option<String>,
    /// Masked, likewise.
    pub emergency_phone: Option<String>,
    /// The business modules that it looks after.
    pub duty: Option<String>,
    pub tags: Vec<String>,
    pub note: Option<String>,
    /// Counts changes of the profile; a change that names an older one is refused.
    pub version: i32,
    pub session_count: i64,
    pub ticket_count: i64,
    pub last_seen_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// Contact data as it is; every look is in the audit trail.
#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct Revealed {
    pub phone: Option<String>,
    pub email: Option<String>,
    pub landline: Option<String>,
    pub emergency_phone: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewCustomer {
    #[garde(length(chars, min = 1, max = 120), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 120))]
    pub name: String,
    /// What the tenant's own books call it; no two have the same. Left out in a change, it stays.
    #[garde(inner(length(chars, min = 1, max = 64), custom(kernel::text::is_name)))]
    #[schemars(length(min = 1, max = 64))]
    pub code: Option<String>,
    #[garde(skip)]
    pub gender: Option<Gender>,
    /// Left out in a change, the phone stays.
    #[garde(inner(length(min = 5, max = 20), custom(super::diallable)))]
    #[schemars(length(min = 5, max = 20), regex(pattern = r"^\+?[0-9]([ -]?[0-9]){4,14}$"))]
    pub phone: Option<String>,
    /// Left out in a change, it stays.
    #[garde(inner(length(min = 5, max = 20), custom(super::diallable)))]
    #[schemars(length(min = 5, max = 20), regex(pattern = r"^\+?[0-9]([ -]?[0-9]){4,14}$"))]
    pub landline: Option<String>,
    #[garde(inner(length(max = 200), email))]
    #[schemars(email)]
    pub email: Option<String>,
    #[garde(skip)]
    pub organization_id: Option<i64>,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub position: Option<String>,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub department: Option<String>,
    /// Left out in a change, it stays.
    #[garde(inner(length(min = 5, max = 20), custom(super::diallable)))]
    #[schemars(length(min = 5, max = 20), regex(pattern = r"^\+?[0-9]([ -]?[0-9]){4,14}$"))]
    pub emergency_phone: Option<String>,
    /// The business modules that it looks after.
    #[garde(length(chars, max = 200))]
    #[schemars(length(max = 200))]
    pub duty: Option<String>,
    #[serde(default)]
    #[garde(skip)]
    pub vip: bool,
    #[serde(default)]
    #[garde(
        length(max = 20),
        inner(length(chars, min = 1, max = 32), custom(no_comma), custom(kernel::text::is_name))
    )]
    #[schemars(length(max = 20))]
    pub tags: Vec<String>,
    #[garde(length(chars, max = 2000))]
    #[schemars(length(max = 2000))]
    pub note: Option<String>,
    /// Temporary when left out, else `formal`. A change leaves it out or repeats it: archiving changes it.
    #[garde(skip)]
    pub profile: Option<Profile>,
    /// The version that the editor saw.
    #[garde(inner(range(min = 0)))]
    #[schemars(range(min = 0))]
    pub version: Option<i32>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustomerError {
    #[error("a formal customer with this phone exists")]
    PhoneTaken,
    #[error("another customer has this code")]
    CodeTaken,
    #[error("the profile is {}", is.as_str())]
    BadMove { is: Profile },
    #[error("a profile changes through archiving or conversion only")]
    NotByHand,
    #[error("the customer belongs to this organization already")]
    AlreadyThere,
    #[error("the customer has an open conversation")]
    Busy,
    #[error("somebody else was faster")]
    Overtaken,
}

impl DomainError for CustomerError {
    fn code(&self) -> &'static Code {
        match self {
            Self::PhoneTaken => code::PHONE_TAKEN,
            Self::CodeTaken => code::CODE_TAKEN,
            Self::BadMove { .. } | Self::NotByHand | Self::AlreadyThere => code::PROFILE_BAD_MOVE,
            Self::Busy => code::CUSTOMER_BUSY,
            Self::Overtaken => code::STALE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the requirements, written out a second time.
    #[test]
    fn every_pair_of_profile_and_move_is_as_the_table_says() {
        use ProfileMove::{Convert, File, Return, Submit};
        let legal = [
            ((Profile::Temporary, Submit), Profile::PendingArchive),
            ((Profile::Temporary, Convert), Profile::Formal),
            ((Profile::PendingArchive, Return), Profile::Temporary),
            ((Profile::PendingArchive, File), Profile::Formal),
        ];
        for is in Profile::ALL {
            for step in [Submit, Return, File, Convert] {
                let expected = legal.iter().find(|(pair, _)| *pair == (is, step)).map(|(_, to)| *to);
                assert_eq!(is.after(step).ok(), expected, "{is:?} {step:?}");
            }
        }
    }
}
