//! SQL of merging.

use kernel::{Result, TenantTx, error::on_constraint};

use super::model::Belongings;
use crate::customers::CustomerError;

/// Every table that points to a customer: `(table, column)`. A test compares this with the catalogue, so
/// that no new table is forgotten. What the rows of `customers` themselves point to is handled in [`drop_customer`].
pub const MOVED: &[(&str, &str)] = &[
    ("archive_applications", "customer_id"),
    ("archive_records", "customer_id"),
    ("conversations", "customer_id"),
    ("customer_team_relations", "customer_id"),
    ("customer_feedback", "customer_id"),
    ("customers", "merged_into"),
    ("data_exports", "customer_id"),
    ("self_service_sessions", "customer_id"),
    ("tickets", "customer_id"),
];

pub async fn belongings(tx: &mut TenantTx, id: i64) -> Result<Belongings> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select phone, email, password_hash, gender, landline, organization_id, position, department, emergency_phone, duty, note, vip, tags
         from customers where tenant_id = $1 and id = $2 and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

/// How many rows of a table of [`MOVED`] point to this customer.
pub async fn count(tx: &mut TenantTx, (table, column): (&str, &str), id: i64) -> Result<i64> {
    let tenant = tx.tenant();
    // The names are constants of this file.
    let sql = format!("select count(*) from {table} where tenant_id = $1 and {column} = $2");
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_one(tx.conn()).await?)
}

pub async fn point_to(tx: &mut TenantTx, (table, column): (&str, &str), from: i64, to: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let sql = format!("update {table} set {column} = $3 where tenant_id = $1 and {column} = $2");
    let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(from).bind(to).execute(tx.conn()).await?;
    Ok(done.rows_affected())
}

/// What a customer uploaded, it may read: so may who it turned out to be.
pub async fn move_files(tx: &mut TenantTx, from: i64, to: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update files set uploader_id = $3 where tenant_id = $1 and uploader_kind = 'customer' and uploader_id = $2",
    )
    .bind(tenant)
    .bind(from)
    .bind(to)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gone before the stayer takes its phone: no two on file have the same.
pub async fn drop_customer(tx: &mut TenantTx, id: i64, into: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customers set deleted_at = $3, merged_into = $4, updated_at = $3 where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .bind(into)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn save(tx: &mut TenantTx, id: i64, b: &Belongings, gone: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "update customers set phone = $3, email = $4, password_hash = $5, gender = $6, landline = $7, organization_id = $8, position = $9,
           department = $10, emergency_phone = $11, duty = $12, note = $13, vip = $14, tags = $15, updated_at = $16,
           last_seen_at = greatest(last_seen_at, (select g.last_seen_at from customers g where g.tenant_id = $1 and g.id = $17))
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(&b.phone)
    .bind(&b.email)
    .bind(&b.password_hash)
    .bind(&b.gender)
    .bind(&b.landline)
    .bind(b.organization_id)
    .bind(&b.position)
    .bind(&b.department)
    .bind(&b.emergency_phone)
    .bind(&b.duty)
    .bind(&b.note)
    .bind(b.vip)
    .bind(&b.tags)
    .bind(now)
    .bind(gone)
    .execute(tx.conn())
    .await;
    on_constraint(done, "customers_phone_key", || CustomerError::PhoneTaken.into())?;
    Ok(())
}
