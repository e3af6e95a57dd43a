//! What staff and customers read of tickets. Events and replies are both made here, from the rows of
//! the transaction, so that they cannot differ.

use chrono::{DateTime, Utc};
use kernel::{CustomerRef, Error, OrganizationRef, Result, TeamRef, TenantTx, UserRef};
use schemars::JsonSchema;
use serde::Serialize;
use sqlx::AssertSqlSafe;

use super::{
    model::{TicketPriority, TicketSource, TicketStatus, is_overdue},
    store,
};
use crate::files::FileRef;

/// A ticket in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketCard {
    pub id: i64,
    pub no: String,
    pub subject: String,
    pub status: TicketStatus,
    pub priority: TicketPriority,
    pub category: Option<String>,
    pub customer: Option<CustomerRef>,
    pub assignee: Option<UserRef>,
    pub team: Option<TeamRef>,
    pub due_at: Option<DateTime<Utc>>,
    /// Past its due time while we have to act; waiting for the customer does not count.
    pub overdue: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A ticket as staff work on it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    #[serde(flatten)]
    pub card: TicketCard,
    pub description: String,
    /// The conversation that it was made from.
    pub session_id: Option<i64>,
    pub source: TicketSource,
    /// The states that may follow.
    pub allowed_moves: Vec<TicketStatus>,
    /// What came with the ticket; those of follow-ups stand there.
    pub attachments: Vec<FileRef>,
    pub rating: Option<i16>,
    pub rating_comment: Option<String>,
    pub resolved_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub first_response_at: Option<DateTime<Utc>>,
    /// Send it back with a change to be told when someone else was faster.
    pub version: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum AuthorKind {
    User,
    Customer,
    System,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketAuthor {
    pub kind: AuthorKind,
    pub id: Option<i64>,
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TicketChange {
    pub from: TicketStatus,
    pub to: TicketStatus,
}

/// Something that was said or done.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    pub id: i64,
    pub ticket_id: i64,
    pub author: TicketAuthor,
    pub content: String,
    /// Hidden from the customer.
    pub internal: bool,
    pub attachments: Vec<FileRef>,
    pub change: Option<TicketChange>,
    pub created_at: DateTime<Utc>,
}

pub const COLUMNS: &str = "
  k.id, k.no, k.subject, k.description, k.status, k.priority, k.category, k.source, k.session_id, k.version,
  k.due_at, k.waiting_since, k.first_response_at, k.resolved_at, k.closed_at, k.rating, k.rating_comment, k.created_at, k.updated_at,
  k.created_by_kind, k.created_by_id,
  cu.id as customer_id, cu.name as customer_name, cu.vip, o.id as organization_id, o.name as organization_name,
  u.id as assignee_id, u.name as assignee_name, t.id as team_id, t.name as team_name";

pub const TABLES: &str = "
  from tickets k
  left join customers cu on cu.tenant_id = k.tenant_id and cu.id = k.customer_id
  left join organizations o on o.tenant_id = k.tenant_id and o.id = cu.organization_id
  left join users u on u.tenant_id = k.tenant_id and u.id = k.assignee_id
  left join teams t on t.tenant_id = k.tenant_id and t.id = k.team_id";

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: i64,
    pub no: String,
    pub subject: String,
    pub description: String,
    pub status: TicketStatus,
    pub priority: TicketPriority,
    pub category: Option<String>,
    source: TicketSource,
    session_id: Option<i64>,
    version: i32,
    due_at: Option<DateTime<Utc>>,
    waiting_since: Option<DateTime<Utc>>,
    first_response_at: Option<DateTime<Utc>>,
    pub resolved_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    pub rating: Option<i16>,
    rating_comment: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub created_by_kind: String,
    pub created_by_id: i64,
    pub customer_id: Option<i64>,
    customer_name: Option<String>,
    vip: Option<bool>,
    organization_id: Option<i64>,
    organization_name: Option<String>,
    pub assignee_id: Option<i64>,
    pub assignee_name: Option<String>,
    pub team_id: Option<i64>,
    team_name: Option<String>,
}

