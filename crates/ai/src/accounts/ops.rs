//! Making, changing and ending accounts.

use kernel::{Error, Result, Stream, TenantTx, error::code};
use serde_json::json;

use super::{
    endpoint,
    model::{AccountInput, BulkAction, hint},
    seal, store,
};
use crate::connector::Allowed;

/// Tells every node's gateway to read anew.
fn changed(tx: &mut TenantTx, id: i64) -> Result<()> {
    tx.emit_views(Stream::ai(), "ai_account", None::<&()>, &json!({ "accountId": id }))
}

pub async fn create(tx: &mut TenantTx, new: &AccountInput, allowed: &Allowed) -> Result<i64> {
    let key = new.api_key.as_deref().ok_or_else(|| Error::fields(vec![kernel::FieldError::required("apiKey")]))?;
    let endpoint = endpoint::check(new.service_type, new.api_endpoint.as_deref(), allowed)?;
    let id = store::insert(tx, new, endpoint.as_deref(), &hint(key)).await?;
    // The seal is bound to the id, which is known only now.
    let sealed = seal::seal(tx.keys(), tx.tenant(), id, key)?;
    store::set_key(tx, id, &sealed, &hint(key)).await?;
    tx.audit(
        "ai_account.create",
        format!("ai-account/{id}"),
        json!({ "name": new.name, "serviceType": new.service_type }),
    );
    changed(tx, id)?;
    Ok(id)
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &AccountInput, allowed: &Allowed) -> Result<()> {
    store::lock(tx, id).await?;
    let endpoint = endpoint::check(new.service_type, new.api_endpoint.as_deref(), allowed)?;
    let before = store::get(tx, id).await?;
    if new.api_key.is_none() && before.endpoint != endpoint {
        // Otherwise whoever may change an account could have its key sent to an address of their own.
        return Err(Error::field("apiKey", "must be given again when the endpoint changes"));
    }
    store::update(tx, id, new, endpoint.as_deref()).await?;
    if let Some(key) = &new.api_key {
        let sealed = seal::seal(tx.keys(), tx.tenant(), id, key)?;
        store::set_key(tx, id, &sealed, &hint(key)).await?;
    }
    let detail = json!({ "name": new.name, "newKey": new.api_key.is_some(), "isEnabled": new.is_enabled });
    tx.audit("ai_account.update", format!("ai-account/{id}"), detail);
    changed(tx, id)
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    store::lock(tx, id).await?;
    if store::is_bound(tx, id).await? {
        return Err(Error::new(code::AI_ACCOUNT_IN_USE));
    }
    store::delete(tx, id).await?;
    tx.audit("ai_account.delete", format!("ai-account/{id}"), json!({}));
    changed(tx, id)
}

/// What of a bulk action is done in the database; health checks are not.
pub async fn act(tx: &mut TenantTx, action: BulkAction, id: i64) -> Result<()> {
    match action {
        BulkAction::Delete => delete(tx, id).await,
        BulkAction::Enable | BulkAction::Disable => {
            let on = action == BulkAction::Enable;
            store::lock(tx, id).await?;
            store::set_enabled(tx, id, on).await?;
            tx.audit("ai_account.enable", format!("ai-account/{id}"), json!({ "isEnabled": on }));
            changed(tx, id)
        }
        BulkAction::HealthCheck => store::get(tx, id).await.map(drop),
    }
}
