//! `/customer-portal/config` and `/theme`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, Body, Feature, PortalReply, Reply, Result, Visitor, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::look::{self, PortalLook};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customer-portal/config",
            get_with(config, |o| {
                o.id("getPortalConfig").summary("How the tenant's portal looks and what it offers.").tag("portal")
            })
            .put_with(set_config, |o| {
                o.id("setPortalConfig").summary("Change the portal; what is left out stays.").tag("portal")
            }),
        )
        .api_route(
            "/customer-portal/theme",
            get_with(theme, |o| o.id("getPortalTheme").summary("The portal's colour and logo.").tag("portal"))
                .put_with(set_theme, |o| {
                    o.id("setPortalTheme").summary("Change the portal's colour and logo.").tag("portal")
                }),
        )
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct ContactInfo {
    phone: Option<String>,
    email: Option<String>,
}

/// 001 §3.2, without what no portal needs to know.
#[derive(Debug, Serialize, JsonSchema)]
struct PortalConfig {
    portal_title: String,
    welcome_message: String,
    theme_color: String,
    logo_url: Option<String>,
    contact_info: ContactInfo,
    enabled_features: Vec<Feature>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PortalTheme {
    theme_color: String,
    logo_url: Option<String>,
}

impl From<PortalLook> for PortalConfig {
    fn from(look: PortalLook) -> Self {
        Self {
            portal_title: look.title,
            welcome_message: look.welcome,
            theme_color: look.theme_color,
            logo_url: look.logo_url,
            contact_info: ContactInfo { phone: look.contact_phone, email: look.contact_email },
            enabled_features: look.features,
        }
    }
}

impl From<PortalLook> for PortalTheme {
    fn from(look: PortalLook) -> Self {
        Self { theme_color: look.theme_color, logo_url: look.logo_url }
    }
}

/// Styles of the tenant's own (`custom_css`) are refused as an unknown field: they could cover the page.
#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(deny_unknown_fields)]
struct SetPortalConfig {
    #[garde(skip)]
    #[schemars(length(min = 1, max = 100))]
    portal_title: Option<String>,
    #[garde(skip)]
    #[schemars(length(max = 500))]
    welcome_message: Option<String>,
    /// `#rrggbb`; white text on it must be readable.
    #[garde(skip)]
    theme_color: Option<String>,
    /// An https:// address; empty takes it away.
    #[garde(skip)]
    logo_url: Option<String>,
    #[garde(skip)]
    contact_info: Option<ContactInfo>,
    #[garde(skip)]
    enabled_features: Option<Vec<Feature>>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(deny_unknown_fields)]
struct SetPortalTheme {
    #[garde(skip)]
    theme_color: Option<String>,
    #[garde(skip)]
    logo_url: Option<String>,
}

impl SetPortalConfig {
    fn over(self, old: PortalLook) -> PortalLook {
        let given = |text: Option<String>| kernel::text::filled(&text).map(str::to_owned);
        let (phone, email) = match self.contact_info {
            Some(contact) => (given(contact.phone), given(contact.email)),
            None => (old.contact_phone, old.contact_email),
        };
        PortalLook {
            title: self.portal_title.unwrap_or(old.title),
            welcome: self.welcome_message.unwrap_or(old.welcome),
            theme_color: self.theme_color.unwrap_or(old.theme_color),
            logo_url: self.logo_url.map_or(old.logo_url, |url| given(Some(url))),
            contact_phone: phone,
            contact_email: email,
            features: self.enabled_features.unwrap_or(old.features),
        }
    }
}

async fn config(visitor: Visitor, State(app): State<App>) -> Result<PortalReply<PortalConfig>> {
    let mut tx = visitor.begin(&app).await?;
    Ok(Reply(look::look(&mut tx).await?.into()))
}

async fn theme(visitor: Visitor, State(app): State<App>) -> Result<PortalReply<PortalTheme>> {
    let mut tx = visitor.begin(&app).await?;
    Ok(Reply(look::look(&mut tx).await?.into()))
}

async fn set_config(
    caller: Allow<perm::PortalManage>,
    State(app): State<App>,
    Body(set): Body<SetPortalConfig>,
) -> Result<PortalReply<PortalConfig>> {
    let mut tx = caller.begin(&app).await?;
    let old = look::look(&mut tx).await?;
    let new = set.over(old).checked()?;
    look::save(&mut tx, &new).await?;
    tx.audit(
        "portal.change",
        "portal",
        json!({ "title": new.title, "theme_color": new.theme_color, "features": new.features }),
    );
    let reply = tx.commit(new.into()).await;
    app.db().forget_features(caller.principal.tenant).await;
    reply
}

async fn set_theme(
    caller: Allow<perm::PortalManage>,
    State(app): State<App>,
    Body(set): Body<SetPortalTheme>,
) -> Result<PortalReply<PortalTheme>> {
    let mut tx = caller.begin(&app).await?;
    let old = look::look(&mut tx).await?;
    let set = SetPortalConfig {
        portal_title: None,
        welcome_message: None,
        theme_color: set.theme_color,
        logo_url: set.logo_url,
        contact_info: None,
        enabled_features: None,
    };
    let new = set.over(old).checked()?;
    look::save(&mut tx, &new).await?;
    tx.audit("portal.change", "portal", json!({ "theme_color": new.theme_color, "logo_url": new.logo_url }));
    tx.commit(new.into()).await
}
