//! Tickets as staff work on them.

use chrono::TimeDelta;
use kernel::Stream;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

async fn ticket(client: &Client, subject: &str) -> Value {
    client.post("/tickets", json!({ "subject": subject, "description": "it does not start" })).await.ok()
}

fn at(ticket: &Value, rest: &str) -> String {
    format!("/tickets/{}{rest}", ticket["id"])
}

async fn team(admin: &Client, name: &str, members: &[&Client]) -> Value {
    let ids: Vec<i64> = members.iter().map(|m| m.id()).collect();
    admin.post("/teams", json!({ "name": name, "memberIds": ids })).await.ok()
}

#[tokio::test]
async fn a_ticket_goes_through_its_states_and_every_step_is_kept() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let made = ticket(&agent, " printer on fire ").await;
    assert_eq!(
        (&made["subject"], &made["status"], &made["priority"]),
        (&json!("printer on fire"), &json!("pending"), &json!("normal"))
    );
    assert!(made["no"].as_str().unwrap().starts_with("TK20") && made["no"].as_str().unwrap().ends_with("0001"));
    assert_eq!(made["allowedMoves"], json!(["processing", "cancelled"]));

    let flow = async |to: &str| agent.post(&at(&made, "/flow"), json!({ "to": to })).await;
    flow("closed").await.refused(409, 12101);
    assert_eq!(flow("processing").await.ok()["assignee"]["id"], agent.id(), "whoever begins has it");
    agent.post(&at(&made, "/follow-ups"), json!({ "content": "checked the cable", "internal": true })).await.ok();
    assert_eq!(agent.get(&at(&made, "")).await.ok()["firstResponseAt"], Value::Null, "a note is no answer");
    agent.post(&at(&made, "/follow-ups"), json!({ "content": "please try again" })).await.ok();
    assert!(agent.get(&at(&made, "")).await.ok()["firstResponseAt"].is_string());
    flow("waiting_customer").await.ok();
    let resolved = agent.post(&at(&made, "/flow"), json!({ "to": "resolved", "note": "extinguished" })).await.ok();
    assert!(resolved["resolvedAt"].is_string() && resolved["version"].as_i64() > made["version"].as_i64());
    flow("closed").await.ok();
    flow("processing").await.refused(409, 12101);
    agent.post(&at(&made, "/follow-ups"), json!({ "content": "one more thing" })).await.refused(409, 12101);

    let steps: Vec<_> = agent
        .get(&at(&made, "/follow-ups"))
        .await
        .ok()
        .as_array()
        .unwrap()
        .iter()
        .map(|f| format!("{}|{}", f["content"].as_str().unwrap(), f["change"]["to"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        steps,
        [
            "|processing",
            "checked the cable|",
            "please try again|",
            "|waiting_customer",
            "extinguished|resolved",
            "|closed"
        ]
    );
    let hands = agent.get(&at(&made, "/assign-history")).await.ok();
    assert_eq!(
        (&hands[0]["kind"], &hands[0]["toUser"]["id"], hands.as_array().unwrap().len()),
        (&json!("claim"), &json!(agent.id()), 1)
    );
}

#[tokio::test]
async fn an_editor_is_told_when_somebody_else_was_faster() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let made = ticket(&acme.admin, "slow").await;
    let change = |subject: &str| json!({ "subject": subject, "priority": "urgent", "version": made["version"] });
    let after = acme.admin.put(&at(&made, ""), change("slower")).await.ok();
    acme.admin.put(&at(&made, ""), change("slowest")).await.refused(409, 10011);
    acme.admin
        .post(&at(&made, "/flow"), json!({ "to": "processing", "version": made["version"] }))
        .await
        .refused(409, 10011);
    assert_eq!(acme.admin.get(&at(&made, "")).await.ok(), after);
    let due = |t: &Value| t["dueAt"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!(due(&made) - due(&after), TimeDelta::hours(16), "urgent is due in 8 hours, not in 24");
}

#[tokio::test]
async fn staff_see_what_is_theirs_their_teams_or_everything() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (li, wang, boss) =
        (acme.user("li", "agent").await, acme.user("wang", "agent").await, acme.user("boss", "supervisor").await);
    let (north, south) = (team(&acme.admin, "north", &[&li]).await, team(&acme.admin, "south", &[&wang]).await);
    let (li, wang) = (app.sign_in("acme", "li").await, app.sign_in("acme", "wang").await);
    let for_team = |team: &Value| json!({ "subject": "for a team", "description": "", "teamId": team["id"] });
    let in_north = boss.post("/tickets", for_team(&north)).await.ok();
    let in_south = boss.post("/tickets", for_team(&south)).await.ok();
    let nobodys = ticket(&boss, "for anybody").await;

    let seen = async |who: &Client| {
        let mut ids: Vec<_> = who.get("/tickets").await.list().iter().map(|t| t["id"].as_i64().unwrap()).collect();
        ids.sort_unstable();
        ids
    };
    let id = |t: &Value| t["id"].as_i64().unwrap();
    assert_eq!(seen(&li).await, [id(&in_north), id(&nobodys)]);
    assert_eq!(seen(&wang).await, [id(&in_south), id(&nobodys)]);
    assert_eq!(seen(&boss).await, [id(&in_north), id(&in_south), id(&nobodys)]);
    for url in [at(&in_south, ""), at(&in_south, "/follow-ups"), at(&in_south, "/assign-history")] {
        li.get(&url).await.refused(404, 10004);
    }
    li.post(&at(&in_south, "/flow"), json!({ "to": "processing" })).await.refused(404, 10004);
    li.post(&at(&in_south, "/follow-ups"), json!({ "content": "hello" })).await.refused(404, 10004);
    li.put(&at(&in_south, ""), json!({ "subject": "mine" })).await.refused(404, 10004);
    // Taken by one, it is gone for the others.
    li.post(&at(&nobodys, "/flow"), json!({ "to": "processing" })).await.ok();
    wang.get(&at(&nobodys, "")).await.refused(404, 10004);
    app.tenant("umbrella").await.admin.get(&at(&in_north, "")).await.refused(404, 10004);
}

