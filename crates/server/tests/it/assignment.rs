//! Who is given what: order, strategies, capacity, transfers, the supervisor's hand - and many
//! assigners and actors at once.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    conversations::{Desk, status, text, until},
    support::{Answer, Client, TestApp},
};

/// Sets how many conversations users may serve at once.
async fn capacity(app: &TestApp, tenant: i64, users: &[i64], sessions: i32) {
    let mut tx = app.app.db().begin_system(tenant).await.unwrap();
    sqlx::query("update users set max_sessions = $3 where tenant_id = $1 and id = any($2)")
        .bind(tenant)
        .bind(users)
        .bind(sessions)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.finish().await.unwrap();
}

async fn history(client: &Client, id: i64) -> Vec<Value> {
    client.get(&format!("/sessions/{id}/assign-history")).await.ok().as_array().cloned().unwrap()
}

async fn load(agent: &Client) -> i64 {
    agent.get("/agents/me").await.ok()["load"].as_i64().unwrap()
}

async fn active_with(client: &Client, id: i64) -> i64 {
    until(client, &format!("/sessions/{id}"), |s| s["status"] == "active").await["assignee"]["id"].as_i64().unwrap()
}

#[tokio::test]
async fn vips_are_served_first_and_then_whoever_came_first() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let (agent, admin) = (&desk.agents[0], &desk.tenant.admin);
    capacity(&app, desk.tenant.id, &[agent.id()], 1).await;
    let (_, first) = desk.asker(1).await;
    let (_, second) = desk.asker(2).await;
    let vip = desk.tenant.customer("vip", "13900000000").await;
    let mut tx = app.app.db().begin_system(desk.tenant.id).await.unwrap();
    sqlx::query("update customers set vip = true where tenant_id = $1 and id = $2")
        .bind(desk.tenant.id)
        .bind(vip.id())
        .execute(tx.conn())
        .await
        .unwrap();
    tx.finish().await.unwrap();
    let third = vip.post("/me/sessions", json!({})).await.ok();
    assert_eq!(third["queue"]["position"], 1);
    let third = third["id"].as_i64().unwrap();
    let waiting: Vec<_> =
        admin.get("/sessions/unassigned").await.list().iter().map(|s| s["id"].as_i64().unwrap()).collect();
    assert_eq!(waiting, [third, first, second]);
    status(agent, "online").await;
    for id in [third, first, second] {
        assert_eq!(active_with(agent, id).await, agent.id());
        assert_eq!(load(agent).await, 1, "one at a time");
        agent.put(&format!("/sessions/{id}/close"), json!({})).await.ok();
    }
}

#[tokio::test]
async fn those_who_wait_are_told_when_their_place_changes() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let (first, _) = desk.asker(1).await;
    let first_id = first.get("/me/sessions").await.list()[0]["id"].as_i64().unwrap();
    let (second, second_id) = desk.asker(2).await;
    let place =
        |position: i64, size: i64| move |s: &Value| s["queue"]["position"] == position && s["queue"]["size"] == size;
    until(&first, &format!("/me/sessions/{first_id}"), place(1, 2)).await;
    let stream = kernel::Stream::customer(second.id());
    let mut tx = app.app.db().begin_system(desk.tenant.id).await.unwrap();
    let before = kernel::db::stream_seq(&mut tx, &stream).await.unwrap();
    first.post(&format!("/me/sessions/{first_id}/leave"), json!({})).await.ok();
    until(&second, &format!("/me/sessions/{second_id}"), place(1, 1)).await;
    let told = kernel::db::read_stream(&mut tx, &stream, before, 10).await.unwrap();
    assert_eq!(told.len(), 1, "one change, one event");
    let told: Value = serde_json::from_str(told[0].payload(false).unwrap().get()).unwrap();
    assert_eq!(told["session"]["queue"], json!({ "position": 1, "size": 1, "waitMinutes": null }));
    desk::queue::refresh(&app.app, desk.tenant.id).await.unwrap();
    assert_eq!(kernel::db::stream_seq(&mut tx, &stream).await.unwrap(), before + 1, "nothing new is not told again");
}

