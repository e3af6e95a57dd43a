//! State plus events equals a fresh fetch, for tickets (after Zulip's `verify_action`): assignees and
//! customers who follow nothing but their inbox know what the API would answer, after any operation.

use std::collections::BTreeMap;

use kernel::Stream;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Tenant, TestApp, chance::Chance};

/// Every operation that changes a ticket, by its id in the API document.
pub const OPERATIONS: [&str; 14] = [
    "createTicket",
    "batchAssignTickets",
    "updateTicket",
    "deleteTicket",
    "moveTicket",
    "addFollowUp",
    "assignTicket",
    "transferTicket",
    "createPortalTicket",
    "updatePortalTicket",
    "replyToPortalTicket",
    "reopenPortalTicket",
    "attachToPortalTicket",
    "rateService",
];
const ROUNDS: usize = 12;

type Tickets = BTreeMap<i64, Value>;

fn id(v: &Value) -> i64 {
    v["id"].as_i64().unwrap()
}

/// Somebody who follows an inbox: a user knows its tickets, a customer what became of its own.
struct Viewer {
    client: Client,
    stream: Stream,
    position: i64,
    staff: bool,
    known: Tickets,
}

impl Viewer {
    fn user(client: Client) -> Self {
        Self { stream: Stream::user(client.id()), client, position: 0, staff: true, known: Tickets::new() }
    }

    fn customer(client: Client) -> Self {
        Self { stream: Stream::customer(client.id()), client, position: 0, staff: false, known: Tickets::new() }
    }

    async fn catch_up(&mut self, app: &TestApp, tenant: i64) {
        let mut tx = app.app.db().begin_system(tenant).await.unwrap();
        for event in kernel::db::read_stream(&mut tx, &self.stream, self.position, 10_000).await.unwrap() {
            assert_eq!(event.seq, self.position + 1, "{:?} has a gap", self.stream);
            self.position = event.seq;
            let data: Value = serde_json::from_str(event.payload(self.staff).unwrap().get()).unwrap();
            match event.name.as_str() {
                "ticket_update" => {
                    let ticket = data["ticket"].clone();
                    match !self.staff || ticket["assignee"]["id"] == self.client.id() {
                        true => self.known.insert(id(&ticket), ticket),
                        false => self.known.remove(&id(&ticket)),
                    };
                }
                "ticket_removed" => drop(self.known.remove(&id(&data))),
                // How it serves is no ticket.
                "status_update" => {}
                other => panic!("{other} on {:?}", self.stream),
            }
        }
    }

    async fn fetch(&self) -> Tickets {
        if self.staff {
            let list = self.client.get("/tickets?mine=true&size=200").await.list();
            return list.into_iter().map(|t| (id(&t), t)).collect();
        }
        let list = self.client.get("/customer-portal/tickets?size=200").await.ok();
        let shown = |t: &Value| {
            json!({
                "id": t["id"], "no": t["no"], "subject": t["subject"],
                "status": t["status"], "updated_at": t["updated_at"],
            })
        };
        list.as_array().unwrap().iter().map(|t| (id(t), shown(t))).collect()
    }
}

struct World<'a> {
    app: &'a TestApp,
    tenant: Tenant<'a>,
    boss: Client,
    viewers: Vec<Viewer>,
    chance: Chance,
}

impl<'a> World<'a> {
    async fn new(app: &'a TestApp, seed: u64) -> Self {
        let tenant = app.tenant("acme").await;
        let boss = tenant.user("boss", "supervisor").await;
        let mut viewers = vec![Viewer::user(boss.clone())];
        for name in ["li", "wang"] {
            viewers.push(Viewer::user(tenant.user(name, "agent").await));
        }
        for n in 0..3 {
            viewers.push(Viewer::customer(tenant.customer(&format!("customer {n}"), &format!("136{n:08}")).await));
        }
        Self { app, tenant, boss, viewers, chance: Chance(seed) }
    }

    fn somebody(&mut self, staff: bool) -> Client {
        let of_kind: Vec<_> = self.viewers.iter().filter(|v| v.staff == staff).map(|v| v.client.clone()).collect();
        self.chance.pick(&of_kind).unwrap().clone()
    }

