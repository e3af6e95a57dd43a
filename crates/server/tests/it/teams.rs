//! Teams and who is in them.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_team_has_a_leader_members_and_skills() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (li, wang) = (acme.user("li", "agent").await, acme.user("wang", "agent").await);
    let body = json!({ "name": "线上支持", "description": "d", "leaderId": li.id(), "strategy": "round_robin", "skills": ["报表"], "memberIds": [li.id()] });
    let team = acme.admin.post("/teams", body).await.ok();
    assert_eq!(
        (&team["leader"]["name"], &team["memberCount"], &team["strategy"]),
        (&json!("li"), &json!(1), &json!("round_robin"))
    );
    let members = format!("/teams/{}/members", team["id"]);
    acme.admin.post(&members, json!({ "userId": wang.id() })).await.ok();
    acme.admin.post(&members, json!({ "userId": wang.id() })).await.ok();
    let names: Vec<_> =
        acme.admin.get(&members).await.ok().as_array().unwrap().iter().map(|m| m["name"].clone()).collect();
    assert_eq!(names, ["li", "wang"]);
    assert_eq!(app.sign_in("acme", "wang").await.me["teams"][0]["name"], "线上支持");
    acme.admin.delete(&format!("{members}/{}", li.id())).await.ok();
    acme.admin.delete(&format!("{members}/{}", li.id())).await.refused(404, 10004);
    assert_eq!(acme.admin.get("/teams?q=%E7%BA%BF").await.list()[0]["memberCount"], 1);
}

#[tokio::test]
async fn names_are_unique_and_strangers_cannot_join() {
    let app = TestApp::start().await;
    let (acme, other) = (app.tenant("acme").await, app.tenant("other").await);
    let team = acme.admin.post("/teams", json!({ "name": "一线" })).await.ok();
    acme.admin.post("/teams", json!({ "name": "一线" })).await.refused(409, 10012);
    other.admin.post("/teams", json!({ "name": "一线" })).await.ok();
    let stranger =
        acme.admin.post(&format!("/teams/{}/members", team["id"]), json!({ "userId": other.admin.id() })).await;
    assert_eq!(stranger.bad_fields(), ["userId"]);
    let led = acme.admin.post("/teams", json!({ "name": "二线", "leaderId": other.admin.id() })).await;
    assert!(led.status == 404 || led.status == 400, "{}", led.body);
    acme.admin.delete(&format!("/teams/{}", team["id"])).await.ok();
    acme.admin.post("/teams", json!({ "name": "一线" })).await.ok();
}

#[tokio::test]
async fn agents_read_teams_but_do_not_change_them() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    li.get("/teams").await.ok();
    li.post("/teams", json!({ "name": "mine" })).await.refused(403, 10003);
}
