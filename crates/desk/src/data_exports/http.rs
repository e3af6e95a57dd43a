//! `/customers/{id}/data-exports`, `/data-exports/{id}`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use kernel::{Allow, App, Error, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, error::code, perm};
use serde_json::json;

use super::{
    job::{self, ExportData},
    model::{self, DataExport},
    store,
};
use crate::{
    customers,
    files::{Bytes, Files, Stored, attachment},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers/{id}/data-exports",
            get_with(list, |o| {
                o.id("listDataExports").summary("Exports of a customer's data, newest first.").tag("privacy")
            })
            .merge(post_with(create, |o| {
                o.id("createDataExport")
                    .summary("Have everything that is kept about a customer put into one archive.")
                    .tag("privacy")
            })),
        )
        .api_route(
            "/data-exports/{id}",
            get_with(show, |o| o.id("getDataExport").summary("Whether an export is ready.").tag("privacy")),
        )
        .api_route(
            "/data-exports/{id}/archive",
            get_with(download, |o| {
                o.id("downloadDataExport")
                    .summary("The archive, for who asked for it, for seven days; each fetch is audited.")
                    .tag("privacy")
                    .response_with::<200, Bytes, _>(|r| r.description("A ZIP archive."))
            }),
        )
}

async fn create(
    caller: Allow<perm::CustomersCopy>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<DataExport>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, path.id).await?;
    customers::lock(&mut tx, path.id).await?;
    // An archive is handed to a person: a key has nobody to hand it to.
    let who = tx.user_id().ok_or_else(|| Error::new(code::DENIED))?;
    let id = store::insert(&mut tx, path.id, who).await?;
    let job = ExportData { tenant: tx.tenant(), export: id };
    tx.enqueue(job::NAME, &job).await?;
    tx.audit("customer.export", format!("customer/{}", path.id), json!({ "export": id }));
    let export = store::own(store::find(&mut tx, id).await?, Some(who))?.view(Some(who));
    tx.commit(export).await
}

async fn list(
    caller: Allow<perm::CustomersCopy>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Query(page): Query<PageQuery>,
) -> Result<List<DataExport>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, path.id).await?;
    customers::find(&mut tx, path.id).await?;
    let reader = tx.user_id();
    let (rows, total) = store::list(&mut tx, path.id, &page).await?;
    Ok(Reply(Page::new(rows.into_iter().map(|row| row.view(reader)).collect(), total, &page)))
}

async fn show(
    caller: Allow<perm::CustomersCopy>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<DataExport>> {
    let mut tx = caller.begin(&app).await?;
    let reader = tx.user_id();
    let row = store::find(&mut tx, path.id).await?.ok_or_else(Error::not_found)?;
    Ok(Reply(row.view(reader)))
}

async fn download(
    caller: Allow<perm::CustomersCopy>,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    Path(path): Path<IdPath>,
) -> Result<Bytes> {
    let mut tx = caller.begin(&app).await?;
    let reader = tx.user_id();
    let row = store::own(store::find(&mut tx, path.id).await?, reader)?;
    model::check_ready(row.status, row.expires_at, tx.now())?;
    let (Some(key), Some(size)) = (row.object_key, row.size) else { return Err(Error::not_found()) };
    tx.audit("customer.export_fetched", format!("customer/{}", row.customer_id), json!({ "export": row.id }));
    tx.finish().await?;
    let content = files.open(Stored { key: &key, size, sealed: true }, None).await?;
    attachment(&format!("customer-{}-export-{}.zip", row.customer_id, row.id), "application/zip", size, content)
}
