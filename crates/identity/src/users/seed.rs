//! Users whose password is given: the demo's and the tests'. Not reachable through the API.

use kernel::{App, Error, Result, TenantId, TenantTx};

use super::{NewUser, ops};
use crate::{password::Hasher, roles};

/// Such passwords stand in the README; a costly hash would protect nothing and slow the start.
const SEED_COST: u32 = 4;

/// A user with these roles (by code) who may sign in at once with `password`.
pub async fn create_with_password(
    app: &App,
    tenant: TenantId,
    username: &str,
    role_codes: &[&str],
    password: &str,
) -> Result<i64> {
    let new = NewUser { username: username.into(), name: username.into(), ..NewUser::default() };
    create_given(app, tenant, new, role_codes, password).await
}

/// The same for a user of whom more is known.
pub async fn create_given(
    app: &App,
    tenant: TenantId,
    mut new: NewUser,
    role_codes: &[&str],
    password: &str,
) -> Result<i64> {
    let hash = Hasher::new(SEED_COST).hash(password).await?;
    let users_max = app.db().tenant(tenant).await?.max_users;
    let mut tx = app.db().begin_system(tenant).await?;
    for code in role_codes {
        new.role_ids
            .push(roles::id_by_code(&mut tx, code).await?.ok_or_else(|| Error::internal(format!("no role {code}")))?);
    }
    let user = ops::create(&mut tx, &new, &hash, false, users_max).await?;
    tx.finish().await?;
    Ok(user.id)
}

/// A customer may sign in to the portal with `password`.
pub async fn give_customer_password(tx: &mut TenantTx, customer: i64, password: &str) -> Result<()> {
    let (tenant, hash) = (tx.tenant(), Hasher::new(SEED_COST).hash(password).await?);
    sqlx::query("update customers set password_hash = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(customer)
        .bind(hash)
        .execute(tx.conn())
        .await?;
    Ok(())
}
