//! Contact data and credit codes: no byte of a clear value reaches somebody who may not reveal it. The test grows by
//! itself: it reads every GET operation of the document with every id there is, everything that was ever
//! written to the event log, and what the program logs.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};

use crate::{
    contract::{document, operations},
    support::{Answer, Client, TestApp},
};

/// Values that stand nowhere but where they are meant.
const CLEAR: &[&str] = &[
    "13955550101",
    "13955550102",
    "13955550103",
    "057155550104",
    "13955550105",
    "05715550106",
    "05715550107",
    "zq.mail-one@secret.example",
    "zq.mail-two@secret.example",
    "91350100M000100Y43",
    "91330106MA2CFLDM0J",
];

#[track_caller]
fn clean(what: &str, text: &str) {
    let found: Vec<_> = CLEAR.iter().filter(|value| text.contains(**value)).collect();
    assert!(found.is_empty(), "{what} shows {found:?} in: {}", text.chars().take(600).collect::<String>());
}

/// An answer of the API to somebody who may not reveal; its data.
#[track_caller]
fn told(what: &str, answer: &Answer) -> Value {
    clean(what, &answer.body.to_string());
    answer.ok()
}

/// What the program logs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_clear_contact_data_reaches_a_role_that_may_not_reveal_it() {
    let log = Log::default();
    let writer = log.clone();
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::level_filters::LevelFilter::DEBUG)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .try_init();
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let curious = curious(&acme.admin, &acme).await;
    let ids = seed(&app, &acme, &agent).await;

    let document = document();
    let mut read = 0;
    for op in operations(&document).iter().filter(|op| op.method == reqwest::Method::GET && !op.is_endless()) {
        let customers_own = op.permission.as_deref().is_some_and(|p| p.starts_with("portal:") && p != "portal:manage");
        let platform = op.permission.as_deref().is_some_and(|p| p.starts_with("tenants:") || p == "calls:read");
        if customers_own || platform {
            continue;
        }
        let all = if op.path.contains('{') { ids.as_slice() } else { &ids[..1] };
        for id in all {
            for client in [&agent, &curious] {
                let answer = Answer::of(op.valid(&document, client, id)).await;
                clean(&format!("{} with {id}", op.id), &answer.body.to_string());
                read += usize::from(answer.status == 200);
                // What is searched for by its clear value is found, and still masked.
                if op.takes("q") {
                    for wanted in ["13955550101", "欧阳"] {
                        let sign = if op.url(id).contains('?') { '&' } else { '?' };
                        let answer = client.get(&format!("{}{sign}q={wanted}", op.url(id))).await;
                        // That a search repeats what its caller typed tells the caller nothing.
                        let text = answer.body.to_string().replace(&format!("\"query\":\"{wanted}\""), "");
                        clean(&format!("{} for {wanted}", op.id), &text);
                    }
                }
            }
        }
    }
    assert!(read > 100, "only {read} answers were looked at");

    // Every event of every stream, whoever follows it.
    let mut conn = <sqlx::PgConnection as sqlx::Connection>::connect(&app.admin_url).await.unwrap();
    let events: Vec<(String, i64, String)> =
        sqlx::query_as("select stream, seq, coalesce(public, '') || coalesce(staff, '') from tenants.events")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    assert!(events.len() > 10);
    for (stream, seq, text) in events {
        clean(&format!("event {seq} of {stream}"), &text);
    }
    // The frames of a socket are those payloads.
    let mut socket = agent.socket().await;
    assert_eq!(socket.subscribe(&format!("user/{}", agent.id()), Some(0)).await["type"], "subscribed");
    clean("a frame", &socket.next().await.to_string());
    // The trail and the stored answers of repeatable requests outlive what they tell of.
    for table in ["audit_events", "idempotency_keys", "customer_segments", "customer_team_relation_changes"] {
        let rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select t::text from tenants.{table} t")))
                .fetch_all(&mut conn)
                .await
                .unwrap();
        for row in rows {
            clean(table, &row);
        }
    }
    clean("the log", &String::from_utf8_lossy(&log.0.lock().unwrap()));
    // And those who may reveal are on record.
    let shown = acme.admin.post(&format!("/customers/{}/reveal", ids[0]), json!({})).await.ok();
    assert_eq!(shown["phone"], "13955550101");
    assert_eq!(acme.admin.get("/audit-events?action=customer.reveal").await.list().len(), 1);
}

/// Everything but revealing, exporting and erasing.
async fn curious(admin: &Client, acme: &crate::support::Tenant<'_>) -> Client {
    let hidden = ["customers:reveal", "customers:export", "customers:copy", "customers:erase"];
    let grants: Vec<Value> = kernel::perm::ALL
        .iter()
        .filter(|e| e.side == kernel::perm::Side::Staff && !hidden.contains(&e.code))
        .map(|e| json!({ "permission": e.code, "scope": "tenant" }))
        .collect();
    let body = json!({ "code": "curious", "name": "curious", "description": "", "grants": grants });
    let role = admin.post("/roles", body).await.ok();
    acme.user_with_role_id("curious", role["id"].as_i64().unwrap()).await
}

