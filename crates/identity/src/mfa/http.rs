//! `/auth/mfa*`, and the administrator's way out for who lost the phone.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Allow, App, Body, Caller, Error, IdPath, Newcomer, Path, Reply, Result, error::code, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{flows, store};
use crate::{
    Identity,
    password::PASSWORD_MAX,
    sign_in::{Client, Done, Kind, LoginResult, kind_of},
    users,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/mfa",
            get_with(status, |o| o.id("getMfa").summary("Whether two-step verification is on.").tag("auth")),
        )
        .api_route(
            "/auth/mfa/setup",
            post_with(set_up, |o| {
                o.id("setUpMfa").summary("Make a secret for an authenticator app; shown once.").tag("auth")
            }),
        )
        .api_route(
            "/auth/mfa/confirm",
            post_with(confirm, |o| {
                o.id("confirmMfa").summary("Turn two-step verification on with a first code.").tag("auth")
            }),
        )
        .api_route(
            "/auth/mfa/recovery-codes",
            post_with(renew_codes, |o| {
                o.id("renewRecoveryCodes").summary("Make new recovery codes; the old ones end.").tag("auth")
            }),
        )
        .api_route(
            "/auth/mfa/disable",
            post_with(disable, |o| o.id("disableMfa").summary("Turn two-step verification off.").tag("auth")),
        )
        .api_route(
            "/auth/mfa/verify",
            post_with(verify, |o| {
                o.id("verifyMfa").summary("The second step of a sign-in: a code, or a recovery code.").tag("auth")
            }),
        )
        .api_route(
            "/users/{id}/reset-mfa",
            post_with(reset, |o| {
                o.id("resetUserMfa").summary("Take the second factor from a user who has lost it.").tag("users")
            }),
        )
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MfaStatus {
    pub enabled: bool,
    pub enabled_at: Option<DateTime<Utc>>,
    pub recovery_codes_left: i64,
}

/// For an authenticator app; shown once.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MfaSecret {
    /// To be typed, in base 32.
    #[schemars(extend("x-once" = true))]
    pub secret: String,
    /// To be scanned: `otpauth://totp/...`.
    #[schemars(extend("x-once" = true))]
    pub uri: String,
}

/// Each signs in once when the phone is not at hand; shown once.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    #[schemars(extend("x-once" = true))]
    pub recovery_codes: Vec<String>,
}

/// The caller's own, once more.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct PasswordProof {
    #[garde(length(min = 1, max = PASSWORD_MAX * 4))]
    #[schemars(length(min = 1, max = 512))]
    password: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct ConfirmMfa {
    /// Six digits.
    #[garde(length(min = 1, max = 20))]
    #[schemars(length(min = 1, max = 20))]
    code: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct VerifyMfa {
    #[garde(length(min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    challenge: String,
    /// Six digits of the app, or a recovery code.
    #[garde(length(min = 1, max = 40))]
    #[schemars(length(min = 1, max = 40))]
    code: String,
}

async fn status(caller: Newcomer, State(app): State<App>) -> Result<Reply<MfaStatus>> {
    if kind_of(&caller.0)? == Kind::Customer {
        return Ok(Reply(MfaStatus { enabled: false, enabled_at: None, recovery_codes_left: 0 }));
    }
    let mut tx = caller.begin(&app).await?;
    let (enabled_at, recovery_codes_left) = store::status(&mut tx, caller.0.id).await?;
    Ok(Reply(MfaStatus { enabled: enabled_at.is_some(), enabled_at, recovery_codes_left }))
}

async fn set_up(
    caller: Newcomer,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<PasswordProof>,
) -> Result<Reply<MfaSecret>> {
    let (secret, uri) = flows::set_up(&app, &identity, &caller.0, &body.password, &client).await?;
    Ok(Reply(MfaSecret { secret, uri }))
}

async fn confirm(
    caller: Newcomer,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Body(body): Body<ConfirmMfa>,
) -> Result<Reply<RecoveryCodes>> {
    let recovery_codes = flows::confirm(&app, &identity, &caller.0, &body.code).await?;
    Ok(Reply(RecoveryCodes { recovery_codes }))
}

async fn renew_codes(
    caller: Caller,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<PasswordProof>,
) -> Result<Reply<RecoveryCodes>> {
    let recovery_codes = flows::renew_codes(&app, &identity, &caller.0, &body.password, &client).await?;
    Ok(Reply(RecoveryCodes { recovery_codes }))
}

async fn disable(
    caller: Caller,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<PasswordProof>,
) -> Result<Reply<Done>> {
    flows::disable(&app, &identity, &caller.0, &body.password, &client).await?;
    Ok(Reply(Done {}))
}

async fn verify(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    client: Client,
    Body(body): Body<VerifyMfa>,
) -> Result<Reply<LoginResult>> {
    flows::verify(&app, &identity, &body.challenge, &body.code, &client).await.map(Reply)
}

async fn reset(caller: Allow<perm::UsersWrite>, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    users::lock_to_change(&mut tx, p.id).await?;
    users::not_oneself(&tx, p.id)?;
    if !store::remove(&mut tx, p.id).await? {
        return Err(Error::new(code::MFA_BAD_MOVE));
    }
    tx.audit("mfa.off", format!("user/{}", p.id), json!({ "by": "administrator" }));
    tx.commit(Done {}).await
}
