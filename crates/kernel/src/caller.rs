//! Who calls, and what it may do. `Allow<P>` in a handler's arguments is the declaration of its
//! permission, the proof that the caller holds it, and the only way to a [`TenantTx`].

use std::{marker::PhantomData, sync::Arc};

use aide::{OperationInput, generate::GenContext, openapi::Operation};
use async_trait::async_trait;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;

use crate::{
    App, Error, PlatformTx, Result, TenantTx,
    db::{PLATFORM_TENANT, TenantId},
    error::code,
    perm::{Grants, Permission, Scope},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrincipalKind {
    User,
    Customer,
    ApiKey,
    /// The program itself: jobs, the assigner, the seed.
    System,
}

impl PrincipalKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Customer => "customer",
            Self::ApiKey => "api_key",
            Self::System => "system",
        }
    }
}

/// An authenticated caller. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Principal {
    pub tenant: TenantId,
    pub kind: PrincipalKind,
    pub id: i64,
    pub name: Arc<str>,
    /// The sign-in that this token belongs to; none for keys.
    pub session: Option<i64>,
    pub grants: Arc<Grants>,
    pub teams: Arc<[i64]>,
    /// The people of the user's departments and of those below; empty unless a grant reaches so far.
    pub colleagues: Arc<[i64]>,
    pub must_change_password: bool,
    /// The tenant requires a second factor, the grace is over, and the user has none.
    pub must_enrol_mfa: bool,
}

impl Principal {
    pub fn system(tenant: TenantId) -> Self {
        Self {
            tenant,
            kind: PrincipalKind::System,
            id: 0,
            name: "system".into(),
            session: None,
            grants: Arc::default(),
            teams: Arc::from([]),
            colleagues: Arc::from([]),
            must_change_password: false,
            must_enrol_mfa: false,
        }
    }
    /// Refuses a sign-in that has first to set a password or a second factor; nothing else is open to it.
    pub fn check_ready(&self) -> Result<()> {
        if self.must_change_password {
            return Err(Error::new(code::PASSWORD_MUST_CHANGE));
        }
        if self.must_enrol_mfa {
            return Err(Error::new(code::MFA_MUST_ENROL));
        }
        Ok(())
    }
    pub fn is_staff(&self) -> bool {
        matches!(self.kind, PrincipalKind::User | PrincipalKind::ApiKey | PrincipalKind::System)
    }
    pub fn scope(&self, permission: &str) -> Option<Scope> {
        self.grants.get(permission).copied()
    }
    pub fn can(&self, permission: &str) -> bool {
        self.grants.contains_key(permission)
    }
}

/// Turns a bearer token into a principal. Implemented by identity; a port, so that no other room depends on it.
#[async_trait]
pub trait Authenticator: Send + Sync + 'static {
    async fn authenticate(&self, token: &str) -> Result<Principal>;
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|t| !t.is_empty() && t.len() <= 4096)
}

/// Any signed-in principal that owes neither a password of its own nor a second factor.
pub struct Caller(pub Principal);

/// Any signed-in principal, also one that has still to change its first password or to enrol a second factor: for
/// what leads out of that state, and no other operation. `contract.rs` has them by name.
pub struct Newcomer(pub Principal);

impl FromRequestParts<App> for Caller {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let Newcomer(principal) = <Newcomer as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        principal.check_ready()?;
        Ok(Self(principal))
    }
}

impl FromRequestParts<App> for Newcomer {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        if let Some(known) = parts.extensions.get::<Principal>() {
            return Ok(Self(known.clone()));
        }
        let token = bearer(parts).ok_or_else(|| Error::new(code::UNAUTHENTICATED))?;
        let principal = app.authenticator().authenticate(token).await?;
        // The metering layer reads who called after the handler has run.
        if let Some(slot) = parts.extensions.get::<CallerSlot>() {
            slot.fill(&principal);
        }
        parts.extensions.insert(principal.clone());
        Ok(Self(principal))
    }
}

/// `Option<Caller>`: public operations that know their caller when there is one. A bad token is still refused.
impl OptionalFromRequestParts<App> for Caller {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>> {
        match parts.headers.contains_key(http::header::AUTHORIZATION) {
            true => <Self as FromRequestParts<App>>::from_request_parts(parts, app).await.map(Some),
            false => Ok(None),
        }
    }
}

impl Newcomer {
    /// For operations on the caller's own account.
    pub async fn begin(&self, app: &App) -> Result<TenantTx> {
        app.db().begin(&self.0).await
    }
}

/// `Option<Newcomer>`: as above.
impl OptionalFromRequestParts<App> for Newcomer {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>> {
        match parts.headers.contains_key(http::header::AUTHORIZATION) {
            true => <Self as FromRequestParts<App>>::from_request_parts(parts, app).await.map(Some),
            false => Ok(None),
        }
    }
}

impl Caller {
    /// For operations on the caller's own account; everything else asks for a permission.
    pub async fn begin(&self, app: &App) -> Result<TenantTx> {
        app.db().begin(&self.0).await
    }
}

/// Proof that the caller is signed in and holds `P`.
pub struct Allow<P: Permission> {
    pub principal: Principal,
    /// How far the grant of `P` reaches.
    pub scope: Scope,
    _permission: PhantomData<P>,
}

impl<P: Permission> FromRequestParts<App> for Allow<P> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let Caller(principal) = <Caller as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let scope = principal.scope(P::CODE).ok_or_else(|| Error::new(code::DENIED))?;
        Ok(Self { principal, scope, _permission: PhantomData })
    }
}

impl<P: Permission> Allow<P> {
    pub async fn begin(&self, app: &App) -> Result<TenantTx> {
        app.db().begin(&self.principal).await
    }
    /// The door to platform data, for principals of the platform tenant only.
    pub async fn begin_platform(&self, app: &App) -> Result<PlatformTx> {
        if self.principal.tenant != PLATFORM_TENANT {
            return Err(Error::new(code::DENIED));
        }
        app.db().begin_platform().await
    }
}

/// Where [`Newcomer`] leaves its principal for the layers outside the handler.
#[derive(Clone, Default)]
pub struct CallerSlot(Arc<std::sync::OnceLock<Principal>>);

impl CallerSlot {
    fn fill(&self, principal: &Principal) {
        // A second extractor of one request finds the same principal.
        drop(self.0.set(principal.clone()));
    }
    pub fn get(&self) -> Option<&Principal> {
        self.0.get()
    }
}

fn secured(operation: &mut Operation, permission: &str) {
    operation.security = vec![[("bearer".to_owned(), Vec::new())].into_iter().collect()];
    operation.extensions.insert("x-permission".into(), permission.into());
}

impl<P: Permission> OperationInput for Allow<P> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        secured(operation, P::CODE);
    }
}

impl OperationInput for Caller {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        secured(operation, "self");
    }
}

impl OperationInput for Newcomer {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        secured(operation, "self");
    }
}
