//! Users whose password is given: the demo's and the tests'. Not reachable through the API.

use kernel::{App, Error, Result, TenantId};

use super::{NewUser, ops};
use crate::{password::Hasher, roles};

/// Such passwords stand in the README; a costly hash would protect nothing and slow the start.
const SEED_COST: u32 = 4;

/// A user with these roles (by code) who may sign in at once with `password`.
pub async fn create_with_password(app: &App, tenant: TenantId, username: &str, role_codes: &[&str], password: &str) -> Result<i64> {
    let hash = Hasher::new(SEED_COST).hash(password).await?;
    let users_max = app.db().tenant(tenant).await?.max_users;
    let mut tx = app.db().begin_system(tenant).await?;
    let mut role_ids = Vec::with_capacity(role_codes.len());
    for code in role_codes {
        role_ids.push(roles::id_by_code(&mut tx, code).await?.ok_or_else(|| Error::internal(format!("no role {code}")))?);
    }
    let new = NewUser { username: username.into(), name: username.into(), role_ids, ..NewUser::default() };
    let user = ops::create(&mut tx, &new, &hash, false, users_max).await?;
    tx.finish().await?;
    Ok(user.id)
}
