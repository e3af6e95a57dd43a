//! Generated runs over every operation that changes what others show by its name or place: customers and
//! their organizations, users and their roles, teams and their members.

use std::collections::BTreeMap;

use serde_json::json;

use super::{viewer::id, world::World};
use crate::support::{Answer, TestApp};

pub const OPERATIONS: [&str; 30] = [
    "updateMe",
    "createUser",
    "updateUser",
    "deleteUser",
    "lockUser",
    "unlockUser",
    "giveRole",
    "setRoleGrants",
    "updateRole",
    "updateCustomer",
    "deleteCustomer",
    "setCustomerTags",
    "archiveCustomer",
    "approveArchiveApplication",
    "rejectArchiveApplication",
    "withdrawArchiveApplication",
    "convertCustomer",
    "transferCustomer",
    "mergeCustomers",
    "splitCustomer",
    "createOrganization",
    "updateOrganization",
    "deleteOrganization",
    "createTeam",
    "updateTeam",
    "deleteTeam",
    "addTeamMember",
    "removeTeamMember",
    "mergeTeam",
    "dissolveTeam",
];

/// Carries an operation out, with all that it needs first.
async fn act(w: &mut World<'_>, operation: &str) -> Answer {
    let (admin, boss, agent, coin) =
        (w.admin().clone(), w.boss.clone(), w.desk.agents[0].clone(), w.chance.below(2) == 0);
    match operation {
        "updateMe" => {
            let me = if coin { agent } else { w.somebody(false).await };
            me.put("/user/info", json!({ "name": w.name("renamed") })).await
        }
        "createUser" | "updateUser" | "deleteUser" | "lockUser" | "unlockUser" | "giveRole" | "setRoleGrants"
        | "updateRole" => on_users(w, operation).await,
        "createTeam" | "updateTeam" | "deleteTeam" | "addTeamMember" | "removeTeamMember" | "mergeTeam"
        | "dissolveTeam" => on_teams(w, operation).await,
        "updateCustomer" => {
            let customer = w.somebody(false).await;
            let change = if coin {
                json!({ "name": w.name("renamed"), "vip": true })
            } else {
                json!({ "organizationId": w.organization().await, "vip": false })
            };
            let body = w.edited(&customer, change).await;
            admin.put(&format!("/customers/{}", customer.id()), body).await
        }
        "setCustomerTags" => {
            let customer = w.somebody(false).await;
            admin.post(&format!("/customers/{}/tags", customer.id()), json!({ "tags": ["a", "b"] })).await
        }
        "deleteCustomer" => {
            w.newcomer().await;
            let gone = loop {
                let customer = w.somebody(true).await;
                if w.profile(&customer).await != "pending_archive" {
                    break customer;
                }
                w.newcomer().await;
            };
            let answer = boss.delete(&format!("/customers/{}", gone.id())).await;
            w.forget(&gone);
            answer
        }
        "archiveCustomer" => {
            w.newcomer().await;
            let customer = w.customers().pop().unwrap();
            let body = json!({ "organizationId": w.organization().await, "submit": true });
            admin.post(&format!("/customers/{}/archive", customer.id()), body).await
        }
        "approveArchiveApplication" | "rejectArchiveApplication" => {
            let what = if operation.starts_with("approve") { "approve" } else { "reject" };
            let (_, application) = w.applied().await;
            boss.post(&format!("/archive-applications/{}/{what}", application["id"]), json!({ "opinion": "seen" }))
                .await
        }
        "withdrawArchiveApplication" => {
            let (_, application) = w.applied().await;
            admin.post(&format!("/archive-applications/{}/withdraw", application["id"]), json!({})).await
        }
        "convertCustomer" => {
            let customer = w.newcomer().await;
            boss.post(&format!("/customers/{}/convert", customer.id()), json!({ "note": "" })).await
        }
        "transferCustomer" => {
            let customer = w.on_file(coin).await;
            let body = json!({ "organizationId": w.organization().await, "reason": "moved" });
            admin.post(&format!("/customers/{}/transfer", customer.id()), body).await
        }
        "mergeCustomers" => merge(w, coin).await,
        "splitCustomer" => split(w).await,
        "createOrganization" => admin.post("/organizations", json!({ "name": w.name("organization") })).await,
        "updateOrganization" => {
            let (customer, organization) = (w.somebody(false).await, w.organization().await);
            let body = w.edited(&customer, json!({ "organizationId": organization })).await;
            admin.put(&format!("/customers/{}", customer.id()), body).await.ok();
            admin.put(&format!("/organizations/{organization}"), json!({ "name": w.name("renamed") })).await
        }
        "deleteOrganization" => {
            // Nobody belongs to it but somebody who is gone, whose name stands on cards still.
            let organization = w.organization().await;
            let gone = w.newcomer().await;
            let body = w.edited(&gone, json!({ "organizationId": organization })).await;
            admin.put(&format!("/customers/{}", gone.id()), body).await.ok();
            for session in gone.get("/me/sessions").await.list() {
                gone.post(&format!("/me/sessions/{}/leave", session["id"]), json!({})).await.ok();
            }
            boss.delete(&format!("/customers/{}", gone.id())).await.ok();
            w.forget(&gone);
            w.compare("somebody of an organization was deleted").await;
            boss.delete(&format!("/organizations/{organization}")).await
        }
        other => panic!("no way to try {other}"),
    }
}

