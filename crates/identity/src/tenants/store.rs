//! SQL of the control plane's tenants.

use chrono::{DateTime, Utc};
use kernel::{
    Error, FieldError, PageQuery, PlatformTx, Result, TenantId, TenantTx,
    db::{PLATFORM_TENANT, Placement, TenantStatus},
    error::{code, on_constraint},
};

use super::model::{self, PlacementKind, UpdateTenant};

#[derive(Debug, Default)]
pub struct Filter {
    /// A part of the name, slug or contact.
    pub q: Option<String>,
    pub status: Option<TenantStatus>,
}

#[derive(Debug, sqlx::FromRow)]
pub struct TenantRow {
    pub id: i64,
    pub slug: String,
    pub name: String,
    pub contact_person: String,
    pub contact_email: String,
    pub contact_phone: String,
    status: String,
    pub max_users: i32,
    placement: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
}

impl TenantRow {
    pub fn status(&self) -> TenantStatus {
        match self.status.as_str() {
            "active" => TenantStatus::Active,
            "inactive" => TenantStatus::Inactive,
            _ => TenantStatus::Suspended,
        }
    }
    pub fn placement(&self) -> PlacementKind {
        PlacementKind::from_db(&self.placement)
    }
}

fn status_text(status: TenantStatus) -> &'static str {
    match status {
        TenantStatus::Active => "active",
        TenantStatus::Inactive => "inactive",
        TenantStatus::Suspended => "suspended",
    }
}

const COLUMNS: &str = "id, slug, name, contact_person, contact_email, contact_phone, status, max_users, placement, created_at, expires_at";
const WHERE: &str = "
  deleted_at is null and ($1::text is null or strpos(lower(slug || ' ' || name || ' ' || contact_person), lower($1)) > 0)
  and ($2::text is null or status = $2)";

pub async fn list(tx: &mut PlatformTx, filter: &Filter, page: &PageQuery) -> Result<Vec<TenantRow>> {
    let sql = format!("select {COLUMNS} from platform.tenants where {WHERE} order by id limit $3 offset $4");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&filter.q)
        .bind(filter.status.map(status_text))
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count(tx: &mut PlatformTx, filter: &Filter) -> Result<i64> {
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from platform.tenants where {WHERE}")))
        .bind(&filter.q)
        .bind(filter.status.map(status_text))
        .fetch_one(tx.conn())
        .await?)
}

pub async fn lock(tx: &mut PlatformTx, id: TenantId) -> Result<TenantRow> {
    let sql = format!("select {COLUMNS} from platform.tenants where id = $1 and deleted_at is null for update");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(tx.conn()).await?)
}

/// A number for a tenant; never the operator's.
pub async fn next_id(tx: &mut PlatformTx) -> Result<TenantId> {
    loop {
        let id: i64 = sqlx::query_scalar("select nextval(pg_get_serial_sequence('platform.tenants', 'id'))")
            .fetch_one(tx.conn())
            .await?;
        if id != PLATFORM_TENANT {
            return Ok(id);
        }
    }
}

pub struct NewRow<'a> {
    pub id: TenantId,
    pub slug: &'a str,
    pub name: &'a str,
    pub contact_person: &'a str,
    pub contact_email: &'a str,
    pub contact_phone: &'a str,
    pub max_users: Option<i32>,
    pub placement: &'a Placement,
    pub now: DateTime<Utc>,
}

/// Inserts a tenant that nobody can use yet.
pub async fn insert(tx: &mut PlatformTx, row: &NewRow<'_>) -> Result<()> {
    let (placement, placement_name) = model::to_db(row.placement);
    let inserted = sqlx::query(
        "insert into platform.tenants (id, slug, name, contact_person, contact_email, contact_phone, status, max_users, placement, placement_name, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 'inactive', coalesce($7, 100), $8, $9, $10, $10)",
    )
    .bind(row.id)
    .bind(row.slug)
    .bind(row.name)
    .bind(row.contact_person)
    .bind(row.contact_email)
    .bind(row.contact_phone)
    .bind(row.max_users)
    .bind(placement)
    .bind(placement_name)
    .bind(row.now)
    .execute(tx.conn())
    .await;
    on_constraint(inserted, "tenants_slug_key", || {
        let mut refused = Error::new(code::DUPLICATE);
        refused.fields = vec![FieldError::invalid("slug", "is taken")];
        refused
    })
    .map(drop)
}

