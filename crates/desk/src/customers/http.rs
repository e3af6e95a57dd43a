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
    Reach, check,
    list::{self, Wanted},
    model::{Customer, NewCustomer, Profile, Revealed},
    ops::{self, TransferPreview},
    store,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers",
            get_with(index, |o| o.id("listCustomers").summary("Customers, last seen first.").tag("customers"))
                .post_with(create, |o| o.id("createCustomer").summary("Create a customer.").tag("customers")),
        )
        .api_route(
            "/customers/{id}",
            get_with(show, |o| o.id("getCustomer").summary("One customer.").tag("customers"))
                .put_with(update, |o| o.id("updateCustomer").summary("Change a customer.").tag("customers"))
                .delete_with(delete, |o| {
                    o.id("deleteCustomer").summary("Delete a customer; what it said and asked stays.").tag("customers")
                }),
        )
        .api_route(
            "/customers/{id}/tags",
            get_with(tags, |o| o.id("listCustomerTags").summary("A customer's tags.").tag("customers"))
                .post_with(set_tags, |o| o.id("setCustomerTags").summary("Set a customer's tags.").tag("customers")),
        )
        .api_route(
            "/customers/{id}/convert",
            post_with(convert, |o| {
                o.id("convertCustomer").summary("Put a temporary customer on file at once.").tag("archiving")
            }),
        )
        .api_route(
            "/customers/{id}/transfer",
            post_with(transfer, |o| {
                o.id("transferCustomer").summary("Move a person on file to another organization.").tag("archiving")
            }),
        )
        .api_route(
            "/customers/{id}/transfer-preview",
            get_with(preview_transfer, |o| {
                o.id("previewTransfer").summary("What a transfer to another organization would do.").tag("archiving")
            }),
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
pub(crate) struct CustomerServices {
    pub sessions: Vec<Session>,
    pub tickets: Vec<TicketCard>,
}

/// How many of each the service history shows.
pub(crate) const SERVICES_MAX: i64 = 50;

pub(crate) fn diallable(text: &str, _: &()) -> garde::Result {
    match kernel::contact::phone(text) {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("is not a phone number")),
    }
}

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

async fn index(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<Customer>> {
    let mut tx = caller.begin(&app).await?;
    let wanted = Wanted {
        q: kernel::text::filled(&filter.q),
        organization: filter.organization_id,
        profiles: filter.profile.as_slice(),
        vip: filter.vip,
        ..Wanted::within(Reach::of(&caller.principal, caller.scope))
    };
    let (list, total) = list::list(&mut tx, &wanted, &filter.page).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}

async fn show(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    Ok(Reply(store::find(&mut tx, path.id).await?))
}

async fn create(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Body(new): Body<NewCustomer>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    let id = ops::create(&mut tx, &new).await?;
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
    check(&mut tx, caller.scope, path.id).await?;
    ops::update(&mut tx, path.id, &new).await?;
    let customer = store::find(&mut tx, path.id).await?;
    tx.commit(customer).await
}

async fn reveal(
    caller: Allow<perm::CustomersReveal>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Revealed>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    let revealed = store::reveal(&mut tx, path.id).await?;
    tx.audit(
        "customer.reveal",
        format!("customer/{}", path.id),
        json!({ "fields": ["phone", "email", "landline", "emergencyPhone"] }),
    );
    tx.commit(revealed).await
}

async fn services(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerServices>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
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

#[derive(Debug, Serialize, JsonSchema)]
struct CustomerDeleted {}

async fn delete(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerDeleted>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    ops::delete(&mut tx, path.id).await?;
    tx.commit(CustomerDeleted {}).await
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, garde::Validate)]
struct CustomerTags {
    #[garde(
        length(max = 20),
        inner(length(chars, min = 1, max = 32), custom(crate::teams::no_comma), custom(kernel::text::is_name))
    )]
    #[schemars(length(max = 20))]
    tags: Vec<String>,
}

async fn tags(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerTags>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    Ok(Reply(CustomerTags { tags: store::find(&mut tx, path.id).await?.tags }))
}

async fn set_tags(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<CustomerTags>,
) -> Result<Reply<CustomerTags>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    let tags = ops::set_tags(&mut tx, path.id, body.tags).await?;
    tx.commit(CustomerTags { tags }).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct ConvertCustomer {
    /// Why, for the record; may be empty.
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    note: String,
}

async fn convert(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<ConvertCustomer>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    ops::convert(&mut tx, path.id, body.note.trim()).await?;
    let customer = store::find(&mut tx, path.id).await?;
    tx.commit(customer).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct TransferCustomer {
    #[garde(skip)]
    organization_id: i64,
    /// Where the editor saw the person: when it is elsewhere by now, somebody else was faster.
    #[garde(skip)]
    from_organization_id: Option<i64>,
    /// Left out, it stays; an empty one takes it away.
    #[garde(inner(length(chars, max = 64)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    position: Option<String>,
    /// Left out, it stays; an empty one takes it away.
    #[garde(inner(length(chars, max = 64)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    department: Option<String>,
    /// Why, for the record.
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    reason: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct TransferTo {
    #[garde(skip)]
    organization_id: i64,
}

async fn preview_transfer(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Query(to): Query<TransferTo>,
) -> Result<Reply<TransferPreview>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    Ok(Reply(ops::preview_transfer(&mut tx, path.id, to.organization_id).await?))
}

async fn transfer(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<TransferCustomer>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    check(&mut tx, caller.scope, path.id).await?;
    let transfer = ops::Transfer {
        from: body.from_organization_id,
        organization: body.organization_id,
        position: body.position.as_deref().map(str::trim),
        department: body.department.as_deref().map(str::trim),
        reason: body.reason.trim(),
    };
    ops::transfer(&mut tx, path.id, transfer).await?;
    let customer = store::find(&mut tx, path.id).await?;
    tx.commit(customer).await
}
