//! SQL of tickets, but for the lists (`list`) and the reads of whole views (`view`).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx};

use super::{
    model::{Head, TicketPriority, TicketSource, TicketStatus, day, number},
    view::AuthorKind,
};
use crate::files::{self, FileRef};

/// The ticket, locked until the transaction ends.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<Head> {
    let tenant = tx.tenant();
    let head: Option<Head> = sqlx::query_as(
        "select id, subject, description, status, priority, category, customer_id, assignee_id, team_id, created_by_kind, created_by_id, version,
                due_at, waiting_since, first_response_at, resolved_at, closed_at, rating, rating_comment, rated_at, created_at
         from tickets where tenant_id = $1 and id = $2 and deleted_at is null for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    head.ok_or_else(Error::not_found)
}

/// Writes what the rules changed, under the next version.
pub async fn save(tx: &mut TenantTx, head: &Head) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update tickets set subject = $3, description = $4, status = $5, priority = $6, category = $7, assignee_id = $8, team_id = $9,
           due_at = $10, waiting_since = $11, first_response_at = $12, resolved_at = $13, closed_at = $14,
           rating = $15, rating_comment = $16, rated_at = $17, updated_at = $18, version = version + 1
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(head.id)
    .bind(&head.subject)
    .bind(&head.description)
    .bind(head.status)
    .bind(head.priority)
    .bind(&head.category)
    .bind(head.assignee_id)
    .bind(head.team_id)
    .bind(head.due_at)
    .bind(head.waiting_since)
    .bind(head.first_response_at)
    .bind(head.resolved_at)
    .bind(head.closed_at)
    .bind(head.rating)
    .bind(&head.rating_comment)
    .bind(head.rated_at)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Something was said: the ticket moves up in lists, but no editor's version goes stale by it.
pub async fn touch(tx: &mut TenantTx, id: i64, first_response_at: Option<DateTime<Utc>>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update tickets set updated_at = $3, first_response_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .bind(first_response_at)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Kept for the audit and for links from elsewhere, but gone from every view.
pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update tickets set deleted_at = $3, updated_at = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Answers those that were moved.
pub async fn move_some_to_customer(tx: &mut TenantTx, ids: &[i64], from: i64, to: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "update tickets set customer_id = $4 where tenant_id = $1 and id = any ($2) and customer_id = $3 and deleted_at is null returning id",
    )
    .bind(tenant)
    .bind(ids)
    .bind(from)
    .bind(to)
    .fetch_all(tx.conn())
    .await?)
}

pub struct NewRow<'a> {
    pub subject: &'a str,
    pub description: &'a str,
    pub priority: TicketPriority,
    pub category: Option<&'a str>,
    pub source: TicketSource,
    pub customer_id: Option<i64>,
    pub session_id: Option<i64>,
    pub assignee_id: Option<i64>,
    pub team_id: Option<i64>,
}

/// Gives the ticket its number and writes it. The day's counter stays locked until commit, so call it late.
pub async fn insert(tx: &mut TenantTx, ticket: NewRow<'_>) -> Result<i64> {
    let (tenant, now, kind, who) = (tx.tenant(), tx.now(), tx.principal().kind.as_str(), tx.principal().id);
    let day = day(now);
    let count: i32 = sqlx::query_scalar(
        "insert into ticket_counters as c (tenant_id, day, last) values ($1, $2, 1)
         on conflict (tenant_id, day) do update set last = c.last + 1 returning last",
    )
    .bind(tenant)
    .bind(day)
    .fetch_one(tx.conn())
    .await?;
    let id = sqlx::query_scalar(
        "insert into tickets (tenant_id, no, subject, description, status, priority, category, source, customer_id, session_id, assignee_id, team_id,
           created_by_kind, created_by_id, due_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16) returning id",
    )
    .bind(tenant)
    .bind(number(day, count))
    .bind(ticket.subject)
    .bind(ticket.description)
    .bind(TicketStatus::Pending)
    .bind(ticket.priority)
    .bind(ticket.category)
    .bind(ticket.source)
    .bind(ticket.customer_id)
    .bind(ticket.session_id)
    .bind(ticket.assignee_id)
    .bind(ticket.team_id)
    .bind(kind)
    .bind(who)
    .bind(now + ticket.priority.target())
    .bind(now)
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}

#[derive(Debug, sqlx::FromRow)]
pub struct FollowUpRow {
    pub id: i64,
    pub author_kind: AuthorKind,
    pub author_id: Option<i64>,
    pub author_name: String,
    pub content: String,
    pub internal: bool,
    pub from_status: Option<TicketStatus>,
    pub to_status: Option<TicketStatus>,
    pub created_at: DateTime<Utc>,
}

/// More than any ticket has; a cap so that none can grow a reply without bound.
const FOLLOW_UPS_MAX: i64 = 1000;

/// Oldest first; of an endless one the newest thousand.
pub async fn follow_ups(tx: &mut TenantTx, ticket: i64, with_internal: bool) -> Result<Vec<FollowUpRow>> {
    let tenant = tx.tenant();
    let mut rows: Vec<FollowUpRow> = sqlx::query_as(
        "select id, author_kind, author_id, author_name, content, internal, from_status, to_status, created_at
         from ticket_follow_ups where tenant_id = $1 and ticket_id = $2 and ($3 or not internal) order by id desc limit $4",
    )
    .bind(tenant)
    .bind(ticket)
    .bind(with_internal)
    .bind(FOLLOW_UPS_MAX)
    .fetch_all(tx.conn())
    .await?;
    rows.reverse();
    Ok(rows)
}

