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
    #[schemars(length(min = 5, max = 20), regex(pattern = r"^\+?[0-9][0-9 -]{3,18}[0-9]$"))]
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
    #[serde(default)]
    #[garde(skip)]
    pub profile: Profile,
}

fn diallable(text: &str, _: &()) -> garde::Result {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let edges = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.ends_with(|c: char| c.is_ascii_digit());
    match edges && digits.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-') {
        true => Ok(()),
        false => Err(garde::Error::new("is not a phone number")),
    }
}

/// `13800000001` as `138****0001`; short numbers keep their last two digits.
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    match digits.len() {
        0..=7 => format!("****{}", digits.iter().rev().take(2).rev().collect::<String>()),
        n => format!("{}****{}", digits[..3].iter().collect::<String>(), digits[n - 4..].iter().collect::<String>()),
    }
}

/// `wang@example.com` as `w***@example.com`.
pub fn mask_email(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) => format!("{}***@{host}", name.chars().next().map(String::from).unwrap_or_default()),
        None => "***".into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_phone_cannot_be_dialled() {
        assert_eq!(mask_phone("13800000001"), "138****0001");
        assert_eq!(mask_phone("12345"), "****45");
        assert_eq!(mask_phone(""), "****");
        assert_eq!(mask_phone("＋８６１３８０００００００１").chars().filter(|c| *c == '*').count(), 4);
    }

    #[test]
    fn a_masked_mail_keeps_only_its_host() {
        assert_eq!(mask_email("wang@example.com"), "w***@example.com");
        assert_eq!(mask_email("王@例子.公司"), "王***@例子.公司");
        assert_eq!(mask_email("nonsense"), "***");
    }

    #[test]
    fn phones_are_digits_with_a_plus_blanks_or_dashes() {
        for good in ["13800000001", "+86 138-0000-0001", "010-12345678"] {
            assert!(diallable(good, &()).is_ok(), "{good}");
        }
        for bad in ["abc", "1380000000x", "-12345", "<script>", "１３８００００００００"] {
            assert!(diallable(bad, &()).is_err(), "{bad}");
        }
    }
}
