//! SQL of canned answers.

use kernel::{Error, Result, TenantTx, error::code, error::on_constraint};

use super::model::{NewQuickReply, QuickReply, QuickReplyScope};

#[derive(sqlx::FromRow)]
pub struct Row {
    pub id: i64,
    pub owner_id: Option<i64>,
    pub category: String,
    pub title: String,
    pub shortcut: String,
    pub content: String,
}

impl From<Row> for QuickReply {
    fn from(r: Row) -> Self {
        let scope = if r.owner_id.is_some() { QuickReplyScope::Personal } else { QuickReplyScope::Global };
        Self { id: r.id, scope, category: r.category, title: r.title, shortcut: r.shortcut, content: r.content }
    }
}

fn taken() -> Error {
    Error::new(code::DUPLICATE).detail("another quick reply has this shortcut")
}

/// Everyone's, and those of `owner`. A tenant has some hundreds at most.
pub async fn list(tx: &mut TenantTx, owner: Option<i64>, q: Option<&str>) -> Result<Vec<QuickReply>> {
    let tenant = tx.tenant();
    let pattern = q.map(|q| format!("%{}%", q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")));
    let rows: Vec<Row> = sqlx::query_as(
        "select id, owner_id, category, title, shortcut, content from quick_replies
         where tenant_id = $1 and (owner_id is null or owner_id = $2)
           and ($3::text is null or title ilike $3 or shortcut ilike $3 or content ilike $3 or category ilike $3)
         order by category, id limit 2000",
    )
    .bind(tenant)
    .bind(owner)
    .bind(pattern)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// One that `owner` sees, locked.
pub async fn lock(tx: &mut TenantTx, id: i64, owner: Option<i64>) -> Result<Row> {
    let tenant = tx.tenant();
    sqlx::query_as(
        "select id, owner_id, category, title, shortcut, content from quick_replies
         where tenant_id = $1 and id = $2 and (owner_id is null or owner_id = $3) for update",
    )
    .bind(tenant)
    .bind(id)
    .bind(owner)
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(Error::not_found)
}

/// Stores one; `owner` of a global one is `None`.
pub async fn insert(tx: &mut TenantTx, owner: Option<i64>, new: &NewQuickReply) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let inserted = sqlx::query_scalar(
        "insert into quick_replies (tenant_id, owner_id, category, title, shortcut, content, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7) returning id",
    )
    .bind(tenant)
    .bind(owner)
    .bind(&new.category)
    .bind(&new.title)
    .bind(&new.shortcut)
    .bind(&new.content)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    on_constraint(inserted, "quick_replies_shortcut_key", taken)
}

pub async fn update(tx: &mut TenantTx, id: i64, owner: Option<i64>, new: &NewQuickReply) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let updated = sqlx::query(
        "update quick_replies set owner_id = $3, category = $4, title = $5, shortcut = $6, content = $7, updated_at = $8
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(owner)
    .bind(&new.category)
    .bind(&new.title)
    .bind(&new.shortcut)
    .bind(&new.content)
    .bind(now)
    .execute(tx.conn())
    .await;
    on_constraint(updated, "quick_replies_shortcut_key", taken).map(drop)
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from quick_replies where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}
