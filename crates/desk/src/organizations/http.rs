//! `/organizations`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm, text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    model::{NewOrganization, Organization, RevealedOrganization},
    ops::{self, OrganizationMatch},
    store,
};
use crate::{
    conversations,
    customers::{self, Customer, CustomerServices, Reach, SERVICES_MAX},
    tickets,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/organizations",
            get_with(list, |o| o.id("listOrganizations").summary("Client companies of the tenant.").tag("customers"))
                .post_with(create, |o| o.id("createOrganization").summary("Create an organization.").tag("customers")),
        )
        .api_route(
            "/organizations/match",
            get_with(find_matches, |o| {
                o.id("matchOrganizations")
                    .summary("Known organizations that may be the one that is meant, best first, and why.")
                    .tag("customers")
            }),
        )
        .api_route(
            "/organizations/{id}",
            get_with(show, |o| o.id("getOrganization").summary("One organization.").tag("customers"))
                .put_with(update, |o| o.id("updateOrganization").summary("Change an organization.").tag("customers"))
                .delete_with(delete, |o| {
                    o.id("deleteOrganization").summary("Delete an organization without customers.").tag("customers")
                }),
        )
        .api_route(
            "/organizations/{id}/reveal",
            post_with(reveal, |o| {
                o.id("revealOrganization")
                    .summary("Credit code and phone in full; every look is audited.")
                    .tag("customers")
            }),
        )
        .api_route(
            "/organizations/{id}/contacts",
            get_with(contacts, |o| {
                o.id("listOrganizationContacts").summary("The people of an organization.").tag("customers")
            }),
        )
        .api_route(
            "/organizations/{id}/services",
            get_with(services, |o| {
                o.id("listOrganizationServices")
                    .summary("The latest conversations and tickets of an organization's people.")
                    .tag("customers")
            }),
        )
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of the name, or the whole credit code.
    #[garde(inner(length(chars, max = 200)))]
    #[schemars(length(max = 200))]
    q: Option<String>,
    /// Part of the region's name.
    #[garde(inner(length(chars, max = 64)))]
    #[schemars(length(max = 64))]
    region: Option<String>,
    #[garde(inner(length(chars, max = 64)))]
    #[schemars(length(max = 64))]
    industry: Option<String>,
}

async fn list(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<Organization>> {
    let mut tx = caller.begin(&app).await?;
    let wanted = store::Wanted {
        q: text::filled(&filter.q),
        region: text::filled(&filter.region),
        industry: text::filled(&filter.industry),
    };
    let (list, total) = store::list(&mut tx, &wanted, &filter.page).await?;
    Ok(Reply(Page::new(list.into_iter().map(Organization::masked).collect(), total, &filter.page)))
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct Sought {
    /// The name as somebody wrote it.
    #[serde(default)]
    #[garde(length(chars, max = 200))]
    #[schemars(length(max = 200))]
    q: String,
    /// Beats the name when it is known.
    #[garde(inner(length(max = 32)))]
    #[schemars(length(max = 32))]
    credit_code: Option<String>,
}

async fn find_matches(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(sought): Query<Sought>,
) -> Result<Reply<Vec<OrganizationMatch>>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(ops::find_matches(&mut tx, &sought.q, sought.credit_code.as_deref()).await?))
}

async fn create(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Body(new): Body<NewOrganization>,
) -> Result<Reply<Organization>> {
    let mut tx = caller.begin(&app).await?;
    let id = ops::create(&mut tx, &new).await?;
    let organization = store::find(&mut tx, id).await?.masked();
    tx.commit(organization).await
}

async fn show(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Organization>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(store::find(&mut tx, path.id).await?.masked()))
}

async fn update(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(new): Body<NewOrganization>,
) -> Result<Reply<Organization>> {
    let mut tx = caller.begin(&app).await?;
    ops::update(&mut tx, path.id, new).await?;
    let organization = store::find(&mut tx, path.id).await?.masked();
    tx.commit(organization).await
}

#[derive(Debug, Serialize, JsonSchema)]
struct OrganizationDeleted {}

async fn delete(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<OrganizationDeleted>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, path.id).await?;
    tx.commit(OrganizationDeleted {}).await
}

async fn reveal(
    caller: Allow<perm::CustomersReveal>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<RevealedOrganization>> {
    let mut tx = caller.begin(&app).await?;
    let revealed = store::reveal(&mut tx, path.id).await?;
    tx.audit("organization.reveal", format!("organization/{}", path.id), json!({ "fields": ["creditCode", "phone"] }));
    tx.commit(revealed).await
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[schemars(rename = "OrganizationContactFilter")]
struct ContactFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of the name, or the whole phone number.
    #[garde(inner(length(chars, max = 120)))]
    #[schemars(length(max = 120))]
    q: Option<String>,
}

async fn contacts(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Query(filter): Query<ContactFilter>,
) -> Result<List<Customer>> {
    let mut tx = caller.begin(&app).await?;
    store::find(&mut tx, path.id).await?;
    let reach = Reach::of(&caller.principal, caller.scope);
    let wanted = customers::Wanted {
        q: text::filled(&filter.q),
        organization: Some(path.id),
        ..customers::Wanted::within(reach)
    };
    let (list, total) = customers::list(&mut tx, &wanted, &filter.page).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}

async fn services(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerServices>> {
    let mut tx = caller.begin(&app).await?;
    store::find(&mut tx, path.id).await?;
    let sessions = match caller.principal.can("sessions:read") {
        true => conversations::sessions_of_organization(&mut tx, path.id, SERVICES_MAX).await?,
        false => Vec::new(),
    };
    let tickets = match caller.principal.can("tickets:read") {
        true => tickets::cards_of_organization(&mut tx, path.id, SERVICES_MAX).await?,
        false => Vec::new(),
    };
    Ok(Reply(CustomerServices { sessions, tickets }))
}
