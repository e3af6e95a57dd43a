//! SQL of what a team leaves behind.

use kernel::{Result, TenantTx};

use crate::teams;

/// Open conversations of a team, by id.
pub async fn open_conversations(tx: &mut TenantTx, team: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from conversations where tenant_id = $1 and team_id = $2 and status in ('queued', 'active') order by id",
    )
    .bind(tenant)
    .bind(team)
    .fetch_all(tx.conn())
    .await?)
}

/// Of the teams, those that exist; their rows are locked in the order given. Nothing may come to the one that
/// ends; to its successor it may, as whoever brings it holds agents' rows, which are locked after this.
pub async fn lock(tx: &mut TenantTx, ends: i64, teams: &[i64]) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    let mut found = Vec::new();
    for team in teams {
        let strength = if *team == ends { "update" } else { "no key update" };
        let sql =
            format!("select id from teams where tenant_id = $1 and id = $2 and deleted_at is null for {strength}");
        let row: Option<i64> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(tenant).bind(*team).fetch_optional(tx.conn()).await?;
        found.extend(row);
    }
    Ok(found)
}

#[derive(Debug, sqlx::FromRow)]
pub struct Counts {
    pub members_shared: i64,
    pub open_tickets: i64,
    pub relations: i64,
    pub relations_shared: i64,
    pub is_default: bool,
}

pub async fn counts(tx: &mut TenantTx, team: i64, successor: Option<i64>) -> Result<Counts> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sqlx::query_as(
        "select
           (select count(*) from team_members a join team_members b on b.tenant_id = a.tenant_id and b.user_id = a.user_id and b.team_id = $3
             where a.tenant_id = $1 and a.team_id = $2) as members_shared,
           (select count(*) from tickets where tenant_id = $1 and team_id = $2 and deleted_at is null
             and status in ('pending', 'processing', 'waiting_customer', 'pending_review')) as open_tickets,
           (select count(*) from customer_team_relations where tenant_id = $1 and team_id = $2 and ended_at is null
             and (valid_until is null or valid_until > $4)) as relations,
           (select count(*) from customer_team_relations r where r.tenant_id = $1 and r.team_id = $2 and r.ended_at is null
             and (r.valid_until is null or r.valid_until > $4)
             and exists (select 1 from customer_team_relations s where s.tenant_id = $1 and s.team_id = $3 and s.customer_id = r.customer_id
               and s.ended_at is null and tstzrange(s.valid_from, s.valid_until) && tstzrange(r.valid_from, r.valid_until))) as relations_shared,
           exists (select 1 from assignment_settings where tenant_id = $1 and default_team_id = $2) as is_default",
    )
    .bind(tenant)
    .bind(team)
    .bind(successor)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

/// Puts the members into another team; returns everyone who was a member.
pub async fn move_members(tx: &mut TenantTx, from: i64, to: i64) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    sqlx::query(
        "insert into team_members (tenant_id, team_id, user_id)
         select tenant_id, $3, user_id from team_members where tenant_id = $1 and team_id = $2 order by user_id on conflict do nothing",
    )
    .bind(tenant)
    .bind(from)
    .bind(to)
    .execute(tx.conn())
    .await?;
    teams::store::remove_members(tx, from).await
}

/// Who was the default is so no more.
pub async fn replace_default(tx: &mut TenantTx, team: i64, successor: Option<i64>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update assignment_settings set default_team_id = $3, updated_at = $4 where tenant_id = $1 and default_team_id = $2")
        .bind(tenant)
        .bind(team)
        .bind(successor)
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn end(tx: &mut TenantTx, team: i64, successor: Option<i64>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query("update teams set deleted_at = $3, successor_id = $4, updated_at = $3, version = version + 1 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(team)
        .bind(now)
        .bind(successor)
        .execute(tx.conn())
        .await?;
    Ok(())
}
