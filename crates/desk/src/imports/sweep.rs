//! What nobody went on with, or looks at any more, does not stay: the files and the rows hold people's phones.

use std::time::Duration;

use chrono::TimeDelta;
use kernel::{App, Result, TenantId, rounds};

use super::{model::Status, store};
use crate::files::Files;

const EVERY: Duration = Duration::from_secs(3600);
/// An import that was uploaded or checked, and then left.
const ABANDONED: TimeDelta = TimeDelta::days(7);
/// The rows that were reported of an import.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

pub fn start(app: &App, files: &Files) {
    let files = files.clone();
    rounds::start(app, "sweep customer imports", EVERY, move |app, tenant| sweep(app, files.clone(), tenant));
}

/// One round.
pub async fn sweep(app: App, files: Files, tenant: TenantId) -> Result<()> {
    let since = app.now() - ABANDONED;
    let mut tx = app.db().begin_system(tenant).await?;
    let ids = store::abandoned(&mut tx, since).await?;
    store::forget_rows(&mut tx, app.now() - REMEMBERED).await?;
    tx.finish().await?;
    for id in ids {
        let mut tx = app.db().begin_system(tenant).await?;
        let state = store::lock(&mut tx, id).await?;
        if !matches!(state.status, Status::Uploaded | Status::Checked) {
            continue;
        }
        store::set_status(&mut tx, id, Status::Cancelled, None).await?;
        store::delete_rows(&mut tx, id).await?;
        tx.finish().await?;
        if let Some(key) = state.object_key {
            files.discard(&key).await;
        }
    }
    Ok(())
}
