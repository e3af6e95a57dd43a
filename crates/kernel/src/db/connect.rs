//! Roles and pools. The roles' passwords are derived from the master key, so that every node of a
//! deployment knows them and none is stored.

use std::{str::FromStr, time::Duration};

use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{Error, Result, secret::MasterKey};

/// Owns every object; nobody logs in as it.
pub(super) const OWNER_ROLE: &str = "polydesk_owner";
/// Reads and writes tenants' rows; owns nothing, bypasses nothing.
pub const APP_ROLE: &str = "polydesk_app";
/// Reads and writes the control plane; has no grant on a tenant's table.
pub const PLATFORM_ROLE: &str = "polydesk_platform";

pub(super) const SHARED_SCHEMA: &str = "tenants";

pub(super) fn password(keys: &MasterKey, role: &str) -> String {
    hex::encode(keys.derive(&format!("database role {role}")))
}

pub(super) fn admin(url: &str) -> Result<PgConnectOptions> {
    PgConnectOptions::from_str(url).map_err(|e| Error::internal(format!("the database URL is not valid: {e}")))
}

pub(super) fn options(admin_url: &str, role: &str, keys: &MasterKey, schema: &str) -> Result<PgConnectOptions> {
    Ok(admin(admin_url)?
        .username(role)
        .password(&password(keys, role))
        .application_name("polydesk")
        // A statement or a forgotten transaction may not hold a connection for longer than a request can wait.
        .options([
            ("search_path", format!("{schema},core").as_str()),
            ("statement_timeout", "15s"),
            ("lock_timeout", "8s"),
            ("idle_in_transaction_session_timeout", "30s"),
        ]))
}

pub(super) async fn pool(admin_url: &str, role: &str, keys: &MasterKey, schema: &str, size: u32) -> Result<PgPool> {
    let options = options(admin_url, role, keys, schema)?;
    let pool = PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(5))
        .idle_timeout(Duration::from_secs(600))
        .max_lifetime(Duration::from_secs(3600))
        // A round trip saved on every acquire; a dead connection shows at BEGIN, which is tried again.
        .test_before_acquire(false)
        .connect_lazy_with(options);
    Ok(pool)
}
