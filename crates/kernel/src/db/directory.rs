//! Which tenants there are and where their rows live. Looked up on every request, so kept for a
//! moment in memory; a change on another node is seen after that moment.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use moka::future::Cache;
use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::{Db, PLATFORM_TENANT, TenantId, connect};
use crate::{Error, Feature, Result, error::code};

/// How long a node may act on what it knew.
const FRESH: Duration = Duration::from_secs(1);

/// Where a tenant's rows live.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Placement {
    /// In the tables that tenants share.
    Shared,
    /// In a schema of its own in the main database.
    Schema(String),
    /// In a database of its own, by its configured name.
    Database(String),
}

impl Placement {
    pub(super) fn schema(&self) -> &str {
        match self {
            Self::Shared | Self::Database(_) => connect::SHARED_SCHEMA,
            Self::Schema(name) => name,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TenantStatus {
    Active,
    Inactive,
    Suspended,
}

#[derive(Debug, Clone)]
pub struct TenantInfo {
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    pub status: TenantStatus,
    pub placement: Placement,
    pub max_users: i32,
    /// From then on nobody may use it.
    pub expires_at: Option<DateTime<Utc>>,
}

impl TenantInfo {
    pub fn is_served(&self) -> bool {
        self.status == TenantStatus::Active
    }

    /// Refuses a tenant that nobody may use now. The operator cannot shut itself out.
    pub fn check_usable(&self, now: DateTime<Utc>) -> Result<()> {
        if self.status != TenantStatus::Active {
            return Err(Error::new(code::TENANT_SUSPENDED));
        }
        match self.expires_at {
            Some(end) if end <= now && self.id != PLATFORM_TENANT => Err(Error::new(code::TENANT_EXPIRED)),
            _ => Ok(()),
        }
    }
}

pub(super) struct Directory {
    by_id: Cache<TenantId, TenantInfo>,
    by_slug: Cache<String, TenantId>,
    features: Cache<TenantId, Arc<[Feature]>>,
}

impl Default for Directory {
    fn default() -> Self {
        Self {
            by_id: Cache::builder().max_capacity(10_000).time_to_live(FRESH).build(),
            by_slug: Cache::builder().max_capacity(10_000).time_to_live(FRESH).build(),
            features: Cache::builder().max_capacity(10_000).time_to_live(FRESH).build(),
        }
    }
}

const SELECT: &str = "select id, slug, name, status, placement, placement_name, max_users, expires_at from platform.tenants where deleted_at is null";

fn from_row(row: &sqlx::postgres::PgRow) -> Result<TenantInfo> {
    let name = row.try_get::<Option<String>, _>("placement_name")?.unwrap_or_default();
    Ok(TenantInfo {
        id: row.try_get("id")?,
        slug: row.try_get("slug")?,
        name: row.try_get("name")?,
        max_users: row.try_get("max_users")?,
        expires_at: row.try_get("expires_at")?,
        status: match row.try_get::<String, _>("status")?.as_str() {
            "active" => TenantStatus::Active,
            "inactive" => TenantStatus::Inactive,
            _ => TenantStatus::Suspended,
        },
        placement: match row.try_get::<String, _>("placement")?.as_str() {
            "schema" => Placement::Schema(name),
            "database" => Placement::Database(name),
            _ => Placement::Shared,
        },
    })
}

impl Db {
    pub async fn tenant(&self, id: TenantId) -> Result<TenantInfo> {
        if let Some(known) = self.0.directory.by_id.get(&id).await {
            return Ok(known);
        }
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} and id = $1")))
            .bind(id)
            .fetch_optional(&self.0.platform)
            .await?;
        let tenant = from_row(&row.ok_or_else(Error::not_found)?)?;
        self.0.directory.by_id.insert(id, tenant.clone()).await;
        Ok(tenant)
    }

    pub async fn tenant_by_slug(&self, slug: &str) -> Result<TenantInfo> {
        if let Some(id) = self.0.directory.by_slug.get(slug).await {
            return self.tenant(id).await;
        }
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} and slug = $1")))
            .bind(slug)
            .fetch_optional(&self.0.platform)
            .await?;
        let tenant = from_row(&row.ok_or_else(Error::not_found)?)?;
        self.0.directory.by_slug.insert(slug.to_owned(), tenant.id).await;
        self.0.directory.by_id.insert(tenant.id, tenant.clone()).await;
        Ok(tenant)
    }

    /// Whether a tenant's portal offers `feature`; a portal that nobody has set up offers everything.
    pub async fn offers(&self, tenant: TenantId, feature: Feature) -> Result<bool> {
        if let Some(known) = self.0.directory.features.get(&tenant).await {
            return Ok(known.contains(&feature));
        }
        let mut tx = self.begin_system(tenant).await?;
        let codes: Option<String> = sqlx::query_scalar("select features from portal_configs where tenant_id = $1")
            .bind(tenant)
            .fetch_optional(tx.conn())
            .await?;
        let offered: Arc<[Feature]> = codes.map_or_else(|| Feature::ALL.into(), |codes| Feature::listed(&codes).into());
        self.0.directory.features.insert(tenant, offered.clone()).await;
        Ok(offered.contains(&feature))
    }

    /// The portal's settings have changed: this node asks again at once, others within a moment.
    pub async fn forget_features(&self, tenant: TenantId) {
        self.0.directory.features.invalidate(&tenant).await;
    }

    /// Every tenant that is not deleted, by id.
    pub async fn tenants(&self) -> Result<Vec<TenantInfo>> {
        let rows =
            sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} order by id"))).fetch_all(&self.0.platform).await?;
        rows.iter().map(from_row).collect()
    }

    /// Those in which work is done. The tables of one that is still being made may not be there yet; one that
    /// nobody may use is caught up with once it is served again.
    pub async fn served_tenants(&self) -> Result<Vec<TenantInfo>> {
        Ok(self.tenants().await?.into_iter().filter(TenantInfo::is_served).collect())
    }

    /// Call after changing a tenant, so that this node acts on it at once.
    pub async fn forget_tenant(&self, id: TenantId) {
        self.0.directory.by_id.invalidate(&id).await;
    }
}
