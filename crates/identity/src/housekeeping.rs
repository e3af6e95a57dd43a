//! Deletes what no longer decides anything: old sign-ins, tallies, reset links, codes, stored answers of
//! idempotent requests. Once an hour, tenant by tenant, so that no transaction is long.

use std::time::Duration;

use kernel::{App, Result, db::TenantId, rounds};

const EVERY: Duration = Duration::from_secs(3600);
/// Answers of repeated requests are kept this long (hours).
const ANSWERS_KEPT_H: i64 = 24;

pub fn start(app: &App) {
    rounds::start(app, "identity housekeeping", EVERY, |app, tenant| async move { sweep(&app, tenant).await });
}

async fn sweep(app: &App, tenant: TenantId) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let mut deleted = crate::sign_in::delete_stale(&mut tx).await?;
    deleted += crate::password::delete_stale(&mut tx).await?;
    deleted += crate::phone_codes::delete_stale(&mut tx).await?;
    deleted += crate::accounts::delete_stale(&mut tx).await?;
    let old = tx.now() - chrono::TimeDelta::hours(ANSWERS_KEPT_H);
    deleted += sqlx::query("delete from idempotency_keys where tenant_id = $1 and created_at < $2")
        .bind(tenant)
        .bind(old)
        .execute(tx.conn())
        .await?
        .rows_affected();
    tracing::debug!(tenant, deleted, "housekeeping");
    tx.finish().await
}
