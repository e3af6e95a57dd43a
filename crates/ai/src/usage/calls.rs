//! `/ai/calls`: the attempts themselves, newest first.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use chrono::{DateTime, Utc};
use kernel::{Allow, App, Error, List, Page, PageQuery, Query, Reply, Result, TenantTx, perm, perm::Scope};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{groups, pricing::Money};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/ai/calls",
        get_with(list, |o| {
            o.id("listAiCalls").summary("AI calls, one row an attempt at an account, newest first.").tag("ai")
        }),
    )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct Search {
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(skip)]
    group_id: Option<i64>,
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(skip)]
    account_id: Option<i64>,
    /// The client's request, as its answer's `x-request-id` names it.
    #[garde(length(max = 100))]
    #[schemars(length(max = 100))]
    request_id: Option<String>,
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
}

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiCall")]
struct Call {
    id: String,
    request_id: String,
    attempt: i16,
    at: DateTime<Utc>,
    group_id: i64,
    group_name: Option<String>,
    key_id: Option<i64>,
    user_id: Option<i64>,
    account_id: i64,
    account_name: Option<String>,
    service_type: String,
    surface: String,
    request_type: String,
    model_asked: String,
    model_used: String,
    is_stream: bool,
    input_tokens: i64,
    cached_tokens: i64,
    cache_write_tokens: i64,
    /// Of these, for an hour.
    #[serde(rename = "cacheWrite1hTokens")]
    cache_write_1h_tokens: i64,
    output_tokens: i64,
    #[sqlx(try_from = "i64")]
    cost: Money,
    #[sqlx(try_from = "i64")]
    charge: Money,
    /// Counted here, because the provider did not say.
    is_estimated: bool,
    latency_ms: i32,
    first_byte_ms: Option<i32>,
    /// success, error, timeout, cancelled or unknown.
    status: String,
    error_code: Option<String>,
    /// Why this account.
    reason: String,
}

impl From<i64> for Money {
    fn from(micros: i64) -> Self {
        Self(micros)
    }
}

const FROM: &str = "from ai_calls c where c.tenant_id = $1 and ($2::bigint is null or c.group_id = $2)
  and ($3::bigint is null or c.account_id = $3) and ($4::text is null or c.request_id = $4)
  and ($5::bigint is null or c.user_id = $5)";

async fn rows(tx: &mut TenantTx, search: &Search, user: Option<i64>) -> Result<(Vec<Call>, i64)> {
    let tenant = tx.tenant();
    let sql = format!(
        "select c.id::text as id, c.request_id, c.attempt, c.at, c.group_id,
           (select name from ai_groups g where g.tenant_id = c.tenant_id and g.id = c.group_id) as group_name,
           c.key_id, c.user_id, c.account_id,
           (select name from ai_accounts a where a.tenant_id = c.tenant_id and a.id = c.account_id) as account_name,
           c.service_type, c.surface, c.request_type, c.model_asked, c.model_used, c.is_stream, c.input_tokens,
           c.cached_tokens, c.cache_write_tokens, c.cache_write_1h_tokens, c.output_tokens, c.cost, c.charge, c.is_estimated, c.latency_ms,
           c.first_byte_ms, c.status, c.error_code, c.reason {FROM} order by c.at desc, c.id desc limit $6 offset $7"
    );
    let calls = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(search.group_id)
        .bind(search.account_id)
        .bind(&search.request_id)
        .bind(user)
        .bind(search.page.limit())
        .bind(search.page.offset())
        .fetch_all(tx.conn())
        .await?;
    let total = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) {FROM}")))
        .bind(tenant)
        .bind(search.group_id)
        .bind(search.account_id)
        .bind(&search.request_id)
        .bind(user)
        .fetch_one(tx.conn())
        .await?;
    Ok((calls, total))
}

async fn list(
    caller: Allow<perm::AiUsageRead>,
    State(app): State<App>,
    Query(search): Query<Search>,
) -> Result<List<Call>> {
    let mut tx = caller.begin(&app).await?;
    let mut user = None;
    if let Some(group) = search.group_id {
        groups::visible(&mut tx, caller.scope, group).await?;
    } else if caller.scope < Scope::Tenant {
        user = Some(tx.user_id().ok_or_else(Error::not_found)?);
    }
    let (calls, total) = rows(&mut tx, &search, user).await?;
    Ok(Reply(Page::new(calls, total, &search.page)))
}
