//! `/users`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use garde::Validate;
use kernel::{
    Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result,
    perm::{self, Permission},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    access::{self, Reach},
    model::{NewUser, UpdateUser, User, UserStatus},
    ops,
    store::Filter,
};
use crate::{Identity, sign_in::Done};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/users",
            get_with(list, |o| o.id("listUsers").summary("The tenant's staff.").tag("users")).post_with(create, |o| {
                o.id("createUser").summary("Add a user. The first password is in the answer, once.").tag("users")
            }),
        )
        .api_route(
            "/users/{id}",
            get_with(get, |o| o.id("getUser").summary("One user.").tag("users"))
                .put_with(update, |o| o.id("updateUser").summary("Change a user; what is left out stays.").tag("users"))
                .delete_with(delete, |o| {
                    o.id("deleteUser").summary("Remove a user; the name is free again.").tag("users")
                }),
        )
        .api_route(
            "/users/{id}/lock",
            post_with(lock, |o| o.id("lockUser").summary("Refuse a user from now on.").tag("users")),
        )
        .api_route(
            "/users/{id}/unlock",
            post_with(unlock, |o| o.id("unlockUser").summary("Let a locked user in again.").tag("users")),
        )
        .api_route(
            "/users/{id}/reset-password",
            post_with(reset_password, |o| {
                o.id("resetUserPassword").summary("Give a user a new first password, shown once.").tag("users")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
struct UserFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// A part of the user name, name, e-mail address or phone.
    #[garde(inner(length(chars, max = 100)))]
    #[schemars(length(max = 100))]
    q: Option<String>,
    #[garde(skip)]
    status: Option<UserStatus>,
    #[garde(skip)]
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    role_id: Option<i64>,
    #[garde(skip)]
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    team_id: Option<i64>,
    /// With everything below it.
    #[garde(skip)]
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    department_id: Option<i64>,
}

/// Shown once, to be handed over and changed at the first sign-in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitialPassword {
    pub initial_password: String,
}

async fn list(
    caller: Allow<perm::UsersRead>,
    State(app): State<App>,
    Query(query): Query<UserFilter>,
) -> Result<List<User>> {
    let mut tx = caller.begin(&app).await?;
    let filter = Filter {
        q: query.q,
        status: query.status,
        role_id: query.role_id,
        team_id: query.team_id,
        department_id: query.department_id,
        reach: Reach::of(&caller.principal, perm::UsersRead::CODE),
    };
    let (users, total) = ops::list(&mut tx, &filter, &query.page).await?;
    Ok(Reply(Page::new(users, total, &query.page)))
}

async fn get(caller: Allow<perm::UsersRead>, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<User>> {
    let mut tx = caller.begin(&app).await?;
    access::check(&mut tx, perm::UsersRead::CODE, &[p.id]).await?;
    ops::get(&mut tx, p.id).await.map(Reply)
}

async fn create(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Body(body): Body<NewUser>,
) -> Result<Reply<User>> {
    let fresh = identity.hasher().fresh().await?;
    let users_max = app.db().tenant(caller.principal.tenant).await?.max_users;
    let mut tx = caller.begin(&app).await?;
    let user = ops::create(&mut tx, &body, &fresh.hash, true, users_max).await?;
    // Not `commit`: the answer holds a password and must not be stored.
    tx.finish().await?;
    Ok(Reply(User { initial_password: Some(fresh.plain), ..user }))
}

async fn update(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
    Body(body): Body<UpdateUser>,
) -> Result<Reply<User>> {
    let mut tx = caller.begin(&app).await?;
    let user = ops::update(&mut tx, p.id, &body).await?;
    let reply = tx.commit(user).await?;
    if body.changes_rights() || reply.0.status != UserStatus::Active {
        identity.revoke_user(&app, caller.principal.tenant, p.id);
    }
    Ok(reply)
}

async fn delete(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, p.id).await?;
    let reply = tx.commit(Done {}).await?;
    identity.revoke_user(&app, caller.principal.tenant, p.id);
    Ok(reply)
}

async fn lock(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
) -> Result<Reply<User>> {
    let mut tx = caller.begin(&app).await?;
    let user = ops::set_locked(&mut tx, p.id, true).await?;
    let reply = tx.commit(user).await?;
    identity.revoke_user(&app, caller.principal.tenant, p.id);
    Ok(reply)
}

async fn unlock(caller: Allow<perm::UsersWrite>, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<User>> {
    let mut tx = caller.begin(&app).await?;
    let user = ops::set_locked(&mut tx, p.id, false).await?;
    tx.commit(user).await
}

async fn reset_password(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
) -> Result<Reply<InitialPassword>> {
    let fresh = identity.hasher().fresh().await?;
    let mut tx = caller.begin(&app).await?;
    ops::reset_password(&mut tx, p.id, &fresh.hash).await?;
    tx.finish().await?;
    identity.revoke_user(&app, caller.principal.tenant, p.id);
    Ok(Reply(InitialPassword { initial_password: fresh.plain }))
}
