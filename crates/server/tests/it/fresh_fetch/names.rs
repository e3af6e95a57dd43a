//! What a client makes of the directory: the newest word about each customer, organization, user and team,
//! laid over whatever shows one of them. The same few rules are written in TypeScript in `web/shared/api/names.ts`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

type ById = BTreeMap<i64, Value>;

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Names {
    customers: ById,
    /// Null once it is removed.
    organizations: ById,
    users: ById,
    teams: ById,
    /// Who turned out to be whom.
    merged: BTreeMap<i64, i64>,
    /// Teams whose tickets are another's.
    succeeded: BTreeMap<i64, i64>,
}

fn id(v: &Value) -> i64 {
    v["id"].as_i64().unwrap()
}

impl Names {
    /// True when the event was about a name.
    pub fn learn(&mut self, event: &str, data: &Value) -> bool {
        let from = data["from"].as_i64();
        match event {
            "customer_update" | "customer_merged" => {
                let customer = data["customer"].clone();
                if let Some(from) = from {
                    self.merged.insert(from, id(&customer));
                }
                self.customers.insert(id(&customer), customer);
            }
            "organization_update" => {
                self.organizations.insert(id(&data["organization"]), data["organization"].clone());
            }
            "organization_removed" => {
                self.organizations.insert(id(data), Value::Null);
            }
            "user_update" => {
                self.users.insert(id(&data["user"]), data["user"].clone());
            }
            "team_update" | "team_merged" => {
                let team = data["team"].clone();
                if let Some(from) = from {
                    self.succeeded.insert(from, id(&team));
                }
                self.teams.insert(id(&team), team);
            }
            _ => return false,
        }
        true
    }

    fn customer(&self, shown: &mut Value) {
        let Some(mut id) = shown["id"].as_i64() else { return };
        while let Some(into) = self.merged.get(&id) {
            id = *into;
        }
        if let Some(known) = self.customers.get(&id) {
            *shown = known.clone();
        }
        replace(&mut shown["organization"], &self.organizations);
    }

    /// A conversation as staff see it.
    pub fn session(&self, shown: &mut Value) {
        self.customer(&mut shown["customer"]);
        replace(&mut shown["team"], &self.teams);
        replace(&mut shown["assignee"], &self.users);
        if !shown["transfer"].is_null() {
            let transfer = &mut shown["transfer"];
            replace(&mut transfer["from"], &self.users);
            replace(&mut transfer["toUser"], &self.users);
            replace(&mut transfer["toTeam"], &self.teams);
        }
    }

    /// A conversation as its customer sees it.
    pub fn own_session(&self, shown: &mut Value) {
        replace(&mut shown["agent"], &self.users);
        replace(&mut shown["team"], &self.teams);
    }

    pub fn ticket(&self, shown: &mut Value) {
        self.customer(&mut shown["customer"]);
        replace(&mut shown["assignee"], &self.users);
        let Some(mut team) = shown["team"]["id"].as_i64() else { return };
        while let Some(into) = self.succeeded.get(&team) {
            team = *into;
        }
        shown["team"]["id"] = json!(team);
        replace(&mut shown["team"], &self.teams);
    }

    /// A place on the agents' board.
    pub fn agent(&self, shown: &mut Value) {
        replace(&mut shown["user"], &self.users);
        for team in shown["teams"].as_array_mut().unwrap() {
            replace(team, &self.teams);
        }
    }
}

fn replace(shown: &mut Value, known: &ById) {
    if let Some(newest) = shown["id"].as_i64().and_then(|id| known.get(&id)) {
        *shown = newest.clone();
    }
}
