//! `/teams`.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, UserRef, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{NewTeam, Team},
    ops, statistics, store, succession,
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
                    o.id("deleteTeam")
                        .summary("Dissolve a team that nobody waits for and that serves nobody.")
                        .tag("teams")
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
        .merge(statistics::routes())
        .merge(succession::routes())
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
    let id = ops::create(&mut tx, &new).await?;
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
    ops::update(&mut tx, path.id, &new).await?;
    let team = store::find(&mut tx, path.id).await?;
    tx.commit(team).await
}

async fn remove(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<()>> {
    let mut tx = caller.begin(&app).await?;
    succession::dissolve(&mut tx, path.id, None, "").await?;
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
    ops::add_member(&mut tx, path.id, new.user_id).await?;
    let members = store::members(&mut tx, path.id).await?;
    tx.commit(members).await
}

async fn remove_member(
    caller: Allow<perm::TeamsWrite>,
    State(app): State<App>,
    Path(path): Path<MemberPath>,
) -> Result<Reply<()>> {
    let mut tx = caller.begin(&app).await?;
    ops::remove_member(&mut tx, path.id, path.user_id).await?;
    tx.commit(()).await
}
