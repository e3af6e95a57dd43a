//! What becomes of conversations whose agent, or whose customer, is gone.

use chrono::TimeDelta;
use serde_json::json;

use crate::{
    conversations::{Desk, status, text, until},
    support::TestApp,
};

#[tokio::test]
async fn a_removed_or_locked_agent_serves_nobody_any_more() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 3).await;
    let (_, first) = desk.served(&desk.agents[0], 1).await;
    status(&desk.agents[0], "busy").await;
    let (_, second) = desk.served(&desk.agents[1], 2).await;
    status(&desk.agents[1], "busy").await;
    let admin = &desk.tenant.admin;
    admin.delete(&format!("/users/{}", desk.agents[0].id())).await.ok();
    admin.post(&format!("/users/{}/lock", desk.agents[1].id()), json!({})).await.ok();
    for id in [first, second] {
        let session = until(admin, &format!("/sessions/{id}"), |s| s["status"] == "queued").await;
        assert_eq!((&session["assignee"], &session["assignReason"]), (&json!(null), &json!("auto.agent_gone")));
    }
    status(&desk.agents[2], "online").await;
    for id in [first, second] {
        until(admin, &format!("/sessions/{id}"), |s| s["assignee"]["id"] == desk.agents[2].id()).await;
    }
}

#[tokio::test]
async fn an_agent_of_whom_nothing_is_heard_is_offline_and_its_conversations_go_back_to_the_queue() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let (_, id) = desk.served(&desk.agents[0], 1).await;
    let admin = &desk.tenant.admin;
    let me = desk.agents[0].id();
    let presence = |wanted: &'static str| {
        move |agents: &serde_json::Value| {
            agents.as_array().unwrap().iter().any(|a| a["user"]["id"] == me && a["status"] == wanted)
        }
    };
    // No socket was ever opened: the status that was set by hand lasts a minute.
    app.clock.advance(TimeDelta::seconds(30));
    assert!(presence("online")(&admin.get("/agents").await.ok()));
    app.clock.advance(TimeDelta::seconds(31));
    until(admin, "/agents", presence("offline")).await;
    assert_eq!(admin.get(&format!("/sessions/{id}")).await.ok()["status"], "active", "it may be a lost network");
    app.clock.advance(TimeDelta::seconds(61));
    until(admin, &format!("/sessions/{id}"), |s| s["status"] == "queued").await;
}

#[tokio::test]
async fn a_short_visit_starts_a_new_grace() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    for agent in &desk.agents {
        status(agent, "online").await;
    }
    let [visitor, silent] = [0, 1].map(|n| desk.agents[n].id());
    app.clock.advance(TimeDelta::seconds(50));
    drop(desk.agents[0].socket().await);
    app.clock.advance(TimeDelta::seconds(30));
    let of = |agents: &serde_json::Value, id: i64| {
        agents.as_array().unwrap().iter().find(|a| a["user"]["id"] == id).unwrap()["status"].clone()
    };
    let agents = until(&desk.tenant.admin, "/agents", |agents| of(agents, silent) == "offline").await;
    assert_eq!(of(&agents, visitor), "online", "it was here 30 seconds ago");
    app.clock.advance(TimeDelta::seconds(61));
    until(&desk.tenant.admin, "/agents", |agents| of(agents, visitor) == "offline").await;
}

#[tokio::test]
async fn a_conversation_ends_by_itself_when_the_customer_does_not_answer_and_never_when_staff_do_not() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let agent = &desk.agents[0];
    let (_, answered) = desk.served(agent, 1).await;
    let (customer, waiting) = desk.asker(2).await;
    until(agent, &format!("/sessions/{waiting}"), |s| s["status"] == "active").await;
    agent.post(&format!("/sessions/{answered}/messages"), text("are you there?")).await.ok();
    agent.post(&format!("/sessions/{waiting}/messages"), text("yes?")).await.ok();
    customer.post(&format!("/me/sessions/{waiting}/messages"), text("please help")).await.ok();
    // The agent stays in sight meanwhile.
    for _ in 0..31 {
        app.clock.advance(TimeDelta::seconds(59));
        status(agent, "busy").await;
    }
    let ended = until(&desk.tenant.admin, &format!("/sessions/{answered}"), |s| s["status"] == "closed").await;
    assert_eq!(ended["closeReason"], "idle");
    assert_eq!(desk.tenant.admin.get(&format!("/sessions/{waiting}")).await.ok()["status"], "active");
}

#[tokio::test]
async fn a_transfer_changes_neither_the_wait_nor_the_first_answer() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (_, id) = desk.served(&desk.agents[0], 1).await;
    let url = format!("/sessions/{id}");
    app.clock.advance(TimeDelta::seconds(10));
    desk.agents[0].post(&format!("{url}/messages"), text("hello")).await.ok();
    let before = desk.agents[0].get(&url).await.ok();
    status(&desk.agents[1], "online").await;
    app.clock.advance(TimeDelta::seconds(20));
    desk.agents[0].post(&format!("{url}/transfer"), json!({ "toUserId": desk.agents[1].id() })).await.ok();
    desk.agents[1].post(&format!("{url}/transfer/accept"), json!({})).await.ok();
    let after = desk.agents[1].get(&url).await.ok();
    assert_eq!(after["assignee"]["id"], desk.agents[1].id());
    assert_eq!((&after["assignedAt"], &after["firstReplyAt"]), (&before["assignedAt"], &before["firstReplyAt"]));
    let summary = desk.tenant.admin.get("/stats/summary").await.ok();
    let first_reply = summary["avgFirstReplySec"].as_f64().unwrap();
    assert!((9.0..15.0).contains(&first_reply), "{summary}");
}
