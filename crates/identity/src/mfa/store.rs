//! SQL of the second factor.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};

#[derive(Debug, sqlx::FromRow)]
pub struct Totp {
    pub sealed: String,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub last_step: i64,
}

/// Whether the user has to take the second step.
pub async fn is_on(tx: &mut TenantTx, user: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from totps where tenant_id = $1 and user_id = $2 and confirmed_at is not null)",
    )
    .bind(tenant)
    .bind(user)
    .fetch_one(tx.conn())
    .await?)
}

/// The user's secret, locked: codes are used up one after the other.
pub async fn lock(tx: &mut TenantTx, user: i64) -> Result<Option<Totp>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select sealed, confirmed_at, last_step from totps where tenant_id = $1 and user_id = $2 for update",
    )
    .bind(tenant)
    .bind(user)
    .fetch_optional(tx.conn())
    .await?)
}

/// Puts a secret that is yet to be proven in the place of one that never was.
pub async fn set_up(tx: &mut TenantTx, user: i64, sealed: &str) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let written = sqlx::query(
        "insert into totps as t (tenant_id, user_id, sealed, created_at) values ($1, $2, $3, $4)
         on conflict (tenant_id, user_id) do update set sealed = excluded.sealed, created_at = excluded.created_at, last_step = 0
         where t.confirmed_at is null",
    )
    .bind(tenant)
    .bind(user)
    .bind(sealed)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(written.rows_affected() == 1)
}

pub async fn use_step(tx: &mut TenantTx, user: i64, step: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update totps set last_step = $3, confirmed_at = coalesce(confirmed_at, $4) where tenant_id = $1 and user_id = $2")
        .bind(tenant)
        .bind(user)
        .bind(step)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes the second factor away, with its recovery codes; false when it was not on.
pub async fn remove(tx: &mut TenantTx, user: i64) -> Result<bool> {
    let tenant = tx.tenant();
    sqlx::query("delete from recovery_codes where tenant_id = $1 and user_id = $2")
        .bind(tenant)
        .bind(user)
        .execute(tx.conn())
        .await?;
    let was_on: Option<bool> = sqlx::query_scalar(
        "delete from totps where tenant_id = $1 and user_id = $2 returning confirmed_at is not null",
    )
    .bind(tenant)
    .bind(user)
    .fetch_optional(tx.conn())
    .await?;
    Ok(was_on.unwrap_or(false))
}

/// Puts new recovery codes in the place of the old ones.
pub async fn replace_codes(tx: &mut TenantTx, user: i64, digests: &[String]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from recovery_codes where tenant_id = $1 and user_id = $2")
        .bind(tenant)
        .bind(user)
        .execute(tx.conn())
        .await?;
    sqlx::query(
        "insert into recovery_codes (tenant_id, user_id, digest) select $1, $2, d from unnest($3::text[]) as d",
    )
    .bind(tenant)
    .bind(user)
    .bind(digests)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Uses a recovery code up; false when there is none such that is unused.
pub async fn use_code(tx: &mut TenantTx, user: i64, digest: &str) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let used = sqlx::query(
        "update recovery_codes set used_at = $4 where tenant_id = $1 and user_id = $2 and digest = $3 and used_at is null",
    )
    .bind(tenant)
    .bind(user)
    .bind(digest)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Whether a challenge has let somebody in.
pub async fn is_challenge_used(tx: &mut TenantTx, digest: &str) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select exists (select 1 from sign_in_states where tenant_id = $1 and digest = $2)")
        .bind(tenant)
        .bind(digest)
        .fetch_one(tx.conn())
        .await?)
}

/// Remembers that it has, beside the requests to providers that came back: until it would have expired.
pub async fn use_challenge(tx: &mut TenantTx, digest: &str, expires_at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("insert into sign_in_states (tenant_id, digest, expires_at) values ($1, $2, $3)")
        .bind(tenant)
        .bind(digest)
        .bind(expires_at)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Since when it is on, and how many recovery codes are left.
pub async fn status(tx: &mut TenantTx, user: i64) -> Result<(Option<DateTime<Utc>>, i64)> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select (select confirmed_at from totps where tenant_id = $1 and user_id = $2),
           (select count(*) from recovery_codes where tenant_id = $1 and user_id = $2 and used_at is null)",
    )
    .bind(tenant)
    .bind(user)
    .fetch_one(tx.conn())
    .await?)
}
