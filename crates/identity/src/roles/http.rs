//! `/roles`, and the catalogue of permissions.

use std::collections::BTreeMap;

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use garde::Validate;
use kernel::{
    Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result,
    db::PLATFORM_TENANT,
    perm::{self, Entry, Side},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    model::{Grant, NewRole, Role, UpdateRole},
    ops, store,
};
use crate::{Identity, sign_in::Done};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/roles",
            get_with(list, |o| o.id("listRoles").summary("The tenant's roles, built-in ones first.").tag("roles"))
                .post_with(create, |o| o.id("createRole").summary("Make a role.").tag("roles")),
        )
        .api_route(
            "/roles/{id}",
            get_with(get, |o| o.id("getRole").summary("A role with its grants.").tag("roles"))
                .put_with(update, |o| o.id("updateRole").summary("Change a role of the tenant's own.").tag("roles"))
                .delete_with(delete, |o| o.id("deleteRole").summary("Delete a role that nobody has.").tag("roles")),
        )
        .api_route(
            "/roles/{id}/permissions",
            post_with(set_grants, |o| o.id("setRoleGrants").summary("Replace what a role grants.").tag("roles")),
        )
        .api_route(
            "/roles/{id}/users",
            post_with(give, |o| o.id("giveRole").summary("Give a role to many users at once.").tag("roles")),
        )
        .api_route(
            "/permissions",
            get_with(catalogue, |o| {
                o.id("listPermissions").summary("Every permission that the tenant's roles can grant.").tag("roles")
            }),
        )
        .api_route(
            "/permissions/tree",
            get_with(tree, |o| o.id("permissionTree").summary("The same, by resource.").tag("roles")),
        )
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionInfo {
    pub code: &'static str,
    pub resource: &'static str,
    pub action: &'static str,
    pub name_zh: &'static str,
    pub name_en: &'static str,
    /// Only for roles of the platform tenant.
    pub platform: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionNode {
    /// The resource, or a permission's code.
    pub key: String,
    pub name_zh: String,
    pub name_en: String,
    pub children: Vec<PermissionNode>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct SetGrants {
    #[garde(length(max = 200), dive)]
    #[schemars(length(max = 200))]
    grants: Vec<Grant>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct GiveRole {
    #[garde(length(min = 1, max = 500))]
    #[schemars(length(min = 1, max = 500))]
    user_ids: Vec<i64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct RoleGiven {
    /// Users who have the role now and did not before.
    pub given: usize,
}

async fn list(
    caller: Allow<perm::RolesRead>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Result<List<Role>> {
    let mut tx = caller.begin(&app).await?;
    let rows = store::list(&mut tx, &page).await?;
    let total = store::count(&mut tx).await?;
    let mut grants = store::grants(&mut tx, &rows.iter().map(|r| r.id).collect::<Vec<_>>()).await?;
    let roles = rows
        .into_iter()
        .map(|row| {
            let own = grants.remove(&row.id).unwrap_or_default();
            row.with(own)
        })
        .collect();
    Ok(Reply(Page::new(roles, total, &page)))
}

async fn get(caller: Allow<perm::RolesRead>, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<Role>> {
    let mut tx = caller.begin(&app).await?;
    ops::get(&mut tx, p.id).await.map(Reply)
}

async fn create(
    caller: Allow<perm::RolesWrite>,
    State(app): State<App>,
    Body(body): Body<NewRole>,
) -> Result<Reply<Role>> {
    let mut tx = caller.begin(&app).await?;
    let role = ops::create(&mut tx, &body).await?;
    tx.commit(role).await
}

async fn update(
    caller: Allow<perm::RolesWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
    Body(body): Body<UpdateRole>,
) -> Result<Reply<Role>> {
    let mut tx = caller.begin(&app).await?;
    let holders = ops::update(&mut tx, p.id, &body).await?;
    let role = ops::get(&mut tx, p.id).await?;
    let reply = tx.commit(role).await?;
    recheck(&app, &identity, caller.principal.tenant, &holders);
    Ok(reply)
}

async fn set_grants(
    caller: Allow<perm::RolesWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
    Body(body): Body<SetGrants>,
) -> Result<Reply<Role>> {
    let mut tx = caller.begin(&app).await?;
    let holders = ops::set_grants(&mut tx, p.id, &body.grants).await?;
    let role = ops::get(&mut tx, p.id).await?;
    let reply = tx.commit(role).await?;
    recheck(&app, &identity, caller.principal.tenant, &holders);
    Ok(reply)
}

async fn give(
    caller: Allow<perm::UsersWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<IdPath>,
    Body(body): Body<GiveRole>,
) -> Result<Reply<RoleGiven>> {
    let mut tx = caller.begin(&app).await?;
    let given = ops::give(&mut tx, p.id, &body.user_ids).await?;
    let reply = tx.commit(RoleGiven { given: given.len() }).await?;
    recheck(&app, &identity, caller.principal.tenant, &given);
    Ok(reply)
}

fn recheck(app: &App, identity: &Identity, tenant: i64, holders: &[i64]) {
    for user in holders {
        identity.revoke_user(app, tenant, *user);
    }
}

async fn delete(caller: Allow<perm::RolesWrite>, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, p.id).await?;
    tx.commit(Done {}).await
}

fn grantable(tenant: i64) -> impl Iterator<Item = (&'static Entry, &'static str, &'static str)> {
    perm::ALL
        .iter()
        .filter(move |e| e.side == Side::Staff || (e.side == Side::Platform && tenant == PLATFORM_TENANT))
        .filter_map(|e| e.code.split_once(':').map(|(resource, action)| (e, resource, action)))
}

async fn catalogue(caller: Allow<perm::RolesRead>) -> Result<Reply<Vec<PermissionInfo>>> {
    let all = grantable(caller.principal.tenant).map(|(e, resource, action)| PermissionInfo {
        code: e.code,
        resource,
        action,
        name_zh: e.zh,
        name_en: e.en,
        platform: e.side == Side::Platform,
    });
    Ok(Reply(all.collect()))
}

async fn tree(caller: Allow<perm::RolesRead>) -> Result<Reply<Vec<PermissionNode>>> {
    let mut by_resource: BTreeMap<&str, Vec<PermissionNode>> = BTreeMap::new();
    for (e, resource, _) in grantable(caller.principal.tenant) {
        let leaf =
            PermissionNode { key: e.code.into(), name_zh: e.zh.into(), name_en: e.en.into(), children: Vec::new() };
        by_resource.entry(resource).or_default().push(leaf);
    }
    let nodes = by_resource.into_iter().map(|(resource, children)| {
        let (zh, en) = resource_name(resource);
        PermissionNode { key: resource.into(), name_zh: zh.into(), name_en: en.into(), children }
    });
    Ok(Reply(nodes.collect()))
}

fn resource_name(resource: &str) -> (&str, &str) {
    match resource {
        "users" => ("用户", "Users"),
        "roles" => ("角色", "Roles"),
        "departments" => ("部门", "Departments"),
        "teams" => ("团队", "Teams"),
        "api-keys" => ("接口密钥", "API keys"),
        "audit" => ("审计", "Audit"),
        "mail" => ("邮件", "Mail"),
        "settings" => ("设置", "Settings"),
        "stats" => ("统计", "Statistics"),
        "calls" => ("接口调用", "API calls"),
        "customers" => ("客户", "Customers"),
        "sessions" => ("会话", "Conversations"),
        "tickets" => ("工单", "Tickets"),
        "quick-replies" => ("快捷回复", "Canned replies"),
        "articles" => ("知识库", "Knowledge base"),
        "portal" => ("客户门户", "Portal"),
        "tenants" => ("租户", "Tenants"),
        "ai" => ("AI 调用", "AI calls"),
        "ai-accounts" => ("AI 账号", "AI accounts"),
        "ai-groups" => ("AI 拼车组", "AI groups"),
        "ai-usage" => ("AI 用量", "AI usage"),
        other => (other, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resource_has_a_name_in_both_languages() {
        for (_, resource, _) in grantable(PLATFORM_TENANT) {
            assert_ne!(resource_name(resource).0, resource, "name the resource {resource}");
        }
    }
}
