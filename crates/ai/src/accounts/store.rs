//! SQL of AI accounts.

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TenantTx, error::code, error::on_constraint};

use super::model::{AccountInput, ServiceType};
use crate::pricing::{Money, Price};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AccountRow {
    pub id: i64,
    pub name: String,
    pub service_type: String,
    pub account_type: String,
    pub sealed_key: String,
    pub key_hint: String,
    pub endpoint: Option<String>,
    pub models: String,
    pub current_model: Option<String>,
    pub daily_limit: i64,
    pub price_input: i64,
    pub price_output: i64,
    pub price_cached: i64,
    pub price_cache_write: i64,
    pub price_cache_write_1h: Option<i64>,
    pub price_call: i64,
    pub weight: i32,
    pub max_concurrency: i32,
    pub first_byte_ms: i32,
    pub idle_ms: i32,
    pub total_ms: i32,
    pub is_enabled: bool,
    pub health: String,
    pub health_note: String,
    pub checked_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub total_requests: i64,
    pub total_tokens: i64,
    pub total_cost: i64,
    pub last_used_at: Option<DateTime<Utc>>,
}

impl AccountRow {
    pub fn price(&self) -> Price {
        Price {
            input: Money(self.price_input),
            output: Money(self.price_output),
            cached: Money(self.price_cached),
            cache_write: Money(self.price_cache_write),
            cache_write_1h: self.price_cache_write_1h.map(Money),
            call: Money(self.price_call),
        }
    }
}

const SELECT: &str = "select a.id, a.name, a.service_type, a.account_type, a.sealed_key, a.key_hint, a.endpoint, a.models,
  a.current_model, a.daily_limit, a.price_input, a.price_output, a.price_cached, a.price_cache_write,
  a.price_cache_write_1h, a.price_call,
  a.weight, a.max_concurrency, a.first_byte_ms, a.idle_ms, a.total_ms, a.is_enabled, a.health, a.health_note,
  a.checked_at, a.created_at, a.updated_at, coalesce(t.requests, 0) as total_requests, coalesce(t.tokens, 0) as total_tokens,
  coalesce(t.cost, 0) as total_cost, t.last_used_at
from ai_accounts a left join ai_totals t on t.tenant_id = a.tenant_id and t.kind = 'account' and t.id = a.id
where a.tenant_id = $1 and a.deleted_at is null";

/// What a list shows of all accounts.
#[derive(Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub service_type: Option<ServiceType>,
    pub account_type: Option<String>,
    pub status: Option<String>,
}

const FILTER: &str = " and ($2::text is null or a.name ilike $2) and ($3::text is null or a.service_type = $3)
  and ($4::text is null or a.account_type = $4)
  and ($5::text is null or $5 = case when not a.is_enabled then 'inactive' when a.health = 'unhealthy' then 'error' else 'active' end)";

fn pattern(q: Option<&str>) -> Option<String> {
    q.map(|q| format!("%{}%", q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")))
}

pub async fn list(tx: &mut TenantTx, filter: &Filter, page: &PageQuery) -> Result<Vec<AccountRow>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT}{FILTER} order by a.id desc limit $6 offset $7");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(pattern(filter.q.as_deref()))
        .bind(filter.service_type.map(ServiceType::as_str))
        .bind(&filter.account_type)
        .bind(&filter.status)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count(tx: &mut TenantTx, filter: &Filter) -> Result<i64> {
    let tenant = tx.tenant();
    let sql = format!("select count(*) from ai_accounts a where a.tenant_id = $1 and a.deleted_at is null{FILTER}");
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(pattern(filter.q.as_deref()))
        .bind(filter.service_type.map(ServiceType::as_str))
        .bind(&filter.account_type)
        .bind(&filter.status)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn all(tx: &mut TenantTx) -> Result<Vec<AccountRow>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} order by a.id");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).fetch_all(tx.conn()).await?)
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<AccountRow> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and a.id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_one(tx.conn()).await?)
}

/// Locked against a binding that is made meanwhile.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let locked: Option<i64> = sqlx::query_scalar(
        "select id from ai_accounts where tenant_id = $1 and id = $2 and deleted_at is null for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    locked.map(drop).ok_or_else(Error::not_found)
}

fn taken() -> Error {
    Error::new(code::DUPLICATE).detail("another AI account has this name")
}

