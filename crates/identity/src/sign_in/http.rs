//! `/auth/*`, `/user/info`, and the customers' way in under `/public`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use garde::Validate;
use kernel::{
    App, Body, Caller, Code, Error, Newcomer, Reply, Result, contact, db::TenantInfo, error::code, http::context,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Client, Kind,
    flows::{self, Attempt},
    me::{self, Changes, Me},
    register::{self, Registration},
};
use crate::{Identity, accounts::Unbound, password::PASSWORD_MAX, tenants};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/login",
            post_with(login, |o| {
                o.id("login")
                    .summary("Sign in as a member of a tenant's staff; with two-step verification, the first step.")
                    .tag("auth")
            }),
        )
        .api_route(
            "/auth/refresh",
            post_with(refresh, |o| {
                o.id("refresh")
                    .summary("Exchange the refresh token for new tokens. A superseded one ends the sign-in.")
                    .tag("auth")
            }),
        )
        .api_route("/auth/logout", post_with(logout, |o| o.id("logout").summary("End this sign-in.").tag("auth")))
        .api_route(
            "/user/info",
            get_with(info, |o| o.id("getMe").summary("Who is signed in, and what it may do.").tag("auth"))
                .put_with(update, |o| {
                    o.id("updateMe").summary("Change one's own name, contact data or language.").tag("auth")
                }),
        )
        .api_route(
            "/public/register",
            post_with(register_customer, |o| {
                o.id("registerCustomer").summary("Quick registration of a customer.").tag("public")
            }),
        )
        .api_route(
            "/public/login",
            post_with(login_customer, |o| {
                o.id("loginCustomer").summary("Sign in as a customer, by phone.").tag("public")
            }),
        )
}

/// What a successful sign-in answers.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoginResult {
    pub access_token: String,
    pub refresh_token: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// Until the password is changed, everything but that is refused.
    pub must_change_password: bool,
    /// Until a second factor is on, everything but that is refused.
    pub must_enrol_mfa: bool,
    pub user: Me,
}

/// The password was right; a code of the second factor is still to come.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecondStep {
    /// Always true; tells the two answers apart.
    pub mfa_required: bool,
    /// For `POST /auth/mfa/verify`.
    pub challenge: String,
    /// Seconds until the challenge expires.
    pub expires_in: i64,
}

/// The tokens, or what is still to be proven.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum LoginAnswer {
    SignedIn(Box<LoginResult>),
    SecondStep(SecondStep),
    Unbound(Unbound),
}

/// Nothing to tell.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Done {}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct LoginRequest {
    /// The tenant's slug; the deployment's default tenant without one.
    #[garde(length(max = 40))]
    #[schemars(length(max = 40))]
    tenant: Option<String>,
    #[garde(length(chars, min = 1, max = 64))]
    #[schemars(length(min = 1, max = 64))]
    username: String,
    #[garde(length(min = 1, max = PASSWORD_MAX * 4))]
    #[schemars(length(min = 1, max = 512))]
    password: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct RefreshRequest {
    #[garde(length(min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    refresh_token: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct LoginCustomer {
    #[garde(length(min = 1, max = 40))]
    #[schemars(length(min = 1, max = 40))]
    tenant: String,
    #[garde(length(chars, min = 1, max = 32))]
    #[schemars(length(min = 1, max = 32))]
    phone: String,
    #[garde(length(min = 1, max = PASSWORD_MAX * 4))]
    #[schemars(length(min = 1, max = 512))]
    password: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct RegisterCustomer {
    #[garde(length(min = 1, max = 40))]
    #[schemars(length(min = 1, max = 40))]
    tenant: String,
    #[garde(length(chars, min = 1, max = 120), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 120))]
    name: String,
    #[garde(length(chars, min = 5, max = 32))]
    #[schemars(length(min = 5, max = 32))]
    phone: String,
    #[garde(inner(length(chars, max = 200)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 200))]
    organization: Option<String>,
    #[garde(inner(length(chars, max = 120)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 120))]
    position: Option<String>,
    /// What it is about; staff see it.
    #[garde(inner(length(chars, max = 500)))]
    #[schemars(length(max = 500))]
    topic: Option<String>,
    /// With one, the customer can sign in again from elsewhere.
    #[garde(inner(length(chars, max = PASSWORD_MAX)))]
    #[schemars(length(max = 128))]
    password: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct UpdateMe {
    #[garde(inner(length(chars, min = 1, max = 120), custom(kernel::text::is_name)))]
    #[schemars(length(min = 1, max = 120))]
    name: Option<String>,
    #[garde(inner(email, length(max = 254)))]
    #[schemars(length(max = 254))]
    email: Option<String>,
    #[garde(inner(length(chars, max = 32)))]
    #[schemars(length(max = 32))]
    phone: Option<String>,
    #[garde(skip)]
    locale: Option<Language>,
}

/// A language of the product.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub enum Language {
    #[serde(rename = "zh-CN")]
    ZhCn,
    #[serde(rename = "en")]
    En,
}

impl Language {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }
}

