//! SQL of conversations and messages. Whoever changes a conversation holds its row's lock.

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx};

use super::model::{Channel, CloseReason, MessageKind, SenderKind, Status};

/// The row that decisions are made on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Conversation {
    pub id: i64,
    pub status: Status,
    pub customer_id: i64,
    pub team_id: Option<i64>,
    pub assignee_id: Option<i64>,
    pub message_seq: i64,
    pub public_seq: i64,
    pub rated_at: Option<DateTime<Utc>>,
    pub queued_at: DateTime<Utc>,
    pub assigned_at: Option<DateTime<Utc>>,
}

pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<Conversation> {
    lock_all(tx, &[id]).await?.pop().ok_or_else(Error::not_found)
}

/// Locks by ascending id: the order everyone takes.
pub async fn lock_all(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<Conversation>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, status, customer_id, team_id, assignee_id, message_seq, public_seq, rated_at, queued_at, assigned_at
         from conversations where tenant_id = $1 and id = any($2) order by id for update",
    )
    .bind(tenant)
    .bind(ids)
    .fetch_all(tx.conn())
    .await?)
}

/// Like [`lock`], without the lock.
pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Option<Conversation>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, status, customer_id, team_id, assignee_id, message_seq, public_seq, rated_at, queued_at, assigned_at
         from conversations where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn is_offered(tx: &mut TenantTx, id: i64, user: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select exists (select 1 from transfers where tenant_id = $1 and conversation_id = $2 and to_user_id = $3 and status = 'pending')")
        .bind(tenant)
        .bind(id)
        .bind(user)
        .fetch_one(tx.conn())
        .await?)
}

/// What open transfers offer to a user.
pub async fn offered_to(tx: &mut TenantTx, user: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select conversation_id from transfers where tenant_id = $1 and to_user_id = $2 and status = 'pending'",
    )
    .bind(tenant)
    .bind(user)
    .fetch_all(tx.conn())
    .await?)
}

#[derive(Debug)]
pub struct Opening<'a> {
    pub customer_id: i64,
    pub team_id: Option<i64>,
    pub topic: Option<&'a str>,
    pub channel: Channel,
    pub priority: i16,
}

/// Queues a new conversation; `None` when the customer has an open one.
pub async fn insert(tx: &mut TenantTx, new: &Opening<'_>) -> Result<Option<i64>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_scalar(
        "insert into conversations (tenant_id, status, customer_id, team_id, topic, channel, priority, queued_at, created_at, updated_at)
         values ($1, 'queued', $2, $3, $4, $5, $6, $7, $7, $7)
         on conflict (tenant_id, customer_id) where status <> 'closed' do nothing returning id",
    )
    .bind(tenant)
    .bind(new.customer_id)
    .bind(new.team_id)
    .bind(new.topic)
    .bind(new.channel)
    .bind(new.priority)
    .bind(now)
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn open_of(tx: &mut TenantTx, customer: i64) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from conversations where tenant_id = $1 and customer_id = $2 and status <> 'closed'",
    )
    .bind(tenant)
    .bind(customer)
    .fetch_optional(tx.conn())
    .await?)
}

/// Whether the customer is a VIP; `None` when there is no such customer. Nobody merges or deletes it until
/// the transaction ends.
pub async fn customer_is_vip(tx: &mut TenantTx, customer: i64) -> Result<Option<bool>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select vip from customers where tenant_id = $1 and id = $2 and deleted_at is null for key share",
    )
    .bind(tenant)
    .bind(customer)
    .fetch_optional(tx.conn())
    .await?)
}

/// Holds a share of the team's row: until the transaction ends, nobody dissolves the team.
pub async fn hold_team(tx: &mut TenantTx, team: i64) -> Result<bool> {
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

#[derive(Debug)]
pub struct Post<'a> {
    pub client_message_id: &'a str,
    pub kind: MessageKind,
    pub content: &'a str,
    pub file_id: Option<i64>,
    pub sender_kind: SenderKind,
    pub sender_id: i64,
    pub sender_name: &'a str,
    pub preview: &'a str,
}

