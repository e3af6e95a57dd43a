//! `/customers/merge`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::{self, MergePreview};
use crate::customers::{self, Customer};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers/merge",
            post_with(merge, |o| {
                o.id("mergeCustomers").summary("Make one customer of two who are the same person.").tag("archiving")
            }),
        )
        .api_route(
            "/customers/merge-preview",
            get_with(preview, |o| {
                o.id("previewMerge").summary("What merging two customers would do.").tag("archiving")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(example = serde_json::json!({ "keepId": 1, "dropId": 2, "reason": "同一个人" }))]
struct MergeCustomers {
    /// Who stays.
    #[garde(skip)]
    keep_id: i64,
    /// Who goes; all that it has moves to the one who stays.
    #[garde(skip)]
    drop_id: i64,
    /// Why, for the record.
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    reason: String,
}

async fn merge(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Body(body): Body<MergeCustomers>,
) -> Result<Reply<Customer>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, body.drop_id).await?;
    customers::check(&mut tx, caller.scope, body.keep_id).await?;
    ops::merge(&mut tx, body.keep_id, body.drop_id, body.reason.trim()).await?;
    let customer = customers::find(&mut tx, body.keep_id).await?;
    tx.commit(customer).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct MergeOf {
    #[garde(skip)]
    keep_id: i64,
    #[garde(skip)]
    drop_id: i64,
}

async fn preview(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Query(of): Query<MergeOf>,
) -> Result<Reply<MergePreview>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, of.drop_id).await?;
    customers::check(&mut tx, caller.scope, of.keep_id).await?;
    Ok(Reply(ops::preview(&mut tx, of.keep_id, of.drop_id).await?))
}
