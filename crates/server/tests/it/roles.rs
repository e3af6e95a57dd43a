//! Roles: what can be granted, by whom, and how soon it is felt.

use serde_json::{Value, json};

use crate::support::TestApp;

fn grants(of: &[(&str, &str)]) -> Value {
    of.iter().map(|(permission, scope)| json!({ "permission": permission, "scope": scope })).collect()
}

#[tokio::test]
async fn built_in_roles_come_with_the_tenant_and_do_not_change() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let roles = acme.admin.get("/roles?size=200").await.list();
    let codes: Vec<_> = roles.iter().map(|r| r["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["tenant_admin", "supervisor", "agent", "operator", "viewer", "group_admin", "group_member"]);
    assert_eq!(roles[0]["userCount"], 1);
    let agent = format!("/roles/{}", roles[2]["id"]);
    acme.admin.put(&agent, json!({ "name": "x", "grants": [] })).await.refused(409, 11010);
    acme.admin.post(&format!("{agent}/permissions"), json!({ "grants": [] })).await.refused(409, 11010);
    acme.admin.delete(&agent).await.refused(409, 11010);
}

#[tokio::test]
async fn a_change_of_a_role_is_felt_by_tokens_that_are_out() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let role = acme
        .admin
        .post("/roles", json!({ "code": "reader", "name": "读者", "grants": grants(&[("users:read", "tenant")]) }))
        .await
        .ok();
    let id = role["id"].as_i64().unwrap();
    let reader = acme.user_with_role_id("reader", id).await;
    reader.get("/users").await.ok();
    reader.get("/roles").await.refused(403, 10003);
    acme.admin
        .post(&format!("/roles/{id}/permissions"), json!({ "grants": grants(&[("roles:read", "tenant")]) }))
        .await
        .ok();
    reader.get("/users").await.refused(403, 10003);
    reader.get("/roles").await.ok();
    assert_eq!(reader.get("/user/info").await.ok()["permissions"], json!(["roles:read"]));
    let changed = acme.admin.put(&format!("/roles/{id}"), json!({ "name": "新名字", "description": "d" })).await.ok();
    assert_eq!(
        (&changed["name"], changed["grants"].as_array().unwrap().len()),
        (&json!("新名字"), 1),
        "grants that are left out stay"
    );
}

#[tokio::test]
async fn only_known_permissions_of_the_tenants_own_side_can_be_granted() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    for (permission, scope) in [("tenants:write", "tenant"), ("portal:use", "own"), ("no:such", "tenant")] {
        let refused = acme.admin.post("/roles", json!({ "name": "x", "grants": grants(&[(permission, scope)]) })).await;
        assert_eq!(refused.bad_fields(), ["grants[0].permission"], "{permission}");
    }
    let refused =
        acme.admin.post("/roles", json!({ "name": "x", "grants": grants(&[("users:read", "galaxy")]) })).await;
    assert_eq!(refused.bad_fields(), ["grants[0].scope"]);
    assert_eq!(acme.admin.post("/roles", json!({ "name": " ", "grants": [] })).await.bad_fields(), ["name"]);
    assert_eq!(
        acme.admin.post("/roles", json!({ "code": "Bad Code", "name": "x", "grants": [] })).await.bad_fields(),
        ["code"]
    );
    let taken = acme.admin.post("/roles", json!({ "code": "agent", "name": "x", "grants": [] })).await;
    taken.refused(409, 10012);
    let codes =
        |answer: Vec<Value>| answer.into_iter().map(|p| p["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let known = codes(acme.admin.get("/permissions").await.ok().as_array().cloned().unwrap());
    assert!(known.contains(&"tickets:read".into()) && !known.iter().any(|c| c.starts_with("tenants:")));
    let operator = app.operator("platform_admin").await;
    assert!(
        codes(operator.get("/permissions").await.ok().as_array().cloned().unwrap()).contains(&"tenants:write".into())
    );
}

#[tokio::test]
async fn nobody_makes_a_role_that_can_more_than_itself() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let own = grants(&[("roles:read", "tenant"), ("roles:write", "tenant"), ("tickets:read", "team")]);
    let role = acme.admin.post("/roles", json!({ "code": "half", "name": "half", "grants": own })).await.ok();
    let half = acme.user_with_role_id("half", role["id"].as_i64().unwrap()).await;
    half.post("/roles", json!({ "name": "x", "grants": grants(&[("users:write", "tenant")]) }))
        .await
        .refused(403, 10003);
    half.post("/roles", json!({ "name": "x", "grants": grants(&[("tickets:read", "tenant")]) }))
        .await
        .refused(403, 10003);
    half.post(&format!("/roles/{}/permissions", role["id"]), json!({ "grants": grants(&[("users:write", "own")]) }))
        .await
        .refused(403, 10003);
    half.post("/roles", json!({ "name": "x", "grants": grants(&[("tickets:read", "own")]) })).await.ok();
    let strong = acme
        .admin
        .post("/roles", json!({ "name": "strong", "grants": grants(&[("users:write", "tenant")]) }))
        .await
        .ok();
    half.post(&format!("/roles/{}/permissions", strong["id"]), json!({ "grants": [] })).await.refused(403, 10003);
}

