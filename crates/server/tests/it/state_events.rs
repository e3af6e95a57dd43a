//! State plus events equals a fresh fetch (after Zulip's `verify_action`): generated runs over every
//! operation that changes a conversation, while the assigner works beside them. After each step every
//! viewer's state, made of nothing but events, must be what the API answers.

use std::collections::BTreeMap;

use kernel::Stream;
use serde_json::{Value, json};

use crate::{
    conversations::{Desk, note, status, text},
    support::{Answer, Client, TestApp, chance::Chance},
};

/// Every operation of the desk's conversations that changes something, by its id in the API document.
pub const OPERATIONS: [&str; 18] = [
    "setMyStatus",
    "createSession",
    "sendMessage",
    "readSession",
    "closeSession",
    "beginMySession",
    "sendMyMessage",
    "readMySession",
    "leaveMySession",
    "rateMySession",
    "batchAssign",
    "assignSession",
    "reassignSession",
    "takeOverSession",
    "transferSession",
    "acceptTransfer",
    "rejectTransfer",
    "cancelTransfer",
];

type Things = BTreeMap<i64, Value>;

/// What one viewer knows.
#[derive(Debug, Default, Clone, PartialEq)]
struct Known {
    sessions: Things,
    /// By (conversation, number).
    messages: BTreeMap<(i64, i64), Value>,
    agents: Things,
}

fn id(v: &Value) -> i64 {
    v["id"].as_i64().unwrap()
}

fn by_id(list: Vec<Value>) -> Things {
    list.into_iter().map(|v| (id(&v), v)).collect()
}

/// Somebody who follows streams.
struct Viewer {
    client: Client,
    staff: bool,
    /// Streams and how far they are read.
    streams: BTreeMap<String, i64>,
    known: Known,
}

impl Viewer {
    fn new(client: &Client, staff: bool, streams: &[String]) -> Self {
        let streams = streams.iter().map(|s| (s.clone(), 0)).collect();
        Self { client: client.clone(), staff, streams, known: Known::default() }
    }

    async fn catch_up(&mut self, app: &TestApp, tenant: i64) {
        let mut tx = app.app.db().begin_system(tenant).await.unwrap();
        for (stream, position) in &mut self.streams {
            for event in kernel::db::read_stream(&mut tx, &Stream(stream.clone()), *position, 10_000).await.unwrap() {
                assert_eq!(event.seq, *position + 1, "{stream} has a gap");
                *position = event.seq;
                let Some(payload) = event.payload(self.staff) else { continue };
                let data: Value = serde_json::from_str(payload.get()).unwrap();
                match event.name.as_str() {
                    // A customer's conversation is followed in its inbox, which has the queue's news as well.
                    "session_update" if self.staff || stream.starts_with("customer/") => {
                        self.known.sessions.insert(id(&data["session"]), data["session"].clone());
                    }
                    "session_update" => {}
                    "message" | "note" => {
                        let m = &data["message"];
                        self.known
                            .messages
                            .insert((m["sessionId"].as_i64().unwrap(), m["seq"].as_i64().unwrap()), m.clone());
                    }
                    "status_update" => {
                        self.known.agents.insert(id(&data["agent"]["user"]), data["agent"].clone());
                    }
                    other => panic!("{other} on {stream}"),
                }
            }
        }
    }
}

struct World<'a> {
    app: &'a TestApp,
    desk: Desk<'a>,
    boss: Client,
    second: i64,
    customers: Vec<Client>,
    chance: Chance,
    supervisor: Viewer,
    agents: Vec<Viewer>,
    askers: Vec<Viewer>,
    /// Compare the messages of every conversation, not only of those that may have changed.
    thorough: bool,
}

