//! The clock of tickets: now and then, in every tenant, ends what nobody contradicts. It takes no
//! input and looks at the present alone, so running twice, late or on two nodes is harmless.

use std::time::Duration;

use kernel::{App, Result, db::TenantId};

use super::ops;

const EVERY: Duration = Duration::from_secs(300);
/// Tickets of one transaction.
const BATCH: i64 = 50;

pub fn start(app: &App) {
    let (task, stop) = (app.clone(), app.stop().clone());
    app.spawn("end tickets whose time has come", async move {
        loop {
            if let Err(cause) = all_tenants(&task).await {
                tracing::warn!(%cause, "tickets could not be swept");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    });
}

async fn all_tenants(app: &App) -> Result<()> {
    for tenant in app.db().tenants().await? {
        if app.stop().is_cancelled() {
            return Ok(());
        }
        // One tenant's trouble is not another's.
        if let Err(cause) = sweep(app, tenant.id).await {
            tracing::warn!(%cause, tenant = tenant.id, "tickets of a tenant could not be swept");
        }
    }
    Ok(())
}

/// Ends the tickets of one tenant whose time has come; returns how many there were.
pub async fn sweep(app: &App, tenant: TenantId) -> Result<usize> {
    let mut ended = 0;
    loop {
        let mut tx = app.db().begin_system(tenant).await?;
        let n = ops::expire(&mut tx, BATCH).await?;
        tx.finish().await?;
        ended += n;
        if n == 0 {
            return Ok(ended);
        }
    }
}
