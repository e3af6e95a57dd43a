//! Departments: the tree, its people, and how far the scope `department` reaches.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Client, Tenant, TestApp, chance::Chance};

async fn department(who: &Client, name: &str, parent: Option<&Value>) -> Value {
    who.post("/departments", json!({ "name": name, "parentId": parent.map(|p| p["id"].clone()) })).await.ok()
}

fn place(id: &Value, to: Value) -> (String, Value) {
    (format!("/departments/{id}/move"), json!({ "parentId": to }))
}

/// Names of the tree, depth first, with dots for the depth.
fn outline(nodes: &Value, depth: usize, out: &mut Vec<String>) {
    for node in nodes.as_array().unwrap() {
        out.push(format!("{}{}", ".".repeat(depth), node["name"].as_str().unwrap()));
        outline(&node["children"], depth + 1, out);
    }
}

async fn tree(who: &Client) -> Vec<String> {
    let mut out = Vec::new();
    outline(&who.get("/departments/tree").await.ok(), 0, &mut out);
    out
}

async fn role(tenant: &Tenant<'_>, grants: &[(&str, &str)]) -> i64 {
    let grants: Value = grants.iter().map(|(p, s)| json!({ "permission": p, "scope": s })).collect();
    let code = format!("r{}", grants.to_string().len());
    tenant.admin.post("/roles", json!({ "code": code, "name": code, "grants": grants })).await.ok()["id"]
        .as_i64()
        .unwrap()
}

#[tokio::test]
async fn departments_are_made_renamed_moved_ordered_and_deleted_when_empty() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let admin = &acme.admin;
    let service = department(admin, "客服中心", None).await;
    let first = department(admin, "一线组", Some(&service)).await;
    let second = department(admin, "二线组", Some(&service)).await;
    let night = department(admin, "夜班", Some(&first)).await;
    department(admin, "研发中心", None).await;
    assert_eq!(tree(admin).await, ["客服中心", ".一线组", "..夜班", ".二线组", "研发中心"]);

    let taken = admin.post("/departments", json!({ "name": "二线组", "parentId": service["id"] })).await;
    taken.refused(409, 10012);
    assert_eq!(taken.body["errors"][0]["field"], "name");
    department(admin, "二线组", Some(&night)).await;

    admin.post(&place(&second["id"], json!(null)).0, json!({ "parentId": service["id"], "position": 0 })).await.ok();
    assert_eq!(tree(admin).await[1], ".二线组");
    let (path, body) = place(&night["id"], json!(null));
    admin.post(&path, body).await.ok();
    assert_eq!(tree(admin).await, ["客服中心", ".二线组", ".一线组", "研发中心", "夜班", ".二线组"]);

    let leader = admin.id();
    let renamed =
        admin.put(&format!("/departments/{}", first["id"]), json!({ "name": "热线组", "leaderId": leader })).await.ok();
    assert_eq!((&renamed["name"], &renamed["leader"]["id"]), (&json!("热线组"), &json!(leader)));
    let without = admin.put(&format!("/departments/{}", first["id"]), json!({ "leaderId": null })).await.ok();
    assert_eq!((&without["name"], &without["leader"]), (&json!("热线组"), &Value::Null));

    admin.delete(&format!("/departments/{}", service["id"])).await.refused(409, 11017);
    let li = acme.user("li", "agent").await;
    let user = format!("/users/{}", li.id());
    admin.put(&user, json!({ "departmentId": first["id"] })).await.ok();
    admin.delete(&format!("/departments/{}", first["id"])).await.refused(409, 11017);
    admin.put(&user, json!({ "departmentId": null })).await.ok();
    admin.delete(&format!("/departments/{}", first["id"])).await.ok();
    admin.get(&format!("/departments/{}", first["id"])).await.refused(404, 10004);
}

#[tokio::test]
async fn a_department_never_comes_below_itself() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let a = department(&acme.admin, "a", None).await;
    let b = department(&acme.admin, "b", Some(&a)).await;
    let c = department(&acme.admin, "c", Some(&b)).await;
    for to in [&a, &b, &c] {
        let (path, body) = place(&a["id"], to["id"].clone());
        acme.admin.post(&path, body).await.refused(409, 11016);
    }
    let (path, body) = place(&a["id"], json!(987_654));
    assert_eq!(acme.admin.post(&path, body).await.bad_fields(), ["parentId"]);
    let mut below = c;
    for n in 0..7 {
        below = department(&acme.admin, &format!("d{n}"), Some(&below)).await;
    }
    acme.admin.post("/departments", json!({ "name": "too deep", "parentId": below["id"] })).await.refused(409, 11018);
}

