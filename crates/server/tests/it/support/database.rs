//! A database of its own for every test: a copy of a template that is migrated once.

use std::{fs, path::Path};

use kernel::{Db, bus::Bus, clock::SystemClock, db::DbOptions, secret::MasterKey};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Serialises the making of the template between test processes.
const TEMPLATE_LOCK: i64 = 0x706f_6c79;

/// The administrator's URL of a fresh, migrated, empty database.
pub async fn fresh() -> String {
    let server = cluster::testing::shared_url();
    let template = template(&server).await;
    let name = format!("it_{}", uuid::Uuid::now_v7().simple());
    let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    admin.execute(AssertSqlSafe(format!("create database {name} template {template} strategy wal_log"))).await.unwrap();
    admin.close().await.unwrap();
    format!("{server}/{name}")
}

/// A database with nothing in it.
pub async fn empty() -> String {
    let server = cluster::testing::shared_url();
    let name = format!("it_{}", uuid::Uuid::now_v7().simple());
    let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    admin.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    admin.close().await.unwrap();
    format!("{server}/{name}")
}

async fn template(server: &str) -> String {
    let name = format!("template_{}", digest());
    let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut admin).await.unwrap();
    let made: bool = sqlx::query_scalar("select exists (select 1 from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(&mut admin)
        .await
        .unwrap();
    if !made {
        let building = format!("building_{}", uuid::Uuid::now_v7().simple());
        admin.execute(AssertSqlSafe(format!("create database {building}"))).await.unwrap();
        let options =
            DbOptions { admin_url: format!("{server}/{building}"), tenant_databases: Default::default(), pool_size: 2 };
        let db =
            Db::open(options, MasterKey::new([7; 32]), std::sync::Arc::new(SystemClock), Bus::default()).await.unwrap();
        db.close().await;
        admin.execute(AssertSqlSafe(format!("alter database {building} rename to {name}"))).await.unwrap();
    }
    // The lock goes with the connection.
    admin.close().await.unwrap();
    name
}

/// Changes when any migration does.
fn digest() -> String {
    let mut text = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    for folder in ["database", "platform", "tenant"] {
        let mut files: Vec<_> = fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for file in files {
            text += &fs::read_to_string(file).unwrap();
        }
    }
    kernel::secret::digest(&text)[..16].to_owned()
}