/// The operator's own tenant; false when it was there.
pub async fn insert_platform(tx: &mut PlatformTx, slug: &str, now: DateTime<Utc>) -> Result<bool> {
    let inserted = sqlx::query(
        "insert into platform.tenants (id, slug, name, status, created_at, updated_at) values ($1, $2, 'Polydesk', 'inactive', $3, $3) on conflict (id) do nothing",
    )
    .bind(PLATFORM_TENANT)
    .bind(slug)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected() == 1)
}

pub async fn set_status(tx: &mut PlatformTx, id: TenantId, status: TenantStatus, now: DateTime<Utc>) -> Result<()> {
    sqlx::query("update platform.tenants set status = $2, updated_at = $3 where id = $1")
        .bind(id)
        .bind(status_text(status))
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn update(tx: &mut PlatformTx, id: TenantId, changes: &UpdateTenant, now: DateTime<Utc>) -> Result<()> {
    sqlx::query(
        "update platform.tenants set name = coalesce($2, name), contact_person = coalesce($3, contact_person), contact_email = coalesce($4, contact_email),
           contact_phone = coalesce($5, contact_phone), max_users = coalesce($6, max_users), expires_at = coalesce($7, expires_at), updated_at = $8
         where id = $1",
    )
    .bind(id)
    .bind(&changes.name)
    .bind(&changes.contact_person)
    .bind(&changes.contact_email)
    .bind(&changes.contact_phone)
    .bind(changes.max_users)
    .bind(changes.expires_at)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Hides a tenant and frees its slug.
pub async fn delete(tx: &mut PlatformTx, id: TenantId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query("update platform.tenants set slug = 'deleted-' || id, status = 'inactive', deleted_at = $2, updated_at = $2 where id = $1")
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes back a tenant that could not be made whole.
pub async fn discard(tx: &mut PlatformTx, id: TenantId) -> Result<()> {
    sqlx::query("delete from platform.tenants where id = $1 and status = 'inactive'")
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Calls since `since`, and the newest call ever, by tenant.
pub async fn calls(
    tx: &mut PlatformTx,
    ids: &[TenantId],
    since: DateTime<Utc>,
) -> Result<Vec<(TenantId, i64, Option<DateTime<Utc>>)>> {
    Ok(sqlx::query_as(
        "select t.id, (select count(*) from platform.api_calls c where c.tenant = t.id and c.at >= $2),
           (select c.at from platform.api_calls c where c.tenant = t.id order by c.id desc limit 1)
         from unnest($1::bigint[]) as t(id)",
    )
    .bind(ids)
    .bind(since)
    .fetch_all(tx.conn())
    .await?)
}

/// Users and open tickets of the transaction's tenant.
pub async fn contents(tx: &mut TenantTx) -> Result<(i64, i64)> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select (select count(*) from users where tenant_id = $1 and deleted_at is null),
           (select count(*) from tickets where tenant_id = $1 and deleted_at is null and status not in ('resolved', 'closed', 'cancelled'))",
    )
    .bind(tenant)
    .fetch_one(tx.conn())
    .await?)
}

#[derive(Debug, sqlx::FromRow)]
pub struct Look {
    pub title: String,
    pub welcome: String,
    pub theme_color: String,
    pub logo_url: Option<String>,
    pub contact_phone: Option<String>,
    pub features: String,
}

/// The portal's look, for tenants that changed it.
pub async fn look(tx: &mut TenantTx) -> Result<Option<Look>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select title, welcome, theme_color, logo_url, contact_phone, features from portal_configs where tenant_id = $1")
        .bind(tenant)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn contact_phone(tx: &mut PlatformTx, id: TenantId) -> Result<String> {
    Ok(sqlx::query_scalar("select contact_phone from platform.tenants where id = $1")
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn introduce(
    tx: &mut PlatformTx,
    id: TenantId,
    name: &str,
    (person, email, phone): (&str, &str, &str),
) -> Result<()> {
    sqlx::query("update platform.tenants set name = $2, contact_person = $3, contact_email = $4, contact_phone = $5 where id = $1")
        .bind(id)
        .bind(name)
        .bind(person)
        .bind(email)
        .bind(phone)
        .execute(tx.conn())
        .await?;
    Ok(())
}
