//! SQL of customers.

use kernel::{
    Error, OrganizationRef, PageQuery, Result, TenantTx,
    contact::{self, mask_email, mask_phone},
    error::on_constraint,
};
use sqlx::{Row, postgres::PgRow};

use super::model::{Customer, CustomerError, NewCustomer, Profile, Revealed};
use crate::teams::split;

const SELECT: &str = "select c.id, c.name, c.phone, c.email, c.vip, c.profile, c.position, c.tags, c.note, c.last_seen_at, c.created_at,
   o.id as organization_id, o.name as organization_name,
   (select count(*) from conversations s where s.tenant_id = c.tenant_id and s.customer_id = c.id) as session_count,
   (select count(*) from tickets t where t.tenant_id = c.tenant_id and t.customer_id = c.id and t.deleted_at is null) as ticket_count
 from customers c left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
 where c.tenant_id = $1 and c.deleted_at is null";

const MATCHES: &str = "($2::text is null or position(lower($2) in lower(c.name)) > 0 or c.phone = $6)
   and ($3::bigint is null or c.organization_id = $3) and ($4::text is null or c.profile = $4) and ($5::boolean is null or c.vip = $5)";

pub struct Wanted<'a> {
    pub q: Option<&'a str>,
    pub organization: Option<i64>,
    pub profile: Option<Profile>,
    pub vip: Option<bool>,
}

fn customer(row: &PgRow) -> Result<Customer> {
    let organization_id: Option<i64> = row.try_get("organization_id")?;
    let organization_name: Option<String> = row.try_get("organization_name")?;
    Ok(Customer {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        phone: row.try_get::<Option<&str>, _>("phone")?.map(mask_phone),
        email: row.try_get::<Option<&str>, _>("email")?.map(mask_email),
        vip: row.try_get("vip")?,
        profile: Profile::parse(row.try_get("profile")?),
        organization: organization_id.map(|id| OrganizationRef { id, name: organization_name.unwrap_or_default() }),
        position: row.try_get("position")?,
        tags: split(row.try_get("tags")?),
        note: row.try_get("note")?,
        session_count: row.try_get("session_count")?,
        ticket_count: row.try_get("ticket_count")?,
        last_seen_at: row.try_get("last_seen_at")?,
        created_at: row.try_get("created_at")?,
    })
}

pub async fn list(tx: &mut TenantTx, wanted: &Wanted<'_>, page: &PageQuery) -> Result<(Vec<Customer>, i64)> {
    let tenant = tx.tenant();
    let (profile, phone) = (wanted.profile.map(Profile::as_str), wanted.q.and_then(contact::phone));
    let sql = format!("{SELECT} and {MATCHES} order by c.last_seen_at desc nulls last, c.id desc limit $7 offset $8");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(wanted.q)
        .bind(wanted.organization)
        .bind(profile)
        .bind(wanted.vip)
        .bind(&phone)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?;
    let sql = format!("select count(*) from customers c where c.tenant_id = $1 and c.deleted_at is null and {MATCHES}");
    let total = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(wanted.q)
        .bind(wanted.organization)
        .bind(profile)
        .bind(wanted.vip)
        .bind(&phone)
        .fetch_one(tx.conn())
        .await?;
    Ok((rows.iter().map(customer).collect::<Result<_>>()?, total))
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Customer> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and c.id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?;
    customer(&row.ok_or_else(Error::not_found)?)
}

pub async fn reveal(tx: &mut TenantTx, id: i64) -> Result<Revealed> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select phone, email from customers where tenant_id = $1 and id = $2 and deleted_at is null")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn create(tx: &mut TenantTx, new: &NewCustomer) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let made = sqlx::query_scalar(
        "insert into customers (tenant_id, name, phone, email, vip, profile, organization_id, position, tags, note, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning id",
    )
    .bind(tenant)
    .bind(new.name.trim())
    .bind(new.phone.as_deref().and_then(contact::phone))
    .bind(&new.email)
    .bind(new.vip)
    .bind(new.profile.unwrap_or_default().as_str())
    .bind(new.organization_id)
    .bind(&new.position)
    .bind(new.tags.join(","))
    .bind(&new.note)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    on_constraint(made, "customers_phone_key", || CustomerError::PhoneTaken.into())
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &NewCustomer) -> Result<()> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "update customers set name = $3, phone = coalesce($4, phone), email = coalesce($5, email), vip = $6, organization_id = $7,
           position = $8, tags = $9, note = $10, profile = coalesce($11, profile), updated_at = $12
         where tenant_id = $1 and id = $2 and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .bind(new.name.trim())
    .bind(new.phone.as_deref().and_then(contact::phone))
    .bind(&new.email)
    .bind(new.vip)
    .bind(new.organization_id)
    .bind(&new.position)
    .bind(new.tags.join(","))
    .bind(&new.note)
    .bind(new.profile.map(Profile::as_str))
    .bind(tx.now())
    .execute(tx.conn())
    .await;
    match on_constraint(done, "customers_phone_key", || CustomerError::PhoneTaken.into())?.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}
