//! What was set aside for an attempt, and the line that tells of it. However the attempt ends (answered, failed,
//! cut, panicked, dropped), what was held is settled once and the attempt is booked once, by the same figures.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{
    budget::{Amount, Hold},
    metering::{self, Attempt, Booking, Ended, Spool, Status},
    pricing::{Price, Tokens, charge, cost},
    snapshot::Tenant,
    wire::Usage,
};

/// What is settled at the end.
struct Open {
    attempt: Attempt,
    /// None where nothing is booked.
    spooled: Option<(Spool, metering::Place)>,
    hold: Hold,
}

pub struct Books {
    tenant: Arc<Tenant>,
    price: Price,
    /// What the tenant is charged of the cost.
    rate: i32,
    open: Option<Open>,
    began: Instant,
    first_byte: Option<Duration>,
    /// The client went away.
    abandoned: Arc<AtomicBool>,
}

/// How an attempt ended.
pub struct Final {
    pub status: Status,
    pub error: Option<String>,
    pub usage: Option<Usage>,
    /// Tokens of what was delivered, when the provider gave no count.
    pub delivered: u64,
}

/// What was booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    pub status: Status,
    pub tokens: Tokens,
    pub is_estimated: bool,
}

impl Books {
    /// Writes the attempt down, before the provider is asked. When that fails, nothing stays held.
    pub fn open(
        tenant: Arc<Tenant>,
        spool: Option<&Spool>,
        price: Price,
        rate: i32,
        attempt: Attempt,
        hold: Hold,
    ) -> io::Result<Self> {
        let spooled = match spool.map(|spool| Ok((spool.clone(), spool.begin(&attempt)?))).transpose() {
            Ok(spooled) => spooled,
            Err(e) => {
                tenant.settle(hold, Amount::default());
                return Err(e);
            }
        };
        Ok(Self {
            tenant,
            price,
            rate,
            open: Some(Open { attempt, spooled, hold }),
            began: Instant::now(),
            first_byte: None,
            abandoned: Arc::default(),
        })
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
    /// Set when nobody waits for the answer any more.
    pub fn abandoned(&self) -> Arc<AtomicBool> {
        self.abandoned.clone()
    }
    /// The provider began to answer; how long that took, the first time it is told.
    pub fn answered(&mut self) -> Option<Duration> {
        let is_new = self.first_byte.is_none();
        let took = *self.first_byte.get_or_insert_with(|| self.began.elapsed());
        is_new.then_some(took)
    }

    /// Settles and books; nothing when that was done before.
    pub fn close(&mut self, end: Final) -> Option<Closed> {
        let Open { attempt, spooled, hold } = self.open.take()?;
        let (tokens, is_estimated) = tokens(&attempt, &end);
        let cost = cost(&self.price, tokens);
        // A call that failed before it gave anything costs no fixed part either.
        let cost = if tokens.total() == 0 && end.status != Status::Success { Default::default() } else { cost };
        let charge = charge(cost, self.rate);
        let status = match end.status {
            Status::Success if self.abandoned.load(Ordering::Relaxed) => Status::Cancelled,
            status => status,
        };
        self.tenant.settle(hold, Amount { tokens: tokens.total(), charge: charge.0 });
        if let Some((spool, place)) = spooled {
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
            spool.end(place, Booking { attempt, ended });
        }
        Some(Closed { status, tokens, is_estimated })
    }
}

impl Drop for Books {
    /// Not closed: the future was dropped or panicked while the provider was at work.
    fn drop(&mut self) {
        self.close(Final::abandoned());
    }
}

impl Final {
    /// Nobody knows what the provider did.
    pub fn abandoned() -> Self {
        Self { status: Status::Unknown, error: Some("abandoned".into()), usage: None, delivered: 0 }
    }
}

/// What is booked: the provider's count; without one, what was delivered and the estimate of what was asked.
fn tokens(attempt: &Attempt, end: &Final) -> (Tokens, bool) {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    match (&end.usage, end.status) {
        (Some(usage), _) => {
            let tokens = Tokens {
                input: count(usage.input),
                cached: count(usage.cached_input),
                cache_write: count(usage.cache_write_5m),
                cache_write_1h: count(usage.cache_write_1h),
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

#[cfg(test)]
#[path = "books_tests.rs"]
mod tests;
