//! Reading conversations with everything that their views show. Events and replies are both made
//! here, from the rows of the transaction, so that they cannot differ.

use chrono::{DateTime, Utc};
use kernel::{CustomerRef, Error, OrganizationRef, Result, TeamRef, TenantTx, UserRef};
use sqlx::AssertSqlSafe;

use super::model::{Channel, CloseReason, LastMessage, MessageKind, MySession, QueueInfo, SenderKind, Session, Status};
use crate::{
    agents::split,
    assignment::{Transfer, TransferStatus},
};

pub const COLUMNS: &str = "
  c.id, c.status, c.topic, c.channel, c.message_seq, c.public_seq, c.customer_total, c.staff_total,
  c.agent_read_seq, c.agent_read_total, c.customer_read_seq, c.customer_read_total,
  c.last_kind, c.last_preview, c.last_sender_kind, c.last_at,
  c.shown_position, c.shown_size, c.shown_wait_low, c.shown_wait_high,
  c.assign_reason, c.summary, c.tags, c.close_reason, c.rating, c.rated_at,
  c.queued_at, c.assigned_at, c.first_reply_at, c.closed_at, c.created_at,
  cu.id as customer_id, cu.name as customer_name, cu.vip, o.id as organization_id, o.name as organization_name,
  t.id as team_id, t.name as team_name, u.id as assignee_id, u.name as assignee_name,
  r.id as transfer_id, r.reason as transfer_reason, r.status as transfer_status, r.created_at as transfer_created_at,
  r.from_user_id, rf.name as from_user_name, r.to_user_id, ru.name as to_user_name, r.to_team_id, rt.name as to_team_name,
  array(select k.ticket_id from conversation_tickets k where k.tenant_id = c.tenant_id and k.conversation_id = c.id order by k.ticket_id) as ticket_ids";

pub const TABLES: &str = "
  from conversations c
  join customers cu on cu.tenant_id = c.tenant_id and cu.id = c.customer_id
  left join organizations o on o.tenant_id = c.tenant_id and o.id = cu.organization_id
  left join teams t on t.tenant_id = c.tenant_id and t.id = c.team_id
  left join users u on u.tenant_id = c.tenant_id and u.id = c.assignee_id
  left join lateral (select id, reason, status, created_at, from_user_id, to_user_id, to_team_id from transfers
    where tenant_id = c.tenant_id and conversation_id = c.id order by id desc limit 1) r on true
  left join users rf on rf.tenant_id = c.tenant_id and rf.id = r.from_user_id
  left join users ru on ru.tenant_id = c.tenant_id and ru.id = r.to_user_id
  left join teams rt on rt.tenant_id = c.tenant_id and rt.id = r.to_team_id";

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ViewRow {
    pub id: i64,
    pub status: Status,
    topic: Option<String>,
    channel: Channel,
    message_seq: i64,
    public_seq: i64,
    customer_total: i64,
    staff_total: i64,
    agent_read_seq: i64,
    agent_read_total: i64,
    customer_read_seq: i64,
    customer_read_total: i64,
    last_kind: Option<MessageKind>,
    last_preview: Option<String>,
    last_sender_kind: Option<SenderKind>,
    last_at: Option<DateTime<Utc>>,
    shown_position: Option<i32>,
    shown_size: Option<i32>,
    shown_wait_low: Option<i32>,
    shown_wait_high: Option<i32>,
    assign_reason: Option<String>,
    summary: Option<String>,
    tags: String,
    close_reason: Option<CloseReason>,
    rating: Option<i16>,
    queued_at: DateTime<Utc>,
    assigned_at: Option<DateTime<Utc>>,
    first_reply_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    pub customer_id: i64,
    customer_name: String,
    vip: bool,
    organization_id: Option<i64>,
    organization_name: Option<String>,
    team_id: Option<i64>,
    team_name: Option<String>,
    pub assignee_id: Option<i64>,
    assignee_name: Option<String>,
    transfer_id: Option<i64>,
    transfer_reason: Option<String>,
    transfer_status: Option<TransferStatus>,
    transfer_created_at: Option<DateTime<Utc>>,
    from_user_id: Option<i64>,
    from_user_name: Option<String>,
    to_user_id: Option<i64>,
    to_user_name: Option<String>,
    to_team_id: Option<i64>,
    to_team_name: Option<String>,
    ticket_ids: Vec<i64>,
}

fn user(id: Option<i64>, name: &Option<String>) -> Option<UserRef> {
    Some(UserRef::new(id?, name.as_deref()?))
}
fn team(id: Option<i64>, name: &Option<String>) -> Option<TeamRef> {
    Some(TeamRef { id: id?, name: name.clone()? })
}

impl ViewRow {
    /// The user to whom the conversation is offered by an open transfer.
    pub fn offered_to(&self) -> Option<i64> {
        self.to_user_id.filter(|_| self.transfer_status == Some(TransferStatus::Pending))
    }

    pub fn transfer(&self) -> Option<Transfer> {
        Some(Transfer {
            id: self.transfer_id?,
            from: user(self.from_user_id, &self.from_user_name)?,
            to_user: user(self.to_user_id, &self.to_user_name),
            to_team: team(self.to_team_id, &self.to_team_name),
            reason: self.transfer_reason.clone()?,
            status: self.transfer_status?,
            created_at: self.transfer_created_at?,
        })
    }

