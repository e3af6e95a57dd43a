//! From a call to an account, and on to the next one when it fails.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, Response};
use kernel::TenantId;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{
    Refusal, Why,
    attempt::{self, Failed},
    running::Running,
    stream::StreamBody,
};
use crate::{
    Gateway,
    accounts::ServiceType,
    breaker::{Outcome, Pass},
    budget::{Amount, Limit, Measure, Periods, Refused, Scope},
    metering::Attempt,
    pricing::{Tokens, charge, cost},
    queue::{Place, Turned},
    routing::{self, Candidate, Choice, Needs, Nobody, Verdict},
    snapshot::{Account, Group, Key, Snapshot, Tenant},
    wire::{Dialect, Head},
};

/// Accounts that one call tries at most.
const ATTEMPTS_MAX: usize = 4;
/// A place at a saturated account is waited for so long.
const PATIENCE: Duration = Duration::from_secs(20);
/// Tokens of an answer whose length nothing tells.
const OUTPUT_GUESS: u64 = 512;
/// Asks for whichever model the account offers.
pub const ANY_MODEL: &str = "auto";

/// Who calls, and for what.
pub struct Call {
    pub gateway: Gateway,
    pub tenant: Arc<Tenant>,
    pub snapshot: Arc<Snapshot>,
    pub group: Arc<Group>,
    pub key: Option<Arc<Key>>,
    pub user: Option<i64>,
    pub surface: Dialect,
    pub head: Head,
    pub body: Bytes,
    /// The client's, of which some are handed on.
    pub headers: HeaderMap,
    pub request_id: String,
    pub at: DateTime<Utc>,
    /// Only accounts of this service (004, serviceType).
    pub service: Option<ServiceType>,
}

/// An answer, whole or as it comes.
#[expect(clippy::large_enum_variant, reason = "there is one per call, and it is taken apart at once")]
pub enum Served {
    Whole(Response<Bytes>),
    Stream(Response<StreamBody>),
}

impl Call {
    pub fn tenant_id(&self) -> TenantId {
        self.tenant.id
    }
    pub fn surface_name(&self) -> &'static str {
        match self.surface {
            Dialect::OpenAiChat => "openai",
            Dialect::OpenAiResponses => "openai-responses",
            Dialect::OpenAiEmbeddings => "openai-embeddings",
            Dialect::Anthropic => "anthropic",
            Dialect::Gemini => "gemini",
        }
    }

    /// The account's name for the model.
    fn model_at<'a>(&'a self, account: &'a Account) -> Option<&'a str> {
        if self.head.model == ANY_MODEL {
            return account.current_model.as_deref().or(account.models.first().map(String::as_str));
        }
        account.serves(&self.head.model).then_some(&self.head.model)
    }

    fn serves(&self, account: &Account) -> bool {
        self.model_at(account).is_some()
            && self.service.is_none_or(|service| service == account.service)
            && (self.surface != Dialect::OpenAiEmbeddings || account.provider.has_embeddings())
    }

    /// What the call will use at most, or is likely to when it sets no limit.
    fn estimate(&self, account: &Account) -> Tokens {
        let learned = account.live.output_tokens.load(Ordering::Relaxed);
        let each = self.head.max_tokens.unwrap_or(if learned == 0 { OUTPUT_GUESS } else { learned });
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX / 4);
        Tokens {
            input: count(self.head.input_tokens),
            output: count(each.saturating_mul(self.head.choices.max(1))),
            ..Tokens::default()
        }
    }

    /// Everything that may stop it, from the widest on.
    fn limits(&self, account: &Account) -> Vec<Limit> {
        if !self.gateway.is_governed() {
            return Vec::new();
        }
        let limit = |scope, daily_tokens, monthly_charge| Limit { scope, daily_tokens, monthly_charge };
        let mut limits = vec![
            limit(Scope::Tenant, None, self.snapshot.settings.monthly_budget.map(|m| m.0)),
            limit(Scope::Group(self.group.id), self.group.daily_tokens, self.group.monthly_budget),
            limit(Scope::Account(account.id), Some(account.daily_limit).filter(|n| *n > 0), None),
        ];
        limits.extend(self.key.as_ref().map(|key| limit(Scope::Key(key.id), None, key.monthly_budget)));
        limits
    }

    fn candidates(&self, periods: Periods) -> Vec<Candidate> {
        let now = self.gateway.millis();
        let of = |drawn: &crate::snapshot::Drawn| {
            let account = &drawn.account;
            let (pass, is_proven) = {
                let breaker = account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                (breaker.peek(now), breaker.is_proven())
            };
            Candidate {
                account: account.id,
                tier: drawn.tier,
                priority: drawn.priority,
                max_usage_percent: drawn.max_usage_percent,
                is_enabled: account.is_enabled,
                is_healthy: account.is_healthy,
                serves_model: self.serves(account),
                has_quota: self.tenant.has_quota(account, periods),
                pass,
                is_proven,
                in_flight: account.live.gate.in_flight(),
                max_concurrency: account.max_concurrency,
                weight: account.weight,
                price: account.price,
                latency_ms: account.live.latency_ms.load(Ordering::Relaxed),
            }
        };
        self.group.drawn.iter().map(of).collect()
    }

    fn needs<'a>(&self, turn: u64, tried: &'a [i64], sample: Option<&Account>) -> Needs<'a> {
        Needs {
            strategy: self.group.strategy,
            turn,
            random: turn.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) >> 8,
            affinity: self.head.affinity.filter(|_| self.group.sticky),
            tokens: sample.map(|a| self.estimate(a)).unwrap_or_default(),
            tried,
        }
    }

    fn over(&self, refused: Refused) -> Refusal {
        let whose = match refused.scope {
            Scope::Tenant => "tenant",
            Scope::Group(_) => "group",
            Scope::Key(_) => "key",
            Scope::Account(_) => "account",
        };
        let what = match refused.measure {
            Measure::DailyTokens => "daily token quota",
            Measure::MonthlyBudget => "monthly budget",
        };
        Refusal::new(Why::Budget, format!("The {what} of the {whose} is used up"))
    }
}

