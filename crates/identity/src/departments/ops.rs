//! Changing the tree.

use kernel::{Error, Result, TenantTx, error::code};
use serde_json::json;

use super::{
    model::{self, Department, MoveDepartment, NewDepartment, UpdateDepartment},
    store,
};
use crate::users;

async fn check_leader(tx: &mut TenantTx, leader: Option<i64>) -> Result<()> {
    let Some(leader) = leader else { return Ok(()) };
    users::exists(tx, leader).await.map_err(|e| {
        if e.code == code::NOT_FOUND { Error::field("leaderId", "names a user who does not exist") } else { e }
    })
}

fn check_parent(parents: &model::Parents, parent: Option<i64>) -> Result<()> {
    match parent {
        Some(id) if !parents.contains_key(&id) => {
            Err(Error::field("parentId", "names a department that does not exist"))
        }
        _ => Ok(()),
    }
}

pub async fn create(tx: &mut TenantTx, new: &NewDepartment) -> Result<Department> {
    let parents = store::lock_tree(tx).await?;
    check_parent(&parents, new.parent_id)?;
    model::check_place(&parents, None, new.parent_id)?;
    check_leader(tx, new.leader_id).await?;
    let id = store::insert(tx, new.name.trim(), new.parent_id, new.leader_id).await?;
    tx.audit("department.create", format!("department/{id}"), json!({ "name": new.name, "parent": new.parent_id }));
    store::get(tx, id).await
}

pub async fn update(tx: &mut TenantTx, id: i64, changes: &UpdateDepartment) -> Result<Department> {
    store::lock_tree(tx).await?;
    let before = store::get(tx, id).await?;
    let leader = changes.leader_id.unwrap_or(before.leader.as_ref().map(|l| l.id));
    check_leader(tx, leader).await?;
    store::update(tx, id, changes.name.as_deref().unwrap_or(&before.name).trim(), leader).await?;
    tx.audit("department.update", format!("department/{id}"), json!({ "name": changes.name, "leader": leader }));
    store::get(tx, id).await
}

pub async fn relocate(tx: &mut TenantTx, id: i64, to: &MoveDepartment) -> Result<Department> {
    let parents = store::lock_tree(tx).await?;
    let before = store::get(tx, id).await?;
    check_parent(&parents, to.parent_id)?;
    model::check_place(&parents, Some(id), to.parent_id)?;
    if before.parent_id != to.parent_id {
        store::set_parent(tx, id, to.parent_id).await?;
    }
    let siblings = store::children(tx, to.parent_id).await?;
    store::number(tx, &model::ordered(&siblings, id, to.position)).await?;
    tx.audit(
        "department.move",
        format!("department/{id}"),
        json!({ "from": before.parent_id, "to": to.parent_id, "position": to.position }),
    );
    store::get(tx, id).await
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    store::lock_tree(tx).await?;
    let department = store::get(tx, id).await?;
    store::delete(tx, id).await?;
    tx.audit("department.delete", format!("department/{id}"), json!({ "name": department.name }));
    Ok(())
}
