//! SQL of passwords and reset links.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Result, TenantTx};

/// A reset link lives this long ...
pub const LINK_LIFE: TimeDelta = TimeDelta::minutes(30);

#[derive(Debug, sqlx::FromRow)]
pub struct Owner {
    pub id: i64,
    pub username: String,
    pub name: String,
    pub email: Option<String>,
    pub locale: String,
}

pub async fn find_owner(tx: &mut TenantTx, username: &str) -> Result<Option<Owner>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, username, name, email, locale from users
         where tenant_id = $1 and lower(username) = lower($2) and status = 'active' and deleted_at is null",
    )
    .bind(tenant)
    .bind(username)
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn username(tx: &mut TenantTx, id: i64) -> Result<String> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select username from users where tenant_id = $1 and id = $2 and deleted_at is null")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

/// The name that a customer signs in with.
pub async fn customer_phone(tx: &mut TenantTx, id: i64) -> Result<Option<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select phone from customers where tenant_id = $1 and id = $2 and deleted_at is null")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn save_user(tx: &mut TenantTx, id: i64, hash: &str, must_change: bool) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update users set password_hash = $3, must_change_password = $4, updated_at = $5 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(hash)
        .bind(must_change)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn save_customer(tx: &mut TenantTx, id: i64, hash: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update customers set password_hash = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(hash)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Links of a user that still work.
pub async fn open_links(tx: &mut TenantTx, user: i64) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar("select count(*) from password_resets where tenant_id = $1 and user_id = $2 and used_at is null and expires_at > $3")
        .bind(tenant)
        .bind(user)
        .bind(now)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn insert_link(tx: &mut TenantTx, user: i64, digest: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("insert into password_resets (tenant_id, digest, user_id, expires_at) values ($1, $2, $3, $4)")
        .bind(tenant)
        .bind(digest)
        .bind(user)
        .bind(now + LINK_LIFE)
        .execute(tx.conn())
        .await?;
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
pub struct Link {
    pub user_id: i64,
    pub username: String,
    expires_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
}

/// The link with this digest, locked, when it still works.
pub async fn lock_link(tx: &mut TenantTx, digest: &str) -> Result<Option<Link>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let link: Option<Link> = sqlx::query_as(
        "select r.user_id, u.username, r.expires_at, r.used_at
         from password_resets r join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
         where r.tenant_id = $1 and r.digest = $2 and u.status = 'active' and u.deleted_at is null for update of r",
    )
    .bind(tenant)
    .bind(digest)
    .fetch_optional(tx.conn())
    .await?;
    Ok(link.filter(|l| l.used_at.is_none() && l.expires_at > now))
}

/// Uses up every open link of a user: the one at hand, and those that others may have asked for.
pub async fn use_links(tx: &mut TenantTx, user: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update password_resets set used_at = $3 where tenant_id = $1 and user_id = $2 and used_at is null")
        .bind(tenant)
        .bind(user)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete_tallies(tx: &mut TenantTx, username: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from login_failures where tenant_id = $1 and account = 'user:' || lower($2)")
        .bind(tenant)
        .bind(username)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete_stale(tx: &mut TenantTx) -> Result<u64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let deleted = sqlx::query("delete from password_resets where tenant_id = $1 and expires_at < $2")
        .bind(tenant)
        .bind(now - TimeDelta::days(1))
        .execute(tx.conn())
        .await?;
    Ok(deleted.rows_affected())
}
