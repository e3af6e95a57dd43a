//! From an access token to a principal, on every request. What the database says about the sign-in,
//! the account and its roles is kept for a second at most, so a lock or a change of role is felt
//! within two on every node, and at once on the node that made it.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    Db, Error, Principal, PrincipalKind, Result,
    db::{TenantId, TenantInfo},
    error::code,
    perm::{self, Grants, Scope},
};
use moka::future::Cache;

use super::{
    Kind,
    access::{AccessKey, Claims},
    store,
};

/// How long a principal is believed without asking the database again.
const FRESH: Duration = Duration::from_secs(1);
/// "Last used" is told to this: a busy sign-in would write its row every second otherwise.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);

/// Principals that were checked moments ago.
pub(crate) struct Checked(Cache<String, Principal>);

impl Default for Checked {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(100_000).time_to_live(FRESH).build())
    }
}

impl Checked {
    /// Requests that miss at the same time ask the database once.
    pub(crate) async fn get(&self, key: String, load: impl Future<Output = Result<Principal>>) -> Result<Principal> {
        self.0.try_get_with(key, load).await.map_err(|e| again(&e))
    }

    pub(crate) fn forget(&self, which: impl Fn(&Principal) -> bool) {
        let keys: Vec<_> = self.0.iter().filter(|(_, p)| which(p)).map(|(key, _)| key).collect();
        if keys.is_empty() {
            return;
        }
        let cache = self.0.clone();
        // moka removes from its map in the first poll, before any await; the rest is bookkeeping.
        futures_util::FutureExt::now_or_never(async move {
            for key in keys {
                cache.invalidate(&*key).await;
            }
        });
    }
}

/// The same refusal for everyone who waited for one answer.
pub(super) fn again(e: &Arc<Error>) -> Error {
    match e.retry_after {
        Some(wait) => Error::new(e.code).retry_after(wait),
        None => Error::new(e.code),
    }
}

/// The tenant of a token, when it may be used at all.
pub(crate) async fn open_tenant(db: &Db, tenant: TenantId, now: DateTime<Utc>) -> Result<TenantInfo> {
    let info = db
        .tenant(tenant)
        .await
        .map_err(|e| if e.code == code::NOT_FOUND { Error::new(code::UNAUTHENTICATED) } else { e })?;
    info.check_usable(now)?;
    Ok(info)
}

pub(crate) async fn check(
    db: &Db,
    checked: &Checked,
    access: &AccessKey,
    now: DateTime<Utc>,
    token: &str,
) -> Result<Principal> {
    let claims = access.read(token, now)?;
    open_tenant(db, claims.tid, now).await?;
    checked.get(format!("{}/{}", claims.tid, claims.sid), load(db, &claims, now)).await.and_then(|principal| {
        // Two tokens of one sign-in share an entry; they name the same principal, or one is forged.
        if principal.id == claims.subject()? { Ok(principal) } else { Err(Error::new(code::UNAUTHENTICATED)) }
    })
}

async fn load(db: &Db, claims: &Claims, now: DateTime<Utc>) -> Result<Principal> {
    let mut tx = db.begin_system(claims.tid).await?;
    let found = match claims.kind {
        Kind::User => {
            store::signed_in_user(&mut tx, claims.sid).await?.map(|row| (row.last_used_at, user(claims, row)))
        }
        Kind::Customer => {
            store::signed_in_customer(&mut tx, claims.sid).await?.map(|row| (row.last_used_at, customer(claims, row)))
        }
    };
    let (last_used, principal) = found.ok_or_else(|| Error::new(code::UNAUTHENTICATED))?;
    if last_used.is_none_or(|at| now - at >= TOUCH_EVERY) {
        store::touch_sign_in(&mut tx, claims.sid).await?;
        tx.finish().await?;
    }
    Ok(principal)
}

fn customer(claims: &Claims, row: store::SignedInCustomer) -> Principal {
    Principal {
        kind: PrincipalKind::Customer,
        id: row.id,
        name: row.name.into(),
        session: Some(claims.sid),
        grants: Arc::new(perm::customer_grants()),
        ..Principal::system(claims.tid)
    }
}

fn user(claims: &Claims, row: store::SignedInUser) -> Principal {
    Principal {
        kind: PrincipalKind::User,
        id: row.id,
        name: row.name.into(),
        session: Some(claims.sid),
        grants: Arc::new(grants(row.permissions, row.scopes)),
        teams: row.teams.into(),
        colleagues: row.colleagues.into(),
        must_change_password: row.must_change_password,
        must_enrol_mfa: row.must_enrol_mfa,
        ..Principal::system(claims.tid)
    }
}

/// Grants of all roles together; the widest scope of a permission counts.
pub(super) fn grants(permissions: Vec<String>, scopes: Vec<i16>) -> Grants {
    let mut grants = Grants::new();
    for (permission, scope) in permissions.into_iter().zip(scopes) {
        let scope = Scope::from_db(scope);
        grants.entry(permission).and_modify(|known| *known = (*known).max(scope)).or_insert(scope);
    }
    grants
}
