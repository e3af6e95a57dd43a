//! `/user/password*`.

use aide::axum::{
    ApiRouter,
    routing::{post_with, put_with},
};
use axum::{Extension, extract::State};
use garde::Validate;
use kernel::{App, Body, Newcomer, Reply, Result};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{PASSWORD_MAX, flows};
use crate::{
    Identity,
    sign_in::{Client, Done},
    tenants,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/user/password",
            put_with(change, |o| {
                o.id("changePassword").summary("Change one's own password. Other sign-ins end.").tag("auth")
            }),
        )
        .api_route(
            "/user/password/forgot",
            post_with(forgot, |o| {
                o.id("forgotPassword")
                    .summary("Mail a reset link. The answer is the same whether or not there is such a user.")
                    .tag("auth")
            }),
        )
        .api_route(
            "/user/password/reset",
            post_with(reset, |o| {
                o.id("resetPassword").summary("Set a new password with a mailed link's token.").tag("auth")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    #[garde(length(min = 1, max = PASSWORD_MAX * 4))]
    #[schemars(length(min = 1, max = 512))]
    old_password: String,
    /// 8 to 128 characters.
    #[garde(length(min = 1, max = PASSWORD_MAX * 4))]
    #[schemars(length(min = 1, max = 512))]
    new_password: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct ForgotPassword {
    #[garde(length(min = 1, max = 40))]
    #[schemars(length(min = 1, max = 40))]
    tenant: String,
    #[garde(length(min = 1, max = 64))]
    #[schemars(length(min = 1, max = 64))]
    username: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ResetPassword {
    #[garde(length(min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    token: String,
    /// 8 to 128 characters.
    #[garde(length(min = 1, max = PASSWORD_MAX * 4))]
    #[schemars(length(min = 1, max = 512))]
    new_password: String,
}

async fn change(
    caller: Newcomer,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<ChangePassword>,
) -> Result<Reply<Done>> {
    flows::change(&app, &identity, &caller.0, &body.old_password, &body.new_password, &client).await?;
    Ok(Reply(Done {}))
}

async fn forgot(State(app): State<App>, Body(body): Body<ForgotPassword>) -> Result<Reply<Done>> {
    let worker = app.clone();
    app.spawn("password link", async move {
        let Ok(tenant) = tenants::open_by_slug(&worker, &body.tenant).await else { return };
        if let Err(e) = flows::mail_link(&worker, tenant.id, body.username.trim()).await {
            tracing::warn!(error = %e, "a reset link was not mailed");
        }
    });
    Ok(Reply(Done {}))
}

async fn reset(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Body(body): Body<ResetPassword>,
) -> Result<Reply<Done>> {
    flows::reset(&app, &identity, &body.token, &body.new_password).await?;
    Ok(Reply(Done {}))
}
