//! The states of a ticket, its clock, and what may be done to it when. Pure.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Code, DomainError, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum TicketStatus {
    Pending,
    Processing,
    WaitingCustomer,
    PendingReview,
    Resolved,
    Closed,
    Cancelled,
}

use TicketStatus::{Cancelled, Closed, Pending, PendingReview, Processing, Resolved, WaitingCustomer};

impl TicketStatus {
    pub const ALL: [Self; 7] = [Pending, Processing, WaitingCustomer, PendingReview, Resolved, Closed, Cancelled];

    /// The states that may follow. Closed and cancelled end a ticket; what comes after is a new one.
    pub fn next(self) -> &'static [Self] {
        match self {
            Pending => &[Processing, Cancelled],
            Processing => &[WaitingCustomer, PendingReview, Resolved, Pending, Cancelled],
            WaitingCustomer => &[Processing, Resolved, Cancelled],
            PendingReview => &[Resolved, Processing],
            Resolved => &[Closed, Processing],
            Closed | Cancelled => &[],
        }
    }
    /// Somebody still has something to do.
    pub fn is_open(self) -> bool {
        matches!(self, Pending | Processing | WaitingCustomer | PendingReview)
    }
    pub fn is_final(self) -> bool {
        self.next().is_empty()
    }
    pub fn as_str(self) -> &'static str {
        match self {
            Pending => "pending",
            Processing => "processing",
            WaitingCustomer => "waiting_customer",
            PendingReview => "pending_review",
            Resolved => "resolved",
            Closed => "closed",
            Cancelled => "cancelled",
        }
    }
}

impl std::str::FromStr for TicketStatus {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or(())
    }
}

/// 003 §2.5.2.2: 普通, 紧急, 特急.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum TicketPriority {
    #[default]
    Normal,
    Urgent,
    Critical,
}