pub async fn insert(tx: &mut TenantTx, new: &AccountInput, endpoint: Option<&str>, hint: &str) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let inserted = sqlx::query_scalar(
        "insert into ai_accounts (tenant_id, name, service_type, account_type, sealed_key, key_hint, endpoint, models,
           current_model, daily_limit, price_input, price_output, price_cached, price_cache_write, price_call, weight,
           max_concurrency, first_byte_ms, idle_ms, total_ms, is_enabled, created_at, updated_at, price_cache_write_1h)
         values ($1, $2, $3, $4, '', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21, $22)
         returning id",
    )
    .bind(tenant)
    .bind(new.name.trim())
    .bind(new.service_type.as_str())
    .bind(new.account_type.as_str())
    .bind(hint)
    .bind(endpoint)
    .bind(new.supported_models.join("\n"))
    .bind(&new.current_model)
    .bind(new.daily_limit)
    .bind(new.price.input.0)
    .bind(new.price.output.0)
    .bind(new.price.cached.0)
    .bind(new.price.cache_write.0)
    .bind(new.price.call.0)
    .bind(new.weight)
    .bind(new.max_concurrency)
    .bind(new.first_byte_timeout_ms)
    .bind(new.idle_timeout_ms)
    .bind(new.total_timeout_ms)
    .bind(new.is_enabled)
    .bind(now)
    .bind(new.price.cache_write_1h.map(|m| m.0))
    .fetch_one(tx.conn())
    .await;
    on_constraint(inserted, "ai_accounts_name_key", taken)
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &AccountInput, endpoint: Option<&str>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let updated = sqlx::query(
        "update ai_accounts set name = $3, service_type = $4, account_type = $5, endpoint = $6, models = $7,
           current_model = $8, daily_limit = $9, price_input = $10, price_output = $11, price_cached = $12,
           price_cache_write = $13, price_call = $14, weight = $15, max_concurrency = $16, first_byte_ms = $17,
           idle_ms = $18, total_ms = $19, is_enabled = $20, updated_at = $21, price_cache_write_1h = $22
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(new.name.trim())
    .bind(new.service_type.as_str())
    .bind(new.account_type.as_str())
    .bind(endpoint)
    .bind(new.supported_models.join("\n"))
    .bind(&new.current_model)
    .bind(new.daily_limit)
    .bind(new.price.input.0)
    .bind(new.price.output.0)
    .bind(new.price.cached.0)
    .bind(new.price.cache_write.0)
    .bind(new.price.call.0)
    .bind(new.weight)
    .bind(new.max_concurrency)
    .bind(new.first_byte_timeout_ms)
    .bind(new.idle_timeout_ms)
    .bind(new.total_timeout_ms)
    .bind(new.is_enabled)
    .bind(now)
    .bind(new.price.cache_write_1h.map(|m| m.0))
    .execute(tx.conn())
    .await;
    on_constraint(updated, "ai_accounts_name_key", taken).map(drop)
}

/// A new key makes what was known of the account's health out of date.
pub async fn set_key(tx: &mut TenantTx, id: i64, sealed: &str, hint: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update ai_accounts set sealed_key = $3, key_hint = $4, health = 'unknown', health_note = '' where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(sealed)
    .bind(hint)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_enabled(tx: &mut TenantTx, id: i64, is_enabled: bool) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update ai_accounts set is_enabled = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(is_enabled)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The row stays, because usage names it; its key goes.
pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update ai_accounts set deleted_at = $3, sealed_key = '', is_enabled = false where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn is_bound(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select exists (select 1 from ai_bindings where tenant_id = $1 and account_id = $2)")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

/// Groups that draw on an account: by name, or through the pool of its service.
pub async fn bound_groups(tx: &mut TenantTx, id: i64) -> Result<Vec<(i64, String)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select distinct g.id, g.name from ai_bindings b
           join ai_groups g on g.tenant_id = b.tenant_id and g.id = b.group_id and g.deleted_at is null
           join ai_accounts a on a.tenant_id = b.tenant_id and a.id = $2
         where b.tenant_id = $1 and (b.account_id = a.id or (b.service_type = a.service_type and a.account_type = 'shared'))
         order by g.name",
    )
    .bind(tenant)
    .bind(id)
    .fetch_all(tx.conn())
    .await?)
}
