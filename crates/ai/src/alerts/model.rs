//! Which thresholds are crossed.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AiAlertMeasure")]
pub enum Measure {
    DailyTokens,
    MonthlyBudget,
}

impl Measure {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DailyTokens => "daily_tokens",
            Self::MonthlyBudget => "monthly_budget",
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiBudgetAlert")]
pub struct Alert {
    pub group_id: i64,
    pub group_name: String,
    pub measure: Measure,
    /// The first day of the period.
    pub period: NaiveDate,
    pub percent: i32,
    /// Tokens, or micro-units of the currency.
    pub used: i64,
    pub allowed: i64,
    pub raised_at: DateTime<Utc>,
}

/// A threshold that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    pub group: i64,
    pub measure: Measure,
    pub percent: i32,
    pub used: i64,
    pub allowed: i64,
}

pub fn due(
    group: i64,
    measure: Measure,
    used: i64,
    allowed: Option<i64>,
    thresholds: [i32; 2],
) -> impl Iterator<Item = Crossing> {
    thresholds.into_iter().filter_map(move |percent| {
        let allowed = allowed?;
        let is_reached = i128::from(used) * 100 >= i128::from(allowed) * i128::from(percent);
        (is_reached && used > 0).then_some(Crossing { group, measure, percent, used, allowed })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_due_when_it_is_reached() {
        let percents = |used, allowed| {
            due(1, Measure::MonthlyBudget, used, allowed, [80, 95]).map(|c| c.percent).collect::<Vec<_>>()
        };
        assert!(percents(79, Some(100)).is_empty());
        assert_eq!(percents(80, Some(100)), [80]);
        assert_eq!(percents(95, Some(100)), [80, 95]);
        assert!(percents(1_000, None).is_empty());
        assert!(percents(0, Some(0)).is_empty());
        assert_eq!(percents(i64::MAX, Some(i64::MAX)), [80, 95]);
    }
}
