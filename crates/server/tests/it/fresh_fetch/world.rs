//! A tenant at work: agents, customers who wait, talk and are through, tickets, and everyone who watches.

use serde_json::{Value, json};

use super::viewer::{Kind, Viewer, id};
use crate::{
    conversations::{Desk, status},
    support::{Client, TestApp, chance::Chance},
};

pub struct World<'a> {
    pub app: &'a TestApp,
    pub desk: Desk<'a>,
    pub boss: Client,
    pub chance: Chance,
    pub viewers: Vec<Viewer>,
    /// Makes names and phones that nobody has yet.
    made: usize,
}

impl<'a> World<'a> {
    pub async fn new(app: &'a TestApp, seed: u64) -> World<'a> {
        let desk = Desk::open(app, 2).await;
        let boss = desk.tenant.user("boss", "supervisor").await;
        for agent in desk.agents.iter().chain([&boss]) {
            status(agent, "online").await;
        }
        let (tenant, mut viewers) = (desk.tenant.id, Vec::new());
        viewers.push(Viewer::new(desk.tenant.admin.clone(), Kind::Supervisor, app, tenant).await);
        for agent in desk.agents.iter().chain([&boss]) {
            viewers.push(Viewer::new(agent.clone(), Kind::Agent, app, tenant).await);
        }
        let mut world = Self { app, desk, boss, chance: Chance(seed), viewers, made: 0 };
        for _ in 0..3 {
            world.newcomer().await;
        }
        world
    }

    pub fn admin(&self) -> &Client {
        &self.desk.tenant.admin
    }

    pub fn name(&mut self, of: &str) -> String {
        self.made += 1;
        format!("{of} {}", self.made)
    }

    pub fn phone(&mut self) -> String {
        self.made += 1;
        format!("137{:08}", self.made)
    }

    pub fn customers(&self) -> Vec<Client> {
        self.viewers.iter().filter(|v| v.kind == Kind::Customer).map(|v| v.client.clone()).collect()
    }

    /// A customer who talks to somebody and has a ticket with somebody.
    pub async fn newcomer(&mut self) -> Client {
        let (name, phone) = (self.name("customer"), self.phone());
        let customer = self.desk.tenant.customer(&name, &phone).await;
        customer.post("/me/sessions", json!({ "text": "hello", "teamId": self.desk.team })).await.ok();
        let assignee = self.chance.pick(&self.desk.agents).unwrap().id();
        let ticket = json!({ "subject": "printer", "description": "d", "customerId": customer.id(),
            "assigneeId": assignee, "teamId": self.desk.team });
        self.boss.post("/tickets", ticket).await.ok();
        self.viewers.push(Viewer::new(customer.clone(), Kind::Customer, self.app, self.desk.tenant.id).await);
        customer
    }

    /// One of the customers; those who are `settled` are through with what they talked about.
    pub async fn somebody(&mut self, settled: bool) -> Client {
        let customer = match self.customers() {
            few if few.len() < 3 => self.newcomer().await,
            all => self.chance.pick(&all).unwrap().clone(),
        };
        if settled {
            for session in customer.get("/me/sessions?size=200").await.list() {
                if session["status"] != "closed" {
                    customer.post(&format!("/me/sessions/{}/leave", session["id"]), json!({})).await.ok();
                }
            }
        }
        customer
    }

    /// Whoever is gone does not look any more.
    pub fn forget(&mut self, customer: &Client) {
        self.viewers.retain(|v| v.kind != Kind::Customer || v.client.id() != customer.id());
    }

    pub async fn profile(&self, customer: &Client) -> String {
        let customer = self.admin().get(&format!("/customers/{}", customer.id())).await.ok();
        customer["profile"].as_str().unwrap().to_owned()
    }

    /// What an editor sends back, with a change.
    pub async fn edited(&self, customer: &Client, change: Value) -> Value {
        let now = self.admin().get(&format!("/customers/{}", customer.id())).await.ok();
        let mut body = json!({ "name": now["name"], "vip": now["vip"], "tags": now["tags"],
            "organizationId": now["organization"]["id"] });
        for (field, value) in change.as_object().unwrap() {
            body[field] = value.clone();
        }
        body
    }

    pub async fn organization(&mut self) -> i64 {
        let name = self.name("organization");
        id(&self.admin().post("/organizations", json!({ "name": name })).await.ok())
    }

    /// A customer whose application waits for its decision.
    pub async fn applied(&mut self) -> (Client, Value) {
        for _ in 0..20 {
            let customer = self.somebody(false).await;
            if self.profile(&customer).await == "temporary" {
                let body = json!({ "organizationId": self.organization().await, "submit": true });
                let made = self.admin().post(&format!("/customers/{}/archive", customer.id()), body).await;
                if made.status == 200 {
                    return (customer, made.ok());
                }
            }
            self.newcomer().await;
        }
        panic!("nobody can be applied for");
    }

    /// A customer on file.
    pub async fn on_file(&mut self, settled: bool) -> Client {
        loop {
            let customer = self.somebody(settled).await;
            match self.profile(&customer).await.as_str() {
                "formal" => return customer,
                "temporary" => {
                    let path = format!("/customers/{}/convert", customer.id());
                    self.boss.post(&path, json!({ "note": "" })).await.ok();
                    return customer;
                }
                _ => drop(self.newcomer().await),
            }
        }
    }

    /// A user who watches nothing, of a role.
    pub async fn colleague(&mut self, role: &str) -> i64 {
        let (role, name) = (self.role(role).await, self.name("colleague"));
        let body =
            json!({ "username": name.replace(' ', ""), "name": name, "roleIds": [role], "teamIds": [self.desk.team] });
        id(&self.admin().post("/users", body).await.ok())
    }

    pub async fn role(&self, code: &str) -> i64 {
        let roles = self.admin().get("/roles?size=200").await.list();
        id(roles.iter().find(|r| r["code"] == code).unwrap())
    }

    /// A team with a member who watches, a conversation and tickets that are open and over.
    pub async fn team(&mut self, busy: bool) -> i64 {
        let (name, member) = (self.name("team"), self.desk.agents[0].id());
        let team = id(&self.admin().post("/teams", json!({ "name": name, "memberIds": [member] })).await.ok());
        for over in [false, true] {
            let (customer, assignee) = (self.somebody(true).await, self.desk.agents[1].id());
            let body = json!({ "subject": "s", "description": "d", "customerId": customer.id(), "teamId": team, "assigneeId": assignee });
            let ticket = self.boss.post("/tickets", body).await.ok();
            if over {
                for to in ["processing", "resolved"] {
                    self.boss.post(&format!("/tickets/{}/flow", ticket["id"]), json!({ "to": to })).await.ok();
                }
            }
            if busy || over {
                let begun = customer.post("/me/sessions", json!({ "text": "hello", "teamId": team })).await.ok();
                if !busy {
                    customer.post(&format!("/me/sessions/{}/leave", begun["id"]), json!({})).await.ok();
                }
            }
        }
        team
    }

    /// Compares once nothing moves: a fetch before and one after the events were read are the same.
    pub async fn compare(&mut self, after: &str) {
        let (app, tenant) = (self.app, self.desk.tenant.id);
        for _ in 0..200 {
            let before = self.fetch().await;
            for viewer in &mut self.viewers {
                viewer.catch_up(app, tenant).await;
            }
            let fresh = self.fetch().await;
            if before != fresh {
                continue;
            }
            for (viewer, fresh) in self.viewers.iter().zip(fresh) {
                assert_eq!(viewer.knows(), fresh, "{:?} {} after {after}", viewer.kind, viewer.client.id());
            }
            return;
        }
        panic!("it never came to rest after {after}");
    }

    /// How much the viewers were told so far.
    pub fn told(&self) -> Vec<usize> {
        self.viewers.iter().map(|v| v.told).collect()
    }

    pub async fn fetch(&self) -> Vec<super::viewer::Known> {
        futures_util::future::join_all(self.viewers.iter().map(Viewer::fetch)).await
    }
}
