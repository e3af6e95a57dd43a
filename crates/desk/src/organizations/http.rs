//! `/organizations`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, Body, List, Page, PageQuery, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::store::{self, NewOrganization, Organization};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/organizations",
        get_with(list, |o| o.id("listOrganizations").summary("Client companies of the tenant.").tag("customers"))
            .post_with(create, |o| o.id("createOrganization").summary("Create an organization.").tag("customers")),
    )
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of the name.
    #[garde(length(chars, max = 200))]
    q: Option<String>,
}

async fn list(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<Organization>> {
    let mut tx = caller.begin(&app).await?;
    let (list, total) = store::list(&mut tx, filter.q.as_deref(), &filter.page).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}

async fn create(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Body(new): Body<NewOrganization>,
) -> Result<Reply<Organization>> {
    let mut tx = caller.begin(&app).await?;
    let id = store::create(&mut tx, &new).await?;
    tx.audit("organization.create", format!("organization/{id}"), json!({ "name": new.name }));
    let organization = store::find(&mut tx, id).await?;
    tx.commit(organization).await
}
