//! Somebody who follows streams, and what it makes of them.

use std::collections::BTreeMap;

use kernel::Stream;
use serde_json::{Value, json};

use super::names::Names;
use crate::support::{Client, TestApp};

pub type Things = BTreeMap<i64, Value>;

pub fn id(v: &Value) -> i64 {
    v["id"].as_i64().unwrap()
}

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Known {
    pub sessions: Things,
    pub tickets: Things,
    pub agents: Things,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Follows the pool, the directory and every conversation.
    Supervisor,
    /// Follows its inbox and the directory.
    Agent,
    /// Follows its inbox, and those by name whom its conversations show.
    Customer,
}

/// Said to those who read along, to a team's leader, or to who applied: they change no card.
const NOTICES: [&str; 7] = [
    "message",
    "note",
    "relation_update",
    "relation_expiring",
    "archive_submitted",
    "archive_decided",
    "customer_import",
];

pub struct Viewer {
    pub client: Client,
    pub kind: Kind,
    /// Streams and how far they are read.
    streams: BTreeMap<String, i64>,
    names: Names,
    /// As the events told it; names are laid over it when it is looked at.
    known: Known,
    /// Told that much has moved: it fetches.
    stale: bool,
    /// Events so far that may have changed something.
    pub told: usize,
}

impl Viewer {
    /// Begins with a fetch, as every client does.
    pub async fn new(client: Client, kind: Kind, app: &TestApp, tenant: i64) -> Self {
        let names = match kind {
            Kind::Supervisor => vec!["pool".to_owned(), "directory".to_owned()],
            Kind::Agent => vec![format!("user/{}", client.id()), "directory".to_owned()],
            Kind::Customer => vec![format!("customer/{}", client.id())],
        };
        let mut streams = BTreeMap::new();
        let mut tx = app.app.db().begin_system(tenant).await.unwrap();
        for name in names {
            let head = kernel::db::stream_seq(&mut tx, &Stream(name.clone())).await.unwrap();
            streams.insert(name, head);
        }
        let mut viewer =
            Self { client, kind, streams, names: Names::default(), known: Known::default(), stale: false, told: 0 };
        viewer.known = viewer.fetch().await;
        viewer
    }

    /// What the API answers now.
    pub async fn fetch(&self) -> Known {
        let list = async |path: &str| self.client.get(path).await.list();
        let by_id = |list: Vec<Value>| list.into_iter().map(|v| (id(&v), v)).collect::<Things>();
        match self.kind {
            Kind::Supervisor => {
                let agents = self.client.get("/agents").await.ok();
                let agents = agents.as_array().unwrap().iter().map(|a| (id(&a["user"]), a.clone())).collect();
                Known { sessions: by_id(list("/sessions?size=200").await), agents, ..Known::default() }
            }
            Kind::Agent => {
                let mut sessions = list("/sessions?mine=true&size=200").await;
                sessions.extend(list("/sessions?offered=true&size=200").await);
                let state = self.client.get("/agents/me").await.ok();
                Known {
                    sessions: by_id(sessions),
                    tickets: by_id(list("/tickets?mine=true&size=200").await),
                    agents: Things::from([(self.client.id(), state)]),
                }
            }
            Kind::Customer => {
                let tickets = self.client.get("/customer-portal/tickets?size=200").await.ok();
                let shown = |t: &Value| {
                    json!({
                        "id": t["id"], "no": t["no"], "subject": t["subject"],
                        "status": t["status"], "updated_at": t["updated_at"],
                    })
                };
                Known {
                    sessions: by_id(list("/me/sessions?size=200").await),
                    tickets: by_id(tickets.as_array().unwrap().iter().map(shown).collect()),
                    ..Known::default()
                }
            }
        }
    }

    /// What it knows without asking.
    pub fn knows(&self) -> Known {
        let mut known = self.known.clone();
        match self.kind {
            Kind::Customer => known.sessions.values_mut().for_each(|s| self.names.own_session(s)),
            Kind::Supervisor | Kind::Agent => {
                known.sessions.values_mut().for_each(|s| self.names.session(s));
                known.tickets.values_mut().for_each(|t| self.names.ticket(t));
                known.agents.values_mut().for_each(|a| self.names.agent(a));
            }
        }
        known
    }