#[tokio::test]
async fn moves_that_race_leave_a_tree() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let other = TestApp::on(app.admin_url.clone()).await;
    let mut made = Vec::new();
    for n in 0..6 {
        made.push(department(&acme.admin, &format!("d{n}"), None).await["id"].clone());
    }
    let nodes = [acme.admin.clone(), Client { base: other.base.clone(), ..acme.admin.clone() }];
    let mut chance = Chance(7);
    let moves: Vec<_> = (0..60)
        .map(|n| {
            let (id, to) = (made[chance.below(6)].clone(), made[chance.below(6)].clone());
            let client = nodes[n % 2].clone();
            async move {
                let (path, body) = place(&id, to);
                client.post(&path, body).await
            }
        })
        .collect();
    for answer in join_all(moves).await {
        assert!(answer.status == 200 || answer.body["code"] == 11016, "{} {}", answer.status, answer.body);
    }
    assert_eq!(tree(&acme.admin).await.len(), 6, "every department is still in the tree");
    // The oldest trick: each below the other, at the same moment.
    let (x, y) = (department(&acme.admin, "x", None).await, department(&acme.admin, "y", None).await);
    let (there, back) = (place(&x["id"], y["id"].clone()), place(&y["id"], x["id"].clone()));
    let (a, b) = tokio::join!(nodes[0].post(&there.0, there.1), nodes[1].post(&back.0, back.1));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn people_are_found_by_department_with_everything_below() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let top = department(&acme.admin, "top", None).await;
    let below = department(&acme.admin, "below", Some(&top)).await;
    let roles = acme.admin.get("/roles?size=200").await.list();
    let agent = roles.iter().find(|r| r["code"] == "agent").unwrap()["id"].clone();
    let new = |name: &str, department: &Value| json!({ "username": name, "name": name, "roleIds": [agent], "departmentId": department });
    let made = acme.admin.post("/users", new("li", &below["id"])).await.ok();
    assert_eq!(made["department"], json!({ "id": below["id"], "name": "below" }));
    acme.admin.post("/users", new("wang", &top["id"])).await.ok();
    assert_eq!(acme.admin.post("/users", new("zhao", &json!(987_654))).await.bad_fields(), ["departmentId"]);
    let found = |id: &Value| {
        let (admin, id) = (acme.admin.clone(), id.clone());
        async move { admin.get(&format!("/users?departmentId={id}")).await.ok()["total"].clone() }
    };
    assert_eq!((found(&top["id"]).await, found(&below["id"]).await), (json!(2), json!(1)));
    let nodes = acme.admin.get("/departments/tree").await.ok();
    assert_eq!((&nodes[0]["userCount"], &nodes[0]["totalUserCount"]), (&json!(1), &json!(2)));
    // A change of name leaves the department as it is.
    acme.admin.put(&format!("/users/{}", made["id"]), json!({ "name": "李雷" })).await.ok();
    assert_eq!(found(&below["id"]).await, json!(1));
}

