//! `/teams/{id}/merge`, `/dissolve` and the look before.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, Path, Query, Reply, Result, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{SuccessionPreview, SuccessionResult},
    ops,
};
use kernel::text::not_blank;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/teams/{id}/succession",
            get_with(preview, |o| {
                o.id("previewSuccession").summary("What goes on if a team is merged or dissolved.").tag("teams")
            }),
        )
        .api_route(
            "/teams/{id}/merge",
            post_with(merge, |o| {
                o.id("mergeTeam")
                    .summary("Merge a team into another: members, open work and relations go there.")
                    .tag("teams")
            }),
        )
        .api_route(
            "/teams/{id}/dissolve",
            post_with(dissolve, |o| {
                o.id("dissolveTeam").summary("Dissolve a team; a successor takes its open work.").tag("teams")
            }),
        )
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct PreviewQuery {
    /// The team that would take over.
    #[garde(inner(range(min = 1)))]
    #[schemars(range(min = 1))]
    into: Option<i64>,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct MergeTeam {
    #[garde(range(min = 1))]
    #[schemars(range(min = 1))]
    successor_id: i64,
    /// Goes into the history of everything that moves.
    #[garde(length(chars, max = 500), custom(not_blank))]
    #[schemars(length(min = 1, max = 500))]
    reason: String,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct DissolveTeam {
    /// Who takes the open work; must be named while customers wait or are being served.
    #[garde(inner(range(min = 1)))]
    #[schemars(range(min = 1))]
    successor_id: Option<i64>,
    #[garde(length(chars, max = 500), custom(not_blank))]
    #[schemars(length(min = 1, max = 500))]
    reason: String,
}

async fn preview(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(query): Query<PreviewQuery>,
) -> Result<Reply<SuccessionPreview>> {
    let mut tx = caller.begin(&app).await?;
    ops::preview(&mut tx, p.id, query.into).await.map(Reply)
}

async fn merge(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<MergeTeam>,
) -> Result<Reply<SuccessionResult>> {
    let mut tx = caller.begin(&app).await?;
    let result = ops::merge(&mut tx, p.id, body.successor_id, body.reason.trim()).await?;
    tx.commit(result).await
}

async fn dissolve(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<DissolveTeam>,
) -> Result<Reply<SuccessionResult>> {
    let mut tx = caller.begin(&app).await?;
    let result = ops::dissolve(&mut tx, p.id, body.successor_id, body.reason.trim()).await?;
    tx.commit(result).await
}
