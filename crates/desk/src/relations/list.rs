//! Reading relations with the names that their views show.

use chrono::{DateTime, Utc};
use kernel::{
    CustomerRef, Error, OrganizationRef, Page, PageQuery, Result, TeamRef, TenantTx, UserRef, http::page::COUNTED,
};
use schemars::JsonSchema;
use serde::Deserialize;
use sqlx::{Postgres, QueryBuilder};

use super::model::{Priority, Relation, RelationState, Terms, codes};
use crate::{customers::Reach, names::Names};

#[derive(Debug, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    pub page: PageQuery,
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(inner(range(min = 1)))]
    #[schemars(with = "Option<i64>", range(min = 1))]
    pub customer_id: Option<i64>,
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(inner(range(min = 1)))]
    #[schemars(with = "Option<i64>", range(min = 1))]
    pub team_id: Option<i64>,
    #[garde(skip)]
    pub priority: Option<Priority>,
    /// Those that were ended are only in the list when asked for.
    #[garde(skip)]
    pub state: Option<RelationState>,
    /// Part of the customer's, the organization's or the team's name.
    #[garde(length(max = 120))]
    pub q: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    customer_id: i64,
    customer_name: String,
    vip: bool,
    organization_id: Option<i64>,
    organization_name: Option<String>,
    team_id: i64,
    team_name: String,
    priority: Priority,
    rank: i32,
    problem_types: String,
    business_types: String,
    valid_from: DateTime<Utc>,
    valid_until: Option<DateTime<Utc>>,
    reason: String,
    version: i32,
    created_by: Option<i64>,
    creator_name: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "r.id, r.customer_id, c.name as customer_name, c.vip, o.id as organization_id, o.name as organization_name, r.team_id, t.name as team_name,
  r.priority, r.rank, r.problem_types, r.business_types, r.valid_from, r.valid_until, r.reason, r.version, r.created_by, u.name as creator_name,
  r.created_at, r.updated_at, r.ended_at";
const TABLES: &str = " from customer_team_relations r
  join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id and c.deleted_at is null
  left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
  join teams t on t.tenant_id = r.tenant_id and t.id = r.team_id
  left join users u on u.tenant_id = r.tenant_id and u.id = r.created_by
  where r.tenant_id = ";

/// Those whose customer is there, one after the other as long as it takes: a join of all would read all customers.
const HELD: &str = " from customer_team_relations r cross join lateral (
    select from customers c where c.tenant_id = r.tenant_id and c.id = r.customer_id and c.deleted_at is null offset 0) held
  where r.tenant_id = ";

impl Row {
    fn view(self, now: DateTime<Utc>) -> Relation {
        let terms = Terms {
            priority: self.priority,
            rank: self.rank,
            problem_types: codes(&self.problem_types),
            business_types: codes(&self.business_types),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
        };
        let organization =
            self.organization_id.zip(self.organization_name).map(|(id, name)| OrganizationRef { id, name });
        Relation {
            id: self.id,
            customer: CustomerRef { id: self.customer_id, name: self.customer_name, vip: self.vip, organization },
            team: TeamRef { id: self.team_id, name: self.team_name },
            state: RelationState::at(now, &terms, self.ended_at.is_some()),
            priority: terms.priority,
            rank: terms.rank,
            problem_types: terms.problem_types,
            business_types: terms.business_types,
            valid_from: terms.valid_from,
            valid_until: terms.valid_until,
            reason: self.reason,
            version: self.version,
            created_by: self.created_by.zip(self.creator_name).map(|(id, name)| UserRef::new(id, name)),
            created_at: self.created_at,
            updated_at: self.updated_at,
            ended_at: self.ended_at,
        }
    }
}

