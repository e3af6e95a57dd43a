//! `GET /sessions`: the list that staff filter, within their reach.

use kernel::{Page, PageQuery, Result, TenantTx, http::page::COUNTED};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use sqlx::{Postgres, QueryBuilder};

use super::{
    access::Reach,
    model::{Session, Status},
    store,
    view::{COLUMNS, TABLES, ViewRow},
};
use crate::names::Names;

/// Words that are not a customer's name are looked for in this many of the newest conversations that the other filters
/// leave, and so many closed ones are put in the order of their last message: no index serves either.
const SEARCHED: i64 = 5000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Sort {
    /// Newest first.
    #[default]
    #[serde(rename = "-createdAt")]
    Newest,
    #[serde(rename = "createdAt")]
    Oldest,
    /// The order in which the queue is served. Of the closed ones, the 5,000 newest.
    #[serde(rename = "queuedAt")]
    Queue,
    /// Of the closed ones, the 5,000 newest.
    #[serde(rename = "-lastMessageAt")]
    Liveliest,
}

impl Sort {
    fn sql(self) -> &'static str {
        match self {
            Self::Newest => "c.id desc",
            Self::Oldest => "c.id",
            Self::Queue => "c.priority desc, c.queued_at, c.id",
            Self::Liveliest => "coalesce(c.last_at, c.created_at) desc, c.id desc",
        }
    }
}

#[derive(Debug, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    pub page: PageQuery,
    #[garde(skip)]
    pub status: Option<Status>,
    /// Only those that the caller serves, or served last.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    pub mine: bool,
    /// Only those that a transfer offers to the caller.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    pub offered: bool,
    #[serde(default, deserialize_with = "id")]
    #[garde(skip)]
    #[schemars(with = "Option<i64>")]
    pub assignee_id: Option<i64>,
    #[serde(default, deserialize_with = "id")]
    #[garde(skip)]
    #[schemars(with = "Option<i64>")]
    pub team_id: Option<i64>,
    #[serde(default, deserialize_with = "id")]
    #[garde(skip)]
    #[schemars(with = "Option<i64>")]
    pub customer_id: Option<i64>,
    /// Part of the customer's name, or (of the 5,000 newest) of the topic or the last message.
    #[garde(inner(length(chars, max = 100), custom(super::model::is_storable)))]
    #[schemars(length(max = 100))]
    pub q: Option<String>,
    #[serde(default)]
    #[garde(skip)]
    pub sort: Sort,
}

/// Beside a flattened struct the values of a query string arrive as text.
fn text<'de, D: Deserializer<'de>, T: std::str::FromStr>(de: D, what: &str) -> Result<Option<T>, D::Error> {
    let text = Option::<String>::deserialize(de)?;
    text.filter(|t| !t.is_empty()).map(|t| t.parse().map_err(|_| serde::de::Error::custom(what))).transpose()
}
pub(crate) fn id<'de, D: Deserializer<'de>>(de: D) -> Result<Option<i64>, D::Error> {
    text(de, "ids are whole numbers")
}
fn flag<'de, D: Deserializer<'de>>(de: D) -> Result<bool, D::Error> {
    Ok(text(de, "must be true or false")?.unwrap_or(false))
}

/// Whose list it is.
struct Reader {
    tenant: i64,
    reach: Reach,
    /// What a transfer offers to the caller.
    offered: Vec<i64>,
}

/// What the reader sees, by an index for each reason to see it: joined by `or`, all conversations would be read.
fn within(sql: &mut QueryBuilder<Postgres>, reader: &Reader) {
    const EACH: &str = "select w.id from conversations w where w.tenant_id = ";
    let Reader { tenant, reach, offered } = reader;
    let people: Vec<i64> = reach.people.iter().copied().chain(reach.user).collect();
    sql.push(" and c.id in (");
    for (column, ids) in [("assignee_id", &people), ("team_id", &reach.teams), ("id", offered)] {
        sql.push(EACH).push_bind(*tenant).push(format!(" and w.{column} = any("));
        sql.push_bind(ids.clone()).push(") union all ");
    }
    sql.push(EACH).push_bind(*tenant).push(" and w.team_id is null and w.assignee_id is null and ");
    sql.push_bind(reach.unclaimed).push(")");
}

