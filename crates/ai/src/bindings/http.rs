//! `/ai/groups/{id}/resource-binding`, also where 004 has it.

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Extension, extract::State};
use chrono::TimeDelta;
use kernel::{Allow, App, Body, IdPath, Path, Reply, Result, TenantTx, perm};

use super::{
    model::{
        AvailableAccount, BindingInput, BindingView, CurrentUsage, Mode, ModeEstimate, ResourceBinding, SharedPool,
        Target, config,
    },
    ops, store,
};
use crate::{
    Gateway,
    accounts::{self, AccountStatus, AccountType, Health, ServiceType, lines},
    groups::{self, Priority},
    pricing::{Money, Tokens, cost},
    snapshot::Tenant,
    usage::{self, Sum},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/ai/groups/{id}/resource-binding",
            get_with(get, |o| {
                o.id("getAiGroupBinding").summary("How a group draws on accounts, and what it could.").tag("ai")
            })
            .put_with(put, |o| o.id("bindAiGroup").summary("Bind a group to accounts, and set its quota.").tag("ai")),
        )
        .api_route(
            "/groups/{id}/resource-binding",
            get_with(get, |o| o.id("getGroupResourceBinding").summary("The same, at another path.").tag("ai"))
                .put_with(put, |o| o.id("updateGroupResourceBinding").summary("The same, at another path.").tag("ai")),
        )
}

async fn get(
    caller: Allow<perm::AiGroupsRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
) -> Result<Reply<ResourceBinding>> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    let group = groups::visible(&mut tx, caller.scope, p.id).await?;
    shown(&mut tx, &tenant, group).await.map(Reply)
}

async fn put(
    caller: Allow<perm::AiGroupsWrite>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
    Body(body): Body<BindingInput>,
) -> Result<Reply<ResourceBinding>> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    groups::visible(&mut tx, caller.scope, p.id).await?;
    ops::bind(&mut tx, p.id, &body).await?;
    let group = groups::store::get(&mut tx, p.id).await?;
    let binding = shown(&mut tx, &tenant, group).await?;
    tx.commit(binding).await
}

/// The mean of what `tokens` cost at these accounts; nothing without one.
fn mean<'a>(accounts: impl Iterator<Item = &'a accounts::store::AccountRow>, tokens: Tokens) -> Option<Money> {
    let all: Vec<i128> = accounts.map(|a| i128::from(cost(&a.price(), tokens).0)).collect();
    let count = i128::try_from(all.len()).ok().filter(|n| *n > 0)?;
    Some(Money(i64::try_from(all.iter().sum::<i128>() / count).unwrap_or(i64::MAX)))
}

const HALF_A_MILLION: i64 = 500_000;

async fn shown(tx: &mut TenantTx, tenant: &Tenant, group: groups::store::GroupRow) -> Result<ResourceBinding> {
    let rows: Vec<_> = store::list(tx, Some(group.id)).await?.into_iter().map(|(_, draw)| draw).collect();
    let all = accounts::store::all(tx).await?;
    let mode = Mode::parse(&group.binding_mode);
    let service = |id| all.iter().find(|a| a.id == id).map(|a| ServiceType::parse(&a.service_type));
    let status = |a: &accounts::store::AccountRow| AccountStatus::of(a.is_enabled, Health::parse(&a.health));
    let load = |a: &accounts::store::AccountRow| {
        i64::from(tenant.live(a.id).gate.in_flight()) * 100 / i64::from(a.max_concurrency.max(1))
    };
    let is_shared = |a: &accounts::store::AccountRow| AccountType::parse(&a.account_type) == AccountType::Shared;
    let half_and_half = Tokens { input: HALF_A_MILLION, output: HALF_A_MILLION, ..Tokens::default() };
    let pools = ServiceType::ALL.into_iter().filter_map(|service_type| {
        let of: Vec<_> = all.iter().filter(|a| is_shared(a) && a.service_type == service_type.as_str()).collect();
        let count = i64::try_from(of.len()).ok().filter(|n| *n > 0)?;
        let healthy = of.iter().filter(|a| status(a) == AccountStatus::Active).count();
        Some(SharedPool {
            service_type,
            total_accounts: count,
            healthy_accounts: i64::try_from(healthy).unwrap_or(0),
            current_load: of.iter().map(|a| load(a)).sum::<i64>() / count,
            average_cost: mean(of.into_iter(), half_and_half)?,
        })
    });
    let shared_pools: Vec<_> = pools.collect();

    let now = tx.now();
    let month = usage::total(tx, Sum::of_group(group.id), now - TimeDelta::days(30), now).await?;
    let named: Vec<_> =
        rows.iter().filter_map(|d| if let Target::Account(id) = d.target { Some(id) } else { None }).collect();
    let in_mode = |mode: Mode| {
        all.iter().filter(|a| a.is_enabled).filter(move |a| match mode {
            Mode::Shared => is_shared(a),
            Mode::Dedicated | Mode::Hybrid if named.is_empty() => !is_shared(a),
            Mode::Dedicated | Mode::Hybrid => named.contains(&a.id),
        })
    };
    let binding_modes = [Mode::Dedicated, Mode::Shared, Mode::Hybrid]
        .map(|mode| ModeEstimate { mode, estimated_cost: mean(in_mode.clone()(mode), month) });

    let used = tenant.used(group.id, now);
    let rate = |used: i64, allowed: Option<i64>| {
        allowed
            .filter(|a| *a > 0)
            .map_or(0, |a| i64::try_from(i128::from(used) * 100 / i128::from(a)).unwrap_or(i64::MAX))
    };
    let utilization =
        rate(used.daily_tokens, Some(group.daily_tokens)).max(rate(used.monthly_charge, group.monthly_budget));
    Ok(ResourceBinding {
        binding: BindingView {
            group_id: group.id,
            mode,
            config: config(mode, &rows, service),
            daily_token_limit: group.daily_tokens,
            monthly_budget: group.monthly_budget.map(Money),
            priority_level: Priority::parse(&group.priority),
            warning_threshold: group.warning_percent,
            alert_threshold: group.alert_percent,
        },
        available_accounts: all
            .iter()
            .map(|a| AvailableAccount {
                id: a.id,
                name: a.name.clone(),
                service_type: ServiceType::parse(&a.service_type),
                account_type: AccountType::parse(&a.account_type),
                status: status(a),
                supported_models: lines(&a.models),
                current_load: load(a),
            })
            .collect(),
        shared_pools,
        binding_modes: binding_modes.into(),
        current_usage: CurrentUsage {
            daily_tokens: used.daily_tokens,
            monthly_budget: Money(used.monthly_charge),
            utilization_rate: utilization,
        },
    })
}
