//! What anybody may know of a tenant: enough to show its portal.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{
    App, Error, Path, Reply, Result,
    db::{TenantId, TenantInfo},
    http::context::{self, Locale},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store::{self, Look};

const THEME: &str = "#1f5fbf";
const FEATURES: [&str; 5] = ["knowledge", "ai_chat", "live_chat", "tickets", "feedback"];

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/public/tenants/{slug}",
        get_with(get, |o| {
            o.id("getPublicTenant").summary("A portal's look; `default` is the deployment's own.").tag("public")
        }),
    )
}

#[derive(Debug, Deserialize, JsonSchema)]
pub struct SlugPath {
    pub slug: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicTenant {
    pub slug: String,
    pub name: String,
    pub title: String,
    pub welcome: String,
    pub theme_color: String,
    pub logo_url: Option<String>,
    pub locale: String,
    /// What the portal offers.
    pub features: Vec<String>,
    pub contact_phone: Option<String>,
}

/// The tenant with this slug (`default`: the configured one), when it may be used.
pub async fn open_by_slug(app: &App, slug: &str) -> Result<TenantInfo> {
    let slug =
        if slug == "default" { app.settings().default_tenant.as_deref().ok_or_else(Error::not_found)? } else { slug };
    let tenant = app.db().tenant_by_slug(slug).await?;
    tenant.check_usable(app.now())?;
    Ok(tenant)
}

/// The tenant with this id, when it may be used.
pub async fn open_by_id(app: &App, id: TenantId) -> Result<TenantInfo> {
    let tenant = app.db().tenant(id).await?;
    tenant.check_usable(app.now())?;
    Ok(tenant)
}

async fn get(State(app): State<App>, Path(p): Path<SlugPath>) -> Result<Reply<PublicTenant>> {
    let tenant = open_by_slug(&app, &p.slug).await?;
    let mut platform = app.db().begin_platform().await?;
    let phone = store::contact_phone(&mut platform, tenant.id).await?;
    drop(platform);
    let mut tx = app.db().begin_system(tenant.id).await?;
    let look = store::look(&mut tx).await?.unwrap_or_else(|| plain(&tenant));
    Ok(Reply(PublicTenant {
        slug: tenant.slug,
        name: tenant.name,
        title: look.title,
        welcome: look.welcome,
        theme_color: look.theme_color,
        logo_url: look.logo_url,
        locale: "zh-CN".into(),
        features: look.features.split(',').filter(|f| !f.is_empty()).map(str::to_owned).collect(),
        contact_phone: look.contact_phone.or(Some(phone)).filter(|p| !p.is_empty()),
    }))
}

/// How a portal looks that nobody has set up.
fn plain(tenant: &TenantInfo) -> Look {
    let (title, welcome) = match context::current().locale {
        Locale::En => (format!("{} Help Center", tenant.name), "Hello, how can we help?"),
        Locale::ZhCn => (format!("{}服务中心", tenant.name), "您好，请问有什么可以帮您？"),
    };
    Look {
        title,
        welcome: welcome.into(),
        theme_color: THEME.into(),
        logo_url: None,
        contact_phone: None,
        features: FEATURES.join(","),
    }
}
