//! SQL of exports: batches in order of id.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};
use sqlx::{Postgres, QueryBuilder};

use crate::{
    customers::{self, Gender, Profile, Reach},
    organizations::{self, OrganizationSize},
    segments::{self, Rules},
};

#[derive(Debug, sqlx::FromRow)]
pub struct CustomerRow {
    pub id: i64,
    pub code: Option<String>,
    pub name: String,
    pub gender: Option<Gender>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub landline: Option<String>,
    pub emergency_phone: Option<String>,
    pub organization_name: Option<String>,
    pub credit_code: Option<String>,
    pub region: Option<String>,
    pub industry: Option<String>,
    pub position: Option<String>,
    pub department: Option<String>,
    pub duty: Option<String>,
    pub vip: bool,
    pub profile: Profile,
    pub tags: String,
    pub note: Option<String>,
    pub last_seen_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// What an export of customers is narrowed to.
#[derive(Debug, Clone)]
pub struct WantedCustomers {
    pub q: Option<String>,
    pub organization: Option<i64>,
    pub profile: Option<Profile>,
    pub vip: Option<bool>,
    pub segment: Option<Rules>,
    pub reach: Reach,
}

const CUSTOMERS: &str =
    " from customers c left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id";

fn customer_conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, now: DateTime<Utc>, wanted: &WantedCustomers) {
    sql.push(CUSTOMERS);
    let list = customers::Wanted {
        q: wanted.q.as_deref(),
        organization: wanted.organization,
        profiles: wanted.profile.as_slice(),
        vip: wanted.vip,
        ..customers::Wanted::within(wanted.reach.clone())
    };
    customers::conditions(sql, tenant, &list);
    if let Some(rules) = &wanted.segment {
        sql.push(" and ");
        segments::push(sql, rules, tenant, now);
    }
}

pub async fn count_customers(tx: &mut TenantTx, wanted: &WantedCustomers) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let mut sql = QueryBuilder::new("select count(*)");
    customer_conditions(&mut sql, tenant, now, wanted);
    Ok(sql.build_query_scalar().fetch_one(tx.conn()).await?)
}

pub async fn customers_after(
    tx: &mut TenantTx,
    wanted: &WantedCustomers,
    after: i64,
    most: i64,
) -> Result<Vec<CustomerRow>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let mut sql = QueryBuilder::new(
        "select c.id, c.code, c.name, c.gender, c.phone, c.email, c.landline, c.emergency_phone, o.name as organization_name, o.credit_code,
           o.region, o.industry, c.position, c.department, c.duty, c.vip, c.profile, c.tags, c.note, c.last_seen_at, c.created_at",
    );
    customer_conditions(&mut sql, tenant, now, wanted);
    sql.push(" and c.id > ").push_bind(after).push(" order by c.id limit ").push_bind(most);
    Ok(sql.build_query_as().fetch_all(tx.conn()).await?)
}

#[derive(Debug, sqlx::FromRow)]
pub struct OrganizationRow {
    pub id: i64,
    pub name: String,
    pub credit_code: Option<String>,
    pub region: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub industry: Option<String>,
    pub size: Option<OrganizationSize>,
    pub business_scope: Option<String>,
    pub cooperation_level: Option<String>,
    pub contract_note: Option<String>,
    pub customers: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Clone)]
pub struct WantedOrganizations {
    pub q: Option<String>,
    pub region: Option<String>,
    pub industry: Option<String>,
    pub reach: Reach,
}

fn organization_conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &WantedOrganizations) {
    sql.push(" from organizations o");
    let list = organizations::Wanted {
        q: wanted.q.as_deref(),
        region: wanted.region.as_deref(),
        industry: wanted.industry.as_deref(),
    };
    organizations::conditions(sql, tenant, &list);
    if !wanted.reach.tenant {
        // An organization is within reach when one of its people is.
        sql.push(" and exists (select 1 from customers c where c.tenant_id = ").push_bind(tenant);
        sql.push(" and c.organization_id = o.id and c.deleted_at is null and ");
        wanted.reach.push(sql, tenant);
        sql.push(")");
    }
}

pub async fn count_organizations(tx: &mut TenantTx, wanted: &WantedOrganizations) -> Result<i64> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new("select count(*)");
    organization_conditions(&mut sql, tenant, wanted);
    Ok(sql.build_query_scalar().fetch_one(tx.conn()).await?)
}

pub async fn organizations_after(
    tx: &mut TenantTx,
    wanted: &WantedOrganizations,
    after: i64,
    most: i64,
) -> Result<Vec<OrganizationRow>> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new(
        "select o.id, o.name, o.credit_code, o.region, o.address, o.phone, o.industry, o.size, o.business_scope, o.cooperation_level,
           o.contract_note, o.created_at, o.updated_at,
           (select count(*) from customers p where p.tenant_id = o.tenant_id and p.organization_id = o.id and p.deleted_at is null) as customers",
    );
    organization_conditions(&mut sql, tenant, wanted);
    sql.push(" and o.id > ").push_bind(after).push(" order by o.id limit ").push_bind(most);
    Ok(sql.build_query_as().fetch_all(tx.conn()).await?)
}
