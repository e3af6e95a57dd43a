//! Quick registration (003 §3.2): a name and a phone are enough to talk to somebody. Nothing is
//! verified, so this never leads into an account that exists: the profile is temporary until staff
//! or a verification say otherwise.

use kernel::{App, Error, Result, TenantTx, db::TenantInfo, error::code};

use super::{Client, flows, http::LoginResult, store};
use crate::Identity;

pub struct Registration {
    pub name: String,
    /// As [`kernel::contact::phone`] spells it.
    pub phone: String,
    pub organization: Option<String>,
    pub position: Option<String>,
    pub topic: Option<String>,
    pub locale: &'static str,
    pub password: Option<String>,
}

pub async fn register(
    app: &App,
    identity: &Identity,
    tenant: &TenantInfo,
    new: &Registration,
    client: &Client,
) -> Result<LoginResult> {
    let hash = match &new.password {
        Some(password) => {
            crate::password::check_policy("password", password, &new.phone)?;
            Some(identity.hasher().hash(password).await?)
        }
        None => None,
    };
    let mut tx = app.db().begin_system(tenant.id).await?;
    if hash.is_some() {
        // One password a phone: two who register it at once take turns.
        lock_phone(&mut tx, &new.phone).await?;
        if store::find_customer(&mut tx, &new.phone).await?.is_some() {
            return Err(Error::new(code::DUPLICATE));
        }
    }
    let organization = organization(&mut tx, new).await?;
    let id = insert(&mut tx, new, organization, hash.as_deref()).await?;
    tx.finish().await?;
    flows::open_customer(app, identity, tenant, (id, &new.name), client).await
}

async fn lock_phone(tx: &mut TenantTx, phone: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, $2))")
        .bind(phone)
        .bind(tenant)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The organization that the customer says to be of.
pub(crate) async fn organization(tx: &mut TenantTx, new: &Registration) -> Result<Option<i64>> {
    match kernel::text::filled(&new.organization) {
        Some(name) => find_or_create_organization(tx, name).await.map(Some),
        None => Ok(None),
    }
}

async fn find_or_create_organization(tx: &mut TenantTx, name: &str) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "insert into organizations as o (tenant_id, name) values ($1, $2)
         on conflict on constraint organizations_name_key do update set name = o.name returning id",
    )
    .bind(tenant)
    .bind(name)
    .fetch_one(tx.conn())
    .await?)
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    new: &Registration,
    organization: Option<i64>,
    hash: Option<&str>,
) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into customers (tenant_id, name, phone, password_hash, organization_id, position, note, locale, last_seen_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9) returning id",
    )
    .bind(tenant)
    .bind(&new.name)
    .bind(&new.phone)
    .bind(hash)
    .bind(organization)
    .bind(&new.position)
    .bind(&new.topic)
    .bind(new.locale)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}