#[tokio::test]
async fn every_change_of_hands_is_recorded_with_its_reason() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (li, wang, boss) =
        (acme.user("li", "agent").await, acme.user("wang", "agent").await, acme.user("boss", "supervisor").await);
    let (first, second) = (ticket(&boss, "one").await, ticket(&boss, "two").await);
    assert_eq!(boss.get("/tickets/unassigned").await.list().len(), 2);
    li.post(&at(&first, "/assign"), json!({ "userId": li.id() })).await.refused(403, 10003);

    let batch = boss
        .post(
            "/tickets/batch-assign",
            json!({ "ticketIds": [first["id"], second["id"], 999_999], "userId": li.id(), "reason": "knows printers" }),
        )
        .await
        .ok();
    assert_eq!((&batch["assigned"], &batch["failed"][0]["id"]), (&json!([first["id"], second["id"]]), &json!(999_999)));
    assert!(boss.get("/tickets/unassigned").await.list().is_empty());
    wang.post(&at(&first, "/transfer"), json!({ "userId": wang.id(), "reason": "give me" })).await.refused(404, 10004);
    li.post(&at(&first, "/transfer"), json!({ "userId": wang.id(), "reason": " " })).await.refused(400, 10001);
    li.post(&at(&first, "/transfer"), json!({ "userId": wang.id(), "reason": "on leave" })).await.ok();
    boss.post(&at(&first, "/assign"), json!({ "userId": boss.id(), "reason": "important" })).await.ok();
    boss.post(&at(&first, "/assign"), json!({ "userId": 999_999 })).await.refused(404, 10004);

    let hands: Vec<_> = boss
        .get(&at(&first, "/assign-history"))
        .await
        .ok()
        .as_array()
        .unwrap()
        .iter()
        .map(|h| {
            (
                h["kind"].as_str().unwrap().to_owned(),
                h["fromUser"]["name"].clone(),
                h["toUser"]["name"].clone(),
                h["reason"].clone(),
            )
        })
        .collect();
    let name = |c: &Client| c.me["name"].clone();
    assert_eq!(
        hands,
        [
            ("assign".to_owned(), Value::Null, name(&li), json!("knows printers")),
            ("transfer".to_owned(), name(&li), name(&wang), json!("on leave")),
            ("takeover".to_owned(), name(&wang), name(&boss), json!("important")),
        ]
    );
}

