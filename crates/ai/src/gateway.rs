//! What the gateway's features share.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use kernel::{App, Error, Result, Stream, TenantId, bus::Signal, db, error::code};
use tokio::sync::{Mutex, broadcast::error::RecvError};

use crate::{
    breaker::Millis,
    connector::{self, Allowed, HttpClient},
    groups, health,
    metering::{self, Spool},
    snapshot::{self, Tenant},
};

/// How often a node looks whether another one changed something.
const SWEEP_EVERY: Duration = Duration::from_millis(400);

/// Cheap to clone.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    app: App,
    client: HttpClient,
    allowed: Allowed,
    spool: Spool,
    is_governed: bool,
    tenants: RwLock<HashMap<TenantId, Arc<Tenant>>>,
    /// One at a time reads a tenant that nobody knew.
    loading: Mutex<()>,
    started_at: DateTime<Utc>,
    epoch: Instant,
}

impl Gateway {
    /// Books what an earlier process left, and starts the background work.
    /// `is_governed`: off only where it is measured what limits and bookings cost.
    pub async fn start(app: &App, is_governed: bool) -> Result<Self> {
        let allowed = Allowed::new(&app.settings().outbound_allowed);
        let folder = app.settings().data.join("metering");
        let spool = tokio::task::spawn_blocking(move || Spool::open(&folder))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?;
        let gateway = Self(Arc::new(Inner {
            app: app.clone(),
            client: connector::client(allowed.clone())?,
            allowed,
            spool,
            is_governed,
            tenants: RwLock::default(),
            loading: Mutex::default(),
            started_at: app.now(),
            epoch: Instant::now(),
        }));
        if !gateway.is_governed() {
            tracing::warn!("AI calls are neither limited nor booked: POLYDESK_AI_GOVERNANCE is off");
        }
        metering::replay(app, &gateway).await;
        metering::start(app, &gateway);
        health::start(app, &gateway);
        let follower = gateway.clone();
        app.spawn("ai configuration", async move { follower.follow().await });
        Ok(gateway)
    }

    pub(crate) fn app(&self) -> &App {
        &self.0.app
    }
    pub(crate) fn client(&self) -> &HttpClient {
        &self.0.client
    }
    pub(crate) fn allowed(&self) -> &Allowed {
        &self.0.allowed
    }
    pub(crate) fn spool(&self) -> &Spool {
        &self.0.spool
    }
    /// Off only where it is measured what limits and bookings cost.
    pub(crate) fn is_governed(&self) -> bool {
        self.0.is_governed
    }
    /// By the program's clock.
    pub(crate) fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }
    /// The breakers' clock.
    pub(crate) fn millis(&self) -> Millis {
        u64::try_from(self.0.epoch.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    pub(crate) fn known_tenant(&self, id: TenantId) -> Option<Arc<Tenant>> {
        self.0.tenants.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }
    pub(crate) fn known(&self) -> Vec<Arc<Tenant>> {
        self.0.tenants.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// A tenant as this node knows it, read when it is not known yet.
    pub(crate) async fn tenant(&self, id: TenantId) -> Result<Arc<Tenant>> {
        if let Some(known) = self.known_tenant(id) {
            return Ok(known);
        }
        let _one = self.0.loading.lock().await;
        if let Some(known) = self.known_tenant(id) {
            return Ok(known);
        }
        let tenant = Arc::new(Tenant::new(id));
        let mut tx = self.app().db().begin_system(id).await?;
        groups::ensure_system(&mut tx).await?;
        tx.finish().await?;
        self.reload(&tenant).await?;
        let mut tx = self.app().db().begin_system(id).await?;
        metering::learn(&mut tx, &tenant, tenant.periods(self.app().now())).await?;
        drop(tx);
        self.0.tenants.write().unwrap_or_else(PoisonError::into_inner).insert(id, tenant.clone());
        Ok(tenant)
    }

    async fn reload(&self, tenant: &Tenant) -> Result<()> {
        let mut tx = self.app().db().begin_system(tenant.id).await?;
        let new = snapshot::load(&mut tx, tenant).await?;
        tenant.replace(new);
        self.look_whether_usable(tenant).await
    }

    async fn look_whether_usable(&self, tenant: &Tenant) -> Result<()> {
        match self.app().db().tenant(tenant.id).await {
            Ok(info) => tenant.set_usable(info.check_usable(self.app().now()).is_ok()),
            Err(e) if e.code == code::NOT_FOUND => tenant.set_usable(false),
            // Not being able to tell is no reason to refuse.
            Err(e) => return Err(e),
        }
        Ok(())
    }

    /// Keeps the pictures current: at once after a change here, within a sweep after one elsewhere.
    async fn follow(&self) {
        let stream = Stream::ai();
        let mut bus = self.app().bus().subscribe();
        let mut sweep = tokio::time::interval(SWEEP_EVERY);
        sweep.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = self.app().stop().cancelled() => return,
                heard = bus.recv() => match heard {
                    Ok(Signal::Committed(events)) => {
                        let Some(event) = events.iter().find(|e| e.stream == stream) else { continue };
                        if let Some(tenant) = self.known_tenant(event.tenant) {
                            self.refresh(&tenant, event.seq).await;
                        }
                    }
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                _ = sweep.tick() => {
                    for tenant in self.known() {
                        self.sweep(&tenant, &stream).await;
                    }
                }
            }
        }
    }

    /// Sees what was committed before now, so that a change here is in force when it is answered.
    pub(crate) async fn catch_up(&self, id: TenantId) {
        if let Some(tenant) = self.known_tenant(id) {
            self.sweep(&tenant, &Stream::ai()).await;
        }
    }

    async fn sweep(&self, tenant: &Tenant, stream: &Stream) {
        let looked = async {
            self.look_whether_usable(tenant).await?;
            let mut tx = self.app().db().begin_system(tenant.id).await?;
            db::stream_seq(&mut tx, stream).await
        };
        match looked.await {
            Ok(seq) => self.refresh(tenant, seq).await,
            Err(e) if e.code == code::NOT_FOUND => tenant.set_usable(false),
            Err(cause) => tracing::debug!(%cause, tenant = tenant.id, "the AI configuration was not looked at"),
        }
    }

    async fn refresh(&self, tenant: &Tenant, seq: i64) {
        if tenant.snapshot().seq >= seq {
            return;
        }
        if let Err(cause) = self.reload(tenant).await {
            tracing::warn!(%cause, tenant = tenant.id, "the AI configuration could not be read; the sweep tries again");
        }
    }
}
