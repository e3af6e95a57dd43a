//! Time is a parameter: code asks the [`Clock`] it was given, so that tests can set it.

use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};

pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> DateTime<Utc>;
}

pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that a test moves by hand. It starts at the real time, because PostgreSQL's own
/// `now()` defaults stand in the same rows.
pub struct ManualClock(Mutex<TimeDelta>);

impl Default for ManualClock {
    fn default() -> Self {
        Self(Mutex::new(TimeDelta::zero()))
    }
}

impl ManualClock {
    pub fn advance(&self, by: TimeDelta) {
        let mut offset = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *offset += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now() + *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
