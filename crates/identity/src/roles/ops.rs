//! Making and changing roles.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    Error, Result, TenantTx, Touched,
    db::{PLATFORM_TENANT, TenantId},
    error::code,
    perm::{self, BUILT_IN, Grants, Permission},
    secret,
};
use serde_json::json;

use super::{
    model::{self, Grant, NewRole, Role, UpdateRole},
    store,
};
use crate::{sign_in, users};

/// The role that a tenant must never be without.
pub fn admin_code(tenant: TenantId) -> &'static str {
    if tenant == PLATFORM_TENANT { "platform_admin" } else { "tenant_admin" }
}

/// Creates the built-in roles, or brings them up to date after an upgrade.
pub async fn seed(tx: &mut TenantTx) -> Result<BTreeMap<&'static str, i64>> {
    let known: Vec<_> = store::list(tx, &kernel::PageQuery { page: 1, size: 200 }).await?;
    let (mut ids, is_platform) = (BTreeMap::new(), tx.tenant() == PLATFORM_TENANT);
    for role in BUILT_IN.iter().filter(|r| is_platform || !r.platform) {
        let id = match known.iter().find(|k| k.code == role.code) {
            Some(known) => known.id,
            None => store::insert(tx, role.code, role.zh, role.en, true).await?,
        };
        let wanted: Grants =
            perm::ALL.iter().filter_map(|e| (role.grants)(e).map(|scope| (e.code.to_owned(), scope))).collect();
        let held = store::grants(tx, &[id]).await?.remove(&id).unwrap_or_default();
        if held.into_iter().map(|g| (g.permission, g.scope)).collect::<Grants>() != wanted {
            store::delete_grants(tx, id).await?;
            store::insert_grants(tx, id, &wanted).await?;
        }
        ids.insert(role.code, id);
    }
    Ok(ids)
}

/// All that these roles grant together; unknown ids are the caller's mistake.
pub async fn grants_of(tx: &mut TenantTx, roles: &[i64]) -> Result<Grants> {
    let wanted: BTreeSet<i64> = roles.iter().copied().collect();
    let mut all = Grants::new();
    for id in &wanted {
        store::get(tx, *id).await.map_err(|e| {
            if e.code == code::NOT_FOUND { Error::field("roleIds", "names a role that does not exist") } else { e }
        })?;
    }
    let by_role = store::grants(tx, &wanted.into_iter().collect::<Vec<_>>()).await?;
    for grant in by_role.into_values().flatten() {
        all.entry(grant.permission).and_modify(|s| *s = (*s).max(grant.scope)).or_insert(grant.scope);
    }
    Ok(all)
}

/// Refuses when the caller does not hold everything that these roles grant.
pub async fn may_give(tx: &mut TenantTx, roles: &[i64]) -> Result<()> {
    let given = grants_of(tx, roles).await?;
    model::check_giver(tx.principal(), &given)
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<Role> {
    let row = store::get(tx, id).await?;
    let grants = store::grants(tx, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(row.with(grants))
}

pub async fn create(tx: &mut TenantTx, new: &NewRole) -> Result<Role> {
    let grants = model::parse(tx.tenant(), &new.grants)?;
    model::check_giver(tx.principal(), &grants)?;
    let made_up = || format!("role_{}", &secret::digest(&secret::token())[..10]);
    let code = new.code.clone().unwrap_or_else(made_up);
    let id = store::insert(tx, &code, new.name.trim(), new.description.as_deref().unwrap_or(""), false).await?;
    store::insert_grants(tx, id, &grants).await?;
    tx.audit("role.create", format!("role/{id}"), json!({ "code": code, "grants": new.grants }));
    get(tx, id).await
}

/// A role of the tenant's own, locked.
async fn own(tx: &mut TenantTx, id: i64) -> Result<Role> {
    let role = get(tx, id).await?;
    if role.built_in { Err(Error::new(code::ROLE_BUILT_IN)) } else { Ok(role) }
}

/// Replaces the grants. Answers with those who hold the role, whose tokens have to be checked again.
pub async fn set_grants(tx: &mut TenantTx, id: i64, grants: &[Grant]) -> Result<Vec<i64>> {
    let before = own(tx, id).await?;
    let after = model::parse(tx.tenant(), grants)?;
    // Also what is taken away must be one's own: else a helper could strip an administrator.
    model::check_giver(tx.principal(), &after)?;
    model::check_giver(tx.principal(), &model::parse(tx.tenant(), &before.grants)?)?;
    store::delete_grants(tx, id).await?;
    store::insert_grants(tx, id, &after).await?;
    tx.audit("role.grants", format!("role/{id}"), json!({ "before": before.grants, "after": grants }));
    let holders = store::users_of(tx, id).await?;
    sign_in::recheck(tx, &holders)?;
    serve_anew(tx, &holders);
    Ok(holders)
}

/// What a role grants decides who serves.
fn serve_anew(tx: &mut TenantTx, users: &[i64]) {
    for user in users {
        tx.touch(Touched::Agent(*user));
    }
}

/// Gives a role to many at once; who has it keeps it. Answers with those who are new to it.
pub async fn give(tx: &mut TenantTx, id: i64, users: &[i64]) -> Result<Vec<i64>> {
    let role = get(tx, id).await?;
    may_give(tx, &[id]).await?;
    let wanted: BTreeSet<i64> = users.iter().copied().collect();
    let wanted: Vec<i64> = wanted.into_iter().collect();
    if store::lock_users(tx, &wanted).await? != wanted.len() {
        return Err(Error::field("userIds", "names a user who does not exist"));
    }
    users::check_reach(tx, perm::UsersWrite::CODE, &wanted).await?;
    // Nobody changes a user who may do more than itself.
    let held: Vec<i64> = store::of_users(tx, &wanted).await?.into_values().flatten().map(|r| r.id).collect();
    may_give(tx, &held).await?;
    let given = store::give(tx, id, &wanted).await?;
    sign_in::recheck(tx, &given)?;
    serve_anew(tx, &given);
    tx.audit("role.give", format!("role/{id}"), json!({ "code": role.code, "users": given }));
    Ok(given)
}

pub async fn update(tx: &mut TenantTx, id: i64, changes: &UpdateRole) -> Result<Vec<i64>> {
    own(tx, id).await?;
    store::update(tx, id, changes.name.as_deref().map(str::trim), changes.description.as_deref()).await?;
    tx.audit("role.update", format!("role/{id}"), json!({ "name": changes.name }));
    match &changes.grants {
        Some(grants) => set_grants(tx, id, grants).await,
        None => Ok(Vec::new()),
    }
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let role = own(tx, id).await?;
    if role.user_count > 0 {
        return Err(Error::new(code::ROLE_IN_USE));
    }
    store::delete(tx, id).await?;
    tx.audit("role.delete", format!("role/{id}"), json!({ "code": role.code }));
    Ok(())
}
