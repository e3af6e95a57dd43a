//! Who there is and who is calling: tenants, users, roles, sign-ins, API keys, the audit trail and
//! the messages that carry links and codes.
//!
//! [`Identity`] holds what these features share (the signing key, the password hasher, the cache of
//! checked tokens); it stands outside the `App` because the `App` needs it as its authenticator.

pub mod accounts;
pub mod api_keys;
pub mod audit;
pub mod departments;
pub mod devices;
mod housekeeping;
pub mod mail;
pub mod mfa;
pub mod password;
pub mod phone_codes;
pub mod phone_login;
pub mod registration;
pub mod roles;
pub mod senders;
pub mod sign_in;
pub mod sign_in_policy;
pub mod tenants;
pub mod users;

use std::sync::Arc;

use aide::axum::ApiRouter;
use async_trait::async_trait;
use graphile_worker::WorkerOptions;
use kernel::{
    App, Clock, Db, Principal, PrincipalKind, Result, bus::Signal, caller::Authenticator, db::TenantId,
    secret::MasterKey,
};

use password::Hasher;
use sign_in::{AccessKey, Checked, Crowd, RefreshKey};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(sign_in::routes())
        .merge(phone_login::routes())
        .merge(accounts::routes())
        .merge(sign_in_policy::routes())
        .merge(password::routes())
        .merge(registration::routes())
        .merge(devices::routes())
        .merge(mfa::routes())
        .merge(users::routes())
        .merge(departments::routes())
        .merge(roles::routes())
        .merge(api_keys::routes())
        .merge(audit::routes())
        .merge(mail::routes())
        .merge(senders::routes())
        .merge(tenants::routes())
}

/// Starts the background work of this room.
pub fn start(app: &App) {
    housekeeping::start(app);
    let worker = app.clone();
    app.spawn("built-in roles", async move {
        if let Err(e) = tenants::refresh_roles(&worker).await {
            tracing::error!(error = %e, "built-in roles were not brought up to date");
        }
    });
}

pub fn jobs(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<mail::SendMail>()
}

/// What the features of this room share. Cheap to clone.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

/// Extensions of the job worker have to be printable; there is nothing in it to print.
impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    hasher: Hasher,
    access: AccessKey,
    refresh: RefreshKey,
    checked: Checked,
    crowd: Crowd,
    tokens: senders::Tokens,
}

impl Identity {
    /// `password_cost` is bcrypt's; 12 where people sign in (003 §4.2).
    pub fn new(db: Db, clock: Arc<dyn Clock>, keys: &MasterKey, password_cost: u32) -> Self {
        Self(Arc::new(Inner {
            db,
            clock,
            hasher: Hasher::new(password_cost),
            access: AccessKey::new(keys),
            refresh: RefreshKey::new(keys),
            checked: Checked::default(),
            crowd: Crowd::default(),
            tokens: senders::Tokens::default(),
        }))
    }
    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }
    pub(crate) fn access(&self) -> &AccessKey {
        &self.0.access
    }
    pub(crate) fn crowd(&self) -> &Crowd {
        &self.0.crowd
    }
    pub(crate) fn tokens(&self) -> &senders::Tokens {
        &self.0.tokens
    }
    pub(crate) fn refresh(&self) -> &RefreshKey {
        &self.0.refresh
    }

    /// Makes every token of a user take the database's word again, and closes its connections. Call
    /// after the commit that locked it, signed it out or changed what it may do.
    pub fn revoke_user(&self, app: &App, tenant: TenantId, user: i64) {
        self.forget(tenant, PrincipalKind::User, user);
        app.bus().publish(Signal::Revoked { tenant, user: Some(user), session: None });
    }

    /// Makes tokens take the database's word again, and leaves connections open.
    pub(crate) fn forget(&self, tenant: TenantId, kind: PrincipalKind, id: i64) {
        self.0.checked.forget(|p| p.tenant == tenant && p.kind == kind && p.id == id);
    }

    /// What was done to sign-ins on another node: their tokens take the database's word again here too.
    pub fn hear_of(&self, tenant: TenantId, ended: &sign_in::Ended) {
        self.0.checked.forget(|p| {
            p.tenant == tenant
                && (p.session.is_some_and(|s| ended.sign_ins.contains(&s))
                    || p.kind == PrincipalKind::User && ended.users.contains(&p.id))
        });
    }

    /// The same as [`Self::revoke_user`] for one sign-in.
    pub fn revoke_session(&self, app: &App, tenant: TenantId, session: i64) {
        self.0.checked.forget(|p| p.tenant == tenant && p.session == Some(session));
        app.bus().publish(Signal::Revoked { tenant, user: None, session: Some(session) });
    }
}

#[async_trait]
impl Authenticator for Identity {
    async fn authenticate(&self, token: &str) -> Result<Principal> {
        match token.starts_with(api_keys::PREFIX) {
            true => api_keys::check(&self.0.db, &self.0.checked, self.0.clock.now(), token).await,
            false => sign_in::check(&self.0.db, &self.0.checked, &self.0.access, self.0.clock.now(), token).await,
        }
    }
}
