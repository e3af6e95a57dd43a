//! The figures, and the span of days that they are of.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use kernel::{Error, Result, TeamRef, UserRef};
use schemars::JsonSchema;
use serde::Serialize;

use crate::hours::day_start;

/// A year and its leap day.
const DAYS_MAX: u64 = 366;
const DAYS_USUAL: u64 = 30;

/// Whole days of a time zone, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The moments at which its days begin, and the one at which the last ends.
    pub marks: Vec<DateTime<Utc>>,
}

impl Span {
    /// The last thirty days when nothing is said.
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>, zone: Tz, now: DateTime<Utc>) -> Result<Self> {
        let to = to.unwrap_or_else(|| now.with_timezone(&zone).date_naive());
        let from = from.or_else(|| to.checked_sub_days(Days::new(DAYS_USUAL - 1))).unwrap_or(to);
        if from > to {
            return Err(Error::field("from", "is after the end"));
        }
        let days = to.signed_duration_since(from).num_days().unsigned_abs() + 1;
        if days > DAYS_MAX {
            return Err(Error::field("from", "is more than 366 days before the end"));
        }
        let marks = from.iter_days().take(usize::try_from(days).unwrap_or(0) + 1);
        Ok(Self { from, to, marks: marks.map(|day| day_start(zone, day)).collect() })
    }
    pub fn begin(&self) -> DateTime<Utc> {
        self.marks[0]
    }
    pub fn end(&self) -> DateTime<Utc> {
        self.marks[self.marks.len() - 1]
    }
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take(self.marks.len() - 1)
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamStatistics {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Of a team that was merged or dissolved; its figures end with it and stay its own.
    pub ended_at: Option<DateTime<Utc>>,
    pub successor: Option<TeamRef>,
    #[serde(flatten)]
    pub sessions: SessionFigures,
    #[serde(flatten)]
    pub tickets: TicketFigures,
    /// Every day of the span, oldest first.
    pub days: Vec<TeamDay>,
}

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct SessionFigures {
    /// Conversations that an agent served.
    pub served: i64,
    /// Those whose customer left before anybody came.
    pub abandoned: i64,
    /// Different people among those served.
    pub customers: i64,
    /// From the beginning of the wait to the agent; mean, in seconds.
    pub wait_seconds: Option<f64>,
    /// From the beginning of the wait to the first reply; mean, in seconds.
    pub first_reply_seconds: Option<f64>,
    /// Half of the first replies came within this.
    pub first_reply_median: Option<f64>,
    /// Mean of 1 to 5.
    pub rating: Option<f64>,
    pub rated: i64,
    /// Of those rated, 4 and 5.
    pub satisfied: i64,
}

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct TicketFigures {
    pub tickets_created: i64,
    pub tickets_resolved: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamDay {
    pub date: NaiveDate,
    pub served: i64,
    pub abandoned: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamPerformance {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Members, and whoever else served for the team; the busiest first.
    pub members: Vec<MemberPerformance>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberPerformance {
    pub user: UserRef,
    /// False for those who left the team since.
    pub member: bool,
    pub served: i64,
    pub first_reply_seconds: Option<f64>,
    pub rating: Option<f64>,
    pub rated: i64,
    pub tickets_resolved: i64,
    /// Conversations of this team that the person serves now.
    pub active: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_of_whole_local_days() {
        let now = "2026-11-22T17:00:00Z".parse().unwrap();
        let span = Span::new(None, None, Tz::Asia__Shanghai, now).unwrap();
        assert_eq!((span.from.to_string(), span.to.to_string()), ("2026-10-25".into(), "2026-11-23".into()));
        assert_eq!(span.end(), "2026-11-23T16:00:00Z".parse::<DateTime<Utc>>().unwrap());
        assert_eq!((span.days().count(), span.marks.len()), (30, 31));
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        assert!(Span::new(day("2026-11-02"), day("2026-11-01"), Tz::UTC, now).is_err());
        assert!(Span::new(day("2020-01-01"), day("2026-11-01"), Tz::UTC, now).is_err());
    }
}