/// A tenant in which the clear values are wherever they can be; the ids of everything, the customer's first.
async fn seed(app: &TestApp, acme: &crate::support::Tenant<'_>, agent: &Client) -> Vec<String> {
    let admin = &acme.admin;
    let organization =
        json!({ "name": "城东卫生院", "creditCode": "91350100M000100Y43", "phone": "0571-5550106", "region": "华东" });
    let organization = told("the new organization", &agent.post("/organizations", organization).await);
    let person = json!({
        "name": "欧阳一", "phone": "139 5555 0101", "landline": "0571-55550104", "email": "zq.mail-one@secret.example", "emergencyPhone": "13955550105",
        "organizationId": organization["id"], "profile": "formal", "tags": ["vip"]
    });
    let key = "once";
    let customer = told("the new customer", &agent.post_once(key, "/customers", person.clone()).await);
    told("the repeated answer", &agent.post_once(key, "/customers", person.clone()).await);
    let path = format!("/customers/{}", customer["id"]);
    told("the changed customer", &agent.put(&path, person).await);
    let team = admin
        .post("/teams", json!({ "name": "first line", "memberIds": [agent.id()], "leaderId": agent.id() }))
        .await
        .ok();
    let relation =
        json!({ "customerId": customer["id"], "teamId": team["id"], "priority": "primary", "reason": "签约" });
    admin.post("/customer-team-relations", relation).await.ok();

    // Somebody who comes by a link, with a code.
    let link =
        agent.post("/customers/quick-register", json!({ "name": "上线", "teamId": team["id"] })).await.ok()[0].clone();
    let token = link["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let came = format!("/public/register/{token}");
    app.anonymous().post(&format!("{came}/code"), json!({ "phone": "13955550102" })).await.ok();
    let sms = admin.get("/mail-outbox").await.list()[0].clone();
    let code: String = sms["text"].as_str().unwrap().chars().filter(char::is_ascii_digit).take(6).collect();
    let login =
        app.anonymous().post(&came, json!({ "name": "欧阳二", "phone": "13955550102", "code": code })).await.ok();
    let visitor = app.anonymous().signed_in(&login["login"]);
    let session =
        visitor.post("/me/sessions", json!({ "topic": "咨询", "text": "您好", "teamId": team["id"] })).await.ok();
    visitor.post("/customer-portal/tickets", json!({ "subject": "打印", "description": "不动" })).await.ok();
    let feedback = json!({ "feedback_type": "suggestion", "feedback_content": "很好", "contact_required": true });
    visitor.post("/customer-portal/feedback", feedback).await.ok();
    agent.put("/agents/me/status", json!({ "status": "online" })).await.ok();

    // An application, rejected and submitted again, that asks for a new organization.
    let archive = format!("/customers/{}/archive", visitor.id());
    let body = json!({
        "person": { "phone": "13955550103", "email": "zq.mail-two@secret.example" }, "submit": true,
        "newOrganization": { "name": "城西医院", "creditCode": "91330106MA2CFLDM0J", "phone": "0571-5550107" },
        "relations": [{ "teamId": team["id"], "priority": "secondary" }]
    });
    let first = told("the application", &agent.post(&archive, body.clone()).await);
    let application = format!("/archive-applications/{}", first["id"]);
    let rejected = told("the rejected application", &admin_without_reveal(admin, &application).await);
    let mut again = body;
    again["version"] = rejected["version"].clone();
    told("the application again", &agent.post(&archive, again).await);

    // Merged with one who has the same phone twice over, and split again.
    let twin = told("a twin", &agent.post("/customers", json!({ "name": "欧阳三", "phone": "13955550101" })).await);
    admin
        .post("/customers/merge", json!({ "keepId": customer["id"], "dropId": twin["id"], "reason": "同一人" }))
        .await
        .ok();
    let rules = json!({ "matches": "all", "conditions": [{ "field": "vip", "is": false }] });
    admin.post("/customer-segments", json!({ "name": "everybody", "rules": rules })).await.ok();

    let mut ids = vec![customer["id"].to_string()];
    for list in [
        "/customers",
        "/organizations",
        "/sessions",
        "/tickets",
        "/teams",
        "/archive-applications",
        "/archive-records",
        "/customer-team-relations",
        "/register-links",
        "/customer-segments",
        "/users",
    ] {
        ids.extend(admin.get(list).await.list().iter().map(|row| row["id"].to_string()));
    }
    ids.push(session["id"].to_string());
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    ids
}

/// The reviewer's answer is masked for everybody.
async fn admin_without_reveal(admin: &Client, application: &str) -> Answer {
    admin.post(&format!("{application}/reject"), json!({ "opinion": "请补充" })).await
}
