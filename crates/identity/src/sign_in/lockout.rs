//! How many passwords may be tried. Two tallies count together:
//!
//! - account and network: 5 tries, then 30 minutes (001 §8.2). Keyed by network, so that a stranger
//!   elsewhere cannot lock the owner out;
//! - account alone: after 10 tries from anywhere, a pause that doubles up to 15 minutes, for attackers
//!   with many addresses. A network from which the account signed in before does not wait for it.
//!
//! A try is counted before the password is looked at, under the lock of the tally's row: of 200
//! tries at once 5 are evaluated.

use chrono::{DateTime, TimeDelta, Utc};

pub const TRIES_PER_NETWORK: i32 = 5;
const NETWORK_PAUSE: TimeDelta = TimeDelta::minutes(30);
const TRIES_PER_ACCOUNT: i32 = 10;
const ACCOUNT_PAUSE_MAX_S: i64 = 15 * 60;
/// After this long without a failure the account's tally starts again.
const ACCOUNT_MEMORY: TimeDelta = TimeDelta::hours(24);
/// The `network` of the account's own tally.
pub const EVERYWHERE: &str = "*";

/// A row of `login_failures`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Tally {
    pub failures: i32,
    pub last_at: DateTime<Utc>,
    pub locked_until: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Evaluate the password; the tally already counts it as failed.
    Try(Tally),
    Wait(TimeDelta),
}

impl Tally {
    fn wait(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        self.locked_until.map(|until| until - now).filter(|left| *left > TimeDelta::zero())
    }

    /// A try from one network.
    pub fn try_from_network(&self, now: DateTime<Utc>) -> Verdict {
        if let Some(left) = self.wait(now) {
            return Verdict::Wait(left);
        }
        let is_over = self.locked_until.is_some() || now - self.last_at >= NETWORK_PAUSE;
        let failures = if is_over { 1 } else { self.failures + 1 };
        let locked_until = (failures >= TRIES_PER_NETWORK).then(|| now + NETWORK_PAUSE);
        Verdict::Try(Self { failures, last_at: now, locked_until })
    }

    /// The same try, counted for the account. `is_known` networks are counted but do not wait.
    pub fn try_account(&self, now: DateTime<Utc>, is_known: bool) -> Verdict {
        if let (Some(left), false) = (self.wait(now), is_known) {
            return Verdict::Wait(left);
        }
        let failures = if now - self.last_at >= ACCOUNT_MEMORY { 1 } else { self.failures.saturating_add(1) };
        let locked_until = (failures > TRIES_PER_ACCOUNT).then(|| now + account_pause(failures));
        Verdict::Try(Self { failures, last_at: now, locked_until })
    }

    /// The account's tally after a try that turned out right. The owner's sign-in does not shorten the
    /// pause of those who guess elsewhere.
    pub fn forgive_one(&self) -> Self {
        let failures = (self.failures - 1).max(0);
        let locked_until = self.locked_until.filter(|_| failures > TRIES_PER_ACCOUNT);
        Self { failures, last_at: self.last_at, locked_until }
    }
}

fn account_pause(failures: i32) -> TimeDelta {
    let doublings = u32::try_from(failures - TRIES_PER_ACCOUNT - 1).unwrap_or(0).min(20);
    TimeDelta::seconds((1_i64 << doublings).min(ACCOUNT_PAUSE_MAX_S))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }
    fn untouched() -> Tally {
        Tally { failures: 0, last_at: at(0), locked_until: None }
    }

    #[test]
    fn the_sixth_try_waits_half_an_hour_from_the_fifth() {
        let mut tally = untouched();
        for n in 1..=5 {
            let Verdict::Try(next) = tally.try_from_network(at(n)) else { panic!("try {n} refused") };
            tally = next;
        }
        assert_eq!(tally.try_from_network(at(6)), Verdict::Wait(TimeDelta::seconds(1799)));
        assert!(matches!(tally.try_from_network(at(5 + 1799)), Verdict::Wait(_)));
        let Verdict::Try(again) = tally.try_from_network(at(5 + 1800)) else { panic!() };
        assert_eq!(again.failures, 1);
    }

    proptest! {
        /// Against any rhythm of wrong tries, no window of 30 minutes sees more than 5 evaluated plus
        /// the 5 of the window before it.
        #[test]
        fn no_rhythm_gets_more_tries(gaps in prop::collection::vec(0_i64..4000, 1..200)) {
            let (mut now, mut tally, mut tried) = (0, untouched(), Vec::new());
            for gap in gaps {
                now += gap;
                if let Verdict::Try(next) = tally.try_from_network(at(now)) {
                    tally = next;
                    tried.push(now);
                }
            }
            for window in tried.windows(6) {
                prop_assert!(window[5] - window[0] >= 1800, "{window:?}");
            }
        }

        #[test]
        fn the_accounts_pause_grows_to_its_limit_and_spares_known_networks(failures in 0_i32..1_000_000) {
            let tally = Tally { failures, last_at: at(0), locked_until: Some(at(3600)) };
            prop_assert!(matches!(tally.try_account(at(1), false), Verdict::Wait(_)));
            let Verdict::Try(next) = tally.try_account(at(1), true) else { return Err(TestCaseError::fail("known network refused")) };
            let pause = next.locked_until.map_or(0, |t| (t - at(1)).num_seconds());
            prop_assert!((0..=900).contains(&pause));
            prop_assert_eq!(pause > 0, next.failures > 10);
        }
    }
}
