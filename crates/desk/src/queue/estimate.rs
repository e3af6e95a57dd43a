//! How long the wait will be, from how fast the queue moved lately. Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// An accept that ended a wait shorter than this found a free agent: it tells nothing of a queue's pace.
const WAITED_MIN: TimeDelta = TimeDelta::seconds(3);
/// Fewer measured gaps than this are an anecdote.
const SAMPLES_MIN: usize = 3;
/// Weight of the newer gap, as Salesforce's estimate has it inverted: A = 0.7 A' + 0.3 G.
const NEWER: f64 = 0.3;

/// When an agent accepted somebody, and since when that one had waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    pub accepted_at: DateTime<Utc>,
    pub queued_at: DateTime<Utc>,
}

/// Seconds between accepts, as those who waited felt them: from the accept before, or from joining
/// the queue when that was later. Oldest first.
fn gaps(newest_first: &[Gap]) -> Vec<f64> {
    // The oldest one only ends the gap before it, which is not known.
    let mut gaps: Vec<f64> = newest_first
        .windows(2)
        .filter(|pair| pair[0].accepted_at - pair[0].queued_at >= WAITED_MIN)
        .map(|pair| (pair[0].accepted_at - pair[1].accepted_at.max(pair[0].queued_at)).as_seconds_f64().max(0.0))
        .collect();
    gaps.reverse();
    gaps
}

/// Minutes from and to for somebody at `position` (from 1), or `None` when that is not known: too few
/// measured accepts, or nobody there to accept. `newest_first` = the latest accepts of the pool.
pub fn wait_minutes(newest_first: &[Gap], online: i64, position: i64, now: DateTime<Utc>) -> Option<[i32; 2]> {
    let samples = gaps(newest_first);
    if online == 0 || samples.len() < SAMPLES_MIN || position < 1 {
        return None;
    }
    let (mut mean, mut spread) = (samples[0], 0.0);
    for gap in &samples[1..] {
        spread += NEWER * ((gap - mean).abs() - spread);
        mean += NEWER * (gap - mean);
    }
    // A queue that stands still is slower than its history: the running gap is a sample, too.
    let since = newest_first.first().map_or(0.0, |g| (now - g.accepted_at).as_seconds_f64());
    let pace = mean.max(since.min(mean * 20.0 + 600.0) / 2.0);
    #[expect(clippy::cast_precision_loss, reason = "positions are far below 2^52")]
    let places = position as f64;
    let (expected, slack) = (pace * places, spread.max(pace * 0.25) * places.sqrt());
    let minutes = |seconds: f64| (seconds / 60.0).clamp(0.0, 24.0 * 60.0);
    #[expect(clippy::cast_possible_truncation, reason = "clamped to a day's minutes")]
    let (low, high) = (minutes(expected - slack).floor() as i32, minutes(expected + slack).ceil() as i32);
    Some([low, high.max(low + 1)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }
    /// Accepts every `gap` seconds, of people who had waited `waited`.
    fn steady(n: i64, gap: i64, waited: i64) -> Vec<Gap> {
        (0..n).rev().map(|i| Gap { accepted_at: at(i * gap), queued_at: at(i * gap - waited) }).collect()
    }

    #[test]
    fn a_steady_queue_is_told_its_pace() {
        let gaps = steady(8, 120, 600);
        assert_eq!(wait_minutes(&gaps, 2, 1, at(7 * 120)), Some([1, 3]));
        assert_eq!(wait_minutes(&gaps, 2, 4, at(7 * 120)), Some([7, 9]));
    }

    #[test]
    fn nothing_is_told_that_was_not_measured() {
        assert_eq!(wait_minutes(&[], 2, 1, at(0)), None);
        assert_eq!(wait_minutes(&steady(2, 120, 600), 2, 1, at(240)), None, "two samples");
        assert_eq!(wait_minutes(&steady(8, 120, 1), 2, 1, at(900)), None, "they found a free agent and never queued");
        assert_eq!(wait_minutes(&steady(8, 120, 600), 0, 1, at(900)), None, "nobody is there");
    }

    #[test]
    fn a_queue_that_stands_still_is_told_longer_waits() {
        let gaps = steady(8, 60, 600);
        let soon = wait_minutes(&gaps, 1, 1, at(7 * 60)).unwrap();
        let late = wait_minutes(&gaps, 1, 1, at(7 * 60 + 1200)).unwrap();
        assert!(late[0] > soon[1], "{soon:?} {late:?}");
    }

    proptest! {
        #[test]
        fn ranges_are_ranges_and_rise_with_the_position(
            waits in proptest::collection::vec((1i64..2000, 0i64..4000), 0..14), online in 0i64..4, position in 1i64..500, late in 0i64..100_000,
        ) {
            let mut t = 0;
            let mut gaps: Vec<Gap> = waits.iter().map(|(gap, waited)| { t += gap; Gap { accepted_at: at(t), queued_at: at(t - waited) } }).collect();
            gaps.reverse();
            let (here, behind) = (wait_minutes(&gaps, online, position, at(t + late)), wait_minutes(&gaps, online, position + 1, at(t + late)));
            prop_assert_eq!(here.is_some(), behind.is_some());
            if let (Some(here), Some(behind)) = (here, behind) {
                prop_assert!(0 <= here[0] && here[0] < here[1] && here[1] <= 24 * 60 + 1);
                prop_assert!(here[1] <= behind[1]);
            }
        }
    }
}
