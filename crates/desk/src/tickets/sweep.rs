//! The clock of tickets: now and then, in every tenant, ends what nobody contradicts. It takes no
//! input and looks at the present alone, so running twice, late or on two nodes is harmless.

use std::time::Duration;

use kernel::{App, Result, db::TenantId, rounds};

use super::ops;

const EVERY: Duration = Duration::from_secs(300);
/// Tickets of one transaction.
const BATCH: i64 = 50;

pub fn start(app: &App) {
    rounds::start(app, "end tickets whose time has come", EVERY, |app, tenant| async move {
        sweep(&app, tenant).await.map(drop)
    });
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
