//! When the assigner and the queue's refresher run: after a commit that touches a pool, and now and
//! then for what other nodes did, for presence that lapsed, and for estimates that age.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use kernel::{App, Result, TenantId, bus::Signal};
use tokio::sync::broadcast::{Receiver, error::RecvError, error::TryRecvError};

use super::{assigner, deserted, transfers};
use crate::{agents, conversations, queue};

/// Finds what no signal told: commits of other nodes, time-outs.
const SWEEP: Duration = Duration::from_secs(5);
/// Waiting customers are told new numbers at most this often.
const COALESCE: Duration = Duration::from_millis(500);

/// Starts the loop. It ends when the app stops.
pub fn start(app: &App) {
    let app_for_loop = app.clone();
    app.spawn("assigner", async move { Runner::new(app_for_loop).run().await });
}

struct Runner {
    app: App,
    signals: Receiver<Signal>,
    /// Tenants in which somebody may be assignable.
    dirty: BTreeSet<TenantId>,
    /// Tenants whose waiting customers may see old numbers.
    stale: BTreeSet<TenantId>,
}

impl Runner {
    fn new(app: App) -> Self {
        let signals = app.bus().subscribe();
        Self { app, signals, dirty: BTreeSet::new(), stale: BTreeSet::new() }
    }

    async fn run(mut self) {
        let stop = self.app.stop().clone();
        let (mut swept, mut refreshed) = (None::<Instant>, Instant::now());
        while !stop.is_cancelled() {
            if swept.is_none_or(|at| at.elapsed() >= SWEEP) {
                self.sweep().await;
                swept = Some(Instant::now());
            }
            for tenant in std::mem::take(&mut self.dirty) {
                log(tenant, "assigning", assigner::settle(&self.app, tenant).await.map(drop));
                self.stale.insert(tenant);
            }
            self.drain();
            if refreshed.elapsed() >= COALESCE {
                for tenant in std::mem::take(&mut self.stale) {
                    log(tenant, "telling the queue", queue::refresh(&self.app, tenant).await);
                }
                refreshed = Instant::now();
            }
            if self.dirty.is_empty() {
                let until_sweep = SWEEP.saturating_sub(swept.map_or(SWEEP, |at| at.elapsed()));
                let pause = if self.stale.is_empty() {
                    until_sweep
                } else {
                    COALESCE.saturating_sub(refreshed.elapsed()).min(until_sweep)
                };
                tokio::select! {
                    () = stop.cancelled() => {}
                    signal = self.signals.recv() => match signal {
                        Ok(signal) => self.note(&signal),
                        Err(RecvError::Lagged(_)) => swept = None,
                        Err(RecvError::Closed) => return,
                    },
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    }

    /// Everything that could change who is assignable is announced on the tenant's pool.
    fn note(&mut self, signal: &Signal) {
        if let Signal::Committed(events) = signal {
            self.dirty.extend(events.iter().filter(|e| e.stream.0 == "pool").map(|e| e.tenant));
        }
    }

    fn drain(&mut self) {
        loop {
            match self.signals.try_recv() {
                Ok(signal) => self.note(&signal),
                Err(TryRecvError::Lagged(_)) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    async fn sweep(&mut self) {
        let tenants = match self.app.db().served_tenants().await {
            Ok(tenants) => tenants,
            Err(e) => return tracing::warn!(error = %e, "the assigner cannot list the tenants"),
        };
        for tenant in tenants {
            log(tenant.id, "ending absent agents' presence", agents::sweep(&self.app, tenant.id).await);
            log(tenant.id, "requeueing what absent agents left", deserted::sweep(&self.app, tenant.id).await);
            log(tenant.id, "ending idle conversations", conversations::end_idle(&self.app, tenant.id).await);
            log(tenant.id, "ending unanswered transfers", transfers::sweep(&self.app, tenant.id).await);
            self.dirty.insert(tenant.id);
        }
    }
}

fn log(tenant: TenantId, what: &'static str, result: Result<()>) {
    if let Err(e) = result {
        tracing::warn!(tenant, error = %e, "{what} failed; the next sweep tries again");
    }
}
