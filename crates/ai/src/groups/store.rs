//! SQL of groups and their members.

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TenantTx, error::code, error::on_constraint};

use super::model::{GroupInput, GroupKind, GroupStatus, MemberRole, QuotaInput};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct GroupRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub kind: String,
    pub status: String,
    pub max_members: i32,
    pub binding_mode: String,
    pub strategy: String,
    pub is_sticky: bool,
    pub priority: String,
    pub daily_tokens: i64,
    pub monthly_budget: Option<i64>,
    pub warning_percent: i32,
    pub alert_percent: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub member_count: i64,
    pub key_count: i64,
}

const SELECT: &str = "select g.id, g.name, g.description, g.kind, g.status, g.max_members, g.binding_mode, g.strategy, g.is_sticky,
  g.priority, g.daily_tokens, g.monthly_budget, g.warning_percent, g.alert_percent, g.created_at, g.updated_at,
  (select count(*) from ai_group_members m where m.tenant_id = g.tenant_id and m.group_id = g.id) as member_count,
  (select count(*) from ai_group_keys k where k.tenant_id = g.tenant_id and k.group_id = g.id and k.revoked_at is null) as key_count
from ai_groups g where g.tenant_id = $1 and g.deleted_at is null";

/// `member`: only the groups of this user.
const OF: &str = " and ($2::bigint is null or exists (select 1 from ai_group_members m
    where m.tenant_id = g.tenant_id and m.group_id = g.id and m.user_id = $2)) and ($3::text is null or g.name ilike $3)";

fn pattern(q: Option<&str>) -> Option<String> {
    q.map(|q| format!("%{}%", q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")))
}

pub async fn list(tx: &mut TenantTx, member: Option<i64>, q: Option<&str>, page: &PageQuery) -> Result<Vec<GroupRow>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT}{OF} order by g.kind <> 'normal', g.id desc limit $4 offset $5");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(member)
        .bind(pattern(q))
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count(tx: &mut TenantTx, member: Option<i64>, q: Option<&str>) -> Result<i64> {
    let tenant = tx.tenant();
    let sql = format!("select count(*) from ai_groups g where g.tenant_id = $1 and g.deleted_at is null{OF}");
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(member)
        .bind(pattern(q))
        .fetch_one(tx.conn())
        .await?)
}

pub async fn all(tx: &mut TenantTx) -> Result<Vec<GroupRow>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} order by g.id");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).fetch_all(tx.conn()).await?)
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<GroupRow> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and g.id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_one(tx.conn()).await?)
}

/// Locks the group: its members are counted, its bindings replaced.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let locked: Option<i64> = sqlx::query_scalar(
        "select id from ai_groups where tenant_id = $1 and id = $2 and deleted_at is null for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    locked.map(drop).ok_or_else(Error::not_found)
}

fn taken() -> Error {
    Error::new(code::DUPLICATE).detail("another AI group has this name")
}

pub async fn insert(tx: &mut TenantTx, new: &GroupInput) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let inserted = sqlx::query_scalar(
        "insert into ai_groups (tenant_id, name, description, max_members, status, strategy, is_sticky, daily_tokens,
           monthly_budget, priority, warning_percent, alert_percent, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) returning id",
    )
    .bind(tenant)
    .bind(new.name.trim())
    .bind(&new.description)
    .bind(new.max_members)
    .bind(new.status.as_str())
    .bind(new.strategy.as_str())
    .bind(new.sticky)
    .bind(new.quota.daily_token_limit)
    .bind(new.quota.monthly_budget.map(|m| m.0))
    .bind(new.quota.priority_level.as_str())
    .bind(new.quota.warning_threshold)
    .bind(new.quota.alert_threshold)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    on_constraint(inserted, "ai_groups_name_key", taken)
}

