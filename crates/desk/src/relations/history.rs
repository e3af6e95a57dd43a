//! What was done to relations, and why.

use chrono::{DateTime, Utc};
use kernel::{CustomerRef, Error, OrganizationRef, Result, TeamRef, TenantTx, UserRef};
use sqlx::AssertSqlSafe;

use super::model::{ChangeKind, FieldChange, RelationChange};

/// A change that is about to be written.
pub struct NewChange<'a> {
    pub relation: i64,
    pub customer: i64,
    pub team: i64,
    pub kind: ChangeKind,
    pub reason: &'a str,
    pub changes: &'a [FieldChange],
}

pub async fn write(tx: &mut TenantTx, c: NewChange<'_>) -> Result<()> {
    let (tenant, now, by, name) = (tx.tenant(), tx.now(), tx.user_id(), tx.principal().name.clone());
    sqlx::query(
        "insert into customer_team_relation_changes (tenant_id, relation_id, customer_id, team_id, kind, reason, changes, by_user_id, by_name, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(tenant)
    .bind(c.relation)
    .bind(c.customer)
    .bind(c.team)
    .bind(c.kind)
    .bind(c.reason)
    .bind(serde_json::to_string(c.changes).map_err(Error::internal)?)
    .bind(by)
    .bind(&*name)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    relation_id: i64,
    customer_id: i64,
    customer_name: String,
    vip: bool,
    organization_id: Option<i64>,
    organization_name: Option<String>,
    team_id: i64,
    team_name: String,
    kind: ChangeKind,
    reason: String,
    changes: String,
    by_user_id: Option<i64>,
    by_name: String,
    at: DateTime<Utc>,
}

const SELECT: &str = "select h.id, h.relation_id, h.customer_id, c.name as customer_name, c.vip, o.id as organization_id, o.name as organization_name,
   h.team_id, t.name as team_name, h.kind, h.reason, h.changes, h.by_user_id, h.by_name, h.at
 from customer_team_relation_changes h
 join customers c on c.tenant_id = h.tenant_id and c.id = h.customer_id
 left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
 join teams t on t.tenant_id = h.tenant_id and t.id = h.team_id
 where h.tenant_id = $1";

/// More than anybody reads of one relation.
const CHANGES_MAX: i64 = 500;

impl Row {
    fn view(self) -> Result<RelationChange> {
        let organization =
            self.organization_id.zip(self.organization_name).map(|(id, name)| OrganizationRef { id, name });
        Ok(RelationChange {
            id: self.id,
            relation_id: self.relation_id,
            customer: CustomerRef { id: self.customer_id, name: self.customer_name, vip: self.vip, organization },
            team: TeamRef { id: self.team_id, name: self.team_name },
            kind: self.kind,
            reason: self.reason,
            changes: serde_json::from_str(&self.changes).map_err(Error::internal)?,
            by: self.by_user_id.map(|id| UserRef::new(id, self.by_name)),
            at: self.at,
        })
    }
}

/// The changes of one relation, newest first.
pub async fn of_relation(tx: &mut TenantTx, relation: i64) -> Result<Vec<RelationChange>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and h.relation_id = $2 order by h.id desc limit $3");
    let rows: Vec<Row> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(tenant).bind(relation).bind(CHANGES_MAX).fetch_all(tx.conn()).await?;
    rows.into_iter().map(Row::view).collect()
}

/// The changes of all of a customer's relations, newest first.
pub async fn of_customer(tx: &mut TenantTx, customer: i64) -> Result<Vec<RelationChange>> {
    let tenant = tx.tenant();
    let sql = format!("{SELECT} and h.customer_id = $2 order by h.id desc limit $3");
    let rows: Vec<Row> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(tenant).bind(customer).bind(CHANGES_MAX).fetch_all(tx.conn()).await?;
    rows.into_iter().map(Row::view).collect()
}
