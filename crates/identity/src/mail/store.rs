//! SQL of messages.

use chrono::{DateTime, Utc};
use kernel::{PageQuery, Result, TenantTx, http::page::COUNTED};

use super::{Channel, Letter};

#[derive(Debug, sqlx::FromRow)]
pub struct MailRow {
    pub id: i64,
    pub channel: Channel,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub params: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub attempted_at: Option<DateTime<Utc>>,
    pub sent_at: Option<DateTime<Utc>>,
    pub failed_at: Option<DateTime<Utc>>,
    pub path: Option<String>,
    pub error: Option<String>,
}

const COLUMNS: &str = "id, channel, recipient, subject, body, params, created_at, expires_at, attempted_at, sent_at, failed_at, path, error";

pub struct NewMessage<'a> {
    pub channel: Channel,
    pub to: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
    pub template: Option<&'a str>,
    pub params: Option<&'a str>,
    pub expires_at: Option<DateTime<Utc>>,
    /// The customer whom it speaks of.
    pub about: Option<i64>,
}

impl<'a> NewMessage<'a> {
    pub fn plain(channel: Channel, to: &'a str, body: &'a str) -> Self {
        Self { channel, to, subject: "", body, template: None, params: None, expires_at: None, about: None }
    }

    pub fn letter(to: &'a str, letter: &'a Letter) -> Self {
        Self { subject: &letter.subject, ..Self::plain(Channel::Mail, to, &letter.body) }
    }
}

pub async fn insert(tx: &mut TenantTx, new: &NewMessage<'_>) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into mails (tenant_id, channel, recipient, subject, body, created_at, template, params, expires_at, customer_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
    )
    .bind(tenant)
    .bind(new.channel)
    .bind(new.to)
    .bind(new.subject)
    .bind(new.body)
    .bind(now)
    .bind(new.template)
    .bind(new.params)
    .bind(new.expires_at)
    .bind(new.about)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<MailRow>> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} from mails where tenant_id = $1 order by id desc limit $2 offset $3");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from (select from mails where tenant_id = $1 limit $2) counted")
        .bind(tenant)
        .bind(COUNTED)
        .fetch_one(tx.conn())
        .await?)
}

/// A message that still has to go, locked.
pub async fn lock_waiting(tx: &mut TenantTx, id: i64) -> Result<Option<MailRow>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} from mails where tenant_id = $1 and id = $2 and sent_at is null and failed_at is null for update"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?)
}

/// Notes that a provider is about to be asked.
pub async fn mark_attempt(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update mails set attempted_at = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What became of a message that left. `body` replaces the stored one: what has left needs no working links and
/// codes at home.
pub struct Left<'a> {
    pub path: Option<&'a str>,
    pub provider_id: Option<&'a str>,
    pub body: &'a str,
}

pub async fn mark_sent(tx: &mut TenantTx, id: i64, left: &Left<'_>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update mails set sent_at = $3, path = $4, body = $5, provider_id = $6, params = null, error = null where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .bind(left.path)
    .bind(left.body)
    .bind(left.provider_id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It will be tried again.
pub async fn mark_failing(tx: &mut TenantTx, id: i64, error: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update mails set error = $3, attempted_at = null where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(error)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// It will not.
pub async fn mark_failed(tx: &mut TenantTx, id: i64, error: &str, body: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update mails set failed_at = $3, error = $4, body = $5, params = null where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .bind(error)
    .bind(body)
    .execute(tx.conn())
    .await?;
    Ok(())
}
