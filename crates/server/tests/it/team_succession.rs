//! Merging and dissolving teams: what is open goes on, and nobody is lost.

use serde_json::{Value, json};

use crate::{
    conversations::{Desk, status, text, until},
    support::{Client, TestApp},
};

async fn team(admin: &Client, name: &str, members: &[i64]) -> i64 {
    admin.post("/teams", json!({ "name": name, "memberIds": members })).await.ok()["id"].as_i64().unwrap()
}

#[tokio::test]
async fn a_merged_team_s_people_and_open_work_go_on_in_the_other() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let admin = &desk.tenant.admin;
    let (customer, served) = desk.served(&desk.agents[0], 1).await;
    status(&desk.agents[0], "busy").await;
    let (_, waiting) = desk.asker(2).await;
    let open = admin.post("/tickets", json!({ "subject": "open", "description": "", "teamId": desk.team })).await.ok();
    let into = team(admin, "second line", &[desk.agents[1].id()]).await;
    let one = admin.get("/customers?q=customer%201").await.list()[0]["id"].clone();
    let relation = admin
        .post("/customer-team-relations", json!({ "customerId": one, "teamId": desk.team, "priority": "primary" }))
        .await
        .ok();

    let look = admin.get(&format!("/teams/{}/succession?into={into}", desk.team)).await.ok();
    let expected = json!({ "members": 2, "membersShared": 1, "queued": 1, "active": 1, "openTickets": 1, "relations": 1, "relationsShared": 0,
        "isDefault": true, "needsSuccessor": true, "successor": { "id": into, "name": "second line" } });
    assert_eq!(look, expected);
    admin.delete(&format!("/teams/{}", desk.team)).await.refused(409, 12006);

    let merge = json!({ "successorId": into, "reason": "组织调整" });
    let done = admin.post(&format!("/teams/{}/merge", desk.team), merge.clone()).await.ok();
    assert_eq!(done, json!({ "members": 2, "sessions": 2, "tickets": 1, "relations": 1, "relationsEnded": 0 }));
    admin.post(&format!("/teams/{}/merge", desk.team), merge).await.refused(404, 10004);
    admin.get(&format!("/teams/{}", desk.team)).await.refused(404, 10004);

    let session = admin.get(&format!("/sessions/{served}")).await.ok();
    assert_eq!((&session["team"]["id"], &session["assignee"]["id"]), (&json!(into), &json!(desk.agents[0].id())));
    customer.post(&format!("/me/sessions/{served}/messages"), text("still there?")).await.ok();
    assert_eq!(admin.get(&format!("/tickets/{}", open["id"])).await.ok()["team"]["id"], into);
    let moved = admin.get(&format!("/customer-team-relations/{}", relation["id"])).await.ok();
    assert_eq!((&moved["team"]["id"], &moved["priority"]), (&json!(into), &json!("primary")));
    let history = admin.get(&format!("/customer-team-relations/{}/history", relation["id"])).await.ok();
    assert_eq!((&history[0]["kind"], &history[0]["reason"]), (&json!("moved"), &json!("组织调整")));
    assert_eq!(admin.get(&format!("/teams/{into}")).await.ok()["memberCount"], 2);
    assert_eq!(admin.get("/settings/assignment").await.ok()["defaultTeamId"], into);
    assert_eq!(admin.get("/audit-events?action=team.merge").await.list()[0]["detail"]["into"], into);
    // Who waited is served by the other team's people, and says so in its history.
    status(&desk.agents[1], "online").await;
    until(admin, &format!("/sessions/{waiting}"), |s| s["assignee"]["id"] == desk.agents[1].id()).await;
    let kinds: Vec<Value> = admin
        .get(&format!("/sessions/{waiting}/assign-history"))
        .await
        .ok()
        .as_array()
        .unwrap()
        .iter()
        .map(|h| h["kind"].clone())
        .collect();
    assert_eq!(kinds, ["requeue", "auto"]);
}

