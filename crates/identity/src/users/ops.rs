//! Making and changing users.

use kernel::{
    Error, PageQuery, Result, TenantTx, Touched, contact,
    error::code,
    perm::{self, Permission},
};
use serde_json::json;

use super::{
    access,
    model::{self, NewUser, UpdateUser, User, UserStatus},
    store::{self, Filter, Record, UserRow},
};
use crate::{
    roles,
    sign_in::{self, Kind},
};

/// Where the tenant said nothing.
const MAX_SESSIONS: i32 = 5;

/// Adds a user with the hash of its first password. `users_max` is the tenant's limit.
pub async fn create(tx: &mut TenantTx, new: &NewUser, hash: &str, must_change: bool, users_max: i32) -> Result<User> {
    access::check_all(tx.principal(), perm::UsersWrite::CODE)?;
    // Under this lock two at once cannot both take the last place.
    roles::lock_admin_role(tx, roles::admin_code(tx.tenant())).await?;
    if store::count(tx, &Filter::default()).await? >= i64::from(users_max) {
        return Err(Error::new(code::TENANT_FULL));
    }
    roles::may_give(tx, &new.role_ids).await?;
    let phone = phone(new.phone.as_deref())?;
    let skills = model::join(new.skills.as_deref().unwrap_or_default());
    let max_sessions = match new.max_sessions {
        Some(given) => given,
        None => store::max_sessions_default(tx).await?.unwrap_or(MAX_SESSIONS),
    };
    let record = Record {
        name: new.name.trim(),
        email: text(new.email.as_deref()),
        phone: phone.as_deref(),
        status: UserStatus::Active,
        max_sessions,
        skills: &skills,
        department_id: new.department_id,
    };
    let id = store::insert(tx, new.username.trim(), &record, hash, must_change).await?;
    store::set_roles(tx, id, &new.role_ids).await?;
    set_teams(tx, id, new.team_ids.as_deref().unwrap_or_default()).await?;
    tx.touch(Touched::Agent(id));
    tx.audit("user.create", format!("user/{id}"), json!({ "username": new.username, "roles": new.role_ids }));
    get(tx, id).await
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<User> {
    let row = store::lock(tx, id).await?;
    complete_one(tx, row).await
}

async fn complete_one(tx: &mut TenantTx, row: UserRow) -> Result<User> {
    store::complete(tx, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

pub async fn list(tx: &mut TenantTx, filter: &Filter, page: &PageQuery) -> Result<(Vec<User>, i64)> {
    let rows = store::list(tx, filter, page).await?;
    let total = store::count(tx, filter).await?;
    Ok((store::complete(tx, rows).await?, total))
}

/// The user, locked, when the caller may change it: not one who may do more than itself.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<User> {
    access::check(tx, perm::UsersWrite::CODE, &[id]).await?;
    let row = store::lock(tx, id).await?;
    let user = complete_one(tx, row).await?;
    let held: Vec<i64> = user.roles.iter().map(|r| r.id).collect();
    roles::may_give(tx, &held).await?;
    Ok(user)
}

pub async fn update(tx: &mut TenantTx, id: i64, changes: &UpdateUser) -> Result<User> {
    let before = lock(tx, id).await?;
    let status = changes.status.map_or(before.status, UserStatus::from);
    if before.status == UserStatus::Locked && status == UserStatus::Active {
        return Err(Error::field("status", "is locked; unlock the user instead"));
    }
    if let Some(role_ids) = &changes.role_ids {
        roles::may_give(tx, role_ids).await?;
    }
    if status != UserStatus::Active || changes.role_ids.is_some() {
        keep_an_admin(tx, &before, status, changes.role_ids.as_deref()).await?;
    }
    let phone = match &changes.phone {
        Some(new) => phone(Some(new))?,
        None => before.phone.clone(),
    };
    let skills = model::join(changes.skills.as_deref().unwrap_or(&before.skills));
    let record = Record {
        name: changes.name.as_deref().unwrap_or(&before.name).trim(),
        email: text(changes.email.as_deref()).or(before.email.as_deref().filter(|_| changes.email.is_none())),
        phone: phone.as_deref(),
        status,
        max_sessions: changes.max_sessions.unwrap_or(before.max_sessions),
        skills: &skills,
        department_id: changes.department_id.unwrap_or(before.department.as_ref().map(|d| d.id)),
    };
    store::save(tx, id, &record).await?;
    tx.touch(Touched::Agent(id));
    if record.name != before.name {
        tx.touch(Touched::User(id));
    }
    if let Some(role_ids) = &changes.role_ids {
        store::set_roles(tx, id, role_ids).await?;
    }
    if let Some(team_ids) = &changes.team_ids {
        set_teams(tx, id, team_ids).await?;
    }
    if status != UserStatus::Active {
        sign_in::revoke_all(tx, Kind::User, id, None).await?;
    }
    if changes.changes_rights() {
        sign_in::recheck(tx, &[id])?;
    }
    let held: Vec<i64> = before.roles.iter().map(|r| r.id).collect();
    tx.audit(
        "user.update",
        format!("user/{id}"),
        json!({ "rolesBefore": held, "roles": changes.role_ids, "teams": changes.team_ids, "department": record.department_id, "status": status }),
    );
    get(tx, id).await
}

/// Refuses what would leave the tenant without an active administrator.
async fn keep_an_admin(tx: &mut TenantTx, user: &User, status: UserStatus, role_ids: Option<&[i64]>) -> Result<()> {
    let admin = roles::admin_code(tx.tenant());
    let Some(role) = user.roles.iter().find(|r| r.code == admin).map(|r| r.id) else { return Ok(()) };
    let stays = status == UserStatus::Active && role_ids.is_none_or(|ids| ids.contains(&role));
    if stays {
        return Ok(());
    }
    roles::lock_admin_role(tx, admin).await?;
    if store::other_active_holders(tx, role, user.id).await? == 0 {
        return Err(Error::new(code::LAST_ADMIN));
    }
    Ok(())
}

pub async fn set_locked(tx: &mut TenantTx, id: i64, locked: bool) -> Result<User> {
    let user = lock(tx, id).await?;
    not_oneself(tx, id)?;
    if locked {
        keep_an_admin(tx, &user, UserStatus::Locked, None).await?;
        store::set_status(tx, id, UserStatus::Locked).await?;
        sign_in::revoke_all(tx, Kind::User, id, None).await?;
        tx.audit("user.lock", format!("user/{id}"), json!({}));
    } else {
        if user.status != UserStatus::Locked {
            return Err(Error::new(code::CONFLICT));
        }
        store::set_status(tx, id, UserStatus::Active).await?;
        tx.audit("user.unlock", format!("user/{id}"), json!({}));
    }
    tx.touch(Touched::Agent(id));
    get(tx, id).await
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let user = lock(tx, id).await?;
    not_oneself(tx, id)?;
    keep_an_admin(tx, &user, UserStatus::Inactive, None).await?;
    store::set_teams(tx, id, &[]).await?;
    store::set_roles(tx, id, &[]).await?;
    store::delete(tx, id).await?;
    tx.touch(Touched::Agent(id));
    sign_in::revoke_all(tx, Kind::User, id, None).await?;
    tx.audit("user.delete", format!("user/{id}"), json!({ "username": user.username }));
    Ok(())
}

pub async fn reset_password(tx: &mut TenantTx, id: i64, hash: &str) -> Result<()> {
    lock(tx, id).await?;
    not_oneself(tx, id)?;
    crate::password::set(tx, id, hash, true, None).await?;
    tx.audit("password.reset", format!("user/{id}"), json!({ "by": "administrator" }));
    Ok(())
}

pub fn not_oneself(tx: &TenantTx, id: i64) -> Result<()> {
    if tx.user_id() == Some(id) {
        Err(Error::new(code::CONFLICT).detail("You cannot do this to yourself"))
    } else {
        Ok(())
    }
}

async fn set_teams(tx: &mut TenantTx, id: i64, teams: &[i64]) -> Result<()> {
    let wanted: std::collections::BTreeSet<i64> = teams.iter().copied().collect();
    let known = store::set_teams(tx, id, &wanted.iter().copied().collect::<Vec<_>>()).await?;
    if known == wanted.len() as u64 { Ok(()) } else { Err(Error::field("teamIds", "names a team that does not exist")) }
}

/// An empty text means none.
fn text(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|t| !t.is_empty())
}

fn phone(value: Option<&str>) -> Result<Option<String>> {
    text(value).map(|p| contact::phone(p).ok_or_else(|| Error::field("phone", "is not a phone number"))).transpose()
}
