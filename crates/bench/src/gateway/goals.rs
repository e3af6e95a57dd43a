//! What the gateway has to keep to, as ratios to the floor of the same run.

use std::time::Duration;

/// The most processor time of a call, beside the floor's.
pub const PLAIN_MAX: f64 = 3.0;
/// Of a whole stream.
pub const STREAM_MAX: f64 = 2.0;
/// The most that one call at a time takes longer than the provider alone, beside what the floor adds.
pub const ADDED_MAX: f64 = 2.0;
/// What keys, limits, budgets, routing and booking may cost beside the same program without them.
pub const GOVERNANCE_MAX: f64 = 1.25;
/// Nagle's algorithm against a delayed acknowledgement makes 40 ms.
pub const STALL: Duration = Duration::from_millis(35);
/// Memory after 200,000 calls, beside that after a quarter of them.
pub const GROWTH_MAX: f64 = 1.05;

#[derive(Debug)]
pub struct Goal {
    name: String,
    is: f64,
    most: f64,
}

impl Goal {
    pub fn ratio(name: impl Into<String>, is: f64, of: f64, most: f64) -> Self {
        // Nothing to compare with is a failed measurement, and must not pass.
        let is = if of > 0.0 { is / of } else { f64::INFINITY };
        Self { name: name.into(), is, most }
    }
    pub fn is_met(&self) -> bool {
        self.is <= self.most
    }
}

/// Prints them; how many were missed.
pub fn judge(goals: &[Goal]) -> usize {
    println!("\n{:<58} {:>8} {:>8}", "goal", "is", "at most");
    for goal in goals {
        let verdict = if goal.is_met() { "" } else { "  MISSED" };
        println!("{:<58} {:>8.2} {:>8.2}{verdict}", goal.name, goal.is, goal.most);
    }
    goals.iter().filter(|goal| !goal.is_met()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_measured_is_missed() {
        assert!(Goal::ratio("", 2.0, 1.0, 2.0).is_met());
        assert!(!Goal::ratio("", 2.1, 1.0, 2.0).is_met());
        assert!(!Goal::ratio("", 1.0, 0.0, 2.0).is_met());
        assert_eq!(judge(&[Goal::ratio("", 1.0, 1.0, 2.0), Goal::ratio("", 3.0, 1.0, 2.0)]), 1);
    }
}
