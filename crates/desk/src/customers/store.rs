//! SQL of customers, but for the lists.

use kernel::{
    Error, OrganizationRef, Result, TenantTx,
    contact::{self, mask_email, mask_phone},
    error::on_constraint,
};
use schemars::JsonSchema;
use serde::Serialize;
use sqlx::{Row, postgres::PgRow};

use super::model::{Customer, CustomerError, NewCustomer, Profile, Revealed};
use crate::teams::split;

pub const COLUMNS: &str = "c.id, c.code, c.name, c.gender, c.phone, c.landline, c.email, c.vip, c.profile, c.position, c.department, c.emergency_phone,
   c.duty, c.tags, c.note, c.version, c.last_seen_at, c.created_at, o.id as organization_id, o.name as organization_name,
   (select count(*) from conversations s where s.tenant_id = c.tenant_id and s.customer_id = c.id) as session_count,
   (select count(*) from tickets t where t.tenant_id = c.tenant_id and t.customer_id = c.id and t.deleted_at is null) as ticket_count";
pub const TABLES: &str =
    " from customers c left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id";

pub fn customer(row: &PgRow) -> Result<Customer> {
    let organization_id: Option<i64> = row.try_get("organization_id")?;
    let organization_name: Option<String> = row.try_get("organization_name")?;
    let phone = |column| Ok::<_, sqlx::Error>(row.try_get::<Option<&str>, _>(column)?.map(mask_phone));
    Ok(Customer {
        id: row.try_get("id")?,
        code: row.try_get("code")?,
        name: row.try_get("name")?,
        gender: row.try_get("gender")?,
        phone: phone("phone")?,
        landline: phone("landline")?,
        email: row.try_get::<Option<&str>, _>("email")?.map(mask_email),
        vip: row.try_get("vip")?,
        profile: row.try_get("profile")?,
        organization: organization_id.map(|id| OrganizationRef { id, name: organization_name.unwrap_or_default() }),
        position: row.try_get("position")?,
        department: row.try_get("department")?,
        emergency_phone: phone("emergency_phone")?,
        duty: row.try_get("duty")?,
        tags: split(row.try_get("tags")?),
        note: row.try_get("note")?,
        version: row.try_get("version")?,
        session_count: row.try_get("session_count")?,
        ticket_count: row.try_get("ticket_count")?,
        last_seen_at: row.try_get("last_seen_at")?,
        created_at: row.try_get("created_at")?,
    })
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Customer> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} {TABLES} where c.tenant_id = $1 and c.deleted_at is null and c.id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?;
    customer(&row.ok_or_else(Error::not_found)?)
}

/// The part of a customer that rules look at; locked while they do.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Head {
    pub id: i64,
    pub name: String,
    pub profile: Profile,
    pub phone: Option<String>,
    pub organization_id: Option<i64>,
    pub organization_name: Option<String>,
    pub version: i32,
}

/// Whoever changes a profile holds this lock; two of them take it by ascending id.
/// One that was merged into another meanwhile is not absent: who still works on it is told that it changed.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<Head> {
    let tenant = tx.tenant();
    let head: Option<Head> = sqlx::query_as(
        "select c.id, c.name, c.profile, c.phone, c.organization_id, c.version,
           (select o.name from organizations o where o.tenant_id = $1 and o.id = c.organization_id) as organization_name
         from customers c where c.tenant_id = $1 and c.id = $2 and c.deleted_at is null for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    match head {
        Some(head) => Ok(head),
        None if was_merged(tx, id).await? => Err(CustomerError::Overtaken.into()),
        None => Err(Error::not_found()),
    }
}

async fn was_merged(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from customers where tenant_id = $1 and id = $2 and merged_into is not null)",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn reveal(tx: &mut TenantTx, id: i64) -> Result<Revealed> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select phone, email, landline, emergency_phone from customers where tenant_id = $1 and id = $2 and deleted_at is null")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

fn spelled(phone: &Option<String>) -> Option<String> {
    phone.as_deref().and_then(contact::phone)
}

pub async fn create(tx: &mut TenantTx, new: &NewCustomer) -> Result<i64> {
    let (tenant, now, maker) = (tx.tenant(), tx.now(), tx.user_id());
    let made = sqlx::query_scalar(
        "insert into customers (tenant_id, name, phone, email, vip, profile, organization_id, position, tags, note, gender, landline,
           department, emergency_phone, duty, created_at, updated_at, code, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17, $18) returning id",
    )
    .bind(tenant)
    .bind(new.name.trim())
    .bind(spelled(&new.phone))
    .bind(&new.email)
    .bind(new.vip)
    .bind(new.profile.unwrap_or_default())
    .bind(new.organization_id)
    .bind(&new.position)
    .bind(new.tags.join(","))
    .bind(&new.note)
    .bind(new.gender)
    .bind(spelled(&new.landline))
    .bind(&new.department)
    .bind(spelled(&new.emergency_phone))
    .bind(&new.duty)
    .bind(now)
    .bind(new.code.as_deref().map(str::trim))
    .bind(maker)
    .fetch_one(tx.conn())
    .await;
    taken(made)
}

