//! Days and months as a tenant counts them. Pure.

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};

/// The day and the month that a moment falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Periods {
    /// Days since the common era.
    pub day: i32,
    /// Months since year 0.
    pub month: i32,
    offset_min: i32,
}

impl Periods {
    /// `offset_min`: where the tenant's days begin, in minutes from UTC.
    pub fn of(now: DateTime<Utc>, offset_min: i32) -> Self {
        let date = local(now, offset_min);
        Self {
            day: date.num_days_from_ce(),
            month: date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0),
            offset_min,
        }
    }

    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.day).unwrap_or_default()
    }
    pub fn first_of_month(self) -> NaiveDate {
        self.date().with_day(1).unwrap_or_default()
    }
    pub fn day_start(self) -> DateTime<Utc> {
        start(self.date(), self.offset_min)
    }
    pub fn month_start(self) -> DateTime<Utc> {
        start(self.first_of_month(), self.offset_min)
    }
    pub fn month_end(self) -> DateTime<Utc> {
        start(self.first_of_month() + Months::new(1), self.offset_min)
    }
    /// Monday's.
    pub fn week_start(self) -> DateTime<Utc> {
        let back = i64::from(self.date().weekday().num_days_from_monday());
        start(self.date() - TimeDelta::days(back), self.offset_min)
    }
}

fn local(now: DateTime<Utc>, offset_min: i32) -> NaiveDate {
    (now + TimeDelta::minutes(offset_min.into())).date_naive()
}

fn start(date: NaiveDate, offset_min: i32) -> DateTime<Utc> {
    date.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc() - TimeDelta::minutes(offset_min.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_in_shanghai_begins_eight_hours_before_utc_s() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let late = Periods::of(at("2026-11-30T16:00:00Z"), 480);
        assert_eq!(late.day_start(), at("2026-11-30T16:00:00Z"));
        assert_eq!(late.month_start(), at("2026-11-30T16:00:00Z"));
        assert_eq!(late.month_end(), at("2026-12-31T16:00:00Z"));
        assert_eq!(late.week_start(), at("2026-11-29T16:00:00Z"));
        assert!(Periods::of(at("2026-11-30T15:59:59Z"), 480).month < late.month);
    }

    proptest! {
        #[test]
        fn a_moment_lies_in_its_own_day_and_month(s in 0_i64..4_000_000_000, offset in -840_i32..=840) {
            let now = DateTime::from_timestamp(s, 0).unwrap();
            let p = Periods::of(now, offset);
            prop_assert!(p.day_start() <= now && now < p.day_start() + TimeDelta::days(1));
            prop_assert!(p.month_start() <= p.day_start() && now < p.month_end());
        }
    }
}
