//! Making and ending keys.

use kernel::{Error, Result, TenantTx, perm::Grants, secret};
use serde_json::json;

use super::{
    check::spell,
    model::{self, ApiKeyCreated, NewApiKey},
    store::{self, NewKey},
};

pub async fn create(tx: &mut TenantTx, new: &NewApiKey) -> Result<ApiKeyCreated> {
    if new.expires_at.is_some_and(|at| at <= tx.now()) {
        return Err(Error::field("expiresAt", "is in the past"));
    }
    let mut grants = Grants::new();
    for (at, code) in new.permissions.iter().enumerate() {
        // What the maker does not hold, or what does not exist, is the same mistake.
        let scope = tx
            .principal()
            .scope(code)
            .ok_or_else(|| Error::field(&format!("permissions[{at}]"), "is not a permission that you hold"))?;
        grants.insert(code.clone(), scope);
    }
    let (key, prefix) = model::make(tx.tenant());
    let row = NewKey {
        name: new.name.trim(),
        prefix: &prefix,
        digest: &secret::digest(&key),
        permissions: &spell(&grants),
        expires_at: new.expires_at,
    };
    let id = store::insert(tx, &row).await?;
    tx.audit("api_key.create", format!("api-key/{id}"), json!({ "name": new.name, "permissions": new.permissions }));
    Ok(ApiKeyCreated { key: store::get(tx, id).await?, secret: key })
}

pub async fn revoke(tx: &mut TenantTx, id: i64) -> Result<()> {
    let key = store::get(tx, id).await?;
    if store::revoke(tx, id).await? {
        tx.audit("api_key.revoke", format!("api-key/{id}"), json!({ "name": key.name }));
    }
    Ok(())
}
