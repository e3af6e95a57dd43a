//! Work that comes round: every so often, in each tenant that is served. It must look at the present alone,
//! so that running twice, late or on two nodes is harmless.

use std::time::Duration;

use crate::{App, Result, TenantId};

/// Starts the rounds, the first one at once. They end when the app stops.
pub fn start<F>(
    app: &App,
    name: &'static str,
    every: Duration,
    work: impl Fn(App, TenantId) -> F + Send + Sync + 'static,
) where
    F: Future<Output = Result<()>> + Send,
{
    let (task, stop) = (app.clone(), app.stop().clone());
    app.spawn(name, async move {
        loop {
            if let Err(cause) = once(&task, name, &work).await {
                tracing::warn!(round = name, %cause, "the tenants could not be listed");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(every) => {}
            }
        }
    });
}

async fn once<F>(app: &App, name: &'static str, work: &(impl Fn(App, TenantId) -> F + Sync)) -> Result<()>
where
    F: Future<Output = Result<()>> + Send,
{
    for tenant in app.db().served_tenants().await? {
        if app.stop().is_cancelled() {
            return Ok(());
        }
        // One tenant's trouble is not another's.
        if let Err(cause) = work(app.clone(), tenant.id).await {
            tracing::warn!(round = name, %cause, tenant = tenant.id, "failed; the next round tries again");
        }
    }
    Ok(())
}
