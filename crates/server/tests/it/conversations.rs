//! The chat: what each side sees, what is counted, what is refused.

use serde_json::{Value, json};

use crate::support::{Client, Tenant, TestApp};

pub fn text(content: &str) -> Value {
    json!({ "clientMessageId": uuid::Uuid::now_v7().hyphenated().to_string(), "kind": "text", "content": content })
}

pub fn note(content: &str) -> Value {
    json!({ "clientMessageId": uuid::Uuid::now_v7().hyphenated().to_string(), "kind": "note", "content": content })
}

/// A tenant with agents who serve in one team, all offline.
pub struct Desk<'a> {
    pub tenant: Tenant<'a>,
    pub team: i64,
    pub agents: Vec<Client>,
}

impl<'a> Desk<'a> {
    pub async fn open(app: &'a TestApp, agents: usize) -> Desk<'a> {
        let tenant = app.tenant("acme").await;
        let mut clients = Vec::new();
        for n in 0..agents {
            clients.push(tenant.user(&format!("agent{n}"), "agent").await);
        }
        let ids: Vec<i64> = clients.iter().map(Client::id).collect();
        let team = tenant.admin.post("/teams", json!({ "name": "first line", "memberIds": ids })).await.ok()["id"]
            .as_i64()
            .unwrap();
        let settings =
            json!({ "defaultTeamId": team, "strategy": "least_loaded", "maxSessionsDefault": 5, "acceptMode": "auto" });
        tenant.admin.put("/settings/assignment", settings).await.ok();
        Self { tenant, team, agents: clients }
    }

    /// A customer who asked for a person, and the conversation.
    pub async fn asker(&self, n: usize) -> (Client, i64) {
        let customer = self.tenant.customer(&format!("customer {n}"), &format!("138{n:08}")).await;
        let session = customer.post("/me/sessions", json!({ "topic": format!("question {n}") })).await.ok();
        (customer, session["id"].as_i64().unwrap())
    }

    /// A conversation that this agent serves.
    pub async fn served(&self, agent: &Client, n: usize) -> (Client, i64) {
        let (customer, id) = self.asker(n).await;
        status(agent, "online").await;
        until(agent, &format!("/sessions/{id}"), |s| s["status"] == "active" && s["assignee"]["id"] == agent.id())
            .await;
        (customer, id)
    }
}

pub async fn status(agent: &Client, status: &str) {
    agent.put("/agents/me/status", json!({ "status": status })).await.ok();
}

/// Fetches until the data is as wanted; the assigner works by itself.
pub async fn until(client: &Client, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    loop {
        let answer = client.get(path).await;
        if answer.status == 200 && wanted(&answer.body["data"]) {
            return answer.body["data"].clone();
        }
        assert!(std::time::Instant::now() < end, "never as wanted: {}", answer.body);
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_customer_waits_is_served_and_rates() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let agent = &desk.agents[0];
    let customer = desk.tenant.customer("王芳", "13800000001").await;

    let mine = customer.post("/me/sessions", json!({ "topic": "报表", "text": "上报失败" })).await.ok();
    let id = mine["id"].as_i64().unwrap();
    assert_eq!(mine["status"], "queued");
    assert_eq!(mine["queue"], json!({ "position": 1, "size": 1, "waitMinutes": null }), "no wait is invented");
    assert_eq!((&mine["unread"], &mine["messageSeq"]), (&json!(0), &json!(1)));

    status(agent, "online").await;
    let session = until(agent, &format!("/sessions/{id}"), |s| s["status"] == "active").await;
    assert_eq!((&session["assignee"]["id"], &session["unread"]), (&json!(agent.id()), &json!(1)));
    assert_eq!(session["assignReason"], "auto.least_loaded");
    assert_eq!(session["lastMessage"]["preview"], "上报失败");
    let history = agent.get(&format!("/sessions/{id}/assign-history")).await.ok();
    assert_eq!((&history[0]["kind"], &history[0]["by"]), (&json!("auto"), &Value::Null));
    assert_eq!(history[0]["explain"]["candidates"][0]["userId"], agent.id());
    assert_eq!(agent.get("/agents/me").await.ok()["load"], 1);

    agent.post(&format!("/sessions/{id}/messages"), text("请稍等")).await.ok();
    agent.post(&format!("/sessions/{id}/messages"), note("老客户")).await.ok();
    let mine = customer.get(&format!("/me/sessions/{id}")).await.ok();
    assert_eq!(
        (&mine["unread"], &mine["messageSeq"], &mine["agent"]["id"]),
        (&json!(1), &json!(2), &json!(agent.id()))
    );
    let page = customer.get(&format!("/me/sessions/{id}/messages")).await.ok();
    let kinds: Vec<_> = page["list"].as_array().unwrap().iter().map(|m| m["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["text", "text"], "notes are for staff");
    let page = agent.get(&format!("/sessions/{id}/messages")).await.ok();
    assert_eq!(
        page["list"].as_array().unwrap().iter().map(|m| m["seq"].as_i64().unwrap()).collect::<Vec<_>>(),
        [1, 2, 3]
    );

    assert_eq!(customer.post(&format!("/me/sessions/{id}/read"), json!({ "seq": 99 })).await.ok()["unread"], 0);
    assert_eq!(agent.post(&format!("/sessions/{id}/read"), json!({ "seq": 3 })).await.ok()["unread"], 0);
    assert_eq!(agent.get(&format!("/sessions/{id}")).await.ok()["customerReadSeq"], 2);

    let closed =
        agent.put(&format!("/sessions/{id}/close"), json!({ "summary": "重新上报", "tags": ["上报"] })).await.ok();
    assert_eq!(
        (&closed["status"], &closed["summary"], &closed["tags"]),
        (&json!("closed"), &json!("重新上报"), &json!(["上报"]))
    );
    assert_eq!(agent.get("/agents/me").await.ok()["load"], 0);
    assert_eq!(customer.post(&format!("/me/sessions/{id}/rate"), json!({ "score": 5 })).await.ok()["rating"], 5);
    customer.post(&format!("/me/sessions/{id}/rate"), json!({ "score": 1 })).await.refused(409, 12102);
    assert_eq!(agent.get(&format!("/sessions/{id}")).await.ok()["rating"], 5);
}

#[tokio::test]
async fn a_message_that_is_sent_again_is_there_once() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let agent = &desk.agents[0];
    let (customer, id) = desk.served(agent, 1).await;
    let message = text("only once");
    let url = format!("/me/sessions/{id}/messages");
    let sent = futures_util::future::join_all((0..8).map(|_| customer.post(&url, message.clone()))).await;
    let ids: Vec<_> = sent.iter().map(|a| a.ok()["id"].clone()).collect();
    assert!(ids.iter().all(|i| *i == ids[0]), "{ids:?}");
    // The same id from the other side is another message.
    let other = agent.post(&format!("/sessions/{id}/messages"), message.clone()).await.ok();
    assert_eq!(other["seq"], 2);
    agent.put(&format!("/sessions/{id}/close"), json!({})).await.ok();
    assert_eq!(
        customer.post(&url, message).await.ok()["id"],
        ids[0],
        "the acknowledgement may have been lost before the close"
    );
    customer.post(&url, text("too late")).await.refused(409, 12001);
    let page = customer.get(&url).await.ok();
    assert_eq!(page["list"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn numbers_have_no_gaps_and_counters_add_up_when_both_sides_talk_at_once() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let agent = &desk.agents[0];
    let (customer, id) = desk.served(agent, 1).await;
    let (mine, theirs) = (format!("/me/sessions/{id}/messages"), format!("/sessions/{id}/messages"));
    let both = (0..20).map(async |n| {
        customer.post(&mine, text(&format!("c{n}"))).await.ok();
        agent.post(&theirs, if n % 4 == 0 { note("n") } else { text("a") }).await.ok();
    });
    futures_util::future::join_all(both).await;
    let page = agent.get(&format!("{theirs}?limit=200")).await.ok();
    let seqs: Vec<i64> = page["list"].as_array().unwrap().iter().map(|m| m["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, (1..=40).collect::<Vec<_>>());
    let session = agent.get(&format!("/sessions/{id}")).await.ok();
    assert_eq!((&session["unread"], &session["messageSeq"]), (&json!(20), &json!(40)));
    assert_eq!(customer.get(&format!("/me/sessions/{id}")).await.ok()["unread"], 15, "notes do not count");

    // Reading up to any message leaves what the other side wrote after it.
    let messages = page["list"].as_array().unwrap();
    for seq in [7, 23, 40] {
        let left =
            messages.iter().filter(|m| m["seq"].as_i64().unwrap() > seq && m["sender"]["kind"] == "customer").count();
        assert_eq!(agent.post(&format!("/sessions/{id}/read"), json!({ "seq": seq })).await.ok()["unread"], left);
    }
    assert_eq!(
        agent.post(&format!("/sessions/{id}/read"), json!({ "seq": 3 })).await.ok()["unread"],
        0,
        "marks never go back"
    );

    let page = agent.get(&format!("{theirs}?before=11&limit=4")).await.ok();
    assert_eq!(
        page["list"].as_array().unwrap().iter().map(|m| m["seq"].as_i64().unwrap()).collect::<Vec<_>>(),
        [7, 8, 9, 10]
    );
    assert_eq!(page["hasMore"], true);
    let page = agent.get(&format!("{theirs}?after=37&limit=4")).await.ok();
    assert_eq!((page["list"].as_array().unwrap().len(), &page["hasMore"]), (3, &json!(false)));
}

#[tokio::test]
async fn every_illegal_move_is_refused_as_such() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (agent, admin) = (&desk.agents[0], &desk.tenant.admin);
    let (_, active) = desk.served(agent, 1).await;
    let (done, closed) = desk.served(agent, 2).await;
    agent.put(&format!("/sessions/{closed}/close"), json!({})).await.ok();
    status(agent, "busy").await;
    let (waiting, queued) = desk.asker(3).await;

    let to = json!({ "userId": agent.id(), "reason": "r" });
    for id in [active, closed] {
        let code = if id == active { 12002 } else { 12001 };
        admin.post(&format!("/sessions/{id}/assign"), to.clone()).await.refused(409, code);
    }
    for id in [queued, closed] {
        admin.post(&format!("/sessions/{id}/reassign"), to.clone()).await.refused(409, 12001);
        admin.put(&format!("/sessions/{id}/close"), json!({})).await.refused(409, 12001);
        admin.post(&format!("/sessions/{id}/transfer"), json!({ "toUserId": agent.id() })).await.refused(409, 12001);
        admin.post(&format!("/sessions/{id}/transfer"), json!({ "toTeamId": desk.team })).await.refused(409, 12001);
        admin.post(&format!("/sessions/{id}/messages"), text("x")).await.refused(409, 12001);
    }
    admin.post(&format!("/sessions/{closed}/takeover"), json!({})).await.refused(409, 12001);
    for what in ["accept", "reject", "cancel"] {
        for id in [queued, active, closed] {
            admin.post(&format!("/sessions/{id}/transfer/{what}"), json!({})).await.refused(409, 12005);
        }
    }
    done.post(&format!("/me/sessions/{closed}/leave"), json!({})).await.refused(409, 12001);
    waiting.post(&format!("/me/sessions/{queued}/rate"), json!({ "score": 3 })).await.refused(409, 12001);
    waiting.post(&format!("/me/sessions/{queued}/leave"), json!({})).await.ok();
    waiting.post(&format!("/me/sessions/{queued}/rate"), json!({ "score": 3 })).await.refused(409, 12001);
    let left = admin.get(&format!("/sessions/{queued}")).await.ok();
    assert_eq!((&left["status"], &left["closeReason"]), (&json!("closed"), &json!("abandoned")));
    desk.agents[1].post(&format!("/sessions/{active}/messages"), text("not mine")).await.refused(409, 12002);
    desk.agents[1].post(&format!("/sessions/{active}/messages"), note("but a note may be added")).await.ok();
}

#[tokio::test]
async fn what_is_out_of_reach_does_not_exist() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let agent = &desk.agents[0];
    let (_, id) = desk.served(agent, 1).await;
    let stranger = desk.tenant.customer("other", "13900000000").await;
    for path in ["", "/messages"] {
        stranger.get(&format!("/me/sessions/{id}{path}")).await.refused(404, 10004);
    }
    stranger.post(&format!("/me/sessions/{id}/messages"), text("x")).await.refused(404, 10004);
    stranger.post(&format!("/me/sessions/{id}/leave"), json!({})).await.refused(404, 10004);
    assert!(stranger.get("/me/sessions").await.list().is_empty());
    stranger.get(&format!("/sessions/{id}")).await.refused(403, 10003);

    let elsewhere = desk.tenant.user("elsewhere", "agent").await;
    elsewhere.get(&format!("/sessions/{id}")).await.refused(404, 10004);
    elsewhere.post(&format!("/sessions/{id}/messages"), note("x")).await.refused(404, 10004);
    elsewhere.put(&format!("/sessions/{id}/close"), json!({})).await.refused(404, 10004);
    assert!(elsewhere.get("/sessions").await.list().is_empty());
    assert_eq!(agent.get("/sessions?mine=true").await.list().len(), 1);
    assert_eq!(
        desk.tenant.admin.get(&format!("/sessions?assigneeId={}&status=active", agent.id())).await.list().len(),
        1
    );

    let umbrella = app.tenant("umbrella").await;
    umbrella.admin.get(&format!("/sessions/{id}")).await.refused(404, 10004);
    umbrella.admin.post(&format!("/sessions/{id}/takeover"), json!({})).await.refused(404, 10004);
    assert!(umbrella.admin.get("/sessions").await.list().is_empty());
}

#[tokio::test]
async fn a_customer_has_one_open_conversation() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let customer = desk.tenant.customer("one", "13800000001").await;
    let asked = futures_util::future::join_all((0..6).map(|_| customer.post("/me/sessions", json!({})))).await;
    let ids: Vec<_> = asked.iter().map(|a| a.ok()["id"].clone()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    let again = json!({ "text": "hello", "clientMessageId": uuid::Uuid::now_v7().hyphenated().to_string() });
    for _ in 0..2 {
        assert_eq!(customer.post("/me/sessions", again.clone()).await.ok()["messageSeq"], 1, "said once");
    }
    // An agent who begins with a customer who waits takes that conversation.
    let agent = &desk.agents[0];
    let body = json!({ "customerId": customer.id() });
    let served = agent.post("/sessions", body.clone()).await.ok();
    assert_eq!(
        (&served["id"], &served["status"], &served["assignReason"]),
        (&ids[0], &json!("active"), &json!("self.claimed"))
    );
    desk.tenant.admin.post("/sessions", body.clone()).await.refused(409, 12002);
    assert_eq!(agent.post("/sessions", body).await.ok()["id"], ids[0]);
    customer.post(&format!("/me/sessions/{}/leave", ids[0]), json!({})).await.ok();
    assert_ne!(customer.post("/me/sessions", json!({})).await.ok()["id"], ids[0]);
}

#[tokio::test]
async fn bad_messages_name_their_fields_and_words_stay_as_they_were_typed() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let (customer, id) = desk.asker(1).await;
    let url = format!("/me/sessions/{id}/messages");
    let with = |patch: Value| {
        let mut m = text("x");
        for (key, value) in patch.as_object().unwrap() {
            m[key] = value.clone();
        }
        m
    };
    assert_eq!(customer.post(&url, with(json!({ "content": " " }))).await.bad_fields(), ["content"]);
    assert_eq!(customer.post(&url, with(json!({ "content": "x".repeat(5001) }))).await.bad_fields(), ["content"]);
    assert_eq!(customer.post(&url, with(json!({ "content": "a\u{0}b" }))).await.bad_fields(), ["content"]);
    assert_eq!(customer.post(&url, with(json!({ "clientMessageId": "1" }))).await.bad_fields(), ["clientMessageId"]);
    assert_eq!(customer.post(&url, with(json!({ "kind": "system" }))).await.bad_fields(), ["kind"]);
    assert_eq!(customer.post(&url, with(json!({ "kind": "note" }))).await.bad_fields(), ["kind"]);
    assert_eq!(customer.post(&url, with(json!({ "kind": "file" }))).await.bad_fields(), ["fileId"]);
    assert_eq!(customer.post(&url, with(json!({ "kind": "image", "fileId": 1 }))).await.status, 400, "nobody's file");
    let typed = "<script>alert('x')</script>\n  & 汉字 \u{1F600}";
    let sent = customer.post(&url, text(typed)).await.ok();
    assert_eq!((&sent["content"], &sent["seq"]), (&json!(typed), &json!(1)), "nothing refused took a number");
    assert_eq!(customer.get(&url).await.ok()["list"][0]["content"], typed);
}

#[tokio::test]
async fn a_ticket_draft_quotes_the_talk() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 1).await;
    let agent = &desk.agents[0];
    let customer = desk.tenant.customer("王芳", "13800000001").await;
    let id =
        customer.post("/me/sessions", json!({ "text": "报表上报失败 RPT-5003" })).await.ok()["id"].as_i64().unwrap();
    status(agent, "online").await;
    until(agent, &format!("/sessions/{id}"), |s| s["status"] == "active").await;
    agent.post(&format!("/sessions/{id}/messages"), note("secret")).await.ok();
    agent.post(&format!("/sessions/{id}/messages"), text("请重试")).await.ok();
    let draft = agent.get(&format!("/sessions/{id}/ticket-draft")).await.ok();
    assert_eq!(draft["subject"], "报表上报失败 RPT-5003");
    assert_eq!(draft["description"], "王芳: 报表上报失败 RPT-5003\nagent0: 请重试");
    assert_eq!(
        (&draft["customerId"], &draft["sessionId"], &draft["assigneeId"]),
        (&json!(customer.id()), &json!(id), &json!(agent.id()))
    );
}