#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Posted {
    pub id: i64,
    pub seq: i64,
    pub created_at: DateTime<Utc>,
}

/// Numbers and stores a message and moves the conversation's counters, in one statement under the
/// lock of the conversation's row; `None` when the sender has sent it before.
pub async fn post(tx: &mut TenantTx, conversation: i64, post: &Post<'_>) -> Result<Option<Posted>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let (public, by_customer) = (post.kind != MessageKind::Note, post.sender_kind == SenderKind::Customer);
    Ok(sqlx::query_as(
        "with m as (
           insert into messages (tenant_id, conversation_id, seq, client_message_id, kind, content, file_id, sender_kind, sender_id,
             sender_name, customer_count, staff_count, created_at)
           select $1, c.id, c.message_seq + 1, $3, $4, $5, $6, $7, $8, $9, c.customer_total + $10, c.staff_total + $11, $12
           from conversations c where c.tenant_id = $1 and c.id = $2
           on conflict on constraint messages_client_key do nothing
           returning id, seq, created_at
         ), c as (
           update conversations c set message_seq = m.seq, public_seq = case when $13 then m.seq else c.public_seq end,
             customer_total = c.customer_total + $10, staff_total = c.staff_total + $11,
             first_reply_at = case when $11 > 0 then coalesce(c.first_reply_at, $12) else c.first_reply_at end,
             last_kind = $4, last_preview = $14, last_sender_kind = $7, last_at = $12, updated_at = $12
           from m where c.tenant_id = $1 and c.id = $2
         )
         select id, seq, created_at from m",
    )
    .bind(tenant)
    .bind(conversation)
    .bind(post.client_message_id)
    .bind(post.kind)
    .bind(post.content)
    .bind(post.file_id)
    .bind(post.sender_kind)
    .bind(post.sender_id)
    .bind(post.sender_name)
    .bind(i64::from(public && by_customer))
    .bind(i64::from(public && !by_customer))
    .bind(now)
    .bind(public)
    .bind(post.preview)
    .fetch_optional(tx.conn())
    .await?)
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MessageRow {
    pub id: i64,
    pub conversation_id: i64,
    pub seq: i64,
    pub client_message_id: String,
    pub kind: MessageKind,
    pub content: String,
    pub file_id: Option<i64>,
    pub sender_kind: SenderKind,
    pub sender_id: Option<i64>,
    pub sender_name: String,
    pub created_at: DateTime<Utc>,
}

pub async fn find_sent(
    tx: &mut TenantTx,
    conversation: i64,
    kind: SenderKind,
    sender: i64,
    client_message_id: &str,
) -> Result<Option<MessageRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select id, conversation_id, seq, client_message_id, kind, content, file_id, sender_kind, sender_id, sender_name, created_at
         from messages where tenant_id = $1 and conversation_id = $2 and sender_kind = $3 and sender_id = $4 and client_message_id = $5",
    )
    .bind(tenant)
    .bind(conversation)
    .bind(kind)
    .bind(sender)
    .bind(client_message_id)
    .fetch_optional(tx.conn())
    .await?)
}

/// Which messages of a conversation to read.
#[derive(Debug, Clone, Copy)]
pub enum Window {
    /// The oldest ones with larger numbers.
    After(i64),
    /// The newest ones with smaller numbers.
    Before(i64),
}

/// At most `limit` messages, in no promised order.
pub async fn messages(
    tx: &mut TenantTx,
    conversation: i64,
    window: Window,
    notes: bool,
    limit: i64,
) -> Result<Vec<MessageRow>> {
    let tenant = tx.tenant();
    let (sql, bound) = match window {
        Window::After(seq) => (
            "select id, conversation_id, seq, client_message_id, kind, content, file_id, sender_kind, sender_id, sender_name, created_at
             from messages where tenant_id = $1 and conversation_id = $2 and seq > $3 and ($4 or kind <> 'note') order by seq limit $5",
            seq,
        ),
        Window::Before(seq) => (
            "select id, conversation_id, seq, client_message_id, kind, content, file_id, sender_kind, sender_id, sender_name, created_at
             from messages where tenant_id = $1 and conversation_id = $2 and seq < $3 and ($4 or kind <> 'note') order by seq desc limit $5",
            seq,
        ),
    };
    Ok(sqlx::query_as(sql)
        .bind(tenant)
        .bind(conversation)
        .bind(bound)
        .bind(notes)
        .bind(limit)
        .fetch_all(tx.conn())
        .await?)
}

