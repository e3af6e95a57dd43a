//! SQL of departments.

use kernel::{Error, FieldError, PageQuery, Result, TenantTx, UserRef, error::code, error::on_constraint};

use super::model::{Department, Parents, Refusal};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    parent_id: Option<i64>,
    position: i32,
    leader_id: Option<i64>,
    leader_name: Option<String>,
    user_count: i64,
}

impl From<Row> for Department {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            parent_id: row.parent_id,
            position: row.position,
            leader: row.leader_id.zip(row.leader_name).map(|(id, name)| UserRef::new(id, name)),
            user_count: row.user_count,
        }
    }
}

const SELECT: &str = "
  select d.id, d.name, d.parent_id, d.position, l.id as leader_id, l.name as leader_name,
    (select count(*) from users u where u.tenant_id = d.tenant_id and u.department_id = d.id and u.deleted_at is null) as user_count
  from departments d left join users l on l.tenant_id = d.tenant_id and l.id = d.leader_id and l.deleted_at is null
  where d.tenant_id = $1";
const MATCHES: &str = " and ($2::text is null or strpos(lower(d.name), lower($2)) > 0)";

pub async fn list(tx: &mut TenantTx, q: Option<&str>, page: &PageQuery) -> Result<Vec<Department>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} {MATCHES} order by d.parent_id nulls first, d.position, d.id limit $3 offset $4");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(q)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(Department::from).collect())
}

pub async fn count(tx: &mut TenantTx, q: Option<&str>) -> Result<i64> {
    let tenant = tx.tenant();
    let sql = format!("select count(*) from departments d where d.tenant_id = $1 {MATCHES}");
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(q).fetch_one(tx.conn()).await?)
}

/// All of them, siblings in their order.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Department>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} order by d.position, d.id");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Department::from).collect())
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<Department> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and d.id = $2");
    let row: Row = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_one(tx.conn()).await?;
    Ok(row.into())
}

/// Whoever changes the tree takes turns: two moves that are fine alone can make a ring together.
pub async fn lock_tree(tx: &mut TenantTx) -> Result<Parents> {
    let tenant = tx.tenant();
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('departments', $1))")
        .bind(tenant)
        .execute(tx.conn())
        .await?;
    let rows: Vec<(i64, Option<i64>)> = sqlx::query_as("select id, parent_id from departments where tenant_id = $1")
        .bind(tenant)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().collect())
}

/// The departments below one (or at the top), in their order.
pub async fn children(tx: &mut TenantTx, parent: Option<i64>) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from departments where tenant_id = $1 and parent_id is not distinct from $2 order by position, id",
    )
    .bind(tenant)
    .bind(parent)
    .fetch_all(tx.conn())
    .await?)
}

fn on_taken<T>(result: Result<T, sqlx::Error>) -> Result<T> {
    on_constraint(result, "departments_name_key", || {
        let mut refused = Error::new(code::DUPLICATE);
        refused.fields = vec![FieldError::invalid("name", "is taken among its siblings")];
        refused
    })
}

pub async fn insert(tx: &mut TenantTx, name: &str, parent: Option<i64>, leader: Option<i64>) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let inserted = sqlx::query_scalar(
        "insert into departments (tenant_id, parent_id, name, leader_id, position, created_at, updated_at)
         values ($1, $2, $3, $4, (select coalesce(max(position) + 1, 0) from departments where tenant_id = $1 and parent_id is not distinct from $2), $5, $5)
         returning id",
    )
    .bind(tenant)
    .bind(parent)
    .bind(name)
    .bind(leader)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    on_taken(inserted)
}

pub async fn update(tx: &mut TenantTx, id: i64, name: &str, leader: Option<i64>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let updated = sqlx::query(
        "update departments set name = $3, leader_id = $4, updated_at = $5 where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(name)
    .bind(leader)
    .bind(now)
    .execute(tx.conn())
    .await;
    on_taken(updated).map(drop)
}

/// Puts people into a department, by user name: the demo's.
pub async fn seat(tx: &mut TenantTx, id: i64, usernames: &[String]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update users set department_id = $2 where tenant_id = $1 and username = any ($3) and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .bind(usernames)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_parent(tx: &mut TenantTx, id: i64, parent: Option<i64>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let moved = sqlx::query("update departments set parent_id = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(parent)
        .bind(now)
        .execute(tx.conn())
        .await;
    on_taken(moved).map(drop)
}

/// Numbers siblings from 0 in this order.
pub async fn number(tx: &mut TenantTx, order: &[i64]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update departments d set position = o.n - 1 from unnest($2::bigint[]) with ordinality as o(id, n)
         where d.tenant_id = $1 and d.id = o.id and d.position <> o.n - 1",
    )
    .bind(tenant)
    .bind(order)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Deletes an empty department; what was said of people who are gone is forgotten.
pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update users set department_id = null where tenant_id = $1 and department_id = $2 and deleted_at is not null",
    )
    .bind(tenant)
    .bind(id)
    .execute(tx.conn())
    .await?;
    let deleted = sqlx::query("delete from departments where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await;
    let constraint = deleted.as_ref().err().and_then(|e| e.as_database_error()?.constraint());
    if matches!(constraint, Some("users_department_fkey" | "departments_parent_fkey")) {
        return Err(Refusal::InUse.into());
    }
    Ok(deleted.map(drop)?)
}