#[tokio::test]
async fn a_wait_is_told_once_it_has_been_measured() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let agent = &desk.agents[0];
    capacity(&app, desk.tenant.id, &[agent.id()], 1).await;
    let mut ids = Vec::new();
    for n in 0..6 {
        ids.push(desk.asker(n).await);
    }
    status(agent, "online").await;
    // Each talk takes two minutes.
    for (_, id) in &ids[..5] {
        active_with(agent, *id).await;
        app.clock.advance(TimeDelta::minutes(2));
        status(agent, "online").await;
        agent.put(&format!("/sessions/{id}/close"), json!({})).await.ok();
    }
    active_with(agent, ids[5].1).await;
    let (customer, id) = desk.asker(7).await;
    let told = until(&customer, &format!("/me/sessions/{id}"), |s| s["queue"]["waitMinutes"].is_array()).await;
    let wait: Vec<i64> = serde_json::from_value(told["queue"]["waitMinutes"].clone()).unwrap();
    // An assigner that was at work while the clock jumped may date an accept two minutes back: the range widens.
    assert!(wait[0] <= 2 && (2..=4).contains(&wait[1]) && wait[0] < wait[1], "{wait:?}");
    status(agent, "offline").await;
    until(&customer, &format!("/me/sessions/{id}"), |s| s["queue"]["waitMinutes"].is_null()).await;
}

#[tokio::test]
async fn a_team_deals_by_its_own_strategy() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 3).await;
    let team = json!({ "name": "first line", "strategy": "round_robin" });
    desk.tenant.admin.put(&format!("/teams/{}", desk.team), team).await.ok();
    for agent in &desk.agents {
        status(agent, "online").await;
    }
    let mut served = Vec::new();
    for n in 0..6 {
        let (_, id) = desk.asker(n).await;
        served.push(active_with(&desk.tenant.admin, id).await);
        assert_eq!(history(&desk.tenant.admin, id).await[0]["reason"], "auto.round_robin");
    }
    let ids: Vec<_> = desk.agents.iter().map(Client::id).collect();
    assert_eq!(served, [&ids[..], &ids[..]].concat());
}

#[tokio::test]
async fn only_online_agents_are_given_conversations_and_they_keep_them_when_they_go() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (a, b) = (&desk.agents[0], &desk.agents[1]);
    status(a, "online").await;
    let (_, kept) = desk.asker(1).await;
    active_with(a, kept).await;
    status(a, "offline").await;
    status(b, "busy").await;
    let (_, waits) = desk.asker(2).await;
    desk::assignment::settle(&app.app, desk.tenant.id).await.unwrap();
    assert_eq!(a.get(&format!("/sessions/{waits}")).await.ok()["status"], "queued");
    status(b, "online").await;
    assert_eq!(active_with(b, waits).await, b.id());
    assert_eq!(active_with(a, kept).await, a.id());
    assert_eq!(load(a).await, 1);
}

#[tokio::test]
async fn an_agent_whose_connections_are_gone_is_offline_after_a_minute() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (seen, unseen) = (&desk.agents[0], &desk.agents[1]);
    status(seen, "online").await;
    status(unseen, "online").await;
    desk::agents::heartbeat(&app.app, desk.tenant.id, seen.id()).await.unwrap();
    app.clock.advance(TimeDelta::seconds(59));
    desk::agents::heartbeat(&app.app, desk.tenant.id, seen.id()).await.unwrap();
    desk::agents::lapse(&app.app, desk.tenant.id, seen.id()).await.unwrap();
    assert_eq!(seen.get("/agents/me").await.ok()["status"], "online", "another node has heard of it");
    app.clock.advance(TimeDelta::seconds(61));
    until(seen, "/agents/me", |a| a["status"] == "offline").await;
    // A status that was set without any connection lasts as long.
    until(unseen, "/agents/me", |a| a["status"] == "offline").await;
}

