//! Segments against a slow oracle: every customer asked for each condition, one by one.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::{Client, TestApp, chance::Chance};

/// What the test knows of a customer.
struct Known {
    id: i64,
    vip: bool,
    profile: &'static str,
    organization: Option<usize>,
    tags: Vec<&'static str>,
    registered: DateTime<Utc>,
    seen: Option<DateTime<Utc>>,
    sessions: Vec<DateTime<Utc>>,
    tickets: Vec<DateTime<Utc>>,
    /// When what was rated was created, and the stars.
    ratings: Vec<(DateTime<Utc>, i64)>,
}

const REGIONS: [&str; 2] = ["华东区", "华北区"];
const TAGS: [&str; 4] = ["重点", "重点客户", "试用", "a_b%"];
const PROFILES: [&str; 2] = ["temporary", "formal"];

async fn organizations(admin: &Client) -> Vec<i64> {
    let mut ids = Vec::new();
    for (n, region) in REGIONS.iter().chain(&REGIONS).enumerate() {
        let made = admin.post("/organizations", json!({ "name": format!("机构 {n}"), "region": region })).await.ok();
        ids.push(made["id"].as_i64().unwrap());
    }
    ids
}

/// Thirty customers over ninety days, with conversations, tickets and ratings of theirs.
async fn world(app: &TestApp, organizations: &[i64], chance: &mut Chance) -> Vec<Known> {
    let mut all = Vec::new();
    for n in 0..30 {
        app.clock.advance(TimeDelta::hours(72));
        // The sign-in of three days ago is over.
        let admin = app.sign_in("acme", "admin").await;
        admin.put("/agents/me/status", json!({ "status": "online" })).await.ok();
        let organization = Some(chance.below(5)).filter(|o| *o < 4);
        let (vip, profile) = (chance.below(3) == 0, *chance.pick(&PROFILES).unwrap());
        let tags: Vec<_> = TAGS.into_iter().filter(|_| chance.below(3) == 0).collect();
        let phone = format!("1380000{n:04}");
        let body = json!({
            "name": format!("客户 {n}"), "phone": phone, "vip": vip, "profile": profile, "tags": tags,
            "organizationId": organization.map(|o| organizations[o]),
        });
        let id = admin.post("/customers", body).await.ok()["id"].as_i64().unwrap();
        let at = app.app.now();
        let mut known = Known {
            id,
            vip,
            profile,
            organization,
            tags,
            registered: at,
            seen: None,
            sessions: vec![],
            tickets: vec![],
            ratings: vec![],
        };
        for _ in 0..chance.below(3) {
            app.clock.advance(TimeDelta::minutes(5));
            let body = json!({ "subject": "s", "description": "d", "customerId": id });
            admin.post("/tickets", body).await.ok();
            known.tickets.push(app.app.now());
        }
        for _ in 0..chance.below(3) {
            app.clock.advance(TimeDelta::minutes(5));
            let session = admin.post("/sessions", json!({ "customerId": id })).await.ok();
            known.sessions.push(app.app.now());
            admin.put(&format!("/sessions/{}/close", session["id"]), json!({})).await.ok();
            if chance.below(2) == 0 {
                let stars = i64::try_from(chance.below(5)).unwrap() + 1;
                rate(app, &session, stars).await;
                known.ratings.push((app.app.now(), stars));
            }
        }
        all.push(known);
    }
    all
}

/// As the customer would, who has no password here.
async fn rate(app: &TestApp, session: &Value, stars: i64) {
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&app.admin_url).await.unwrap();
    sqlx::query("update tenants.conversations set rating = $1, rated_at = now() where id = $2")
        .bind(i16::try_from(stars).unwrap())
        .bind(session["id"].as_i64().unwrap())
        .execute(&mut connection)
        .await
        .unwrap();
}

fn when(chance: &mut Chance) -> Value {
    let days = chance.below(120) + 1;
    if chance.below(2) == 0 { json!({ "withinDays": days }) } else { json!({ "beforeDays": days }) }
}

fn condition(chance: &mut Chance, organizations: &[i64]) -> Value {
    let days = chance.below(120) + 1;
    match chance.below(10) {
        0 => json!({ "field": "vip", "is": chance.below(2) == 0 }),
        1 => json!({ "field": "profile", "is": chance.pick(&PROFILES) }),
        2 => json!({ "field": "region", "is": chance.pick(&REGIONS) }),
        3 => json!({ "field": "organization", "id": chance.pick(organizations) }),
        4 => json!({ "field": "tag", "has": chance.pick(&TAGS) }),
        5 => json!({ "field": "registered", "when": when(chance) }),
        6 => json!({ "field": "last_seen", "when": when(chance) }),
        7 => json!({ "field": "sessions", "atLeast": chance.below(3) + 1, "withinDays": days }),
        8 => json!({ "field": "tickets", "atLeast": chance.below(3) + 1, "withinDays": days }),
        _ => json!({ "field": "rated", "atMost": chance.below(5) + 1, "withinDays": days }),
    }
}

