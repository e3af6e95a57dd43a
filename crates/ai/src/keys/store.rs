//! SQL of group keys.

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TenantTx};

use super::model::{GroupKey, KeyStatus};
use crate::{accounts::lines, pricing::Money};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeyRow {
    pub id: i64,
    pub group_id: i64,
    pub name: String,
    pub prefix: String,
    pub digest: String,
    pub models: String,
    pub networks: String,
    pub monthly_budget: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub replaced_by: Option<i64>,
    pub last_used_at: Option<DateTime<Utc>>,
}

impl KeyRow {
    pub fn shown(self, now: DateTime<Utc>) -> GroupKey {
        GroupKey {
            id: self.id,
            group_id: self.group_id,
            status: KeyStatus::of(now, self.revoked_at, self.expires_at, self.replaced_by.is_some()),
            name: self.name,
            prefix: self.prefix,
            models: lines(&self.models),
            networks: lines(&self.networks),
            monthly_budget: self.monthly_budget.map(Money),
            expires_at: self.expires_at,
            revoked_at: self.revoked_at,
            replaced_by: self.replaced_by,
            last_used_at: self.last_used_at,
            created_at: self.created_at,
        }
    }
}

const SELECT: &str =
    "select k.id, k.group_id, k.name, k.prefix, k.digest, k.models, k.networks, k.monthly_budget, k.created_at,
  k.expires_at, k.revoked_at, k.replaced_by, t.last_used_at
from ai_group_keys k left join ai_totals t on t.tenant_id = k.tenant_id and t.kind = 'key' and t.id = k.id
where k.tenant_id = $1";

pub async fn list(tx: &mut TenantTx, group: i64, page: &PageQuery) -> Result<Vec<KeyRow>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and k.group_id = $2 order by (k.revoked_at is not null), k.id desc limit $3 offset $4");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(group)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count(tx: &mut TenantTx, group: i64) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from ai_group_keys where tenant_id = $1 and group_id = $2")
        .bind(tenant)
        .bind(group)
        .fetch_one(tx.conn())
        .await?)
}

/// Those that work now or will until they expire.
pub async fn usable(tx: &mut TenantTx) -> Result<Vec<KeyRow>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!("{SELECT} and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(now).fetch_all(tx.conn()).await?)
}

pub async fn get(tx: &mut TenantTx, group: i64, id: i64) -> Result<KeyRow> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and k.group_id = $2 and k.id = $3");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(group).bind(id).fetch_one(tx.conn()).await?)
}

pub async fn lock(tx: &mut TenantTx, group: i64, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let locked: Option<i64> = sqlx::query_scalar(
        "select id from ai_group_keys where tenant_id = $1 and group_id = $2 and id = $3 for update",
    )
    .bind(tenant)
    .bind(group)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    locked.map(drop).ok_or_else(Error::not_found)
}

pub struct NewKey<'a> {
    pub group: i64,
    pub name: &'a str,
    pub prefix: &'a str,
    pub digest: &'a str,
    /// One a line.
    pub models: &'a str,
    pub networks: &'a str,
    pub monthly_budget: Option<i64>,
    pub expires_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &mut TenantTx, key: &NewKey<'_>) -> Result<i64> {
    let (tenant, who, now) = (tx.tenant(), tx.principal().id, tx.now());
    Ok(sqlx::query_scalar(
        "insert into ai_group_keys (tenant_id, group_id, name, prefix, digest, models, networks, monthly_budget,
           created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id",
    )
    .bind(tenant)
    .bind(key.group)
    .bind(key.name)
    .bind(key.prefix)
    .bind(key.digest)
    .bind(key.models)
    .bind(key.networks)
    .bind(key.monthly_budget)
    .bind(who)
    .bind(now)
    .bind(key.expires_at)
    .fetch_one(tx.conn())
    .await?)
}

/// The old key of a rotation: it ends at `until`, or when it would have ended anyway.
pub async fn replace(tx: &mut TenantTx, id: i64, by: i64, until: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update ai_group_keys set replaced_by = $3, expires_at = least(coalesce(expires_at, $4), $4) where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(by)
    .bind(until)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends a key; true when it was not ended before.
pub async fn revoke(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let ended =
        sqlx::query("update ai_group_keys set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null")
            .bind(tenant)
            .bind(id)
            .bind(now)
            .execute(tx.conn())
            .await?;
    Ok(ended.rows_affected() == 1)
}