fn conditions(sql: &mut QueryBuilder<Postgres>, reader: &Reader, filter: &Filter) {
    let Reader { tenant, reach, offered } = reader;
    sql.push(" where c.tenant_id = ").push_bind(*tenant);
    if !reach.tenant {
        within(sql, reader);
    }
    if filter.offered {
        sql.push(" and c.id = any(").push_bind(offered.clone()).push(")");
    }
    if filter.mine {
        sql.push(" and c.assignee_id = ").push_bind(reach.user);
    }
    if let Some(status) = filter.status {
        sql.push(" and c.status = ").push_bind(status);
    }
    for (column, id) in [
        (" and c.assignee_id = ", filter.assignee_id),
        (" and c.team_id = ", filter.team_id),
        (" and c.customer_id = ", filter.customer_id),
    ] {
        if let Some(id) = id {
            sql.push(column).push_bind(id);
        }
    }
}

fn pattern(q: &str) -> String {
    format!("%{}%", q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"))
}

/// The conversations that a search finds among what the filters leave.
async fn search(tx: &mut TenantTx, reader: &Reader, filter: &Filter, q: &str) -> Result<Vec<i64>> {
    let mut sql = QueryBuilder::new("(select w.id from (select c.id, c.topic, c.last_preview from conversations c");
    conditions(&mut sql, reader, filter);
    sql.push(" order by c.id desc limit ").push_bind(SEARCHED);
    sql.push(") w where w.topic ilike ").push_bind(pattern(q));
    sql.push(" or w.last_preview ilike ").push_bind(pattern(q));
    sql.push(") union (select c.id from conversations c");
    conditions(&mut sql, reader, filter);
    Names::Customers.containing(sql.push(" and c.customer_id in ("), reader.tenant, q);
    sql.push(") order by c.id desc limit ").push_bind(SEARCHED).push(")");
    Ok(sql.build_query_scalar().fetch_all(tx.conn()).await?)
}

async fn count(tx: &mut TenantTx, reader: &Reader, filter: &Filter) -> Result<i64> {
    let mut sql = QueryBuilder::new("select count(*) from (select from conversations c");
    conditions(&mut sql, reader, filter);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    Ok(sql.build_query_scalar().fetch_one(tx.conn()).await?)
}

/// The open ones and the newest closed ones: what waits, and what was written in last, is among them.
fn lively(sql: &mut QueryBuilder<Postgres>, reader: &Reader, filter: &Filter) {
    sql.push(" where c.tenant_id = ").push_bind(reader.tenant).push(" and c.id in ((select c.id from conversations c");
    conditions(sql, reader, filter);
    sql.push(" and c.status in ('queued', 'active')) union all (select c.id from conversations c");
    conditions(sql, reader, filter);
    sql.push(" and c.status = 'closed' order by c.id desc limit ").push_bind(SEARCHED).push("))");
}

pub async fn list(tx: &mut TenantTx, filter: &Filter) -> Result<Page<Session>> {
    let (tenant, reach) = (tx.tenant(), Reach::of(tx.principal()));
    let offered = match reach.user {
        Some(user) if filter.offered || !reach.tenant => store::offered_to(tx, user).await?,
        _ => Vec::new(),
    };
    let reader = Reader { tenant, reach, offered };
    // The page by its ids first, so that names are looked up for it alone.
    let mut sql = QueryBuilder::new("select ");
    sql.push(COLUMNS).push(TABLES).push(" where c.tenant_id = ").push_bind(tenant);
    sql.push(" and c.id = any(array(select c.id from conversations c");
    let total = match filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        Some(q) => {
            let found = search(tx, &reader, filter, q).await?;
            let total = i64::try_from(found.len()).map_err(kernel::Error::internal)?;
            sql.push(" where c.tenant_id = ").push_bind(tenant).push(" and c.id = any(").push_bind(found).push(")");
            total
        }
        None if matches!(filter.sort, Sort::Liveliest | Sort::Queue) => {
            lively(&mut sql, &reader, filter);
            count(tx, &reader, filter).await?
        }
        None => {
            conditions(&mut sql, &reader, filter);
            count(tx, &reader, filter).await?
        }
    };
    sql.push(" order by ").push(filter.sort.sql());
    sql.push(" limit ").push_bind(filter.page.limit()).push(" offset ").push_bind(filter.page.offset());
    sql.push(")) order by ").push(filter.sort.sql());
    let rows: Vec<ViewRow> = sql.build_query_as().fetch_all(tx.conn()).await?;
    Ok(Page::new(rows.iter().map(ViewRow::staff).collect(), total, &filter.page))
}

/// Conversations that wait, in the order in which they are served.
pub(crate) async fn waiting(tx: &mut TenantTx, page: PageQuery) -> Result<Page<Session>> {
    list(tx, &Filter { page, status: Some(Status::Queued), sort: Sort::Queue, ..Filter::default() }).await
}
