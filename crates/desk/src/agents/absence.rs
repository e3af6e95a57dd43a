//! Who is still there: heartbeats of open connections, and the end of a presence without them. Each
//! is a transaction of its own, started by the gateway or a sweep and not by a request.

use kernel::{App, Result, TenantId};

use super::{
    model::{BEAT_EVERY, GONE_AFTER},
    ops::announce,
    store,
};

/// A connection of the user is open. Call it now and then while one is; it writes at most every 15 s.
pub async fn heartbeat(app: &App, tenant: TenantId, user: i64) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let since = tx.now() - BEAT_EVERY;
    store::beat(&mut tx, user, since).await?;
    tx.finish().await
}

/// The user's last connection to this node has just closed: the grace begins now, however short it was.
pub async fn left(app: &App, tenant: TenantId, user: i64) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let now = tx.now();
    store::beat(&mut tx, user, now).await?;
    tx.finish().await
}

/// The user's last connection to this node closed a while ago. The user is offline then, unless
/// another node has heard of it since.
pub async fn lapse(app: &App, tenant: TenantId, user: i64) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    // A quarter of a minute less than the grace: the last heartbeat was written at most that late.
    let since = tx.now() - GONE_AFTER + BEAT_EVERY;
    if store::expire(&mut tx, user, since).await? {
        announce(&mut tx, user).await?;
    }
    tx.finish().await
}

/// Sets offline whoever's node died before it could.
pub(crate) async fn sweep(app: &App, tenant: TenantId) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let since = tx.now() - GONE_AFTER;
    for user in store::silent(&mut tx, since).await? {
        if store::expire(&mut tx, user, since).await? {
            announce(&mut tx, user).await?;
        }
    }
    tx.finish().await
}
