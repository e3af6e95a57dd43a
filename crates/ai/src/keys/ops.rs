//! Making, rotating and ending group keys.

use chrono::TimeDelta;
use kernel::{Error, Result, TenantTx, error::code, perm::Scope, secret};
use serde_json::json;

use super::{
    model::{self, KeyCreated, KeyInput, KeyStatus, Rotation},
    store::{self, NewKey},
};
use crate::groups;

pub async fn create(tx: &mut TenantTx, scope: Scope, group: i64, new: &KeyInput) -> Result<KeyCreated> {
    groups::manageable(tx, scope, group).await?;
    if new.expires_at.is_some_and(|at| at <= tx.now()) {
        return Err(Error::field("expiresAt", "is in the past"));
    }
    let (key, prefix) = model::make(tx.tenant());
    let row = NewKey {
        group,
        name: new.name.trim(),
        prefix: &prefix,
        digest: &secret::digest(&key),
        models: &new.models.join("\n"),
        networks: &new.networks.join("\n"),
        monthly_budget: new.monthly_budget.map(|m| m.0),
        expires_at: new.expires_at,
    };
    let id = store::insert(tx, &row).await?;
    tx.audit("ai_key.create", format!("ai-key/{id}"), json!({ "name": new.name, "groupId": group }));
    groups::changed(tx, group)?;
    let now = tx.now();
    Ok(KeyCreated { key: store::get(tx, group, id).await?.shown(now), secret: key })
}

/// A new key with the rights of the old one, which works beside it for a while.
pub async fn rotate(tx: &mut TenantTx, scope: Scope, group: i64, id: i64, how: &Rotation) -> Result<KeyCreated> {
    groups::manageable(tx, scope, group).await?;
    store::lock(tx, group, id).await?;
    let (old, now) = (store::get(tx, group, id).await?, tx.now());
    if KeyStatus::of(now, old.revoked_at, old.expires_at, old.replaced_by.is_some()) != KeyStatus::Active {
        return Err(Error::new(code::AI_KEY_ENDED));
    }
    let (key, prefix) = model::make(tx.tenant());
    let row = NewKey {
        group,
        name: &old.name,
        prefix: &prefix,
        digest: &secret::digest(&key),
        models: &old.models,
        networks: &old.networks,
        monthly_budget: old.monthly_budget,
        expires_at: old.expires_at,
    };
    let new = store::insert(tx, &row).await?;
    store::replace(tx, id, new, now + TimeDelta::seconds(how.overlap_seconds)).await?;
    tx.audit("ai_key.rotate", format!("ai-key/{id}"), json!({ "by": new, "overlapSeconds": how.overlap_seconds }));
    groups::changed(tx, group)?;
    Ok(KeyCreated { key: store::get(tx, group, new).await?.shown(now), secret: key })
}

pub async fn revoke(tx: &mut TenantTx, scope: Scope, group: i64, id: i64) -> Result<()> {
    groups::manageable(tx, scope, group).await?;
    let key = store::get(tx, group, id).await?;
    if store::revoke(tx, id).await? {
        tx.audit("ai_key.revoke", format!("ai-key/{id}"), json!({ "name": key.name }));
        groups::changed(tx, group)?;
    }
    Ok(())
}
