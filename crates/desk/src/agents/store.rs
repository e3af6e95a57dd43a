//! SQL of agents. `users` and `team_members` are only read.

use chrono::{DateTime, Utc};
use kernel::{Result, TeamRef, TenantTx, UserRef};

use super::model::{AgentState, Presence, day_start, split};

#[derive(sqlx::FromRow)]
struct StateRow {
    id: i64,
    name: String,
    status: Presence,
    load: i32,
    capacity: i32,
    skills: String,
    team_ids: Vec<i64>,
    team_names: Vec<String>,
    served_today: i64,
    status_since: DateTime<Utc>,
    on_board: bool,
}

impl From<StateRow> for AgentState {
    fn from(r: StateRow) -> Self {
        Self {
            user: UserRef::new(r.id, r.name),
            status: r.status,
            load: r.load,
            capacity: r.capacity,
            skills: split(&r.skills),
            teams: r.team_ids.into_iter().zip(r.team_names).map(|(id, name)| TeamRef { id, name }).collect(),
            served_today: r.served_today,
            status_since: r.status_since,
        }
    }
}

/// The board: every user who may serve conversations.
pub async fn board(tx: &mut TenantTx) -> Result<Vec<AgentState>> {
    Ok(rows(tx, None).await?.into_iter().map(Into::into).collect())
}

/// The states of `users`, each with whether it is on the board.
pub async fn states(tx: &mut TenantTx, users: &[i64]) -> Result<Vec<(AgentState, bool)>> {
    let rows = rows(tx, Some(users)).await?;
    Ok(rows.into_iter().map(|row| (row.on_board, row)).map(|(on_board, row)| (row.into(), on_board)).collect())
}

async fn rows(tx: &mut TenantTx, users: Option<&[i64]>) -> Result<Vec<StateRow>> {
    let (tenant, today) = (tx.tenant(), day_start(tx.now()));
    Ok(sqlx::query_as(
        "select u.id, u.name, coalesce(a.status, 'offline') as status, coalesce(a.load, 0) as load, u.max_sessions as capacity, u.skills,
           array(select t.id from team_members m join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id
                 where m.tenant_id = $1 and m.user_id = u.id and t.deleted_at is null order by t.id) as team_ids,
           array(select t.name from team_members m join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id
                 where m.tenant_id = $1 and m.user_id = u.id and t.deleted_at is null order by t.id) as team_names,
           (select count(distinct s.conversation_id) from assignments s
            where s.tenant_id = $1 and s.to_user_id = u.id and s.at >= $3) as served_today,
           coalesce(a.status_since, u.created_at) as status_since, b.on_board
         from users u left join agents a on a.tenant_id = u.tenant_id and a.user_id = u.id
         cross join lateral (select u.status = 'active' and u.deleted_at is null and exists (
           select 1 from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
           where r.tenant_id = $1 and r.user_id = u.id and g.permission = 'sessions:serve') as on_board) b
         where u.tenant_id = $1 and (u.id = any($2) or $2 is null and b.on_board)
         order by u.id",
    )
    .bind(tenant)
    .bind(users)
    .bind(today)
    .fetch_all(tx.conn())
    .await?)
}

/// An agent's row, locked.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Locked {
    pub user_id: i64,
    pub name: String,
    pub status: Presence,
    pub load: i32,
    pub capacity: i32,
    pub last_assigned_at: Option<DateTime<Utc>>,
    /// Active, not deleted, and allowed to serve.
    pub may_serve: bool,
}

/// Makes the rows of users who never said where they are. They look as before: offline since they exist.
pub async fn ensure(tx: &mut TenantTx, users: &[i64]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into agents (tenant_id, user_id, status_since)
         select $1, u.id, u.created_at from users u where u.tenant_id = $1 and u.id = any($2) order by u.id
         on conflict (tenant_id, user_id) do nothing",
    )
    .bind(tenant)
    .bind(users)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Locks the rows of `users`, by ascending id: the order everyone takes, so that nobody waits in a circle.
