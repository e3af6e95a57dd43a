//! `/tenants`: the platform area.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use garde::Validate;
use kernel::{
    Allow, App, Body, Error, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, TenantId, bus::Signal,
    db::TenantStatus, perm,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{
    create::{self, Start},
    model::{self, NewTenant, Tenant, TenantCreated, UpdateTenant},
    ops, public,
    store::{self, Filter},
    usage,
};
use crate::{Identity, sign_in::Done};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/tenants",
            get_with(list, |o| o.id("listTenants").summary("All tenants, with what they use.").tag("platform"))
                .post_with(create, |o| {
                    o.id("createTenant")
                        .summary("Make a tenant with its first administrator, whose password is in the answer, once.")
                        .tag("platform")
                }),
        )
        .api_route(
            "/tenants/{id}",
            get_with(get, |o| o.id("getTenant").summary("One tenant.").tag("platform"))
                .put_with(update, |o| {
                    o.id("updateTenant").summary("Change a tenant; what is left out stays.").tag("platform")
                })
                .delete_with(delete, |o| o.id("deleteTenant").summary("Remove a suspended tenant.").tag("platform")),
        )
        .api_route(
            "/tenants/{id}/activate",
            post_with(activate, |o| o.id("activateTenant").summary("Let a tenant's people in.").tag("platform")),
        )
        .api_route(
            "/tenants/{id}/suspend",
            post_with(suspend, |o| {
                o.id("suspendTenant").summary("Refuse a tenant's people, within two seconds.").tag("platform")
            }),
        )
        .merge(public::routes())
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct TenantFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// A part of the name, slug or contact person.
    #[garde(inner(length(chars, max = 100)))]
    #[schemars(length(max = 100))]
    q: Option<String>,
    #[garde(skip)]
    status: Option<TenantStatus>,
}

async fn list(
    caller: Allow<perm::TenantsRead>,
    State(app): State<App>,
    Query(query): Query<TenantFilter>,
) -> Result<List<Tenant>> {
    let mut tx = caller.begin_platform(&app).await?;
    let filter = Filter { q: query.q, status: query.status };
    let rows = store::list(&mut tx, &filter, &query.page).await?;
    let total = store::count(&mut tx, &filter).await?;
    drop(tx);
    let tenants = usage::complete(&app, rows).await?;
    Ok(Reply(Page::new(tenants, total, &query.page)))
}

async fn get(caller: Allow<perm::TenantsRead>, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<Tenant>> {
    drop(caller.begin_platform(&app).await?);
    one(&app, p.id).await.map(Reply)
}

async fn one(app: &App, id: TenantId) -> Result<Tenant> {
    let mut tx = app.db().begin_platform().await?;
    let row = store::lock(&mut tx, id).await?;
    drop(tx);
    usage::complete(app, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

async fn create(
    caller: Allow<perm::TenantsWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Body(body): Body<NewTenant>,
) -> Result<Reply<TenantCreated>> {
    drop(caller.begin_platform(&app).await?);
    let placement = model::placement(body.placement, &body.slug, body.database.as_deref())
        .filter(|p| app.db().is_configured(p))
        .ok_or_else(|| Error::field("database", "is not one of the configured databases"))?;
    let fresh = identity.hasher().fresh().await?;
    // Claims the idempotency key, and puts the deed on record in the operator's own trail.
    let mut tx = caller.begin(&app).await?;
    let start = Start {
        slug: &body.slug,
        name: body.name.trim(),
        contact_person: body.contact_person.trim(),
        contact_email: &body.contact_email,
        contact_phone: body.contact_phone.trim(),
        max_users: body.max_users,
        placement,
        admin: Some((body.admin_username.trim(), &fresh)),
    };
    let id = create::create(&app, &start).await?;
    tx.audit("tenant.create", format!("tenant/{id}"), json!({ "slug": body.slug, "placement": body.placement }));
    tx.finish().await?;
    let tenant = one(&app, id).await?;
    Ok(Reply(TenantCreated {
        tenant,
        admin_username: body.admin_username.trim().to_owned(),
        initial_password: fresh.plain,
    }))
}

async fn update(
    caller: Allow<perm::TenantsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<UpdateTenant>,
) -> Result<Reply<Tenant>> {
    let mut platform = caller.begin_platform(&app).await?;
    let mut tx = caller.begin(&app).await?;
    store::lock(&mut platform, p.id).await?;
    store::update(&mut platform, p.id, &body, app.now()).await?;
    platform.commit().await?;
    app.db().forget_tenant(p.id).await;
    tx.audit("tenant.update", format!("tenant/{}", p.id), json!({ "name": body.name, "maxUsers": body.max_users }));
    let tenant = one(&app, p.id).await?;
    tx.commit(tenant).await
}

async fn activate(
    caller: Allow<perm::TenantsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Tenant>> {
    set_status(&caller, &app, p.id, TenantStatus::Active, "tenant.activate").await
}

async fn suspend(
    caller: Allow<perm::TenantsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Tenant>> {
    set_status(&caller, &app, p.id, TenantStatus::Suspended, "tenant.suspend").await
}

async fn set_status(
    caller: &Allow<perm::TenantsWrite>,
    app: &App,
    id: TenantId,
    status: TenantStatus,
    action: &'static str,
) -> Result<Reply<Tenant>> {
    let mut platform = caller.begin_platform(app).await?;
    let mut tx = caller.begin(app).await?;
    ops::set_status(&mut platform, id, status, app.now()).await?;
    platform.commit().await?;
    left(app, id, status).await;
    tx.audit(action, format!("tenant/{id}"), json!({}));
    let tenant = one(app, id).await?;
    tx.commit(tenant).await
}

async fn delete(
    caller: Allow<perm::TenantsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut platform = caller.begin_platform(&app).await?;
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut platform, p.id, app.now()).await?;
    platform.commit().await?;
    left(&app, p.id, TenantStatus::Inactive).await;
    tx.audit("tenant.delete", format!("tenant/{}", p.id), json!({}));
    tx.commit(Done {}).await
}

/// What this node knew of the tenant is out of date; its connections end when it may not be used.
async fn left(app: &App, tenant: TenantId, status: TenantStatus) {
    app.db().forget_tenant(tenant).await;
    if status != TenantStatus::Active {
        app.bus().publish(Signal::Revoked { tenant, user: None, session: None });
    }
}
