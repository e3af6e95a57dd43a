//! An attempt as it is spooled and booked.

use chrono::{DateTime, Utc};
use kernel::TenantId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    budget::{Amount, Scope},
    pricing::{Money, Tokens},
};

/// What is known before the provider is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// A UUIDv7: the same attempt is never booked twice.
    pub id: Uuid,
    pub tenant: TenantId,
    pub request: String,
    /// From 1 within the request.
    pub number: i16,
    pub at: DateTime<Utc>,
    pub group: i64,
    pub key: Option<i64>,
    pub user: Option<i64>,
    pub account: i64,
    pub service: String,
    pub surface: String,
    pub kind: String,
    pub model_asked: String,
    pub model_used: String,
    pub is_stream: bool,
    pub reason: String,
    /// The estimate that was reserved, in case the end is never known.
    pub tokens: Tokens,
    pub cost: Money,
    pub charge: Money,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Success,
    Error,
    Timeout,
    /// The client went away.
    Cancelled,
    /// The program died; the provider may have served it.
    Unknown,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
            Self::Timeout => "timeout",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}

/// What is known after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub status: Status,
    pub error: Option<String>,
    pub tokens: Tokens,
    pub cost: Money,
    pub charge: Money,
    pub is_estimated: bool,
    pub latency_ms: i32,
    pub first_byte_ms: Option<i32>,
}

impl Ended {
    /// Of an attempt that nobody knows the end of.
    pub fn unknown(attempt: &Attempt) -> Self {
        Self {
            status: Status::Unknown,
            error: None,
            tokens: attempt.tokens,
            cost: attempt.cost,
            charge: attempt.charge,
            is_estimated: true,
            latency_ms: 0,
            first_byte_ms: None,
        }
    }
}

/// A row to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    pub attempt: Attempt,
    pub ended: Ended,
}

impl Booking {
    pub fn scopes(&self) -> Vec<Scope> {
        let a = &self.attempt;
        let mut scopes = vec![Scope::Tenant, Scope::Group(a.group), Scope::Account(a.account)];
        scopes.extend(a.key.map(Scope::Key));
        scopes
    }
    pub fn amount(&self) -> Amount {
        Amount { tokens: self.ended.tokens.total(), charge: self.ended.charge.0 }
    }
}
