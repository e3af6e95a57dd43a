//! SQL of mails.

use chrono::{DateTime, Utc};
use kernel::{PageQuery, Result, TenantTx};

use super::{Channel, Letter};

#[derive(Debug, sqlx::FromRow)]
pub struct MailRow {
    pub id: i64,
    pub channel: Channel,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub path: Option<String>,
}

pub async fn insert(tx: &mut TenantTx, channel: Channel, to: &str, letter: &Letter, about: Option<i64>) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into mails (tenant_id, channel, recipient, subject, body, created_at, customer_id) values ($1, $2, $3, $4, $5, $6, $7) returning id",
    )
    .bind(tenant)
    .bind(channel)
    .bind(to)
    .bind(&letter.subject)
    .bind(&letter.body)
    .bind(now)
    .bind(about)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<MailRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, channel, recipient, subject, body, created_at, sent_at, path from mails where tenant_id = $1 order by id desc limit $2 offset $3",
    )
    .bind(tenant)
    .bind(page.limit())
    .bind(page.offset())
    .fetch_all(tx.conn())
    .await?)
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from mails where tenant_id = $1").bind(tenant).fetch_one(tx.conn()).await?)
}

/// A mail that still has to go, locked.
pub async fn lock_waiting(tx: &mut TenantTx, id: i64) -> Result<Option<MailRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, channel, recipient, subject, body, created_at, sent_at, path from mails where tenant_id = $1 and id = $2 and sent_at is null for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?)
}

/// `body` replaces the stored one: what left by SMTP needs no working links at home.
pub async fn mark_sent(tx: &mut TenantTx, id: i64, path: Option<&str>, body: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update mails set sent_at = $3, path = $4, body = $5, error = null where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .bind(path)
        .bind(body)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn mark_failed(tx: &mut TenantTx, id: i64, error: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update mails set error = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(error)
        .execute(tx.conn())
        .await?;
    Ok(())
}
