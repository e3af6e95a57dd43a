//! SQL of teams and their members.

use kernel::{Error, PageQuery, Result, TenantTx, UserRef, error::on_constraint};
use sqlx::{Row, postgres::PgRow};

use super::model::{NewTeam, Team, TeamError, split};
use crate::hours::{self, Opening};

const SELECT: &str = "select t.id, t.name, t.description, t.strategy, t.skills, t.problem_types, t.business_types, t.max_sessions, t.version, t.created_at,
   l.id as leader_id, l.name as leader_name, m.members, m.present, m.busy, c.queued, c.active,
   (select count(*) from customer_team_relations r where r.tenant_id = t.tenant_id and r.team_id = t.id and r.ended_at is null
     and r.valid_from <= $2 and (r.valid_until is null or r.valid_until > $2)) as customers
 from teams t left join users l on l.tenant_id = t.tenant_id and l.id = t.leader_id
 cross join lateral (select count(*) as members, count(*) filter (where a.status in ('online', 'busy')) as present, count(*) filter (where a.status = 'busy') as busy
   from team_members x join users u on u.tenant_id = x.tenant_id and u.id = x.user_id and u.deleted_at is null
   left join agents a on a.tenant_id = x.tenant_id and a.user_id = x.user_id
   where x.tenant_id = t.tenant_id and x.team_id = t.id) m
 cross join lateral (select count(*) filter (where status = 'queued') as queued, count(*) filter (where status = 'active') as active
   from conversations where tenant_id = t.tenant_id and team_id = t.id and status in ('queued', 'active')) c
 where t.tenant_id = $1 and t.deleted_at is null";

fn team(row: &PgRow, hours: Opening) -> Result<Team> {
    let leader_id: Option<i64> = row.try_get("leader_id")?;
    let leader_name: Option<String> = row.try_get("leader_name")?;
    Ok(Team {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        description: row.try_get("description")?,
        leader: leader_id.map(|id| UserRef { id, name: leader_name.unwrap_or_default(), avatar_url: None }),
        strategy: row.try_get("strategy")?,
        skills: split(row.try_get("skills")?),
        problem_types: split(row.try_get("problem_types")?),
        business_types: split(row.try_get("business_types")?),
        max_sessions: row.try_get("max_sessions")?,
        member_count: row.try_get("members")?,
        online_count: row.try_get("present")?,
        busy_count: row.try_get("busy")?,
        customer_count: row.try_get("customers")?,
        queued: row.try_get("queued")?,
        active: row.try_get("active")?,
        hours,
        version: row.try_get("version")?,
        created_at: row.try_get("created_at")?,
    })
}

async fn teams(tx: &mut TenantTx, rows: &[PgRow]) -> Result<Vec<Team>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.try_get("id")).collect::<Result<_, _>>()?;
    let mut openings = hours::openings(tx, &ids).await?;
    let hours = ids.iter().filter_map(|id| openings.remove(id));
    rows.iter().zip(hours).map(|(row, hours)| team(row, hours)).collect()
}

pub async fn list(tx: &mut TenantTx, q: Option<&str>, page: &PageQuery) -> Result<(Vec<Team>, i64)> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!(
        "{SELECT} and ($3::text is null or position(lower($3) in lower(t.name)) > 0) order by t.id limit $4 offset $5"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(tenant)
        .bind(now)
        .bind(q)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(tx.conn())
        .await?;
    let total = sqlx::query_scalar("select count(*) from teams where tenant_id = $1 and deleted_at is null and ($2::text is null or position(lower($2) in lower(name)) > 0)")
        .bind(tenant)
        .bind(q)
        .fetch_one(tx.conn())
        .await?;
    Ok((teams(tx, &rows).await?, total))
}

pub async fn find(tx: &mut TenantTx, id: i64) -> Result<Team> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!("{SELECT} and t.id = $3");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(now).bind(id).fetch_all(tx.conn()).await?;
    teams(tx, &rows).await?.pop().ok_or_else(Error::not_found)
}

/// Every team, for those who choose among them.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Team>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let sql = format!("{SELECT} order by t.id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(now).fetch_all(tx.conn()).await?;
    teams(tx, &rows).await
}

/// What is known of a team's scope before it is changed, with its row locked.
#[derive(Debug, sqlx::FromRow)]
pub struct Head {
    pub version: i32,
    pub problem_types: String,
    pub business_types: String,
}

