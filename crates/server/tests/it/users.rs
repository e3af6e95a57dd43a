//! Staff: who may be made, changed and removed, and by whom.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Client, PASSWORD, Tenant, TestApp};

async fn role(tenant: &Tenant<'_>, code: &str) -> Value {
    tenant.admin.get("/roles?size=200").await.list().into_iter().find(|r| r["code"] == code).unwrap()["id"].clone()
}

fn new_user(username: &str, role: &Value) -> Value {
    json!({ "username": username, "name": username, "roleIds": [role] })
}

#[tokio::test]
async fn a_user_is_made_found_changed_and_removed() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let team = acme.admin.post("/teams", json!({ "name": "一线" })).await.ok();
    let agent = role(&acme, "agent").await;
    let body = json!({ "username": "Zhang.San", "name": "张三", "email": "z@example.com", "phone": "138 0000 0001", "roleIds": [agent], "teamIds": [team["id"]], "maxSessions": 8, "skills": ["报表", "LIS"] });
    let made = acme.admin.post("/users", body).await.ok();
    assert_eq!(made["initialPassword"].as_str().unwrap().len(), 16);
    let path = format!("/users/{}", made["id"]);
    let user = acme.admin.get(&path).await.ok();
    assert_eq!(user["initialPassword"], Value::Null, "shown once");
    assert_eq!(
        (&user["phone"], &user["maxSessions"], &user["skills"], &user["mustChangePassword"]),
        (&json!("13800000001"), &json!(8), &json!(["报表", "LIS"]), &json!(true))
    );
    assert_eq!((&user["teams"][0]["name"], &user["roles"][0]["code"]), (&json!("一线"), &json!("agent")));

    let found = |query: String| {
        let admin = acme.admin.clone();
        async move {
            admin
                .get(&format!("/users?{query}"))
                .await
                .list()
                .iter()
                .map(|u| u["username"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        }
    };
    for query in [
        "q=%E5%BC%A0".to_owned(),
        "q=ZHANG".into(),
        "q=13800000001".into(),
        format!("roleId={agent}"),
        format!("teamId={}", team["id"]),
        "q=z%40example".into(),
    ] {
        assert_eq!(found(query.clone()).await, ["Zhang.San"], "{query}");
    }
    assert_eq!(found("status=locked".into()).await, Vec::<String>::new());
    assert_eq!(found("q=%25".into()).await, Vec::<String>::new(), "a per cent sign is a per cent sign");

    let changed = acme.admin.put(&path, json!({ "name": "张三丰", "teamIds": [], "skills": [] })).await.ok();
    assert_eq!(
        (&changed["name"], &changed["email"], &changed["teams"], &changed["maxSessions"]),
        (&json!("张三丰"), &json!("z@example.com"), &json!([]), &json!(8))
    );

    acme.admin.delete(&path).await.ok();
    acme.admin.get(&path).await.refused(404, 10004);
    acme.admin.delete(&path).await.refused(404, 10004);
    acme.admin.post("/users", new_user("zhang.san", &agent)).await.ok();
}

#[tokio::test]
async fn a_name_is_taken_whatever_its_case_and_bad_input_names_its_field() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = role(&acme, "agent").await;
    let taken = acme.admin.post("/users", new_user("ADMIN", &agent)).await;
    taken.refused(409, 10012);
    assert_eq!(taken.body["errors"][0]["field"], "username");
    let cases = [
        (json!({ "username": "a b", "name": "x", "roleIds": [] }), "username"),
        (json!({ "username": "ab", "name": "x", "roleIds": [999_999] }), "roleIds"),
        (json!({ "username": "ab", "name": "x", "roleIds": [], "teamIds": [999_999] }), "teamIds"),
        (json!({ "username": "ab", "name": "x", "roleIds": [], "phone": "call me" }), "phone"),
        (json!({ "username": "ab", "name": "x" }), "roleIds"),
    ];
    for (body, field) in cases {
        assert_eq!(acme.admin.post("/users", body.clone()).await.bad_fields(), [field], "{body}");
    }
    assert_eq!(acme.admin.get("/users").await.ok()["total"], 1, "nothing half-written");
    acme.admin.post("/users", json!({ "username": "a\u{0}b", "name": "x", "roleIds": [] })).await.bad_fields();
    assert_eq!(
        acme.admin.post("/users", json!({ "username": "ab", "name": "x\u{0}", "roleIds": [] })).await.status,
        400
    );
}

#[tokio::test]
async fn another_tenants_roles_and_teams_cannot_be_given() {
    let app = TestApp::start().await;
    let (acme, other) = (app.tenant("acme").await, app.tenant("other").await);
    let foreign_role = role(&other, "tenant_admin").await;
    let foreign_team = other.admin.post("/teams", json!({ "name": "theirs" })).await.ok();
    let refused = acme.admin.post("/users", new_user("li", &foreign_role)).await;
    assert_eq!(refused.bad_fields(), ["roleIds"]);
    let body = json!({ "username": "li", "name": "li", "roleIds": [], "teamIds": [foreign_team["id"]] });
    assert_eq!(acme.admin.post("/users", body).await.bad_fields(), ["teamIds"]);
}

