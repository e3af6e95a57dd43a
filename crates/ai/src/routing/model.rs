//! The decision.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    breaker::{Pass, UNPROVEN_MAX},
    groups::Strategy,
    pricing::{Price, Tokens, cost},
};

/// What is known of an account that a group may draw on, at this moment.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub account: i64,
    /// 0 = primary, 1 = fallback.
    pub tier: u8,
    /// Lower goes first within a tier.
    pub priority: i32,
    pub max_usage_percent: i32,
    pub is_enabled: bool,
    pub is_healthy: bool,
    pub serves_model: bool,
    /// Its own daily limit is not used up.
    pub has_quota: bool,
    pub pass: Pass,
    pub is_proven: bool,
    pub in_flight: u32,
    pub max_concurrency: u32,
    pub weight: u32,
    pub price: Price,
    /// Moving average until the first byte; 0 = not measured.
    pub latency_ms: u32,
}

impl Candidate {
    fn load_percent(&self) -> u64 {
        u64::from(self.in_flight) * 100 / u64::from(self.max_concurrency.max(1))
    }
    fn is_saturated(&self) -> bool {
        self.in_flight >= self.max_concurrency
    }
}

/// What a call asks for.
#[derive(Debug, Clone, Copy)]
pub struct Needs<'a> {
    pub strategy: Strategy,
    /// Where the group's turn stands.
    pub turn: u64,
    /// Uniform.
    pub random: u64,
    /// The conversation, when calls of one should meet again.
    pub affinity: Option<u64>,
    /// The estimate, for the price.
    pub tokens: Tokens,
    /// Accounts that this call has tried.
    pub tried: &'a [i64],
}

/// Whether a candidate may serve, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AiRouteVerdict")]
pub enum Verdict {
    Usable,
    /// Only by waiting for a place.
    Saturated,
    /// It is trying out whether it works, with few calls.
    Unproven,
    Disabled,
    Unhealthy,
    WithoutModel,
    BreakerOpen,
    OverDailyLimit,
    /// Busier than the group's share of the pool.
    AboveShare,
    Tried,
}

/// Why it was this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AiRouteReason")]
pub enum Why {
    OnlyOne,
    Affinity,
    RoundRobin,
    LeastConnections,
    Weighted,
    LowestCost,
    LowestLatency,
}

impl Why {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnlyOne => "only_one",
            Self::Affinity => "affinity",
            Self::RoundRobin => "round_robin",
            Self::LeastConnections => "least_connections",
            Self::Weighted => "weighted",
            Self::LowestCost => "lowest_cost",
            Self::LowestLatency => "lowest_latency",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Index of the candidate.
    pub at: usize,
    pub why: Why,
    /// Every usable account is full: this one has to be waited for.
    pub must_wait: bool,
}

/// Why nobody can serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nobody {
    /// The group is bound to nothing.
    NoAccounts,
    NoModel,
    /// There are some, but none can be asked now.
    Unavailable,
}

pub fn verdict(c: &Candidate, tried: &[i64]) -> Verdict {
    if !c.is_enabled {
        Verdict::Disabled
    } else if !c.serves_model {
        Verdict::WithoutModel
    } else if tried.contains(&c.account) {
        Verdict::Tried
    } else if matches!(c.pass, Pass::No { .. }) {
        Verdict::BreakerOpen
    } else if !c.is_healthy && c.pass != Pass::Probe {
        Verdict::Unhealthy
    } else if !c.has_quota {
        Verdict::OverDailyLimit
    } else if c.max_usage_percent < 100 && c.load_percent() >= u64::try_from(c.max_usage_percent).unwrap_or(0) {
        Verdict::AboveShare
    } else if c.is_saturated() {
        Verdict::Saturated
    } else if !c.is_proven && c.in_flight >= UNPROVEN_MAX {
        Verdict::Unproven
    } else {
        Verdict::Usable
    }
}

/// Chooses among `all`. Without a free account the least busy of the best tier is waited for.
pub fn decide(all: &[Candidate], needs: &Needs) -> Result<Choice, Nobody> {
    // An account that only tries itself out, or is full, is chosen when nothing better is left.
    for (wanted, must_wait) in [(Verdict::Usable, false), (Verdict::Unproven, false), (Verdict::Saturated, true)] {
        if let Some((at, why)) = among(all, needs, wanted) {
            return Ok(Choice { at, why, must_wait });
        }
    }
    if all.is_empty() {
        return Err(Nobody::NoAccounts);
    }
    match all.iter().any(|c| c.serves_model && c.is_enabled) {
        true => Err(Nobody::Unavailable),
        false => Err(Nobody::NoModel),
    }
}

fn among(all: &[Candidate], needs: &Needs, wanted: Verdict) -> Option<(usize, Why)> {
    let usable = || all.iter().enumerate().filter(|(_, c)| verdict(c, needs.tried) == wanted);
    let best = usable().map(|(_, c)| (c.tier, c.priority)).min()?;
    let tier = || usable().filter(|(_, c)| (c.tier, c.priority) == best);
    let (first, _) = tier().next()?;
    if tier().nth(1).is_none() {
        return Some((first, Why::OnlyOne));
    }
    if let Some(affinity) = needs.affinity {
        // Rendezvous: each conversation ranks the accounts in an order of its own, so that one account's
        // absence moves its conversations alone.
        let at = tier().max_by_key(|(_, c)| mix(affinity ^ mix(c.account.cast_unsigned())))?.0;
        return Some((at, Why::Affinity));
    }
    // Ties go to who is less busy, then by turn.
    let count = u64::try_from(tier().count()).unwrap_or(1);
    let turn = |place: usize| (u64::try_from(place).unwrap_or(0) + count - needs.turn % count) % count;
    let placed = || tier().enumerate().map(|(place, (at, c))| (at, c, turn(place)));
    let (at, why) = match needs.strategy {
        Strategy::RoundRobin => (placed().min_by_key(|(_, _, turn)| *turn)?.0, Why::RoundRobin),
        Strategy::LeastConnections => {
            (placed().min_by_key(|(_, c, t)| (c.load_percent(), *t))?.0, Why::LeastConnections)
        }
        Strategy::LowestCost => {
            (placed().min_by_key(|(_, c, t)| (cost(&c.price, needs.tokens), c.load_percent(), *t))?.0, Why::LowestCost)
        }
        // One that was never measured is measured first.
        Strategy::LowestLatency => {
            (placed().min_by_key(|(_, c, t)| (c.latency_ms, c.load_percent(), *t))?.0, Why::LowestLatency)
        }
        Strategy::Weighted => (weighted(tier(), needs.random)?, Why::Weighted),
    };
    Some((at, why))
}

/// In proportion to the weights; when all are 0, the least busy.
fn weighted<'a>(tier: impl Iterator<Item = (usize, &'a Candidate)> + Clone, random: u64) -> Option<usize> {
    let total: u64 = tier.clone().map(|(_, c)| u64::from(c.weight)).sum();
    if total == 0 {
        return tier.min_by_key(|(at, c)| (c.load_percent(), Reverse(*at))).map(|(at, _)| at);
    }
    let mut point = random % total;
    for (at, c) in tier {
        let weight = u64::from(c.weight);
        if point < weight {
            return Some(at);
        }
        point -= weight;
    }
    None
}

/// splitmix64's finisher.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
