//! `/ai/groups`.

use std::sync::atomic::Ordering;

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Extension, extract::State};
use chrono::{DateTime, Utc};
use kernel::{Allow, App, Body, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, TenantTx, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    members,
    model::{Group, GroupInput, GroupKind, GroupStatus, Priority, Strategy},
    ops, store,
};
use crate::{Done, Gateway, pricing::Money, snapshot::Tenant};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/ai/groups",
            get_with(list, |o| {
                o.id("listAiGroups")
                    .summary("Groups that share AI accounts; the caller's own with a narrow grant.")
                    .tag("ai")
            })
            .post_with(create, |o| o.id("createAiGroup").summary("Add a group.").tag("ai")),
        )
        .api_route(
            "/ai/groups/{id}",
            get_with(get, |o| o.id("getAiGroup").summary("One group with what it used.").tag("ai"))
                .put_with(update, |o| o.id("updateAiGroup").summary("Change a group and its quota.").tag("ai"))
                .delete_with(delete, |o| {
                    o.id("deleteAiGroup").summary("End a group; its keys end with it, its usage stays.").tag("ai")
                }),
        )
        .merge(members::routes())
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct Search {
    #[garde(length(chars, max = 100))]
    #[schemars(length(max = 100))]
    q: Option<String>,
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
}

/// As the gateway of this node counts; a group that it does not know yet has used nothing.
pub fn view(row: store::GroupRow, tenant: &Tenant, now: DateTime<Utc>) -> Group {
    let (used, live, snapshot) = (tenant.used(row.id, now), tenant.group_live(row.id), tenant.snapshot());
    Group {
        id: row.id,
        kind: GroupKind::parse(&row.kind),
        status: GroupStatus::parse(&row.status),
        strategy: Strategy::parse(&row.strategy),
        priority_level: Priority::parse(&row.priority),
        name: row.name,
        description: row.description,
        max_members: row.max_members,
        member_count: row.member_count,
        key_count: row.key_count,
        binding_mode: row.binding_mode,
        sticky: row.is_sticky,
        daily_token_limit: row.daily_tokens,
        monthly_budget: row.monthly_budget.map(Money),
        warning_threshold: row.warning_percent,
        alert_threshold: row.alert_percent,
        daily_used_tokens: used.daily_tokens,
        monthly_used_budget: Money(used.monthly_charge),
        currency: snapshot.settings.currency.clone(),
        active_requests: live.active.load(Ordering::Relaxed),
        queued_requests: live.queued.load(Ordering::Relaxed),
        current_account: snapshot.accounts.get(&live.account.load(Ordering::Relaxed)).map(|a| a.name.clone()),
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

async fn list(
    caller: Allow<perm::AiGroupsRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Query(search): Query<Search>,
) -> Result<List<Group>> {
    let mut tx = caller.begin(&app).await?;
    let own = ops::own(&caller.principal, caller.scope);
    let q = search.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let rows = store::list(&mut tx, own, q, &search.page).await?;
    let total = store::count(&mut tx, own, q).await?;
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let groups = rows.into_iter().map(|row| view(row, &tenant, app.now()));
    Ok(Reply(Page::new(groups.collect(), total, &search.page)))
}

async fn shown(tx: &mut TenantTx, gateway: &Gateway, id: i64) -> Result<Group> {
    let (tenant, now) = (gateway.tenant(tx.tenant()).await?, tx.now());
    Ok(view(store::get(tx, id).await?, &tenant, now))
}

async fn get(
    caller: Allow<perm::AiGroupsRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Group>> {
    let mut tx = caller.begin(&app).await?;
    ops::visible(&mut tx, caller.scope, p.id).await?;
    shown(&mut tx, &gateway, p.id).await.map(Reply)
}

async fn create(
    caller: Allow<perm::AiGroupsWrite>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Body(body): Body<GroupInput>,
) -> Result<Reply<Group>> {
    let mut tx = caller.begin(&app).await?;
    let id = ops::create(&mut tx, &body).await?;
    let group = shown(&mut tx, &gateway, id).await?;
    tx.commit(group).await
}

async fn update(
    caller: Allow<perm::AiGroupsWrite>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
    Body(body): Body<GroupInput>,
) -> Result<Reply<Group>> {
    let mut tx = caller.begin(&app).await?;
    ops::update(&mut tx, p.id, &body).await?;
    let group = shown(&mut tx, &gateway, p.id).await?;
    tx.commit(group).await
}

async fn delete(
    caller: Allow<perm::AiGroupsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, p.id).await?;
    tx.commit(Done {}).await
}
