//! Why a call was not served, for the client and for the statistics.

use std::time::Duration;

use kernel::error::{self, Code};

use crate::wire::ErrorKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    BadRequest,
    /// No key, or one that is wrong, expired or revoked.
    Key,
    /// The key may not: this model, this network; the group is not active.
    Denied,
    Model,
    /// No operation of the provider's API that we offer.
    NoPath,
    Method,
    TooLarge,
    Budget,
    /// Every account that could was limited by its provider.
    Limited,
    /// No account can be asked now.
    NoAccount,
    Busy,
    Upstream,
    Timeout,
    Internal,
}

#[derive(Debug, Clone)]
pub struct Refusal {
    pub why: Why,
    pub message: String,
    pub param: Option<String>,
    pub retry_after: Option<Duration>,
}

impl Refusal {
    pub fn new(why: Why, message: impl Into<String>) -> Self {
        Self { why, message: message.into(), param: None, retry_after: None }
    }
    pub fn after(self, retry_after: Option<Duration>) -> Self {
        Self { retry_after, ..self }
    }

    pub fn kind(&self) -> ErrorKind {
        match self.why {
            Why::BadRequest => ErrorKind::InvalidRequest,
            Why::Key => ErrorKind::Authentication,
            Why::Denied => ErrorKind::Denied,
            Why::Model => ErrorKind::NotFound,
            Why::NoPath => ErrorKind::NoPath,
            Why::Method => ErrorKind::Method,
            Why::TooLarge => ErrorKind::TooLarge,
            Why::Budget => ErrorKind::BudgetSpent,
            Why::Limited => ErrorKind::RateLimited,
            Why::NoAccount | Why::Busy => ErrorKind::Overloaded,
            Why::Upstream => ErrorKind::Upstream,
            Why::Timeout => ErrorKind::Timeout,
            Why::Internal => ErrorKind::Internal,
        }
    }

    /// In the registry of our own API (004's `/ai/chat`).
    pub fn code(&self) -> &'static Code {
        match self.why {
            Why::BadRequest => error::code::BAD_REQUEST,
            Why::Key => error::code::AI_KEY_INVALID,
            Why::Denied => error::code::DENIED,
            Why::Model => error::code::AI_MODEL_UNKNOWN,
            Why::NoPath => error::code::NOT_FOUND,
            Why::Method => error::code::METHOD_NOT_ALLOWED,
            Why::TooLarge => error::code::TOO_LARGE,
            Why::Budget => error::code::AI_OVER_BUDGET,
            Why::Limited => error::code::RATE_LIMITED,
            Why::NoAccount => error::code::AI_NO_ACCOUNT,
            Why::Busy => error::code::AI_BUSY,
            Why::Upstream => error::code::AI_UPSTREAM_FAILED,
            Why::Timeout => error::code::AI_UPSTREAM_TIMEOUT,
            Why::Internal => error::code::INTERNAL,
        }
    }
}

impl From<Refusal> for kernel::Error {
    fn from(r: Refusal) -> Self {
        let error = Self::new(r.code()).detail(r.message);
        match r.retry_after {
            Some(wait) => error.retry_after(wait),
            None => error,
        }
    }
}
