//! Hours and the questions asked of them. Pure: the moment is always given.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use kernel::{Code, DomainError, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY: u16 = 24 * 60;
/// Nobody waits longer for a team to open; beyond this it counts as never.
const HORIZON: u64 = 400;
pub const INTERVALS_MAX: usize = 6;

/// A time of the day, `00:00` to `24:00`, as minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Minute(u16);

impl TryFrom<String> for Minute {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let two = |part: &str| match part.as_bytes() {
            [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(u16::from(a - b'0') * 10 + u16::from(b - b'0')),
            _ => None,
        };
        let (hours, minutes) =
            text.split_once(':').and_then(|(h, m)| two(h).zip(two(m))).ok_or("is a time like 09:00")?;
        let all = hours * 60 + minutes;
        if minutes < 60 && all <= DAY { Ok(Self(all)) } else { Err("is a time from 00:00 to 24:00") }
    }
}
impl From<Minute> for String {
    fn from(m: Minute) -> Self {
        format!("{:02}:{:02}", m.0 / 60, m.0 % 60)
    }
}

/// From `start` up to, not including, `end`. An end that is not after the start is on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    #[schemars(with = "String", regex(pattern = r"^([01]\d|2[0-3]):[0-5]\d$"))]
    pub start: Minute,
    #[schemars(with = "String", regex(pattern = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$"))]
    pub end: Minute,
}

impl Interval {
    /// From minutes since midnight.
    pub fn new(start: u16, end: u16) -> Self {
        Self { start: Minute(start.min(DAY - 1)), end: Minute(end.min(DAY)) }
    }
    /// The end in minutes since the midnight on which the day of the start began.
    fn until(self) -> u16 {
        if self.end > self.start { self.end.0 } else { self.end.0 + DAY }
    }
}

/// The intervals that begin on a day are in order and do not touch inside each other.
pub fn check_day(intervals: &[Interval]) -> Result<(), HoursError> {
    if intervals.len() > INTERVALS_MAX {
        return Err(HoursError::TooMany);
    }
    if intervals.iter().any(|i| i.start.0 >= DAY || i.start == i.end) {
        return Err(HoursError::Empty);
    }
    if intervals.windows(2).any(|pair| pair[1].start.0 < pair[0].until()) {
        return Err(HoursError::Overlap);
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "HoursMode")]
pub enum Mode {
    /// Day and night; the calendar does not count.
    #[default]
    Always,
    /// By the week and, if the team follows it, the calendar.
    Weekly,
}

/// The hours of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub mode: Mode,
    /// Seven days, Monday first.
    pub week: Vec<Vec<Interval>>,
    pub follow_calendar: bool,
    /// 0 = nobody has set it yet.
    pub version: i32,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { mode: Mode::Always, week: vec![Vec::new(); 7], follow_calendar: true, version: 0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum DayKind {
    /// Nobody works, whatever the weekday.
    Holiday,
    /// A make-up day (调休): people work although the weekday says otherwise.
    Workday,
}

/// A day that is not like its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct CalendarDay {
    #[garde(skip)]
    pub date: NaiveDate,
    #[garde(skip)]
    pub kind: DayKind,
    #[garde(length(chars, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    /// A make-up day's own hours, for every team that follows the calendar; none = as on `likeWeekday`.
    #[serde(default)]
    #[garde(length(max = INTERVALS_MAX))]
    #[schemars(length(max = 6))]
    pub intervals: Vec<Interval>,
    /// 1 = Monday (also when left out) to 7 = Sunday: whose hours each team works on a make-up day.
    #[garde(range(min = 1, max = 7))]
    #[schemars(range(min = 1, max = 7))]
    pub like_weekday: Option<i16>,
}

/// What every team of a tenant has in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Calendar {
    /// IANA name, like `Asia/Shanghai`.
    pub time_zone: String,
    /// In the order of their dates.
    pub days: Vec<CalendarDay>,
    /// Rises with every change; 0 = nobody has set it yet.
    pub version: i32,
}

/// The calendar of a tenant that set none: 003 is written for China.
pub fn china() -> Calendar {
    Calendar { time_zone: "Asia/Shanghai".into(), days: Vec::new(), version: 0 }
}

impl Calendar {
    pub fn check(&self) -> Result<(), HoursError> {
        zone(&self.time_zone)?;
        let mut dates: Vec<_> = self.days.iter().map(|d| d.date).collect();
        dates.sort_unstable();
        if let Some(twice) = dates.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(HoursError::DayTwice(twice[0]));
        }
        for day in &self.days {
            check_day(&day.intervals)?;
            if day.kind == DayKind::Holiday && !day.intervals.is_empty() {
                return Err(HoursError::HolidayHours(day.date));
            }
        }
        Ok(())
    }
}

pub fn zone(name: &str) -> Result<Tz, HoursError> {
    name.parse().map_err(|_| HoursError::NoSuchZone)
}

/// When a day begins; where clocks jump over midnight, the first moment after.
pub fn day_start(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let local = |at: NaiveDateTime| zone.from_local_datetime(&at).earliest().map(|t| t.to_utc());
    local(midnight).or_else(|| local(midnight + TimeDelta::hours(1))).unwrap_or(midnight.and_utc())
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    #[error("a day has at most 6 intervals")]
    TooMany,
    #[error("an interval begins before midnight and does not end when it begins; the whole day is 00:00 to 24:00")]
    Empty,
    #[error("the intervals of a day are in order and do not overlap")]
    Overlap,
    #[error("{0} is in the calendar twice")]
    DayTwice(NaiveDate),
    #[error("{0} is a holiday and has no hours")]
    HolidayHours(NaiveDate),
    #[error("is no time zone of the IANA database")]
    NoSuchZone,
    #[error("changed by someone else since you looked; reload and try again")]
    Stale,
}

