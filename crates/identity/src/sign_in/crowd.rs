//! What this node remembers for a moment, so that a crowd does not queue for one row with a database
//! connection each: two hundred tabs that refresh one token, or a bot that guesses one account.
//! Nothing is decided here; the database decided it moments ago.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use kernel::{Error, Result, db::TenantId};
use moka::future::Cache;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{check::again, http::LoginResult};

/// Well within the grace that the database would give as well.
const REMEMBERED: Duration = Duration::from_secs(2);

pub(crate) struct Crowd {
    refreshed: Cache<String, LoginResult>,
    locked: Cache<String, DateTime<Utc>>,
    turns: Cache<String, Arc<Mutex<()>>>,
}

impl Default for Crowd {
    fn default() -> Self {
        let kept = || Cache::builder().max_capacity(10_000).time_to_live(REMEMBERED).build();
        Self {
            refreshed: kept(),
            locked: Cache::builder().max_capacity(10_000).time_to_live(REMEMBERED).build(),
            turns: Cache::builder().max_capacity(10_000).time_to_idle(REMEMBERED * 10).build(),
        }
    }
}

impl Crowd {
    /// One exchange for all who hold the same token on the same client. `key` must name both.
    pub async fn refresh(
        &self,
        key: String,
        exchange: impl Future<Output = Result<LoginResult>>,
    ) -> Result<LoginResult> {
        self.refreshed.try_get_with(key, exchange).await.map_err(|e: Arc<Error>| again(&e))
    }

    fn key(tenant: TenantId, account: &str, network: &str) -> String {
        format!("{tenant}/{account}/{network}")
    }

    /// Until when this account and network were told to wait, moments ago.
    pub async fn locked_until(&self, tenant: TenantId, account: &str, network: &str) -> Option<DateTime<Utc>> {
        self.locked.get(&Self::key(tenant, account, network)).await
    }

    pub async fn remember_locked(&self, tenant: TenantId, account: &str, network: &str, until: DateTime<Utc>) {
        self.locked.insert(Self::key(tenant, account, network), until).await;
    }

    /// Tries of one account are counted one after the other; who waits here holds no connection.
    pub async fn turn(&self, tenant: TenantId, account: &str) -> OwnedMutexGuard<()> {
        let turn = self.turns.get_with(format!("{tenant}/{account}"), async { Arc::default() }).await;
        turn.lock_owned().await
    }
}
