//! Hours against a slow oracle: minutes painted day by day, and a clock that steps a minute at a time.

use proptest::prelude::*;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn hm(text: &str) -> Interval {
    let (start, end) = text.split_once('-').unwrap();
    Interval { start: Minute::try_from(start.to_owned()).unwrap(), end: Minute::try_from(end.to_owned()).unwrap() }
}

fn office() -> Schedule {
    let day = vec![hm("09:00-12:00"), hm("13:30-18:00")];
    let mut week = vec![day; 5];
    week.extend([Vec::new(), Vec::new()]);
    Schedule { mode: Mode::Weekly, week, follow_calendar: true, version: 1 }
}

fn day(date: &str, kind: DayKind, intervals: &[&str]) -> CalendarDay {
    CalendarDay {
        date: date.parse().unwrap(),
        kind,
        name: "x".into(),
        intervals: intervals.iter().map(|i| hm(i)).collect(),
        like_weekday: None,
    }
}

#[test]
fn an_office_opens_twice_a_day_and_not_on_weekends() {
    let table = Timetable::new(&office(), &china());
    // Friday 2026-11-20, 17:59 and 18:00 in Shanghai.
    assert!(table.is_open(at("2026-11-20T09:59:59Z")) && !table.is_open(at("2026-11-20T10:00:00Z")));
    assert_eq!(table.next_opening(at("2026-11-20T10:00:00Z")), Some(at("2026-11-23T01:00:00Z")));
    assert_eq!(table.next_closing(at("2026-11-20T01:00:00Z")), Some(at("2026-11-20T04:00:00Z")));
    assert_eq!(table.next_opening(at("2026-11-20T04:00:00Z")), Some(at("2026-11-20T05:30:00Z")));
}

#[test]
fn holidays_close_and_make_up_days_open() {
    let calendar = Calendar {
        days: vec![
            day("2026-10-01", DayKind::Holiday, &[]),
            day("2026-10-02", DayKind::Holiday, &[]),
            day("2026-10-10", DayKind::Workday, &[]),
            day("2026-10-11", DayKind::Workday, &["10:00-11:00"]),
        ],
        ..china()
    };
    let table = Timetable::new(&office(), &calendar);
    assert!(!table.is_open(at("2026-10-01T02:00:00Z")), "a Thursday");
    assert_eq!(table.next_opening(at("2026-09-30T10:00:00Z")), Some(at("2026-10-05T01:00:00Z")));
    assert!(table.is_open(at("2026-10-10T01:00:00Z")), "a Saturday that is worked like a Monday");
    assert_eq!(table.next_opening(at("2026-10-10T10:00:00Z")), Some(at("2026-10-11T02:00:00Z")));
    assert_eq!(table.next_closing(at("2026-10-11T02:00:00Z")), Some(at("2026-10-11T03:00:00Z")));
    let own = Timetable::new(&Schedule { follow_calendar: false, ..office() }, &calendar);
    assert!(own.is_open(at("2026-10-01T02:00:00Z")) && !own.is_open(at("2026-10-10T02:00:00Z")));
}

#[test]
fn a_night_shift_ends_after_midnight_also_into_a_holiday() {
    let mut week = vec![Vec::new(); 7];
    week[2] = vec![hm("22:00-06:00")];
    let schedule = Schedule { mode: Mode::Weekly, week, follow_calendar: true, version: 1 };
    let calendar = Calendar { days: vec![day("2026-10-01", DayKind::Holiday, &[])], ..china() };
    let table = Timetable::new(&schedule, &calendar);
    // Wednesday 2026-09-30 22:00 in Shanghai until Thursday 06:00.
    assert_eq!(table.next_opening(at("2026-09-30T13:00:00Z")), Some(at("2026-09-30T14:00:00Z")));
    assert_eq!(table.next_closing(at("2026-09-30T14:00:00Z")), Some(at("2026-09-30T22:00:00Z")));
    assert!(table.is_open(at("2026-09-30T21:59:00Z")));
}

