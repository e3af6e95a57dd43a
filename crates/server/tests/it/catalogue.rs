//! Design rule 1 as the database sees it.

use kernel::{Db, bus::Bus, clock::SystemClock, db::DbOptions, secret::MasterKey};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::support::database;

async fn open(admin_url: &str) -> Result<Db, kernel::Error> {
    let options = DbOptions { admin_url: admin_url.to_owned(), tenant_databases: Default::default(), pool_size: 2 };
    Db::open(options, MasterKey::new([7; 32]), std::sync::Arc::new(SystemClock), Bus::default()).await
}

#[tokio::test]
async fn the_schema_keeps_every_isolation_rule() {
    let db = open(&database::fresh().await).await.unwrap();
    assert_eq!(db.lint().await.unwrap(), []);
}

/// Each defect a careless migration could bring; the program must refuse to serve on any of them.
#[tokio::test]
async fn the_program_refuses_to_serve_a_schema_with_a_hole() {
    let holes = [
        "create table tenants.bare (tenant_id bigint not null, id bigint, primary key (tenant_id, id))",
        "alter table tenants.users no force row level security",
        "alter table tenants.users disable row level security",
        "create policy wide on tenants.users using (true)",
        "create unique index phone_oracle on tenants.customers (phone)",
        "alter table tenants.user_roles add constraint loose foreign key (role_id) references tenants.lonely (id)",
        "create view tenants.peek as select * from tenants.users",
        "grant truncate on tenants.users to polydesk_app",
        "create table tenants.untenanted (id bigint primary key)",
        "create function tenants.leak() returns bigint language sql security definer as 'select 1::bigint'",
    ];
    for hole in holes {
        let url = database::fresh().await;
        let mut admin = PgConnection::connect(&url).await.unwrap();
        if hole.contains("lonely") {
            // A tenant table whose key forgot the tenant, and a foreign key to it.
            let made = "create table tenants.lonely (tenant_id bigint not null, id bigint primary key); set search_path = tenants, core; select core.make_tenant_table('lonely')";
            admin.execute(made).await.unwrap();
        }
        admin.execute(AssertSqlSafe(hole.to_owned())).await.unwrap();
        assert!(open(&url).await.is_err(), "served with: {hole}");
    }
}

#[tokio::test]
async fn the_application_role_reaches_neither_the_control_plane_nor_the_schema() {
    let db = open(&database::fresh().await).await.unwrap();
    let mut tx = db.begin_platform().await.unwrap();
    sqlx::query("insert into platform.tenants (id, slug, name) values (11, 'tenant-one', 'one')")
        .execute(tx.conn())
        .await
        .unwrap();
    assert!(
        sqlx::query("select * from tenants.users").execute(tx.conn()).await.is_err(),
        "the platform role reads no tenant's rows"
    );
    let mut tx = db.begin_platform().await.unwrap();
    sqlx::query("insert into platform.tenants (id, slug, name) values (11, 'tenant-one', 'one')")
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for forbidden in [
        "select * from platform.tenants",
        "set role polydesk_owner",
        "alter table users disable row level security",
        "truncate users",
        "delete from audit_events",
        "update events set seq = 1",
        "create table mine (id bigint)",
    ] {
        let mut tx = db.begin_system(11).await.unwrap();
        assert!(
            sqlx::query(AssertSqlSafe(forbidden.to_owned())).execute(tx.conn()).await.is_err(),
            "allowed: {forbidden}"
        );
    }
}
