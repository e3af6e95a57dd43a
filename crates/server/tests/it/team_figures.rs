//! A team's scope, and its figures over real conversations.

use serde_json::json;

use crate::{
    conversations::{Desk, status, text, until},
    support::TestApp,
};

#[tokio::test]
async fn a_team_s_scope_comes_from_the_dictionaries() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let body =
        json!({ "name": "一线", "problemTypes": ["fault", "data"], "businessTypes": ["support"], "maxSessions": 20 });
    let team = acme.admin.post("/teams", body).await.ok();
    assert_eq!(
        (&team["problemTypes"], &team["businessTypes"], &team["maxSessions"], &team["version"]),
        (&json!(["fault", "data"]), &json!(["support"]), &json!(20), &json!(1))
    );
    let unknown = acme.admin.post("/teams", json!({ "name": "二线", "problemTypes": ["weather"] })).await;
    assert_eq!(unknown.bad_fields(), ["problemTypes"]);
    assert_eq!(unknown.body["errors"][0]["code"], "FIELD_UNKNOWN_VALUE");
    // What the tenant takes off its list stays where it was, and nowhere else.
    let own = json!({ "items": [{ "code": "mine", "nameZh": "自有", "nameEn": "Mine" }] });
    acme.admin.put("/dictionaries/problem_type/items", own).await.ok();
    let path = format!("/teams/{}", team["id"]);
    acme.admin.put(&path, json!({ "name": "一线", "problemTypes": ["fault", "mine"], "version": 1 })).await.ok();
    let gone = acme.admin.put(&path, json!({ "name": "一线", "problemTypes": ["data"] })).await;
    assert_eq!(gone.bad_fields(), ["problemTypes"]);
    acme.admin.put(&path, json!({ "name": "一线", "version": 1 })).await.refused(409, 10011);
}

#[tokio::test]
async fn figures_count_what_was_served_rated_and_left() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (admin, agent) = (&desk.tenant.admin, &desk.agents[0]);
    let (gone, left) = desk.asker(1).await;
    gone.post(&format!("/me/sessions/{left}/leave"), json!({})).await.ok();
    let (customer, id) = desk.served(agent, 2).await;
    agent.post(&format!("/sessions/{id}/messages"), text("hello")).await.ok();
    agent.put(&format!("/sessions/{id}/close"), json!({})).await.ok();
    customer.post(&format!("/me/sessions/{id}/rate"), json!({ "score": 4 })).await.ok();
    let ticket = admin
        .post("/tickets", json!({ "subject": "t", "description": "", "teamId": desk.team, "assigneeId": agent.id() }))
        .await
        .ok();
    for to in ["processing", "resolved"] {
        admin.post(&format!("/tickets/{}/flow", ticket["id"]), json!({ "to": to })).await.ok();
    }

    let path = format!("/teams/{}", desk.team);
    let s = admin.get(&format!("{path}/statistics")).await.ok();
    for (field, expected) in [
        ("served", 1),
        ("abandoned", 1),
        ("customers", 1),
        ("rated", 1),
        ("satisfied", 1),
        ("ticketsCreated", 1),
        ("ticketsResolved", 1),
    ] {
        assert_eq!(s[field], expected, "{field} of {s}");
    }
    assert_eq!(s["rating"], 4.0);
    assert!(s["firstReplySeconds"].as_f64().unwrap() >= s["waitSeconds"].as_f64().unwrap(), "{s}");
    let days = s["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[29]["served"], &days[29]["abandoned"]), (30, &json!(1), &json!(1)));
    let members = admin.get(&format!("{path}/performance")).await.ok()["members"].clone();
    assert_eq!(
        (members[0]["user"]["id"].as_i64(), &members[0]["served"], &members[0]["ticketsResolved"]),
        (Some(agent.id()), &json!(1), &json!(1))
    );
    assert_eq!((members.as_array().unwrap().len(), &members[1]["served"]), (2, &json!(0)), "also who did nothing");
    // Who leaves the team keeps what was done for it.
    admin.delete(&format!("{path}/members/{}", agent.id())).await.ok();
    assert_eq!(admin.get(&format!("{path}/performance")).await.ok()["members"][0]["member"], false);
    let before = admin.get(&format!("{path}/statistics?from=2020-01-01&to=2020-01-31")).await.ok();
    assert_eq!((&before["served"], &before["rating"]), (&json!(0), &json!(null)));
    assert_eq!(admin.get(&format!("{path}/statistics?from=2026-02-01&to=2026-01-01")).await.bad_fields(), ["from"]);
    agent.get(&format!("{path}/statistics")).await.refused(403, 10003);

    // Merged into another, it keeps the conversations it had, under its own name; tickets go to the other with all
    // that counts them.
    assert_eq!((&s["endedAt"], &s["successor"]), (&json!(null), &json!(null)));
    let other = admin.post("/teams", json!({ "name": "接手组" })).await.ok();
    admin.post(&format!("{path}/merge"), json!({ "successorId": other["id"], "reason": "两组合并" })).await.ok();
    let after = admin.get(&format!("{path}/statistics")).await.ok();
    for field in ["served", "abandoned", "customers", "rated"] {
        assert_eq!(after[field], s[field], "{field} of {after}");
    }
    assert!(after["endedAt"].is_string(), "{after}");
    assert_eq!(after["successor"], json!({ "id": other["id"], "name": "接手组" }));
    assert_eq!(admin.get(&format!("{path}/performance")).await.ok()["members"][0]["served"], 1);
    let others = admin.get(&format!("/teams/{}/statistics", other["id"])).await.ok();
    assert_eq!((&others["served"], &others["ticketsCreated"]), (&json!(0), &json!(1)), "{others}");
    let talk = admin.get(&format!("/sessions/{id}")).await.ok();
    assert_eq!(talk["team"]["id"].as_i64(), Some(desk.team), "{talk}");
    admin.get("/teams/987654321/statistics").await.refused(404, 10004);
}

#[tokio::test]
async fn the_list_shows_who_is_there_and_what_is_going_on() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 3).await;
    desk.served(&desk.agents[0], 1).await;
    status(&desk.agents[0], "busy").await;
    let (_, waiting) = desk.asker(2).await;
    status(&desk.agents[1], "online").await;
    until(&desk.tenant.admin, &format!("/sessions/{waiting}"), |s| s["status"] == "active").await;
    let team = desk.tenant.admin.get("/teams").await.list().remove(0);
    let shown = ["memberCount", "onlineCount", "busyCount", "queued", "active", "customerCount"]
        .map(|f| team[f].as_i64().unwrap());
    assert_eq!(shown, [3, 2, 1, 0, 2, 0]);
}