impl HoursError {
    /// Which part of a calendar it is about.
    pub fn field(&self) -> &'static str {
        if *self == Self::NoSuchZone { "timeZone" } else { "days" }
    }
}

impl DomainError for HoursError {
    fn code(&self) -> &'static Code {
        match self {
            Self::Stale => code::STALE,
            _ => code::BAD_REQUEST,
        }
    }
}

/// How a team stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Opening {
    pub mode: Mode,
    pub is_open: bool,
    /// When it opens next; `null` = never within a year, or always open.
    pub next_opening: Option<DateTime<Utc>>,
    pub next_closing: Option<DateTime<Utc>>,
}

/// A team's schedule laid over the tenant's calendar and time zone.
#[derive(Debug, Clone)]
pub struct Timetable {
    zone: Tz,
    mode: Mode,
    week: Vec<Vec<Interval>>,
    special: BTreeMap<NaiveDate, Vec<Interval>>,
}

impl Timetable {
    /// A zone that the database knows no more reads as UTC.
    pub fn new(schedule: &Schedule, calendar: &Calendar) -> Self {
        let mut week = schedule.week.clone();
        week.resize(7, Vec::new());
        let special = match schedule.follow_calendar {
            false => BTreeMap::new(),
            true => calendar.days.iter().map(|d| (d.date, hours_of(d, &week))).collect(),
        };
        Self { zone: zone(&calendar.time_zone).unwrap_or(Tz::UTC), mode: schedule.mode, week, special }
    }

    pub fn opening(&self, at: DateTime<Utc>) -> Opening {
        Opening {
            mode: self.mode,
            is_open: self.is_open(at),
            next_opening: self.next_opening(at),
            next_closing: self.next_closing(at),
        }
    }

    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        if self.mode == Mode::Always {
            return true;
        }
        let local = at.with_timezone(&self.zone).naive_local();
        let minute = u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0);
        let begun_today = self.on(local.date()).iter().any(|i| i.start.0 <= minute && minute < i.until());
        begun_today || local.date().pred_opt().is_some_and(|eve| self.on(eve).iter().any(|i| minute + DAY < i.until()))
    }

    /// The first moment after `at` at which closed turns to open.
    pub fn next_opening(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.next_turn(at, true)
    }

    /// The first moment after `at` at which open turns to closed.
    pub fn next_closing(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.next_turn(at, false)
    }

    fn on(&self, day: NaiveDate) -> &[Interval] {
        match self.special.get(&day) {
            Some(own) => own,
            None => &self.week[day.weekday().num_days_from_monday() as usize],
        }
    }

    /// Looks at the moments at which anything can turn: ends of intervals, and clocks that are set.
    fn next_turn(&self, at: DateTime<Utc>, to_open: bool) -> Option<DateTime<Utc>> {
        let never = self.week.iter().chain(self.special.values()).all(Vec::is_empty);
        if self.mode == Mode::Always || never {
            return None;
        }
        let first = at.with_timezone(&self.zone).date_naive();
        // Nearly always the next turn is within days; a long holiday is rare.
        for days in [8, HORIZON] {
            let last = first.checked_add_days(Days::new(days))?;
            let mut moments = Vec::new();
            // A day more on each side: what began the day before ends on the first, and local days begin
            // before or after those of UTC. What lies beyond the last day is not yet complete.
            for day in first.pred_opt()?.iter_days().take_while(|d| *d <= last + Days::new(1)) {
                self.moments(day, &mut moments);
            }
            moments.retain(|m| *m > at && m.with_timezone(&self.zone).date_naive() <= last);
            moments.sort_unstable();
            let turns =
                |m: &DateTime<Utc>| self.is_open(*m) == to_open && self.is_open(*m - TimeDelta::seconds(1)) != to_open;
            if let Some(found) = moments.into_iter().find(turns) {
                return Some(found);
            }
        }
        None
    }

    fn moments(&self, day: NaiveDate, out: &mut Vec<DateTime<Utc>>) {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        for interval in self.on(day) {
            for minute in [interval.start.0, interval.until()] {
                let local = midnight + TimeDelta::minutes(minute.into());
                // None where clocks jump over it, two where they are set back.
                let found = self.zone.from_local_datetime(&local);
                out.extend(found.earliest().map(|t| t.to_utc()));
                out.extend(found.latest().map(|t| t.to_utc()));
            }
        }
        out.extend(self.clock_change(midnight, midnight + TimeDelta::days(1)));
    }

    /// The minute between two moments, by UTC, at which the zone's clocks are set; at most one a day.
    fn clock_change(&self, from: NaiveDateTime, to: NaiveDateTime) -> Option<DateTime<Utc>> {
        let offset = |at: NaiveDateTime| self.zone.offset_from_utc_datetime(&at).fix();
        let before = offset(from);
        if offset(to) == before {
            return None;
        }
        let (mut low, mut high) = (0, (to - from).num_minutes());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if offset(from + TimeDelta::minutes(middle)) == before { low = middle } else { high = middle }
        }
        Some((from + TimeDelta::minutes(high)).and_utc())
    }
}

fn hours_of(day: &CalendarDay, week: &[Vec<Interval>]) -> Vec<Interval> {
    match day.kind {
        DayKind::Holiday => Vec::new(),
        DayKind::Workday if day.intervals.is_empty() => {
            let weekday = usize::try_from(day.like_weekday.unwrap_or(1) - 1).unwrap_or(0);
            week.get(weekday).cloned().unwrap_or_default()
        }
        DayKind::Workday => day.intervals.clone(),
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