    pub async fn catch_up(&mut self, app: &TestApp, tenant: i64) {
        let mut tx = app.app.db().begin_system(tenant).await.unwrap();
        loop {
            self.follow_more(&mut tx).await;
            let before = self.streams.clone();
            for (stream, position) in before {
                let events = kernel::db::read_stream(&mut tx, &Stream(stream.clone()), position, 10_000).await.unwrap();
                for (n, event) in (1..).zip(events) {
                    assert_eq!(event.seq, position + n, "{stream} has a gap");
                    self.streams.insert(stream.clone(), event.seq);
                    let Some(payload) = event.payload(self.kind != Kind::Customer) else { continue };
                    self.apply(&stream, &event.name, serde_json::from_str(payload.get()).unwrap());
                }
            }
            if std::mem::take(&mut self.stale) {
                self.known = self.fetch().await;
            }
            let followed = self.streams.len();
            self.follow_more(&mut tx).await;
            if self.streams.len() == followed {
                return;
            }
        }
    }

    /// The streams of what it has come to know.
    async fn follow_more(&mut self, tx: &mut kernel::TenantTx) {
        let mut wanted = Vec::new();
        match self.kind {
            Kind::Agent => {}
            Kind::Supervisor => {
                // Whoever opens a list follows what it shows.
                let sessions = self.client.get("/sessions?size=200").await.list();
                wanted.extend(sessions.iter().map(|s| format!("conversation/{}", id(s))));
            }
            Kind::Customer => {
                for session in self.known.sessions.values() {
                    for (kind, thing) in [("agent", &session["agent"]), ("team", &session["team"])] {
                        wanted.extend(thing["id"].as_i64().map(|id| format!("{kind}/{id}")));
                    }
                }
            }
        }
        let me = self.principal(tx.tenant());
        for stream in wanted {
            if !self.streams.contains_key(&stream) {
                if let Some(me) = &me {
                    let may = desk::conversations::may_subscribe(tx, me, &Stream(stream.clone())).await.unwrap();
                    assert!(may, "{} shows it, and may not follow {stream}", me.id);
                }
                self.streams.insert(stream, 0);
            }
        }
    }

    /// As the gateway asks whether a customer may follow something.
    fn principal(&self, tenant: i64) -> Option<kernel::Principal> {
        let customer = kernel::Principal {
            id: self.client.id(),
            kind: kernel::PrincipalKind::Customer,
            ..kernel::Principal::system(tenant)
        };
        (self.kind == Kind::Customer).then_some(customer)
    }

    fn apply(&mut self, stream: &str, name: &str, data: Value) {
        self.told += usize::from(!NOTICES.contains(&name));
        if self.names.learn(name, &data) {
            return;
        }
        let me = self.client.id();
        match name {
            // A customer's conversation is followed in its inbox.
            "session_update" if self.kind == Kind::Agent => {
                let session = data["session"].clone();
                let offered = session["transfer"]["status"] == "pending" && session["transfer"]["toUser"]["id"] == me;
                match session["assignee"]["id"] == me || offered {
                    true => self.known.sessions.insert(id(&session), session),
                    false => self.known.sessions.remove(&id(&session)),
                };
            }
            // Two streams have no order between them: who follows the conversation goes by that.
            "session_update"
                if stream == "pool" && self.streams.contains_key(&format!("conversation/{}", id(&data["session"]))) => {
            }
            "session_update" => {
                self.known.sessions.insert(id(&data["session"]), data["session"].clone());
            }
            "ticket_update" => {
                let ticket = data["ticket"].clone();
                match self.kind == Kind::Customer || ticket["assignee"]["id"] == me {
                    true => self.known.tickets.insert(id(&ticket), ticket),
                    false => self.known.tickets.remove(&id(&ticket)),
                };
            }
            "ticket_removed" => drop(self.known.tickets.remove(&id(&data))),
            "status_update" => drop(self.known.agents.insert(id(&data["agent"]["user"]), data["agent"].clone())),
            "agent_removed" => drop(self.known.agents.remove(&id(&data))),
            "history_update" => self.stale = true,
            notice if NOTICES.contains(&notice) => {}
            other => panic!("{other} on {stream}"),
        }
    }
}
