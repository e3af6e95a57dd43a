//! To a provider and back. Not `ops`, because they span transactions: none is open while the provider is asked,
//! and a state that came back stays used whatever follows.

use kernel::{
    App, Error, Principal, Result,
    db::{TenantId, TenantInfo},
    error::code,
};
use serde_json::json;

use super::{
    http::Unbound,
    model::{Deed, LIFE, Profile, Provider, SignInApp, State, Ticket},
    provider, store,
};
use crate::{
    Identity,
    sign_in::{self, Client, Entrance, Kind, LoginAnswer},
};

/// What the browser brings back.
pub struct Returned<'a> {
    pub code: &'a str,
    pub state: &'a str,
    pub browser: &'a str,
}

fn invalid() -> Error {
    Error::new(code::SIGN_IN_STATE_INVALID)
}

/// Where to send the browser.
pub async fn start(app: &App, tenant: TenantId, which: SignInApp, deed: Deed, browser: &str) -> Result<String> {
    let mut tx = app.db().begin_system(tenant).await?;
    let keys = store::keys(&mut tx, which).await?;
    let state = State::new(tenant, which, app.now()).write(app.keys(), deed, browser);
    Ok(provider::authorize_url(app, &keys, &state))
}

/// Who came back.
async fn redeem(
    app: &App,
    deed: Deed,
    from: Option<Provider>,
    returned: &Returned<'_>,
) -> Result<(TenantInfo, Profile)> {
    let state = State::read(app.keys(), returned.state, deed, returned.browser, app.now()).ok_or_else(invalid)?;
    if from.is_some_and(|provider| provider != state.app.provider()) {
        return Err(invalid());
    }
    let tenant = sign_in::open_tenant(app.db(), state.tenant, app.now()).await?;
    let mut tx = app.db().begin_system(tenant.id).await?;
    let keys = store::keys(&mut tx, state.app).await?;
    if !store::use_state(&mut tx, &state).await? {
        return Err(invalid());
    }
    tx.finish().await?;
    let profile = provider::exchange(app, &keys, returned.code).await.inspect_err(|cause| {
        tracing::warn!(%cause, app = keys.app.as_str(), tenant = tenant.id, "a provider told nothing");
    })?;
    Ok((tenant, profile))
}

/// Signs in whoever bound the account, asks for the second step, or tells that nobody has bound it.
pub async fn login(
    app: &App,
    identity: &Identity,
    from: Provider,
    returned: &Returned<'_>,
    client: &Client,
) -> Result<LoginAnswer> {
    let (tenant, profile) = redeem(app, Deed::SignIn, Some(from), returned).await?;
    let mut tx = app.db().begin_system(tenant.id).await?;
    let Some(bound) = store::find(&mut tx, &profile).await? else {
        let name = profile.name.clone();
        let ticket = Ticket::new(tenant.id, profile, app.now()).write(app.keys(), returned.browser);
        return Ok(LoginAnswer::Unbound(Unbound {
            bind_required: true,
            provider: from,
            name,
            ticket,
            expires_in: LIFE.num_seconds(),
        }));
    };
    let account = store::active_user(&mut tx, bound.user_id).await?.ok_or_else(|| Error::new(code::LOGIN_FAILED))?;
    store::touch(&mut tx, bound.id, &profile).await?;
    tx.finish().await?;
    let entrance = Entrance { kind: Kind::User, way: from.as_str(), client };
    sign_in::admit(app, identity, &tenant, &account, &entrance).await
}

/// Binds the account that came back to the caller, who began it.
pub async fn bind(app: &App, who: &Principal, returned: &Returned<'_>) -> Result<()> {
    let user = user_of(who)?;
    let (tenant, profile) = redeem(app, Deed::Bind(user), None, returned).await?;
    if tenant.id != who.tenant {
        return Err(invalid());
    }
    put(app, who, user, &profile).await
}

/// Binds the account of a ticket to the caller, who signed in otherwise after it was found to be nobody's.
pub async fn claim(app: &App, who: &Principal, ticket: &str, browser: &str) -> Result<()> {
    let user = user_of(who)?;
    let ticket = Ticket::read(app.keys(), ticket, browser, app.now()).filter(|t| t.tenant == who.tenant);
    put(app, who, user, &ticket.ok_or_else(invalid)?.profile).await
}

async fn put(app: &App, who: &Principal, user: i64, profile: &Profile) -> Result<()> {
    let mut tx = app.db().begin(who).await?;
    if store::find(&mut tx, profile).await?.is_some_and(|bound| bound.user_id == user) {
        return Ok(());
    }
    store::bind(&mut tx, user, profile).await?;
    tx.audit("account.bind", format!("user/{user}"), json!({ "provider": profile.provider, "name": profile.name }));
    tx.finish().await
}

/// Only users have accounts at providers.
pub fn user_of(who: &Principal) -> Result<i64> {
    match sign_in::kind_of(who)? {
        Kind::User => Ok(who.id),
        Kind::Customer => Err(Error::new(code::DENIED)),
    }
}
