//! Lists of tickets: what staff filter within their reach, and what a customer has.

use kernel::{Page, PageQuery, PrincipalKind, Result, TenantTx, http::page::COUNTED};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use sqlx::{Postgres, QueryBuilder};

use super::{
    access::Reach,
    model::{TicketPriority, TicketStatus},
    view::{COLUMNS, Row, TABLES, TicketCard},
};
use crate::names::Names;

/// A search by words looks at this many of the newest tickets that the other filters leave: under row-level
/// security no index serves `ilike`, and nobody reads further. A number and a customer's name are found in all.
const SEARCHED: i64 = 5000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(rename = "TicketSort")]
pub enum Sort {
    #[default]
    #[serde(rename = "-updatedAt")]
    Liveliest,
    #[serde(rename = "updatedAt")]
    Stillest,
    #[serde(rename = "-createdAt")]
    Newest,
    #[serde(rename = "createdAt")]
    Oldest,
    /// What is due first.
    #[serde(rename = "dueAt")]
    MostUrgent,
    #[serde(rename = "-dueAt")]
    LeastUrgent,
    #[serde(rename = "-priority")]
    Gravest,
    #[serde(rename = "priority")]
    Slightest,
}

impl Sort {
    fn sql(self) -> &'static str {
        match self {
            Self::Liveliest => "k.updated_at desc, k.id desc",
            Self::Stillest => "k.updated_at, k.id",
            Self::Newest => "k.id desc",
            Self::Oldest => "k.id",
            Self::MostUrgent => "k.due_at nulls last, k.id",
            Self::LeastUrgent => "k.due_at desc nulls last, k.id desc",
            Self::Gravest => "case k.priority when 'critical' then 0 when 'urgent' then 1 else 2 end, k.id desc",
            // The same index backwards.
            Self::Slightest => "case k.priority when 'critical' then 0 when 'urgent' then 1 else 2 end desc, k.id",
        }
    }
}

#[derive(Debug, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "TicketFilter")]
pub struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    pub page: PageQuery,
    /// One state or several, separated by commas.
    #[serde(default, deserialize_with = "statuses")]
    #[garde(skip)]
    #[schemars(with = "Option<String>", length(max = 100))]
    pub status: Vec<TicketStatus>,
    #[garde(skip)]
    pub priority: Option<TicketPriority>,
    #[serde(default, deserialize_with = "value")]
    #[garde(skip)]
    #[schemars(with = "Option<i64>")]
    pub assignee_id: Option<i64>,
    #[serde(default, deserialize_with = "value")]
    #[garde(skip)]
    #[schemars(with = "Option<i64>")]
    pub team_id: Option<i64>,
    #[serde(default, deserialize_with = "value")]
    #[garde(skip)]
    #[schemars(with = "Option<i64>")]
    pub customer_id: Option<i64>,
    /// Only those of the caller.
    #[serde(default, deserialize_with = "value")]
    #[garde(skip)]
    #[schemars(with = "Option<bool>")]
    pub mine: Option<bool>,
    /// Only those that are late.
    #[serde(default, deserialize_with = "value")]
    #[garde(skip)]
    #[schemars(with = "Option<bool>")]
    pub overdue: Option<bool>,
    /// A ticket's number, part of the customer's name, or (of the 5,000 newest) part of the subject.
    #[garde(inner(length(chars, max = 100)))]
    #[schemars(length(max = 100))]
    pub q: Option<String>,
    #[serde(default)]
    #[garde(skip)]
    pub sort: Sort,
    /// Set by the route: only those that wait for an assignee.
    #[serde(skip)]
    #[garde(skip)]
    pub unassigned: bool,
}

/// Beside a flattened struct the values of a query string arrive as text.
fn value<'de, D: Deserializer<'de>, T: std::str::FromStr>(de: D) -> Result<Option<T>, D::Error> {
    let text = Option::<String>::deserialize(de)?;
    text.filter(|t| !t.is_empty())
        .map(|t| t.parse().map_err(|_| serde::de::Error::custom(format!("`{t}` is not a valid value"))))
        .transpose()
}

fn statuses<'de, D: Deserializer<'de>>(de: D) -> Result<Vec<TicketStatus>, D::Error> {
    let text = Option::<String>::deserialize(de)?.unwrap_or_default();
    let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
    parts
        .map(|p| p.parse().map_err(|()| serde::de::Error::custom(format!("`{p}` is not a state of a ticket"))))
        .collect()
}

fn conditions(sql: &mut QueryBuilder<Postgres>, tx: &TenantTx, filter: &Filter) {
    sql.push(" where k.tenant_id = ").push_bind(tx.tenant()).push(" and k.deleted_at is null");
    match tx.principal().kind {
        PrincipalKind::Customer => {
            sql.push(" and k.customer_id = ").push_bind(tx.principal().id);
        }
        _ => Reach::of(tx.principal()).condition(sql, tx.tenant()),
    }
    if !filter.status.is_empty() {
        let codes: Vec<String> = filter.status.iter().map(|s| s.as_str().to_owned()).collect();
        sql.push(" and k.status = any(").push_bind(codes).push(")");
    }
    if let Some(priority) = filter.priority {
        sql.push(" and k.priority = ").push_bind(priority);
    }
    let mine = (filter.mine == Some(true)).then(|| tx.user_id().unwrap_or(0));
    for (column, id) in [
        (" and k.assignee_id = ", filter.assignee_id),
        (" and k.assignee_id = ", mine),
        (" and k.team_id = ", filter.team_id),
        (" and k.customer_id = ", filter.customer_id),
    ] {
        if let Some(id) = id {
            sql.push(column).push_bind(id);
        }
    }
    if filter.unassigned {
        sql.push(" and k.assignee_id is null and k.status in ('pending', 'processing', 'waiting_customer', 'pending_review')");
    }
    if filter.overdue == Some(true) {
        sql.push(" and k.status in ('pending', 'processing', 'waiting_customer', 'pending_review') and k.due_at < coalesce(k.waiting_since, ");
        sql.push_bind(tx.now()).push(")");
    }
}