fn nobody(why: Nobody, call: &Call) -> Refusal {
    match why {
        Nobody::NoAccounts => Refusal::new(Why::NoAccount, "The group is bound to no account"),
        Nobody::NoModel => {
            Refusal::new(Why::Model, format!("The model '{}' is not offered to this group", call.head.model))
        }
        Nobody::Unavailable => {
            Refusal::new(Why::NoAccount, "No account can be asked right now").after(Some(Duration::from_secs(5)))
        }
    }
}

/// Serves a call from the best account, and from the next ones while nothing was said to the client.
pub async fn serve(call: Arc<Call>) -> Result<Served, Refusal> {
    if call.gateway.is_governed() && call.gateway.spool().is_full() {
        return Err(
            Refusal::new(Why::NoAccount, "Usage cannot be booked right now").after(Some(Duration::from_secs(5)))
        );
    }
    let turn = call.group.live.turn.fetch_add(1, Ordering::Relaxed);
    let periods = Periods::of(call.at, call.snapshot.settings.utc_offset_minutes);
    let mut tried: Vec<i64> = Vec::new();
    let mut last: Option<Refusal> = None;
    let mut number = 0;
    while tried.len() < ATTEMPTS_MAX {
        let candidates = call.candidates(periods);
        let sample = call.group.drawn.first().map(|d| &*d.account);
        let choice = match routing::decide(&candidates, &call.needs(turn, &tried, sample)) {
            Ok(choice) => choice,
            // Others were asked before; what they said is more to the point.
            Err(why) => return Err(last.unwrap_or_else(|| nobody(why, &call))),
        };
        let account = call.group.drawn[choice.at].account.clone();
        tried.push(account.id);
        let place = place(&call, &account, choice).await?;
        let pass = {
            let mut breaker = account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            breaker.enter(call.gateway.millis())
        };
        if matches!(pass, Pass::No { .. }) {
            // Somebody else's call opened it, or is its probe, since it was looked at.
            continue;
        }
        number += 1;
        let running = match begin(&call, account.clone(), place, pass, choice, periods, number) {
            Ok(running) => running,
            Err(refused) => {
                // A probe that was not sent is not out.
                let mut breaker = account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                breaker.record(call.gateway.millis(), pass, Outcome::Neutral);
                match refused {
                    Blocked::Account(refusal) => {
                        last = Some(refusal);
                        continue;
                    }
                    Blocked::Call(refusal) => return Err(refusal),
                }
            }
        };
        match attempt::run(running, choice.why, number).await {
            Ok(served) => return Ok(served),
            Err(Failed::Client(reply)) => return Ok(Served::Whole(reply)),
            Err(Failed::Elsewhere(refusal)) => last = Some(worse(last, refusal)),
        }
    }
    Err(last.unwrap_or_else(|| Refusal::new(Why::NoAccount, "No account can be asked right now")))
}

/// Of two failures the one that tells the client more: a limit has a time after which to come back.
fn worse(before: Option<Refusal>, now: Refusal) -> Refusal {
    match before {
        Some(before) if before.why == Why::Limited && now.why != Why::Limited => before,
        _ => now,
    }
}