    fn last_message(&self) -> Option<LastMessage> {
        Some(LastMessage {
            seq: self.message_seq,
            kind: self.last_kind?,
            preview: self.last_preview.clone()?,
            sender_kind: self.last_sender_kind?,
            at: self.last_at?,
        })
    }

    fn queue(&self) -> Option<QueueInfo> {
        if self.status != Status::Queued {
            return None;
        }
        let wait_minutes = self.shown_wait_low.zip(self.shown_wait_high).map(|(low, high)| [low, high]);
        Some(QueueInfo { position: self.shown_position?, size: self.shown_size?, wait_minutes })
    }

    pub fn staff(&self) -> Session {
        let organization =
            self.organization_id.zip(self.organization_name.clone()).map(|(id, name)| OrganizationRef { id, name });
        Session {
            id: self.id,
            status: self.status,
            customer: CustomerRef {
                id: self.customer_id,
                name: self.customer_name.clone(),
                vip: self.vip,
                organization,
            },
            team: team(self.team_id, &self.team_name),
            assignee: user(self.assignee_id, &self.assignee_name),
            topic: self.topic.clone(),
            channel: self.channel,
            last_message: self.last_message(),
            message_seq: self.message_seq,
            agent_read_seq: self.agent_read_seq,
            customer_read_seq: self.customer_read_seq,
            unread: self.customer_total - self.agent_read_total,
            assign_reason: self.assign_reason.clone(),
            transfer: self.transfer(),
            summary: self.summary.clone(),
            tags: split(&self.tags),
            close_reason: self.close_reason,
            rating: self.rating,
            ticket_ids: self.ticket_ids.clone(),
            queued_at: self.queued_at,
            assigned_at: self.assigned_at,
            first_reply_at: self.first_reply_at,
            closed_at: self.closed_at,
            created_at: self.created_at,
        }
    }

    pub fn customer(&self) -> MySession {
        MySession {
            id: self.id,
            status: self.status,
            agent: user(self.assignee_id, &self.assignee_name),
            team: team(self.team_id, &self.team_name),
            topic: self.topic.clone(),
            queue: self.queue(),
            message_seq: self.public_seq,
            agent_read_seq: self.agent_read_seq.min(self.public_seq),
            customer_read_seq: self.customer_read_seq,
            unread: self.staff_total - self.customer_read_total,
            rating: self.rating,
            close_reason: self.close_reason,
            queued_at: self.queued_at,
            closed_at: self.closed_at,
            created_at: self.created_at,
        }
    }
}

pub async fn get(tx: &mut TenantTx, id: i64) -> Result<ViewRow> {
    let tenant = tx.tenant();
    sqlx::query_as(AssertSqlSafe(format!("select {COLUMNS} {TABLES} where c.tenant_id = $1 and c.id = $2")))
        .bind(tenant)
        .bind(id)
        .fetch_optional(tx.conn())
        .await?
        .ok_or_else(Error::not_found)
}

pub async fn of_customer(
    tx: &mut TenantTx,
    customer: i64,
    status: Option<Status>,
    limit: i64,
    offset: i64,
) -> Result<Vec<ViewRow>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} {TABLES} where c.tenant_id = $1 and c.customer_id = $2 and ($3::text is null or c.status = $3) order by c.id desc limit $4 offset $5"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(tenant)
        .bind(customer)
        .bind(status)
        .bind(limit)
        .bind(offset)
        .fetch_all(tx.conn())
        .await?)
}

pub async fn count_of_customer(tx: &mut TenantTx, customer: i64, status: Option<Status>) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from conversations where tenant_id = $1 and customer_id = $2 and ($3::text is null or status = $3)")
        .bind(tenant)
        .bind(customer)
        .bind(status)
        .fetch_one(tx.conn())
        .await?)
}

/// A customer's newest conversations, for its page in the console.
pub async fn sessions_of_customer(tx: &mut TenantTx, customer: i64, limit: i64) -> Result<Vec<Session>> {
    Ok(of_customer(tx, customer, None, limit, 0).await?.iter().map(ViewRow::staff).collect())
}

/// The newest conversations of an organization's people, likewise.
pub async fn sessions_of_organization(tx: &mut TenantTx, organization: i64, limit: i64) -> Result<Vec<Session>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} {TABLES} where c.tenant_id = $1 and cu.organization_id = $2 order by c.id desc limit $3"
    );
    let rows: Vec<ViewRow> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(tenant).bind(organization).bind(limit).fetch_all(tx.conn()).await?;
    Ok(rows.iter().map(ViewRow::staff).collect())
}

/// What the customers of these conversations see now, as far as they still wait.
pub(crate) async fn waiting_customers(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<(i64, MySession)>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {COLUMNS} {TABLES} where c.tenant_id = $1 and c.id = any($2) and c.status = 'queued' order by c.id"
    );
    let rows: Vec<ViewRow> = sqlx::query_as(AssertSqlSafe(sql)).bind(tenant).bind(ids).fetch_all(tx.conn()).await?;
    Ok(rows.iter().map(|row| (row.customer_id, row.customer())).collect())
}
