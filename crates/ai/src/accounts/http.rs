//! `/ai/accounts`, and 004's `/enterprises/{id}/ai-accounts`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{Extension, extract::State};
use kernel::{Allow, App, Body, Error, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, http::context, perm};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    details::{self, Details},
    model::{
        Account, AccountInput, AccountStatus, AccountType, Bulk, BulkAction, BulkFailure, BulkResult, ServiceType,
    },
    ops, store,
};
use crate::{Done, Gateway, health};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/ai/accounts",
            get_with(list, |o| o.id("listAiAccounts").summary("AI accounts, newest first.").tag("ai"))
                .post_with(create, |o| o.id("createAiAccount").summary("Add an account by its API key.").tag("ai")),
        )
        .api_route(
            "/ai/accounts/bulk",
            post_with(bulk, |o| {
                o.id("bulkAiAccounts").summary("Enable, disable, delete or check several accounts.").tag("ai")
            }),
        )
        .api_route(
            "/ai/accounts/{id}",
            get_with(get, |o| {
                o.id("getAiAccount").summary("An account: its day, performance, groups and cost.").tag("ai")
            })
            .put_with(update, |o| o.id("updateAiAccount").summary("Change an account.").tag("ai"))
            .delete_with(delete, |o| {
                o.id("deleteAiAccount").summary("Remove an account; its key is destroyed, its usage stays.").tag("ai")
            }),
        )
        .api_route(
            "/ai/accounts/{id}/health-check",
            post_with(check, |o| o.id("checkAiAccount").summary("Ask the provider now whether it works.").tag("ai")),
        )
        .api_route(
            "/enterprises/{id}/ai-accounts",
            get_with(list_of, |o| {
                o.id("listEnterpriseAiAccounts").summary("The same list, at another path.").tag("ai")
            })
            .post_with(create_of, |o| {
                o.id("createEnterpriseAiAccount").summary("The same, at another path.").tag("ai")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct Search {
    #[garde(length(chars, max = 100))]
    #[schemars(length(max = 100))]
    q: Option<String>,
    #[garde(skip)]
    service_type: Option<ServiceType>,
    #[garde(skip)]
    account_type: Option<AccountType>,
    #[garde(skip)]
    status: Option<AccountStatus>,
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
}

async fn list(
    caller: Allow<perm::AiAccountsRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Query(search): Query<Search>,
) -> Result<List<Account>> {
    let filter = store::Filter {
        q: search.q.as_deref().map(str::trim).filter(|q| !q.is_empty()).map(str::to_owned),
        service_type: search.service_type,
        account_type: search.account_type.map(|t| t.as_str().to_owned()),
        status: search.status.map(|s| s.as_str().to_owned()),
    };
    let mut tx = caller.begin(&app).await?;
    let rows = store::list(&mut tx, &filter, &search.page).await?;
    let total = store::count(&mut tx, &filter).await?;
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let accounts = rows.into_iter().map(|row| details::view(row, &tenant, gateway.millis())).collect();
    Ok(Reply(Page::new(accounts, total, &search.page)))
}

async fn list_of(
    caller: Allow<perm::AiAccountsRead>,
    state: State<App>,
    gateway: Extension<Gateway>,
    Path(p): Path<IdPath>,
    search: Query<Search>,
) -> Result<List<Account>> {
    its_own(caller.principal.tenant, p.id)?;
    list(caller, state, gateway, search).await
}

/// 004's enterprise is the tenant; another one's is as absent as a missing one.
fn its_own(tenant: i64, enterprise: i64) -> Result<()> {
    if tenant == enterprise { Ok(()) } else { Err(Error::not_found()) }
}

async fn create(
    caller: Allow<perm::AiAccountsWrite>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Body(body): Body<AccountInput>,
) -> Result<Reply<Account>> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    let id = ops::create(&mut tx, &body, gateway.allowed()).await?;
    let account = details::view(store::get(&mut tx, id).await?, &tenant, gateway.millis());
    tx.commit(account).await
}

async fn create_of(
    caller: Allow<perm::AiAccountsWrite>,
    state: State<App>,
    gateway: Extension<Gateway>,
    Path(p): Path<IdPath>,
    body: Body<AccountInput>,
) -> Result<Reply<Account>> {
    its_own(caller.principal.tenant, p.id)?;
    create(caller, state, gateway, body).await
}

async fn get(
    caller: Allow<perm::AiAccountsRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Details>> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    details::details(&mut tx, p.id, &tenant, gateway.millis()).await.map(Reply)
}

async fn update(
    caller: Allow<perm::AiAccountsWrite>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
    Body(body): Body<AccountInput>,
) -> Result<Reply<Account>> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let mut tx = caller.begin(&app).await?;
    ops::update(&mut tx, p.id, &body, gateway.allowed()).await?;
    let account = details::view(store::get(&mut tx, p.id).await?, &tenant, gateway.millis());
    tx.commit(account).await
}

async fn delete(
    caller: Allow<perm::AiAccountsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Done>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, p.id).await?;
    tx.commit(Done {}).await
}

async fn check(
    caller: Allow<perm::AiAccountsWrite>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
) -> Result<Reply<health::Check>> {
    let mut tx = caller.begin(&app).await?;
    store::get(&mut tx, p.id).await?;
    drop(tx);
    health::check_now(&gateway, caller.principal.tenant, p.id).await.map(Reply)
}

async fn bulk(
    caller: Allow<perm::AiAccountsWrite>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Body(body): Body<Bulk>,
) -> Result<Reply<BulkResult>> {
    let mut result = BulkResult { done: Vec::new(), failed: Vec::new() };
    let mut tx = caller.begin(&app).await?;
    for id in &body.account_ids {
        match ops::act(&mut tx, body.action, *id).await {
            Ok(()) => result.done.push(*id),
            Err(e) => result.failed.push(failure(*id, &e)),
        }
    }
    let reply = tx.commit(result).await?;
    if body.action != BulkAction::HealthCheck {
        return Ok(reply);
    }
    let Reply(BulkResult { done, mut failed }) = reply;
    let checks = done.iter().map(|id| health::check_now(&gateway, caller.principal.tenant, *id));
    let mut sound = Vec::new();
    for (id, checked) in done.iter().zip(futures_util::future::join_all(checks).await) {
        match checked {
            Ok(_) => sound.push(*id),
            Err(e) => failed.push(failure(*id, &e)),
        }
    }
    Ok(Reply(BulkResult { done: sound, failed }))
}

fn failure(account_id: i64, e: &Error) -> BulkFailure {
    BulkFailure { account_id, code: e.code.number, message: e.message(context::current().locale).to_owned() }
}
