//! `TenantTx` under dropped requests: clients that go away, time-outs and panics must not hand one
//! tenant's open transaction to the next borrower of its connection.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use kernel::{Db, Principal, bus::Bus, clock::SystemClock, db::DbOptions, secret::MasterKey};
use sqlx::Row;

use crate::support::database;

const DROPPED: usize = 10_000;
/// Few connections, so that every one of them is borrowed after a drop.
const POOL: u32 = 4;

async fn db() -> Db {
    let options =
        DbOptions { admin_url: database::fresh().await, tenant_databases: Default::default(), pool_size: POOL };
    let db = Db::open(options, MasterKey::new([7; 32]), Arc::new(SystemClock), Bus::default()).await.unwrap();
    let mut tx = db.begin_platform().await.unwrap();
    for (id, slug) in [(11_i64, "one"), (12, "two")] {
        sqlx::query("insert into platform.tenants (id, slug, name) values ($1, $2, $2)")
            .bind(id)
            .bind(format!("tenant-{slug}"))
            .execute(tx.conn())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    for id in [11_i64, 12] {
        let mut tx = db.begin_system(id).await.unwrap();
        for n in 0..20 {
            let sql = "insert into organizations (tenant_id, name) values ($1, $2)";
            sqlx::query(sql).bind(id).bind(format!("org {n} of {id}")).execute(tx.conn()).await.unwrap();
        }
        tx.finish().await.unwrap();
    }
    db
}

/// A request: opens, reads, writes, commits. Panics in the middle when told to.
async fn request(db: Db, tenant: i64, n: usize, panics: bool) {
    let Ok(mut tx) = db.begin(&Principal::system(tenant)).await else { return };
    let _ = sqlx::query("select count(*) from organizations").fetch_one(tx.conn()).await;
    let _ = sqlx::query("update organizations set region = $1 where name like 'org 1%'")
        .bind(n.to_string())
        .execute(tx.conn())
        .await;
    assert!(!panics, "a handler panics");
    let _ = tx.emit(kernel::Stream("probe".into()), "probe", &n);
    let _ = tx.finish().await;
}

/// Reads everything it can see, without naming the tenant, and counts rows of others.
async fn foreign_rows(db: &Db, tenant: i64) -> usize {
    let mut tx = db.begin_system(tenant).await.unwrap();
    let rows = sqlx::query("select tenant_id from organizations").fetch_all(tx.conn()).await.unwrap();
    assert_eq!(rows.len(), 20, "tenant {tenant} sees exactly its own rows");
    rows.iter().filter(|r| r.get::<i64, _>("tenant_id") != tenant).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_dropped_requests_leak_no_row_of_another_tenant() {
    std::panic::set_hook(Box::new(|_| {}));
    let db = db().await;
    let (done, read) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let readers: Vec<_> = [11_i64, 12]
        .into_iter()
        .map(|tenant| {
            let (db, done, read) = (db.clone(), done.clone(), read.clone());
            tokio::spawn(async move {
                while !done.load(Ordering::Relaxed) {
                    assert_eq!(foreign_rows(&db, tenant).await, 0);
                    read.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    let droppers: Vec<_> = (0..8)
        .map(|lane| {
            let db = db.clone();
            tokio::spawn(async move {
                for n in 0..DROPPED / 8 {
                    let tenant = if (n + lane) % 2 == 0 { 11 } else { 12 };
                    let task = tokio::spawn(request(db.clone(), tenant, n, n % 10 == 0));
                    // From "before BEGIN was sent" to "while COMMIT is on its way".
                    let after = Duration::from_micros((n as u64 * 7919 + lane as u64 * 104_729) % 2500);
                    if tokio::time::timeout(after, std::future::pending::<()>()).await.is_err() {
                        task.abort();
                    }
                    let _ = task.await;
                }
            })
        })
        .collect();
    for dropper in droppers {
        dropper.await.unwrap();
    }
    done.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
    // How often is the machine's matter: what was dropped stands in the queue for connections before them.
    assert!(read.load(Ordering::Relaxed) > 0, "the readers were at work meanwhile");
    // Every connection is usable and clean afterwards, also without a tenant.
    let mut held = Vec::new();
    for _ in 0..POOL {
        let mut tx = db.begin_system(11).await.unwrap();
        let count: i64 = sqlx::query_scalar("select count(*) from organizations").fetch_one(tx.conn()).await.unwrap();
        assert_eq!(count, 20);
        held.push(tx);
    }
}
