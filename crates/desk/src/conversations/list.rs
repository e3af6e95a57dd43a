//! `GET /sessions`: the list that staff filter, within their reach.

use kernel::{Page, PageQuery, Result, TenantTx};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use sqlx::{Postgres, QueryBuilder};

use super::{
    access::Reach,
    model::{Session, Status},
    view::{COLUMNS, TABLES, ViewRow},
};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Sort {
    /// Newest first.
    #[default]
    #[serde(rename = "-createdAt")]
    Newest,
    #[serde(rename = "createdAt")]
    Oldest,
    /// The order in which the queue is served.
    #[serde(rename = "queuedAt")]
    Queue,
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
    /// Part of the customer's name, the topic or the last message.
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

fn conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, reach: &Reach, filter: &Filter) {
    sql.push(" where c.tenant_id = ").push_bind(tenant);
    if !reach.tenant {
        sql.push(" and (c.assignee_id = ")
            .push_bind(reach.user)
            .push(" or c.team_id = any(")
            .push_bind(reach.teams.clone())
            .push(") or c.assignee_id = any(")
            .push_bind(reach.people.clone());
        sql.push(") or (").push_bind(reach.unclaimed).push(" and c.team_id is null and c.assignee_id is null)");
        offered(sql.push(" or "), tenant, reach.user);
        sql.push(")");
    }
    if filter.offered {
        offered(sql.push(" and "), tenant, reach.user);
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
    if let Some(q) = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        let pattern = format!("%{}%", q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"));
        sql.push(" and (cu.name ilike ").push_bind(pattern.clone());
        sql.push(" or c.topic ilike ").push_bind(pattern.clone());
        sql.push(" or c.last_preview ilike ").push_bind(pattern).push(")");
    }
}

fn offered(sql: &mut QueryBuilder<Postgres>, tenant: i64, user: Option<i64>) {
    sql.push("exists (select 1 from transfers f where f.tenant_id = ").push_bind(tenant);
    sql.push(" and f.conversation_id = c.id and f.status = 'pending' and f.to_user_id = ").push_bind(user).push(")");
}

pub async fn list(tx: &mut TenantTx, filter: &Filter) -> Result<Page<Session>> {
    let (tenant, reach) = (tx.tenant(), Reach::of(tx.principal()));
    let mut sql = QueryBuilder::new("select ");
    sql.push(COLUMNS).push(TABLES);
    conditions(&mut sql, tenant, &reach, filter);
    sql.push(" order by ").push(filter.sort.sql());
    sql.push(" limit ").push_bind(filter.page.limit()).push(" offset ").push_bind(filter.page.offset());
    let rows: Vec<ViewRow> = sql.build_query_as().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new(
        "select count(*) from conversations c join customers cu on cu.tenant_id = c.tenant_id and cu.id = c.customer_id",
    );
    conditions(&mut sql, tenant, &reach, filter);
    let total: i64 = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok(Page::new(rows.iter().map(ViewRow::staff).collect(), total, &filter.page))
}

/// Conversations that wait, in the order in which they are served.
pub(crate) async fn waiting(tx: &mut TenantTx, page: PageQuery) -> Result<Page<Session>> {
    list(tx, &Filter { page, status: Some(Status::Queued), sort: Sort::Queue, ..Filter::default() }).await
}
