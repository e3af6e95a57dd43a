//! SQL of organizations, and what they are.

use chrono::{DateTime, Utc};
use kernel::{
    Error, PageQuery, Result, TenantTx,
    error::{code, on_constraint},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    pub id: i64,
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    pub region: Option<String>,
    /// How many customers belong to it.
    pub customers: i64,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewOrganization {
    #[garde(length(chars, min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    #[garde(length(max = 32))]
    #[schemars(length(max = 32))]
    pub credit_code: Option<String>,
    #[garde(length(chars, max = 64))]
    #[schemars(length(max = 64))]
    pub region: Option<String>,
}

const SELECT: &str = "select o.id, o.name, o.credit_code, o.region, o.created_at,
   (select count(*) from customers c where c.tenant_id = o.tenant_id and c.organization_id = o.id and c.deleted_at is null) as customers
 from organizations o where o.tenant_id = $1";

pub async fn list(tx: &mut TenantTx, q: Option<&str>, page: &PageQuery) -> Result<(Vec<Organization>, i64)> {
    let tenant = tx.tenant();
    let sql = format!(
        "{SELECT} and ($2::text is null or position(lower($2) in lower(o.name)) > 0) order by o.id desc limit $3 offset $4"
    );
    let list = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(q)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?;
    let total = sqlx::query_scalar("select count(*) from organizations where tenant_id = $1 and ($2::text is null or position(lower($2) in lower(name)) > 0)")
        .bind(tenant)
        .bind(q)
        .fetch_one(tx.conn())
        .await?;
    Ok((list, total))
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Organization> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and o.id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_one(tx.conn()).await?)
}

pub async fn create(tx: &mut TenantTx, new: &NewOrganization) -> Result<i64> {
    let tenant = tx.tenant();
    let made = sqlx::query_scalar(
        "insert into organizations (tenant_id, name, credit_code, region) values ($1, $2, $3, $4) returning id",
    )
    .bind(tenant)
    .bind(&new.name)
    .bind(&new.credit_code)
    .bind(&new.region)
    .fetch_one(tx.conn())
    .await;
    on_constraint(made, "organizations_name_key", || Error::new(code::DUPLICATE))
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
