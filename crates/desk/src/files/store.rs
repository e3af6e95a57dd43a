//! SQL of files.

use std::collections::HashMap;

use kernel::{Error, Result, TenantTx};

use super::FileRef;

#[derive(Debug, sqlx::FromRow)]
pub struct FileRow {
    pub id: i64,
    pub token: String,
    pub object_key: String,
    pub name: String,
    pub size: i64,
    pub mime: String,
    pub sha256: String,
    pub width: Option<i32>,
    pub height: Option<i32>,
}

/// The files with these ids, by id. Whether the reader may see them is for the object that they hang on to say.
pub async fn refs(tx: &mut TenantTx, ids: &[i64]) -> Result<HashMap<i64, FileRef>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let tenant = tx.tenant();
    let rows: Vec<FileRow> = sqlx::query_as(
        "select id, token, object_key, name, size, mime, sha256, width, height from files where tenant_id = $1 and id = any ($2)",
    )
    .bind(tenant)
    .bind(ids)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, FileRef::new(tx, row))).collect())
}

/// Files that the caller itself uploaded, in the order of `ids`; what one may attach. Anybody else's is a missing one.
pub async fn mine(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<FileRef>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (tenant, kind, who) = (tx.tenant(), tx.principal().kind.as_str(), tx.principal().id);
    let rows: Vec<FileRow> = sqlx::query_as(
        "select id, token, object_key, name, size, mime, sha256, width, height from files
         where tenant_id = $1 and id = any ($2) and uploader_kind = $3 and uploader_id = $4",
    )
    .bind(tenant)
    .bind(ids)
    .bind(kind)
    .bind(who)
    .fetch_all(tx.conn())
    .await?;
    let mut found: HashMap<i64, FileRef> = rows.into_iter().map(|row| (row.id, FileRef::new(tx, row))).collect();
    ids.iter().map(|id| found.remove(id).ok_or_else(|| Error::field("fileIds", "names a file that you did not upload, or twice"))).collect()
}
