//! What the whole process shares. Handlers receive it as their state.

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio::task::JoinHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{Clock, Db, bus::Bus, caller::Authenticator, secret::MasterKey};

/// What the operator configured; the defaults run alone on one machine.
#[derive(Clone)]
pub struct Settings {
    /// Where links in mails point, without a trailing slash.
    pub public_url: String,
    pub data: PathBuf,
    /// The slug that `/portal/` shows when no tenant is named.
    pub default_tenant: Option<String>,
    /// `smtp://` or `smtps://` URL; without one, mails land in a folder under `data`.
    pub smtp_url: Option<String>,
    pub mail_from: String,
    /// Whose `X-Forwarded-For` is believed; nobody's when empty.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Off only where load is measured on a network of one's own.
    pub rate_limits: bool,
    /// Who shows it may read `/metrics` from another machine; without one, nobody may.
    pub metrics_token: Option<String>,
    /// Networks that are not public and may be called all the same: a model server in the intranet, a stub in a test.
    pub outbound_allowed: Vec<ipnet::IpNet>,
}

struct Shared {
    db: Db,
    bus: Bus,
    clock: Arc<dyn Clock>,
    keys: MasterKey,
    settings: Settings,
    authenticator: Arc<dyn Authenticator>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

#[derive(Clone)]
pub struct App(Arc<Shared>);

impl App {
    pub fn new(
        db: Db,
        bus: Bus,
        clock: Arc<dyn Clock>,
        keys: MasterKey,
        settings: Settings,
        authenticator: Arc<dyn Authenticator>,
    ) -> Self {
        Self(Arc::new(Shared {
            db,
            bus,
            clock,
            keys,
            settings,
            authenticator,
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        }))
    }
    pub fn db(&self) -> &Db {
        &self.0.db
    }
    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }
    pub fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.0.clock.now()
    }
    pub fn keys(&self) -> &MasterKey {
        &self.0.keys
    }
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }
    pub fn authenticator(&self) -> &dyn Authenticator {
        &*self.0.authenticator
    }
    /// Cancelled when the process begins to shut down.
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    /// Starts a background task that shutdown waits for. It should end soon after [`App::stop`].
    pub fn spawn<F>(&self, name: &'static str, task: F) -> JoinHandle<()>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.0.tasks.spawn(async move {
            tracing::debug!(task = name, "started");
            task.await;
            tracing::debug!(task = name, "ended");
        })
    }

    /// Asks the tasks to end and waits for them, at most `patience`.
    pub async fn shut_down(&self, patience: Duration) {
        self.0.stop.cancel();
        self.0.tasks.close();
        if tokio::time::timeout(patience, self.0.tasks.wait()).await.is_err() {
            tracing::warn!(running = self.0.tasks.len(), "background tasks did not end in time");
        }
        self.0.db.close().await;
    }
}

/// The [`App`] as an extension of the job worker, which wants its extensions printable.
#[derive(Clone)]
pub struct JobApp(pub App);

impl std::fmt::Debug for JobApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JobApp")
    }
}
