//! The platform area: making, suspending and removing tenants; what the public may know of one.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

fn new_tenant(slug: &str) -> Value {
    json!({ "slug": slug, "name": "康衡软件", "contactPerson": "林岚", "contactEmail": "lin@example.com", "contactPhone": "400-000-6100", "adminUsername": "boss" })
}

#[tokio::test]
async fn a_new_tenant_is_ready_for_its_first_administrator() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    for placement in ["shared", "schema"] {
        let slug = format!("kangheng-{placement}");
        let mut body = new_tenant(&slug);
        body["placement"] = json!(placement);
        let made = operator.post("/tenants", body).await.ok();
        assert_eq!(
            (&made["tenant"]["status"], &made["tenant"]["placement"], &made["tenant"]["users"]),
            (&json!("active"), &json!(placement), &json!(1))
        );
        let password = made["initialPassword"].as_str().unwrap();
        let login = app
            .anonymous()
            .post("/auth/login", json!({ "tenant": slug, "username": "boss", "password": password }))
            .await
            .ok();
        assert_eq!(login["mustChangePassword"], true);
        let boss = app.anonymous().signed_in(&login);
        assert_eq!((&boss.me["name"], &boss.me["roles"][0]["code"]), (&json!("林岚"), &json!("tenant_admin")));
        boss.put("/user/password", json!({ "oldPassword": password, "newPassword": PASSWORD })).await.ok();
        boss.post("/teams", json!({ "name": "一线" })).await.ok();
    }
    let tenants = operator.get("/tenants?q=KANGHENG").await.list();
    assert_eq!(tenants.len(), 2);
    let seen = operator.get(&format!("/tenants/{}", tenants[0]["id"])).await.ok();
    assert_eq!((&seen["users"], &seen["openTickets"], &seen["contactPerson"]), (&json!(1), &json!(0), &json!("林岚")));
    assert_eq!(app.app.db().lint().await.unwrap(), []);
}

#[tokio::test]
async fn a_slug_is_taken_once_even_in_a_race_and_failures_leave_nothing() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let answers = join_all((0..6).map(|_| operator.post("/tenants", new_tenant("same-slug")))).await;
    assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 1);
    for refused in answers.iter().filter(|a| a.status != 200) {
        refused.refused(409, 10012);
        assert_eq!(refused.body["errors"][0]["field"], "slug");
    }
    let mut nowhere = new_tenant("no-database");
    nowhere["placement"] = json!("database");
    assert_eq!(operator.post("/tenants", nowhere.clone()).await.bad_fields(), ["database"]);
    nowhere["database"] = json!("unknown");
    assert_eq!(operator.post("/tenants", nowhere).await.bad_fields(), ["database"]);
    for slug in ["UP", "a", "-ab", "a b c", "default", "ab_cd"] {
        assert_eq!(operator.post("/tenants", new_tenant(slug)).await.bad_fields(), ["slug"], "{slug}");
    }
    // The operator's own and the one that was made.
    assert_eq!(operator.get("/tenants").await.ok()["total"], 2);
}

