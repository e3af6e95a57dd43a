//! SQL of apps, bound accounts and used states.

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx, error::code, error::on_constraint, seal};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    model::{Profile, Provider, SignInApp, State},
    provider::AppKeys,
};
use crate::sign_in::Account;

const SEALED_FOR: &str = "provider secret";

/// A tenant's app, without its secret.
#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct AppSettings {
    pub app: SignInApp,
    pub enabled: bool,
    pub app_id: String,
    pub updated_at: DateTime<Utc>,
}

pub async fn apps(tx: &mut TenantTx) -> Result<Vec<AppSettings>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select app, enabled, app_id, updated_at from sign_in_apps where tenant_id = $1 order by app")
        .bind(tenant)
        .fetch_all(tx.conn())
        .await?)
}

/// Those that people may sign in with.
pub(crate) async fn enabled(tx: &mut TenantTx) -> Result<Vec<SignInApp>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select app from sign_in_apps where tenant_id = $1 and enabled order by app desc")
        .bind(tenant)
        .fetch_all(tx.conn())
        .await?)
}

fn owner(tenant: i64, app: SignInApp) -> String {
    format!("{tenant}/{}", app.as_str())
}

/// An app that is switched on, with its secret.
pub async fn keys(tx: &mut TenantTx, app: SignInApp) -> Result<AppKeys> {
    let tenant = tx.tenant();
    let row: Option<(String, String)> =
        sqlx::query_as("select app_id, sealed from sign_in_apps where tenant_id = $1 and app = $2 and enabled")
            .bind(tenant)
            .bind(app)
            .fetch_optional(tx.conn())
            .await?;
    let (app_id, sealed) = row.ok_or_else(|| Error::new(code::SIGN_IN_METHOD_OFF))?;
    let secret = seal::open(tx.keys(), SEALED_FOR, &owner(tenant, app), &sealed)?;
    Ok(AppKeys { app, app_id, secret: String::from_utf8(secret).map_err(Error::internal)? })
}

/// Without a secret the one that is kept stays; false when there is none to stay.
pub async fn save_app(
    tx: &mut TenantTx,
    app: SignInApp,
    enabled: bool,
    app_id: &str,
    secret: Option<&str>,
) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sealed = secret.map(|s| seal::seal(tx.keys(), SEALED_FOR, &owner(tenant, app), s.as_bytes())).transpose()?;
    let saved = match sealed {
        Some(sealed) => {
            sqlx::query(
                "insert into sign_in_apps (tenant_id, app, enabled, app_id, updated_at, sealed) values ($1, $2, $3, $4, $5, $6)
                 on conflict (tenant_id, app) do update set enabled = excluded.enabled, app_id = excluded.app_id,
                   updated_at = excluded.updated_at, sealed = excluded.sealed",
            )
            .bind(tenant)
            .bind(app)
            .bind(enabled)
            .bind(app_id)
            .bind(now)
            .bind(sealed)
            .execute(tx.conn())
            .await?
        }
        None => {
            sqlx::query("update sign_in_apps set enabled = $3, app_id = $4, updated_at = $5 where tenant_id = $1 and app = $2")
                .bind(tenant)
                .bind(app)
                .bind(enabled)
                .bind(app_id)
                .bind(now)
                .execute(tx.conn())
                .await?
        }
    };
    Ok(saved.rows_affected() == 1)
}

pub async fn delete_app(tx: &mut TenantTx, app: SignInApp) -> Result<()> {
    let tenant = tx.tenant();
    let deleted = sqlx::query("delete from sign_in_apps where tenant_id = $1 and app = $2")
        .bind(tenant)
        .bind(app)
        .execute(tx.conn())
        .await?;
    if deleted.rows_affected() == 1 { Ok(()) } else { Err(Error::not_found()) }
}