    /// Tries an operation on a ticket that may or may not be ready for it.
    async fn act(&mut self, operation: &str) -> Answer {
        let all = self.tenant.admin.get("/tickets?size=200").await.list();
        let (staff, customer, coin) = (self.somebody(true), self.somebody(false), self.chance.below(4));
        let statuses = ["pending", "processing", "waiting_customer", "pending_review", "resolved", "closed"];
        let to = *self.chance.pick(&statuses).unwrap();
        let ticket = self.chance.pick(&all).cloned().unwrap_or_else(|| json!({ "id": 0 }));
        let owner = self.viewers.iter().find(|v| !v.staff && ticket["customer"]["id"] == v.client.id());
        let owner = owner.map_or(customer.clone(), |v| v.client.clone());
        let holder = self.viewers.iter().find(|v| v.staff && ticket["assignee"]["id"] == v.client.id());
        let holder = holder.map_or(self.boss.clone(), |v| v.client.clone());
        let boss = self.boss.clone();
        let at = |rest: &str| format!("/tickets/{}{rest}", ticket["id"]);
        let mine = |rest: &str| format!("/customer-portal/tickets/{}{rest}", ticket["id"]);
        let subject = ["printer", "报表上报失败", "login", "x"][coin];
        if matches!(operation, "reopenPortalTicket" | "rateService") {
            for to in ["processing", "resolved"] {
                boss.post(&at("/flow"), json!({ "to": to })).await;
            }
        }
        match operation {
            "createTicket" => {
                let assignee = (coin % 2 == 0).then(|| staff.id());
                let body = json!({ "subject": subject, "description": "d", "customerId": customer.id(), "assigneeId": assignee });
                boss.post("/tickets", body).await
            }
            "batchAssignTickets" => {
                let ids: Vec<_> = all.iter().take(3).map(id).collect();
                boss.post("/tickets/batch-assign", json!({ "ticketIds": ids, "userId": staff.id() })).await
            }
            "updateTicket" => boss.put(&at(""), json!({ "subject": subject, "priority": "urgent" })).await,
            "deleteTicket" => self.tenant.admin.delete(&at("")).await,
            "moveTicket" => holder.post(&at("/flow"), json!({ "to": to, "note": subject })).await,
            "addFollowUp" => holder.post(&at("/follow-ups"), json!({ "content": "said", "internal": coin < 2 })).await,
            "assignTicket" => boss.post(&at("/assign"), json!({ "userId": staff.id(), "reason": "r" })).await,
            "transferTicket" => holder.post(&at("/transfer"), json!({ "userId": staff.id(), "reason": "r" })).await,
            "createPortalTicket" => {
                customer.post("/customer-portal/tickets", json!({ "subject": subject, "description": "d" })).await
            }
            "updatePortalTicket" => {
                let body =
                    [json!({ "subject": subject }), json!({ "priority": "critical" }), json!({ "status": "closed" })];
                owner.put(&mine(""), body[coin % 3].clone()).await
            }
            "replyToPortalTicket" => owner.post(&mine("/replies"), json!({ "content": "more" })).await,
            "reopenPortalTicket" => owner.post(&mine("/reopen"), json!({ "reason": "still broken" })).await,
            "attachToPortalTicket" => {
                let part = reqwest::multipart::Part::bytes(b"line\n".to_vec()).file_name("log.txt");
                let form = reqwest::multipart::Form::new().part("file", part);
                Answer::of(owner.request(reqwest::Method::POST, &mine("/attachments")).multipart(form)).await
            }
            "rateService" => {
                let body = json!({ "target_type": "ticket", "target_id": ticket["id"], "score": coin + 1 });
                owner.post("/customer-portal/satisfaction", body).await
            }
            other => panic!("no way to try {other}"),
        }
    }

    async fn compare(&mut self, after: &str) {
        let (app, tenant) = (self.app, self.tenant.id);
        for viewer in &mut self.viewers {
            viewer.catch_up(app, tenant).await;
            assert_eq!(viewer.known, viewer.fetch().await, "{:?} after {after}", viewer.stream);
        }
    }
}

async fn run(seed: u64) {
    let app = TestApp::start().await;
    let mut world = World::new(&app, seed).await;
    let mut done: BTreeMap<&str, usize> = OPERATIONS.iter().map(|o| (*o, 0)).collect();
    for round in 0..ROUNDS {
        let mut order = OPERATIONS.to_vec();
        world.chance.shuffle(&mut order);
        for operation in order.into_iter().filter(|o| *o != "deleteTicket" || round % 3 == 2) {
            app.clock.advance(chrono::TimeDelta::seconds(7));
            let answer = world.act(operation).await;
            assert!(answer.status < 500, "{operation}: {}", answer.body);
            *done.get_mut(operation).unwrap() += usize::from(answer.status == 200);
            world.compare(&format!("{operation} ({}), round {round} of seed {seed}", answer.status)).await;
        }
    }
    assert!(done.values().all(|n| *n > 0), "some were never carried out: {done:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_inbox_tells_all_that_happens_to_tickets() {
    tokio::join!(run(1), run(2));
}
