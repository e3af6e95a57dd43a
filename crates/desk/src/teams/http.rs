//! `/teams`.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, TenantTx, UserRef, perm};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{
    model::{NewTeam, Team, TeamError},
    store,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/teams",
            get_with(list, |o| o.id("listTeams").summary("Teams of the tenant.").tag("teams"))
                .post_with(create, |o| o.id("createTeam").summary("Create a team.").tag("teams")),
        )
        .api_route(
            "/teams/{id}",
            get_with(show, |o| o.id("getTeam").summary("One team.").tag("teams"))
                .put_with(update, |o| o.id("updateTeam").summary("Change a team.").tag("teams"))
                .delete_with(remove, |o| {
                    o.id("deleteTeam").summary("Delete a team that has no open conversations.").tag("teams")
                }),
        )
        .api_route(
            "/teams/{id}/members",
            get_with(members, |o| o.id("listTeamMembers").summary("Members of a team.").tag("teams"))
                .post_with(add_member, |o| o.id("addTeamMember").summary("Add a member.").tag("teams")),
        )
        .api_route(
            "/teams/{id}/members/{user_id}",
            delete_with(remove_member, |o| o.id("removeTeamMember").summary("Remove a member.").tag("teams")),
        )
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of the name.
    #[garde(length(chars, max = 64))]
    q: Option<String>,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct NewMember {
    #[garde(range(min = 1))]
    user_id: i64,
}

#[derive(Deserialize, JsonSchema)]
struct MemberPath {
    id: i64,
    user_id: i64,
}

async fn list(
    caller: Allow<perm::TeamsRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<Team>> {
    let mut tx = caller.begin(&app).await?;
    let (teams, total) = store::list(&mut tx, filter.q.as_deref(), &filter.page).await?;
    Ok(Reply(Page::new(teams, total, &filter.page)))
}

async fn show(caller: Allow<perm::TeamsRead>, State(app): State<App>, Path(path): Path<IdPath>) -> Result<Reply<Team>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(store::find(&mut tx, path.id).await?))
}

async fn create(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Body(new): Body<NewTeam>,
) -> Result<Reply<Team>> {
    let mut tx = caller.begin(&app).await?;
    let id = store::create(&mut tx, &new).await?;
    set_members(&mut tx, id, &new).await?;
    tx.audit("team.create", format!("team/{id}"), json!({ "name": new.name }));
    let team = store::find(&mut tx, id).await?;
    tx.commit(team).await
}

async fn update(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(new): Body<NewTeam>,
) -> Result<Reply<Team>> {
    let mut tx = caller.begin(&app).await?;
    store::update(&mut tx, path.id, &new).await?;
    set_members(&mut tx, path.id, &new).await?;
    tx.audit("team.update", format!("team/{}", path.id), json!({ "name": new.name }));
    let team = store::find(&mut tx, path.id).await?;
    tx.commit(team).await
}

async fn set_members(tx: &mut TenantTx, id: i64, new: &NewTeam) -> Result<()> {
    let Some(members) = &new.member_ids else { return Ok(()) };
    store::remove_members(tx, id).await?;
    for user in members {
        store::add_member(tx, id, *user).await?;
    }
    Ok(())
}

async fn remove(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<()>> {
    let mut tx = caller.begin(&app).await?;
    store::lock(&mut tx, path.id).await?;
    if store::has_open_conversations(&mut tx, path.id).await? {
        return Err(TeamError::InUse.into());
    }
    store::delete(&mut tx, path.id).await?;
    tx.audit("team.delete", format!("team/{}", path.id), json!({}));
    tx.commit(()).await
}

async fn members(
    caller: Allow<perm::TeamsRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<Vec<UserRef>>> {
    let mut tx = caller.begin(&app).await?;
    store::find(&mut tx, path.id).await?;
    Ok(Reply(store::members(&mut tx, path.id).await?))
}

async fn add_member(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(new): Body<NewMember>,
) -> Result<Reply<Vec<UserRef>>> {
    let mut tx = caller.begin(&app).await?;
    store::lock(&mut tx, path.id).await?;
    store::add_member(&mut tx, path.id, new.user_id).await?;
    tx.audit("team.add_member", format!("team/{}", path.id), json!({ "user": new.user_id }));
    let members = store::members(&mut tx, path.id).await?;
    tx.commit(members).await
}

async fn remove_member(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(path): Path<MemberPath>,
) -> Result<Reply<()>> {
    let mut tx = caller.begin(&app).await?;
    store::lock(&mut tx, path.id).await?;
    store::remove_member(&mut tx, path.id, path.user_id).await?;
    tx.audit("team.remove_member", format!("team/{}", path.id), json!({ "user": path.user_id }));
    tx.commit(()).await
}