/// Another customer has its phone or its code.
fn taken<T>(done: Result<T, sqlx::Error>) -> Result<T> {
    match done {
        Err(e) if e.as_database_error().and_then(|d| d.constraint()) == Some("customers_code_key") => {
            Err(CustomerError::CodeTaken.into())
        }
        done => on_constraint(done, "customers_phone_key", || CustomerError::PhoneTaken.into()),
    }
}

/// Sensitive fields come masked to editors: what is not given stays.
pub async fn update(tx: &mut TenantTx, id: i64, new: &NewCustomer) -> Result<()> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "update customers set name = $3, phone = coalesce($4, phone), email = coalesce($5, email), vip = $6, organization_id = $7,
           position = $8, tags = $9, note = $10, updated_at = $11, gender = $12, landline = coalesce($13, landline), department = $14,
           emergency_phone = coalesce($15, emergency_phone), duty = $16, code = coalesce($17, code)
         where tenant_id = $1 and id = $2 and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .bind(new.name.trim())
    .bind(spelled(&new.phone))
    .bind(&new.email)
    .bind(new.vip)
    .bind(new.organization_id)
    .bind(&new.position)
    .bind(new.tags.join(","))
    .bind(&new.note)
    .bind(tx.now())
    .bind(new.gender)
    .bind(spelled(&new.landline))
    .bind(&new.department)
    .bind(spelled(&new.emergency_phone))
    .bind(&new.duty)
    .bind(new.code.as_deref().map(str::trim))
    .execute(tx.conn())
    .await;
    match taken(done)?.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}

/// Called with the row locked.
pub async fn set_profile(tx: &mut TenantTx, id: i64, profile: Profile) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query("update customers set profile = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(profile)
        .bind(now)
        .execute(tx.conn())
        .await;
    on_constraint(done, "customers_phone_key", || CustomerError::PhoneTaken.into())?;
    Ok(())
}

pub async fn set_tags(tx: &mut TenantTx, id: i64, tags: &[String]) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update customers set tags = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(tags.join(","))
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What changes for a person who now works elsewhere; `None` leaves the word as it was.
pub async fn set_organization(
    tx: &mut TenantTx,
    id: i64,
    organization: i64,
    position: Option<&str>,
    department: Option<&str>,
) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customers set organization_id = $3, position = nullif(coalesce($4, position), ''), department = nullif(coalesce($5, department), ''), updated_at = $6
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(organization)
    .bind(position)
    .bind(department)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn organization_name(tx: &mut TenantTx, organization: i64) -> Result<Option<String>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select name from organizations where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(organization)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn has_open_conversation(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from conversations where tenant_id = $1 and customer_id = $2 and status <> 'closed')",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

/// The row stays, for what refers to it; nobody signs in as it or finds it.
pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update customers set deleted_at = $3, updated_at = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What is a person's and goes wherever it goes.
#[derive(Debug, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct Moves {
    pub sessions: i64,
    pub open_sessions: i64,
    pub tickets: i64,
    pub open_tickets: i64,
    /// Teams that serve the person by relation.
    pub teams: i64,
}

pub async fn moves(tx: &mut TenantTx, id: i64) -> Result<Moves> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select s.sessions, s.open_sessions, t.tickets, t.open_tickets,
           (select count(*) from customer_team_relations r where r.tenant_id = $1 and r.customer_id = $2 and r.ended_at is null) as teams
         from (select count(*) as sessions, count(*) filter (where status <> 'closed') as open_sessions
             from conversations where tenant_id = $1 and customer_id = $2) s,
           (select count(*) as tickets, count(*) filter (where status not in ('resolved', 'closed', 'cancelled')) as open_tickets
             from tickets where tenant_id = $1 and customer_id = $2 and deleted_at is null) t",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

/// How many others on file an organization has.
pub async fn colleagues(tx: &mut TenantTx, organization: i64, but: i64) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select count(*) from customers where tenant_id = $1 and organization_id = $2 and id <> $3 and profile = 'formal' and deleted_at is null",
    )
    .bind(tenant)
    .bind(organization)
    .bind(but)
    .fetch_one(tx.conn())
    .await?)
}