impl Row {
    pub fn card(&self, now: DateTime<Utc>) -> TicketCard {
        let organization =
            self.organization_id.zip(self.organization_name.clone()).map(|(id, name)| OrganizationRef { id, name });
        let customer = self.customer_id.zip(self.customer_name.clone());
        TicketCard {
            id: self.id,
            no: self.no.clone(),
            subject: self.subject.clone(),
            status: self.status,
            priority: self.priority,
            category: self.category.clone(),
            customer: customer.map(|(id, name)| CustomerRef { id, name, vip: self.vip.unwrap_or(false), organization }),
            assignee: self.assignee_id.zip(self.assignee_name.as_deref()).map(|(id, name)| UserRef::new(id, name)),
            team: self.team_id.zip(self.team_name.clone()).map(|(id, name)| TeamRef { id, name }),
            due_at: self.due_at,
            overdue: is_overdue(self.status, self.due_at, self.waiting_since, now),
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }

    fn ticket(&self, now: DateTime<Utc>, attachments: Vec<FileRef>) -> Ticket {
        Ticket {
            card: self.card(now),
            description: self.description.clone(),
            session_id: self.session_id,
            source: self.source,
            allowed_moves: self.status.next().to_vec(),
            attachments,
            rating: self.rating,
            rating_comment: self.rating_comment.clone(),
            resolved_at: self.resolved_at,
            closed_at: self.closed_at,
            first_response_at: self.first_response_at,
            version: self.version,
        }
    }
}

/// The row of a ticket that is not deleted.
pub async fn row(tx: &mut TenantTx, id: i64) -> Result<Row> {
    let tenant = tx.tenant();
    sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS} {TABLES} where k.tenant_id = $1 and k.id = $2 and k.deleted_at is null"
    )))
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(Error::not_found)
}

/// The whole ticket. Whether the caller may see it was asked before.
pub async fn ticket(tx: &mut TenantTx, id: i64) -> Result<Ticket> {
    let row = row(tx, id).await?;
    let attachments = store::attachments(tx, id).await?.remove(&None).unwrap_or_default();
    Ok(row.ticket(tx.now(), attachments))
}

/// A customer's newest tickets, for its page in the console.
pub async fn cards_of_customer(tx: &mut TenantTx, customer: i64, limit: i64) -> Result<Vec<TicketCard>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!(
        "select {COLUMNS} {TABLES} where k.tenant_id = $1 and k.customer_id = $2 and k.deleted_at is null order by k.id desc limit $3"
    );
    let rows: Vec<Row> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(tenant).bind(customer).bind(limit).fetch_all(tx.conn()).await?;
    Ok(rows.iter().map(|row| row.card(now)).collect())
}

/// The newest tickets of an organization's people, likewise.
pub async fn cards_of_organization(tx: &mut TenantTx, organization: i64, limit: i64) -> Result<Vec<TicketCard>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!(
        "select {COLUMNS} {TABLES} where k.tenant_id = $1 and cu.organization_id = $2 and k.deleted_at is null order by k.id desc limit $3"
    );
    let rows: Vec<Row> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(tenant).bind(organization).bind(limit).fetch_all(tx.conn()).await?;
    Ok(rows.iter().map(|row| row.card(now)).collect())
}

/// What happened, oldest first; a customer's view leaves out what is internal.
pub async fn follow_ups(tx: &mut TenantTx, ticket: i64, with_internal: bool) -> Result<Vec<FollowUp>> {
    let rows = store::follow_ups(tx, ticket, with_internal).await?;
    let mut files = store::attachments(tx, ticket).await?;
    Ok(rows
        .into_iter()
        .map(|row| FollowUp {
            attachments: files.remove(&Some(row.id)).unwrap_or_default(),
            id: row.id,
            ticket_id: ticket,
            author: TicketAuthor { kind: row.author_kind, id: row.author_id, name: row.author_name },
            content: row.content,
            internal: row.internal,
            change: row.from_status.zip(row.to_status).map(|(from, to)| TicketChange { from, to }),
            created_at: row.created_at,
        })
        .collect())
}