#[tokio::test]
async fn the_news_of_a_ticket_is_the_ticket() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (li, boss) = (acme.user("li", "agent").await, acme.user("boss", "supervisor").await);
    let customer = acme.customer("王芳", "13900000001").await;
    let made =
        boss.post("/tickets", json!({ "subject": "s", "description": "d", "customerId": customer.id() })).await.ok();
    boss.post(&at(&made, "/assign"), json!({ "userId": li.id() })).await.ok();
    li.post(&at(&made, "/flow"), json!({ "to": "processing" })).await.ok();
    li.post(&at(&made, "/follow-ups"), json!({ "content": "only us", "internal": true })).await.ok();

    let mut tx = app.app.db().begin_system(acme.id).await.unwrap();
    let last = async |tx: &mut kernel::TenantTx, stream: Stream| {
        let events = kernel::db::read_stream(tx, &stream, 0, 100).await.unwrap();
        let updates: Vec<_> = events.into_iter().filter(|e| e.name == "ticket_update").collect();
        let value: Value = serde_json::from_str(updates.last().unwrap().payload(false).unwrap().get()).unwrap();
        (updates.len(), value["ticket"].clone())
    };
    let (_, card) = last(&mut tx, Stream::user(li.id())).await;
    assert_eq!(card, li.get("/tickets").await.list()[0], "what the assignee was told last is what a fetch returns");
    let (told, seen) = last(&mut tx, Stream::customer(customer.id())).await;
    assert_eq!(told, 3, "made, assigned, begun; nothing about the note");
    assert_eq!(seen["status"], "processing");
    assert_eq!(seen.as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "no", "status", "subject", "updated_at"]);
}

#[tokio::test]
async fn numbers_are_unique_however_many_are_made_at_once() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let made = futures_util::future::join_all((0..20).map(|n| {
        let admin = acme.admin.clone();
        async move { ticket(&admin, &format!("ticket {n}")).await["no"].as_str().unwrap().to_owned() }
    }))
    .await;
    let mut counts: Vec<u32> = made.iter().map(|no| no[10..].parse().unwrap()).collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=20).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_nobody_contradicts_ends_by_itself() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (solved, asked, open) =
        (ticket(&acme.admin, "solved").await, ticket(&acme.admin, "asked").await, ticket(&acme.admin, "open").await);
    for (t, path) in [
        (&solved, &["processing", "resolved"][..]),
        (&asked, &["processing", "waiting_customer"]),
        (&open, &["processing"]),
    ] {
        for to in path {
            acme.admin.post(&at(t, "/flow"), json!({ "to": to })).await.ok();
        }
    }
    let states = async || {
        // Days later: signed in anew.
        let admin = app.sign_in("acme", "admin").await;
        let mut out = Vec::new();
        for t in [&solved, &asked, &open] {
            out.push(admin.get(&at(t, "")).await.ok()["status"].as_str().unwrap().to_owned());
        }
        out
    };
    app.clock.advance(TimeDelta::hours(71));
    assert_eq!(desk::tickets::sweep(&app.app, acme.id).await.unwrap(), 0);
    app.clock.advance(TimeDelta::hours(2));
    assert_eq!(desk::tickets::sweep(&app.app, acme.id).await.unwrap(), 1);
    assert_eq!(states().await, ["closed", "waiting_customer", "processing"]);
    app.clock.advance(TimeDelta::days(5));
    desk::tickets::sweep(&app.app, acme.id).await.unwrap();
    assert_eq!(states().await, ["closed", "resolved", "processing"]);
    let overdue: Vec<_> = app
        .sign_in("acme", "admin")
        .await
        .get("/tickets?overdue=true")
        .await
        .list()
        .iter()
        .map(|t| t["id"].clone())
        .collect();
    assert_eq!(overdue, [open["id"].clone()]);
}

