//! `/customers`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    conversations::{self, Session},
    tickets::{self, TicketCard},
};

use super::{
    model::{Customer, NewCustomer, Profile, Revealed},
    store,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers",
            get_with(list, |o| o.id("listCustomers").summary("Customers, last seen first.").tag("customers"))
                .post_with(create, |o| o.id("createCustomer").summary("Create a customer.").tag("customers")),
        )
        .api_route(
            "/customers/{id}",
            get_with(show, |o| o.id("getCustomer").summary("One customer.").tag("customers"))
                .put_with(update, |o| o.id("updateCustomer").summary("Change a customer.").tag("customers")),
        )
        .api_route(
            "/customers/{id}/reveal",
            post_with(reveal, |o| {
                o.id("revealCustomer").summary("Contact data in full; every look is audited.").tag("customers")
            }),
        )
        .api_route(
            "/customers/{id}/services",
            get_with(services, |o| {
                o.id("listCustomerServices").summary("A customer's latest conversations and tickets.").tag("customers")
            }),
        )
}

/// The latest of each, newest first.
#[derive(Serialize, JsonSchema)]
struct CustomerServices {
    sessions: Vec<Session>,
    tickets: Vec<TicketCard>,
}

/// How many of each the service history shows.
const SERVICES_MAX: i64 = 50;

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of the name, or the whole phone number.
    #[garde(length(chars, max = 120))]
    q: Option<String>,
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(skip)]
    organization_id: Option<i64>,
    #[garde(skip)]
    profile: Option<Profile>,
    #[serde(default, deserialize_with = "kernel::http::query::flag")]
    #[garde(skip)]
    vip: Option<bool>,
}

async fn list(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<Customer>> {
    let mut tx = caller.begin(&app).await?;
    let wanted = store::Wanted {
        q: filter.q.as_deref(),
        organization: filter.organization_id,
        profile: filter.profile,
        vip: filter.vip,
    };
    let (list, total) = store::list(&mut tx, &wanted, &filter.page).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}

async fn show(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(store::find(&mut tx, path.id).await?))
}

async fn create(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Body(new): Body<NewCustomer>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    let id = store::create(&mut tx, &new).await?;
    tx.audit("customer.create", format!("customer/{id}"), json!({ "profile": new.profile }));
    let customer = store::find(&mut tx, id).await?;
    tx.commit(customer).await
}

async fn update(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(new): Body<NewCustomer>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    store::update(&mut tx, path.id, &new).await?;
    tx.audit("customer.update", format!("customer/{}", path.id), json!({}));
    let customer = store::find(&mut tx, path.id).await?;
    tx.commit(customer).await
}

async fn reveal(
    caller: Allow<perm::CustomersReveal>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Revealed>> {
    let mut tx = caller.begin(&app).await?;
    let revealed = store::reveal(&mut tx, path.id).await?;
    tx.audit("customer.reveal", format!("customer/{}", path.id), json!({ "fields": ["phone", "email"] }));
    tx.commit(revealed).await
}

async fn services(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerServices>> {
    let mut tx = caller.begin(&app).await?;
    store::find(&mut tx, path.id).await?;
    let sessions = match caller.principal.can("sessions:read") {
        true => conversations::sessions_of_customer(&mut tx, path.id, SERVICES_MAX).await?,
        false => Vec::new(),
    };
    let tickets = match caller.principal.can("tickets:read") {
        true => tickets::cards_of_customer(&mut tx, path.id, SERVICES_MAX).await?,
        false => Vec::new(),
    };
    Ok(Reply(CustomerServices { sessions, tickets }))
}
