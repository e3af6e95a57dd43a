//! `/auth/sessions`, and what administrators see of others under `/users/{id}/sessions`.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with},
};
use axum::{Extension, extract::State};
use kernel::{
    Allow, App, Caller, IdPath, Path, Reply, Result,
    perm::{self, Permission},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{model::SignIn, ops, store};
use crate::{
    Identity,
    sign_in::{Done, Kind, kind_of},
    users,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/auth/sessions",
            get_with(list, |o| o.id("listSignIns").summary("Where one is signed in.").tag("auth"))
                .delete_with(end_others, |o| o.id("endOtherSignIns").summary("Sign out everywhere else.").tag("auth")),
        )
        .api_route(
            "/auth/sessions/{id}",
            delete_with(end, |o| o.id("endSignIn").summary("Sign one of one's own devices out.").tag("auth")),
        )
        .api_route(
            "/users/{id}/sessions",
            get_with(list_of, |o| o.id("listUserSignIns").summary("Where a user is signed in.").tag("users"))
                .delete_with(end_all_of, |o| {
                    o.id("endUserSignIns")
                        .summary("Sign a user out everywhere; tokens and sockets end within two seconds.")
                        .tag("users")
                }),
        )
        .api_route(
            "/users/{id}/sessions/{sessionId}",
            delete_with(end_of, |o| o.id("endUserSignIn").summary("Sign one device of a user out.").tag("users")),
        )
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct UserSignInPath {
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    id: i64,
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    session_id: i64,
}

/// How many sign-ins ended.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EndedSignIns {
    pub ended: usize,
}

async fn list(caller: Caller, State(app): State<App>) -> Result<Reply<Vec<SignIn>>> {
    let kind = kind_of(&caller.0)?;
    let mut tx = caller.begin(&app).await?;
    store::list(&mut tx, kind, caller.0.id, caller.0.session).await.map(Reply)
}

async fn end(
    caller: Caller,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let kind = kind_of(&caller.0)?;
    let mut tx = caller.begin(&app).await?;
    ops::end(&mut tx, kind, caller.0.id, p.id).await?;
    let reply = tx.commit(Done {}).await?;
    identity.revoke_session(&app, caller.0.tenant, p.id);
    Ok(reply)
}

async fn end_others(
    caller: Caller,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
) -> Result<Reply<EndedSignIns>> {
    let kind = kind_of(&caller.0)?;
    let mut tx = caller.begin(&app).await?;
    let ended = ops::end_all(&mut tx, kind, caller.0.id, caller.0.session).await?;
    let reply = tx.commit(EndedSignIns { ended: ended.len() }).await?;
    revoke(&app, &identity, caller.0.tenant, &ended);
    Ok(reply)
}

async fn list_of(
    caller: Allow<perm::UsersRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<SignIn>>> {
    let mut tx = caller.begin(&app).await?;
    users::exists(&mut tx, p.id).await?;
    users::check_reach(&mut tx, perm::UsersRead::CODE, &[p.id]).await?;
    store::list(&mut tx, Kind::User, p.id, caller.principal.session).await.map(Reply)
}

async fn end_all_of(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
) -> Result<Reply<EndedSignIns>> {
    let mut tx = caller.begin(&app).await?;
    users::lock_to_change(&mut tx, p.id).await?;
    let ended = ops::end_all(&mut tx, Kind::User, p.id, caller.principal.session).await?;
    let reply = tx.commit(EndedSignIns { ended: ended.len() }).await?;
    revoke(&app, &identity, caller.principal.tenant, &ended);
    Ok(reply)
}

async fn end_of(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<UserSignInPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    users::lock_to_change(&mut tx, p.id).await?;
    ops::end(&mut tx, Kind::User, p.id, p.session_id).await?;
    let reply = tx.commit(Done {}).await?;
    identity.revoke_session(&app, caller.principal.tenant, p.session_id);
    Ok(reply)
}

fn revoke(app: &App, identity: &Identity, tenant: i64, sign_ins: &[i64]) {
    for id in sign_ins {
        identity.revoke_session(app, tenant, *id);
    }
}
