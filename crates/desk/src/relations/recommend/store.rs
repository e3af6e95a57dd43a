//! SQL of what is known of teams with regard to a customer.

use std::collections::HashMap;

use kernel::{Error, Result, TenantTx};

#[derive(Debug, sqlx::FromRow)]
pub struct Customer {
    pub tags: String,
    pub organization_id: Option<i64>,
}

pub async fn customer(tx: &mut TenantTx, id: i64) -> Result<Customer> {
    let tenant = tx.tenant();
    let found: Option<Customer> = sqlx::query_as(
        "select tags, organization_id from customers where tenant_id = $1 and id = $2 and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    found.ok_or_else(Error::not_found)
}

/// The others of an organization, and by team how many of them it serves now.
pub async fn colleagues(tx: &mut TenantTx, organization: i64, but: i64) -> Result<(i64, HashMap<i64, i64>)> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let all: i64 = sqlx::query_scalar(
        "select count(*) from customers where tenant_id = $1 and organization_id = $2 and id <> $3 and deleted_at is null",
    )
    .bind(tenant)
    .bind(organization)
    .bind(but)
    .fetch_one(tx.conn())
    .await?;
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "select r.team_id, count(*) from customers c join customer_team_relations r on r.tenant_id = c.tenant_id and r.customer_id = c.id
         where c.tenant_id = $1 and c.organization_id = $2 and c.id <> $3 and c.deleted_at is null and r.ended_at is null
           and r.valid_from <= $4 and (r.valid_until is null or r.valid_until > $4) group by r.team_id",
    )
    .bind(tenant)
    .bind(organization)
    .bind(but)
    .bind(now)
    .fetch_all(tx.conn())
    .await?;
    Ok((all, rows.into_iter().collect()))
}

/// By team, how often it served the customer.
pub async fn served(tx: &mut TenantTx, customer: i64) -> Result<HashMap<i64, i64>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "select team_id, count(*) from conversations
         where tenant_id = $1 and customer_id = $2 and team_id is not null and assigned_at is not null group by team_id",
    )
    .bind(tenant)
    .bind(customer)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().collect())
}

/// By team, how many conversations its present members can serve.
pub async fn capacities(tx: &mut TenantTx) -> Result<HashMap<i64, i64>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "select m.team_id, sum(u.max_sessions) from team_members m
         join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deleted_at is null and u.status = 'active'
         join agents a on a.tenant_id = m.tenant_id and a.user_id = m.user_id and a.status = 'online'
         where m.tenant_id = $1 group by m.team_id",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().collect())
}
