//! SQL of assignments, transfers and the assigner's view of a team.

use chrono::{DateTime, Utc};
use kernel::{Error, Result, TenantTx, UserRef};

use super::model::{AssignmentKind, AssignmentRecord, Strategy, TransferStatus};

/// Until the end of the transaction nobody else decides for this pool (a team, or 0 for none).
pub async fn lock_pool(tx: &mut TenantTx, pool: i64) -> Result<()> {
    let key = format!("assign/{}/{pool}", tx.tenant());
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))").bind(key).execute(tx.conn()).await?;
    Ok(())
}

/// Pools in which somebody waits.
pub async fn waiting_pools(tx: &mut TenantTx) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select distinct coalesce(team_id, 0) from conversations where tenant_id = $1 and status = 'queued' order by 1",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?)
}

/// The conversation that is served next, locked.
pub async fn lock_head(tx: &mut TenantTx, pool: i64) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from conversations where tenant_id = $1 and status = 'queued' and coalesce(team_id, 0) = $2
         order by priority desc, queued_at, id limit 1 for update",
    )
    .bind(tenant)
    .bind(pool)
    .fetch_optional(tx.conn())
    .await?)
}

/// A pool's strategy and where its round stands.
pub async fn strategy(tx: &mut TenantTx, pool: i64) -> Result<(Strategy, Option<i64>)> {
    let tenant = tx.tenant();
    let row: Option<(Strategy, Option<i64>)> = if pool == 0 {
        sqlx::query_as("select strategy, last_user_id from assignment_settings where tenant_id = $1")
            .bind(tenant)
            .fetch_optional(tx.conn())
            .await?
    } else {
        sqlx::query_as("select strategy, last_user_id from teams where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(pool)
            .fetch_optional(tx.conn())
            .await?
    };
    Ok(row.unwrap_or((Strategy::LeastLoaded, None)))
}

/// Notes who was served last in a team's round.
pub async fn advance_team(tx: &mut TenantTx, team: i64, user: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update teams set last_user_id = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(team)
        .bind(user)
        .execute(tx.conn())
        .await?;
    Ok(())
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

#[derive(Debug)]
pub struct NewRecord<'a> {
    pub conversation_id: i64,
    pub kind: AssignmentKind,
    pub team_id: Option<i64>,
    pub from_user_id: Option<i64>,
    pub to_user_id: Option<i64>,
    pub by_user_id: Option<i64>,
    pub reason: &'a str,
    pub explain: Option<String>,
    /// Set when this ends a wait.
    pub queued_at: Option<DateTime<Utc>>,
}

pub async fn record(tx: &mut TenantTx, r: NewRecord<'_>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "insert into assignments (tenant_id, conversation_id, kind, team_id, from_user_id, to_user_id, by_user_id, reason, explain, queued_at, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(tenant)
    .bind(r.conversation_id)
    .bind(r.kind)
    .bind(r.team_id)
    .bind(r.from_user_id)
    .bind(r.to_user_id)
    .bind(r.by_user_id)
    .bind(r.reason)
    .bind(r.explain)
    .bind(r.queued_at)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct RecordRow {
    id: i64,
    kind: AssignmentKind,
    from_id: Option<i64>,
    from_name: Option<String>,
    to_id: Option<i64>,
    to_name: Option<String>,
    by_id: Option<i64>,
    by_name: Option<String>,
    reason: String,
    explain: Option<String>,
    at: DateTime<Utc>,
}

/// Every change of hands of a conversation, oldest first.
pub async fn history(tx: &mut TenantTx, conversation: i64) -> Result<Vec<AssignmentRecord>> {
    let tenant = tx.tenant();
    let rows: Vec<RecordRow> = sqlx::query_as(
        "select s.id, s.kind, f.id as from_id, f.name as from_name, t.id as to_id, t.name as to_name, b.id as by_id, b.name as by_name,
           s.reason, s.explain, s.at
         from assignments s
         left join users f on f.tenant_id = s.tenant_id and f.id = s.from_user_id
         left join users t on t.tenant_id = s.tenant_id and t.id = s.to_user_id
         left join users b on b.tenant_id = s.tenant_id and b.id = s.by_user_id
         where s.tenant_id = $1 and s.conversation_id = $2 order by s.id limit 500",
    )
    .bind(tenant)
    .bind(conversation)
    .fetch_all(tx.conn())
    .await?;
    let user = |id: Option<i64>, name: Option<String>| id.zip(name).map(|(id, name)| UserRef::new(id, name));
    rows.into_iter()
        .map(|r| {
            Ok(AssignmentRecord {
                id: r.id,
                kind: r.kind,
                from_user: user(r.from_id, r.from_name),
                to_user: user(r.to_id, r.to_name),
                reason: r.reason,
                by: user(r.by_id, r.by_name),
                at: r.at,
                explain: r.explain.as_deref().map(serde_json::from_str).transpose().map_err(Error::internal)?,
            })
        })
        .collect()
}

/// A wait that ended with an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Accept {
    pub at: DateTime<Utc>,
    pub queued_at: DateTime<Utc>,
}

/// The latest accepts of a pool since `since`, newest first.
pub async fn accepts(tx: &mut TenantTx, pool: i64, since: DateTime<Utc>, limit: i64) -> Result<Vec<Accept>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select at, queued_at from assignments
         where tenant_id = $1 and coalesce(team_id, 0) = $2 and at >= $3 and queued_at is not null order by at desc limit $4",
    )
    .bind(tenant)
    .bind(pool)
    .bind(since)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Offer {
    pub id: i64,
    pub from_user_id: i64,
    pub to_user_id: Option<i64>,
}

