//! How far a grant over customers reaches: every list, search, count and export tells of the same people, and who is
//! beyond it is as absent as somebody who does not exist.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    contract::{document, operations},
    support::{Answer, Client, Tenant, TestApp},
};

/// Whose each customer is, by its name.
const CUSTOMERS: [&str; 5] = ["自己登记的", "自己接待的", "本组的", "部门同事的", "别人的"];

fn names(rows: &[Value]) -> BTreeSet<String> {
    rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

async fn role(acme: &Tenant<'_>, scope: &str) -> i64 {
    let permissions =
        ["customers:read", "customers:write", "customers:reveal", "customers:supervise", "customers:export"]
            .into_iter()
            .chain(["customers:copy", "customers:erase"]);
    let grants: Vec<_> = permissions.map(|p| json!({ "permission": p, "scope": scope })).collect();
    let body = json!({ "code": scope, "name": scope, "description": "", "grants": grants });
    acme.admin.post("/roles", body).await.ok()["id"].as_i64().unwrap()
}

async fn made(by: &Client, name: &str) -> i64 {
    by.post("/customers", json!({ "name": name })).await.ok()["id"].as_i64().unwrap()
}

/// Its customers in the order of `CUSTOMERS`, and who looks at them.
async fn world(app: &TestApp, acme: &Tenant<'_>, scope: &str) -> (Vec<i64>, Client) {
    let admin = &acme.admin;
    let looks = acme.user_with_role_id(&format!("looks_{scope}"), role(acme, scope).await).await;
    let colleague = acme.user("colleague", "agent").await;
    let service = admin.post("/departments", json!({ "name": "客服中心" })).await.ok();
    let night = admin.post("/departments", json!({ "name": "夜班", "parentId": service["id"] })).await.ok();
    let team = admin.post("/teams", json!({ "name": "一线" })).await.ok();
    admin
        .put(&format!("/users/{}", looks.id()), json!({ "departmentId": service["id"], "teamIds": [team["id"]] }))
        .await
        .ok();
    admin.put(&format!("/users/{}", colleague.id()), json!({ "departmentId": night["id"] })).await.ok();
    let looks = app.sign_in("acme", &format!("looks_{scope}")).await;
    let mut ids = vec![made(&looks, CUSTOMERS[0]).await];
    for name in &CUSTOMERS[1..] {
        ids.push(made(admin, name).await);
    }
    let relation = json!({ "customerId": ids[2], "teamId": team["id"], "priority": "primary" });
    admin.post("/customer-team-relations", relation).await.ok();
    for (customer, agent) in [(ids[1], &looks), (ids[3], &colleague)] {
        let ticket =
            json!({ "subject": "打印异常", "description": "", "customerId": customer, "assigneeId": agent.id() });
        admin.post("/tickets", ticket).await.ok();
    }
    (ids, looks)
}

async fn sees(scope: &str, reached: &[&str]) {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (ids, looks) = world(&app, &acme, scope).await;
    let reached: BTreeSet<String> = reached.iter().map(|name| (*name).to_owned()).collect();

    let list = looks.get("/customers").await;
    assert_eq!((names(&list.list()), &list.body["data"]["total"]), (reached.clone(), &json!(reached.len())), "list");
    for (name, id) in CUSTOMERS.iter().zip(&ids) {
        let may = reached.contains(*name);
        let path = format!("/customers/{id}");
        assert_eq!(looks.get(&path).await.status, if may { 200 } else { 404 }, "{scope}: {name}");
        assert_eq!(looks.put(&path, json!({ "name": name })).await.status, if may { 200 } else { 404 }, "{name}");
        let found = looks.get(&format!("/customers?q={name}")).await;
        assert_eq!((found.list().len(), &found.body["data"]["total"]), (may.into(), &json!(i32::from(may))), "{name}");
    }
    assert_eq!(names(&looks.get("/customers/pending-archive").await.list()), reached, "still to be put on file");
    let everybody = json!({ "matches": "all", "conditions": [{ "field": "profile", "is": "temporary" }] });
    let preview = looks.post("/customer-segments/preview", everybody.clone()).await.ok();
    assert_eq!((&preview["total"], &preview["share"]), (&json!(reached.len()), &json!(1.0)), "segment");
    let segment = looks.post("/customer-segments", json!({ "name": "所有人", "rules": everybody })).await.ok();
    let members = looks.get(&format!("/customer-segments/{}/customers", segment["id"])).await.list();
    assert_eq!(names(&members), reached, "members of a segment");
    let export = json!({ "format": "csv", "columns": ["name"] });
    let answer = looks.request(reqwest::Method::POST, "/customers/export").json(&export).send().await.unwrap();
    let text = String::from_utf8(answer.bytes().await.unwrap().to_vec()).unwrap();
    let exported: BTreeSet<String> = text.lines().skip(1).map(|line| line.trim().to_owned()).collect();
    assert_eq!(exported, reached, "export");
    let bound = looks.get("/customer-team-relations").await.list();
    assert_eq!(bound.len(), usize::from(reached.contains("本组的")), "relations: {bound:?}");
}

#[tokio::test]
async fn own_reaches_whom_one_entered_or_serves() {
    sees("own", &["自己登记的", "自己接待的"]).await;
}

#[tokio::test]
async fn team_reaches_the_customers_of_one_s_teams_as_well() {
    sees("team", &["自己登记的", "自己接待的", "本组的"]).await;
}

#[tokio::test]
async fn department_reaches_the_customers_of_its_people_as_well() {
    sees("department", &["自己登记的", "自己接待的", "本组的", "部门同事的"]).await;
}

#[tokio::test]
async fn tenant_reaches_all() {
    sees("tenant", &CUSTOMERS).await;
}

#[tokio::test]
async fn no_operation_on_a_customer_goes_beyond_the_reach_of_its_grant() {
    let (app, document) = (TestApp::start().await, document());
    let acme = app.tenant("acme").await;
    let (ids, looks) = world(&app, &acme, "own").await;
    let theirs = ids[4].to_string();
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for op in operations(&document) {
        let of_a_customer = op.path.contains("/customers/{id}");
        if !of_a_customer || !op.permission.as_deref().is_some_and(|p| p.starts_with("customers:")) {
            continue;
        }
        let answer = Answer::of(op.valid(&document, &looks, &theirs)).await;
        tried += 1;
        // Who sends nonsense may be told so first.
        if answer.status != 404 && answer.status != 400 {
            wrong.push(format!("{}: {} {}", op.id, answer.status, answer.body));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(tried >= 15, "{tried}");
    let both = json!({ "keepId": ids[0], "dropId": ids[4], "reason": "" });
    looks.post("/customers/merge", both).await.refused(404, 10004);
}
