//! `/sessions/{id}/assign` and its kin.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    manual::{self, BatchResult},
    model::{AssignmentRecord, Transfer},
    store,
    transfers::{self, Target},
};
use crate::conversations::{self, Session, is_storable, is_storable_option};

pub fn routes() -> ApiRouter<App> {
    let tag = "assignment";
    ApiRouter::new()
        .api_route(
            "/sessions/unassigned",
            get_with(unassigned, |o| {
                o.id("listUnassigned").summary("Conversations that wait, in the order of the queue.").tag(tag)
            }),
        )
        .api_route(
            "/sessions/batch-assign",
            post_with(batch, |o| {
                o.id("batchAssign").summary("Give several waiting conversations to an agent.").tag(tag)
            }),
        )
        .api_route(
            "/sessions/{id}/assign",
            post_with(assign, |o| o.id("assignSession").summary("Give a waiting conversation to an agent.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/reassign",
            post_with(reassign, |o| o.id("reassignSession").summary("Give a conversation to another agent.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/takeover",
            post_with(takeover, |o| o.id("takeOverSession").summary("Take a conversation oneself.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/transfer",
            post_with(transfer, |o| {
                o.id("transferSession").summary("Offer it to a colleague, or hand it to a team.").tag(tag)
            }),
        )
        .api_route(
            "/sessions/{id}/transfer/accept",
            post_with(accept, |o| o.id("acceptTransfer").summary("Take over an offered conversation.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/transfer/reject",
            post_with(reject, |o| o.id("rejectTransfer").summary("Decline an offered conversation.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/transfer/cancel",
            post_with(cancel, |o| o.id("cancelTransfer").summary("Take an offer back.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/assign-history",
            get_with(history, |o| o.id("listAssignments").summary("Every change of hands, with its reason.").tag(tag)),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct Paging {
    #[serde(flatten)]
    #[garde(dive)]
    pub page: PageQuery,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct Assign {
    #[garde(skip)]
    pub user_id: i64,
    #[serde(default)]
    #[garde(length(chars, max = 500), custom(is_storable))]
    #[schemars(length(max = 500))]
    pub reason: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct BatchAssign {
    #[garde(length(min = 1, max = 100))]
    #[schemars(length(min = 1, max = 100))]
    pub session_ids: Vec<i64>,
    #[garde(skip)]
    pub user_id: i64,
    #[serde(default)]
    #[garde(length(chars, max = 500), custom(is_storable))]
    #[schemars(length(max = 500))]
    pub reason: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct Takeover {
    #[serde(default)]
    #[garde(length(chars, max = 500), custom(is_storable))]
    #[schemars(length(max = 500))]
    pub reason: String,
}

/// Exactly one of the two targets.
#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(example = serde_json::json!({ "toUserId": 1, "reason": "熟悉上报接口" }))]
pub struct NewTransfer {
    #[garde(skip)]
    pub to_user_id: Option<i64>,
    #[garde(skip)]
    pub to_team_id: Option<i64>,
    #[garde(inner(length(chars, max = 500)), custom(is_storable_option))]
    #[schemars(length(max = 500))]
    pub reason: Option<String>,
}

impl NewTransfer {
    fn target(&self) -> Result<Target> {
        match (self.to_user_id, self.to_team_id) {
            (Some(user), None) => Ok(Target::User(user)),
            (None, Some(team)) => Ok(Target::Team(team)),
            (None, None) => Err(Error::fields(vec![kernel::FieldError::required("toUserId")])),
            (Some(_), Some(_)) => Err(Error::field("toTeamId", "cannot be given together with toUserId")),
        }
    }
}

async fn unassigned(
    caller: Allow<perm::SessionsSupervise>,
    State(app): State<App>,
    Query(query): Query<Paging>,
) -> Result<List<Session>> {
    let mut tx = caller.begin(&app).await?;
    let page: Page<Session> = conversations::waiting(&mut tx, query.page).await?;
    Ok(Reply(page))
}

async fn assign(
    caller: Allow<perm::SessionsSupervise>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<Assign>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let row = manual::assign(&mut tx, p.id, body.user_id, &body.reason).await?;
    tx.commit(row.staff()).await
}

async fn reassign(
    caller: Allow<perm::SessionsSupervise>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<Assign>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let row = manual::reassign(&mut tx, p.id, body.user_id, &body.reason).await?;
    tx.commit(row.staff()).await
}

async fn takeover(
    caller: Allow<perm::SessionsSupervise>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<Takeover>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let row = manual::takeover(&mut tx, p.id, &body.reason).await?;
    tx.commit(row.staff()).await
}

async fn batch(
    caller: Allow<perm::SessionsSupervise>,
    State(app): State<App>,
    Body(body): Body<BatchAssign>,
) -> Result<Reply<BatchResult>> {
    let mut tx = caller.begin(&app).await?;
    let result = manual::assign_batch(&mut tx, &body.session_ids, body.user_id, &body.reason).await?;
    tx.commit(result).await
}

async fn transfer(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<NewTransfer>,
) -> Result<Reply<Transfer>> {
    let target = body.target()?;
    let mut tx = caller.begin(&app).await?;
    let transfer = transfers::transfer(&mut tx, p.id, target, body.reason.as_deref().unwrap_or_default()).await?;
    tx.commit(transfer).await
}

async fn accept(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let row = transfers::accept(&mut tx, p.id).await?;
    tx.commit(row.staff()).await
}

async fn reject(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let row = transfers::reject(&mut tx, p.id).await?;
    tx.commit(row.staff()).await
}

async fn cancel(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let row = transfers::cancel(&mut tx, p.id).await?;
    tx.commit(row.staff()).await
}

async fn history(
    caller: Allow<perm::SessionsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<AssignmentRecord>>> {
    let mut tx = caller.begin(&app).await?;
    conversations::find_for_staff(&mut tx, p.id).await?;
    store::history(&mut tx, p.id).await.map(Reply)
}
