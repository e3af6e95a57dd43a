//! A month of calls as a working tenant makes them: by day, little at night and at weekends. Pure; the same for the
//! same moment.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use kernel::TenantId;
use uuid::Uuid;

use super::{Caller, GroupFile, Known};
use crate::{
    metering::{Attempt, Booking, Ended, Status},
    pricing::{Tokens, charge, cost},
};

pub struct Plan {
    pub tenant: TenantId,
    pub now: DateTime<Utc>,
    /// Where days begin, in minutes from UTC.
    pub offset: i32,
    pub charge_rate: i32,
}

const DAYS: i64 = 31;
/// Calls of each hour of a working day, in thousandths.
const HOURS: [i64; 24] = [4, 2, 2, 2, 2, 4, 8, 18, 62, 96, 104, 88, 40, 64, 100, 98, 90, 76, 42, 30, 26, 20, 14, 8];
/// Of a working day, in per cent, at weekends.
const WEEKEND: i64 = 28;

/// splitmix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }
    fn below(&mut self, bound: u64) -> u64 {
        self.roll() % bound.max(1)
    }
    /// Up to `bound` either way.
    fn about(&mut self, value: i64, percent: u64) -> i64 {
        let spread = i64::try_from(self.below(2 * percent + 1)).unwrap_or(0) - i64::try_from(percent).unwrap_or(0);
        (value * (100 + spread) / 100).max(1)
    }
    fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(of.len() as u64)).ok()?;
        of.get(at)
    }
}

/// `number`: of the last call that was made, over all groups.
pub fn calls(
    plan: &Plan,
    file: &GroupFile,
    caller: &Caller,
    accounts: &HashMap<String, Known>,
    number: &mut u64,
) -> Vec<Booking> {
    let mut dice = Dice(u64::try_from(caller.id).unwrap_or(1) << 20);
    let mut all = Vec::new();
    let first = plan.now - TimeDelta::days(DAYS);
    let mut hour = first - TimeDelta::minutes(first.minute().into()) - TimeDelta::seconds(first.second().into());
    while hour < plan.now {
        let local = hour + TimeDelta::minutes(plan.offset.into());
        let is_weekend = local.weekday().num_days_from_monday() >= 5;
        let share = HOURS.get(local.hour() as usize).copied().unwrap_or(0) * if is_weekend { WEEKEND } else { 100 };
        // The part of a call that an hour has is thrown for.
        let wanted = dice.about(file.calls * share, 35);
        let count = wanted / 100_000 + i64::from(i64::try_from(dice.below(100_000)).unwrap_or(0) < wanted % 100_000);
        for _ in 0..count {
            let at = hour + TimeDelta::milliseconds(i64::try_from(dice.below(3_600_000)).unwrap_or(0));
            if at < plan.now {
                *number += 1;
                all.extend(call(plan, file, caller, accounts, &mut dice, at, *number));
            }
        }
        hour += TimeDelta::hours(1);
    }
    all
}

