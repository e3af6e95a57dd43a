//! SQL of relations, but for the lists (`list`) and the history (`history`).

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx, error::on_constraint};

use super::model::{Head, Held, Priority, RelationError, Terms, codes};

/// Until the transaction ends, nobody else changes the relations of the customer.
pub async fn lock_customer(tx: &mut TenantTx, customer: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let found: Option<i64> = sqlx::query_scalar(
        "select id from customers where tenant_id = $1 and id = $2 and deleted_at is null for no key update",
    )
    .bind(tenant)
    .bind(customer)
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    customer_id: i64,
    team_id: i64,
    priority: Priority,
    rank: i32,
    problem_types: String,
    business_types: String,
    valid_from: DateTime<Utc>,
    valid_until: Option<DateTime<Utc>>,
    version: i32,
    ended_at: Option<DateTime<Utc>>,
}

impl From<Row> for Head {
    fn from(r: Row) -> Self {
        let terms = Terms {
            priority: r.priority,
            rank: r.rank,
            problem_types: codes(&r.problem_types),
            business_types: codes(&r.business_types),
            valid_from: r.valid_from,
            valid_until: r.valid_until,
        };
        Self {
            id: r.id,
            customer_id: r.customer_id,
            team_id: r.team_id,
            terms,
            version: r.version,
            ended: r.ended_at.is_some(),
        }
    }
}

const COLUMNS: &str = "id, customer_id, team_id, priority, rank, problem_types, business_types, valid_from, valid_until, version, ended_at";

/// Whose relation it is; what the lock of the customer needs.
pub async fn customer_of(tx: &mut TenantTx, id: i64) -> Result<i64> {
    let tenant = tx.tenant();
    let found = sqlx::query_scalar("select customer_id from customer_team_relations where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .fetch_optional(tx.conn())
        .await?;
    found.ok_or_else(Error::not_found)
}

pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<Head> {
    let tenant = tx.tenant();
    let sql = format!("select {COLUMNS} from customer_team_relations where tenant_id = $1 and id = $2 for update");
    let row: Option<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(id).fetch_optional(tx.conn()).await?;
    row.map(Head::from).ok_or_else(Error::not_found)
}

/// The customer's relations that were not ended, but for one.
pub async fn held(tx: &mut TenantTx, customer: i64, but: Option<i64>) -> Result<Vec<Held>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} from customer_team_relations where tenant_id = $1 and customer_id = $2 and ended_at is null and id is distinct from $3 order by id"
    );
    let rows: Vec<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(customer).bind(but).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Head::from).map(|h| Held { id: h.id, team_id: h.team_id, terms: h.terms }).collect())
}

/// Relations of a team that were not ended, locked by id.
pub async fn lock_of_team(tx: &mut TenantTx, team: i64) -> Result<Vec<Head>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} from customer_team_relations where tenant_id = $1 and team_id = $2 and ended_at is null order by id for update"
    );
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(team).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Head::from).collect())
}

/// The rules were checked under the customer's lock; the constraints are the second one.
fn refused<T>(done: Result<T, sqlx::Error>) -> Result<T> {
    match done {
        Err(e) if e.as_database_error().and_then(|d| d.constraint()) == Some("relations_pair_once") => {
            Err(RelationError::PairTwice.into())
        }
        other => on_constraint(other, "relations_one_primary", || RelationError::PrimaryTaken.into()),
    }
}

pub async fn insert(tx: &mut TenantTx, customer: i64, team: i64, terms: &Terms, reason: &str) -> Result<i64> {
    let (tenant, now, by) = (tx.tenant(), tx.now(), tx.user_id());
    let made = sqlx::query_scalar(
        "insert into customer_team_relations (tenant_id, customer_id, team_id, priority, rank, problem_types, business_types,
           valid_from, valid_until, reason, created_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) returning id",
    )
    .bind(tenant)
    .bind(customer)
    .bind(team)
    .bind(terms.priority)
    .bind(terms.rank)
    .bind(terms.problem_types.join(","))
    .bind(terms.business_types.join(","))
    .bind(terms.valid_from)
    .bind(terms.valid_until)
    .bind(reason)
    .bind(by)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    refused(made)
}

pub async fn save(tx: &mut TenantTx, id: i64, team: i64, terms: &Terms, reason: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "update customer_team_relations set team_id = $3, priority = $4, rank = $5, problem_types = $6, business_types = $7,
           valid_from = $8, valid_until = $9, reason = $10, updated_at = $11, version = version + 1
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(team)
    .bind(terms.priority)
    .bind(terms.rank)
    .bind(terms.problem_types.join(","))
    .bind(terms.business_types.join(","))
    .bind(terms.valid_from)
    .bind(terms.valid_until)
    .bind(reason)
    .bind(now)
    .execute(tx.conn())
    .await;
    refused(done).map(drop)
}

pub async fn end(tx: &mut TenantTx, id: i64, reason: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update customer_team_relations set ended_at = $3, updated_at = $3, reason = $4, version = version + 1 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .bind(reason)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn leader(tx: &mut TenantTx, team: i64) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    let found: Option<Option<i64>> = sqlx::query_scalar("select leader_id from teams where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(team)
        .fetch_optional(tx.conn())
        .await?;
    Ok(found.flatten())
}
