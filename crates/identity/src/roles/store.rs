//! SQL of roles and their grants.

use std::collections::HashMap;

use kernel::{
    Error, PageQuery, Result, TenantTx,
    error::code,
    error::on_constraint,
    perm::{Grants, Scope},
};

use super::model::{Grant, Role, RoleRef};

#[derive(Debug, sqlx::FromRow)]
pub struct RoleRow {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub description: String,
    pub built_in: bool,
    pub user_count: i64,
}

impl RoleRow {
    pub fn with(self, grants: Vec<Grant>) -> Role {
        let Self { id, code, name, description, built_in, user_count } = self;
        Role { id, code, name, description, built_in, grants, user_count }
    }
}

pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<RoleRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select r.id, r.code, r.name, r.description, r.built_in,
           (select count(*) from user_roles u where u.tenant_id = r.tenant_id and u.role_id = r.id) as user_count
         from roles r where r.tenant_id = $1 order by r.built_in desc, r.id limit $2 offset $3",
    )
    .bind(tenant)
    .bind(page.limit())
    .bind(page.offset())
    .fetch_all(tx.conn())
    .await?)
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from roles where tenant_id = $1").bind(tenant).fetch_one(tx.conn()).await?)
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<RoleRow> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select r.id, r.code, r.name, r.description, r.built_in,
           (select count(*) from user_roles u where u.tenant_id = r.tenant_id and u.role_id = r.id) as user_count
         from roles r where r.tenant_id = $1 and r.id = $2 for update of r",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

/// Takes the lock under which a tenant's number of users and of administrators is decided.
pub async fn lock_admin_role(tx: &mut TenantTx, admin: &str) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from roles where tenant_id = $1 and code = $2 for update")
        .bind(tenant)
        .bind(admin)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn insert(tx: &mut TenantTx, code_: &str, name: &str, description: &str, built_in: bool) -> Result<i64> {
    let tenant = tx.tenant();
    let inserted = sqlx::query_scalar(
        "insert into roles (tenant_id, code, name, description, built_in) values ($1, $2, $3, $4, $5) returning id",
    )
    .bind(tenant)
    .bind(code_)
    .bind(name)
    .bind(description)
    .bind(built_in)
    .fetch_one(tx.conn())
    .await;
    on_constraint(inserted, "roles_code_key", || {
        let mut refused = Error::new(code::DUPLICATE);
        refused.fields = vec![kernel::FieldError::invalid("code", "is taken")];
        refused
    })
}

pub async fn update(tx: &mut TenantTx, id: i64, name: Option<&str>, description: Option<&str>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update roles set name = coalesce($3, name), description = coalesce($4, description) where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(name)
        .bind(description)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let deleted = sqlx::query("delete from roles where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await;
    on_constraint(deleted, "user_roles_role_fkey", || Error::new(code::ROLE_IN_USE)).map(drop)
}

pub async fn grants(tx: &mut TenantTx, roles: &[i64]) -> Result<HashMap<i64, Vec<Grant>>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, String, i16)> =
        sqlx::query_as("select role_id, permission, scope from role_grants where tenant_id = $1 and role_id = any ($2) order by role_id, permission")
            .bind(tenant)
            .bind(roles)
            .fetch_all(tx.conn())
            .await?;
    let mut by_role: HashMap<i64, Vec<Grant>> = HashMap::new();
    for (role, permission, scope) in rows {
        by_role.entry(role).or_default().push(Grant { permission, scope: Scope::from_db(scope) });
    }
    Ok(by_role)
}

pub async fn delete_grants(tx: &mut TenantTx, role: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from role_grants where tenant_id = $1 and role_id = $2")
        .bind(tenant)
        .bind(role)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn insert_grants(tx: &mut TenantTx, role: i64, grants: &Grants) -> Result<()> {
    let tenant = tx.tenant();
    let (permissions, scopes): (Vec<_>, Vec<_>) = grants.iter().map(|(p, s)| (p.clone(), s.to_db())).unzip();
    sqlx::query("insert into role_grants (tenant_id, role_id, permission, scope) select $1, $2, g.permission, g.scope from unnest($3::text[], $4::smallint[]) as g(permission, scope)")
        .bind(tenant)
        .bind(role)
        .bind(permissions)
        .bind(scopes)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn users_of(tx: &mut TenantTx, role: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select user_id from user_roles where tenant_id = $1 and role_id = $2")
        .bind(tenant)
        .bind(role)
        .fetch_all(tx.conn())
        .await?)
}

/// Locks those of the users that there are; answers how many.
pub async fn lock_users(tx: &mut TenantTx, users: &[i64]) -> Result<usize> {
    let tenant = tx.tenant();
    let found: Vec<i64> = sqlx::query_scalar(
        "select id from users where tenant_id = $1 and id = any ($2) and deleted_at is null order by id for no key update",
    )
    .bind(tenant)
    .bind(users)
    .fetch_all(tx.conn())
    .await?;
    Ok(found.len())
}

/// Answers with those who did not have the role before.
pub async fn give(tx: &mut TenantTx, role: i64, users: &[i64]) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "insert into user_roles (tenant_id, user_id, role_id) select $1, u, $2 from unnest($3::bigint[]) as u on conflict do nothing returning user_id",
    )
    .bind(tenant)
    .bind(role)
    .bind(users)
    .fetch_all(tx.conn())
    .await?)
}

/// Permission and scope of every grant of a user's roles.
pub async fn granted(tx: &mut TenantTx, user: i64) -> Result<Vec<(String, i16)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select g.permission, g.scope from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
         where r.tenant_id = $1 and r.user_id = $2",
    )
    .bind(tenant)
    .bind(user)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn of_user(tx: &mut TenantTx, user: i64) -> Result<Vec<RoleRef>> {
    Ok(of_users(tx, &[user]).await?.remove(&user).unwrap_or_default())
}

pub async fn of_users(tx: &mut TenantTx, users: &[i64]) -> Result<HashMap<i64, Vec<RoleRef>>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, i64, String, String)> = sqlx::query_as(
        "select u.user_id, r.id, r.code, r.name from user_roles u join roles r on r.tenant_id = u.tenant_id and r.id = u.role_id
         where u.tenant_id = $1 and u.user_id = any ($2) order by r.built_in desc, r.id",
    )
    .bind(tenant)
    .bind(users)
    .fetch_all(tx.conn())
    .await?;
    let mut by_user: HashMap<i64, Vec<RoleRef>> = HashMap::new();
    for (user, id, code, name) in rows {
        by_user.entry(user).or_default().push(RoleRef { id, code, name });
    }
    Ok(by_user)
}

pub async fn id_by_code(tx: &mut TenantTx, code: &str) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from roles where tenant_id = $1 and code = $2")
        .bind(tenant)
        .bind(code)
        .fetch_optional(tx.conn())
        .await?)
}