/// Notes that a state came back; false when it did before.
pub async fn use_state(tx: &mut TenantTx, state: &State) -> Result<bool> {
    let tenant = tx.tenant();
    let used = sqlx::query(
        "insert into sign_in_states (tenant_id, digest, expires_at) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(tenant)
    .bind(state.digest())
    .bind(state.expires_at())
    .execute(tx.conn())
    .await?;
    Ok(used.rows_affected() == 1)
}

#[derive(Debug, sqlx::FromRow)]
pub struct Bound {
    pub id: i64,
    pub user_id: i64,
}

/// The bound account that a provider's answer is about.
pub async fn find(tx: &mut TenantTx, profile: &Profile) -> Result<Option<Bound>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select a.id, a.user_id from sign_in_subjects s join sign_in_accounts a on a.tenant_id = s.tenant_id and a.id = s.account_id
         where s.tenant_id = $1 and s.provider = $2 and s.subject = any ($3)
         order by array_position($3, s.subject) limit 1",
    )
    .bind(tenant)
    .bind(profile.provider)
    .bind(&profile.subjects)
    .fetch_optional(tx.conn())
    .await?)
}

/// Notes that an account signed in, and what else the provider calls it by now.
pub async fn touch(tx: &mut TenantTx, account: i64, profile: &Profile) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update sign_in_accounts set last_used_at = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(account)
        .bind(now)
        .execute(tx.conn())
        .await?;
    add_subjects(tx, account, profile).await.map(drop)
}

async fn add_subjects(tx: &mut TenantTx, account: i64, profile: &Profile) -> Result<u64> {
    let tenant = tx.tenant();
    let added = sqlx::query(
        "insert into sign_in_subjects (tenant_id, provider, subject, account_id) select $1, $2, s, $4 from unnest($3::text[]) as s
         on conflict do nothing",
    )
    .bind(tenant)
    .bind(profile.provider)
    .bind(&profile.subjects)
    .bind(account)
    .execute(tx.conn())
    .await?;
    Ok(added.rows_affected())
}

/// Binds an account to a user. Another's stays another's, also when two bind it at once.
pub async fn bind(tx: &mut TenantTx, user: i64, profile: &Profile) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let inserted = sqlx::query_scalar(
        "insert into sign_in_accounts (tenant_id, user_id, provider, name, bound_at) values ($1, $2, $3, $4, $5) returning id",
    )
    .bind(tenant)
    .bind(user)
    .bind(profile.provider)
    .bind(&profile.name)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    let id: i64 = on_constraint(inserted, "sign_in_accounts_user_key", || Error::new(code::ACCOUNT_BOUND))?;
    let added = add_subjects(tx, id, profile).await?;
    if added == profile.subjects.len() as u64 { Ok(()) } else { Err(Error::new(code::ACCOUNT_TAKEN)) }
}

/// An account of a provider that is bound to a user.
#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct BoundAccount {
    pub id: i64,
    pub provider: Provider,
    /// As the provider calls the person.
    pub name: String,
    pub bound_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

pub async fn list(tx: &mut TenantTx, user: i64) -> Result<Vec<BoundAccount>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, provider, name, bound_at, last_used_at from sign_in_accounts where tenant_id = $1 and user_id = $2 order by provider",
    )
    .bind(tenant)
    .bind(user)
    .fetch_all(tx.conn())
    .await?)
}

/// Takes an account from its user; somebody else's is as absent as a missing one.
pub async fn unbind(tx: &mut TenantTx, user: i64, id: i64) -> Result<Provider> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "delete from sign_in_accounts where tenant_id = $1 and user_id = $2 and id = $3 returning provider",
    )
    .bind(tenant)
    .bind(user)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

/// The user of a bound account, when it may sign in.
pub async fn active_user(tx: &mut TenantTx, id: i64) -> Result<Option<Account>> {
    Ok(crate::sign_in::find_user_by_id(tx, id).await?.filter(|a| a.is_active))
}

pub(crate) async fn delete_stale(tx: &mut TenantTx) -> Result<u64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let deleted = sqlx::query("delete from sign_in_states where tenant_id = $1 and expires_at < $2")
        .bind(tenant)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(deleted.rows_affected())
}
