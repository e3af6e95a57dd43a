//! Lists of customers: what staff filter, and who is still to be put on file.

use kernel::{PageQuery, Result, TenantTx, contact, http::page::COUNTED};
use sqlx::{Postgres, QueryBuilder};

use super::{
    Reach,
    model::{Customer, Profile},
    store::{COLUMNS, TABLES, customer},
};
use crate::names::Names;

/// What a list is narrowed to. There is none without a reach.
pub struct Wanted<'a> {
    /// Part of the name, or the whole phone number.
    pub q: Option<&'a str>,
    pub organization: Option<i64>,
    /// Any of these; none = all.
    pub profiles: &'a [Profile],
    pub vip: Option<bool>,
    /// Where the newest application stands; `Some(None)` = there is none.
    pub application: Option<Option<&'a str>>,
    pub reach: Reach,
}

impl Wanted<'_> {
    /// All that is within reach.
    pub fn within(reach: Reach) -> Self {
        Self { q: None, organization: None, profiles: &[], vip: None, application: None, reach }
    }
}

/// The ids of those whose name or phone somebody looks for.
fn found(sql: &mut QueryBuilder<Postgres>, tenant: i64, q: &str) {
    Names::Customers.containing(sql, tenant, q);
    if let Some(phone) = contact::phone(q) {
        sql.push(" union all select p.id from customers p where p.tenant_id = ").push_bind(tenant);
        sql.push(" and p.phone = ").push_bind(phone);
    }
}

/// All that a list is narrowed to.
pub(crate) fn conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &Wanted<'_>) {
    filters(sql, tenant, wanted);
    if let Some(q) = wanted.q {
        found(sql.push(" and c.id in ("), tenant, q);
        sql.push(")");
    }
}

/// All but what somebody typed.
fn filters(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &Wanted<'_>) {
    sql.push(" where c.tenant_id = ").push_bind(tenant).push(" and c.deleted_at is null");
    if let Some(organization) = wanted.organization {
        sql.push(" and c.organization_id = ").push_bind(organization);
    }
    if !wanted.profiles.is_empty() {
        let profiles: Vec<String> = wanted.profiles.iter().map(|p| p.as_str().to_owned()).collect();
        sql.push(" and c.profile = any (").push_bind(profiles).push(")");
    }
    if let Some(vip) = wanted.vip {
        sql.push(" and c.vip = ").push_bind(vip);
    }
    match wanted.application {
        Some(Some(status)) => {
            sql.push(" and exists (select from archive_applications a where a.tenant_id = ").push_bind(tenant);
            sql.push(" and a.customer_id = c.id and a.status = ").push_bind(status.to_owned());
            sql.push(" and not exists (select from archive_applications n where n.tenant_id = ").push_bind(tenant);
            sql.push(" and n.customer_id = a.customer_id and n.id > a.id))");
        }
        Some(None) => {
            sql.push(" and not exists (select from archive_applications a where a.tenant_id = ").push_bind(tenant);
            sql.push(" and a.customer_id = c.id)");
        }
        None => {}
    }
    if !wanted.reach.tenant {
        wanted.reach.push(sql.push(" and "), tenant);
    }
}

/// Appends the customers `c` that the list is narrowed to.
fn matching(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &Wanted<'_>) {
    if let Some(q) = wanted.q {
        // From the names to the customers, as long as it takes; the other way round reads all customers.
        found(sql.push(" from (select distinct m.id from ("), tenant, q);
        sql.push(") m (id)) m cross join lateral (select c.id, c.last_seen_at from customers c");
        filters(sql, tenant, wanted);
        sql.push(" and c.id = m.id offset 0) c");
    } else {
        sql.push(" from customers c");
        filters(sql, tenant, wanted);
    }
}

/// Last seen first.
pub async fn list(tx: &mut TenantTx, wanted: &Wanted<'_>, page: &PageQuery) -> Result<(Vec<Customer>, i64)> {
    const ORDER: &str = " order by c.last_seen_at desc nulls last, c.id desc";
    let tenant = tx.tenant();
    // The page by its ids first, so that what hangs on a customer is looked up for it alone.
    let mut sql = QueryBuilder::new("select ");
    sql.push(COLUMNS).push(TABLES).push(" where c.tenant_id = ").push_bind(tenant);
    sql.push(" and c.id = any(array(select c.id");
    matching(&mut sql, tenant, wanted);
    sql.push(ORDER).push(" limit ").push_bind(page.limit()).push(" offset ").push_bind(page.offset());
    sql.push("))").push(ORDER);
    let rows = sql.build().fetch_all(tx.conn()).await?;
    Ok((rows.iter().map(customer).collect::<Result<_>>()?, count(tx, wanted).await?))
}

async fn count(tx: &mut TenantTx, wanted: &Wanted<'_>) -> Result<i64> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new("select count(*) from (select");
    matching(&mut sql, tenant, wanted);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    Ok(sql.build_query_scalar().fetch_one(tx.conn()).await?)
}
