//! The end of sign-ins, as other nodes hear of it: an event on one stream of the tenant, written in the
//! transaction that ends them. It is a hint to look again; what counts is in the database.

use kernel::{Result, Stream, TenantTx};
use serde::{Deserialize, Serialize};

use super::{Kind, store};

/// The stream that each node follows for the tenants it has connections of.
pub const STREAM: &str = "sign-ins";

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ended {
    /// Sign-ins that ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sign_ins: Vec<i64>,
    /// Users who are to be looked at again: locked, or with other rights.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<i64>,
}

fn announce(tx: &mut TenantTx, ended: &Ended) -> Result<()> {
    if *ended == Ended::default() {
        return Ok(());
    }
    tx.emit_views(Stream(STREAM.into()), "ended", None::<&()>, ended)
}

/// Ends one sign-in.
pub async fn revoke(tx: &mut TenantTx, id: i64) -> Result<()> {
    store::revoke(tx, id).await?;
    announce(tx, &Ended { sign_ins: vec![id], users: Vec::new() })
}

/// Ends every sign-in of a principal, but for `except`. Answers which.
pub async fn revoke_all(tx: &mut TenantTx, kind: Kind, id: i64, except: Option<i64>) -> Result<Vec<i64>> {
    let sign_ins = store::revoke_all(tx, kind, id, except).await?;
    announce(tx, &Ended { sign_ins: sign_ins.clone(), users: Vec::new() })?;
    Ok(sign_ins)
}

/// The rights of these users changed: their tokens and connections start over.
pub fn recheck(tx: &mut TenantTx, users: &[i64]) -> Result<()> {
    announce(tx, &Ended { sign_ins: Vec::new(), users: users.to_vec() })
}