/// A place at the account; waited for when all accounts are full.
async fn place(call: &Call, account: &Account, choice: Choice) -> Result<Place, Refusal> {
    let gate = &account.live.gate;
    if !choice.must_wait
        && let Some(place) = gate.try_enter(account.max_concurrency)
    {
        return Ok(place);
    }
    let _queued = Queued::count(&call.group);
    gate.enter(account.max_concurrency, call.group.priority, PATIENCE).await.map_err(|turned| {
        let message = match turned {
            Turned::Full => "Too many calls wait for an account",
            Turned::TooLong => "No account became free in time",
        };
        Refusal::new(Why::Busy, message).after(Some(Duration::from_secs(2)))
    })
}

struct Queued<'a>(&'a Group);

impl<'a> Queued<'a> {
    fn count(group: &'a Group) -> Self {
        group.live.queued.fetch_add(1, Ordering::Relaxed);
        Self(group)
    }
}
impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.0.live.queued.fetch_sub(1, Ordering::Relaxed);
    }
}

enum Blocked {
    /// This account's own limit; another one may do.
    Account(Refusal),
    Call(Refusal),
}

/// Sets the money aside and writes the attempt down.
fn begin(
    call: &Arc<Call>,
    account: Arc<Account>,
    place: Place,
    pass: Pass,
    choice: Choice,
    periods: Periods,
    number: i16,
) -> Result<Running, Blocked> {
    let tokens = call.estimate(&account);
    let cost = cost(&account.price, tokens);
    let charge = charge(cost, call.snapshot.settings.charge_rate);
    let amount = Amount { tokens: tokens.total(), charge: charge.0 };
    let hold = call.tenant.reserve(&call.limits(&account), amount, periods).map_err(|refused| {
        let refusal = call.over(refused);
        if matches!(refused.scope, Scope::Account(_)) { Blocked::Account(refusal) } else { Blocked::Call(refusal) }
    })?;
    let model_used = call.model_at(&account).unwrap_or(&call.head.model).to_owned();
    let attempt = Attempt {
        id: Uuid::now_v7(),
        tenant: call.tenant_id(),
        request: call.request_id.clone(),
        number,
        at: call.at,
        group: call.group.id,
        key: call.key.as_ref().map(|k| k.id),
        user: call.user,
        account: account.id,
        service: account.service.as_str().to_owned(),
        surface: call.surface_name().to_owned(),
        kind: if call.surface == Dialect::OpenAiEmbeddings { "embedding" } else { "chat" }.to_owned(),
        model_asked: call.head.model.chars().take(200).collect(),
        model_used,
        is_stream: call.head.stream,
        reason: choice.why.as_str().to_owned(),
        tokens,
        cost,
        charge,
    };
    Running::begin(call.clone(), account, place, pass, attempt, hold).map_err(|cause| {
        tracing::error!(%cause, "an attempt could not be written to the spool");
        Blocked::Call(Refusal::new(Why::Internal, "Usage cannot be booked right now"))
    })
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiRouteCandidate")]
pub struct RouteCandidate {
    pub account_id: i64,
    pub account_name: String,
    pub service_type: ServiceType,
    /// 0 = primary, 1 = fallback.
    pub tier: u8,
    pub priority: i32,
    pub verdict: Verdict,
    pub in_flight: u32,
    pub max_concurrency: u32,
    /// What the call would cost there.
    pub estimated_cost: crate::pricing::Money,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiRoute")]
pub struct Route {
    /// Null when no account can serve now.
    pub account_id: Option<i64>,
    pub reason: Option<routing::Why>,
    pub must_wait: bool,
    /// Why nobody can.
    pub refusal: Option<String>,
    pub candidates: Vec<RouteCandidate>,
}

/// What would be chosen now; nothing is sent and nothing changes.
pub fn dry_run(call: &Call) -> Route {
    let periods = Periods::of(call.at, call.snapshot.settings.utc_offset_minutes);
    let candidates = call.candidates(periods);
    let turn = call.group.live.turn.load(Ordering::Relaxed);
    let sample = call.group.drawn.first().map(|d| &*d.account);
    let decided = routing::decide(&candidates, &call.needs(turn, &[], sample));
    let shown = candidates.iter().zip(&call.group.drawn).map(|(candidate, drawn)| RouteCandidate {
        account_id: candidate.account,
        account_name: drawn.account.name.clone(),
        service_type: drawn.account.service,
        tier: candidate.tier,
        priority: candidate.priority,
        verdict: routing::verdict(candidate, &[]),
        in_flight: candidate.in_flight,
        max_concurrency: candidate.max_concurrency,
        estimated_cost: cost(&candidate.price, call.estimate(&drawn.account)),
    });
    Route {
        account_id: decided.ok().map(|choice| candidates[choice.at].account),
        reason: decided.ok().map(|choice| choice.why),
        must_wait: decided.is_ok_and(|choice| choice.must_wait),
        refusal: decided.err().map(|why| nobody(why, call).message),
        candidates: shown.collect(),
    }
}
