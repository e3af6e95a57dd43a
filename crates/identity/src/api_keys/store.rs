//! SQL of API keys.

use chrono::{DateTime, Utc};
use kernel::{PageQuery, Result, TenantTx};

use super::model::ApiKey;
use crate::users::split;

#[derive(Debug, sqlx::FromRow)]
pub struct KeyRow {
    id: i64,
    pub name: String,
    prefix: String,
    permissions: String,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl From<KeyRow> for ApiKey {
    fn from(row: KeyRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            prefix: row.prefix,
            permissions: split(&row.permissions)
                .into_iter()
                .map(|p| p.split('=').next().unwrap_or_default().to_owned())
                .collect(),
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            created_at: row.created_at,
            revoked_at: row.revoked_at,
        }
    }
}

pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<ApiKey>> {
    let tenant = tx.tenant();
    let rows: Vec<KeyRow> = sqlx::query_as(
        "select id, name, prefix, permissions, expires_at, last_used_at, created_at, revoked_at
         from api_keys where tenant_id = $1 order by (revoked_at is not null), id desc limit $2 offset $3",
    )
    .bind(tenant)
    .bind(page.limit())
    .bind(page.offset())
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(ApiKey::from).collect())
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from api_keys where tenant_id = $1")
        .bind(tenant)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<ApiKey> {
    let tenant = tx.tenant();
    let row: KeyRow = sqlx::query_as(
        "select id, name, prefix, permissions, expires_at, last_used_at, created_at, revoked_at from api_keys where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?;
    Ok(row.into())
}

pub struct NewKey<'a> {
    pub name: &'a str,
    pub prefix: &'a str,
    pub digest: &'a str,
    /// `code=scope`, comma-separated.
    pub permissions: &'a str,
    pub expires_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &mut TenantTx, key: &NewKey<'_>) -> Result<i64> {
    let (tenant, who, now) = (tx.tenant(), tx.principal().id, tx.now());
    Ok(sqlx::query_scalar(
        "insert into api_keys (tenant_id, name, prefix, digest, permissions, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
    )
    .bind(tenant)
    .bind(key.name)
    .bind(key.prefix)
    .bind(key.digest)
    .bind(key.permissions)
    .bind(who)
    .bind(now)
    .bind(key.expires_at)
    .fetch_one(tx.conn())
    .await?)
}

/// Ends a key; true when it was not ended before.
pub async fn revoke(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let ended =
        sqlx::query("update api_keys set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null")
            .bind(tenant)
            .bind(id)
            .bind(now)
            .execute(tx.conn())
            .await?;
    Ok(ended.rows_affected() == 1)
}

#[derive(Debug, sqlx::FromRow)]
pub struct Usable {
    pub id: i64,
    pub name: String,
    pub permissions: String,
    pub last_used_at: Option<DateTime<Utc>>,
}

pub async fn find_usable(tx: &mut TenantTx, digest: &str) -> Result<Option<Usable>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(
        "select id, name, permissions, last_used_at from api_keys
         where tenant_id = $1 and digest = $2 and revoked_at is null and (expires_at is null or expires_at > $3)",
    )
    .bind(tenant)
    .bind(digest)
    .bind(now)
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn touch(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update api_keys set last_used_at = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}