#[tokio::test]
async fn a_colleague_accepts_and_the_load_moves_along() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (a, b) = (&desk.agents[0], &desk.agents[1]);
    let (_, id) = desk.served(a, 1).await;
    let url = format!("/sessions/{id}/transfer");
    a.post(&url, json!({ "toUserId": b.id(), "reason": "r" })).await.refused(409, 12004);
    status(b, "busy").await;
    a.post(&url, json!({})).await.refused(400, 10001);
    assert_eq!(a.post(&url, json!({ "toUserId": a.id() })).await.bad_fields(), ["toUserId"]);
    b.post(&url, json!({ "toUserId": b.id() })).await.refused(409, 12002);

    for (who, what, left) in [(b, "reject", "rejected"), (a, "cancel", "cancelled")] {
        let offer = a.post(&url, json!({ "toUserId": b.id(), "reason": "knows it better" })).await.ok();
        assert_eq!((&offer["status"], &offer["toUser"]["id"]), (&json!("pending"), &json!(b.id())));
        a.post(&url, json!({ "toUserId": b.id() })).await.refused(409, 12005);
        a.post(&format!("{url}/accept"), json!({})).await.refused(403, 10003);
        assert_eq!(b.get("/sessions?offered=true").await.list().len(), 1);
        let session = who.post(&format!("{url}/{what}"), json!({})).await.ok();
        assert_eq!((&session["transfer"]["status"], &session["assignee"]["id"]), (&json!(left), &json!(a.id())));
    }
    a.post(&url, json!({ "toUserId": b.id(), "reason": "knows it better" })).await.ok();
    let session = b.post(&format!("{url}/accept"), json!({})).await.ok();
    assert_eq!((&session["transfer"]["status"], &session["assignee"]["id"]), (&json!("accepted"), &json!(b.id())));
    assert_eq!((load(a).await, load(b).await), (0, 1));
    let last = history(a, id).await.pop().unwrap();
    assert_eq!(
        (&last["kind"], &last["reason"], &last["by"]["id"]),
        (&json!("transfer"), &json!("knows it better"), &json!(a.id()))
    );
    a.post(&format!("/sessions/{id}/messages"), text("no longer mine")).await.refused(409, 12002);

    // An offer ends with the conversation, and when nobody answers.
    b.post(&url, json!({ "toUserId": a.id() })).await.ok();
    app.clock.advance(TimeDelta::seconds(121));
    until(b, &format!("/sessions/{id}"), |s| s["transfer"]["status"] == "timeout").await;
    status(a, "busy").await;
    b.post(&url, json!({ "toUserId": a.id() })).await.ok();
    let closed = b.put(&format!("/sessions/{id}/close"), json!({})).await.ok();
    assert_eq!(closed["transfer"]["status"], "cancelled");
    a.post(&format!("{url}/accept"), json!({})).await.refused(409, 12005);
    assert_eq!((load(a).await, load(b).await), (0, 0));
}