/// Others may go on writing what refers to the team: they hold agents' rows meanwhile, which are locked after this.
pub async fn lock_head(tx: &mut TenantTx, id: i64) -> Result<Head> {
    let tenant = tx.tenant();
    let head: Option<Head> = sqlx::query_as("select version, problem_types, business_types from teams where tenant_id = $1 and id = $2 and deleted_at is null for no key update")
        .bind(tenant)
        .bind(id)
        .fetch_optional(tx.conn())
        .await?;
    head.ok_or_else(Error::not_found)
}

pub async fn create(tx: &mut TenantTx, new: &NewTeam) -> Result<i64> {
    let tenant = tx.tenant();
    let made = sqlx::query_scalar("insert into teams (tenant_id, name, description, leader_id, strategy, skills, problem_types, business_types, max_sessions)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id")
        .bind(tenant)
        .bind(&new.name)
        .bind(&new.description)
        .bind(new.leader_id)
        .bind(new.strategy)
        .bind(new.skills.join(","))
        .bind(new.problem_types.join(","))
        .bind(new.business_types.join(","))
        .bind(new.max_sessions)
        .fetch_one(tx.conn())
        .await;
    on_constraint(made, "teams_name_key", || TeamError::NameTaken.into())
}

pub async fn update(tx: &mut TenantTx, id: i64, new: &NewTeam) -> Result<()> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "update teams set name = $3, description = $4, leader_id = $5, strategy = $6, skills = $7, updated_at = $8,
           problem_types = $9, business_types = $10, max_sessions = $11, version = version + 1
         where tenant_id = $1 and id = $2 and deleted_at is null",
    )
    .bind(tenant)
    .bind(id)
    .bind(&new.name)
    .bind(&new.description)
    .bind(new.leader_id)
    .bind(new.strategy)
    .bind(new.skills.join(","))
    .bind(tx.now())
    .bind(new.problem_types.join(","))
    .bind(new.business_types.join(","))
    .bind(new.max_sessions)
    .execute(tx.conn())
    .await;
    match on_constraint(done, "teams_name_key", || TeamError::NameTaken.into())?.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}

/// Names a leader; unlike `update`, everything else stays.
pub async fn set_leader(tx: &mut TenantTx, id: i64, user: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update teams set leader_id = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(user)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    let found: Option<i64> = sqlx::query_scalar(
        "select id from teams where tenant_id = $1 and id = $2 and deleted_at is null for no key update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    found.map(drop).ok_or_else(Error::not_found)
}

pub async fn members(tx: &mut TenantTx, id: i64) -> Result<Vec<UserRef>> {
    let tenant = tx.tenant();
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "select u.id, u.name from team_members m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
         where m.tenant_id = $1 and m.team_id = $2 and u.deleted_at is null order by u.name, u.id",
    )
    .bind(tenant)
    .bind(id)
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|(id, name)| UserRef { id, name, avatar_url: None }).collect())
}

pub async fn add_member(tx: &mut TenantTx, team: i64, user: i64) -> Result<()> {
    let tenant = tx.tenant();
    let added = sqlx::query("insert into team_members (tenant_id, team_id, user_id) select $1, $2, id from users where tenant_id = $1 and id = $3 and deleted_at is null on conflict do nothing")
        .bind(tenant)
        .bind(team)
        .bind(user)
        .execute(tx.conn())
        .await?;
    if added.rows_affected() == 1 || is_member(tx, team, user).await? {
        Ok(())
    } else {
        Err(Error::field("userId", "no such user"))
    }
}

async fn is_member(tx: &mut TenantTx, team: i64, user: i64) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select exists (select 1 from team_members where tenant_id = $1 and team_id = $2 and user_id = $3)",
    )
    .bind(tenant)
    .bind(team)
    .bind(user)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn remove_member(tx: &mut TenantTx, team: i64, user: i64) -> Result<()> {
    let tenant = tx.tenant();
    let done = sqlx::query("delete from team_members where tenant_id = $1 and team_id = $2 and user_id = $3")
        .bind(tenant)
        .bind(team)
        .bind(user)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::not_found()) }
}

/// Answers who they were.
pub async fn remove_members(tx: &mut TenantTx, team: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("delete from team_members where tenant_id = $1 and team_id = $2 returning user_id")
        .bind(tenant)
        .bind(team)
        .fetch_all(tx.conn())
        .await?)
}
