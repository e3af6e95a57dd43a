//! `/customers/{id}/split`.

use aide::axum::{ApiRouter, routing::post_with};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, Path, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::{self, Second};
use crate::customers::{self, Customer};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/customers/{id}/split",
        post_with(split, |o| {
            o.id("splitCustomer").summary("Make two customers of one profile that holds two persons.").tag("archiving")
        }),
    )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct SplitCustomer {
    /// Of the second person.
    #[garde(length(chars, max = 120), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 120))]
    name: String,
    #[garde(inner(length(min = 5, max = 20), custom(customers::diallable)))]
    #[schemars(length(min = 5, max = 20))]
    phone: Option<String>,
    /// Closed conversations that were the second person's.
    #[serde(default)]
    #[garde(length(max = 200))]
    #[schemars(length(max = 200))]
    session_ids: Vec<i64>,
    /// Tickets that are the second person's.
    #[serde(default)]
    #[garde(length(max = 200))]
    #[schemars(length(max = 200))]
    ticket_ids: Vec<i64>,
    /// Why, for the record.
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    reason: String,
}

/// Answers the second person.
async fn split(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<SplitCustomer>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, path.id).await?;
    let second = Second {
        name: body.name.trim(),
        phone: body.phone,
        sessions: body.session_ids,
        tickets: body.ticket_ids,
        reason: body.reason.trim(),
    };
    let id = ops::split(&mut tx, path.id, second).await?;
    let customer = customers::find(&mut tx, id).await?;
    tx.commit(customer).await
}