#[tokio::test]
async fn a_conversation_handed_to_a_team_waits_there_with_the_time_it_has_waited() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let a = &desk.agents[0];
    let expert = desk.tenant.user("expert", "agent").await;
    let team =
        desk.tenant.admin.post("/teams", json!({ "name": "second line", "memberIds": [expert.id()] })).await.ok()["id"]
            .as_i64()
            .unwrap();
    let (customer, id) = desk.served(a, 1).await;
    let queued_at = a.get(&format!("/sessions/{id}")).await.ok()["queuedAt"].clone();
    let handed =
        a.post(&format!("/sessions/{id}/transfer"), json!({ "toTeamId": team, "reason": "network" })).await.ok();
    assert_eq!((&handed["status"], &handed["toTeam"]["id"]), (&json!("accepted"), &json!(team)));
    assert_eq!(load(a).await, 0);
    let mine = customer.get(&format!("/me/sessions/{id}")).await.ok();
    assert_eq!(
        (&mine["status"], &mine["queue"]["position"], &mine["agent"]),
        (&json!("queued"), &json!(1), &Value::Null)
    );
    assert_eq!(mine["queuedAt"], queued_at);
    a.get(&format!("/sessions/{id}")).await.refused(404, 10004);
    status(&expert, "online").await;
    assert_eq!(active_with(&expert, id).await, expert.id());
    let kinds: Vec<_> = history(&expert, id).await.iter().map(|r| r["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["auto", "requeue", "auto"]);
}

#[tokio::test]
async fn a_supervisor_assigns_reassigns_and_takes_over() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (a, b) = (&desk.agents[0], &desk.agents[1]);
    let boss = desk.tenant.user("boss", "supervisor").await;
    capacity(&app, desk.tenant.id, &[a.id(), boss.id()], 2).await;
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(desk.asker(n).await.1);
    }
    let to = |agent: &Client| json!({ "userId": agent.id(), "reason": "by hand" });
    boss.post(&format!("/sessions/{}/assign", ids[0]), to(a)).await.refused(409, 12004);
    a.post(&format!("/sessions/{}/assign", ids[0]), to(a)).await.refused(403, 10003);
    boss.post(&format!("/sessions/{}/assign", ids[0]), json!({ "userId": 999_999_999 })).await.refused(404, 10004);
    status(a, "away").await;
    let session = boss.post(&format!("/sessions/{}/assign", ids[0]), to(a)).await.ok();
    assert_eq!((&session["assignReason"], &session["assignee"]["id"]), (&json!("by hand"), &json!(a.id())));
    let batch = json!({ "sessionIds": [ids[0], ids[1], ids[2], 999_999_999], "userId": a.id(), "reason": "by hand" });
    let result = boss.post("/sessions/batch-assign", batch).await.ok();
    assert_eq!(result["assigned"], json!([ids[1]]));
    let codes: Vec<_> = result["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["id"].as_i64().unwrap(), f["code"].as_i64().unwrap()))
        .collect();
    assert_eq!(codes, [(ids[0], 12002), (ids[2], 12003), (999_999_999, 10004)]);
    status(b, "busy").await;
    boss.post(&format!("/sessions/{}/reassign", ids[0]), to(a)).await.refused(409, 12002);
    boss.post(&format!("/sessions/{}/reassign", ids[0]), to(b)).await.ok();
    assert_eq!((load(a).await, load(b).await), (1, 1));
    // A takeover may go beyond the supervisor's own capacity: it is its own decision, with a reason.
    for id in &ids[..3] {
        boss.post(&format!("/sessions/{id}/takeover"), json!({ "reason": "urgent" })).await.ok();
    }
    assert_eq!((load(a).await, load(b).await, load(&boss).await), (0, 0, 3));
    boss.post(&format!("/sessions/{}/takeover", ids[0]), json!({})).await.refused(409, 12002);
}

/// No free connection within five seconds: a busy machine, not a mistake.
const DATABASE_DOWN: i64 = 20004;

/// A refusal is fine where everyone acts at once; a failure (a deadlock, a broken constraint) is not.
fn refusable(answer: Answer) {
    assert!(answer.status < 500 || answer.body["code"] == DATABASE_DOWN, "{}", answer.body);
}

/// Asks for a person until the answer is there, as a client does.
async fn ask(customer: &Client, body: Value) -> i64 {
    loop {
        let answer = customer.post("/me/sessions", body.clone()).await;
        if answer.body["code"] != DATABASE_DOWN {
            return answer.ok()["id"].as_i64().unwrap();
        }
    }
}

/// Reads until the answer is there.
async fn fetch(client: &Client, path: &str) -> Answer {
    loop {
        let answer = client.get(path).await;
        if answer.body["code"] != DATABASE_DOWN {
            return answer;
        }
    }
}

