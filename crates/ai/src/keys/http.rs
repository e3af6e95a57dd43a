//! `/ai/groups/{id}/keys`.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{GroupKey, KeyCreated, KeyInput, Rotation},
    ops, store,
};
use crate::{Done, groups};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/ai/groups/{id}/keys",
            get_with(list, |o| o.id("listAiGroupKeys").summary("Keys of a group, usable ones first.").tag("ai"))
                .post_with(create, |o| {
                    o.id("createAiGroupKey").summary("Make a key. It is in the answer, once.").tag("ai")
                }),
        )
        .api_route(
            "/ai/groups/{id}/keys/{keyId}",
            delete_with(revoke, |o| {
                o.id("revokeAiGroupKey").summary("End a key; within a second every node refuses it.").tag("ai")
            }),
        )
        .api_route(
            "/ai/groups/{id}/keys/{keyId}/rotate",
            post_with(rotate, |o| {
                o.id("rotateAiGroupKey").summary("A new key in its place; the old one works for a while yet.").tag("ai")
            }),
        )
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct KeyPath {
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    id: i64,
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    key_id: i64,
}

async fn list(
    caller: Allow<perm::AiGroupsManage>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(page): Query<PageQuery>,
) -> Result<List<GroupKey>> {
    let mut tx = caller.begin(&app).await?;
    groups::manageable(&mut tx, caller.scope, p.id).await?;
    let now = tx.now();
    let rows = store::list(&mut tx, p.id, &page).await?;
    let total = store::count(&mut tx, p.id).await?;
    Ok(Reply(Page::new(rows.into_iter().map(|row| row.shown(now)).collect(), total, &page)))
}

async fn create(
    caller: Allow<perm::AiGroupsManage>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<KeyInput>,
) -> Result<Reply<KeyCreated>> {
    let mut tx = caller.begin(&app).await?;
    let created = ops::create(&mut tx, caller.scope, p.id, &body).await?;
    // Not `commit`: the answer holds the key and must not be stored.
    tx.finish().await?;
    Ok(Reply(created))
}

async fn rotate(
    caller: Allow<perm::AiGroupsManage>,
    State(app): State<App>,
    Path(p): Path<KeyPath>,
    Body(body): Body<Rotation>,
) -> Result<Reply<KeyCreated>> {
    let mut tx = caller.begin(&app).await?;
    let created = ops::rotate(&mut tx, caller.scope, p.id, p.key_id, &body).await?;
    tx.finish().await?;
    Ok(Reply(created))
}

async fn revoke(
    caller: Allow<perm::AiGroupsManage>,
    State(app): State<App>,
    Path(p): Path<KeyPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::revoke(&mut tx, caller.scope, p.id, p.key_id).await?;
    tx.commit(Done {}).await
}
