//! SQL of files.

use std::collections::HashMap;

use kernel::{Error, PrincipalKind, Result, TenantTx, error::code};

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
    pub sealed: bool,
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
        "select id, token, object_key, name, size, mime, sha256, sealed, width, height from files where tenant_id = $1 and id = any ($2)",
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
        "select id, token, object_key, name, size, mime, sha256, sealed, width, height from files
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

/// Holds the calling customer until the transaction ends; refuses one who was deleted while the bytes came.
pub(super) async fn hold_uploader(tx: &mut TenantTx) -> Result<()> {
    if tx.principal().kind != PrincipalKind::Customer {
        return Ok(());
    }
    let (tenant, who) = (tx.tenant(), tx.principal().id);
    let held: Option<i64> = sqlx::query_scalar(
        "select id from customers where tenant_id = $1 and id = $2 and deleted_at is null for key share",
    )
    .bind(tenant)
    .bind(who)
    .fetch_optional(tx.conn())
    .await?;
    held.map(drop).ok_or_else(|| Error::new(code::UNAUTHENTICATED))
}

/// The caller becomes the uploader.
pub(super) async fn insert(tx: &mut TenantTx, file: NewFile<'_>) -> Result<FileRow> {
    let (tenant, kind, who, now) = (tx.tenant(), tx.principal().kind.as_str(), tx.principal().id, tx.now());
    let row = sqlx::query_as(
        "insert into files (tenant_id, token, object_key, name, size, mime, sha256, width, height, uploader_kind, uploader_id, created_at, sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, true)
         returning id, token, object_key, name, size, mime, sha256, sealed, width, height",
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
        "select id, token, object_key, name, size, mime, sha256, sealed, width, height from files where tenant_id = $1 and token = $2",
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

/// Files of these customers: what they uploaded, and what hangs on their conversations and tickets.
const OF_CUSTOMERS: &str = "f.id in (
   select u.id from files u where u.tenant_id = $1 and u.uploader_kind = 'customer' and u.uploader_id = any ($2)
   union select m.file_id from messages m join conversations c on c.tenant_id = $1 and c.id = m.conversation_id
         where m.tenant_id = $1 and m.file_id is not null and c.customer_id = any ($2)
   union select a.file_id from ticket_attachments a join tickets t on t.tenant_id = $1 and t.id = a.ticket_id
         where a.tenant_id = $1 and t.customer_id = any ($2))";
/// Nobody else's conversation or ticket shows the file.
const OF_NOBODY_ELSE: &str =
    "not exists (select 1 from messages m join conversations c on c.tenant_id = $1 and c.id = m.conversation_id
              where m.tenant_id = $1 and m.file_id = f.id and c.customer_id <> all ($2))
   and not exists (select 1 from ticket_attachments a join tickets t on t.tenant_id = $1 and t.id = a.ticket_id
              where a.tenant_id = $1 and a.file_id = f.id and (t.customer_id is null or t.customer_id <> all ($2)))";

/// By ascending id, after `after`.
pub(crate) async fn of_customers(tx: &mut TenantTx, customers: &[i64], after: i64, limit: i64) -> Result<Vec<FileRow>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select f.id, f.token, f.object_key, f.name, f.size, f.mime, f.sha256, f.sealed, f.width, f.height from files f
         where f.tenant_id = $1 and f.id > $3 and {OF_CUSTOMERS} order by f.id limit $4"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(customers)
        .bind(after)
        .bind(limit)
        .fetch_all(tx.conn())
        .await?)
}

/// Those among them that nobody else is shown: id and object.
pub(crate) async fn of_customers_alone(tx: &mut TenantTx, customers: &[i64], limit: i64) -> Result<Vec<(i64, String)>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select f.id, f.object_key from files f where f.tenant_id = $1 and {OF_CUSTOMERS} and {OF_NOBODY_ELSE} order by f.id limit $3"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(customers).bind(limit).fetch_all(tx.conn()).await?)
}

/// Takes files off whatever shows them, and forgets them; their objects were destroyed before.
pub(crate) async fn forget(tx: &mut TenantTx, ids: &[i64]) -> Result<()> {
    let tenant = tx.tenant();
    for sql in [
        "update messages set file_id = null where tenant_id = $1 and file_id = any ($2)",
        "delete from ticket_attachments where tenant_id = $1 and file_id = any ($2)",
        "delete from files where tenant_id = $1 and id = any ($2)",
    ] {
        sqlx::query(sql).bind(tenant).bind(ids).execute(tx.conn()).await?;
    }
    Ok(())
}
