//! SQL of users.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{Error, FieldError, PageQuery, Result, TeamRef, TenantTx, error::code, error::on_constraint};

use super::{
    access::Reach,
    model::{self, User, UserStatus},
};
use crate::{
    departments::DepartmentRef,
    roles::{self, RoleRef},
};

#[derive(Debug, Default)]
pub struct Filter {
    /// A part of the user name, name, e-mail address or phone.
    pub q: Option<String>,
    pub status: Option<UserStatus>,
    pub role_id: Option<i64>,
    pub team_id: Option<i64>,
    /// With everything below it.
    pub department_id: Option<i64>,
    /// Everybody without one.
    pub reach: Option<Reach>,
}

#[derive(Debug, sqlx::FromRow)]
pub struct UserRow {
    pub id: i64,
    pub username: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub status: String,
    pub max_sessions: i32,
    pub skills: String,
    pub last_login_at: Option<DateTime<Utc>>,
    pub must_change_password: bool,
    pub created_at: DateTime<Utc>,
    department_id: Option<i64>,
    department_name: Option<String>,
    mfa_enabled: bool,
}

const COLUMNS: &str = "u.id, u.username, u.name, u.email, u.phone, u.status, u.max_sessions, u.skills, u.last_login_at, u.must_change_password, u.created_at,
  u.department_id, (select d.name from departments d where d.tenant_id = u.tenant_id and d.id = u.department_id) as department_name,
  exists (select 1 from totps t where t.tenant_id = u.tenant_id and t.user_id = u.id and t.confirmed_at is not null) as mfa_enabled";

impl UserRow {
    pub fn status(&self) -> UserStatus {
        UserStatus::from_db(&self.status)
    }
    fn with(self, roles: Vec<RoleRef>, teams: Vec<TeamRef>) -> User {
        User {
            department: self
                .department_id
                .zip(self.department_name.clone())
                .map(|(id, name)| DepartmentRef { id, name }),
            mfa_enabled: self.mfa_enabled,
            status: self.status(),
            skills: model::split(&self.skills),
            id: self.id,
            username: self.username,
            name: self.name,
            email: self.email,
            phone: self.phone,
            roles,
            teams,
            max_sessions: self.max_sessions,
            last_login_at: self.last_login_at,
            must_change_password: self.must_change_password,
            created_at: self.created_at,
            initial_password: None,
        }
    }
}

const WHERE: &str = "
  u.tenant_id = $1 and u.deleted_at is null
  and ($2::text is null or strpos(lower(u.username || ' ' || u.name || ' ' || coalesce(u.email, '') || ' ' || coalesce(u.phone, '')), lower($2)) > 0)
  and ($3::text is null or u.status = $3)
  and ($4::bigint is null or exists (select 1 from user_roles r where r.tenant_id = u.tenant_id and r.user_id = u.id and r.role_id = $4))
  and ($5::bigint is null or exists (select 1 from team_members m where m.tenant_id = u.tenant_id and m.user_id = u.id and m.team_id = $5))
  and ($6::bigint is null or u.department_id in (with recursive below(id) as (
      select d.id from departments d where d.tenant_id = $1 and d.id = $6
      union select d.id from departments d join below b on d.parent_id = b.id where d.tenant_id = $1) select id from below))
  and ($7::bigint[] is null or u.id = any ($7)
    or exists (select 1 from team_members m where m.tenant_id = u.tenant_id and m.user_id = u.id and m.team_id = any ($8)))";

pub async fn list(tx: &mut TenantTx, filter: &Filter, page: &PageQuery) -> Result<Vec<UserRow>> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} from users u where {WHERE} order by u.id limit $9 offset $10");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(&filter.q)
        .bind(filter.status.map(UserStatus::as_str))
        .bind(filter.role_id)
        .bind(filter.team_id)
        .bind(filter.department_id)
        .bind(filter.reach.as_ref().map(|r| &r.people))
        .bind(filter.reach.as_ref().map(|r| &r.teams))
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count(tx: &mut TenantTx, filter: &Filter) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from users u where {WHERE}")))
        .bind(tenant)
        .bind(&filter.q)
        .bind(filter.status.map(UserStatus::as_str))
        .bind(filter.role_id)
        .bind(filter.team_id)
        .bind(filter.department_id)
        .bind(filter.reach.as_ref().map(|r| &r.people))
        .bind(filter.reach.as_ref().map(|r| &r.teams))
        .fetch_one(tx.conn())
        .await?)
}

/// Others may go on writing what refers to the user: they hold agents' rows meanwhile, which are locked after this.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<UserRow> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} from users u where u.tenant_id = $1 and u.id = $2 and u.deleted_at is null for no key update of u"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_one(tx.conn()).await?)
}

/// Whether all of the users are there and within reach.
pub async fn within(tx: &mut TenantTx, users: &[i64], reach: &Reach) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select not exists (select 1 from unnest($2::bigint[]) as w(id) where not exists (
           select 1 from users u where u.tenant_id = $1 and u.id = w.id and u.deleted_at is null and (u.id = any ($3)
             or exists (select 1 from team_members m where m.tenant_id = u.tenant_id and m.user_id = u.id and m.team_id = any ($4)))))",
    )
    .bind(tenant)
    .bind(users)
    .bind(&reach.people)
    .bind(&reach.teams)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn exists(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query_scalar::<_, i64>("select id from users where tenant_id = $1 and id = $2 and deleted_at is null")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?;
    Ok(())
}

pub async fn id_by_username(tx: &mut TenantTx, username: &str) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from users where tenant_id = $1 and lower(username) = lower($2) and deleted_at is null",
    )
    .bind(tenant)
    .bind(username)
    .fetch_optional(tx.conn())
    .await?)
}

