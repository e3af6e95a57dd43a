//! SQL of imports.

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx};

use super::model::{Format, ImportError, ImportJob, ImportStatus};

/// Errors that are kept and shown.
pub const ERRORS_MAX: i64 = 100;

pub async fn insert(tx: &mut TenantTx, file_name: &str, format: Format, bytes: i64) -> Result<i64> {
    let (tenant, now, user) = (tx.tenant(), tx.now(), tx.user_id());
    Ok(sqlx::query_scalar(
        "insert into article_imports (tenant_id, file_name, format, bytes, created_by, created_at) values ($1, $2, $3, $4, $5, $6) returning id",
    )
    .bind(tenant)
    .bind(file_name)
    .bind(format)
    .bind(bytes)
    .bind(user)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn add_part(tx: &mut TenantTx, id: i64, part: i32, bytes: &[u8]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("insert into article_import_parts (tenant_id, import_id, part, bytes) values ($1, $2, $3, $4)")
        .bind(tenant)
        .bind(id)
        .bind(part)
        .bind(bytes)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn part(tx: &mut TenantTx, id: i64, part: i32) -> Result<Option<Vec<u8>>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select bytes from article_import_parts where tenant_id = $1 and import_id = $2 and part = $3",
    )
    .bind(tenant)
    .bind(id)
    .bind(part)
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn delete_parts(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from article_import_parts where tenant_id = $1 and import_id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// An import as its job sees it; the row is locked, so that a cancellation waits for the batch.
#[derive(Debug, sqlx::FromRow)]
pub struct State {
    pub status: ImportStatus,
    pub format: Format,
    pub processed: i64,
    pub failed: i64,
    pub created_by: Option<i64>,
}

pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<State> {
    let tenant = tx.tenant();
    sqlx::query_as("select status, format, processed, failed, created_by from article_imports where tenant_id = $1 and id = $2 for update")
        .bind(tenant)
        .bind(id)
        .fetch_optional(tx.conn())
        .await?
        .ok_or_else(Error::not_found)
}

pub async fn set_running(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update article_imports set status = 'running' where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_total(tx: &mut TenantTx, id: i64, total: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update article_imports set total = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(total)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn advance(tx: &mut TenantTx, id: i64, processed: i64, imported: i64, failed: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update article_imports set processed = processed + $3, imported = imported + $4, failed = failed + $5 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(processed)
        .bind(imported)
        .bind(failed)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn finish(tx: &mut TenantTx, id: i64, status: ImportStatus) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update article_imports set status = $3, finished_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(status)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn add_errors(tx: &mut TenantTx, id: i64, lines: &[i64], reasons: &[String]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into article_import_errors (tenant_id, import_id, line, reason) select $1, $2, e.line, e.reason from unnest($3::bigint[], $4::text[]) as e(line, reason)
         on conflict do nothing",
    )
    .bind(tenant)
    .bind(id)
    .bind(lines)
    .bind(reasons)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<ImportJob> {
    let tenant = tx.tenant();
    type Row = (String, ImportStatus, Option<i64>, i64, i64, i64, DateTime<Utc>, Option<DateTime<Utc>>);
    let row: Option<Row> =
        sqlx::query_as("select file_name, status, total, processed, imported, failed, created_at, finished_at from article_imports where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(id)
            .fetch_optional(tx.conn())
            .await?;
    let (file_name, status, total, processed, imported, failed, created_at, finished_at) =
        row.ok_or_else(Error::not_found)?;
    let errors: Vec<ImportError> = sqlx::query_as(
        "select line, reason from article_import_errors where tenant_id = $1 and import_id = $2 order by line limit $3",
    )
    .bind(tenant)
    .bind(id)
    .bind(ERRORS_MAX)
    .fetch_all(tx.conn())
    .await?;
    Ok(ImportJob { id, file_name, status, total, processed, imported, failed, errors, created_at, finished_at })
}
