//! Signing out from afar.

use kernel::{Result, TenantTx};
use serde_json::json;

use super::store;
use crate::sign_in::{self, Kind};

/// Ends one sign-in of `owner`.
pub async fn end(tx: &mut TenantTx, kind: Kind, owner: i64, id: i64) -> Result<()> {
    store::lock(tx, kind, owner, id).await?;
    sign_in::revoke(tx, id).await?;
    tx.audit("sign_in.end", format!("{}/{owner}", kind.as_str()), json!({ "signIn": id }));
    Ok(())
}

/// Ends every sign-in of `owner` but for `except`. Answers which.
pub async fn end_all(tx: &mut TenantTx, kind: Kind, owner: i64, except: Option<i64>) -> Result<Vec<i64>> {
    let ended = sign_in::revoke_all(tx, kind, owner, except).await?;
    tx.audit("sign_in.end_all", format!("{}/{owner}", kind.as_str()), json!({ "signIns": ended }));
    Ok(ended)
}
