//! Brings databases up to date: the roles, what every database needs (`migrations/database`), the
//! control plane (`migrations/platform`) and the tenant tables of each placement (`migrations/tenant`).

use graphile_worker::WorkerUtils;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, migrate::Migrator, postgres::PgPoolOptions};

use super::{Placement, connect, lint};
use crate::{Error, Result, secret::MasterKey};

static DATABASE: Migrator = sqlx::migrate!("../../migrations/database");
static PLATFORM: Migrator = sqlx::migrate!("../../migrations/platform");
static TENANT: Migrator = sqlx::migrate!("../../migrations/tenant");

/// The main database: everything but tenants with a place of their own.
pub(super) async fn main(admin_url: &str, keys: &MasterKey) -> Result<()> {
    let mut conn = prepare_database(admin_url, keys).await?;
    run(&mut conn, "platform", &PLATFORM).await?;
    run(&mut conn, connect::SHARED_SCHEMA, &TENANT).await?;
    conn.close().await?;
    refuse_findings(admin_url, connect::SHARED_SCHEMA).await
}

/// A tenant's own schema or database.
pub(super) async fn placement(admin_url: &str, placement: &Placement, keys: &MasterKey) -> Result<()> {
    let mut conn = prepare_database(admin_url, keys).await?;
    run(&mut conn, placement.schema(), &TENANT).await?;
    conn.close().await?;
    refuse_findings(admin_url, placement.schema()).await
}

async fn refuse_findings(admin_url: &str, schema: &str) -> Result<()> {
    match lint::check(admin_url, schema).await?.as_slice() {
        [] => Ok(()),
        found => {
            Err(Error::internal(format!("the catalogue of schema {schema} breaks the isolation rules: {found:?}")))
        }
    }
}

async fn prepare_database(admin_url: &str, keys: &MasterKey) -> Result<PgConnection> {
    ensure_roles(admin_url, keys).await?;
    let mut conn = PgConnection::connect_with(&connect::admin(admin_url)?).await?;
    let database: String = sqlx::query_scalar("select current_database()").fetch_one(&mut conn).await?;
    let (owner, quoted) = (connect::OWNER_ROLE, quote(&database));
    conn.execute(AssertSqlSafe(format!("grant create, connect on database {quoted} to {owner}; set role {owner}")))
        .await?;
    run(&mut conn, "core", &DATABASE).await?;
    jobs(admin_url, &mut conn).await?;
    Ok(conn)
}

/// Roles belong to the server, not to a database: other databases and nodes may be making them at
/// this very moment, so this only acts when signing in as one fails.
async fn ensure_roles(admin_url: &str, keys: &MasterKey) -> Result<()> {
    let mut ready = true;
    for role in [connect::APP_ROLE, connect::PLATFORM_ROLE] {
        match PgConnection::connect_with(&connect::options(admin_url, role, keys, "core")?).await {
            Ok(conn) => conn.close().await?,
            Err(_) => ready = false,
        }
    }
    if ready {
        return Ok(());
    }
    let mut conn = PgConnection::connect_with(&connect::admin(admin_url)?).await?;
    let (owner, app, platform) = (connect::OWNER_ROLE, connect::APP_ROLE, connect::PLATFORM_ROLE);
    for (role, login) in [(owner, ""), (app, "login"), (platform, "login")] {
        let create = format!(
            "do $$ begin create role {role} nosuperuser nobypassrls nocreatedb nocreaterole {login}; exception when duplicate_object or unique_violation then null; end $$"
        );
        conn.execute(AssertSqlSafe(create)).await?;
    }
    for role in [app, platform] {
        // The password is hex digits of our own making.
        conn.execute(AssertSqlSafe(format!("alter role {role} login password '{}'", connect::password(keys, role))))
            .await?;
    }
    conn.execute(AssertSqlSafe(format!("grant {owner} to current_user"))).await?;
    conn.close().await?;
    Ok(())
}

async fn run(conn: &mut PgConnection, schema: &str, migrator: &Migrator) -> Result<()> {
    let name = quote(schema);
    let app = connect::APP_ROLE;
    conn.execute(AssertSqlSafe(format!("create schema if not exists {name}; set search_path = {name}, core"))).await?;
    migrator.run(&mut *conn).await.map_err(|e| Error::internal(format!("migrating schema {schema}: {e}")))?;
    if schema != "platform" {
        conn.execute(AssertSqlSafe(format!(
            "grant usage on schema {name} to {app}; grant usage on all sequences in schema {name} to {app}"
        )))
        .await?;
    }
    Ok(())
}

/// The job queue's own tables. Payloads hold ids, never content, so both roles may use it.
async fn jobs(admin_url: &str, conn: &mut PgConnection) -> Result<()> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .after_connect(|conn, _| {
            Box::pin(async move {
                conn.execute(AssertSqlSafe(format!("set role {}", connect::OWNER_ROLE))).await?;
                Ok(())
            })
        })
        .connect_lazy_with(connect::admin(admin_url)?);
    WorkerUtils::new(pool.clone(), "graphile_worker")
        .migrate()
        .await
        .map_err(|e| Error::internal(format!("migrating the job queue: {e}")))?;
    pool.close().await;
    // The library closes its tables to everyone but their owner.
    conn.execute(include_str!("job_policies.sql")).await?;
    for role in [connect::APP_ROLE, connect::PLATFORM_ROLE] {
        conn.execute(AssertSqlSafe(format!(
            "grant usage on schema graphile_worker to {role};
             grant select, insert, update, delete on all tables in schema graphile_worker to {role};
             grant usage, select on all sequences in schema graphile_worker to {role};
             grant execute on all functions in schema graphile_worker to {role}"
        )))
        .await?;
    }
    Ok(())
}

fn quote(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}