/// 003 §2.4.3 under fire: three nodes with an assigner each, and everyone acts at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_assigners_and_actors_never_double_assign_nor_exceed_capacity() {
    const CAPACITY: i32 = 2;
    let nodes = [TestApp::start().await];
    let extra = [TestApp::on(nodes[0].admin_url.clone()).await, TestApp::on(nodes[0].admin_url.clone()).await];
    let app = &nodes[0];
    let desk = Desk::open(app, 6).await;
    let boss = desk.tenant.user("boss", "supervisor").await;
    // Half of the agents serve in a second team as well, so that two pools draw on the same people.
    let both: Vec<i64> = desk.agents.iter().take(3).map(Client::id).collect();
    let second = desk.tenant.admin.post("/teams", json!({ "name": "second line", "memberIds": both })).await.ok()["id"]
        .as_i64()
        .unwrap();
    capacity(app, desk.tenant.id, &desk.agents.iter().map(Client::id).collect::<Vec<_>>(), CAPACITY).await;
    for agent in &desk.agents {
        status(agent, "online").await;
    }
    let bases: Vec<String> = std::iter::once(app).chain(&extra).map(|n| n.base.clone()).collect();
    let at = |client: &Client, n: usize| Client { base: bases[n % bases.len()].clone(), ..client.clone() };

    let customers = futures_util::future::join_all((0..40).map(|n| {
        let desk = &desk;
        async move { desk.tenant.customer(&format!("c{n}"), &format!("137{n:08}")).await }
    }))
    .await;
    let asking = futures_util::future::join_all(customers.iter().enumerate().map(|(n, customer)| {
        let (customer, agents, boss) = (at(customer, n), &desk.agents, at(&boss, n + 1));
        let team = if n % 3 == 0 { second } else { desk.team };
        async move {
            let id = ask(&customer, json!({ "teamId": team, "text": "hello" })).await;
            let agent = |k: usize| agents[(n + k) % agents.len()].id();
            // Whatever of this is refused is refused for a reason; what matters is what holds in the end.
            let reason = "storm";
            match n % 5 {
                0 => refusable(
                    boss.post(&format!("/sessions/{id}/assign"), json!({ "userId": agent(0), "reason": reason })).await,
                ),
                1 => refusable(
                    boss.post(&format!("/sessions/{id}/reassign"), json!({ "userId": agent(1), "reason": reason }))
                        .await,
                ),
                2 => refusable(
                    boss.post(
                        "/sessions/batch-assign",
                        json!({ "sessionIds": [id, id - 1, id + 1], "userId": agent(2), "reason": reason }),
                    )
                    .await,
                ),
                3 => refusable(customer.post(&format!("/me/sessions/{id}/leave"), json!({})).await),
                _ => {}
            }
            id
        }
    }));
    let serving = futures_util::future::join_all(desk.agents.iter().enumerate().map(|(n, agent)| {
        let (agent, colleague) = (at(agent, n + 2), desk.agents[(n + 1) % 6].clone());
        async move {
            let mut closed = 0;
            for round in 0..15 {
                for session in fetch(&agent, "/sessions?mine=true&status=active").await.list() {
                    let url = format!("/sessions/{}", session["id"]);
                    match (round + closed) % 4 {
                        0 => {
                            refusable(
                                agent.post(&format!("{url}/transfer"), json!({ "toUserId": colleague.id() })).await,
                            );
                            refusable(colleague.post(&format!("{url}/transfer/accept"), json!({})).await);
                        }
                        1 => refusable(agent.post(&format!("{url}/transfer"), json!({ "toTeamId": second })).await),
                        _ => refusable(agent.put(&format!("{url}/close"), json!({})).await),
                    }
                    closed += 1;
                }
                if round % 7 == n {
                    status(&agent, "busy").await;
                    status(&agent, "online").await;
                }
            }
        }
    }));
    let watching = async {
        for _ in 0..20 {
            let agents = fetch(&desk.tenant.admin, "/agents").await.ok();
            for agent in agents.as_array().unwrap() {
                assert!(agent["load"].as_i64() <= agent["capacity"].as_i64(), "{agent}");
            }
        }
    };
    let (ids, _, ()) = tokio::join!(asking, serving, watching);

    // Everyone is served in the end.
    for _ in 0..400 {
        let waiting = fetch(&desk.tenant.admin, "/sessions?status=queued&size=200").await.list();
        if waiting.is_empty() {
            break;
        }
        for agent in &desk.agents {
            for session in fetch(agent, "/sessions?mine=true&status=active").await.list() {
                refusable(agent.put(&format!("/sessions/{}/close", session["id"]), json!({})).await);
            }
        }
    }
    assert!(desk.tenant.admin.get("/sessions?status=queued").await.list().is_empty());

    let active = desk.tenant.admin.get("/sessions?status=active&size=200").await.list();
    let agents = fetch(&desk.tenant.admin, "/agents").await.ok();
    for agent in agents.as_array().unwrap() {
        let serves = active.iter().filter(|s| s["assignee"]["id"] == agent["user"]["id"]).count();
        assert_eq!(agent["load"], serves, "load is the number of active conversations: {agent}");
    }
    for id in ids {
        // A double assignment would show as a link that does not hang on the one before.
        let mut holder = Value::Null;
        for record in history(&desk.tenant.admin, id).await {
            assert_eq!(record["fromUser"], holder, "conversation {id}");
            holder = record["toUser"].clone();
        }
    }
}
