//! At size: a tenant with 200,000 customers, 20,000 organizations, 5,000 users and 300 teams beside another large
//! one (`make test-size`; without a size that is named, a tenth of them). Every reading operation of the document
//! is called with every filter and sort, alone and in pairs, and what PostgreSQL did for it is looked at: no table
//! of the tenants is read from end to end, and no statement reads much more than the page that was asked for. A new
//! operation or filter is in the walk by itself.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod plans;
#[expect(dead_code, reason = "shared with the other integration binary, which uses all of it")]
#[path = "../it/support/mod.rs"]
mod support;
mod walk;

use std::{collections::BTreeMap, time::Instant};

use plans::{Plan, Plans};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use support::{Answer, TestApp};
use walk::{Who, World};

/// Says how many customers there are.
const SIZE: &str = "POLYDESK_TEST_CUSTOMERS";
/// Where nothing is said: enough that reading a table whole is dearer than an index.
const CUSTOMERS: u32 = 20_000;
/// The first id of the tenant that is looked at, and of its neighbour.
const BASE: i64 = 1000;
const NEIGHBOUR: i64 = 1_000_000;

/// What a statement may read for a page of twenty: a hundred times as much.
const ROWS_MAX: u64 = 2_000;
/// A list's total is counted up to 10,000, so a statement that counts may read so many and what its filters throw away.
const COUNT_MAX: u64 = 20_000;
/// A table with fewer rows than this in all tenants may be read whole: users, teams, articles.
const SMALL: u64 = 10_000;

/// Statements that read more, told by a part of them: how much, and why.
const MORE: &[(&str, u64, &str)] = &[
    ("_names", 60_000, "a name that one in fourteen customers has is looked up for each of them"),
    (
        "'active')) union all",
        25_000,
        "all that is open and 5,000 closed conversations are put in order of their last message",
    ),
    ("from users u", 10_000, "the staff, 5,000, is looked through by the tenant's index"),
    ("from articles a", 10_000, "4,000 articles are put in order"),
    ("from organizations", 45_000, "regions and similar names are looked for in all 20,000 organizations"),
];
/// A segment says how many of all customers are in it: all customers are read, and what they did.
const PREVIEW_MAX: u64 = 5;

/// `auto_explain` reports to every connection of this database from now on.
async fn explain(admin: &mut PgConnection, database: &str) {
    for setting in [
        "session_preload_libraries = 'auto_explain'",
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_analyze = on",
        "auto_explain.log_timing = off",
        "auto_explain.log_format = json",
        "auto_explain.log_level = notice",
        "client_min_messages = notice",
    ] {
        admin.execute(AssertSqlSafe(format!("alter database {database} set {setting}"))).await.unwrap();
    }
}

