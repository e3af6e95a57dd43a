//! An attempt under way. However it ends, its books are closed once, the breaker learns, and the place is given on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::{
    Call,
    books::{Books, Final},
};
use crate::{
    breaker::{Change, Outcome, Pass},
    budget::Hold,
    health,
    metering::{Attempt, Status},
    queue::Place,
    snapshot::Account,
    wire::Usage,
};

pub struct Running {
    call: Arc<Call>,
    pub account: Arc<Account>,
    books: Books,
    _place: Place,
    pass: Pass,
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
        let spool = call.gateway.is_governed().then(|| call.gateway.spool());
        let rate = call.snapshot.settings.charge_rate;
        let books = Books::open(call.tenant.clone(), spool, account.price, rate, attempt, hold)?;
        call.group.live.active.fetch_add(1, Ordering::Relaxed);
        call.group.live.account.store(account.id, Ordering::Relaxed);
        Ok(Self { call, account, books, _place: place, pass })
    }

    pub fn call(&self) -> &Arc<Call> {
        &self.call
    }
    /// Set when nobody waits for the answer any more.
    pub fn abandoned(&self) -> Arc<AtomicBool> {
        self.books.abandoned()
    }
    pub fn elapsed(&self) -> Duration {
        self.books.elapsed()
    }

    /// The provider began to answer.
    pub fn answered(&mut self) {
        let Some(took) = self.books.answered() else { return };
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
        let End { status, error, usage, delivered, outcome } = end;
        let Some(closed) = self.books.close(Final { status, error, usage, delivered }) else { return };
        if closed.status == Status::Success && !closed.is_estimated {
            let live = &self.account.live.output_tokens;
            let (old, new) = (live.load(Ordering::Relaxed), u64::try_from(closed.tokens.output).unwrap_or(0));
            live.store(if old == 0 { new } else { (old * 7 + new) / 8 }.max(1), Ordering::Relaxed);
        }
        self.call.group.live.active.fetch_sub(1, Ordering::Relaxed);
        let change = {
            let mut breaker = self.account.live.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            breaker.record(self.call.gateway.millis(), self.pass, outcome)
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

impl Drop for Running {
    /// Not ended: its future was dropped or panicked while the provider was at work.
    fn drop(&mut self) {
        if self.books.is_open() {
            let Final { status, error, usage, delivered } = Final::abandoned();
            self.close(End { status, error, usage, delivered, outcome: Outcome::Neutral });
        }
    }
}
