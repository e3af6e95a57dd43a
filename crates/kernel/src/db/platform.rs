//! A transaction on the control plane: tenants, domains, telemetry. It cannot read a tenant's tables.

use sqlx::{PgConnection, PgPool};

use super::guard::Guard;
use crate::Result;

#[must_use = "dropping it rolls back"]
pub struct PlatformTx(Guard);

impl PlatformTx {
    pub(super) async fn open(pool: PgPool) -> Result<Self> {
        Guard::begin(pool, "begin".into()).await.map(Self)
    }
    pub fn conn(&mut self) -> &mut PgConnection {
        self.0.connection()
    }
    pub async fn commit(self) -> Result<()> {
        self.0.commit(|| {}).await
    }
}
