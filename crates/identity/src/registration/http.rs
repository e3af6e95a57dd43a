//! `/register-links` for staff; `/customers/verify-link` and `/public/register/*` for who opens one.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with, post_with},
};
use axum::{Extension, extract::State};
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    flows,
    model::{Invitation, NewLinks, RegistrationLink},
    ops, store,
};
use crate::{
    Identity,
    phone_codes::CodeSent,
    sign_in::{Client, Done, LoginResult, parse_phone, register::Registration},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers/quick-register",
            post_with(create, |o| {
                o.id("createRegisterLinks").summary("Make links by which customers register.").tag("customers")
            }),
        )
        .api_route(
            "/register-links",
            get_with(list, |o| o.id("listRegisterLinks").summary("Registration links, newest first.").tag("customers")),
        )
        .api_route(
            "/register-links/{id}",
            delete_with(revoke, |o| {
                o.id("revokeRegisterLink").summary("End a link; who registered by it stays.").tag("customers")
            }),
        )
        .api_route(
            "/customers/verify-link",
            get_with(verify, |o| {
                o.id("verifyRegisterLink")
                    .summary("What a registration link is for, and whether it works.")
                    .tag("public")
            }),
        )
        .api_route(
            "/public/register/{token}",
            post_with(register, |o| {
                o.id("registerByLink").summary("Register by a link, and be signed in.").tag("public")
            }),
        )
        .api_route(
            "/public/register/{token}/code",
            post_with(send_code, |o| {
                o.id("sendRegisterCode").summary("Send a code to the phone; one a minute.").tag("public")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct TokenQuery {
    #[garde(length(min = 1, max = 100))]
    #[schemars(length(min = 1, max = 100))]
    token: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct TokenPath {
    #[schemars(length(min = 1, max = 100))]
    token: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct PhoneToProve {
    #[garde(length(chars, min = 5, max = 32))]
    #[schemars(length(min = 5, max = 32))]
    phone: String,
}

/// As little as it takes to be helped.
#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct RegisterByLink {
    #[garde(length(chars, min = 1, max = 120), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 120))]
    name: String,
    #[garde(length(chars, min = 5, max = 32))]
    #[schemars(length(min = 5, max = 32))]
    phone: String,
    /// Six digits, when the link asks for them.
    #[garde(inner(length(min = 1, max = 10)))]
    #[schemars(length(min = 1, max = 10))]
    code: Option<String>,
    /// As the customer says; staff match it when they archive the profile.
    #[garde(inner(length(chars, max = 200)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 200))]
    organization: Option<String>,
    #[garde(inner(length(chars, max = 120)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 120))]
    position: Option<String>,
    /// What it is about.
    #[garde(inner(length(chars, max = 500)))]
    #[schemars(length(max = 500))]
    topic: Option<String>,
}

/// The sign-in, and where to queue.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct RegisteredByLink {
    login: LoginResult,
    team_id: Option<i64>,
    topic: Option<String>,
}

async fn create(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Body(new): Body<NewLinks>,
) -> Result<Reply<Vec<RegistrationLink>>> {
    let base = flows::form_url(&app, caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    let links = ops::create(&mut tx, &new, &base).await?;
    tx.commit(links).await
}

async fn list(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Result<List<RegistrationLink>> {
    let base = flows::form_url(&app, caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    let (links, total) = (store::list(&mut tx, &page).await?, store::count(&mut tx).await?);
    let now = tx.now();
    let links = links.into_iter().map(|link| link.view(&base, now)).collect();
    Ok(Reply(Page::new(links, total, &page)))
}

async fn revoke(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    store::revoke(&mut tx, p.id).await?;
    tx.audit("registration-link.revoke", format!("registration-link/{}", p.id), json!({}));
    tx.commit(Done {}).await
}

async fn verify(State(app): State<App>, Query(query): Query<TokenQuery>) -> Result<Reply<Invitation>> {
    let tenant = flows::tenant_of(&app, &query.token).await?;
    let mut tx = app.db().begin_system(tenant.id).await?;
    let link = store::find(&mut tx, &query.token).await?.ok_or_else(kernel::Error::not_found)?;
    Ok(Reply(Invitation {
        state: link.limits().state(tx.now()),
        tenant: tenant.slug,
        tenant_name: tenant.name,
        team_name: link.team_name,
        topic: link.topic,
        phone_code: link.phone_code,
        expires_at: link.expires_at,
    }))
}

async fn send_code(
    State(app): State<App>,
    Path(p): Path<TokenPath>,
    client: Client,
    Body(body): Body<PhoneToProve>,
) -> Result<Reply<CodeSent>> {
    let phone = parse_phone("phone", &body.phone)?;
    flows::send_code(&app, &p.token, &phone, &client).await?;
    Ok(Reply(CodeSent::now()))
}

async fn register(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<TokenPath>,
    client: Client,
    Body(body): Body<RegisterByLink>,
) -> Result<Reply<RegisteredByLink>> {
    let new = Registration {
        name: body.name.trim().to_owned(),
        phone: parse_phone("phone", &body.phone)?,
        organization: body.organization,
        position: body.position,
        topic: body.topic,
        locale: kernel::http::context::current().locale.as_str(),
        password: None,
    };
    let (login, link) = flows::register(&app, &identity, &p.token, new, body.code.as_deref(), &client).await?;
    Ok(Reply(RegisteredByLink { login, team_id: link.team_id, topic: link.topic }))
}