#[tokio::test]
async fn the_scope_department_reaches_what_the_people_below_have_and_no_more() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let service = department(&acme.admin, "客服中心", None).await;
    let night = department(&acme.admin, "夜班", Some(&service)).await;
    let sales = department(&acme.admin, "销售", None).await;
    let head_role = role(&acme, &[("tickets:read", "department"), ("sessions:read", "department")]).await;
    let head = acme.user_with_role_id("head", head_role).await;
    let (li, wang) = (acme.user("li", "agent").await, acme.user("wang", "agent").await);
    for (user, department) in [(&head, &service), (&li, &night), (&wang, &sales)] {
        acme.admin.put(&format!("/users/{}", user.id()), json!({ "departmentId": department["id"] })).await.ok();
    }
    let mut tickets = Vec::new();
    for agent in [&li, &wang] {
        let body = json!({ "subject": "broken", "description": "it does not start", "assigneeId": agent.id() });
        tickets.push(acme.admin.post("/tickets", body).await.ok()["id"].clone());
    }
    let head = app.sign_in("acme", "head").await;
    let seen = |list: Vec<Value>| list.iter().map(|t| t["id"].clone()).collect::<Vec<_>>();
    assert_eq!(seen(head.get("/tickets").await.list()), [tickets[0].clone()]);
    head.get(&format!("/tickets/{}", tickets[0])).await.ok();
    head.get(&format!("/tickets/{}", tickets[1])).await.refused(404, 10004);

    // A conversation of one's people, likewise.
    let team = acme.admin.post("/teams", json!({ "name": "夜班", "memberIds": [li.id(), wang.id()] })).await.ok();
    let customer = acme.customer("王芳", "13900000001").await;
    let session =
        customer.post("/me/sessions", json!({ "topic": "help", "text": "hello", "teamId": team["id"] })).await.ok();
    let path = format!("/sessions/{}", session["id"]);
    head.get(&path).await.refused(404, 10004);
    for agent in [&li, &wang] {
        agent.put("/agents/me/status", json!({ "status": "online" })).await;
    }
    acme.admin.post(&format!("{path}/assign"), json!({ "userId": wang.id() })).await;
    let assignee = acme.admin.get(&path).await.ok()["assignee"]["id"].as_i64();
    let is_lis = assignee == Some(li.id());
    assert!(assignee.is_some(), "somebody serves it");
    assert_eq!(head.get(&path).await.status, if is_lis { 200 } else { 404 });
    acme.admin.put(&format!("/users/{}", assignee.unwrap()), json!({ "departmentId": night["id"] })).await.ok();
    let head = app.sign_in("acme", "head").await;
    head.get(&path).await.ok();
    assert_eq!(head.get("/sessions").await.list().len(), 1);

    // Who leads a department reaches its people, wherever it sits itself.
    acme.admin.put(&format!("/departments/{}", sales["id"]), json!({ "leaderId": head.id() })).await.ok();
    acme.admin.put(&format!("/users/{}", wang.id()), json!({ "departmentId": sales["id"] })).await.ok();
    let head = app.sign_in("acme", "head").await;
    assert_eq!(head.get("/tickets").await.list().len(), 2);
}

#[tokio::test]
async fn users_are_seen_and_changed_as_far_as_the_grant_reaches() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let service = department(&acme.admin, "客服中心", None).await;
    let night = department(&acme.admin, "夜班", Some(&service)).await;
    let nothing = acme.admin.post("/roles", json!({ "code": "nothing", "name": "无", "grants": [] })).await.ok();
    let nothing = nothing["id"].as_i64().unwrap();
    let li = acme.user_with_role_id("li", nothing).await;
    let wang = acme.user_with_role_id("wang", nothing).await;
    let zhao = acme.user_with_role_id("zhao", nothing).await;
    acme.admin.post("/teams", json!({ "name": "一线", "memberIds": [wang.id()] })).await.ok();
    let team = acme.admin.get("/teams").await.list()[0]["id"].clone();
    for (scope, sees) in [("own", vec![]), ("team", vec!["wang"]), ("department", vec!["li", "wang"])] {
        let grants = ["users:read", "users:write"].map(|p| json!({ "permission": p, "scope": scope }));
        let role = acme.admin.post("/roles", json!({ "code": scope, "name": scope, "grants": grants })).await.ok();
        let name = format!("lead_{scope}");
        let lead = acme.user_with_role_id(&name, role["id"].as_i64().unwrap()).await;
        acme.admin
            .put(&format!("/users/{}", lead.id()), json!({ "departmentId": service["id"], "teamIds": [team] }))
            .await
            .ok();
        acme.admin.put(&format!("/users/{}", li.id()), json!({ "departmentId": night["id"] })).await.ok();
        let lead = app.sign_in("acme", &name).await;
        let seen: Vec<_> =
            lead.get("/users").await.list().iter().map(|u| u["username"].as_str().unwrap().to_owned()).collect();
        for (user, username) in [(&li, "li"), (&wang, "wang"), (&zhao, "zhao")] {
            let may = sees.contains(&username);
            assert_eq!(seen.contains(&username.to_owned()), may, "{scope} {username}: {seen:?}");
            let path = format!("/users/{}", user.id());
            let expected = if may { 200 } else { 404 };
            assert_eq!(lead.get(&path).await.status, expected, "{scope} {username}");
            assert_eq!(lead.get(&format!("{path}/sessions")).await.status, expected, "{scope} {username}");
            let changed = lead.put(&path, json!({ "name": username })).await.status;
            assert_eq!(changed, expected, "{scope} {username}");
        }
        lead.get(&format!("/users/{}", lead.id())).await.ok();
        lead.post("/users", json!({ "username": "new", "name": "new", "roleIds": [] })).await.refused(403, 10003);
        acme.admin.delete(&format!("/users/{}", lead.id())).await.ok();
    }
}
