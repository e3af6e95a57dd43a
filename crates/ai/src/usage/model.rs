//! From sums to what pages show. Pure.

use chrono::{DateTime, NaiveDateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{accounts::ServiceType, pricing::Money};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiGranularity")]
pub enum Granularity {
    Hour,
    #[default]
    Day,
    Week,
    Month,
}

impl Granularity {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
    /// How a period is called: by its beginning, in the tenant's time.
    fn name(self, start: NaiveDateTime) -> String {
        let format = match self {
            Self::Hour => "%Y-%m-%dT%H:00",
            Self::Day | Self::Week => "%Y-%m-%d",
            Self::Month => "%Y-%m",
        };
        start.format(format).to_string()
    }
}

/// One service's part of a period, as the database sums it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PeriodRow {
    pub start: NaiveDateTime,
    pub service_type: String,
    pub requests: i64,
    pub successes: i64,
    pub tokens: i64,
    pub cost: i64,
    pub charge: i64,
    pub latency_ms: i64,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiServiceShare")]
pub struct ServiceShare {
    pub service_type: ServiceType,
    pub requests: i64,
    pub tokens: i64,
    pub cost: Money,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiStat")]
pub struct Stat {
    /// Its beginning in the tenant's time: `2026-11-28T13:00`, `2026-11-28` or `2026-11`.
    pub period: String,
    pub total_requests: i64,
    pub total_tokens: i64,
    /// What the group is charged.
    pub total_cost: Money,
    /// What the providers take.
    pub provider_cost: Money,
    /// In milliseconds.
    pub average_response_time: i64,
    /// In per cent.
    pub success_rate: f64,
    pub breakdown: Vec<ServiceShare>,
}

/// Rows come ordered by their beginning.
pub fn stats(rows: Vec<PeriodRow>, granularity: Granularity) -> Vec<Stat> {
    rows.chunk_by(|a, b| a.start == b.start)
        .map(|period| {
            let sum = |f: fn(&PeriodRow) -> i64| period.iter().map(f).sum::<i64>();
            let requests = sum(|r| r.requests);
            Stat {
                period: granularity.name(period[0].start),
                total_requests: requests,
                total_tokens: sum(|r| r.tokens),
                total_cost: Money(sum(|r| r.charge)),
                provider_cost: Money(sum(|r| r.cost)),
                average_response_time: sum(|r| r.latency_ms) / requests.max(1),
                success_rate: percent(sum(|r| r.successes), requests),
                breakdown: period
                    .iter()
                    .map(|r| ServiceShare {
                        service_type: ServiceType::parse(&r.service_type),
                        requests: r.requests,
                        tokens: r.tokens,
                        cost: Money(r.charge),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// With one decimal; all of nothing is 100.
pub fn percent(part: i64, whole: i64) -> f64 {
    if whole <= 0 {
        return 100.0;
    }
    let tenths = (i128::from(part) * 1000 + i128::from(whole) / 2) / i128::from(whole);
    #[expect(clippy::cast_precision_loss, reason = "at most a few thousand")]
    let tenths = tenths as f64;
    tenths / 10.0
}

#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub struct Total {
    pub requests: i64,
    pub successes: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub cost: i64,
    pub charge: i64,
    pub latency_ms: i64,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiPerformance")]
pub struct Performance {
    /// In milliseconds.
    pub average_response_time: i64,
    /// In per cent, like those below.
    pub success_rate: f64,
    pub error_rate: f64,
    /// Requests that were served, whether by the first account that was asked or by another.
    pub availability_rate: f64,
}

pub fn performance(total: &Total) -> Performance {
    let success = percent(total.successes, total.requests);
    Performance {
        average_response_time: total.latency_ms / total.requests.max(1),
        success_rate: success,
        error_rate: if total.requests == 0 { 0.0 } else { ((100.0 - success) * 10.0).round() / 10.0 },
        availability_rate: success,
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiUsageSummary")]
pub struct Summary {
    pub requests: i64,
    pub tokens: i64,
    pub cost: Money,
    pub provider_cost: Money,
}

impl From<&Total> for Summary {
    fn from(t: &Total) -> Self {
        Self {
            requests: t.requests,
            tokens: t.input_tokens + t.output_tokens,
            cost: Money(t.charge),
            provider_cost: Money(t.cost),
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiModelShare")]
pub struct ModelShare {
    pub model: String,
    pub service_type: ServiceType,
    pub requests: i64,
    pub tokens: i64,
    /// What the groups are charged.
    pub cost: Money,
    pub provider_cost: Money,
}

/// One row of a split: who or what, and its part.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiSplitRow")]
pub struct SplitRow {
    /// Of the group, user, key or account; null for models and services, and for calls that name none.
    pub id: Option<i64>,
    pub name: String,
    pub requests: i64,
    pub tokens: i64,
    pub cost: Money,
    pub provider_cost: Money,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiSplitBy")]
pub enum SplitBy {
    #[default]
    Group,
    User,
    Key,
    Account,
    Model,
    Service,
}

/// What the month will have cost at its end: what it has cost, and the rest of it like the days before.
/// `daily`: the mean of the last days.
pub fn forecast(so_far: Money, daily: Money, now: DateTime<Utc>, month_end: DateTime<Utc>) -> Money {
    let left_s = (month_end - now).num_seconds().max(0);
    let rest = i128::from(daily.0) * i128::from(left_s) / 86_400;
    Money(so_far.0.saturating_add(i64::try_from(rest).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(start: &str, service: &str, requests: i64) -> PeriodRow {
        PeriodRow {
            start: start.parse().unwrap(),
            service_type: service.into(),
            requests,
            successes: requests - 1,
            tokens: 10 * requests,
            cost: 3,
            charge: 2,
            latency_ms: 100 * requests,
        }
    }

    #[test]
    fn services_of_a_period_are_one_row_with_its_parts() {
        let rows = vec![
            row("2026-11-28T00:00:00", "claude", 4),
            row("2026-11-28T00:00:00", "openai", 6),
            row("2026-11-29T00:00:00", "openai", 1),
        ];
        let all = stats(rows, Granularity::Day);
        assert_eq!(all.iter().map(|s| s.period.as_str()).collect::<Vec<_>>(), ["2026-11-28", "2026-11-29"]);
        assert_eq!((all[0].total_requests, all[0].total_tokens, all[0].total_cost), (10, 100, Money(4)));
        assert_eq!((all[0].average_response_time, all[0].success_rate), (100, 80.0));
        assert_eq!(all[0].breakdown.len(), 2);
        assert_eq!(all[1].success_rate, 0.0);
    }

    #[test]
    fn a_month_ends_as_its_last_days_went() {
        let at = |text: &str| text.parse().unwrap();
        let (now, end) = (at("2026-11-28T00:00:00Z"), at("2026-12-01T00:00:00Z"));
        assert_eq!(forecast(Money(100), Money(10), now, end), Money(130));
        assert_eq!(forecast(Money(100), Money(10), end, now), Money(100));
    }
}
