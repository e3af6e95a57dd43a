//! What a customer reads of its ticket, in 001's spelling.

use chrono::{DateTime, Utc};
use kernel::{Result, TenantTx};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    files::FileRef,
    tickets::{self, AuthorKind, Row, TicketChange, TicketPriority, TicketStatus},
};

#[derive(Debug, Serialize, JsonSchema)]
pub struct PortalTicketCard {
    pub id: i64,
    pub no: String,
    pub subject: String,
    pub status: TicketStatus,
    pub priority: TicketPriority,
    pub category: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Something that was said or done, without what is internal.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PortalReply {
    pub id: i64,
    pub author_kind: AuthorKind,
    pub author_name: String,
    pub content: String,
    pub attachments: Vec<FileRef>,
    pub change: Option<TicketChange>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct PortalTicket {
    #[serde(flatten)]
    pub card: PortalTicketCard,
    pub description: String,
    pub resolved_at: Option<DateTime<Utc>>,
    pub rating: Option<i16>,
    pub agent_id: Option<i64>,
    pub agent_name: Option<String>,
    pub attachments: Vec<FileRef>,
    /// Oldest first.
    pub replies: Vec<PortalReply>,
    pub can_reply: bool,
    pub can_rate: bool,
    pub can_reopen: bool,
    pub can_cancel: bool,
}

/// Where a ticket stands, for those who look often.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PortalTicketStatus {
    pub id: i64,
    pub no: String,
    pub status: TicketStatus,
    pub agent_id: Option<i64>,
    pub agent_name: Option<String>,
    pub updated_at: DateTime<Utc>,
    pub resolved_at: Option<DateTime<Utc>>,
}

impl From<&Row> for PortalTicketCard {
    fn from(row: &Row) -> Self {
        Self {
            id: row.id,
            no: row.no.clone(),
            subject: row.subject.clone(),
            status: row.status,
            priority: row.priority,
            category: row.category.clone(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl From<Row> for PortalTicketStatus {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            no: row.no,
            status: row.status,
            agent_id: row.assignee_id,
            agent_name: row.assignee_name,
            updated_at: row.updated_at,
            resolved_at: row.resolved_at,
        }
    }
}

/// The calling customer's own ticket.
pub async fn ticket(tx: &mut TenantTx, id: i64) -> Result<PortalTicket> {
    let row = tickets::find(tx, id).await?;
    let now = tx.now();
    let whole = tickets::ticket(tx, id).await?;
    let replies = tickets::follow_ups(tx, id, false).await?;
    let reopen_until = row.resolved_at.map(|at| at + tickets::model::REOPEN_WINDOW);
    Ok(PortalTicket {
        card: PortalTicketCard::from(&row),
        can_reply: row.status.is_open(),
        can_rate: matches!(row.status, TicketStatus::Resolved | TicketStatus::Closed) && row.rating.is_none(),
        can_reopen: row.status == TicketStatus::Resolved && reopen_until.is_some_and(|until| now <= until),
        can_cancel: row.status.next().contains(&TicketStatus::Cancelled),
        description: whole.description,
        resolved_at: row.resolved_at,
        rating: row.rating,
        agent_id: row.assignee_id,
        agent_name: row.assignee_name,
        attachments: whole.attachments,
        replies: replies
            .into_iter()
            .map(|f| PortalReply {
                id: f.id,
                author_kind: f.author.kind,
                author_name: f.author.name,
                content: f.content,
                attachments: f.attachments,
                change: f.change,
                created_at: f.created_at,
            })
            .collect(),
    })
}