#[tokio::test]
async fn a_role_that_somebody_has_stays() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let role = acme.admin.post("/roles", json!({ "code": "guest", "name": "guest", "grants": [] })).await.ok();
    let path = format!("/roles/{}", role["id"]);
    let guest = acme.user_with_role_id("guest", role["id"].as_i64().unwrap()).await;
    acme.admin.delete(&path).await.refused(409, 11011);
    acme.admin.delete(&format!("/users/{}", guest.id())).await.ok();
    acme.admin.delete(&path).await.ok();
    acme.admin.get(&path).await.refused(404, 10004);
}

#[tokio::test]
async fn the_trail_of_deeds_is_chained_and_a_changed_row_shows() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    for n in 0..5 {
        acme.admin.post("/roles", json!({ "code": format!("r{n}"), "name": "r", "grants": [] })).await.ok();
    }
    let verdict = acme.admin.get("/audit-events/verify").await.ok();
    assert_eq!((&verdict["intact"], &verdict["brokenAt"]), (&json!(true), &Value::Null));
    assert!(verdict["checked"].as_i64().unwrap() >= 6);
    let made = acme.admin.get("/audit-events?action=role.create&actor=ADM&size=2").await;
    assert_eq!(made.ok()["total"], 5);
    let page = made.list();
    let next = acme.admin.get(&format!("/audit-events?action=role&after={}", page[1]["id"])).await.list();
    assert_eq!(
        (page[1]["id"].as_i64().unwrap() - next[0]["id"].as_i64().unwrap(), &page[0]["actorKind"]),
        (1, &json!("user"))
    );

    let mut superuser = <sqlx::PgConnection as sqlx::Connection>::connect(&app.admin_url).await.unwrap();
    let seq = page[1]["id"].as_i64().unwrap();
    sqlx::query("update tenants.audit_events set target = 'role/0' where tenant_id = $1 and seq = $2")
        .bind(acme.id)
        .bind(seq)
        .execute(&mut superuser)
        .await
        .unwrap();
    let verdict = acme.admin.get("/audit-events/verify").await.ok();
    assert_eq!((&verdict["intact"], &verdict["brokenAt"]), (&json!(false), &json!(seq)));
}

#[tokio::test]
async fn a_role_is_given_to_many_at_once_and_felt_at_once() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let reader = json!({ "code": "reader", "name": "读者", "grants": grants(&[("audit:read", "tenant")]) });
    let role = acme.admin.post("/roles", reader).await.ok();
    let path = format!("/roles/{}/users", role["id"]);
    let (li, wang) = (acme.user("li", "agent").await, acme.user("wang", "agent").await);
    li.get("/audit-events").await.refused(403, 10003);
    let ids = json!({ "userIds": [li.id(), wang.id(), li.id()] });
    assert_eq!(acme.admin.post(&path, ids.clone()).await.ok()["given"], 2);
    assert_eq!(acme.admin.post(&path, ids).await.ok()["given"], 0, "who has it keeps it");
    li.get("/audit-events").await.ok();
    wang.get("/customers").await.ok();
    assert_eq!(acme.admin.get("/roles?size=200").await.list().last().unwrap()["userCount"], 2);

    let unknown = acme.admin.post(&path, json!({ "userIds": [li.id(), 987_654_321] })).await;
    assert_eq!(unknown.bad_fields(), ["userIds"]);
    acme.admin.post("/roles/987654321/users", json!({ "userIds": [li.id()] })).await.refused(404, 10004);
    // Nobody gives what it does not hold, nor to those who may do more.
    let staff = grants(&[("users:write", "tenant"), ("roles:read", "tenant")]);
    let hr = acme.admin.post("/roles", json!({ "code": "hr", "name": "人事", "grants": staff })).await.ok();
    let clerk = acme.user_with_role_id("clerk", hr["id"].as_i64().unwrap()).await;
    clerk.post(&path, json!({ "userIds": [li.id()] })).await.refused(403, 10003);
    let own = format!("/roles/{}/users", hr["id"]);
    clerk.post(&own, json!({ "userIds": [acme.admin.id()] })).await.refused(403, 10003);
}
