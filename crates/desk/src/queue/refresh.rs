//! The round over all pools of a tenant, one transaction each.

use kernel::{App, Result, TenantId};

use super::{ops::refresh_pool, store};

/// Tells every waiting customer of the tenant whose numbers changed.
pub async fn refresh(app: &App, tenant: TenantId) -> Result<()> {
    let mut tx = app.db().begin_system(tenant).await?;
    let pools = store::pools(&mut tx).await?;
    drop(tx);
    for pool in pools {
        let mut tx = app.db().begin_system(tenant).await?;
        refresh_pool(&mut tx, pool).await?;
        tx.finish().await?;
    }
    Ok(())
}