/// One call; now and then with an attempt before it that failed.
fn call(
    plan: &Plan,
    file: &GroupFile,
    caller: &Caller,
    accounts: &HashMap<String, Known>,
    dice: &mut Dice,
    at: DateTime<Utc>,
    number: u64,
) -> Vec<Booking> {
    let whole: u64 = file.asks.iter().map(|a| a.weight).sum();
    let mut point = dice.below(whole);
    let ask = file.asks.iter().find(|a| {
        let is_it = point < a.weight;
        point = point.saturating_sub(a.weight);
        is_it
    });
    let Some((ask, account)) = ask.and_then(|a| Some((a, accounts.get(&a.account)?))) else { return Vec::new() };
    let input = dice.about(file.tokens.0, 70);
    let cached = if dice.below(3) == 0 { input * 6 / 10 } else { 0 };
    let tokens = Tokens {
        input: input - cached,
        cached,
        cache_write: 0,
        cache_write_1h: 0,
        output: dice.about(file.tokens.1, 65),
    };
    let by_key = !caller.keys.is_empty() && dice.below(10) < 6;
    let key = by_key.then(|| dice.one(&caller.keys).copied()).flatten();
    let user = if by_key { None } else { dice.one(&caller.users).copied() };
    let first_byte = dice.about(account.first_byte_ms, 45);
    let fails = dice.below(100) < 2;
    let attempt = |number_of: i16, reason: &str| Attempt {
        id: id_of(at, number, number_of),
        tenant: plan.tenant,
        request: format!("demo-{number:06}"),
        number: number_of,
        at,
        group: caller.id,
        key,
        user,
        account: account.id,
        service: account.service.as_str().to_owned(),
        surface: if by_key { "openai_chat" } else { "chat" }.to_owned(),
        kind: "chat".to_owned(),
        model_asked: ask.model.clone(),
        model_used: ask.model.clone(),
        is_stream: !by_key,
        reason: reason.to_owned(),
        tokens,
        cost: cost(&account.price, tokens),
        charge: charge(cost(&account.price, tokens), plan.charge_rate),
    };
    let mut made = Vec::new();
    if fails {
        let failed = attempt(1, file.input.strategy.as_str());
        let ended = Ended {
            status: Status::Error,
            error: Some("upstream_overloaded".to_owned()),
            tokens: Tokens::default(),
            cost: crate::pricing::Money(0),
            charge: crate::pricing::Money(0),
            is_estimated: false,
            latency_ms: i32::try_from(first_byte / 2).unwrap_or(0),
            first_byte_ms: None,
        };
        made.push(Booking { attempt: failed, ended });
    }
    let served = attempt(if fails { 2 } else { 1 }, file.input.strategy.as_str());
    let latency = first_byte + tokens.output * 14;
    let ended = Ended {
        status: Status::Success,
        error: None,
        tokens,
        cost: served.cost,
        charge: served.charge,
        is_estimated: false,
        latency_ms: i32::try_from(latency).unwrap_or(i32::MAX),
        first_byte_ms: i32::try_from(first_byte).ok(),
    };
    made.push(Booking { attempt: served, ended });
    made
}

/// A UUIDv7 of the call's moment, the same for the same call.
fn id_of(at: DateTime<Utc>, number: u64, attempt: i16) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    let mut rest = [0_u8; 10];
    rest[..8].copy_from_slice(&number.to_be_bytes());
    rest[8..].copy_from_slice(&attempt.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn made(now: &str) -> Vec<Booking> {
        let file: GroupFile = serde_json::from_str(
            r#"{ "name": "g", "mode": "shared", "members": [], "keys": [], "calls": 40, "tokens": [900, 200],
                 "asks": [{ "account": "a", "model": "m", "weight": 1 }] }"#,
        )
        .unwrap();
        let price = crate::pricing::Price { input: crate::pricing::Money(2_000_000), ..Default::default() };
        let known = Known { id: 7, service: crate::accounts::ServiceType::Qwen, price, first_byte_ms: 400 };
        let plan = Plan { tenant: 3, now: now.parse().unwrap(), offset: 480, charge_rate: 9_000 };
        let caller = Caller { id: 5, keys: vec![1], users: vec![2] };
        calls(&plan, &file, &caller, &HashMap::from([("a".into(), known)]), &mut 0)
    }

    #[test]
    fn a_month_lies_in_the_past_and_no_attempt_is_there_twice() {
        let now = "2026-11-28T03:20:00Z";
        let all = made(now);
        let ids: HashSet<_> = all.iter().map(|b| b.attempt.id).collect();
        assert_eq!(ids.len(), all.len());
        assert!(all.len() > 500 && all.len() < 2_000, "{}", all.len());
        assert!(all.iter().all(|b| b.attempt.at < now.parse::<DateTime<Utc>>().unwrap()));
        assert_eq!(all, made(now));
    }

    #[test]
    fn nights_and_weekends_are_quiet() {
        let local = |b: &Booking| b.attempt.at + TimeDelta::hours(8);
        let all = made("2026-11-28T03:20:00Z");
        let of = |f: &dyn Fn(&Booking) -> bool| all.iter().filter(|b| f(b)).count();
        assert!(of(&|b| local(b).hour() < 6) * 10 < of(&|b| (9..12).contains(&local(b).hour())));
        assert!(of(&|b| local(b).weekday().num_days_from_monday() >= 5) * 4 < all.len());
    }
}