pub async fn lock(tx: &mut TenantTx, users: &[i64]) -> Result<Vec<Locked>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select a.user_id, u.name, a.status, a.load, u.max_sessions as capacity, a.last_assigned_at,
           u.status = 'active' and u.deleted_at is null and exists (
             select 1 from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
             where r.tenant_id = $1 and r.user_id = u.id and g.permission = 'sessions:serve') as may_serve
         from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
         where a.tenant_id = $1 and a.user_id = any($2) order by a.user_id for update of a",
    )
    .bind(tenant)
    .bind(users)
    .fetch_all(tx.conn())
    .await?)
}

/// Locks every online agent of a pool: of the team, or of the tenant when `team` is 0.
pub async fn lock_online(tx: &mut TenantTx, team: i64) -> Result<Vec<Locked>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as(
        "select a.user_id, u.name, a.status, a.load, u.max_sessions as capacity, a.last_assigned_at, true as may_serve
         from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
         where a.tenant_id = $1 and a.status = 'online' and u.status = 'active' and u.deleted_at is null
           and ($2 = 0 or exists (select 1 from team_members m where m.tenant_id = $1 and m.team_id = $2 and m.user_id = a.user_id))
           and exists (select 1 from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
             where r.tenant_id = $1 and r.user_id = a.user_id and g.permission = 'sessions:serve')
         order by a.user_id for update of a",
    )
    .bind(tenant)
    .bind(team)
    .fetch_all(tx.conn())
    .await?)
}

pub async fn online_count(tx: &mut TenantTx, team: i64) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select count(*) from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
         where a.tenant_id = $1 and a.status = 'online' and u.status = 'active' and u.deleted_at is null
           and ($2 = 0 or exists (select 1 from team_members m where m.tenant_id = $1 and m.team_id = $2 and m.user_id = a.user_id))
           and exists (select 1 from user_roles r join role_grants g on g.tenant_id = r.tenant_id and g.role_id = r.role_id
             where r.tenant_id = $1 and r.user_id = a.user_id and g.permission = 'sessions:serve')",
    )
    .bind(tenant)
    .bind(team)
    .fetch_one(tx.conn())
    .await?)
}

/// Changes a locked row's load. `taken` = a conversation was just given to the agent.
pub async fn add_load(tx: &mut TenantTx, user: i64, by: i32, taken: bool) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update agents set load = load + $3, last_assigned_at = case when $4 then $5 else last_assigned_at end
         where tenant_id = $1 and user_id = $2",
    )
    .bind(tenant)
    .bind(user)
    .bind(by)
    .bind(taken)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whoever sets a status by hand is here now: without a connection, that lasts as long as a silence may.
pub async fn save_status(tx: &mut TenantTx, user: i64, status: Presence) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update agents set status_since = case when status = $3 then status_since else $4 end, status = $3,
           seen_at = $4
         where tenant_id = $1 and user_id = $2",
    )
    .bind(tenant)
    .bind(user)
    .bind(status)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes a sign of life unless one is on record since `since`.
pub async fn beat(tx: &mut TenantTx, user: i64, since: DateTime<Utc>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update agents set seen_at = $3 where tenant_id = $1 and user_id = $2 and status <> 'offline' and (seen_at is null or seen_at < $4)")
        .bind(tenant)
        .bind(user)
        .bind(now)
        .bind(since)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Sets offline an agent of whom nothing was heard since `since`. True when that changed anything.
pub async fn expire(tx: &mut TenantTx, user: i64, since: DateTime<Utc>) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let done = sqlx::query(
        "update agents set status = 'offline', status_since = $3, seen_at = null
         where tenant_id = $1 and user_id = $2 and status <> 'offline' and (seen_at is null or seen_at < $4)",
    )
    .bind(tenant)
    .bind(user)
    .bind(now)
    .bind(since)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Agents of whom nothing was heard since `since`.
pub async fn silent(tx: &mut TenantTx, since: DateTime<Utc>) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select user_id from agents where tenant_id = $1 and status <> 'offline' and seen_at < $2 order by user_id",
    )
    .bind(tenant)
    .bind(since)
    .fetch_all(tx.conn())
    .await?)
}
