//! Who may be erased, and what staff are shown of it. Pure.

use chrono::{DateTime, Utc};
use kernel::{Code, DomainError, FieldError, UserRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What stands where a name or a subject was.
pub const ERASED: &str = "已清除 · Erased";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum ErasureStatus {
    Running,
    Done,
}

/// An erasure: who did it, when and why. Nothing here tells who was erased, but the number.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Erasure {
    pub id: i64,
    pub customer_id: i64,
    pub status: ErasureStatus,
    pub reason: String,
    pub requested_by: Option<UserRef>,
    /// Carried out again, because a restored backup still knew the customer.
    pub replayed: bool,
    /// What went; once it is done.
    pub counts: Option<Belongings>,
    pub requested_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// How much there is of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CustomerBelongings")]
pub struct Belongings {
    /// Customers that turned out to be this one.
    pub merged: i64,
    pub sessions: i64,
    pub messages: i64,
    pub tickets: i64,
    pub follow_ups: i64,
    pub files: i64,
    /// Bytes of the files.
    pub file_bytes: i64,
    pub feedback: i64,
    pub self_service_visits: i64,
    pub relations: i64,
    pub archive_records: i64,
    pub sign_ins: i64,
    pub letters: i64,
    pub data_exports: i64,
}

/// An open ticket, by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, sqlx::FromRow)]
pub struct OpenTicket {
    pub id: i64,
    pub no: String,
}

/// What has to be finished first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Obstacles {
    pub sessions: Vec<i64>,
    pub tickets: Vec<OpenTicket>,
    /// Submitted applications to put the customer on file.
    pub applications: Vec<i64>,
}

impl Obstacles {
    pub fn check(&self) -> Result<(), ErasureError> {
        match self.sessions.is_empty() && self.tickets.is_empty() && self.applications.is_empty() {
            true => Ok(()),
            false => Err(ErasureError::Blocked),
        }
    }
}

/// What an erasure would do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErasurePreview {
    pub customer_id: i64,
    /// To be typed by who confirms.
    pub name: String,
    /// What would go.
    pub counts: Belongings,
    /// What has to be finished first; it is refused until there is none.
    pub obstacles: Obstacles,
}

/// What told who it was, as far as other tables repeat it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identifiers {
    pub names: Vec<String>,
    /// Phone numbers and addresses.
    pub contacts: Vec<String>,
}

impl Identifiers {
    /// A reason is kept for good: it must not say again what is erased. Names of a single sign are too common to tell.
    pub fn check_reason(&self, reason: &str) -> Result<(), FieldError> {
        let plain = reason.to_lowercase();
        let is_named = self.names.iter().any(|n| n.chars().count() > 1 && plain.contains(&n.to_lowercase()));
        let is_given_away = self.contacts.iter().any(|c| plain.contains(&c.to_lowercase()));
        match is_named || is_given_away {
            true => Err(FieldError::invalid("reason", "must not name the person: it is kept for good")),
            false => Ok(()),
        }
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErasureError {
    #[error("the customer has open conversations, tickets or a submitted application")]
    Blocked,
    #[error("the customer was erased, or is being erased")]
    Erased,
    #[error("erase the customer that this one was merged into")]
    Merged,
}

impl DomainError for ErasureError {
    fn code(&self) -> &'static Code {
        match self {
            Self::Blocked => code::ERASURE_BLOCKED,
            Self::Erased | Self::Merged => code::CUSTOMER_ERASED,
        }
    }
}

/// Texts that only an event or a stored answer about one of these customers contains.
pub fn marks(customers: &[i64]) -> Vec<String> {
    customers
        .iter()
        .flat_map(|id| {
            [
                format!("\"customer\":{{\"id\":{id},"),
                format!("\"sender\":{{\"kind\":\"customer\",\"id\":{id},"),
                format!("\"customerId\":{id},"),
                format!("\"customerId\":{id}}}"),
                format!("\"customer_id\":{id},"),
                format!("\"customer_id\":{id}}}"),
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_that_names_the_person_is_refused() {
        let who = Identifiers {
            names: vec!["王小芳".into(), "李".into()],
            contacts: vec!["13800000001".into(), "W@example.com".into()],
        };
        for told in ["王小芳要求删除", "tel 13800000001", "mail from w@EXAMPLE.com"] {
            assert!(who.check_reason(told).is_err(), "{told}");
        }
        assert_eq!(who.check_reason("按个人信息保护法第四十七条，本人要求；桃李"), Ok(()));
    }

    #[test]
    fn a_mark_names_one_customer_and_not_one_whose_number_begins_alike() {
        let of = |text: &str, id: i64| marks(&[id]).iter().any(|m| text.contains(m.as_str()));
        let event = serde_json::json!({ "session": { "customer": kernel::CustomerRef { id: 12, name: "x".into(), vip: false, organization: None } } });
        let text = serde_json::to_string(&serde_json::json!({ "customerId": 12 })).unwrap();
        assert!(of(&text, 12) && !of(&text, 1) && !of(&text, 121));
        // As the views write it: the number first.
        let text =
            serde_json::to_string(&kernel::CustomerRef { id: 12, name: "x".into(), vip: false, organization: None })
                .unwrap();
        assert!(text.starts_with("{\"id\":12,"), "{event}");
    }

    #[test]
    fn anything_open_stands_in_the_way() {
        assert_eq!(Obstacles::default().check(), Ok(()));
        let ticket = OpenTicket { id: 1, no: "T1".into() };
        for obstacles in [
            Obstacles { sessions: vec![1], ..Default::default() },
            Obstacles { tickets: vec![ticket], ..Default::default() },
            Obstacles { applications: vec![1], ..Default::default() },
        ] {
            assert_eq!(obstacles.check(), Err(ErasureError::Blocked));
        }
    }
}
