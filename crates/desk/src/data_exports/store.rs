//! SQL of data exports, but for what is in them (`sections`).

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TenantTx, UserRef};

use super::model::{DataExport, ExportStatus};

#[derive(Debug, sqlx::FromRow)]
pub struct Row {
    pub id: i64,
    pub customer_id: i64,
    pub status: ExportStatus,
    pub requested_by: i64,
    requested_by_name: String,
    pub locale: String,
    pub object_key: Option<String>,
    pub size: Option<i64>,
    requested_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
}

impl Row {
    pub fn view(self, reader: Option<i64>) -> DataExport {
        DataExport {
            id: self.id,
            customer_id: self.customer_id,
            status: self.status,
            is_mine: reader == Some(self.requested_by),
            requested_by: UserRef::new(self.requested_by, self.requested_by_name),
            size: self.size,
            requested_at: self.requested_at,
            finished_at: self.finished_at,
            expires_at: self.expires_at,
        }
    }
}

const SELECT: &str =
    "select x.id, x.customer_id, x.status, x.requested_by, u.name as requested_by_name, u.locale, x.object_key, x.size,
   x.requested_at, x.finished_at, x.expires_at
   from data_exports x join users u on u.tenant_id = x.tenant_id and u.id = x.requested_by";

pub async fn insert(tx: &mut TenantTx, customer: i64, by: i64) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into data_exports (tenant_id, customer_id, requested_by, requested_at) values ($1, $2, $3, $4) returning id",
    )
    .bind(tenant)
    .bind(customer)
    .bind(by)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Option<Row>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} where x.tenant_id = $1 and x.id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?)
}

/// Newest first.
pub async fn list(tx: &mut TenantTx, customer: i64, page: &PageQuery) -> Result<(Vec<Row>, i64)> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} where x.tenant_id = $1 and x.customer_id = $2 order by x.id desc limit $3 offset $4");
    let rows = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(customer)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?;
    let total = sqlx::query_scalar("select count(*) from data_exports where tenant_id = $1 and customer_id = $2")
        .bind(tenant)
        .bind(customer)
        .fetch_one(tx.conn())
        .await?;
    Ok((rows, total))
}

/// The archive is made; false when the export is no more, or somebody else finished it.
pub async fn finish(
    tx: &mut TenantTx,
    id: i64,
    object_key: &str,
    size: i64,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    // Holds the customer: of one who is being erased, and so hidden, there is no archive any more.
    let held: Option<i64> = sqlx::query_scalar(
        "select c.id from customers c join data_exports x on x.tenant_id = c.tenant_id and x.customer_id = c.id
         where x.tenant_id = $1 and x.id = $2 and c.deleted_at is null for key share of c",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    if held.is_none() {
        return Ok(false);
    }
    let done = sqlx::query(
        "update data_exports set status = 'ready', object_key = $3, size = $4, finished_at = $5, expires_at = $6
         where tenant_id = $1 and id = $2 and status = 'running'",
    )
    .bind(tenant)
    .bind(id)
    .bind(object_key)
    .bind(size)
    .bind(now)
    .bind(expires_at)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Archives whose time is over: id and object.
pub async fn overdue(tx: &mut TenantTx, limit: i64) -> Result<Vec<(i64, String)>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(
        "select id, object_key from data_exports where tenant_id = $1 and status = 'ready' and expires_at <= $2 order by expires_at limit $3",
    )
    .bind(tenant)
    .bind(now)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn expire(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update data_exports set status = 'expired', object_key = null where tenant_id = $1 and id = $2 and status = 'ready'")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Forgets the exports of these customers; their archives were destroyed before.
pub async fn remove_of(tx: &mut TenantTx, customers: &[i64]) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query("delete from data_exports where tenant_id = $1 and customer_id = any ($2)")
        .bind(tenant)
        .bind(customers)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}

/// Whom an archive is about: the customer and everybody who turned out to be them.
pub async fn subjects(tx: &mut TenantTx, customer: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "with recursive s as (
           select id from customers where tenant_id = $1 and id = $2
           union select c.id from customers c join s on c.merged_into = s.id where c.tenant_id = $1)
         select id from s order by id",
    )
    .bind(tenant)
    .bind(customer)
    .fetch_all(tx.conn())
    .await?)
}

pub fn own(row: Option<Row>, reader: Option<i64>) -> Result<Row> {
    row.filter(|row| reader == Some(row.requested_by)).ok_or_else(Error::not_found)
}
