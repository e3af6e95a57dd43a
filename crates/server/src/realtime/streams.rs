//! Who may follow what, and what a closed socket means.

use std::time::Duration;

use kernel::{App, Error, Principal, Result, Stream, TenantId, TenantTx};

use super::Hub;

/// A reload or a lost network comes back within this; an agent who does not is offline.
const GRACE: Duration = Duration::from_secs(60);

/// A stream that the caller may not follow is as absent as one that does not exist.
pub async fn check(tx: &mut TenantTx, principal: &Principal, stream: &Stream) -> Result<()> {
    if desk::conversations::may_subscribe(tx, principal, stream).await? { Ok(()) } else { Err(Error::not_found()) }
}

pub fn last_socket_closed(app: &App, hub: &Hub, tenant: TenantId, user: i64, departure: u64) {
    if app.stop().is_cancelled() || tokio::runtime::Handle::try_current().is_err() {
        return;
    }
    let (app_for_task, hub) = (app.clone(), hub.clone());
    app.spawn("presence grace", async move {
        if let Err(e) = desk::agents::left(&app_for_task, tenant, user).await {
            tracing::warn!(error = %e, tenant, user, "the end of a connection could not be noted");
        }
        let waited = app_for_task.stop().run_until_cancelled(tokio::time::sleep(GRACE)).await;
        if waited.is_some()
            && hub.still_gone(tenant, user, departure)
            && let Err(e) = desk::agents::lapse(&app_for_task, tenant, user).await
        {
            tracing::warn!(error = %e, tenant, user, "an absent agent could not be set offline");
        }
    });
}