async fn on_users(w: &mut World<'_>, operation: &str) -> Answer {
    let (admin, coin) = (w.admin().clone(), w.chance.below(2) == 0);
    match operation {
        "createUser" => {
            let (role, name) = (w.role(if coin { "agent" } else { "viewer" }).await, w.name("colleague"));
            let body =
                json!({ "username": name.replace(' ', ""), "name": name, "roleIds": [role], "teamIds": [w.desk.team] });
            admin.post("/users", body).await
        }
        "updateUser" => {
            // Somebody who watches, or somebody who comes to serve or serves no more.
            let (watching, colleague) = (w.chance.pick(&w.desk.agents).unwrap().id(), w.colleague("agent").await);
            if coin {
                let body = json!({ "name": w.name("renamed"), "maxSessions": 7, "skills": ["a", "b"] });
                return admin.put(&format!("/users/{watching}"), body).await;
            }
            let viewer = w.role("viewer").await;
            admin.put(&format!("/users/{colleague}"), json!({ "name": w.name("renamed"), "roleIds": [viewer] })).await
        }
        "deleteUser" => {
            let colleague = w.colleague("agent").await;
            w.compare("somebody joined").await;
            admin.delete(&format!("/users/{colleague}")).await
        }
        "lockUser" | "unlockUser" => {
            let colleague = w.colleague("agent").await;
            let path = format!("/users/{colleague}");
            let locked = admin.post(&format!("{path}/lock"), json!({})).await;
            if operation == "lockUser" {
                return locked;
            }
            w.compare("somebody was locked").await;
            admin.post(&format!("{path}/unlock"), json!({})).await
        }
        "giveRole" => {
            let (colleague, role) = (w.colleague("viewer").await, w.role("agent").await);
            admin.post(&format!("/roles/{role}/users"), json!({ "userIds": [colleague] })).await
        }
        // A role that comes to serve.
        _ => {
            let name = w.name("role");
            let role = id(&admin.post("/roles", json!({ "name": name, "grants": [] })).await.ok());
            let colleague = w.colleague("viewer").await;
            admin.post(&format!("/roles/{role}/users"), json!({ "userIds": [colleague] })).await.ok();
            let grants = json!([{ "permission": "sessions:serve", "scope": "tenant" }]);
            match operation {
                "updateRole" => admin.put(&format!("/roles/{role}"), json!({ "grants": grants })).await,
                _ => admin.post(&format!("/roles/{role}/permissions"), json!({ "grants": grants })).await,
            }
        }
    }
}