impl TicketPriority {
    /// How soon it should be resolved, by the wall clock. Calendars of working hours and policies by
    /// tenant will replace this one table.
    pub fn target(self) -> TimeDelta {
        match self {
            Self::Normal => TimeDelta::hours(24),
            Self::Urgent => TimeDelta::hours(8),
            Self::Critical => TimeDelta::hours(2),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum TicketSource {
    /// Staff made it by hand.
    Agent,
    /// The customer made it.
    Portal,
    /// Made from a conversation.
    Session,
}

/// A resolved ticket can be opened again for this long; then a new one is due.
pub const REOPEN_WINDOW: TimeDelta = TimeDelta::days(7);
/// A resolved ticket that nobody contradicts is closed.
pub const CLOSE_AFTER: TimeDelta = TimeDelta::hours(72);
/// A question that the customer leaves unanswered for this long counts as resolved.
pub const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(7);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    #[error("a ticket that is {} cannot become {}", from.as_str(), to.as_str())]
    BadMove { from: TicketStatus, to: TicketStatus },
    #[error("a ticket that is {} takes no replies", .0.as_str())]
    NoReplies(TicketStatus),
    #[error("a ticket that is {} cannot be changed", .0.as_str())]
    Frozen(TicketStatus),
    #[error("a ticket can be opened again for 7 days after it was resolved; please make a new one")]
    ReopenTooLate,
    #[error("a ticket is rated after it was resolved")]
    NotRateable,
    #[error("rated already")]
    AlreadyRated,
    #[error("changed by someone else since you looked; reload and try again")]
    Stale,
    #[error("only the ticket's assignee can hand it on")]
    NotYours,
    #[error("this user is not active")]
    NotAvailable,
}

impl DomainError for TicketError {
    fn code(&self) -> &'static Code {
        match self {
            Self::BadMove { .. }
            | Self::NoReplies(_)
            | Self::Frozen(_)
            | Self::ReopenTooLate
            | Self::NotRateable
            | Self::NotYours => code::TICKET_BAD_MOVE,
            Self::AlreadyRated => code::ALREADY_RATED,
            Self::Stale => code::STALE,
            Self::NotAvailable => code::AGENT_NOT_AVAILABLE,
        }
    }
}

/// The part of a ticket that rules look at; locked while they do.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    pub id: i64,
    pub subject: String,
    pub description: String,
    pub status: TicketStatus,
    pub priority: TicketPriority,
    pub category: Option<String>,
    pub customer_id: Option<i64>,
    pub assignee_id: Option<i64>,
    pub team_id: Option<i64>,
    pub created_by_kind: String,
    pub created_by_id: i64,
    pub version: i32,
    pub due_at: Option<DateTime<Utc>>,
    /// Since when the customer is to answer; the clock stands still.
    pub waiting_since: Option<DateTime<Utc>>,
    pub first_response_at: Option<DateTime<Utc>>,
    pub resolved_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub rating: Option<i16>,
    pub rating_comment: Option<String>,
    pub rated_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl Head {
    /// The one way to another state.
    pub fn move_to(&mut self, to: TicketStatus, now: DateTime<Utc>) -> Result<(), TicketError> {
        let from = self.status;
        if !from.next().contains(&to) {
            return Err(TicketError::BadMove { from, to });
        }
        if let Some(since) = self.waiting_since.take() {
            self.due_at = self.due_at.map(|due| due + (now - since));
        }
        match to {
            WaitingCustomer => self.waiting_since = Some(now),
            Resolved => self.resolved_at = Some(now),
            Closed | Cancelled => self.closed_at = Some(now),
            // Opened again: the promise starts anew.
            Processing if from == Resolved => {
                self.resolved_at = None;
                self.due_at = Some(now + self.priority.target());
            }
            // Back to the pool.
            Pending => self.assignee_id = None,
            Processing | PendingReview => {}
        }
        self.status = to;
        Ok(())
    }

    pub fn check_version(&self, seen: Option<i32>) -> Result<(), TicketError> {
        if seen.is_some_and(|v| v != self.version) { Err(TicketError::Stale) } else { Ok(()) }
    }

    pub fn check_open(&self) -> Result<(), TicketError> {
        if self.status.is_open() { Ok(()) } else { Err(TicketError::Frozen(self.status)) }
    }

    /// Time that the customer took to answer is not lost by the change.
    pub fn set_priority(&mut self, priority: TicketPriority) {
        let longer = priority.target() - self.priority.target();
        self.due_at = self.due_at.map(|due| due + longer);
        self.priority = priority;
    }

    pub fn check_reopen(&self, now: DateTime<Utc>) -> Result<(), TicketError> {
        match self.resolved_at {
            _ if self.status != Resolved => Err(TicketError::BadMove { from: self.status, to: Processing }),
            Some(at) if now - at > REOPEN_WINDOW => Err(TicketError::ReopenTooLate),
            _ => Ok(()),
        }
    }

    pub fn rate(&mut self, score: i16, comment: Option<String>, now: DateTime<Utc>) -> Result<(), TicketError> {
        if !matches!(self.status, Resolved | Closed) {
            return Err(TicketError::NotRateable);
        }
        if self.rated_at.is_some() {
            return Err(TicketError::AlreadyRated);
        }
        (self.rating, self.rating_comment, self.rated_at) = (Some(score), comment, Some(now));
        Ok(())
    }
}

/// Late: past its due time while somebody of ours has to act, or already when the customer was asked.
pub fn is_overdue(
    status: TicketStatus,
    due_at: Option<DateTime<Utc>>,
    waiting_since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bool {
    status.is_open() && due_at.is_some_and(|due| due < waiting_since.unwrap_or(now))
}

/// The number that people read out: `TK`, the day where most tenants are, and the day's count.
pub fn number(day: i32, count: i32) -> String {
    format!("TK{day:08}{count:04}")
}

/// The day of a ticket's number, as yyyymmdd at UTC+8, until tenants have a time zone of their own.
pub fn day(now: DateTime<Utc>) -> i32 {
    let local = now + TimeDelta::hours(8);
    // Eight digits by construction.
    local.format("%Y%m%d").to_string().parse().unwrap_or(0)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
