//! `/ai/groups/{id}/members`.

use aide::axum::{
    ApiRouter,
    routing::{delete_with, get_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, Path, Reply, Result, TenantTx, UserRef, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    model::{Member, MemberInput, MemberRole},
    ops, store,
};
use crate::Done;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/ai/groups/{id}/members",
            get_with(list, |o| o.id("listAiGroupMembers").summary("Who belongs to a group.").tag("ai"))
                .post_with(put, |o| {
                    o.id("addAiGroupMember").summary("Add a member, or change a member's part.").tag("ai")
                }),
        )
        .api_route(
            "/ai/groups/{id}/members/{userId}",
            delete_with(remove, |o| o.id("removeAiGroupMember").summary("Take a member out of a group.").tag("ai")),
        )
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct MemberPath {
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    id: i64,
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    user_id: i64,
}

async fn shown(tx: &mut TenantTx, group: i64) -> Result<Vec<Member>> {
    let rows = store::members(tx, group).await?;
    Ok(rows
        .into_iter()
        .map(|m| Member {
            user: UserRef::new(m.user_id, m.name),
            role: MemberRole::parse(&m.role),
            joined_at: m.created_at,
        })
        .collect())
}

async fn list(
    caller: Allow<perm::AiGroupsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<Member>>> {
    let mut tx = caller.begin(&app).await?;
    ops::visible(&mut tx, caller.scope, p.id).await?;
    shown(&mut tx, p.id).await.map(Reply)
}

async fn put(
    caller: Allow<perm::AiGroupsManage>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<MemberInput>,
) -> Result<Reply<Vec<Member>>> {
    let mut tx = caller.begin(&app).await?;
    ops::put_member(&mut tx, caller.scope, p.id, &body).await?;
    let members = shown(&mut tx, p.id).await?;
    tx.commit(members).await
}

async fn remove(
    caller: Allow<perm::AiGroupsManage>,
    State(app): State<App>,
    Path(p): Path<MemberPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::remove_member(&mut tx, caller.scope, p.id, p.user_id).await?;
    tx.commit(Done {}).await
}
