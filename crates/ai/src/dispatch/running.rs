//! An attempt under way. However it ends (answered, failed, cut, panicked, dropped), what was held is settled
//! once, the attempt is booked once, the breaker learns, and the place is given on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::Call;
use crate::{
    breaker::{Change, Outcome, Pass},
    budget::{Amount, Hold},
    health,
    metering::{self, Attempt, Booking, Ended, Status},
    pricing::{Tokens, charge, cost},
    queue::Place,
    snapshot::Account,
    wire::Usage,
};

/// What is settled at the end.
struct Open {
    attempt: Attempt,
    spooled: metering::Place,
    hold: Hold,
}

pub struct Running {
    call: Arc<Call>,
    pub account: Arc<Account>,
    open: Option<Open>,
    _place: Place,
    pass: Pass,
    began: Instant,
    first_byte: Option<Duration>,
    /// The client went away.
    abandoned: Arc<AtomicBool>,
}

/// How an attempt ended, for the books and for the breaker.
pub struct End {
    pub status: Status,
    pub error: Option<String>,
    pub usage: Option<Usage>,
    /// Tokens of what was delivered, when the provider gave no count.
    pub delivered: u64,
    pub outcome: Outcome,
}

impl End {
    pub fn failed(status: Status, error: impl Into<String>, outcome: Outcome) -> Self {
        Self { status, error: Some(error.into()), usage: None, delivered: 0, outcome }
    }
}

impl Running {
    pub fn begin(
        call: Arc<Call>,
        account: Arc<Account>,
        place: Place,
        pass: Pass,
        attempt: Attempt,
        hold: Hold,
    ) -> std::io::Result<Self> {
        let spooled = match call.gateway.spool().begin(&attempt) {
            Ok(spooled) => spooled,
            Err(e) => {
                call.tenant.settle(hold, Amount::default());
                return Err(e);
            }
        };
        call.group.live.active.fetch_add(1, Ordering::Relaxed);
        call.group.live.account.store(account.id, Ordering::Relaxed);
        Ok(Self {
            call,
            account,
            open: Some(Open { attempt, spooled, hold }),
            _place: place,
            pass,
            began: Instant::now(),
            first_byte: None,
            abandoned: Arc::default(),
        })
    }

    pub fn call(&self) -> &Arc<Call> {
        &self.call
    }
    /// Set when nobody waits for the answer any more.
    pub fn abandoned(&self) -> Arc<AtomicBool> {
        self.abandoned.clone()
    }
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// The provider began to answer.
    pub fn answered(&mut self) {
        if self.first_byte.is_some() {
            return;
        }
        let took = self.began.elapsed();
        self.first_byte = Some(took);
        let live = &self.account.live;
        let sample = took.as_millis().max(1);
        let old = u128::from(live.latency_ms.load(Ordering::Relaxed));
        let new = if old == 0 { sample } else { (old * 7 + sample).div_ceil(8) };
        live.latency_ms.store(u32::try_from(new).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    pub fn end(mut self, end: End) {
        self.close(end);
    }

    fn close(&mut self, end: End) {
        let Some(open) = self.open.take() else { return };
        let Open { attempt, spooled, hold } = open;
        let (tokens, is_estimated) = tokens(&attempt, &end);
        let cost = cost(&self.account.price, tokens);
        // A call that failed before it gave anything costs no fixed part either.
        let cost = if tokens.total() == 0 && end.status != Status::Success { Default::default() } else { cost };
        let charge = charge(cost, self.call.snapshot.settings.charge_rate);
        let status = match end.status {
            Status::Success if self.abandoned.load(Ordering::Relaxed) => Status::Cancelled,
            status => status,
        };
        if status == Status::Success && !is_estimated {
            let live = &self.account.live.output_tokens;
            let (old, new) = (live.load(Ordering::Relaxed), u64::try_from(tokens.output).unwrap_or(0));
            live.store(if old == 0 { new } else { (old * 7 + new) / 8 }.max(1), Ordering::Relaxed);
        }
        self.call.tenant.settle(hold, Amount { tokens: tokens.total(), charge: charge.0 });
        let ended = Ended {
            status,
            error: end.error,
            tokens,
            cost,
            charge,
            is_estimated,
            latency_ms: millis(self.began.elapsed()),
            first_byte_ms: self.first_byte.map(millis),
        };
        self.call.gateway.spool().end(spooled, Booking { attempt, ended });
        self.call.group.live.active.fetch_sub(1, Ordering::Relaxed);
        let change = {
            let mut breaker = self.account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            breaker.record(self.call.gateway.millis(), self.pass, end.outcome)
        };
        if let Some(change) = change {
            self.tell(change);
        }
    }

    fn tell(&self, change: Change) {
        let (gateway, tenant, account) = (self.call.gateway.clone(), self.call.tenant.id, self.account.id);
        tracing::info!(tenant, account, ?change, "an AI account's breaker moved");
        let app = gateway.app().clone();
        app.spawn("ai breaker event", async move { health::moved(&gateway, tenant, account, change).await });
    }
}

/// What is booked: the provider's count; without one, what was delivered and the estimate of what was asked.
fn tokens(attempt: &Attempt, end: &End) -> (Tokens, bool) {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    match (&end.usage, end.status) {
        (Some(usage), _) => {
            let tokens = Tokens {
                input: count(usage.input),
                cached: count(usage.cached_input),
                cache_write: count(usage.cache_write_5m.saturating_add(usage.cache_write_1h)),
                // A stream that was cut has the provider's count only up to where it came.
                output: count(usage.output.max(if end.status == Status::Success { 0 } else { end.delivered })),
            };
            (tokens, end.status != Status::Success && end.delivered > usage.output)
        }
        (None, Status::Error | Status::Timeout) if end.delivered == 0 => (Tokens::default(), false),
        // Nobody knows what the provider did with it.
        (None, Status::Unknown) => (attempt.tokens, true),
        (None, _) => (Tokens { output: count(end.delivered), ..attempt.tokens }, true),
    }
}

fn millis(d: Duration) -> i32 {
    i32::try_from(d.as_millis()).unwrap_or(i32::MAX)
}

impl Drop for Running {
    /// Not ended: its future was dropped or panicked while the provider was at work.
    fn drop(&mut self) {
        if self.open.is_some() {
            self.close(End::failed(Status::Unknown, "abandoned", Outcome::Neutral));
        }
    }
}
