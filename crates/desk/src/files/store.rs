//! SQL of files.

use std::collections::HashMap;

use kernel::{Error, Result, TenantTx};

use super::{FileRef, model::signed_url};

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

/// The file with a link for its reader.
pub(super) fn shown(tx: &TenantTx, row: FileRow) -> FileRef {
    let url = signed_url(tx.keys(), tx.tenant(), &row.token, tx.now());
    FileRef::new(row, url)
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
    Ok(rows.into_iter().map(|row| (row.id, shown(tx, row))).collect())
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
    let mut found: HashMap<i64, FileRef> = rows.into_iter().map(|row| (row.id, shown(tx, row))).collect();
    let field = if kernel::http::context::current().portal { "file_ids" } else { "fileIds" };
    ids.iter()
        .map(|id| {
            found.remove(id).ok_or_else(|| Error::field(field, "names a file that you did not upload, or one twice"))
        })
        .collect()
}

pub(super) struct NewFile<'a> {
    pub token: String,
    pub object_key: &'a str,
    pub name: &'a str,
    pub size: i64,
    pub mime: &'a str,
    pub sha256: &'a str,
    pub dimensions: Option<(i32, i32)>,
}

/// The caller becomes the uploader.
pub(super) async fn insert(tx: &mut TenantTx, file: NewFile<'_>) -> Result<FileRow> {
    let (tenant, kind, who, now) = (tx.tenant(), tx.principal().kind.as_str(), tx.principal().id, tx.now());
    let row = sqlx::query_as(
        "insert into files (tenant_id, token, object_key, name, size, mime, sha256, width, height, uploader_kind, uploader_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         returning id, token, object_key, name, size, mime, sha256, width, height",
    )
    .bind(tenant)
    .bind(file.token)
    .bind(file.object_key)
    .bind(file.name)
    .bind(file.size)
    .bind(file.mime)
    .bind(file.sha256)
    .bind(file.dimensions.map(|d| d.0))
    .bind(file.dimensions.map(|d| d.1))
    .bind(kind)
    .bind(who)
    .bind(now)
    .fetch_one(tx.conn())
    .await?;
    Ok(row)
}

pub(super) async fn by_token(tx: &mut TenantTx, token: &str) -> Result<FileRow> {
    let tenant = tx.tenant();
    let row: Option<FileRow> = sqlx::query_as(
        "select id, token, object_key, name, size, mime, sha256, width, height from files where tenant_id = $1 and token = $2",
    )
    .bind(tenant)
    .bind(token)
    .fetch_optional(tx.conn())
    .await?;
    row.ok_or_else(Error::not_found)
}

/// Whether a customer may read a file: it is its own upload, or hangs on its conversation or ticket where customers look.
pub(super) async fn shown_to_customer(tx: &mut TenantTx, file: i64, customer: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let shown = sqlx::query_scalar(
        "select exists (select 1 from files where tenant_id = $1 and id = $2 and uploader_kind = 'customer' and uploader_id = $3)
             or exists (select 1 from messages m join conversations c on c.tenant_id = $1 and c.id = m.conversation_id
                        where m.tenant_id = $1 and m.file_id = $2 and c.customer_id = $3 and m.kind <> 'note')
             or exists (select 1 from ticket_attachments a join tickets t on t.tenant_id = $1 and t.id = a.ticket_id
                        left join ticket_follow_ups f on f.tenant_id = $1 and f.id = a.follow_up_id
                        where a.tenant_id = $1 and a.file_id = $2 and t.customer_id = $3 and t.deleted_at is null and not coalesce(f.internal, false))",
    )
    .bind(tenant)
    .bind(file)
    .bind(customer)
    .fetch_one(tx.conn())
    .await?;
    Ok(shown)
}