pub(crate) fn parse_phone(field: &str, text: &str) -> Result<String> {
    contact::phone(text).ok_or_else(|| Error::field(field, "is not a phone number"))
}

/// The tenant that somebody wants to sign in to. One that does not exist fails as a wrong password does.
async fn tenant_for_login(app: &App, slug: Option<&str>) -> Result<TenantInfo> {
    tenant_named(app, slug, code::LOGIN_FAILED).await
}

/// The tenant with this slug, or the default one; one that does not exist fails as one that refuses.
pub(crate) async fn tenant_named(app: &App, slug: Option<&str>, refusal: &'static Code) -> Result<TenantInfo> {
    let slug = slug.filter(|s| !s.is_empty()).or(app.settings().default_tenant.as_deref());
    let slug = slug.ok_or_else(|| Error::fields(vec![kernel::FieldError::required("tenant")]))?;
    tenants::open_by_slug(app, slug).await.map_err(|e| if e.code == code::NOT_FOUND { Error::new(refusal) } else { e })
}

async fn login(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<LoginRequest>,
) -> Result<Reply<LoginAnswer>> {
    let tenant = tenant_for_login(&app, body.tenant.as_deref()).await?;
    let attempt = Attempt { kind: Kind::User, name: &body.username, password: &body.password, client: &client };
    flows::login(&app, &identity, &tenant, attempt).await.map(Reply)
}

async fn login_customer(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<LoginCustomer>,
) -> Result<Reply<LoginResult>> {
    let tenant = tenant_for_login(&app, Some(&body.tenant)).await?;
    let phone = parse_phone("phone", &body.phone)?;
    let attempt = Attempt { kind: Kind::Customer, name: &phone, password: &body.password, client: &client };
    flows::login_customer(&app, &identity, &tenant, attempt).await.map(Reply)
}

async fn refresh(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<RefreshRequest>,
) -> Result<Reply<LoginResult>> {
    flows::refresh(&app, &identity, &body.refresh_token, &client).await.map(Reply)
}

async fn logout(
    caller: Newcomer,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
) -> Result<Reply<Done>> {
    flows::logout(&app, &identity, &caller.0).await?;
    Ok(Reply(Done {}))
}

async fn info(caller: Newcomer, State(app): State<App>) -> Result<Reply<Me>> {
    let kind = me::kind_of(&caller.0)?;
    let tenant = app.db().tenant(caller.0.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    me::load(&mut tx, &tenant, kind, caller.0.id).await.map(Reply)
}

async fn update(caller: Caller, State(app): State<App>, Body(body): Body<UpdateMe>) -> Result<Reply<Me>> {
    let kind = me::kind_of(&caller.0)?;
    let phone = body.phone.as_deref().map(|p| parse_phone("phone", p)).transpose()?;
    let changes =
        Changes { name: body.name, email: body.email, phone, locale: body.locale.map(|l| l.as_str().to_owned()) };
    let tenant = app.db().tenant(caller.0.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    me::update(&mut tx, kind, caller.0.id, &changes).await?;
    let me = me::load(&mut tx, &tenant, kind, caller.0.id).await?;
    tx.commit(me).await
}

async fn register_customer(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<RegisterCustomer>,
) -> Result<Reply<LoginResult>> {
    let tenant = tenants::open_by_slug(&app, &body.tenant).await?;
    let registration = Registration {
        name: body.name.trim().to_owned(),
        phone: parse_phone("phone", &body.phone)?,
        organization: body.organization,
        position: body.position,
        topic: body.topic,
        locale: context::current().locale.as_str(),
        password: body.password.filter(|p| !p.is_empty()),
    };
    register::register(&app, &identity, &tenant, &registration, &client).await.map(Reply)
}