/// The conversation's open transfer, locked.
pub async fn lock_offer(tx: &mut TenantTx, conversation: i64) -> Result<Option<Offer>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as("select id, from_user_id, to_user_id from transfers where tenant_id = $1 and conversation_id = $2 and status = 'pending' for update")
        .bind(tenant)
        .bind(conversation)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn offer_reason(tx: &mut TenantTx, id: i64) -> Result<String> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select reason from transfers where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn decide_offer(tx: &mut TenantTx, id: i64, status: TransferStatus) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update transfers set status = $3, decided_at = $4 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(status)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

#[derive(Debug)]
pub struct NewTransfer<'a> {
    pub conversation_id: i64,
    pub from_user_id: i64,
    pub to_user_id: Option<i64>,
    pub to_team_id: Option<i64>,
    pub reason: &'a str,
    pub status: TransferStatus,
}

pub async fn insert_transfer(tx: &mut TenantTx, t: NewTransfer<'_>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let decided = (t.status != TransferStatus::Pending).then_some(now);
    sqlx::query(
        "insert into transfers (tenant_id, conversation_id, from_user_id, to_user_id, to_team_id, reason, status, created_at, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(tenant)
    .bind(t.conversation_id)
    .bind(t.from_user_id)
    .bind(t.to_user_id)
    .bind(t.to_team_id)
    .bind(t.reason)
    .bind(t.status)
    .bind(now)
    .bind(decided)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Conversations whose transfer nobody answered since `before`.
/// Active conversations, or this one, whose agent may serve no more, or has been offline, without a word or
/// a new conversation, since before `before`.
pub async fn deserted(tx: &mut TenantTx, before: DateTime<Utc>, only: Option<i64>, limit: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select c.id from conversations c
         join users u on u.tenant_id = c.tenant_id and u.id = c.assignee_id
         left join agents a on a.tenant_id = c.tenant_id and a.user_id = c.assignee_id
         where c.tenant_id = $1 and c.status = 'active' and ($3::bigint is null or c.id = $3)
           and (u.status <> 'active' or u.deleted_at is not null
             or (coalesce(a.status, 'offline') = 'offline' and greatest(a.status_since,
                  case when c.last_sender_kind = 'user' then c.last_at end,
                  (select max(r.at) from assignments r where r.tenant_id = c.tenant_id and r.conversation_id = c.id)) < $2))
         order by c.id limit $4",
    )
    .bind(tenant)
    .bind(before)
    .bind(only)
    .bind(limit)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn stale_offers(tx: &mut TenantTx, before: DateTime<Utc>) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select conversation_id from transfers where tenant_id = $1 and status = 'pending' and created_at < $2 order by conversation_id")
        .bind(tenant)
        .bind(before)
        .fetch_all(tx.conn())
        .await?)
}
