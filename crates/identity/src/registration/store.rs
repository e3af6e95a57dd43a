//! SQL of registration links.

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TeamRef, TenantTx, UserRef};

use super::model::{Limits, NewLinks, RegistrationLink};

#[derive(Debug, sqlx::FromRow)]
pub struct LinkRow {
    pub id: i64,
    pub token: String,
    pub name: String,
    /// Gone when the team is: its customers then queue where others do.
    pub team_id: Option<i64>,
    pub team_name: Option<String>,
    pub topic: Option<String>,
    pub phone_code: bool,
    pub expires_at: Option<DateTime<Utc>>,
    pub uses_max: Option<i32>,
    pub uses: i32,
    created_by: i64,
    maker: String,
    created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl LinkRow {
    pub fn limits(&self) -> Limits {
        Limits { expires_at: self.expires_at, revoked_at: self.revoked_at, uses_max: self.uses_max, uses: self.uses }
    }

    /// `base` is where the form is, without the token.
    pub fn view(self, base: &str, now: DateTime<Utc>) -> RegistrationLink {
        RegistrationLink {
            state: self.limits().state(now),
            url: format!("{base}/{}", self.token),
            id: self.id,
            name: self.name,
            team: self.team_id.zip(self.team_name).map(|(id, name)| TeamRef { id, name }),
            topic: self.topic,
            phone_code: self.phone_code,
            expires_at: self.expires_at,
            uses_max: self.uses_max,
            uses: self.uses,
            created_by: UserRef::new(self.created_by, self.maker),
            created_at: self.created_at,
        }
    }
}

const SELECT: &str =
    "select l.id, l.token, l.name, t.id as team_id, t.name as team_name, l.topic, l.phone_code, l.expires_at,
    l.uses_max, l.uses, l.created_by, u.name as maker, l.created_at, l.revoked_at
  from registration_links l
  join users u on u.tenant_id = l.tenant_id and u.id = l.created_by
  left join teams t on t.tenant_id = l.tenant_id and t.id = l.team_id and t.deleted_at is null
  where l.tenant_id = $1";

/// Newest first.
pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<LinkRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!("{SELECT} order by l.id desc limit $2 offset $3")))
        .bind(tenant)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from registration_links where tenant_id = $1")
        .bind(tenant)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn find(tx: &mut TenantTx, token: &str) -> Result<Option<LinkRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!("{SELECT} and l.token = $2")))
        .bind(tenant)
        .bind(token)
        .fetch_optional(tx.conn())
        .await?)
}

/// The same, and nobody else changes it or counts on it meanwhile.
pub async fn lock(tx: &mut TenantTx, token: &str) -> Result<Option<LinkRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!("{SELECT} and l.token = $2 for update of l")))
        .bind(tenant)
        .bind(token)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn insert(tx: &mut TenantTx, new: &NewLinks, name: &str, token: &str, maker: i64) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into registration_links (tenant_id, token, name, team_id, topic, phone_code, expires_at, uses_max, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
    )
    .bind(tenant)
    .bind(token)
    .bind(name)
    .bind(new.team_id)
    .bind(new.topic.as_deref().map(str::trim))
    .bind(new.phone_code)
    .bind(new.expires_at)
    .bind(new.uses_max)
    .bind(maker)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn by_ids(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<LinkRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!("{SELECT} and l.id = any($2) order by l.id")))
        .bind(tenant)
        .bind(ids)
        .fetch_all(tx.conn())
        .await?)
}

pub async fn team_exists(tx: &mut TenantTx, id: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from teams where tenant_id = $1 and id = $2 and deleted_at is null)",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn add_use(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update registration_links set uses = uses + 1 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Revoking again changes nothing.
pub async fn revoke(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "update registration_links set revoked_at = coalesce(revoked_at, $3) where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 { Err(Error::not_found()) } else { Ok(()) }
}

/// Who proved this phone before: the customer on file, else the one who came first. What nobody proved may
/// be anybody's number.
pub async fn customer_of(tx: &mut TenantTx, phone: &str) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from customers
         where tenant_id = $1 and phone = $2 and deleted_at is null and (profile = 'formal' or phone_verified_at is not null)
         order by (profile = 'formal') desc, id limit 1",
    )
    .bind(tenant)
    .bind(phone)
    .fetch_optional(tx.conn())
    .await?)
}

/// Notes by which link a customer came, and whether its phone is proven.
pub async fn came_by(tx: &mut TenantTx, customer: i64, link: &LinkRow) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customers set registration_link_id = $3, last_seen_at = $4,
           phone_verified_at = case when $5 then $4 else phone_verified_at end
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(customer)
    .bind(link.id)
    .bind(now)
    .bind(link.phone_code)
    .execute(tx.conn())
    .await?;
    Ok(())
}
