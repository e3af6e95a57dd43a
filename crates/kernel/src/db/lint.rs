//! The lint over the catalogue: design rule 1 as a query. Run by the tests, after each migration and at start.

use sqlx::{Connection, PgConnection};

use super::connect;
use crate::Result;

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Finding {
    pub rule: String,
    pub object: String,
}

pub(super) async fn check(admin_url: &str, schema: &str) -> Result<Vec<Finding>> {
    let mut conn = PgConnection::connect_with(&connect::admin(admin_url)?).await?;
    let found =
        sqlx::query_as(include_str!("lint.sql")).bind(schema).bind(connect::APP_ROLE).fetch_all(&mut conn).await?;
    conn.close().await?;
    Ok(found)
}
