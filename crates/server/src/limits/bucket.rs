//! How much of something is too much: the generic cell rate algorithm, which keeps one number a key.

use chrono::{DateTime, TimeDelta, Utc};

/// So many at once, and so many a minute after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub burst: u32,
    pub per_minute: u32,
}

impl Rate {
    /// The time in which one place becomes free.
    fn interval(self) -> TimeDelta {
        TimeDelta::microseconds(60_000_000 / i64::from(self.per_minute))
    }

    fn whole(self) -> TimeDelta {
        TimeDelta::microseconds(60_000_000 / i64::from(self.per_minute) * i64::from(self.burst))
    }

    /// Takes a place: `full_until` is when everything taken so far is free again. Answers with the next
    /// `full_until`, or with how long to wait.
    pub fn take(self, full_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>, TimeDelta> {
        let next = full_until.map_or(now, |t| t.max(now)) + self.interval();
        let over = next - now - self.whole();
        if over > TimeDelta::zero() { Err(over) } else { Ok(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_790_000_000_000 + ms).unwrap()
    }

    #[test]
    fn a_burst_goes_through_and_then_one_an_interval() {
        let rate = Rate { burst: 3, per_minute: 60 };
        let mut state = None;
        for _ in 0..3 {
            state = Some(rate.take(state, at(0)).unwrap());
        }
        assert_eq!(rate.take(state, at(0)), Err(TimeDelta::seconds(1)));
        assert_eq!(rate.take(state, at(400)), Err(TimeDelta::milliseconds(600)));
        state = Some(rate.take(state, at(1000)).unwrap());
        assert!(rate.take(state, at(1999)).is_err());
        assert!(rate.take(state, at(2000)).is_ok());
    }

    proptest! {
        /// Whatever the rhythm, a minute lets through at most the burst and a minute's worth.
        #[test]
        fn no_rhythm_gets_more(burst in 1_u32..20, per_minute in 1_u32..200, gaps in prop::collection::vec(0_i64..3000, 1..300)) {
            let rate = Rate { burst, per_minute };
            let (mut now, mut state, mut taken) = (0, None, Vec::new());
            for gap in gaps {
                now += gap;
                match rate.take(state, at(now)) {
                    Ok(next) => {
                        state = Some(next);
                        taken.push(now);
                    }
                    // Who waits as long as it was told gets through.
                    Err(wait) => prop_assert!(rate.take(state, at(now) + wait).is_ok()),
                }
            }
            for (i, start) in taken.iter().enumerate() {
                let minute = taken[i..].iter().take_while(|t| **t - start < 60_000).count();
                prop_assert!(minute <= (burst + per_minute + 1) as usize, "{minute}");
            }
        }
    }
}
