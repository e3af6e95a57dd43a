//! `/kb/imports`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::{DefaultBodyLimit, State};
use kernel::{Allow, App, IdPath, Path, Reply, Result, perm};

use super::{
    model::{ImportFault, ImportJob, ImportStatus},
    receive::{self, ImportUpload},
    store,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/kb/imports",
            post_with(create, |o| {
                o.id("createImport")
                    .summary("Import articles from a JSON Lines or CSV file; they are published.")
                    .tag("knowledge")
            }),
        )
        // The upload counts its own bytes; the server's limit is for JSON.
        .layer(DefaultBodyLimit::disable())
        .api_route(
            "/kb/imports/{id}",
            get_with(get, |o| o.id("getImport").summary("How far an import is.").tag("knowledge")),
        )
        .api_route(
            "/kb/imports/{id}/cancel",
            post_with(cancel, |o| {
                o.id("cancelImport").summary("Stop an import; what is imported stays.").tag("knowledge")
            }),
        )
}

async fn create(
    caller: Allow<perm::ArticlesPublish>,
    State(app): State<App>,
    upload: ImportUpload,
) -> Result<Reply<ImportJob>> {
    receive::receive(&app, &caller, upload).await
}

async fn get(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<ImportJob>> {
    let mut tx = caller.begin(&app).await?;
    store::get(&mut tx, path.id).await.map(Reply)
}

async fn cancel(
    caller: Allow<perm::ArticlesWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<ImportJob>> {
    let mut tx = caller.begin(&app).await?;
    if !matches!(store::lock(&mut tx, path.id).await?.status, ImportStatus::Queued | ImportStatus::Running) {
        return Err(ImportFault::Ended.into());
    }
    store::finish(&mut tx, path.id, ImportStatus::Cancelled).await?;
    store::delete_parts(&mut tx, path.id).await?;
    let import = store::get(&mut tx, path.id).await?;
    tx.audit("import.cancel", format!("import/{}", path.id), serde_json::json!({ "processed": import.processed }));
    tx.commit(import).await
}