impl<'a> World<'a> {
    async fn new(app: &'a TestApp, seed: u64) -> World<'a> {
        let desk = Desk::open(app, 3).await;
        let boss = desk.tenant.user("boss", "supervisor").await;
        let members = [desk.agents[2].id(), boss.id()];
        let second =
            id(&desk.tenant.admin.post("/teams", json!({ "name": "second line", "memberIds": members })).await.ok());
        let mut customers = Vec::new();
        for n in 0..6 {
            customers.push(desk.tenant.customer(&format!("customer {n}"), &format!("136{n:08}")).await);
        }
        let inbox = |kind: &str, c: &Client| vec![format!("{kind}/{}", c.id())];
        let supervisor = Viewer::new(&desk.tenant.admin, true, &["pool".into()]);
        let agents = desk.agents.iter().chain([&boss]).map(|a| Viewer::new(a, true, &inbox("user", a))).collect();
        let askers = customers.iter().map(|c| Viewer::new(c, false, &inbox("customer", c))).collect();
        let mut world = Self {
            app,
            desk,
            boss,
            second,
            customers,
            chance: Chance(seed),
            supervisor,
            agents,
            askers,
            thorough: false,
        };
        world.supervisor.known.agents = world.fetch_agents().await;
        world
    }

    async fn fetch_agents(&self) -> Things {
        let list = self.desk.tenant.admin.get("/agents").await.ok();
        list.as_array().unwrap().iter().map(|a| (id(&a["user"]), a.clone())).collect()
    }

    /// Every conversation in a state.
    fn with(&self, status: &str) -> Vec<Value> {
        self.supervisor.known.sessions.values().filter(|s| s["status"] == status).cloned().collect()
    }

    fn staff(&self, user: &Value) -> Option<Client> {
        self.agents.iter().map(|v| &v.client).find(|c| user["id"] == c.id()).cloned()
    }

    fn owner(&self, session: &Value) -> Client {
        self.customers.iter().find(|c| session["customer"]["id"] == c.id()).unwrap().clone()
    }

    /// Tries an operation on something that it may well be legal for; `None` when there is nothing.
    async fn act(&mut self, operation: &str) -> Option<Answer> {
        let (queued, active, closed) = (self.with("queued"), self.with("active"), self.with("closed"));
        let open = [&queued[..], &active[..]].concat();
        let offered: Vec<_> = active.iter().filter(|s| s["transfer"]["status"] == "pending").cloned().collect();
        let (team, second) = (self.desk.team, self.second);
        let customer = self.chance.pick(&self.customers)?.clone();
        let somebody = self.chance.pick(&self.agents)?.client.clone();
        let (coin, boss) = (self.chance.below(4), self.boss.clone());
        let any = self.chance.pick(&open).cloned();
        let url = |s: &Value| format!("/sessions/{}", s["id"]);
        let mine = |s: &Value| format!("/me/sessions/{}", s["id"]);
        let seq = |s: &Value| json!({ "seq": s["messageSeq"] });
        Some(match operation {
            "setMyStatus" => {
                let status = ["online", "busy", "busy", "offline"][coin];
                somebody.put("/agents/me/status", json!({ "status": status })).await
            }
            "createSession" => {
                somebody.post("/sessions", json!({ "customerId": customer.id(), "teamId": second })).await
            }
            "sendMessage" => {
                let s = self.chance.pick(&active)?;
                let body = if coin == 0 { note("a note") } else { text("an answer") };
                self.staff(&s["assignee"])?.post(&format!("{}/messages", url(s)), body).await
            }
            "readSession" => {
                let s = self.chance.pick(&active)?;
                self.staff(&s["assignee"])?.post(&format!("{}/read", url(s)), seq(s)).await
            }
            "closeSession" => {
                let s = self.chance.pick(&active)?;
                let body = json!({ "summary": "done", "tags": ["a", "b"] });
                self.staff(&s["assignee"])?.put(&format!("{}/close", url(s)), body).await
            }
            "beginMySession" => {
                let body = [
                    json!({}),
                    json!({ "text": "hello" }),
                    json!({ "topic": "t", "teamId": second }),
                    json!({ "teamId": team }),
                ];
                customer.post("/me/sessions", body[coin].clone()).await
            }
            "sendMyMessage" => {
                self.owner(any.as_ref()?).post(&format!("{}/messages", mine(any.as_ref()?)), text("a question")).await
            }
            "readMySession" => {
                self.owner(any.as_ref()?).post(&format!("{}/read", mine(any.as_ref()?)), seq(any.as_ref()?)).await
            }
            "leaveMySession" => {
                self.owner(any.as_ref()?).post(&format!("{}/leave", mine(any.as_ref()?)), json!({})).await
            }
            "rateMySession" => {
                let s = self.chance.pick(&closed)?;
                self.owner(s).post(&format!("{}/rate", mine(s)), json!({ "score": coin + 1 })).await
            }
            "batchAssign" => {
                let ids: Vec<_> = queued.iter().chain(&closed).take(3).map(id).collect();
                let body = json!({ "sessionIds": ids, "userId": somebody.id(), "reason": "many" });
                boss.post("/sessions/batch-assign", body).await
            }
            "assignSession" => {
                let s = self.chance.pick(&queued)?;
                boss.post(&format!("{}/assign", url(s)), json!({ "userId": somebody.id(), "reason": "urgent" })).await
            }
            "reassignSession" => {
                let s = self.chance.pick(&active)?;
                boss.post(&format!("{}/reassign", url(s)), json!({ "userId": somebody.id(), "reason": "better" })).await
            }
            "takeOverSession" => {
                boss.post(&format!("{}/takeover", url(any.as_ref()?)), json!({ "reason": "mine" })).await
            }
            "transferSession" => {
                let s = self.chance.pick(&active)?;
                let body = if coin == 0 {
                    json!({ "toTeamId": second })
                } else {
                    json!({ "toUserId": somebody.id(), "reason": "r" })
                };
                self.staff(&s["assignee"])?.post(&format!("{}/transfer", url(s)), body).await
            }
            "acceptTransfer" | "rejectTransfer" | "cancelTransfer" => {
                let s = self.chance.pick(&offered)?;
                let what = operation.strip_suffix("Transfer").unwrap();
                let who = if what == "cancel" { &s["transfer"]["from"] } else { &s["transfer"]["toUser"] };
                self.staff(who)?.post(&format!("{}/transfer/{what}", url(s)), json!({})).await
            }
            other => panic!("no way to try {other}"),
        })
    }

    /// The conversations whose messages are compared. One that ended a while ago takes no more; the
    /// last comparison looks at all.
    fn moving(&self, sessions: &Things) -> Vec<i64> {
        let old = sessions.len().saturating_sub(3);
        let moves = |n: usize, s: &Value| self.thorough || n >= old || s["status"] != "closed";
        sessions.iter().enumerate().filter(|(n, (_, s))| moves(*n, s)).map(|(_, (id, _))| *id).collect()
    }

    /// What is known, as far as it is fetched.
    fn told(&self, viewer: &Viewer) -> Known {
        let moving = self.moving(&viewer.known.sessions);
        let mut known = viewer.known.clone();
        known.messages.retain(|(session, _), _| moving.contains(session));
        known
    }

    async fn messages(&self, client: &Client, base: &str, sessions: &Things) -> BTreeMap<(i64, i64), Value> {
        let pages = self.moving(sessions).into_iter().map(async |session| {
            let page = client.get(&format!("{base}/{session}/messages?limit=200")).await.ok();
            let list = page["list"].as_array().cloned().unwrap();
            list.into_iter().map(|m| ((session, m["seq"].as_i64().unwrap()), m)).collect::<Vec<_>>()
        });
        futures_util::future::join_all(pages).await.into_iter().flatten().collect()
    }

    /// What the API answers to each viewer: the supervisor, then the agents, then the customers.
    async fn fetch(&self) -> Vec<Known> {
        let admin = &self.supervisor.client;
        let sessions = by_id(admin.get("/sessions?size=200").await.list());
        let messages = self.messages(admin, "/sessions", &sessions).await;
        let mut known = vec![Known { messages, sessions, agents: self.fetch_agents().await }];
        known.extend(
            futures_util::future::join_all(self.agents.iter().map(async |viewer| {
                let mut list = viewer.client.get("/sessions?mine=true&size=200").await.list();
                list.extend(viewer.client.get("/sessions?offered=true&size=200").await.list());
                Known { sessions: by_id(list), ..Known::default() }
            }))
            .await,
        );
        known.extend(
            futures_util::future::join_all(self.askers.iter().map(async |viewer| {
                let sessions = by_id(viewer.client.get("/me/sessions?size=200").await.list());
                let messages = self.messages(&viewer.client, "/me/sessions", &sessions).await;
                Known { sessions, messages, ..Known::default() }
            }))
            .await,
        );
        known
    }

    async fn catch_up(&mut self) {
        let ids: Vec<i64> = self.desk.tenant.admin.get("/sessions?size=200").await.list().iter().map(id).collect();
        for session in ids {
            self.supervisor.streams.entry(format!("conversation/{session}")).or_insert(0);
        }
        let (app, tenant) = (self.app, self.desk.tenant.id);
        self.supervisor.catch_up(app, tenant).await;
        for viewer in self.agents.iter_mut() {
            viewer.catch_up(app, tenant).await;
        }
        for viewer in &mut self.askers {
            // The inbox names the conversations that are followed then.
            viewer.catch_up(app, tenant).await;
            for session in viewer.known.sessions.keys() {
                viewer.streams.entry(format!("conversation/{session}")).or_insert(0);
            }
            viewer.catch_up(app, tenant).await;
        }
    }

    /// Compares once nothing moves: a fetch before and one after the events were read are the same.
    async fn compare(&mut self, after: &str) {
        for _ in 0..200 {
            let before = self.fetch().await;
            self.catch_up().await;
            let fresh = self.fetch().await;
            if before != fresh {
                continue;
            }
            let mut fresh = fresh.into_iter();
            assert_eq!(self.told(&self.supervisor), fresh.next().unwrap(), "the supervisor after {after}");
            for viewer in &self.agents {
                // Conversations that went elsewhere are no longer told of; what is there now must be right.
                let fresh = fresh.next().unwrap();
                let me = viewer.client.id();
                let theirs = |s: &Value| {
                    s["assignee"]["id"] == me
                        || (s["transfer"]["status"] == "pending" && s["transfer"]["toUser"]["id"] == me)
                };
                let known: Things =
                    viewer.known.sessions.iter().filter(|(_, s)| theirs(s)).map(|(id, s)| (*id, s.clone())).collect();
                assert_eq!(known, fresh.sessions, "agent {me} after {after}");
                if let Some(state) = viewer.known.agents.get(&me) {
                    assert_eq!(*state, self.supervisor.known.agents[&me], "agent {me} after {after}");
                }
            }
            for viewer in &self.askers {
                assert_eq!(self.told(viewer), fresh.next().unwrap(), "customer {} after {after}", viewer.client.id());
            }
            return;
        }
        panic!("it never came to rest after {after}");
    }
}

/// What makes the things that an operation needs.
fn before(operation: &str) -> &'static str {
    match operation {
        "acceptTransfer" | "rejectTransfer" | "cancelTransfer" => "transferSession",
        "rateMySession" => "closeSession",
        "assignSession" | "sendMyMessage" | "readMySession" | "leaveMySession" | "takeOverSession" => "beginMySession",
        _ => "createSession",
    }
}

