//! Lists of customers: what staff filter, and who is still to be put on file.

use kernel::{PageQuery, Result, TenantTx, contact};
use sqlx::{Postgres, QueryBuilder};

use super::{
    model::{Customer, Profile},
    store::{COLUMNS, TABLES, customer},
};

/// What a list is narrowed to.
#[derive(Default)]
pub struct Wanted<'a> {
    /// Part of the name, or the whole phone number.
    pub q: Option<&'a str>,
    pub organization: Option<i64>,
    /// Any of these; none = all.
    pub profiles: &'a [Profile],
    pub vip: Option<bool>,
    /// Where the newest application stands; `Some(None)` = there is none.
    pub application: Option<Option<&'a str>>,
}

const LATEST_APPLICATION: &str = "(select a.status from archive_applications a where a.tenant_id = c.tenant_id and a.customer_id = c.id order by a.id desc limit 1)";

pub(crate) fn conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, wanted: &Wanted<'_>) {
    sql.push(" where c.tenant_id = ").push_bind(tenant).push(" and c.deleted_at is null");
    if let Some(q) = wanted.q {
        sql.push(" and (position(lower(").push_bind(q.to_owned()).push(") in lower(c.name)) > 0");
        sql.push(" or c.phone = ").push_bind(contact::phone(q)).push(")");
    }
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
            sql.push(" and ").push(LATEST_APPLICATION).push(" = ").push_bind(status.to_owned());
        }
        Some(None) => {
            sql.push(" and ").push(LATEST_APPLICATION).push(" is null");
        }
        None => {}
    }
}

/// Last seen first.
pub async fn list(tx: &mut TenantTx, wanted: &Wanted<'_>, page: &PageQuery) -> Result<(Vec<Customer>, i64)> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new("select ");
    sql.push(COLUMNS).push(TABLES);
    conditions(&mut sql, tenant, wanted);
    sql.push(" order by c.last_seen_at desc nulls last, c.id desc limit ").push_bind(page.limit());
    sql.push(" offset ").push_bind(page.offset());
    let rows = sql.build().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new("select count(*) from customers c");
    conditions(&mut sql, tenant, wanted);
    let total = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok((rows.iter().map(customer).collect::<Result<_>>()?, total))
}