#[tokio::test]
async fn a_tenant_always_keeps_an_administrator_even_when_two_step_down_at_once() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let me = format!("/users/{}", acme.admin.id());
    acme.admin.put(&me, json!({ "status": "inactive" })).await.refused(409, 11009);
    acme.admin.put(&me, json!({ "roleIds": [] })).await.refused(409, 11009);

    let second = acme.user("second", "tenant_admin").await;
    // Each locks the other, at the same moment.
    let (lock_second, lock_first) =
        (format!("/users/{}/lock", second.id()), format!("/users/{}/lock", acme.admin.id()));
    let (a, b) = tokio::join!(acme.admin.post(&lock_second, json!({})), second.post(&lock_first, json!({})));
    let done = [&a, &b].iter().filter(|x| x.status == 200).count();
    assert_eq!(done, 1, "{} {}", a.body, b.body);
    let left = if a.status == 200 { &acme.admin } else { &second };
    let active = left.get("/users?status=active").await.list();
    assert_eq!(active.len(), 1);
}

#[tokio::test]
async fn nobody_gives_or_touches_more_than_it_holds() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let grants =
        json!([{ "permission": "users:read", "scope": "tenant" }, { "permission": "users:write", "scope": "tenant" }]);
    let hr = acme.admin.post("/roles", json!({ "code": "hr", "name": "人事", "grants": grants })).await.ok();
    let clerk = acme.user_with_role_id("clerk", hr["id"].as_i64().unwrap()).await;
    let (admin_role, admin) = (role(&acme, "tenant_admin").await, acme.admin.id());

    clerk.post("/users", new_user("mole", &admin_role)).await.refused(403, 10003);
    clerk.put(&format!("/users/{}", clerk.id()), json!({ "roleIds": [admin_role] })).await.refused(403, 10003);
    for deed in ["lock", "reset-password"] {
        clerk.post(&format!("/users/{admin}/{deed}"), json!({})).await.refused(403, 10003);
    }
    clerk.put(&format!("/users/{admin}"), json!({ "roleIds": [] })).await.refused(403, 10003);
    clerk.delete(&format!("/users/{admin}")).await.refused(403, 10003);
    // What it may do, it may.
    let made = clerk.post("/users", new_user("temp", &hr["id"])).await.ok();
    clerk.delete(&format!("/users/{}", made["id"])).await.ok();
}

#[tokio::test]
async fn one_cannot_lock_delete_or_reset_oneself() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    acme.user("second", "tenant_admin").await;
    let me = acme.admin.id();
    acme.admin.post(&format!("/users/{me}/lock"), json!({})).await.refused(409, 10006);
    acme.admin.post(&format!("/users/{me}/reset-password"), json!({})).await.refused(409, 10006);
    acme.admin.delete(&format!("/users/{me}")).await.refused(409, 10006);
}

#[tokio::test]
async fn the_last_place_goes_to_one_of_many() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let acme = app.tenant("acme").await;
    operator.put(&format!("/tenants/{}", acme.id), json!({ "maxUsers": 3 })).await.ok();
    let agent = role(&acme, "agent").await;
    let admin: &Client = &acme.admin;
    let answers = join_all((0..12).map(|n| {
        let body = new_user(&format!("user{n}"), &agent);
        async move { admin.post("/users", body).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 2);
    for refused in answers.iter().filter(|a| a.status != 200) {
        refused.refused(409, 11008);
    }
    assert_eq!(acme.admin.get("/users").await.ok()["total"], 3);
}

#[tokio::test]
async fn a_reset_by_the_administrator_ends_all_sign_ins_and_asks_for_a_change() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    let fresh = acme.admin.post(&format!("/users/{}/reset-password", li.id()), json!({})).await.ok()["initialPassword"]
        .as_str()
        .unwrap()
        .to_owned();
    li.get("/user/info").await.refused(401, 10002);
    let login = |password: &str| json!({ "tenant": "acme", "username": "li", "password": password });
    app.anonymous().post("/auth/login", login(PASSWORD)).await.refused(401, 11001);
    assert_eq!(app.anonymous().post("/auth/login", login(&fresh)).await.ok()["mustChangePassword"], true);
}

#[tokio::test]
async fn a_repeated_creation_makes_one_user_and_shows_its_password_once() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = role(&acme, "agent").await;
    acme.admin.post_once("k-1", "/users", new_user("li", &agent)).await.ok();
    let again = acme.admin.post_once("k-1", "/users", new_user("li", &agent)).await;
    again.refused(409, 10006);
    assert!(!again.body.to_string().contains("initialPassword"));
    assert_eq!(acme.admin.get("/users").await.ok()["total"], 2);
}

#[tokio::test]
async fn a_new_user_serves_as_many_as_the_tenant_set() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = role(&acme, "agent").await;
    assert_eq!(acme.admin.post("/users", new_user("before", &agent)).await.ok()["maxSessions"], 5);
    let mut settings = acme.admin.get("/settings/assignment").await.ok();
    settings["maxSessionsDefault"] = json!(9);
    acme.admin.put("/settings/assignment", settings).await.ok();
    assert_eq!(acme.admin.post("/users", new_user("after", &agent)).await.ok()["maxSessions"], 9);
    let mut given = new_user("given", &agent);
    given["maxSessions"] = json!(2);
    assert_eq!(acme.admin.post("/users", given).await.ok()["maxSessions"], 2);
}