/// How many conversations a new agent serves at once, where the tenant has said so. The desk's own table:
/// read here, written there.
pub async fn max_sessions_default(tx: &mut TenantTx) -> Result<Option<i32>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select max_sessions_default from assignment_settings where tenant_id = $1")
        .bind(tenant)
        .fetch_optional(tx.conn())
        .await?)
}

/// Rows with what hangs on them, in two queries whatever their number.
pub async fn complete(tx: &mut TenantTx, rows: Vec<UserRow>) -> Result<Vec<User>> {
    let ids: Vec<i64> = rows.iter().map(|r| r.id).collect();
    let mut roles = roles::of_users(tx, &ids).await?;
    let mut teams = teams_of(tx, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            row.with(roles.remove(&id).unwrap_or_default(), teams.remove(&id).unwrap_or_default())
        })
        .collect())
}

async fn teams_of(tx: &mut TenantTx, users: &[i64]) -> Result<HashMap<i64, Vec<TeamRef>>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, i64, String)> = sqlx::query_as(
        "select m.user_id, t.id, t.name from team_members m join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id
         where m.tenant_id = $1 and m.user_id = any ($2) and t.deleted_at is null order by t.name",
    )
    .bind(tenant)
    .bind(users)
    .fetch_all(tx.conn())
    .await?;
    let mut by_user: HashMap<i64, Vec<TeamRef>> = HashMap::new();
    for (user, id, name) in rows {
        by_user.entry(user).or_default().push(TeamRef { id, name });
    }
    Ok(by_user)
}

/// What is written of a user, in one piece.
pub struct Record<'a> {
    pub name: &'a str,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub status: UserStatus,
    pub max_sessions: i32,
    pub skills: &'a str,
    pub department_id: Option<i64>,
}

fn on_taken<T>(result: Result<T, sqlx::Error>) -> Result<T> {
    let constraint = result.as_ref().err().and_then(|e| e.as_database_error()?.constraint());
    if constraint == Some("users_department_fkey") {
        return Err(Error::field("departmentId", "names a department that does not exist"));
    }
    on_constraint(result, "users_username_key", || {
        let mut refused = Error::new(code::DUPLICATE);
        refused.fields = vec![FieldError::invalid("username", "is taken")];
        refused
    })
}

pub async fn insert(
    tx: &mut TenantTx,
    username: &str,
    record: &Record<'_>,
    hash: &str,
    must_change: bool,
) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let inserted = sqlx::query_scalar(
        "insert into users (tenant_id, username, name, email, phone, password_hash, must_change_password, status, max_sessions, skills, created_at, updated_at, department_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12) returning id",
    )
    .bind(tenant)
    .bind(username)
    .bind(record.name)
    .bind(record.email)
    .bind(record.phone)
    .bind(hash)
    .bind(must_change)
    .bind(record.status.as_str())
    .bind(record.max_sessions)
    .bind(record.skills)
    .bind(now)
    .bind(record.department_id)
    .fetch_one(tx.conn())
    .await;
    on_taken(inserted)
}

pub async fn save(tx: &mut TenantTx, id: i64, record: &Record<'_>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let saved = sqlx::query(
        "update users set name = $3, email = $4, phone = $5, status = $6, max_sessions = $7, skills = $8, updated_at = $9, department_id = $10
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(record.name)
    .bind(record.email)
    .bind(record.phone)
    .bind(record.status.as_str())
    .bind(record.max_sessions)
    .bind(record.skills)
    .bind(now)
    .bind(record.department_id)
    .execute(tx.conn())
    .await;
    on_taken(saved).map(drop)
}

pub async fn set_status(tx: &mut TenantTx, id: i64, status: UserStatus) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update users set status = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(status.as_str())
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update users set status = 'inactive', deleted_at = $3, updated_at = $3 where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_roles(tx: &mut TenantTx, id: i64, roles: &[i64]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from user_roles where tenant_id = $1 and user_id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    sqlx::query(
        "insert into user_roles (tenant_id, user_id, role_id) select distinct $1, $2, r from unnest($3::bigint[]) as r",
    )
    .bind(tenant)
    .bind(id)
    .bind(roles)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Replaces the memberships. Answers how many of the wanted teams there are.
pub async fn set_teams(tx: &mut TenantTx, id: i64, teams: &[i64]) -> Result<u64> {
    let tenant = tx.tenant();
    sqlx::query("delete from team_members where tenant_id = $1 and user_id = $2 and team_id <> all ($3)")
        .bind(tenant)
        .bind(id)
        .bind(teams)
        .execute(tx.conn())
        .await?;
    let known = sqlx::query(
        "insert into team_members (tenant_id, team_id, user_id)
         select $1, t.id, $2 from teams t where t.tenant_id = $1 and t.id = any ($3) and t.deleted_at is null
         on conflict (tenant_id, team_id, user_id) do update set user_id = excluded.user_id",
    )
    .bind(tenant)
    .bind(id)
    .bind(teams)
    .execute(tx.conn())
    .await?;
    Ok(known.rows_affected())
}

/// Active holders of a role, beside one user.
pub async fn other_active_holders(tx: &mut TenantTx, role: i64, beside: i64) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select count(*) from user_roles r join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
         where r.tenant_id = $1 and r.role_id = $2 and u.id <> $3 and u.status = 'active' and u.deleted_at is null",
    )
    .bind(tenant)
    .bind(role)
    .bind(beside)
    .fetch_one(tx.conn())
    .await?)
}
