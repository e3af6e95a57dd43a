//! Changing tenants.

use chrono::{DateTime, Utc};
use kernel::{
    Error, PlatformTx, Result, TenantId,
    db::{PLATFORM_TENANT, TenantStatus},
    error::code,
};

use super::store;

/// The operator cannot lock itself out.
fn not_the_operators(id: TenantId) -> Result<()> {
    if id == PLATFORM_TENANT {
        Err(Error::new(code::CONFLICT).detail("The operator's own tenant stays active"))
    } else {
        Ok(())
    }
}

pub async fn set_status(tx: &mut PlatformTx, id: TenantId, status: TenantStatus, now: DateTime<Utc>) -> Result<()> {
    store::lock(tx, id).await?;
    not_the_operators(id)?;
    store::set_status(tx, id, status, now).await
}

pub async fn delete(tx: &mut PlatformTx, id: TenantId, now: DateTime<Utc>) -> Result<()> {
    let tenant = store::lock(tx, id).await?;
    not_the_operators(id)?;
    if tenant.status() == TenantStatus::Active {
        return Err(Error::new(code::CONFLICT).detail("Suspend the tenant first"));
    }
    store::delete(tx, id, now).await
}
