//! Deletes what no longer decides anything: old sign-ins, tallies, reset links, stored answers of
//! idempotent requests. Once an hour, tenant by tenant, so that no transaction is long.

use std::time::Duration;

use kernel::{App, Result, db::TenantId};

const EVERY: Duration = Duration::from_secs(3600);
/// Answers of repeated requests are kept this long (hours).
const ANSWERS_KEPT_H: i64 = 24;

pub fn start(app: &App) {
    let worker = app.clone();
    app.spawn("identity housekeeping", async move {
        loop {
            tokio::select! {
                () = worker.stop().cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
            if let Err(e) = sweep(&worker).await {
                tracing::warn!(error = %e, "housekeeping stopped early; the next round goes on");
            }
        }
    });
}

async fn sweep(app: &App) -> Result<()> {
    for tenant in app.db().tenants().await? {
        let deleted = sweep_tenant(app, tenant.id).await?;
        tracing::debug!(tenant = tenant.id, deleted, "housekeeping");
    }
    Ok(())
}

async fn sweep_tenant(app: &App, tenant: TenantId) -> Result<u64> {
    let mut tx = app.db().begin_system(tenant).await?;
    let mut deleted = crate::sign_in::delete_stale(&mut tx).await?;
    deleted += crate::password::delete_stale(&mut tx).await?;
    let old = tx.now() - chrono::TimeDelta::hours(ANSWERS_KEPT_H);
    deleted += sqlx::query("delete from idempotency_keys where tenant_id = $1 and created_at < $2")
        .bind(tenant)
        .bind(old)
        .execute(tx.conn())
        .await?
        .rows_affected();
    tx.finish().await?;
    Ok(deleted)
}