#[test]
fn who_never_opens_or_never_closes_has_no_next() {
    let never = Timetable::new(&Schedule { mode: Mode::Weekly, ..Schedule::default() }, &china());
    assert!(!never.is_open(at("2026-11-20T02:00:00Z")));
    assert_eq!(never.next_opening(at("2026-11-20T02:00:00Z")), None);
    let always = Timetable::new(&Schedule::default(), &china());
    assert_eq!(
        (always.is_open(at("2026-11-20T02:00:00Z")), always.next_closing(at("2026-11-20T02:00:00Z"))),
        (true, None)
    );
    let round = Schedule { mode: Mode::Weekly, week: vec![vec![hm("00:00-24:00")]; 7], ..Schedule::default() };
    assert_eq!(Timetable::new(&round, &china()).next_closing(at("2026-11-20T02:00:00Z")), None);
}

#[test]
fn a_clock_that_is_set_back_opens_twice_and_one_set_forward_skips() {
    let one =
        Schedule { mode: Mode::Weekly, week: vec![vec![hm("01:00-01:30")]; 7], follow_calendar: false, version: 1 };
    let new_york = Timetable::new(&one, &Calendar { time_zone: "America/New_York".into(), ..china() });
    // 2026-11-01, 02:00 EDT becomes 01:00 EST.
    assert_eq!(new_york.next_opening(at("2026-11-01T05:10:00Z")), Some(at("2026-11-01T06:00:00Z")));
    assert_eq!(new_york.next_closing(at("2026-11-01T06:10:00Z")), Some(at("2026-11-01T06:30:00Z")));
    let two = Schedule { week: vec![vec![hm("02:15-02:45")]; 7], ..one };
    let new_york = Timetable::new(&two, &Calendar { time_zone: "America/New_York".into(), ..china() });
    // 2026-03-08 has no 02:15.
    assert_eq!(new_york.next_opening(at("2026-03-08T06:00:00Z")), Some(at("2026-03-09T06:15:00Z")));
}

#[test]
fn days_that_make_no_sense_are_refused() {
    assert_eq!(check_day(&[hm("09:00-12:00"), hm("11:00-13:00")]), Err(HoursError::Overlap));
    assert_eq!(check_day(&[hm("22:00-02:00"), hm("23:00-23:30")]), Err(HoursError::Overlap));
    assert_eq!(check_day(&[hm("09:00-09:00")]), Err(HoursError::Empty));
    assert_eq!(check_day(&[hm("24:00-01:00")]), Err(HoursError::Empty));
    assert_eq!(check_day(&[hm("00:00-24:00")]), Ok(()));
    assert_eq!(check_day(&[hm("09:00-09:01"); 7]), Err(HoursError::TooMany));
    for bad in ["9:00", "25:00", "12:60", "24:01", "noon", "", "+9:00"] {
        assert!(Minute::try_from(bad.to_owned()).is_err(), "{bad}");
    }
    let twice = Calendar { days: vec![day("2026-10-01", DayKind::Holiday, &[]); 2], ..china() };
    assert!(matches!(twice.check(), Err(HoursError::DayTwice(_))));
    let open = Calendar { days: vec![day("2026-10-01", DayKind::Holiday, &["09:00-10:00"])], ..china() };
    assert!(matches!(open.check(), Err(HoursError::HolidayHours(_))));
    assert_eq!(Calendar { time_zone: "Mars/Base".into(), ..china() }.check(), Err(HoursError::NoSuchZone));
}

/// Every minute of two days, painted; shares nothing with the code but the data.
struct Oracle<'a> {
    schedule: &'a Schedule,
    calendar: &'a Calendar,
    zone: Tz,
}

impl Oracle<'_> {
    fn painted(&self, day: NaiveDate) -> Vec<bool> {
        let mut minutes = vec![false; 2880];
        let weekday = |n: usize| self.schedule.week[n].clone();
        let special = self.calendar.days.iter().find(|d| d.date == day).filter(|_| self.schedule.follow_calendar);
        let intervals = match special {
            None => weekday(day.weekday().number_from_monday() as usize - 1),
            Some(d) if d.kind == DayKind::Holiday => vec![],
            Some(d) if d.intervals.is_empty() => weekday(d.like_weekday.unwrap_or(1) as usize - 1),
            Some(d) => d.intervals.clone(),
        };
        for i in intervals {
            let mut minute = usize::from(i.start.0);
            loop {
                minutes[minute] = true;
                minute += 1;
                if minute % 1440 == usize::from(i.end.0) % 1440 {
                    break;
                }
            }
        }
        minutes
    }

    fn is_open(&self, at: DateTime<Utc>) -> bool {
        let local = at.with_timezone(&self.zone).naive_local();
        let minute = (local.hour() * 60 + local.minute()) as usize;
        self.painted(local.date())[minute] || self.painted(local.date().pred_opt().unwrap())[1440 + minute]
    }

    /// Steps from the next whole minute on.
    fn next(&self, from: DateTime<Utc>, open: bool, minutes: i64) -> Option<DateTime<Utc>> {
        let whole = DateTime::from_timestamp(from.timestamp().div_euclid(60) * 60, 0).unwrap();
        let mut was = self.is_open(whole);
        for step in 1..=minutes {
            let t = whole + TimeDelta::minutes(step);
            let is = self.is_open(t);
            if is == open && was != open {
                return Some(t);
            }
            was = is;
        }
        None
    }
}