/// Tries every operation once a round, each round in another order, and then those that were always
/// refused until they are not. Returns how often each was carried out.
async fn run(seed: u64, rounds: usize) -> BTreeMap<&'static str, usize> {
    let app = TestApp::start().await;
    let mut world = World::new(&app, seed).await;
    for viewer in &world.agents {
        // Busy agents leave something in the queue.
        status(&viewer.client, "busy").await;
    }
    let mut done: BTreeMap<&'static str, usize> = OPERATIONS.iter().map(|o| (*o, 0)).collect();
    for round in 0..rounds + 8 {
        let mut order = OPERATIONS.to_vec();
        order.retain(|o| round < rounds || done[o] == 0);
        world.chance.shuffle(&mut order);
        for mut operation in order {
            let answer = loop {
                match world.act(operation).await {
                    Some(answer) => break answer,
                    None => operation = before(operation),
                }
            };
            assert!(answer.status < 500, "{operation}: {}", answer.body);
            *done.get_mut(operation).unwrap() += usize::from(answer.status == 200);
            world.compare(&format!("{operation} ({}), round {round} of seed {seed}", answer.status)).await;
        }
    }
    world.thorough = true;
    world.compare("everything").await;
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn state_plus_events_is_a_fresh_fetch_after_any_operation() {
    for done in <[_; 2]>::from(tokio::join!(run(1, 2), run(2, 2))) {
        assert!(done.values().all(|n| *n > 0), "some were never carried out: {done:?}");
    }
}
