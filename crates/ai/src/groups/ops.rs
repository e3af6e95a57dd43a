//! Making, changing and ending groups; who sees which.

use kernel::{Error, Principal, Result, Stream, TenantTx, error::code, perm::Scope};
use serde_json::json;

use super::{
    model::{GroupInput, GroupKind, MemberInput, MemberRole},
    store,
};

/// Tells every node's gateway to read anew.
pub fn changed(tx: &mut TenantTx, id: i64) -> Result<()> {
    tx.emit_views(Stream::ai(), "ai_group", None::<&()>, &json!({ "groupId": id }))
}

/// The user whose groups alone a caller sees; `None` = all of them.
pub fn own(caller: &Principal, scope: Scope) -> Option<i64> {
    (scope < Scope::Tenant).then_some(caller.id)
}

/// Finds a group that the caller may see; one that is not its own is as absent as a missing one.
pub async fn visible(tx: &mut TenantTx, scope: Scope, id: i64) -> Result<store::GroupRow> {
    if let Some(user) = own(&tx.principal().clone(), scope)
        && store::role_of(tx, id, user).await?.is_none()
    {
        return Err(Error::not_found());
    }
    store::get(tx, id).await
}

/// The same for a change: with a narrow grant, only of groups that one is the administrator of.
pub async fn manageable(tx: &mut TenantTx, scope: Scope, id: i64) -> Result<store::GroupRow> {
    let group = visible(tx, scope, id).await?;
    if let Some(user) = own(&tx.principal().clone(), scope)
        && store::role_of(tx, id, user).await? != Some(MemberRole::Admin)
    {
        return Err(Error::new(code::DENIED));
    }
    Ok(group)
}

/// The two groups that each tenant has, bound to every pool.
pub async fn ensure_system(tx: &mut TenantTx) -> Result<()> {
    let mut made = false;
    made |= store::ensure(tx, GroupKind::Default, "default").await?;
    made |= store::ensure(tx, GroupKind::Portal, "portal").await?;
    if made { changed(tx, 0) } else { Ok(()) }
}

pub async fn create(tx: &mut TenantTx, new: &GroupInput) -> Result<i64> {
    check(new)?;
    let id = store::insert(tx, new).await?;
    tx.audit("ai_group.create", format!("ai-group/{id}"), json!({ "name": new.name }));
    changed(tx, id)?;
    Ok(id)
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &GroupInput) -> Result<()> {
    store::lock(tx, id).await?;
    check(new)?;
    let before = store::get(tx, id).await?;
    if i64::from(new.max_members) < before.member_count {
        return Err(Error::field("maxMembers", "is less than the members that the group has"));
    }
    store::update(tx, id, new).await?;
    let detail = json!({ "name": new.name, "dailyTokenLimit": new.quota.daily_token_limit, "monthlyBudget": new.quota.monthly_budget });
    tx.audit("ai_group.update", format!("ai-group/{id}"), detail);
    changed(tx, id)
}

fn check(new: &GroupInput) -> Result<()> {
    match new.quota.warning_threshold <= new.quota.alert_threshold {
        true => Ok(()),
        false => Err(Error::field("quota.warningThreshold", "must not be above the alert")),
    }
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    store::lock(tx, id).await?;
    let group = store::get(tx, id).await?;
    if GroupKind::parse(&group.kind) != GroupKind::Normal {
        return Err(Error::new(code::AI_GROUP_BUILT_IN));
    }
    store::delete(tx, id).await?;
    tx.audit("ai_group.delete", format!("ai-group/{id}"), json!({ "name": group.name }));
    changed(tx, id)
}

pub async fn put_member(tx: &mut TenantTx, scope: Scope, group: i64, new: &MemberInput) -> Result<()> {
    let row = manageable(tx, scope, group).await?;
    store::lock(tx, group).await?;
    let is_new = store::put_member(tx, group, new.user_id, new.role).await?;
    if is_new && store::get(tx, group).await?.member_count > i64::from(row.max_members) {
        return Err(Error::new(code::AI_GROUP_FULL));
    }
    tx.audit("ai_group.member", format!("ai-group/{group}"), json!({ "userId": new.user_id, "role": new.role }));
    changed(tx, group)
}

pub async fn remove_member(tx: &mut TenantTx, scope: Scope, group: i64, user: i64) -> Result<()> {
    manageable(tx, scope, group).await?;
    if !store::delete_member(tx, group, user).await? {
        return Err(Error::not_found());
    }
    tx.audit("ai_group.member_removed", format!("ai-group/{group}"), json!({ "userId": user }));
    changed(tx, group)
}
