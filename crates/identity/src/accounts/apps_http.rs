//! `/settings/sign-in-apps`: a tenant's own apps at the providers.

use aide::axum::{
    ApiRouter,
    routing::{get_with, put_with},
};
use axum::extract::State;
use garde::Validate;
use kernel::{Allow, App, Body, Error, FieldError, Path, Reply, Result, perm, text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    model::SignInApp,
    store::{self, AppSettings},
};
use crate::sign_in::Done;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/settings/sign-in-apps",
            get_with(list, |o| {
                o.id("listSignInApps").summary("The tenant's apps at providers, without their secrets.").tag("settings")
            }),
        )
        .api_route(
            "/settings/sign-in-apps/{app}",
            put_with(put, |o| o.id("putSignInApp").summary("Set an app up, or switch it on or off.").tag("settings"))
                .delete_with(delete, |o| {
                    o.id("deleteSignInApp").summary("Forget an app and its secret.").tag("settings")
                }),
        )
}

#[derive(Debug, Deserialize, JsonSchema)]
struct AppPath {
    #[schemars(with = "SignInApp")]
    app: String,
}

impl AppPath {
    fn app(&self) -> Result<SignInApp> {
        SignInApp::ALL.into_iter().find(|app| app.as_str() == self.app).ok_or_else(Error::not_found)
    }
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
struct AppToSave {
    #[garde(skip)]
    enabled: bool,
    #[garde(length(min = 1, max = 128), ascii, custom(text::not_blank))]
    #[schemars(length(min = 1, max = 128))]
    app_id: String,
    /// The one that is kept stays when this is left out.
    #[garde(inner(length(min = 1, max = 256), ascii))]
    #[schemars(length(min = 1, max = 256))]
    secret: Option<String>,
}

/// The apps, and the address that each provider has to be told to send browsers back to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct SignInApps {
    apps: Vec<AppSettings>,
    callback_base: String,
}

async fn list(caller: Allow<perm::SettingsRead>, State(app): State<App>) -> Result<Reply<SignInApps>> {
    let mut tx = caller.begin(&app).await?;
    let apps = store::apps(&mut tx).await?;
    Ok(Reply(SignInApps { apps, callback_base: format!("{}/console/callback", app.settings().public_url) }))
}

async fn put(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Path(p): Path<AppPath>,
    Body(body): Body<AppToSave>,
) -> Result<Reply<Vec<AppSettings>>> {
    let which = p.app()?;
    let mut tx = caller.begin(&app).await?;
    let secret = text::filled(&body.secret);
    if !store::save_app(&mut tx, which, body.enabled, body.app_id.trim(), secret).await? {
        return Err(Error::fields(vec![FieldError::required("secret")]));
    }
    let detail = json!({ "enabled": body.enabled, "appId": body.app_id, "secretChanged": secret.is_some() });
    tx.audit("settings.sign_in_app", format!("settings/sign-in-apps/{}", which.as_str()), detail);
    let apps = store::apps(&mut tx).await?;
    tx.commit(apps).await
}

async fn delete(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Path(p): Path<AppPath>,
) -> Result<Reply<Done>> {
    let which = p.app()?;
    let mut tx = caller.begin(&app).await?;
    store::delete_app(&mut tx, which).await?;
    tx.audit("settings.sign_in_app", format!("settings/sign-in-apps/{}", which.as_str()), json!({ "deleted": true }));
    tx.commit(Done {}).await
}