fn condition(sql: &mut QueryBuilder<Postgres>, tenant: i64, filter: &Filter, reach: &Reach, now: DateTime<Utc>) {
    sql.push(HELD).push_bind(tenant);
    within(sql, tenant, reach);
    sql.push(if filter.state == Some(RelationState::Ended) {
        " and r.ended_at is not null"
    } else {
        " and r.ended_at is null"
    });
    match filter.state {
        Some(RelationState::Upcoming) => {
            sql.push(" and r.valid_from > ").push_bind(now);
        }
        Some(RelationState::Active) => {
            sql.push(" and r.valid_from <= ").push_bind(now);
            sql.push(" and (r.valid_until is null or r.valid_until > ").push_bind(now).push(")");
        }
        Some(RelationState::Expired) => {
            sql.push(" and r.valid_until <= ").push_bind(now);
        }
        Some(RelationState::Ended) | None => {}
    }
    if let Some(customer) = filter.customer_id {
        sql.push(" and r.customer_id = ").push_bind(customer);
    }
    if let Some(team) = filter.team_id {
        sql.push(" and r.team_id = ").push_bind(team);
    }
    if let Some(priority) = filter.priority {
        sql.push(" and r.priority = ").push_bind(priority);
    }
    if let Some(q) = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        sql.push(" and r.id in (select a.id from customer_team_relations a where a.tenant_id = ").push_bind(tenant);
        Names::Customers.containing(sql.push(" and a.customer_id in ("), tenant, q);
        sql.push(" union all select p.id from customers p where p.tenant_id = ").push_bind(tenant);
        Names::Organizations.containing(sql.push(" and p.organization_id in ("), tenant, q);
        sql.push(")) union all select b.id from customer_team_relations b where b.tenant_id = ").push_bind(tenant);
        sql.push(" and b.team_id in (select n.id from teams n where n.tenant_id = ").push_bind(tenant);
        sql.push(" and position(lower(").push_bind(q.to_owned()).push(") in lower(n.name)) > 0))");
    }
}

fn within(sql: &mut QueryBuilder<Postgres>, tenant: i64, reach: &Reach) {
    if !reach.tenant {
        reach.push_on(sql.push(" and "), tenant, "r.customer_id");
    }
}

/// What changed last comes first.
pub async fn page(tx: &mut TenantTx, filter: &Filter, reach: &Reach) -> Result<Page<Relation>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let mut sql = QueryBuilder::new(format!("select {COLUMNS}"));
    sql.push(TABLES).push_bind(tenant).push(" and r.id = any(array(select r.id");
    condition(&mut sql, tenant, filter, reach, now);
    sql.push(" order by r.updated_at desc, r.id desc limit ").push_bind(filter.page.limit());
    sql.push(" offset ").push_bind(filter.page.offset()).push(")) order by r.updated_at desc, r.id desc");
    let rows: Vec<Row> = sql.build_query_as().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new("select count(*) from (select");
    condition(&mut sql, tenant, filter, reach, now);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    let total: i64 = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok(Page::new(rows.into_iter().map(|r| r.view(now)).collect(), total, &filter.page))
}

/// Also one that was ended.
pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Relation> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let mut sql = QueryBuilder::new(format!("select {COLUMNS}"));
    sql.push(TABLES).push_bind(tenant).push(" and r.id = ").push_bind(id);
    let row: Option<Row> = sql.build_query_as().fetch_optional(tx.conn()).await?;
    row.map(|r| r.view(now)).ok_or_else(Error::not_found)
}

/// The customer's teams: those that serve now first, the primary one before the others.
pub async fn of_customer(tx: &mut TenantTx, customer: i64) -> Result<Vec<Relation>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let mut sql = QueryBuilder::new(format!("select {COLUMNS}"));
    sql.push(TABLES).push_bind(tenant).push(" and r.ended_at is null and r.customer_id = ").push_bind(customer);
    sql.push(" order by coalesce(r.valid_until <= ").push_bind(now);
    sql.push(", false), r.valid_from > ").push_bind(now).push(", r.priority, r.rank, r.id limit 200");
    let rows: Vec<Row> = sql.build_query_as().fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(|r| r.view(now)).collect())
}

/// Relations that hold and expire before `until`, the most urgent first.
pub async fn expiring(
    tx: &mut TenantTx,
    until: DateTime<Utc>,
    reach: &Reach,
    page: &PageQuery,
) -> Result<Page<Relation>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let condition = |sql: &mut QueryBuilder<Postgres>| {
        sql.push(HELD).push_bind(tenant).push(" and r.ended_at is null and r.valid_from <= ").push_bind(now);
        sql.push(" and r.valid_until > ").push_bind(now).push(" and r.valid_until <= ").push_bind(until);
        within(sql, tenant, reach);
    };
    let mut sql = QueryBuilder::new(format!("select {COLUMNS}"));
    sql.push(TABLES).push_bind(tenant).push(" and r.id = any(array(select r.id");
    condition(&mut sql);
    sql.push(" order by r.valid_until, r.id limit ").push_bind(page.limit()).push(" offset ").push_bind(page.offset());
    sql.push(")) order by r.valid_until, r.id");
    let rows: Vec<Row> = sql.build_query_as().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new("select count(*) from (select");
    condition(&mut sql);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    let total: i64 = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok(Page::new(rows.into_iter().map(|r| r.view(now)).collect(), total, page))
}