/// The group that a tenant has of this kind, made when it is missing; without a member, bound to the pools.
pub async fn ensure(tx: &mut TenantTx, kind: GroupKind, name: &str) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let made: Option<i64> = sqlx::query_scalar(
        "insert into ai_groups (tenant_id, name, kind, max_members, created_at, updated_at)
         values ($1, $2, $3, 10000, $4, $4) on conflict do nothing returning id",
    )
    .bind(tenant)
    .bind(name)
    .bind(kind.as_str())
    .bind(now)
    .fetch_optional(tx.conn())
    .await?;
    Ok(made.is_some())
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &GroupInput) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let updated = sqlx::query(
        "update ai_groups set name = $3, description = $4, max_members = $5, status = $6, strategy = $7, updated_at = $8,
           is_sticky = $9
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(new.name.trim())
    .bind(&new.description)
    .bind(new.max_members)
    .bind(new.status.as_str())
    .bind(new.strategy.as_str())
    .bind(now)
    .bind(new.sticky)
    .execute(tx.conn())
    .await;
    on_constraint(updated, "ai_groups_name_key", taken)?;
    set_quota(tx, id, &new.quota).await
}

pub async fn set_status(tx: &mut TenantTx, id: i64, status: GroupStatus) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update ai_groups set status = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(status.as_str())
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_quota(tx: &mut TenantTx, id: i64, quota: &QuotaInput) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update ai_groups set daily_tokens = $3, monthly_budget = $4, priority = $5, warning_percent = $6,
           alert_percent = $7, updated_at = $8 where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(quota.daily_token_limit)
    .bind(quota.monthly_budget.map(|m| m.0))
    .bind(quota.priority_level.as_str())
    .bind(quota.warning_threshold)
    .bind(quota.alert_threshold)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_mode(tx: &mut TenantTx, id: i64, mode: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update ai_groups set binding_mode = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(mode)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The row stays, because usage names it; what it gave access to ends.
pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    for sql in [
        "update ai_groups set deleted_at = $3, status = 'inactive' where tenant_id = $1 and id = $2",
        "update ai_group_keys set revoked_at = $3 where tenant_id = $1 and group_id = $2 and revoked_at is null",
    ] {
        sqlx::query(sql).bind(tenant).bind(id).bind(now).execute(tx.conn()).await?;
    }
    for sql in [
        "delete from ai_bindings where tenant_id = $1 and group_id = $2",
        "delete from ai_group_members where tenant_id = $1 and group_id = $2",
    ] {
        sqlx::query(sql).bind(tenant).bind(id).execute(tx.conn()).await?;
    }
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
pub struct MemberRow {
    pub user_id: i64,
    pub name: String,
    pub role: String,
    pub created_at: DateTime<Utc>,
}

pub async fn members(tx: &mut TenantTx, group: i64) -> Result<Vec<MemberRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select m.user_id, u.name, m.role, m.created_at from ai_group_members m
           join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
         where m.tenant_id = $1 and m.group_id = $2 and u.deleted_at is null order by m.role, u.name",
    )
    .bind(tenant)
    .bind(group)
    .fetch_all(tx.conn())
    .await?)
}

/// Every membership of the tenant: (group, user).
pub async fn memberships(tx: &mut TenantTx) -> Result<Vec<(i64, i64)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select group_id, user_id from ai_group_members where tenant_id = $1")
        .bind(tenant)
        .fetch_all(tx.conn())
        .await?)
}

pub async fn role_of(tx: &mut TenantTx, group: i64, user: i64) -> Result<Option<MemberRole>> {
    let tenant = tx.tenant();
    let role: Option<String> =
        sqlx::query_scalar("select role from ai_group_members where tenant_id = $1 and group_id = $2 and user_id = $3")
            .bind(tenant)
            .bind(group)
            .bind(user)
            .fetch_optional(tx.conn())
            .await?;
    Ok(role.map(|r| MemberRole::parse(&r)))
}

/// Adds a member or changes its part; true when it is new.
pub async fn put_member(tx: &mut TenantTx, group: i64, user: i64, role: MemberRole) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into ai_group_members as m (tenant_id, group_id, user_id, role, created_at)
         select $1, $2, u.id, $4, $5 from users u where u.tenant_id = $1 and u.id = $3 and u.deleted_at is null
         on conflict (tenant_id, group_id, user_id) do update set role = excluded.role
         returning (xmax = 0)",
    )
    .bind(tenant)
    .bind(group)
    .bind(user)
    .bind(role.as_str())
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn delete_member(tx: &mut TenantTx, group: i64, user: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let deleted = sqlx::query("delete from ai_group_members where tenant_id = $1 and group_id = $2 and user_id = $3")
        .bind(tenant)
        .bind(group)
        .bind(user)
        .execute(tx.conn())
        .await?;
    Ok(deleted.rows_affected() == 1)
}
