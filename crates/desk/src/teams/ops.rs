//! Making and changing teams.

use kernel::{Result, TenantTx, Touched};
use serde_json::json;

use super::{
    model::{NewTeam, TeamError, split},
    store,
};
use crate::dictionaries::{self, BUSINESS_TYPE, PROBLEM_TYPE};

pub async fn create(tx: &mut TenantTx, new: &NewTeam) -> Result<i64> {
    check_scope(tx, new, "", "").await?;
    let id = store::create(tx, new).await?;
    set_members(tx, id, new).await?;
    tx.audit("team.create", format!("team/{id}"), json!({ "name": new.name }));
    Ok(id)
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &NewTeam) -> Result<()> {
    let head = store::lock_head(tx, id).await?;
    if new.version.is_some_and(|seen| seen != head.version) {
        return Err(TeamError::Stale.into());
    }
    check_scope(tx, new, &head.problem_types, &head.business_types).await?;
    store::update(tx, id, new).await?;
    tx.touch(Touched::Team(id));
    set_members(tx, id, new).await?;
    tx.audit("team.update", format!("team/{id}"), json!({ "name": new.name }));
    Ok(())
}

async fn check_scope(tx: &mut TenantTx, new: &NewTeam, problems: &str, businesses: &str) -> Result<()> {
    dictionaries::check_codes(tx, PROBLEM_TYPE, "problemTypes", &new.problem_types, &split(problems)).await?;
    dictionaries::check_codes(tx, BUSINESS_TYPE, "businessTypes", &new.business_types, &split(businesses)).await
}

async fn set_members(tx: &mut TenantTx, id: i64, new: &NewTeam) -> Result<()> {
    let Some(members) = &new.member_ids else { return Ok(()) };
    for user in store::remove_members(tx, id).await? {
        tx.touch(Touched::Agent(user));
    }
    for user in members {
        store::add_member(tx, id, *user).await?;
        tx.touch(Touched::Agent(*user));
    }
    Ok(())
}

/// Supervisors see at once who is in which team, and the assigner looks again.
pub async fn add_member(tx: &mut TenantTx, id: i64, user: i64) -> Result<()> {
    store::lock(tx, id).await?;
    store::add_member(tx, id, user).await?;
    tx.audit("team.add_member", format!("team/{id}"), json!({ "user": user }));
    tx.touch(Touched::Agent(user));
    Ok(())
}

pub async fn remove_member(tx: &mut TenantTx, id: i64, user: i64) -> Result<()> {
    store::lock(tx, id).await?;
    store::remove_member(tx, id, user).await?;
    tx.audit("team.remove_member", format!("team/{id}"), json!({ "user": user }));
    tx.touch(Touched::Agent(user));
    Ok(())
}
