//! `/settings/assignment`, `/settings/archive`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, Reply, Result, perm};
use serde_json::json;

use super::{ArchiveSettings, AssignmentSettings, store};
use crate::assignment;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/settings/assignment",
            get_with(get, |o| o.id("getAssignmentSettings").summary("How conversations are assigned.").tag("settings"))
                .put_with(put, |o| {
                    o.id("putAssignmentSettings").summary("Change how conversations are assigned.").tag("settings")
                }),
        )
        .api_route(
            "/settings/archive",
            get_with(get_archive, |o| {
                o.id("getArchiveSettings").summary("Whether archiving is reviewed.").tag("settings")
            })
            .put_with(put_archive, |o| {
                o.id("putArchiveSettings").summary("Change whether archiving is reviewed.").tag("settings")
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

/// Whoever files customers is told what submitting will do.
async fn get_archive(caller: Allow<perm::CustomersRead>, State(app): State<App>) -> Result<Reply<ArchiveSettings>> {
    let mut tx = caller.begin(&app).await?;
    store::archive(&mut tx).await.map(Reply)
}

async fn put_archive(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Body(body): Body<ArchiveSettings>,
) -> Result<Reply<ArchiveSettings>> {
    let mut tx = caller.begin(&app).await?;
    store::save_archive(&mut tx, &body).await?;
    tx.audit("settings.archive", "settings/archive", json!(&body));
    tx.commit(body).await
}
