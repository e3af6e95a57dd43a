//! API calls (000 §2): one row a request, recorded off the request's path in batches, shown live.
//! This is telemetry: it may be pruned and, in a crash, the last half second of it may be missing.
//! What is billed is not taken from here (design §8).

pub mod http;
mod model;
pub mod recorder;
mod store;

pub use model::{ApiCall, CallFilter, NewCall};
pub use recorder::Recorder;

use kernel::{App, Result, TenantId};

/// Forgets from where these principals of a tenant called; that somebody did stays. Before somebody has signed in
/// its calls are nobody's: of those the ones from its addresses are meant.
pub async fn forget(app: &App, tenant: TenantId, principals: &[String], addresses: &[String]) -> Result<()> {
    let mut tx = app.db().begin_platform().await?;
    store::forget(&mut tx, tenant, principals, addresses).await?;
    tx.commit().await
}