async fn on_teams(w: &mut World<'_>, operation: &str) -> Answer {
    let (admin, coin, first) = (w.admin().clone(), w.chance.below(2) == 0, w.desk.team);
    let member = w.desk.agents[1].id();
    match operation {
        "createTeam" => {
            let body = json!({ "name": w.name("team"), "memberIds": [member, w.boss.id()] });
            admin.post("/teams", body).await
        }
        "updateTeam" => {
            let members: Vec<i64> = w.desk.agents.iter().map(|a| a.id()).collect();
            let members = if coin { json!(members) } else { json!([members[0], w.boss.id()]) };
            admin.put(&format!("/teams/{first}"), json!({ "name": w.name("renamed"), "memberIds": members })).await
        }
        "deleteTeam" => {
            let team = w.team(false).await;
            admin.delete(&format!("/teams/{team}")).await
        }
        "addTeamMember" | "removeTeamMember" => {
            let team = w.team(false).await;
            let added = admin.post(&format!("/teams/{team}/members"), json!({ "userId": member })).await;
            if operation == "addTeamMember" {
                return added;
            }
            w.compare("somebody joined a team").await;
            admin.delete(&format!("/teams/{team}/members/{member}")).await
        }
        "mergeTeam" => {
            let team = w.team(true).await;
            admin.post(&format!("/teams/{team}/merge"), json!({ "successorId": first, "reason": "one team" })).await
        }
        _ => {
            let team = w.team(coin).await;
            let body = json!({ "successorId": coin.then_some(first), "reason": "no more" });
            admin.post(&format!("/teams/{team}/dissolve"), body).await
        }
    }
}

/// Whoever goes has conversations that are over and a ticket; sometimes it is somebody who took over another before.
async fn merge(w: &mut World<'_>, keep_on_file: bool) -> Answer {
    w.newcomer().await;
    let gone = w.on_file(true).await;
    let keep = loop {
        let keep = w.on_file(keep_on_file).await;
        if keep.id() != gone.id() {
            break keep;
        }
        w.newcomer().await;
    };
    let body = json!({ "keepId": keep.id(), "dropId": gone.id(), "reason": "one person" });
    let answer = w.boss.post("/customers/merge", body).await;
    w.forget(&gone);
    answer
}

async fn split(w: &mut World<'_>) -> Answer {
    let customer = w.on_file(true).await;
    let sessions: Vec<i64> = customer.get("/me/sessions?size=200").await.list().iter().map(id).take(2).collect();
    let tickets = customer.get("/customer-portal/tickets?size=200").await.ok();
    let tickets: Vec<i64> = tickets.as_array().unwrap().iter().map(id).take(1).collect();
    let body = json!({ "name": w.name("second"), "phone": w.phone(), "sessionIds": sessions, "ticketIds": tickets, "reason": "two people" });
    w.boss.post(&format!("/customers/{}/split", customer.id()), body).await
}

/// Carries every operation out once a round, each round in another order. Returns how often each was.
async fn run(seed: u64, rounds: usize) -> BTreeMap<&'static str, usize> {
    let app = TestApp::start().await;
    let mut world = World::new(&app, seed).await;
    world.compare("the beginning").await;
    let mut done: BTreeMap<_, usize> = OPERATIONS.iter().map(|o| (*o, 0)).collect();
    for round in 0..rounds {
        let mut order = OPERATIONS.to_vec();
        world.chance.shuffle(&mut order);
        for operation in order {
            app.clock.advance(chrono::TimeDelta::seconds(1));
            let answer = act(&mut world, operation).await;
            assert!(answer.status < 500, "{operation}: {}", answer.body);
            *done.get_mut(operation).unwrap() += usize::from(answer.status == 200);
            let what = format!("{operation} ({} {}), round {round} of seed {seed}", answer.status, answer.body["code"]);
            world.compare(&what).await;
        }
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_and_places_are_told_wherever_they_are_shown() {
    for done in <[_; 2]>::from(tokio::join!(run(1, 2), run(2, 2))) {
        assert!(done.values().all(|n| *n > 0), "some were never carried out: {done:?}");
    }
}
