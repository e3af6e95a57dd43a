//! The doors to the database. Tenant rows are reached through [`TenantTx`] alone (design rule 1);
//! [`PlatformTx`] reaches the control plane, which holds no tenant's content. The pools are private.

mod connect;
mod directory;
mod guard;
mod lint;
mod log;
mod migrate;
mod platform;
mod tenant;

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use sqlx::PgPool;
use tokio::sync::Mutex;

pub use connect::{APP_ROLE, PLATFORM_ROLE};
pub use directory::{Placement, TenantInfo, TenantStatus};
pub use lint::Finding;
pub use log::{LogCursor, LogEvent, read_log, read_stream, stream_heads, stream_seq};
pub use platform::PlatformTx;
pub use tenant::TenantTx;

use crate::{Clock, Error, Principal, Result, bus::Bus, error::code, event::Tell, secret::MasterKey};

pub type TenantId = i64;

/// The operator's own tenant.
pub const PLATFORM_TENANT: TenantId = 1;

/// How to reach PostgreSQL.
#[derive(Clone)]
pub struct DbOptions {
    /// URL of a role that may create roles and schemas; used for migrations only.
    pub admin_url: String,
    /// Databases that tenants can be placed in, by the name that `platform.tenants.placement_name` holds.
    pub tenant_databases: HashMap<String, String>,
    /// Connections of each pool; near four times the cores (dependencies: measured).
    pub pool_size: u32,
}

#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    options: DbOptions,
    keys: MasterKey,
    clock: Arc<dyn Clock>,
    bus: Bus,
    platform: PgPool,
    shared: PgPool,
    /// Pools of tenants with a schema or database of their own, by placement.
    placed: Mutex<HashMap<Placement, PgPool>>,
    directory: directory::Directory,
    tell: OnceLock<Tell>,
}

impl Db {
    /// Migrates, checks the catalogue and opens the pools. Refuses to serve on a finding of the lint.
    pub async fn open(options: DbOptions, keys: MasterKey, clock: Arc<dyn Clock>, bus: Bus) -> Result<Self> {
        migrate::main(&options.admin_url, &keys).await?;
        let platform = connect::pool(&options.admin_url, PLATFORM_ROLE, &keys, "platform", options.pool_size).await?;
        let shared =
            connect::pool(&options.admin_url, APP_ROLE, &keys, connect::SHARED_SCHEMA, options.pool_size).await?;
        let db = Self(Arc::new(Inner {
            options,
            keys,
            clock,
            bus,
            platform,
            shared,
            placed: Mutex::default(),
            directory: directory::Directory::default(),
            tell: OnceLock::new(),
        }));
        // Configured databases are made ready also while no tenant lives in them: their job queue is worked at once.
        let configured = db.0.options.tenant_databases.keys().map(|name| Placement::Database(name.clone()));
        let schemas =
            db.tenants().await?.into_iter().map(|t| t.placement).filter(|p| matches!(p, Placement::Schema(_)));
        for placement in configured.chain(schemas) {
            db.prepare(&placement).await?;
        }
        Ok(db)
    }

    /// Names who tells what was touched ([`TenantTx::touch`]); the first one stays.
    pub fn tell_with(&self, tell: Tell) {
        self.0.tell.get_or_init(|| tell);
    }

    /// Opens the one door for a principal: a transaction that sees its tenant's rows.
    pub async fn begin(&self, principal: &Principal) -> Result<TenantTx> {
        let tenant = self.tenant(principal.tenant).await?;
        let pool = self.pool(&tenant.placement).await?;
        TenantTx::open(self, pool, principal.clone()).await
    }

    pub async fn begin_system(&self, tenant: TenantId) -> Result<TenantTx> {
        self.begin(&Principal::system(tenant)).await
    }

    pub async fn begin_platform(&self) -> Result<PlatformTx> {
        PlatformTx::open(self.0.platform.clone()).await
    }

    /// Brings a placement up to date and checks it. Called when a tenant is created in it, and at start.
    pub async fn prepare(&self, placement: &Placement) -> Result<()> {
        let (url, keys, place) = (self.admin_url(placement)?.to_owned(), self.0.keys.clone(), placement.clone());
        let runtime = tokio::runtime::Handle::current();
        // On a thread of its own: it runs to its end when the request is dropped, and the migrator's
        // futures cannot be shown to be Send.
        tokio::task::spawn_blocking(move || runtime.block_on(migrate::placement(&url, &place, &keys)))
            .await
            .map_err(Error::internal)??;
        self.pool(placement).await.map(drop)
    }

    async fn pool(&self, placement: &Placement) -> Result<PgPool> {
        if *placement == Placement::Shared {
            return Ok(self.0.shared.clone());
        }
        let mut placed = self.0.placed.lock().await;
        if let Some(pool) = placed.get(placement) {
            return Ok(pool.clone());
        }
        let (url, schema) = (self.admin_url(placement)?, placement.schema());
        let pool = connect::pool(url, APP_ROLE, &self.0.keys, schema, self.0.options.pool_size.div_ceil(2)).await?;
        placed.insert(placement.clone(), pool.clone());
        Ok(pool)
    }

    /// True when a tenant can be put there.
    pub fn is_configured(&self, placement: &Placement) -> bool {
        match placement {
            Placement::Shared | Placement::Schema(_) => true,
            Placement::Database(name) => self.0.options.tenant_databases.contains_key(name),
        }
    }

    fn admin_url(&self, placement: &Placement) -> Result<&str> {
        match placement {
            Placement::Shared | Placement::Schema(_) => Ok(&self.0.options.admin_url),
            Placement::Database(name) => {
                self.0.options.tenant_databases.get(name).map(String::as_str).ok_or_else(|| {
                    tracing::error!(database = name, "a tenant is placed in a database that is not configured");
                    Error::new(code::UNAVAILABLE)
                })
            }
        }
    }

    /// Pools of every database that has jobs: the main one and the tenants' own.
    pub async fn job_pools(&self) -> Result<Vec<PgPool>> {
        let mut pools = vec![self.0.platform.clone()];
        for (name, url) in &self.0.options.tenant_databases {
            tracing::debug!(database = name, "jobs");
            pools.push(connect::pool(url, PLATFORM_ROLE, &self.0.keys, "core", 4).await?);
        }
        Ok(pools)
    }

    /// Defects of the catalogue, over every placement in use (design rule 1).
    pub async fn lint(&self) -> Result<Vec<Finding>> {
        let mut findings = lint::check(&self.0.options.admin_url, connect::SHARED_SCHEMA).await?;
        for tenant in self.tenants().await? {
            if tenant.placement != Placement::Shared {
                findings.extend(lint::check(self.admin_url(&tenant.placement)?, tenant.placement.schema()).await?);
            }
        }
        Ok(findings)
    }

    /// True when the database answers.
    pub async fn ping(&self) -> bool {
        sqlx::query("select 1").execute(&self.0.platform).await.is_ok()
    }

    pub async fn close(&self) {
        for pool in self.0.placed.lock().await.values() {
            pool.close().await;
        }
        self.0.shared.close().await;
        self.0.platform.close().await;
    }
}
