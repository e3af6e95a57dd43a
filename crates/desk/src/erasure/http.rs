//! `/customers/{id}/erasure`, `/erasures`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{Erasure, ErasurePreview},
    ops, store,
};
use crate::customers;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers/{id}/erasure",
            get_with(preview, |o| {
                o.id("previewErasure")
                    .summary("What erasing a customer would do, and what stands in the way.")
                    .tag("privacy")
            })
            .post_with(request, |o| {
                o.id("eraseCustomer")
                    .summary("Erase a customer for good: rows, files, events, and by their keys the copies in backups.")
                    .tag("privacy")
            }),
        )
        .api_route(
            "/erasures",
            get_with(list, |o| o.id("listErasures").summary("Erasures, newest first.").tag("privacy")),
        )
        .api_route(
            "/erasures/{id}",
            get_with(show, |o| o.id("getErasure").summary("How far an erasure is.").tag("privacy")),
        )
}

async fn preview(
    caller: Allow<perm::CustomersErase>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<ErasurePreview>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, path.id).await?;
    Ok(Reply(ops::preview(&mut tx, path.id).await?))
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct EraseRequest {
    /// The customer's name, typed by who confirms.
    #[garde(length(chars, max = 120))]
    #[schemars(length(max = 120))]
    name: String,
    /// Why. It is kept for good, so it must not name the person.
    #[garde(length(chars, max = 500), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 500))]
    reason: String,
}

async fn request(
    caller: Allow<perm::CustomersErase>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<EraseRequest>,
) -> Result<Reply<Erasure>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, path.id).await?;
    let id = ops::request(&mut tx, path.id, body.name.trim(), body.reason.trim()).await?;
    let erasure = store::find(&mut tx, id).await?.ok_or_else(Error::not_found)?.view();
    tx.commit(erasure).await
}

async fn list(
    caller: Allow<perm::CustomersErase>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Result<List<Erasure>> {
    let mut tx = caller.begin(&app).await?;
    let (rows, total) = store::list(&mut tx, &page).await?;
    Ok(Reply(Page::new(rows.into_iter().map(store::ErasureRow::view).collect(), total, &page)))
}

async fn show(
    caller: Allow<perm::CustomersErase>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Erasure>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(store::find(&mut tx, path.id).await?.ok_or_else(Error::not_found)?.view()))
}