prop_compose! {
    fn some_day()(marks in prop::collection::btree_set(0u16..=96, 0..=6), night in any::<bool>()) -> Vec<Interval> {
        // Pairs of quarters of an hour, in order; the last may cross midnight.
        let marks: Vec<u16> = marks.into_iter().map(|q| q * 15).collect();
        let mut day: Vec<_> = marks.chunks_exact(2).filter(|p| p[0] < DAY).map(|p| Interval::new(p[0], p[1])).collect();
        if night && let Some(last) = day.last_mut() && last.start.0 > 60 {
            last.end = Minute(last.start.0 / 2);
        }
        day
    }
}

prop_compose! {
    fn some_schedule()(week in prop::collection::vec(some_day(), 7), follow in any::<bool>()) -> Schedule {
        Schedule { mode: Mode::Weekly, week, follow_calendar: follow, version: 1 }
    }
}

prop_compose! {
    /// Days around the end and the beginning of summer time, north and south.
    fn some_calendar()(
        zone in prop::sample::select(vec!["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Pacific/Auckland"]),
        days in prop::collection::btree_map(0u64..365, (any::<bool>(), some_day(), prop::option::of(1i16..=7)), 0..120),
    ) -> Calendar {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let days = days.into_iter().map(|(n, (off, intervals, like_weekday))| CalendarDay {
            date: first + Days::new(n),
            kind: if off { DayKind::Holiday } else { DayKind::Workday },
            name: "x".into(),
            intervals: if off { vec![] } else { intervals },
            like_weekday,
        });
        Calendar { time_zone: zone.into(), days: days.collect(), version: 1 }
    }
}

fn moments() -> impl Strategy<Value = DateTime<Utc>> {
    // Anywhere in the year, and often near the days when clocks are set.
    let near = [
        "2026-03-08T07:00:00Z",
        "2026-11-01T06:00:00Z",
        "2026-03-29T01:00:00Z",
        "2026-10-25T01:00:00Z",
        "2026-04-04T15:00:00Z",
        "2026-10-03T15:30:00Z",
    ];
    let near = prop::sample::select(near.map(at).to_vec())
        .prop_flat_map(|t| (-90_000i64..90_000).prop_map(move |s| t + TimeDelta::seconds(s)));
    prop_oneof![(0i64..365 * 86_400).prop_map(|s| at("2026-01-01T00:00:00Z") + TimeDelta::seconds(s)), near]
}

/// Minutes that the oracle steps: six days.
const STEPS: i64 = 6 * 1440;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn agrees_with_the_minute_stepping_oracle(schedule in some_schedule(), calendar in some_calendar(), t in moments()) {
        for day in &schedule.week {
            prop_assert_eq!(check_day(day), Ok(()));
        }
        let oracle = Oracle { schedule: &schedule, calendar: &calendar, zone: calendar.time_zone.parse().unwrap() };
        let table = Timetable::new(&schedule, &calendar);
        prop_assert_eq!(table.is_open(t), oracle.is_open(t));
        let seen = DateTime::from_timestamp(t.timestamp().div_euclid(60) * 60, 0).unwrap() + TimeDelta::minutes(STEPS);
        for (fast, open) in [(table.next_opening(t), true), (table.next_closing(t), false)] {
            match oracle.next(t, open, STEPS) {
                Some(slow) => prop_assert_eq!(fast, Some(slow)),
                None => prop_assert!(fast.is_none_or(|f| f > seen), "{:?} is too early", fast),
            }
        }
    }

    #[test]
    fn times_are_read_as_they_are_written(minute in 0u16..=DAY) {
        let text = String::from(Minute(minute));
        prop_assert_eq!(Minute::try_from(text), Ok(Minute(minute)));
    }
}
