//! `/settings/sign-in`, and what the sign-in page may know under `/auth/options`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Extension, extract::State};
use kernel::{Allow, App, Body, Error, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{MfaRequired, SignInSettings, store};
use crate::{
    Identity,
    accounts::{self, SignInApp},
    sign_in, tenants,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/settings/sign-in",
            get_with(get, |o| {
                o.id("getSignInSettings")
                    .summary("How people may sign in, and who needs a second factor.")
                    .tag("settings")
            })
            .put_with(put, |o| o.id("putSignInSettings").summary("Change how people may sign in.").tag("settings")),
        )
        .api_route(
            "/auth/options",
            get_with(options, |o| {
                o.id("getSignInOptions").summary("The ways in beside the password that a tenant offers.").tag("auth")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct OptionsQuery {
    /// The tenant's slug; the deployment's default tenant without one.
    #[garde(inner(length(max = 40)))]
    #[schemars(length(max = 40))]
    tenant: Option<String>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInOptions {
    /// Staff may ask for a code by SMS.
    pub phone_code: bool,
    /// Customers may.
    pub phone_code_customers: bool,
    /// Providers whose accounts staff may sign in with.
    pub apps: Vec<SignInApp>,
}

/// A tenant that does not exist, or may not be used, looks like one that offers nothing.
async fn options(State(app): State<App>, Query(query): Query<OptionsQuery>) -> Result<Reply<SignInOptions>> {
    let slug = query.tenant.filter(|s| !s.trim().is_empty());
    let slug = slug.or_else(|| app.settings().default_tenant.clone()).unwrap_or_default();
    let tenant = match tenants::open_by_slug(&app, slug.trim()).await {
        Ok(tenant) => tenant,
        Err(e) if e.code.status >= 500 => return Err(e),
        Err(_) => return Ok(Reply(SignInOptions::default())),
    };
    let mut tx = app.db().begin_system(tenant.id).await?;
    let settings = store::get(&mut tx).await?;
    Ok(Reply(SignInOptions {
        phone_code: settings.phone_code_users,
        phone_code_customers: settings.phone_code_customers,
        apps: accounts::enabled(&mut tx).await?,
    }))
}

async fn get(caller: Allow<perm::SettingsRead>, State(app): State<App>) -> Result<Reply<SignInSettings>> {
    let mut tx = caller.begin(&app).await?;
    store::get(&mut tx).await.map(Reply)
}

async fn put(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Body(body): Body<SignInSettings>,
) -> Result<Reply<SignInSettings>> {
    if body.mfa_required == MfaRequired::Roles && body.mfa_role_ids.is_empty() {
        return Err(Error::field("mfaRoleIds", "name at least one role"));
    }
    let mut tx = caller.begin(&app).await?;
    store::save(&mut tx, &body).await?;
    let overdue = store::overdue(&mut tx).await?;
    sign_in::recheck(&mut tx, &overdue)?;
    tx.audit("settings.sign_in", "settings/sign-in", json!(&body));
    let saved = store::get(&mut tx).await?;
    let reply = tx.commit(saved).await?;
    for user in overdue {
        identity.revoke_user(&app, caller.principal.tenant, user);
    }
    Ok(reply)
}
