//! `/auth/login/phone*` and `/public/login/phone*`.

use aide::axum::{ApiRouter, routing::post_with};
use axum::{Extension, extract::State};
use garde::Validate;
use kernel::{App, Body, Error, Reply, Result, error::code};
use schemars::JsonSchema;
use serde::Deserialize;

use super::flows;
use crate::{
    Identity,
    phone_codes::CodeSent,
    sign_in::{Client, Kind, LoginAnswer, LoginResult, parse_phone, tenant_named},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/login/phone/code",
            post_with(send_to_user, |o| {
                o.id("sendLoginCode")
                    .summary(
                        "Send a sign-in code to a member of staff. The answer is the same whether or not there is one.",
                    )
                    .tag("auth")
            }),
        )
        .api_route(
            "/auth/login/phone",
            post_with(login_user, |o| {
                o.id("loginByPhone").summary("Sign in as a member of staff, with a code sent to the phone.").tag("auth")
            }),
        )
        .api_route(
            "/public/login/phone/code",
            post_with(send_to_customer, |o| {
                o.id("sendCustomerLoginCode")
                    .summary("Send a sign-in code to a customer, if there is one.")
                    .tag("public")
            }),
        )
        .api_route(
            "/public/login/phone",
            post_with(login_customer, |o| {
                o.id("loginCustomerByPhone")
                    .summary("Sign in as a customer, with a code sent to the phone.")
                    .tag("public")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct AskForCode {
    /// The tenant's slug; the deployment's default tenant without one.
    #[garde(inner(length(max = 40)))]
    #[schemars(length(max = 40))]
    tenant: Option<String>,
    #[garde(length(chars, min = 5, max = 32))]
    #[schemars(length(min = 5, max = 32))]
    phone: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct PhoneLogin {
    /// The tenant's slug; the deployment's default tenant without one.
    #[garde(inner(length(max = 40)))]
    #[schemars(length(max = 40))]
    tenant: Option<String>,
    #[garde(length(chars, min = 5, max = 32))]
    #[schemars(length(min = 5, max = 32))]
    phone: String,
    /// Six digits.
    #[garde(length(min = 1, max = 10))]
    #[schemars(length(min = 1, max = 10))]
    code: String,
}

async fn send(app: &App, kind: Kind, body: AskForCode, client: &Client) -> Result<Reply<CodeSent>> {
    let phone = parse_phone("phone", &body.phone)?;
    let tenant = tenant_named(app, body.tenant.as_deref(), code::SIGN_IN_METHOD_OFF).await?;
    flows::send_code(app, &tenant, kind, phone, client).await?;
    Ok(Reply(CodeSent::now()))
}

async fn login(app: &App, identity: &Identity, kind: Kind, body: PhoneLogin, client: &Client) -> Result<LoginAnswer> {
    let phone = parse_phone("phone", &body.phone)?;
    let tenant = tenant_named(app, body.tenant.as_deref(), code::SIGN_IN_METHOD_OFF).await?;
    flows::login(app, identity, &tenant, kind, &phone, &body.code, client).await
}

async fn send_to_user(State(app): State<App>, client: Client, Body(body): Body<AskForCode>) -> Result<Reply<CodeSent>> {
    send(&app, Kind::User, body, &client).await
}

async fn send_to_customer(
    State(app): State<App>,
    client: Client,
    Body(body): Body<AskForCode>,
) -> Result<Reply<CodeSent>> {
    send(&app, Kind::Customer, body, &client).await
}

async fn login_user(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<PhoneLogin>,
) -> Result<Reply<LoginAnswer>> {
    login(&app, &identity, Kind::User, body, &client).await.map(Reply)
}

async fn login_customer(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<PhoneLogin>,
) -> Result<Reply<LoginResult>> {
    match login(&app, &identity, Kind::Customer, body, &client).await? {
        LoginAnswer::SignedIn(result) => Ok(Reply(*result)),
        // Customers have no second factor.
        LoginAnswer::SecondStep(_) | LoginAnswer::Unbound(_) => Err(Error::new(code::DENIED)),
    }
}
