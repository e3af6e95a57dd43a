//! SQL of segments.

use chrono::{DateTime, Utc};
use kernel::{
    Error, OrganizationRef, PageQuery, Result, TenantTx,
    error::{code, on_constraint},
};
use sqlx::{Postgres, QueryBuilder};

use super::{
    model::{NewSegment, Rules, Segment, SegmentMember},
    query,
};
use crate::customers::{Profile, Reach};

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    description: String,
    rules: String,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    fn segment(self) -> Result<Segment> {
        Ok(Segment {
            rules: Rules::parse(&self.rules)?,
            id: self.id,
            name: self.name,
            description: self.description,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<(Vec<Segment>, i64)> {
    let tenant = tx.tenant();
    let rows: Vec<Row> = sqlx::query_as(
        "select id, name, description, rules, version, created_at, updated_at from customer_segments
         where tenant_id = $1 order by id desc limit $2 offset $3",
    )
    .bind(tenant)
    .bind(page.limit())
    .bind(page.offset())
    .fetch_all(tx.conn())
    .await?;
    let total = sqlx::query_scalar("select count(*) from customer_segments where tenant_id = $1")
        .bind(tenant)
        .fetch_one(tx.conn())
        .await?;
    Ok((rows.into_iter().map(Row::segment).collect::<Result<_>>()?, total))
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Segment> {
    let tenant = tx.tenant();
    let row: Row = sqlx::query_as(
        "select id, name, description, rules, version, created_at, updated_at from customer_segments
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?;
    row.segment()
}

pub async fn create(tx: &mut TenantTx, new: &NewSegment) -> Result<i64> {
    let (tenant, now, maker) = (tx.tenant(), tx.now(), tx.user_id());
    let made = sqlx::query_scalar(
        "insert into customer_segments (tenant_id, name, description, rules, created_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6) returning id",
    )
    .bind(tenant)
    .bind(new.name.trim())
    .bind(new.description.trim())
    .bind(new.rules.to_text()?)
    .bind(maker)
    .bind(now)
    .fetch_one(tx.conn())
    .await;
    on_constraint(made, "customer_segments_name_key", || Error::new(code::DUPLICATE))
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &NewSegment) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let current: i32 =
        sqlx::query_scalar("select version from customer_segments where tenant_id = $1 and id = $2 for update")
            .bind(tenant)
            .bind(id)
            .fetch_one(tx.conn())
            .await?;
    if new.version.is_some_and(|version| version != current) {
        return Err(Error::new(code::STALE));
    }
    let done = sqlx::query(
        "update customer_segments set name = $3, description = $4, rules = $5, updated_at = $6, version = version + 1
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(new.name.trim())
    .bind(new.description.trim())
    .bind(new.rules.to_text()?)
    .bind(now)
    .execute(tx.conn())
    .await;
    on_constraint(done, "customer_segments_name_key", || Error::new(code::DUPLICATE)).map(drop)
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let done = sqlx::query("delete from customer_segments where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 0 { Err(Error::not_found()) } else { Ok(()) }
}

const FROM: &str =
    " from customers c left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
  where c.deleted_at is null and c.tenant_id = ";

fn within(sql: &mut QueryBuilder<Postgres>, tenant: i64, reach: &Reach) {
    sql.push(FROM).push_bind(tenant);
    if !reach.tenant {
        reach.push(sql.push(" and "), tenant);
    }
}

/// How many customers are within reach, and how many of them are in it.
pub async fn count(tx: &mut TenantTx, rules: &Rules, reach: &Reach) -> Result<(i64, i64)> {
    let (tenant, now) = (tx.tenant(), tx.now());
    // Two counts, and not one with a filter: the second goes by an index where the conditions have one.
    let mut sql = QueryBuilder::<Postgres>::new("select (select count(*) ");
    within(&mut sql, tenant, reach);
    sql.push("), (select count(*) ");
    within(&mut sql, tenant, reach);
    query::push(sql.push(" and "), rules, tenant, now);
    sql.push(")");
    Ok(sql.build_query_as().fetch_one(tx.conn()).await?)
}

#[derive(Debug, sqlx::FromRow)]
struct MemberRow {
    id: i64,
    name: String,
    vip: bool,
    profile: String,
    organization_id: Option<i64>,
    organization_name: Option<String>,
    last_seen_at: Option<DateTime<Utc>>,
}

/// Last seen first.
pub async fn members(tx: &mut TenantTx, rules: &Rules, reach: &Reach, page: &PageQuery) -> Result<Vec<SegmentMember>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let mut sql = QueryBuilder::<Postgres>::new(
        "select c.id, c.name, c.vip, c.profile, c.organization_id, o.name as organization_name, c.last_seen_at",
    );
    within(&mut sql, tenant, reach);
    query::push(sql.push(" and "), rules, tenant, now);
    sql.push(" order by c.last_seen_at desc nulls last, c.id desc limit ").push_bind(page.limit());
    sql.push(" offset ").push_bind(page.offset());
    let rows: Vec<MemberRow> = sql.build_query_as().fetch_all(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|row| SegmentMember {
            id: row.id,
            name: row.name,
            vip: row.vip,
            profile: Profile::parse(&row.profile),
            organization: row.organization_id.zip(row.organization_name).map(|(id, name)| OrganizationRef { id, name }),
            last_seen_at: row.last_seen_at,
        })
        .collect())
}
