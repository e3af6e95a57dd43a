//! `/api-keys`.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with},
};
use axum::{Extension, extract::State};
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, PrincipalKind, Query, Reply, Result, perm};

use super::{
    model::{ApiKey, ApiKeyCreated, NewApiKey},
    ops, store,
};
use crate::{Identity, sign_in::Done};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/api-keys",
            get_with(list, |o| o.id("listApiKeys").summary("Keys of programs, usable ones first.").tag("api-keys"))
                .post_with(create, |o| {
                    o.id("createApiKey").summary("Make a key. It is in the answer, once.").tag("api-keys")
                }),
        )
        .api_route(
            "/api-keys/{id}",
            delete_with(revoke, |o| {
                o.id("revokeApiKey").summary("End a key; what uses it is refused within two seconds.").tag("api-keys")
            }),
        )
}

async fn list(
    caller: Allow<perm::ApiKeysRead>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Result<List<ApiKey>> {
    let mut tx = caller.begin(&app).await?;
    let keys = store::list(&mut tx, &page).await?;
    let total = store::count(&mut tx).await?;
    Ok(Reply(Page::new(keys, total, &page)))
}

async fn create(
    caller: Allow<perm::ApiKeysWrite>,
    State(app): State<App>,
    Body(body): Body<NewApiKey>,
) -> Result<Reply<ApiKeyCreated>> {
    let mut tx = caller.begin(&app).await?;
    let created = ops::create(&mut tx, &body).await?;
    // Not `commit`: the answer holds the key and must not be stored.
    tx.finish().await?;
    Ok(Reply(created))
}

async fn revoke(
    caller: Allow<perm::ApiKeysWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::revoke(&mut tx, p.id).await?;
    let reply = tx.commit(Done {}).await?;
    identity.forget(caller.principal.tenant, PrincipalKind::ApiKey, p.id);
    Ok(reply)
}