/// What a person typed to find a ticket.
enum Sought {
    Number(String),
    Words(String),
}

fn sought(q: Option<&str>) -> Option<Sought> {
    let q = q.map(str::trim).filter(|q| !q.is_empty())?;
    let upper = q.to_ascii_uppercase();
    let digits = upper.strip_prefix("TK").unwrap_or(&upper);
    if digits.len() >= 12 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Sought::Number(format!("TK{digits}")));
    }
    Some(Sought::Words(q.to_owned()))
}

/// The tickets that a search finds among what the filters leave.
async fn search(tx: &mut TenantTx, filter: &Filter, sought: Sought) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new("");
    match sought {
        Sought::Number(no) => {
            sql.push("select k.id from tickets k");
            conditions(&mut sql, tx, filter);
            sql.push(" and k.no = ").push_bind(no);
        }
        Sought::Words(words) => {
            let pattern = format!("%{}%", words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"));
            sql.push("(select w.id from (select k.id, k.no, k.subject from tickets k");
            conditions(&mut sql, tx, filter);
            sql.push(" order by k.updated_at desc, k.id desc limit ").push_bind(SEARCHED);
            sql.push(") w where w.subject ilike ").push_bind(pattern.clone());
            sql.push(" or w.no ilike ").push_bind(pattern);
            sql.push(") union (select k.id from tickets k");
            conditions(&mut sql, tx, filter);
            Names::Customers.containing(sql.push(" and k.customer_id in ("), tenant, &words);
            sql.push(") order by k.updated_at desc, k.id desc limit ").push_bind(SEARCHED).push(")");
        }
    }
    Ok(sql.build_query_scalar().fetch_all(tx.conn()).await?)
}

async fn count(tx: &mut TenantTx, filter: &Filter) -> Result<i64> {
    let mut sql = QueryBuilder::new("select count(*) from (select from tickets k");
    conditions(&mut sql, tx, filter);
    sql.push(" limit ").push_bind(COUNTED).push(") counted");
    Ok(sql.build_query_scalar().fetch_one(tx.conn()).await?)
}

/// A page of rows, and how many there are in all - as far as anybody counts.
pub async fn rows(tx: &mut TenantTx, filter: &Filter) -> Result<(Vec<Row>, i64)> {
    let tenant = tx.tenant();
    // The page by its ids first, so that names are looked up for it alone.
    let mut sql = QueryBuilder::new("select ");
    sql.push(COLUMNS).push(TABLES).push(" where k.tenant_id = ").push_bind(tenant);
    sql.push(" and k.id = any(array(select k.id from tickets k");
    let total = match sought(filter.q.as_deref()) {
        None => {
            conditions(&mut sql, tx, filter);
            count(tx, filter).await?
        }
        Some(sought) => {
            let found = search(tx, filter, sought).await?;
            let total = i64::try_from(found.len()).map_err(kernel::Error::internal)?;
            sql.push(" where k.tenant_id = ").push_bind(tenant).push(" and k.id = any(").push_bind(found).push(")");
            total
        }
    };
    sql.push(" order by ").push(filter.sort.sql());
    sql.push(" limit ").push_bind(filter.page.limit()).push(" offset ").push_bind(filter.page.offset());
    sql.push(")) order by ").push(filter.sort.sql());
    Ok((sql.build_query_as().fetch_all(tx.conn()).await?, total))
}

pub async fn cards(tx: &mut TenantTx, filter: &Filter) -> Result<Page<TicketCard>> {
    let (rows, total) = rows(tx, filter).await?;
    let now = tx.now();
    Ok(Page::new(rows.iter().map(|row| row.card(now)).collect(), total, &filter.page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_looked_up_and_words_are_searched() {
        assert!(matches!(sought(Some(" tk202611220007 ")), Some(Sought::Number(no)) if no == "TK202611220007"));
        assert!(matches!(sought(Some("202611220007")), Some(Sought::Number(no)) if no == "TK202611220007"));
        assert!(matches!(sought(Some("TK2026 ")), Some(Sought::Words(w)) if w == "TK2026"));
        assert!(sought(Some("  ")).is_none() && sought(None).is_none());
    }

    #[test]
    fn states_come_as_a_list_and_unknown_ones_are_named() {
        let parsed: Filter = serde_json::from_value(
            serde_json::json!({ "status": "pending,closed", "page": "2", "assigneeId": "7", "mine": "true" }),
        )
        .unwrap();
        assert_eq!(parsed.status, [TicketStatus::Pending, TicketStatus::Closed]);
        assert_eq!((parsed.page.page, parsed.assignee_id, parsed.mine), (2, Some(7), Some(true)));
        for bad in [
            serde_json::json!({ "status": "open" }),
            serde_json::json!({ "assigneeId": "x" }),
            serde_json::json!({ "mine": "yes" }),
        ] {
            assert!(serde_json::from_value::<Filter>(bad.clone()).is_err(), "{bad}");
        }
    }
}