async fn fill(url: &str, tenant: i64, base: i64, customers: u32) {
    let mut admin = PgConnection::connect(url).await.unwrap();
    let data = include_str!("data.sql")
        .replace("{tenant}", &tenant.to_string())
        .replace("{base}", &base.to_string())
        .replace("{customers}", &customers.to_string())
        .replace("{users}", &(customers / 40).to_string())
        .replace("{teams}", "300");
    admin.execute(AssertSqlSafe(data)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "its limits have not been confirmed yet: make test-size"]
async fn every_list_is_planned_by_indexes_and_reads_little_more_than_its_page() {
    let began = Instant::now();
    let customers: u32 = std::env::var(SIZE).map_or(CUSTOMERS, |text| text.parse().unwrap());
    let plans = Plans::listen();
    let url = support::database::fresh().await;
    let database = url.rsplit_once('/').unwrap().1.to_owned();
    let mut admin = PgConnection::connect(&url).await.unwrap();
    if let Err(e) = admin.execute("load 'auto_explain'").await {
        // It comes with every distribution's PostgreSQL; a bare build may lack it.
        eprintln!("not looked at: this PostgreSQL has no auto_explain ({e})");
        return;
    }
    let (large, small) = {
        let app = TestApp::on(url.clone()).await;
        let (acme, other) = (app.tenant("acme").await, app.tenant("other").await);
        acme.user("agent", "agent").await;
        app.operator("platform_admin").await;
        (acme.id, other.id)
    };
    tokio::join!(fill(&url, large, BASE, customers), fill(&url, small, NEIGHBOUR, customers / 4));
    admin.execute("do $$ declare s record; begin for s in select sequencename from pg_sequences where schemaname = 'tenants' loop
        execute format('alter sequence tenants.%I restart with 10000000', s.sequencename); end loop; end $$").await.unwrap();
    admin.execute(AssertSqlSafe(format!(
        "insert into tenants.team_members (tenant_id, team_id, user_id) select {large}, {BASE} + 3, id from tenants.users where tenant_id = {large} and username = 'agent'"
    ))).await.unwrap();
    admin.execute("vacuum analyze").await.unwrap();
    eprintln!("{:>6.1} s: filled", began.elapsed().as_secs_f64());
    explain(&mut admin, &database).await;

    let app = TestApp::on(url).await;
    let world = World {
        admin: app.sign_in("acme", "admin").await,
        agent: app.sign_in("acme", "agent").await,
        operator: app.sign_in("platform", "platform_admin").await,
        customer: {
            let answer = app
                .anonymous()
                .post("/public/register", json!({ "tenant": "acme", "name": "王芳", "phone": "13900000001" }))
                .await;
            app.anonymous().signed_in(&answer.ok())
        },
        slug: "acme".into(),
        base: BASE,
    };
    let document: serde_json::Value = serde_json::from_str(&server::api::document_text().unwrap()).unwrap();
    plans.take();
    let (mut wrong, mut refused, mut asked, mut seen) = (BTreeMap::new(), Vec::new(), 0, 0);
    for request in walk::requests(&document, &world) {
        let client = match request.who {
            Who::Admin => &world.admin,
            Who::Agent => &world.agent,
            Who::Operator => &world.operator,
            Who::Customer => &world.customer,
        };
        let from = format!("10.{}.{}.1", asked / 200 % 200, asked % 200);
        let answer =
            Answer::of(client.request(reqwest::Method::GET, &request.url).header("x-forwarded-for", from)).await;
        asked += 1;
        match answer.status {
            200 | 404 => {}
            // Two values that exclude each other.
            400 => refused.push(format!("{}: {}", request.url, answer.body)),
            _ => panic!("{} as {:?}: {} {}", request.url, request.who, answer.status, answer.body),
        }
        for plan in plans.take() {
            seen += 1;
            if let Some(fault) = fault(&plan) {
                let entry = wrong
                    .entry((request.operation.clone(), plan.sql.chars().take(4000).collect::<String>()))
                    .or_insert((0, String::new(), 0));
                entry.2 += 1;
                if plan.rows >= entry.0 {
                    *entry = (plan.rows, format!("{fault} in {} as {:?}", request.url, request.who), entry.2);
                }
            }
        }
    }
    eprintln!("{:>6.1} s: {asked} requests, {seen} statements", began.elapsed().as_secs_f64());
    let kinds = document["components"]["schemas"]["Condition"]["oneOf"].as_array().unwrap().len();
    assert_eq!(walk::conditions(BASE).len(), kinds, "a kind of condition that no preview asks for");
    for condition in walk::conditions(BASE) {
        let rules = json!({ "matches": "all", "conditions": [condition] });
        world.admin.post("/customer-segments/preview", rules).await.ok();
        for plan in plans.take() {
            assert!(
                plan.rows <= PREVIEW_MAX * u64::from(customers),
                "{} rows read for {condition}: {}",
                plan.rows,
                plan.sql
            );
        }
    }
    assert!(asked > 800 && seen > 3000, "{asked} requests, {seen} statements");
    assert!(refused.len() * 20 < asked, "{} of {asked} were refused: {:#?}", refused.len(), refused.first());
    let told: Vec<_> = wrong
        .iter()
        .map(|((operation, sql), (_, fault, times))| format!("{operation} ({times} times): {fault}\n    {sql}"))
        .collect();
    assert!(told.is_empty(), "{} statements:\n{}", told.len(), told.join("\n"));
}

/// What is wrong with what was done.
fn fault(plan: &Plan) -> Option<String> {
    if let Some((table, rows)) = plan.whole.iter().find(|(_, rows)| *rows > SMALL) {
        return Some(format!("{table} read whole ({rows} rows)"));
    }
    let usual = if plan.sql.contains("count(") { COUNT_MAX } else { ROWS_MAX };
    let most = MORE.iter().filter(|(part, ..)| plan.sql.contains(part)).map(|(_, rows, _)| *rows).fold(usual, u64::max);
    (plan.rows > most).then(|| format!("{} rows read", plan.rows))
}
