//! `/quick-replies`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, put_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, IdPath, Path, Query, Reply, Result, TenantTx, error::code, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    model::{NewQuickReply, QuickReply, QuickReplyScope},
    store,
};

pub fn routes() -> ApiRouter<App> {
    let tag = "quick replies";
    ApiRouter::new()
        .api_route(
            "/quick-replies",
            get_with(list, |o| {
                o.id("listQuickReplies").summary("Everyone's canned answers and the caller's own.").tag(tag)
            })
            .post_with(create, |o| o.id("createQuickReply").summary("Add a canned answer.").tag(tag)),
        )
        .api_route(
            "/quick-replies/{id}",
            put_with(update, |o| o.id("updateQuickReply").summary("Change a canned answer.").tag(tag))
                .delete_with(delete, |o| o.id("deleteQuickReply").summary("Remove a canned answer.").tag(tag)),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct Search {
    #[garde(inner(length(chars, max = 100)), custom(crate::conversations::is_storable_option))]
    #[schemars(length(max = 100))]
    pub q: Option<String>,
}

/// Nothing to say but that it is done.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deleted {}

/// Whose list an answer of this scope belongs to; only those who keep the global list may touch it.
fn owner(tx: &TenantTx, scope: QuickReplyScope) -> Result<Option<i64>> {
    match scope {
        QuickReplyScope::Global if tx.principal().can("quick-replies:write") => Ok(None),
        QuickReplyScope::Personal if tx.user_id().is_some() => Ok(tx.user_id()),
        _ => Err(Error::new(code::DENIED)),
    }
}

fn scope_of(row: &store::Row) -> QuickReplyScope {
    if row.owner_id.is_some() { QuickReplyScope::Personal } else { QuickReplyScope::Global }
}

fn shown(id: i64, new: NewQuickReply) -> QuickReply {
    QuickReply {
        id,
        scope: new.scope,
        category: new.category,
        title: new.title,
        shortcut: new.shortcut,
        content: new.content,
    }
}

async fn list(
    caller: Allow<perm::QuickRepliesRead>,
    State(app): State<App>,
    Query(search): Query<Search>,
) -> Result<Reply<Vec<QuickReply>>> {
    let mut tx = caller.begin(&app).await?;
    let (me, q) = (tx.user_id(), search.q.as_deref().map(str::trim).filter(|q| !q.is_empty()));
    store::list(&mut tx, me, q).await.map(Reply)
}

async fn create(
    caller: Allow<perm::QuickRepliesRead>,
    State(app): State<App>,
    Body(body): Body<NewQuickReply>,
) -> Result<Reply<QuickReply>> {
    let mut tx = caller.begin(&app).await?;
    let owner = owner(&tx, body.scope)?;
    let id = store::insert(&mut tx, owner, &body).await?;
    tx.commit(shown(id, body)).await
}

async fn update(
    caller: Allow<perm::QuickRepliesRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<NewQuickReply>,
) -> Result<Reply<QuickReply>> {
    let mut tx = caller.begin(&app).await?;
    let me = tx.user_id();
    let row = store::lock(&mut tx, p.id, me).await?;
    // Moving one between the lists needs both rights.
    owner(&tx, scope_of(&row))?;
    let owner = owner(&tx, body.scope)?;
    store::update(&mut tx, p.id, owner, &body).await?;
    tx.commit(shown(p.id, body)).await
}

async fn delete(
    caller: Allow<perm::QuickRepliesRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Deleted>> {
    let mut tx = caller.begin(&app).await?;
    let me = tx.user_id();
    let row = store::lock(&mut tx, p.id, me).await?;
    owner(&tx, scope_of(&row))?;
    store::delete(&mut tx, p.id).await?;
    tx.commit(Deleted {}).await
}
