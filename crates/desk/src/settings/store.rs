//! SQL of the settings.

use kernel::{Result, TenantTx};

use super::{AcceptMode, ArchiveSettings, AssignmentSettings};
use crate::assignment::Strategy;

/// Conversations that a new agent serves at once, where the tenant said nothing; the same as the default of `users.max_sessions`.
const MAX_SESSIONS: i32 = 5;
/// The default of the column, for tenants without a row.
const IDLE_MINUTES: i32 = 30;

pub(super) fn idle_minutes() -> Option<i32> {
    Some(IDLE_MINUTES)
}

pub async fn get(tx: &mut TenantTx) -> Result<AssignmentSettings> {
    let tenant = tx.tenant();
    let row: Option<(Option<i64>, Strategy, i32, Option<i32>)> = sqlx::query_as(
        "select default_team_id, strategy, max_sessions_default, idle_minutes from assignment_settings where tenant_id = $1",
    )
    .bind(tenant)
    .fetch_optional(tx.conn())
    .await?;
    let (default_team_id, strategy, max_sessions_default, idle_minutes) =
        row.unwrap_or((None, Strategy::LeastLoaded, MAX_SESSIONS, idle_minutes()));
    Ok(AssignmentSettings {
        default_team_id,
        strategy,
        max_sessions_default,
        idle_minutes,
        accept_mode: AcceptMode::Auto,
    })
}

pub async fn save(tx: &mut TenantTx, s: &AssignmentSettings) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "insert into assignment_settings (tenant_id, default_team_id, strategy, max_sessions_default, updated_at, idle_minutes) values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id) do update set default_team_id = excluded.default_team_id, strategy = excluded.strategy,
           max_sessions_default = excluded.max_sessions_default, updated_at = excluded.updated_at, idle_minutes = excluded.idle_minutes",
    )
    .bind(tenant)
    .bind(s.default_team_id)
    .bind(s.strategy)
    .bind(s.max_sessions_default)
    .bind(now)
    .bind(s.idle_minutes)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes who was served last in the round over all agents.
pub async fn advance(tx: &mut TenantTx, user: i64) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "insert into assignment_settings (tenant_id, strategy, max_sessions_default, last_user_id, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (tenant_id) do update set last_user_id = excluded.last_user_id",
    )
    .bind(tenant)
    .bind(Strategy::LeastLoaded)
    .bind(MAX_SESSIONS)
    .bind(user)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn archive(tx: &mut TenantTx) -> Result<ArchiveSettings> {
    let tenant = tx.tenant();
    let review_required: Option<bool> =
        sqlx::query_scalar("select review_required from archive_settings where tenant_id = $1")
            .bind(tenant)
            .fetch_optional(tx.conn())
            .await?;
    Ok(ArchiveSettings { review_required: review_required.unwrap_or(true) })
}

pub async fn save_archive(tx: &mut TenantTx, s: &ArchiveSettings) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "insert into archive_settings (tenant_id, review_required, updated_at) values ($1, $2, $3)
         on conflict (tenant_id) do update set review_required = excluded.review_required, updated_at = excluded.updated_at",
    )
    .bind(tenant)
    .bind(s.review_required)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}
