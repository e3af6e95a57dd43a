//! What a batch of bookings adds to the sums. Pure.

use std::collections::BTreeMap;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::entry::{Booking, Status};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HourKey {
    pub hour: DateTime<Utc>,
    pub group: i64,
    pub account: i64,
    /// 0 = none.
    pub user: i64,
    pub key: i64,
    pub model: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hour {
    pub service: String,
    pub requests: i64,
    pub successes: i64,
    pub input: i64,
    pub cached: i64,
    pub written: i64,
    pub output: i64,
    pub cost: i64,
    pub charge: i64,
    pub latency_ms: i64,
}

/// Since ever: `tenant` (0), `group`, `account`, `key`.
pub type TotalKey = (&'static str, i64);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    pub requests: i64,
    pub tokens: i64,
    pub cost: i64,
    pub charge: i64,
    pub last_used_at: DateTime<Utc>,
}

/// In the order of their keys, in which all nodes lock the rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub hours: BTreeMap<HourKey, Hour>,
    pub totals: BTreeMap<TotalKey, Total>,
}

impl Sums {
    pub fn of(bookings: &[&Booking]) -> Self {
        let mut sums = Self::default();
        for booking in bookings {
            sums.add(booking);
        }
        sums
    }

    fn add(&mut self, Booking { attempt, ended }: &Booking) {
        let key = HourKey {
            hour: attempt.at.duration_trunc(TimeDelta::hours(1)).unwrap_or(attempt.at),
            group: attempt.group,
            account: attempt.account,
            user: attempt.user.unwrap_or(0),
            key: attempt.key.unwrap_or(0),
            model: attempt.model_used.clone(),
        };
        let hour = self.hours.entry(key).or_default();
        if hour.requests == 0 {
            hour.service.clone_from(&attempt.service);
        }
        hour.requests += 1;
        hour.successes += i64::from(ended.status == Status::Success);
        hour.input += ended.tokens.input;
        hour.cached += ended.tokens.cached;
        hour.written += ended.tokens.written();
        hour.output += ended.tokens.output;
        hour.cost += ended.cost.0;
        hour.charge += ended.charge.0;
        hour.latency_ms += i64::from(ended.latency_ms);
        let ids = [("tenant", Some(0)), ("group", Some(attempt.group)), ("account", Some(attempt.account))];
        for (kind, id) in ids.into_iter().chain([("key", attempt.key)]) {
            let Some(id) = id else { continue };
            let none = Total { requests: 0, tokens: 0, cost: 0, charge: 0, last_used_at: attempt.at };
            let total = self.totals.entry((kind, id)).or_insert(none);
            total.requests += 1;
            total.tokens += ended.tokens.total();
            total.cost += ended.cost.0;
            total.charge += ended.charge.0;
            total.last_used_at = total.last_used_at.max(attempt.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        metering::{Attempt, Ended},
        pricing::{Money, Tokens},
    };

    fn booking() -> impl Strategy<Value = Booking> {
        let ids = (1_i64..3, 1_i64..3, prop::option::of(1_i64..3), prop::option::of(1_i64..3));
        let figures = (0_i64..100, 0_i64..100, 0_i64..100, 0_i64..1000, 0_i64..1000, any::<bool>());
        (ids, figures, 0_i64..9_000).prop_map(|((group, account, key, user), figures, second)| {
            let (input, output, cache_write_1h, cost, charge, is_success) = figures;
            let tokens = Tokens { input, output, cache_write_1h, cached: 1, cache_write: 2 };
            let (cost, charge) = (Money(cost), Money(charge));
            let attempt = Attempt {
                id: Uuid::now_v7(),
                tenant: 1,
                request: "r".into(),
                number: 1,
                at: DateTime::UNIX_EPOCH + TimeDelta::seconds(second),
                group,
                key,
                user,
                account,
                service: "openai".into(),
                surface: "openai".into(),
                kind: "chat".into(),
                model_asked: "m".into(),
                model_used: format!("m{}", group + account),
                is_stream: false,
                reason: String::new(),
                tokens,
                cost,
                charge,
            };
            let status = if is_success { Status::Success } else { Status::Error };
            let ended = Ended { status, tokens, cost, charge, latency_ms: 3, ..Ended::unknown(&attempt) };
            Booking { attempt, ended }
        })
    }

    proptest! {
        #[test]
        fn every_booking_is_in_one_hour_and_in_the_totals_of_all_its_scopes(all in prop::collection::vec(booking(), 0..60)) {
            let refs: Vec<&Booking> = all.iter().collect();
            let sums = Sums::of(&refs);
            for (key, hour) in &sums.hours {
                let of: Vec<_> = all.iter().filter(|b| {
                    let a = &b.attempt;
                    let second = a.at.timestamp() - key.hour.timestamp();
                    (0..3600).contains(&second) && (a.group, a.account) == (key.group, key.account)
                        && (a.user.unwrap_or(0), a.key.unwrap_or(0)) == (key.user, key.key) && a.model_used == key.model
                }).collect();
                let sum = |f: fn(&Booking) -> i64| of.iter().map(|b| f(b)).sum::<i64>();
                prop_assert_eq!(hour.requests, of.len() as i64);
                prop_assert_eq!(hour.successes, sum(|b| i64::from(b.ended.status == Status::Success)));
                prop_assert_eq!(hour.written, sum(|b| 2 + b.ended.tokens.cache_write_1h));
                prop_assert_eq!((hour.input, hour.output), (sum(|b| b.ended.tokens.input), sum(|b| b.ended.tokens.output)));
                prop_assert_eq!((hour.cost, hour.charge), (sum(|b| b.ended.cost.0), sum(|b| b.ended.charge.0)));
            }
            prop_assert_eq!(sums.hours.values().map(|h| h.requests).sum::<i64>(), all.len() as i64);
            for ((kind, id), total) in &sums.totals {
                let is_of = |b: &&Booking| match *kind {
                    "tenant" => true,
                    "group" => b.attempt.group == *id,
                    "account" => b.attempt.account == *id,
                    _ => b.attempt.key == Some(*id),
                };
                let of: Vec<_> = all.iter().filter(is_of).collect();
                prop_assert_eq!(total.requests, of.len() as i64);
                prop_assert_eq!(total.tokens, of.iter().map(|b| b.ended.tokens.total()).sum::<i64>());
                prop_assert_eq!(Some(total.last_used_at), of.iter().map(|b| b.attempt.at).max());
            }
        }
    }
}