/// Moves staff's read mark forward to `seq`. True when it moved.
pub async fn read_by_staff(tx: &mut TenantTx, conversation: i64, seq: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "update conversations c set agent_read_seq = m.seq, agent_read_total = m.customer_count from messages m
         where c.tenant_id = $1 and c.id = $2 and m.tenant_id = $1 and m.conversation_id = $2 and m.seq = $3 and c.agent_read_seq < $3",
    )
    .bind(tenant)
    .bind(conversation)
    .bind(seq)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Moves the customer's read mark forward to `seq`. True when it moved.
pub async fn read_by_customer(tx: &mut TenantTx, conversation: i64, seq: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "update conversations c set customer_read_seq = m.seq, customer_read_total = m.staff_count from messages m
         where c.tenant_id = $1 and c.id = $2 and m.tenant_id = $1 and m.conversation_id = $2 and m.seq = $3 and c.customer_read_seq < $3",
    )
    .bind(tenant)
    .bind(conversation)
    .bind(seq)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Active conversations, or this one, in which staff spoke last, and that before `before`.
pub async fn idle(tx: &mut TenantTx, before: DateTime<Utc>, only: Option<i64>, limit: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from conversations
         where tenant_id = $1 and status = 'active' and ($3::bigint is null or id = $3) and last_sender_kind = 'user' and last_at < $2
         order by id limit $4",
    )
    .bind(tenant)
    .bind(before)
    .bind(only)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

/// Gives the conversation to `assignee`, or back to the queue of `team` when there is none.
pub async fn save_hands(
    tx: &mut TenantTx,
    conversation: i64,
    status: Status,
    assignee: Option<i64>,
    team: Option<i64>,
    reason: &str,
) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update conversations set status = $3, assignee_id = $4, team_id = $5, assign_reason = $6, updated_at = $7,
           assigned_at = case when $4::bigint is not null then coalesce(assigned_at, $7) else assigned_at end,
           shown_position = null, shown_size = null, shown_wait_low = null, shown_wait_high = null
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(conversation)
    .bind(status)
    .bind(assignee)
    .bind(team)
    .bind(reason)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Only the team changes.
pub async fn save_team(tx: &mut TenantTx, conversation: i64, team: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update conversations set team_id = $3, updated_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(conversation)
        .bind(team)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

#[derive(Debug, Default)]
pub struct Wrapup<'a> {
    pub summary: Option<&'a str>,
    pub tags: &'a str,
}

pub async fn save_closed(tx: &mut TenantTx, conversation: i64, reason: CloseReason, wrapup: &Wrapup<'_>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update conversations set status = 'closed', close_reason = $3, closed_at = $4, updated_at = $4, summary = $5, tags = $6,
           shown_position = null, shown_size = null, shown_wait_low = null, shown_wait_high = null
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(conversation)
    .bind(reason)
    .bind(now)
    .bind(wrapup.summary)
    .bind(wrapup.tags)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn save_rating(tx: &mut TenantTx, conversation: i64, score: i16, comment: Option<&str>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update conversations set rating = $3, rating_comment = $4, rated_at = $5, updated_at = $5 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(conversation)
        .bind(score)
        .bind(comment)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// True when the ticket was not linked before.
pub async fn link_ticket(tx: &mut TenantTx, conversation: i64, ticket: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query("insert into conversation_tickets (tenant_id, conversation_id, ticket_id) values ($1, $2, $3) on conflict do nothing")
        .bind(tenant)
        .bind(conversation)
        .bind(ticket)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() > 0)
}