#[tokio::test]
async fn a_suspended_tenants_people_are_out_and_come_back_with_it() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let (acme, other) = (app.tenant("acme").await, app.tenant("other").await);
    let key = acme.admin.post("/api-keys", json!({ "name": "k", "permissions": ["users:read"] })).await.ok();
    let mut program = app.anonymous();
    program.token = key["secret"].as_str().map(str::to_owned);
    let path = format!("/tenants/{}", acme.id);
    operator.post(&format!("{path}/suspend"), json!({})).await.ok();
    acme.admin.get("/users").await.refused(403, 11006);
    program.get("/users").await.refused(403, 11006);
    app.anonymous()
        .post("/auth/login", json!({ "tenant": "acme", "username": "admin", "password": PASSWORD }))
        .await
        .refused(403, 11006);
    app.anonymous()
        .post("/public/register", json!({ "tenant": "acme", "name": "x", "phone": "13800000009" }))
        .await
        .refused(403, 11006);
    app.anonymous().get("/public/tenants/acme").await.refused(403, 11006);
    other.admin.get("/users").await.ok();
    operator.post(&format!("{path}/activate"), json!({})).await.ok();
    acme.admin.get("/users").await.ok();
    let trail = operator.get("/audit-events?action=tenant").await.list();
    let actions: Vec<_> = trail.iter().map(|e| e["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["tenant.activate", "tenant.suspend"]);
}

#[tokio::test]
async fn a_tenant_is_removed_only_when_suspended_and_its_slug_is_free_again() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let acme = app.tenant("acme").await;
    let path = format!("/tenants/{}", acme.id);
    operator.delete(&path).await.refused(409, 10006);
    operator.post(&format!("{path}/suspend"), json!({})).await.ok();
    operator.delete(&path).await.ok();
    operator.get(&path).await.refused(404, 10004);
    acme.admin.get("/users").await.refused(401, 10002);
    let again = operator.post("/tenants", new_tenant("acme")).await.ok();
    assert_ne!(again["tenant"]["id"].as_i64().unwrap(), acme.id);
    // The old tenant's people are not the new one's.
    app.anonymous()
        .post("/auth/login", json!({ "tenant": "acme", "username": "admin", "password": PASSWORD }))
        .await
        .refused(401, 11001);
}

#[tokio::test]
async fn the_operators_own_tenant_stays() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    operator.post("/tenants/1/suspend", json!({})).await.refused(409, 10006);
    operator.delete("/tenants/1").await.refused(409, 10006);
    operator.get("/tenants").await.ok();
}

#[tokio::test]
async fn platform_roles_see_tenants_as_far_as_they_go_and_tenants_see_none() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let viewer = app.operator("platform_viewer").await;
    viewer.get("/tenants").await.ok();
    viewer.post("/tenants", new_tenant("new-one")).await.refused(403, 10003);
    viewer.post(&format!("/tenants/{}/suspend", acme.id), json!({})).await.refused(403, 10003);
    acme.admin.get("/tenants").await.refused(403, 10003);
    acme.admin.get(&format!("/tenants/{}", acme.id)).await.refused(403, 10003);
}

#[tokio::test]
async fn a_change_keeps_what_it_leaves_out() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let made = operator.post("/tenants", new_tenant("acme")).await.ok();
    let path = format!("/tenants/{}", made["tenant"]["id"]);
    let changed = operator.put(&path, json!({ "name": "康衡科技", "maxUsers": 7 })).await.ok();
    assert_eq!(
        (&changed["name"], &changed["maxUsers"], &changed["contactEmail"], &changed["slug"]),
        (&json!("康衡科技"), &json!(7), &json!("lin@example.com"), &json!("acme"))
    );
    assert_eq!(operator.put(&path, json!({ "maxUsers": 0 })).await.bad_fields(), ["maxUsers"]);
    assert_eq!(operator.put(&path, json!({ "contactEmail": "nobody" })).await.bad_fields(), ["contactEmail"]);
    operator.put("/tenants/999999", json!({ "name": "x" })).await.refused(404, 10004);
}

#[tokio::test]
async fn the_public_sees_a_portals_look_and_nothing_more() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    operator.post("/tenants", new_tenant("kangheng")).await.ok();
    let seen = app.anonymous().get("/public/tenants/kangheng").await.ok();
    assert_eq!(
        (&seen["name"], &seen["title"], &seen["contactPhone"]),
        (&json!("康衡软件"), &json!("康衡软件服务中心"), &json!("400-000-6100"))
    );
    for secret in ["lin@example.com", "林岚", "boss"] {
        assert!(!seen.to_string().contains(secret), "{secret}");
    }
    app.anonymous().get("/public/tenants/nowhere").await.refused(404, 10004);
    app.anonymous().get("/public/tenants/default").await.refused(404, 10004);
}
