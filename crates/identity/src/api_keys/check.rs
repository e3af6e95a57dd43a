//! From a key to a principal, on every request; believed for a second, like a sign-in.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    Db, Error, Principal, PrincipalKind, Result,
    db::TenantId,
    error::code,
    perm::{Grants, Scope},
    secret,
};

use super::{model, store};
use crate::sign_in::{Checked, open_tenant};

/// A busy key would write its row at every request otherwise.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

pub(crate) async fn check(db: &Db, checked: &Checked, now: DateTime<Utc>, key: &str) -> Result<Principal> {
    let tenant = model::tenant_of(key).ok_or_else(|| Error::new(code::UNAUTHENTICATED))?;
    open_tenant(db, tenant, now).await?;
    let digest = secret::digest(key);
    checked.get(format!("key/{digest}"), load(db, tenant, &digest, now)).await
}

async fn load(db: &Db, tenant: TenantId, digest: &str, now: DateTime<Utc>) -> Result<Principal> {
    let mut tx = db.begin_system(tenant).await?;
    let key = store::find_usable(&mut tx, digest).await?.ok_or_else(|| Error::new(code::UNAUTHENTICATED))?;
    if key.last_used_at.is_none_or(|at| now - at >= TOUCH_EVERY) {
        store::touch(&mut tx, key.id).await?;
        tx.finish().await?;
    }
    Ok(Principal {
        kind: PrincipalKind::ApiKey,
        id: key.id,
        name: Arc::from(format!("key {}", key.name)),
        grants: Arc::new(grants(&key.permissions)),
        ..Principal::system(tenant)
    })
}

/// `code=scope,code=scope`.
fn grants(text: &str) -> Grants {
    text.split(',')
        .filter_map(|part| part.split_once('='))
        .filter_map(|(code, scope)| Some((code.to_owned(), Scope::from_db(scope.parse().ok()?))))
        .collect()
}

pub(super) fn spell(grants: &Grants) -> String {
    grants.iter().map(|(code, scope)| format!("{code}={}", scope.to_db())).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_read() {
        let held: Grants = [("tickets:read".to_owned(), Scope::Team), ("users:read".to_owned(), Scope::Tenant)].into();
        assert_eq!(grants(&spell(&held)), held);
        assert_eq!(grants(""), Grants::new());
        assert_eq!(grants("broken,tickets:read=x"), Grants::new());
    }
}
