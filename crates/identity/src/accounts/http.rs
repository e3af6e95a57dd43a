//! `/auth/login/{start,wechat,dingtalk}`, `/auth/accounts*`, and what administrators see of others under
//! `/users/{id}/accounts`.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with, post_with},
};
use axum::{Extension, extract::State};
use garde::Validate;
use kernel::{
    Allow, App, Body, Caller, IdPath, Path, Reply, Result,
    error::code,
    perm::{self, Permission},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    browser::{Browser, Remembered},
    flows::{self, Returned},
    model::{Deed, Provider, SignInApp},
    store::{self, BoundAccount},
};
use crate::{
    Identity,
    sign_in::{Client, Done, LoginAnswer, tenant_named},
    users,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/login/start",
            post_with(start, |o| {
                o.id("startProviderLogin").summary("Where to send the browser to sign in at a provider.").tag("auth")
            }),
        )
        .api_route(
            "/auth/login/wechat",
            post_with(login_wechat, |o| {
                o.id("loginByWechat").summary("Sign in with what WeChat sent back.").tag("auth")
            }),
        )
        .api_route(
            "/auth/login/dingtalk",
            post_with(login_dingtalk, |o| {
                o.id("loginByDingtalk").summary("Sign in with what DingTalk sent back.").tag("auth")
            }),
        )
        .api_route(
            "/auth/accounts",
            get_with(list, |o| o.id("listAccounts").summary("One's own accounts at providers.").tag("auth")),
        )
        .api_route(
            "/auth/accounts/start",
            post_with(start_binding, |o| {
                o.id("startBinding").summary("Where to send the browser to bind an account of a provider.").tag("auth")
            }),
        )
        .api_route(
            "/auth/accounts/bind",
            post_with(bind, |o| o.id("bindAccount").summary("Bind the account that came back.").tag("auth")),
        )
        .api_route(
            "/auth/accounts/claim",
            post_with(claim, |o| {
                o.id("claimAccount").summary("Bind the account that was nobody's at the sign-in.").tag("auth")
            }),
        )
        .api_route(
            "/auth/accounts/{id}",
            delete_with(unbind, |o| o.id("unbindAccount").summary("Unbind one's own account.").tag("auth")),
        )
        .api_route(
            "/users/{id}/accounts",
            get_with(list_of, |o| o.id("listUserAccounts").summary("A user's accounts at providers.").tag("users")),
        )
        .api_route(
            "/users/{id}/accounts/{accountId}",
            delete_with(unbind_of, |o| o.id("unbindUserAccount").summary("Unbind an account of a user.").tag("users")),
        )
}

/// The account is real and nobody's here: its owner signs in otherwise, and claims it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unbound {
    /// Always true; tells the answers apart.
    pub bind_required: bool,
    pub provider: Provider,
    /// As the provider calls the person.
    pub name: String,
    /// For `POST /auth/accounts/claim`, in the same browser.
    pub ticket: String,
    /// Seconds until the ticket expires.
    pub expires_in: i64,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct StartLogin {
    /// The tenant's slug; the deployment's default tenant without one.
    #[garde(inner(length(max = 40)))]
    #[schemars(length(max = 40))]
    tenant: Option<String>,
    #[garde(skip)]
    app: SignInApp,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct StartBinding {
    #[garde(skip)]
    app: SignInApp,
}

#[derive(Debug, Serialize, JsonSchema)]
struct AuthorizeUrl {
    url: String,
}

/// What the provider appended to the address of the callback.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct CodeAndState {
    #[garde(length(min = 1, max = 512))]
    #[schemars(length(min = 1, max = 512))]
    code: String,
    #[garde(length(min = 1, max = 128))]
    #[schemars(length(min = 1, max = 128))]
    state: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct Claim {
    #[garde(length(min = 1, max = 2048))]
    #[schemars(length(min = 1, max = 2048))]
    ticket: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct UserAccountPath {
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    id: i64,
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    account_id: i64,
}

async fn start(
    State(app): State<App>,
    browser: Browser,
    Body(body): Body<StartLogin>,
) -> Result<Remembered<AuthorizeUrl>> {
    let tenant = tenant_named(&app, body.tenant.as_deref(), code::SIGN_IN_METHOD_OFF).await?;
    let url = flows::start(&app, tenant.id, body.app, Deed::SignIn, &browser.id).await?;
    Ok(browser.remember(&app, AuthorizeUrl { url }))
}

async fn start_binding(
    caller: Caller,
    State(app): State<App>,
    browser: Browser,
    Body(body): Body<StartBinding>,
) -> Result<Remembered<AuthorizeUrl>> {
    let user = flows::user_of(&caller.0)?;
    let url = flows::start(&app, caller.0.tenant, body.app, Deed::Bind(user), &browser.id).await?;
    Ok(browser.remember(&app, AuthorizeUrl { url }))
}

async fn login_wechat(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    browser: Browser,
    Body(body): Body<CodeAndState>,
) -> Result<Reply<LoginAnswer>> {
    let returned = Returned { code: &body.code, state: &body.state, browser: &browser.id };
    flows::login(&app, &identity, Provider::Wechat, &returned, &client).await.map(Reply)
}

async fn login_dingtalk(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    browser: Browser,
    Body(body): Body<CodeAndState>,
) -> Result<Reply<LoginAnswer>> {
    let returned = Returned { code: &body.code, state: &body.state, browser: &browser.id };
    flows::login(&app, &identity, Provider::Dingtalk, &returned, &client).await.map(Reply)
}

async fn bind(
    caller: Caller,
    State(app): State<App>,
    browser: Browser,
    Body(body): Body<CodeAndState>,
) -> Result<Reply<Vec<BoundAccount>>> {
    let returned = Returned { code: &body.code, state: &body.state, browser: &browser.id };
    flows::bind(&app, &caller.0, &returned).await?;
    own(&app, &caller).await
}

async fn claim(
    caller: Caller,
    State(app): State<App>,
    browser: Browser,
    Body(body): Body<Claim>,
) -> Result<Reply<Vec<BoundAccount>>> {
    flows::claim(&app, &caller.0, &body.ticket, &browser.id).await?;
    own(&app, &caller).await
}

async fn list(caller: Caller, State(app): State<App>) -> Result<Reply<Vec<BoundAccount>>> {
    own(&app, &caller).await
}

async fn own(app: &App, caller: &Caller) -> Result<Reply<Vec<BoundAccount>>> {
    let user = flows::user_of(&caller.0)?;
    let mut tx = caller.begin(app).await?;
    store::list(&mut tx, user).await.map(Reply)
}

async fn unbind(caller: Caller, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<Done>> {
    let user = flows::user_of(&caller.0)?;
    let mut tx = caller.begin(&app).await?;
    let provider = store::unbind(&mut tx, user, p.id).await?;
    tx.audit("account.unbind", format!("user/{user}"), json!({ "provider": provider, "by": "owner" }));
    tx.commit(Done {}).await
}

async fn list_of(
    caller: Allow<perm::UsersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<BoundAccount>>> {
    let mut tx = caller.begin(&app).await?;
    users::exists(&mut tx, p.id).await?;
    users::check_reach(&mut tx, perm::UsersRead::CODE, &[p.id]).await?;
    store::list(&mut tx, p.id).await.map(Reply)
}

async fn unbind_of(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Path(p): Path<UserAccountPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    users::lock_to_change(&mut tx, p.id).await?;
    let provider = store::unbind(&mut tx, p.id, p.account_id).await?;
    tx.audit("account.unbind", format!("user/{}", p.id), json!({ "provider": provider, "by": "administrator" }));
    tx.commit(Done {}).await
}