#[tokio::test]
async fn a_ticket_is_found_by_number_subject_or_customer() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let customer = acme.customer("王芳", "13900000001").await;
    let by_name = acme
        .admin
        .post("/tickets", json!({ "subject": "上报失败", "description": "d", "customerId": customer.id() }))
        .await
        .ok();
    let percent = ticket(&acme.admin, "loads to 50% and stops").await;
    let found = async |query: &str| {
        acme.admin.get(&format!("/tickets?{query}")).await.list().iter().map(|t| t["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(&format!("q={}", by_name["no"].as_str().unwrap())).await, [by_name["id"].clone()]);
    assert_eq!(found("q=王芳").await, [by_name["id"].clone()]);
    assert_eq!(found("q=报失").await, [by_name["id"].clone()]);
    assert_eq!(found("q=50%25").await, [percent["id"].clone()]);
    assert!(found("q=%25%25x").await.is_empty());
    assert_eq!(found(&format!("customerId={}", customer.id())).await, [by_name["id"].clone()]);
    assert_eq!(found("status=pending,closed&sort=createdAt").await, [by_name["id"].clone(), percent["id"].clone()]);
    assert!(found("status=closed").await.is_empty());
    for bad in ["status=open", "page=0", "size=1000", "page=x", "sort=name", "assigneeId=x", "mine=perhaps", "q=%00"] {
        assert_eq!(acme.admin.get(&format!("/tickets?{bad}")).await.status, 400, "{bad}");
    }
    assert!(found("page=1000000&size=200").await.is_empty());
}

#[tokio::test]
async fn a_repeated_request_makes_one_ticket() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let body = json!({ "subject": "once", "description": "d" });
    let first = acme.admin.post_once("key-1", "/tickets", body.clone()).await.ok();
    assert_eq!(acme.admin.post_once("key-1", "/tickets", body).await.ok(), first);
    assert_eq!(acme.admin.get("/tickets").await.list().len(), 1);
}

#[tokio::test]
async fn deleting_takes_a_permission_and_leaves_a_trace() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let boss = acme.user("boss", "supervisor").await;
    let made = ticket(&boss, "a mistake").await;
    boss.delete(&at(&made, "")).await.refused(403, 10003);
    acme.admin.delete(&at(&made, "")).await.ok();
    acme.admin.delete(&at(&made, "")).await.refused(404, 10004);
    boss.get(&at(&made, "")).await.refused(404, 10004);
    assert!(boss.get("/tickets").await.list().is_empty());
    let deeds = acme.admin.get("/audit-events?action=ticket.delete").await.list();
    assert_eq!((deeds.len(), &deeds[0]["detail"]["no"]), (1, &made["no"]));
}

#[tokio::test]
async fn bad_input_is_refused_by_field() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let post = async |body: Value| acme.admin.post("/tickets", body).await;
    assert_eq!(post(json!({ "description": "d" })).await.bad_fields(), ["subject"]);
    assert_eq!(post(json!({ "subject": "  ", "description": "d" })).await.bad_fields(), ["subject"]);
    assert_eq!(post(json!({ "subject": "字".repeat(201), "description": "d" })).await.bad_fields(), ["subject"]);
    assert_eq!(
        post(json!({ "subject": "s", "description": "d", "priority": "high" })).await.bad_fields(),
        ["priority"]
    );
    assert_eq!(
        post(json!({ "subject": "s", "description": "d", "customerId": 999_999 })).await.bad_fields(),
        ["customerId"]
    );
    assert_eq!(post(json!({ "subject": "s", "description": "d", "teamId": 999_999 })).await.bad_fields(), ["teamId"]);
    post(json!({ "subject": "s", "description": "d", "sessionId": 999_999 })).await.refused(404, 10004);
    post(json!({ "subject": "s\u{0}", "description": "d" })).await.refused(400, 10001);
    let made = ticket(&acme.admin, "s").await;
    assert_eq!(acme.admin.post(&at(&made, "/flow"), json!({ "to": "done" })).await.bad_fields(), ["to"]);
    assert_eq!(acme.admin.post(&at(&made, "/follow-ups"), json!({ "content": "  " })).await.bad_fields(), ["content"]);
    assert_eq!(acme.admin.get("/tickets").await.list().len(), 1, "nothing half-written");
}
