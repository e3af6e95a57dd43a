//! What an export is to those who asked for it.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Code, DomainError, UserRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long an archive can be fetched.
pub const LIFE: TimeDelta = TimeDelta::days(7);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum ExportStatus {
    /// Being made.
    Running,
    Ready,
    /// Its time is over; the archive is gone.
    Expired,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataExport {
    pub id: i64,
    pub customer_id: i64,
    pub status: ExportStatus,
    pub requested_by: UserRef,
    /// Whether the caller asked for it, and so may fetch it.
    pub is_mine: bool,
    /// Bytes, once it is ready.
    pub size: Option<i64>,
    pub requested_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    /// When it can no longer be fetched.
    pub expires_at: Option<DateTime<Utc>>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    #[error("the archive is being made")]
    Running,
    #[error("the archive has expired; ask for a new one")]
    Expired,
}

impl DomainError for ExportError {
    fn code(&self) -> &'static Code {
        code::EXPORT_NOT_READY
    }
}

/// Whether an export can be fetched now. The sweep that removes it may be late.
pub fn check_ready(
    status: ExportStatus,
    expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), ExportError> {
    match status {
        ExportStatus::Running => Err(ExportError::Running),
        ExportStatus::Ready if expires_at.is_some_and(|at| now < at) => Ok(()),
        ExportStatus::Ready | ExportStatus::Expired => Err(ExportError::Expired),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_fetched_from_ready_to_its_expiry() {
        let now = Utc::now();
        assert_eq!(check_ready(ExportStatus::Ready, Some(now + LIFE), now), Ok(()));
        assert_eq!(check_ready(ExportStatus::Ready, Some(now), now), Err(ExportError::Expired));
        assert_eq!(check_ready(ExportStatus::Running, None, now), Err(ExportError::Running));
        assert_eq!(check_ready(ExportStatus::Expired, Some(now + LIFE), now), Err(ExportError::Expired));
    }
}
