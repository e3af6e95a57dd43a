//! Sign-ins: seen by their owner, ended from afar, on every node.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, PASSWORD, TestApp};

/// Felt everywhere within this.
const SOON: Duration = Duration::from_secs(2);

fn elsewhere(client: &Client, node: &TestApp) -> Client {
    Client { base: node.base.clone(), ..client.clone() }
}

/// Waits until the token is refused.
async fn refused_soon(client: &Client, since: Instant) {
    while client.get("/user/info").await.status == 200 {
        assert!(since.elapsed() < SOON, "the token still works");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn ids(list: &Value) -> Vec<i64> {
    list.as_array().unwrap().iter().map(|s| s["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_one_or_all_others() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    let phone = app
        .anonymous()
        .request(Method::POST, "/auth/login")
        .header("user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1")
        .json(&json!({ "tenant": "acme", "username": "li", "password": PASSWORD }));
    let phone = app.anonymous().signed_in(&Answer::of(phone).await.ok());
    let third = app.sign_in("acme", "li").await;

    let list = li.get("/auth/sessions").await.ok();
    assert_eq!((ids(&list).len(), &list[0]["current"]), (3, &json!(true)));
    let on_phone = list.as_array().unwrap().iter().find(|s| s["device"]["mobile"] == true).unwrap();
    assert_eq!((&on_phone["device"]["browser"], &on_phone["device"]["system"]), (&json!("Safari"), &json!("iOS")));
    assert!(!list.to_string().contains("refresh") && !list.to_string().contains("digest"));

    li.delete(&format!("/auth/sessions/{}", on_phone["id"])).await.ok();
    phone.get("/user/info").await.refused(401, 10002);
    li.delete(&format!("/auth/sessions/{}", on_phone["id"])).await.refused(404, 10004);
    // Somebody else's is as absent as a missing one.
    let admins = acme.admin.get("/auth/sessions").await.ok()[0]["id"].clone();
    li.delete(&format!("/auth/sessions/{admins}")).await.refused(404, 10004);

    assert_eq!(li.delete("/auth/sessions").await.ok()["ended"], 1);
    third.get("/user/info").await.refused(401, 10002);
    li.get("/user/info").await.ok();
    assert_eq!(ids(&li.get("/auth/sessions").await.ok()).len(), 1);
}

#[tokio::test]
async fn an_ended_sign_in_loses_its_tokens_and_sockets_within_two_seconds_on_another_node_too() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let other = TestApp::on(app.admin_url.clone()).await;
    let li = acme.user("li", "agent").await;
    let desk = app.sign_in("acme", "li").await;
    let li_elsewhere = elsewhere(&li, &other);
    // One socket follows a stream, the other follows nothing.
    let mut socket = li_elsewhere.socket().await;
    socket.subscribe(&format!("user/{}", li.id()), None).await;
    let mut silent = li_elsewhere.socket().await;
    let mut kept = elsewhere(&desk, &other).socket().await;

    let mine = li.get("/auth/sessions").await.ok();
    let since = Instant::now();
    acme.admin.delete(&format!("/users/{}/sessions/{}", li.id(), mine[0]["id"])).await.ok();
    li.get("/user/info").await.refused(401, 10002);
    assert_eq!(socket.closed().await, 4401);
    assert_eq!(silent.closed().await, 4401);
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
    refused_soon(&li_elsewhere, since).await;
    // The user's other device goes on.
    desk.get("/user/info").await.ok();
    kept.send(json!({ "type": "ping", "data": null })).await;
    kept.until("pong").await;
}

#[tokio::test]
async fn a_locked_user_and_a_changed_role_close_sockets_on_another_node() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let other = TestApp::on(app.admin_url.clone()).await;
    let li = acme.user("li", "agent").await;
    let roles = acme.admin.get("/roles?size=200").await.list();
    let viewer = roles.iter().find(|r| r["code"] == "viewer").unwrap()["id"].clone();
    let li_elsewhere = elsewhere(&li, &other);

    let mut socket = li_elsewhere.socket().await;
    let since = Instant::now();
    acme.admin.put(&format!("/users/{}", li.id()), json!({ "roleIds": [viewer] })).await.ok();
    assert_eq!(socket.closed().await, 4401);
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
    // It comes back with what it may do now, and stays.
    let mut again = li_elsewhere.socket().await;
    assert!(!li_elsewhere.get("/user/info").await.ok()["permissions"].to_string().contains("sessions:serve"));

    let since = Instant::now();
    acme.admin.post(&format!("/users/{}/lock", li.id()), json!({})).await.ok();
    assert_eq!(again.closed().await, 4401);
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
}

#[tokio::test]
async fn a_suspended_tenant_loses_its_sockets_on_another_node() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let acme = app.tenant("acme").await;
    let other = TestApp::on(app.admin_url.clone()).await;
    let mut socket = elsewhere(&acme.admin, &other).socket().await;
    operator.post(&format!("/tenants/{}/suspend", acme.id), json!({})).await.ok();
    assert_eq!(socket.closed().await, 4401);
}

#[tokio::test]
async fn administrators_end_sign_ins_of_those_who_may_not_do_more() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    let path = format!("/users/{}/sessions", li.id());
    assert_eq!(ids(&acme.admin.get(&path).await.ok()).len(), 1);
    assert_eq!(acme.admin.delete(&path).await.ok()["ended"], 1);
    li.get("/user/info").await.refused(401, 10002);
    acme.admin.get("/users/987654321/sessions").await.refused(404, 10004);

    let grants =
        json!([{ "permission": "users:read", "scope": "tenant" }, { "permission": "users:write", "scope": "tenant" }]);
    let hr = acme.admin.post("/roles", json!({ "code": "hr", "name": "人事", "grants": grants })).await.ok();
    let clerk = acme.user_with_role_id("clerk", hr["id"].as_i64().unwrap()).await;
    clerk.delete(&format!("/users/{}/sessions", acme.admin.id())).await.refused(403, 10003);
    acme.admin.get("/user/info").await.ok();
}

#[tokio::test]
async fn a_tenant_that_has_expired_is_out_and_says_so() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let acme = app.tenant("acme").await;
    let end = app.app.now() + chrono::TimeDelta::hours(1);
    operator.put(&format!("/tenants/{}", acme.id), json!({ "expiresAt": end })).await.ok();
    acme.admin.get("/user/info").await.ok();
    app.clock.advance(chrono::TimeDelta::minutes(61));
    acme.admin.get("/user/info").await.refused(403, 11012);
    let login = json!({ "tenant": "acme", "username": "admin", "password": PASSWORD });
    app.anonymous().post("/auth/login", login.clone()).await.refused(403, 11012);
    app.anonymous().get("/public/tenants/acme").await.refused(403, 11012);
    let visit = app.anonymous().request(Method::GET, "/customer-portal/config").header("x-tenant", "acme");
    Answer::of(visit).await.refused(403, 11012);
    let later = end + chrono::TimeDelta::days(365);
    operator.put(&format!("/tenants/{}", acme.id), json!({ "expiresAt": later })).await.ok();
    app.anonymous().post("/auth/login", login).await.ok();
    // The operator cannot shut itself out.
    operator.put("/tenants/1", json!({ "expiresAt": end })).await.ok();
    operator.get("/user/info").await.ok();
}