fn holds(condition: &Value, customer: &Known, organizations: &[i64], now: DateTime<Utc>) -> bool {
    let since = |days: &Value| now - TimeDelta::days(days.as_i64().unwrap());
    let moment = |at: Option<DateTime<Utc>>| match &condition["when"] {
        when if when["withinDays"].is_i64() => at.is_some_and(|at| at >= since(&when["withinDays"])),
        when => at.is_none_or(|at| at < since(&when["beforeDays"])),
    };
    let often = |all: &[DateTime<Utc>]| {
        let recent = all.iter().filter(|at| **at >= since(&condition["withinDays"])).count();
        i64::try_from(recent).unwrap() >= condition["atLeast"].as_i64().unwrap()
    };
    match condition["field"].as_str().unwrap() {
        "vip" => condition["is"] == customer.vip,
        "profile" => condition["is"] == customer.profile,
        "region" => customer.organization.is_some_and(|o| condition["is"] == REGIONS[o % 2]),
        "organization" => customer.organization.is_some_and(|o| condition["id"] == organizations[o]),
        "tag" => customer.tags.iter().any(|tag| condition["has"] == *tag),
        "registered" => moment(Some(customer.registered)),
        "last_seen" => moment(customer.seen),
        "sessions" => often(&customer.sessions),
        "tickets" => often(&customer.tickets),
        "rated" => customer.ratings.iter().any(|(at, stars)| {
            *at >= since(&condition["withinDays"]) && *stars <= condition["atMost"].as_i64().unwrap()
        }),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_segment_finds_whom_its_rules_describe() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let mut chance = Chance(7);
    let organizations = organizations(&acme.admin).await;
    let customers = world(&app, &organizations, &mut chance).await;
    let admin = app.sign_in("acme", "admin").await;
    let (mut found_some, mut left_some_out) = (0, 0);
    for round in 0..150 {
        let conditions: Vec<_> = (0..=chance.below(3)).map(|_| condition(&mut chance, &organizations)).collect();
        let is_all = chance.below(2) == 0;
        let rules = json!({ "matches": if is_all { "all" } else { "any" }, "conditions": conditions });
        let now = app.app.now();
        let mut wanted: Vec<i64> = customers
            .iter()
            .filter(|customer| {
                let mut each = conditions.iter().map(|c| holds(c, customer, &organizations, now));
                if is_all { each.all(|holds| holds) } else { each.any(|holds| holds) }
            })
            .map(|customer| customer.id)
            .collect();
        let preview = admin.post("/customer-segments/preview", rules.clone()).await.ok();
        assert_eq!(preview["total"], wanted.len(), "round {round}: {rules}");
        let body = json!({ "name": format!("分群 {round}"), "rules": rules });
        let segment = admin.post("/customer-segments", body).await.ok();
        let listed = admin.get(&format!("/customer-segments/{}/customers?size=200", segment["id"])).await.list();
        let mut ids: Vec<i64> = listed.iter().map(|m| m["id"].as_i64().unwrap()).collect();
        ids.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(ids, wanted, "round {round}: {rules}");
        found_some += usize::from(!wanted.is_empty());
        left_some_out += usize::from(wanted.len() < customers.len());
    }
    assert!(found_some > 50 && left_some_out > 50, "the rules tell little: {found_some}, {left_some_out}");
}

#[tokio::test]
async fn a_segment_is_kept_changed_and_removed_and_bad_rules_are_refused() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let rules = json!({ "matches": "all", "conditions": [{ "field": "vip", "is": true }] });
    let made = acme.admin.post("/customer-segments", json!({ "name": " 大客户 ", "rules": rules })).await.ok();
    assert_eq!((&made["name"], &made["rules"]), (&json!("大客户"), &rules));
    acme.admin.post("/customer-segments", json!({ "name": "大客户", "rules": rules })).await.refused(409, 10012);
    let url = format!("/customer-segments/{}", made["id"]);
    let change = |name: &str| json!({ "name": name, "rules": rules, "version": made["version"] });
    acme.admin.put(&url, change("老客户")).await.ok();
    acme.admin.put(&url, change("新客户")).await.refused(409, 10011);
    let agent = acme.user("li", "viewer").await;
    agent.delete(&url).await.refused(403, 10003);
    acme.admin.delete(&url).await.ok();
    acme.admin.get(&url).await.refused(404, 10004);
    for conditions in [
        json!([]),
        json!([{ "field": "tag", "has": "" }]),
        json!([{ "field": "sessions", "atLeast": 0, "withinDays": 9 }]),
        json!([{ "field": "rated", "atMost": 6, "withinDays": 9 }]),
        json!([{ "field": "registered", "when": { "withinDays": 4000 } }]),
        json!([{ "field": "phone", "is": "x" }]),
    ] {
        let body = json!({ "matches": "any", "conditions": conditions });
        assert_eq!(acme.admin.post("/customer-segments/preview", body).await.status, 400, "{conditions}");
    }
}
