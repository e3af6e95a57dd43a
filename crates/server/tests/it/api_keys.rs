//! API keys: what they open, and how they end.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Client, TestApp};

fn with_key(app: &TestApp, secret: &serde_json::Value) -> Client {
    let mut client = app.anonymous();
    client.token = secret.as_str().map(str::to_owned);
    client
}

#[tokio::test]
async fn a_key_opens_what_it_was_given_and_nothing_else() {
    let app = TestApp::start().await;
    let (acme, other) = (app.tenant("acme").await, app.tenant("other").await);
    let made = acme.admin.post("/api-keys", json!({ "name": "报表同步", "permissions": ["users:read"] })).await.ok();
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with(&format!("pd_{}_", acme.id)) && secret.starts_with(made["prefix"].as_str().unwrap()));
    let key = with_key(&app, &made["secret"]);
    let users = key.get("/users").await.list();
    assert_eq!(users.len(), 1);
    assert_eq!(users[0]["id"].as_i64().unwrap(), acme.admin.id());
    key.get("/roles").await.refused(403, 10003);
    key.post("/users", json!({ "username": "x", "name": "x", "roleIds": [] })).await.refused(403, 10003);
    key.get("/user/info").await.refused(403, 10003);
    key.put("/user/password", json!({ "oldPassword": "x", "newPassword": "y" })).await.refused(403, 10003);

    let listed = acme.admin.get("/api-keys").await;
    assert!(!listed.body.to_string().contains(secret));
    assert!(!listed.list()[0]["lastUsedAt"].is_null());
    assert_eq!(other.admin.get("/api-keys").await.list().len(), 0);
    // The same secret under another tenant's number is nobody's.
    let elsewhere = secret.replacen(&format!("pd_{}_", acme.id), &format!("pd_{}_", other.id), 1);
    with_key(&app, &json!(elsewhere)).get("/users").await.refused(401, 10002);
}

#[tokio::test]
async fn a_key_cannot_hold_what_its_maker_does_not() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    for permission in ["tenants:read", "portal:use", "no:such"] {
        let refused = acme.admin.post("/api-keys", json!({ "name": "k", "permissions": [permission] })).await;
        assert_eq!(refused.bad_fields(), ["permissions[0]"], "{permission}");
    }
    assert_eq!(
        acme.admin.post("/api-keys", json!({ "name": "k", "permissions": [] })).await.bad_fields(),
        ["permissions"]
    );
    let key = acme
        .admin
        .post("/api-keys", json!({ "name": "k", "permissions": ["api-keys:write", "users:read"] }))
        .await
        .ok();
    let key = with_key(&app, &key["secret"]);
    key.post("/api-keys", json!({ "name": "child", "permissions": ["users:write"] })).await.bad_fields();
    key.post("/api-keys", json!({ "name": "child", "permissions": ["users:read"] })).await.ok();
}

#[tokio::test]
async fn a_revoked_key_is_refused_at_once_and_an_expired_one_in_time() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let expires = app.app.now() + TimeDelta::hours(1);
    let brief = acme
        .admin
        .post("/api-keys", json!({ "name": "brief", "permissions": ["users:read"], "expiresAt": expires }))
        .await
        .ok();
    let lasting = acme.admin.post("/api-keys", json!({ "name": "lasting", "permissions": ["users:read"] })).await.ok();
    let (brief, key) = (with_key(&app, &brief["secret"]), with_key(&app, &lasting["secret"]));
    brief.get("/users").await.ok();
    key.get("/users").await.ok();
    acme.admin.delete(&format!("/api-keys/{}", lasting["id"])).await.ok();
    key.get("/users").await.refused(401, 10002);
    let listed = acme.admin.get("/api-keys").await.list();
    assert!(!listed[1]["revokedAt"].is_null());

    let past =
        json!({ "name": "k", "permissions": ["users:read"], "expiresAt": app.app.now() - TimeDelta::seconds(1) });
    assert_eq!(acme.admin.post("/api-keys", past).await.bad_fields(), ["expiresAt"]);
}

#[tokio::test]
async fn an_expired_key_is_refused() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let expires = app.app.now() + TimeDelta::hours(1);
    let key = acme
        .admin
        .post("/api-keys", json!({ "name": "brief", "permissions": ["users:read"], "expiresAt": expires }))
        .await
        .ok();
    app.clock.advance(TimeDelta::hours(1));
    with_key(&app, &key["secret"]).get("/users").await.refused(401, 10002);
}

#[tokio::test]
async fn a_repeated_creation_never_shows_the_key_again() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let body = json!({ "name": "k", "permissions": ["users:read"] });
    acme.admin.post_once("once", "/api-keys", body.clone()).await.ok();
    acme.admin.post_once("once", "/api-keys", body).await.refused(409, 10006);
    assert_eq!(acme.admin.get("/api-keys").await.ok()["total"], 1);
}

#[tokio::test]
async fn a_keys_deeds_are_on_record_under_its_name() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let key = acme.admin.post("/api-keys", json!({ "name": "机器人", "permissions": ["teams:write"] })).await.ok();
    with_key(&app, &key["secret"]).post("/teams", json!({ "name": "一线" })).await.ok();
    let deed = &acme.admin.get("/audit-events?action=team.create").await.list()[0];
    assert_eq!(
        (&deed["actorKind"], &deed["actorId"], &deed["actorName"]),
        (&json!("api_key"), &key["id"], &json!("key 机器人"))
    );
}
