//! Working hours (003 §2.1.4): when a team is at work. A week of intervals, several a day and also
//! across midnight; the tenant's calendar of holidays and make-up days (调休) over it; the tenant's
//! time zone under it.
//!
//! Rulings: an interval belongs to the day on which it begins, so a night shift that began before a
//! holiday runs to its end; hours are those of the wall clock, so a clock that is set back can open
//! twice; a team that nobody gave hours is always open. Nothing here changes who is assigned.

mod http;
mod model;
mod store;

pub use http::routes;
pub(crate) use model::day_start;
pub use model::{Calendar, CalendarDay, DayKind, Interval, Mode, Opening, Schedule, Timetable, china};
pub(crate) use store::{openings, zone_of};
pub use store::{save_calendar, save_schedule};
