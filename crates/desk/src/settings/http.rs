//! `/settings/assignment`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, Reply, Result, perm};
use serde_json::json;

use super::{AssignmentSettings, store};
use crate::assignment;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/settings/assignment",
        get_with(get, |o| o.id("getAssignmentSettings").summary("How conversations are assigned.").tag("settings"))
            .put_with(put, |o| {
                o.id("putAssignmentSettings").summary("Change how conversations are assigned.").tag("settings")
            }),
    )
}

async fn get(caller: Allow<perm::SettingsRead>, State(app): State<App>) -> Result<Reply<AssignmentSettings>> {
    let mut tx = caller.begin(&app).await?;
    store::get(&mut tx).await.map(Reply)
}

async fn put(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Body(body): Body<AssignmentSettings>,
) -> Result<Reply<AssignmentSettings>> {
    let mut tx = caller.begin(&app).await?;
    if let Some(team) = body.default_team_id
        && !assignment::team_exists(&mut tx, team).await?
    {
        return Err(Error::field("defaultTeamId", "names no team"));
    }
    store::save(&mut tx, &body).await?;
    tx.audit("settings.assignment", "settings/assignment", json!(&body));
    tx.commit(body).await
}
