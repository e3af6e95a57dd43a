//! SQL of organizations. Credit codes and phones are plain here; `Organization::masked` hides them.

use kernel::{Error, PageQuery, Result, TenantTx, http::page::COUNTED};
use sqlx::{Postgres, QueryBuilder};

use super::model::{NewOrganization, Organization, OrganizationError, RevealedOrganization};
use crate::names::Names;

const COLUMNS: &str = "select o.id, o.name, o.credit_code, o.region, o.address, o.phone, o.industry, o.size, o.business_scope,
   o.cooperation_level, o.contract_note, o.version, o.created_at, o.updated_at,
   (select count(*) from customers c where c.tenant_id = o.tenant_id and c.organization_id = o.id and c.deleted_at is null) as customers
 from organizations o";

/// What a list is narrowed to.
pub struct Wanted<'a> {
    /// Part of the name, or the whole credit code.
    pub q: Option<&'a str>,
    pub region: Option<&'a str>,
    pub industry: Option<&'a str>,
}

pub(crate) fn conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &Wanted<'_>) {
    sql.push(" where o.tenant_id = ").push_bind(tenant);
    if let Some(q) = wanted.q {
        Names::Organizations.containing(sql.push(" and o.id in ("), tenant, q);
        sql.push(" union all select k.id from organizations k where k.tenant_id = ").push_bind(tenant);
        sql.push(" and k.credit_code = ").push_bind(q.to_ascii_uppercase()).push(")");
    }
    if let Some(region) = wanted.region {
        sql.push(" and position(lower(").push_bind(region.to_owned()).push(") in lower(coalesce(o.region, ''))) > 0");
    }
    if let Some(industry) = wanted.industry {
        sql.push(" and o.industry = ").push_bind(industry.to_owned());
    }
}

pub async fn list(tx: &mut TenantTx, wanted: &Wanted<'_>, page: &PageQuery) -> Result<(Vec<Organization>, i64)> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new(COLUMNS);
    conditions(&mut sql, tenant, wanted);
    sql.push(" order by o.id desc limit ").push_bind(page.limit()).push(" offset ").push_bind(page.offset());
    let list = sql.build_query_as().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new("select count(*) from (select from organizations o");
    conditions(&mut sql, tenant, wanted);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    let total = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok((list, total))
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Organization> {
    find_all(tx, &[id]).await?.pop().ok_or_else(Error::not_found)
}

pub async fn find_all(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<Organization>> {
    let tenant = tx.tenant();
    let sql = format!("{COLUMNS} where o.tenant_id = $1 and o.id = any ($2)");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(ids).fetch_all(tx.conn()).await?)
}

pub async fn reveal(tx: &mut TenantTx, id: i64) -> Result<RevealedOrganization> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select credit_code, phone from organizations where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn by_credit_code(tx: &mut TenantTx, code: &str) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from organizations where tenant_id = $1 and credit_code = $2")
        .bind(tenant)
        .bind(code)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn by_name(tx: &mut TenantTx, name: &str) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from organizations where tenant_id = $1 and name = $2")
        .bind(tenant)
        .bind(name)
        .fetch_optional(tx.conn())
        .await?)
}

/// Every name, newest first as far as anybody compares.
pub async fn names(tx: &mut TenantTx, most: i64) -> Result<Vec<(i64, String)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select id, name from organizations where tenant_id = $1 order by id desc limit $2")
        .bind(tenant)
        .bind(most)
        .fetch_all(tx.conn())
        .await?)
}

fn taken<T>(done: Result<T, sqlx::Error>) -> Result<T> {
    let constraint = match &done {
        Err(e) => e.as_database_error().and_then(|d| d.constraint()).map(str::to_owned),
        Ok(_) => None,
    };
    match constraint.as_deref() {
        Some("organizations_name_key") => Err(OrganizationError::NameTaken.into()),
        Some("organizations_credit_code_key") => Err(OrganizationError::CodeTaken.into()),
        _ => Ok(done?),
    }
}

pub async fn insert(tx: &mut TenantTx, new: &NewOrganization) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let made = sqlx::query_scalar(
        "insert into organizations (tenant_id, name, credit_code, region, address, phone, industry, size, business_scope, cooperation_level,
           contract_note, created_at, updated_at)
         values ($1, $2, nullif($3, ''), $4, $5, nullif($6, ''), $7, $8, $9, $10, $11, $12, $12) returning id",
    )
    .bind(tenant)
    .bind(&new.name)
    .bind(&new.credit_code)
    .bind(&new.region)
    .bind(&new.address)
    .bind(&new.phone)
    .bind(&new.industry)
    .bind(new.size)
    .bind(&new.business_scope)
    .bind(&new.cooperation_level)
    .bind(&new.contract_note)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    taken(made)
}

/// Sensitive fields come masked to editors: what is not given stays.
pub async fn update(tx: &mut TenantTx, id: i64, new: &NewOrganization) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "update organizations set name = $3, credit_code = nullif(coalesce($4, credit_code), ''), region = $5, address = $6,
           phone = nullif(coalesce($7, phone), ''), industry = $8, size = $9, business_scope = $10, cooperation_level = $11,
           contract_note = $12, updated_at = $13
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(&new.name)
    .bind(&new.credit_code)
    .bind(&new.region)
    .bind(&new.address)
    .bind(&new.phone)
    .bind(&new.industry)
    .bind(new.size)
    .bind(&new.business_scope)
    .bind(&new.cooperation_level)
    .bind(&new.contract_note)
    .bind(now)
    .execute(tx.conn())
    .await;
    match taken(done)?.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}

/// Locks it, so that nobody joins it meanwhile; answers its name and version.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<(String, i32)> {
    let tenant = tx.tenant();
    let head: Option<(String, i32)> =
        sqlx::query_as("select name, version from organizations where tenant_id = $1 and id = $2 for update")
            .bind(tenant)
            .bind(id)
            .fetch_optional(tx.conn())
            .await?;
    head.ok_or_else(Error::not_found)
}

pub async fn has_customers(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from customers where tenant_id = $1 and organization_id = $2 and deleted_at is null)",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

/// Deleted and merged customers let go of it.
pub async fn release_deleted_customers(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update customers set organization_id = null where tenant_id = $1 and organization_id = $2 and deleted_at is not null")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from organizations where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The organization of this name; made when there is none (quick registration).
pub async fn ensure(tx: &mut TenantTx, name: &str) -> Result<i64> {
    let tenant = tx.tenant();
    let id: i64 = sqlx::query_scalar(
        "insert into organizations as o (tenant_id, name) values ($1, $2) on conflict on constraint organizations_name_key do update set name = o.name returning id",
    )
    .bind(tenant)
    .bind(name)
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}