#[tokio::test]
async fn a_team_that_people_wait_for_is_dissolved_with_a_successor_only() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let admin = &desk.tenant.admin;
    let (_, waiting) = desk.asker(1).await;
    let path = format!("/teams/{}/dissolve", desk.team);
    admin.post(&path, json!({ "reason": "撤销" })).await.refused(409, 12006);
    assert_eq!(
        admin.post(&path, json!({ "reason": "撤销", "successorId": 999_999 })).await.bad_fields(),
        ["successorId"]
    );
    admin.post(&path, json!({ "reason": "撤销", "successorId": desk.team })).await.refused(409, 10006);
    let heir = team(admin, "heir", &[]).await;
    let done = admin.post(&path, json!({ "reason": "撤销", "successorId": heir })).await.ok();
    assert_eq!((&done["sessions"], &done["members"]), (&json!(1), &json!(0)), "members stay users and go nowhere");
    let session = admin.get(&format!("/sessions/{waiting}")).await.ok();
    assert_eq!((&session["status"], &session["team"]["id"]), (&json!("queued"), &json!(heir)));
    assert_eq!(admin.get(&format!("/teams/{heir}")).await.ok()["memberCount"], 0);
}

#[tokio::test]
async fn an_idle_team_is_dissolved_and_its_relations_end() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let idle = team(&acme.admin, "idle", &[]).await;
    let open = acme.admin.post("/tickets", json!({ "subject": "open", "description": "", "teamId": idle })).await.ok();
    let customer = acme.admin.post("/customers", json!({ "name": "王芳" })).await.ok()["id"].clone();
    let relation = acme
        .admin
        .post("/customer-team-relations", json!({ "customerId": customer, "teamId": idle, "priority": "primary" }))
        .await
        .ok();
    let done = acme.admin.post(&format!("/teams/{idle}/dissolve"), json!({ "reason": "不再需要" })).await.ok();
    assert_eq!((&done["tickets"], &done["relationsEnded"]), (&json!(1), &json!(1)));
    assert_eq!(acme.admin.get(&format!("/tickets/{}", open["id"])).await.ok()["team"], Value::Null);
    assert_eq!(acme.admin.get(&format!("/customer-team-relations/{}", relation["id"])).await.ok()["state"], "ended");
    assert_eq!(acme.admin.get(&format!("/customers/{customer}/teams")).await.ok(), json!([]));
}

#[tokio::test]
async fn where_both_teams_serve_a_customer_the_primary_relation_stays() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (from, into) = (team(&acme.admin, "from", &[]).await, team(&acme.admin, "into", &[]).await);
    let mut customers = Vec::new();
    for (name, old, new) in [("a", "primary", "secondary"), ("b", "secondary", "primary")] {
        let id = acme.admin.post("/customers", json!({ "name": name })).await.ok()["id"].clone();
        for (team, priority) in [(from, old), (into, new)] {
            let body = json!({ "customerId": id, "teamId": team, "priority": priority });
            acme.admin.post("/customer-team-relations", body).await.ok();
        }
        customers.push(id);
    }
    let done =
        acme.admin.post(&format!("/teams/{from}/merge"), json!({ "successorId": into, "reason": "r" })).await.ok();
    assert_eq!((&done["relations"], &done["relationsEnded"]), (&json!(1), &json!(2)));
    for customer in customers {
        let held = acme.admin.get(&format!("/customers/{customer}/teams")).await.ok();
        assert_eq!(
            (held.as_array().unwrap().len(), &held[0]["priority"], &held[0]["team"]["id"]),
            (1, &json!("primary"), &json!(into))
        );
    }
}

/// Customers who ask while their team is being dissolved, and teams merged crosswise: nobody waits for a
/// team that is no more.
#[tokio::test]
async fn nobody_slips_into_a_team_that_is_ending() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 0).await;
    let admin = &desk.tenant.admin;
    let heir = team(admin, "heir", &[]).await;
    let mut customers = Vec::new();
    for n in 0..12 {
        customers.push(desk.tenant.customer(&format!("c{n}"), &format!("138000010{n:02}")).await);
    }
    let asks = futures_util::future::join_all(customers.iter().map(|c| c.post("/me/sessions", json!({}))));
    let path = format!("/teams/{}/dissolve", desk.team);
    let ends = admin.post(&path, json!({ "reason": "r", "successorId": heir }));
    let back = format!("/teams/{heir}/merge");
    let crossed = admin.post(&back, json!({ "successorId": desk.team, "reason": "r" }));
    let (asked, ended, crossed) = futures_util::future::join3(asks, ends, crossed).await;
    assert!(ended.status == 200 || crossed.status == 200, "{} {}", ended.body, crossed.body);
    assert!(ended.status != 200 || crossed.status != 200, "each cannot go into the other");
    assert!(asked.iter().all(|a| a.status == 200), "{asked:?}");
    let left = if ended.status == 200 { heir } else { desk.team };
    for session in admin.get("/sessions?size=50").await.list() {
        assert_eq!(session["team"]["id"], left, "{session}");
    }
}