pub struct NewFollowUp<'a> {
    pub ticket: i64,
    pub author_kind: AuthorKind,
    pub content: &'a str,
    pub internal: bool,
    pub change: Option<(TicketStatus, TicketStatus)>,
}

pub async fn insert_follow_up(tx: &mut TenantTx, f: NewFollowUp<'_>) -> Result<i64> {
    let (tenant, now, name) = (tx.tenant(), tx.now(), tx.principal().name.clone());
    let author_id = match f.author_kind {
        AuthorKind::User => tx.user_id(),
        AuthorKind::Customer => Some(tx.principal().id),
        AuthorKind::System => None,
    };
    let id = sqlx::query_scalar(
        "insert into ticket_follow_ups (tenant_id, ticket_id, author_kind, author_id, author_name, content, internal, from_status, to_status, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
    )
    .bind(tenant)
    .bind(f.ticket)
    .bind(f.author_kind)
    .bind(author_id)
    .bind(&*name)
    .bind(f.content)
    .bind(f.internal)
    .bind(f.change.map(|c| c.0))
    .bind(f.change.map(|c| c.1))
    .bind(now)
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}

/// Attached twice is attached once.
pub async fn attach(tx: &mut TenantTx, ticket: i64, follow_up: Option<i64>, files: &[i64]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    sqlx::query(
        "insert into ticket_attachments (tenant_id, ticket_id, file_id, follow_up_id) select $1, $2, f, $4 from unnest($3::bigint[]) as t(f) on conflict do nothing",
    )
    .bind(tenant)
    .bind(ticket)
    .bind(files)
    .bind(follow_up)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The files of a ticket by the follow-up that brought them; `None` holds those of the ticket itself.
pub async fn attachments(tx: &mut TenantTx, ticket: i64) -> Result<HashMap<Option<i64>, Vec<FileRef>>> {
    let tenant = tx.tenant();
    let pairs: Vec<(Option<i64>, i64)> = sqlx::query_as(
        "select follow_up_id, file_id from ticket_attachments where tenant_id = $1 and ticket_id = $2 order by file_id",
    )
    .bind(tenant)
    .bind(ticket)
    .fetch_all(tx.conn())
    .await?;
    let ids: Vec<i64> = pairs.iter().map(|p| p.1).collect();
    let mut files = files::refs(tx, &ids).await?;
    let mut out: HashMap<Option<i64>, Vec<FileRef>> = HashMap::new();
    for (follow_up, file) in pairs {
        if let Some(file) = files.remove(&file) {
            out.entry(follow_up).or_default().push(file);
        }
    }
    Ok(out)
}

pub async fn count_attachments(tx: &mut TenantTx, ticket: i64) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select count(*) from ticket_attachments where tenant_id = $1 and ticket_id = $2")
        .bind(tenant)
        .bind(ticket)
        .fetch_one(tx.conn())
        .await?)
}

/// Those of `files` that were sent in a conversation.
pub async fn sent_in_session(tx: &mut TenantTx, session: i64, files: &[i64]) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select distinct file_id from messages where tenant_id = $1 and conversation_id = $2 and file_id = any ($3)",
    )
    .bind(tenant)
    .bind(session)
    .bind(files)
    .fetch_all(tx.conn())
    .await?)
}

/// Whether there is such a user, and whether it works here still.
pub async fn user_is_active(tx: &mut TenantTx, user: i64) -> Result<Option<bool>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select status <> 'inactive' from users where tenant_id = $1 and id = $2 and deleted_at is null",
    )
    .bind(tenant)
    .bind(user)
    .fetch_optional(tx.conn())
    .await?)
}

/// Nobody merges or deletes it until the transaction ends.
pub async fn customer_exists(tx: &mut TenantTx, customer: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let found: Option<i64> = sqlx::query_scalar(
        "select id from customers where tenant_id = $1 and id = $2 and deleted_at is null for key share",
    )
    .bind(tenant)
    .bind(customer)
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// Until the transaction ends, nobody dissolves the team.
pub async fn team_exists(tx: &mut TenantTx, team: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let found: Option<i64> = sqlx::query_scalar(
        "select id from teams where tenant_id = $1 and id = $2 and deleted_at is null for key share",
    )
    .bind(tenant)
    .bind(team)
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// Tickets whose time has come: resolved before `resolved`, or asked back before `asked`. Those that
/// somebody works on at this moment are left for the next round.
pub async fn lock_expired(
    tx: &mut TenantTx,
    resolved: DateTime<Utc>,
    asked: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        // Each kind by its own index; either alone would read all tickets.
        "select id from tickets where tenant_id = $1 and deleted_at is null and id in (
             (select id from tickets where tenant_id = $1 and deleted_at is null and status = 'resolved' and resolved_at < $2
                order by resolved_at limit $4)
             union all
             (select id from tickets where tenant_id = $1 and deleted_at is null and status = 'waiting_customer' and waiting_since < $3
                order by waiting_since limit $4))
           and ((status = 'resolved' and resolved_at < $2) or (status = 'waiting_customer' and waiting_since < $3))
         order by id limit $4 for update skip locked",
    )
    .bind(tenant)
    .bind(resolved)
    .bind(asked)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}
