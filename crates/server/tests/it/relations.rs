//! Service relations: which teams serve which customers, since when, until when, and why.

use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::{Client, Tenant, TestApp};

struct World<'a> {
    tenant: Tenant<'a>,
    leader: Client,
    customer: i64,
    teams: [i64; 3],
}

impl World<'_> {
    async fn on(app: &TestApp) -> World<'_> {
        let tenant = app.tenant("acme").await;
        let leader = tenant.user("leader", "supervisor").await;
        let mut teams = [0; 3];
        for (n, team) in teams.iter_mut().enumerate() {
            let body = json!({ "name": format!("team {n}"), "leaderId": leader.id() });
            *team = tenant.admin.post("/teams", body).await.ok()["id"].as_i64().unwrap();
        }
        let customer = tenant.admin.post("/customers", json!({ "name": "王芳" })).await.ok()["id"].as_i64().unwrap();
        World { tenant, leader, customer, teams }
    }
    fn admin(&self) -> &Client {
        &self.tenant.admin
    }
    fn body(&self, team: usize, more: Value) -> Value {
        let mut body = json!({ "customerId": self.customer, "teamId": self.teams[team], "priority": "secondary" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    }
    async fn bind(&self, team: usize, more: Value) -> Value {
        self.admin().post("/customer-team-relations", self.body(team, more)).await.ok()
    }
    async fn held(&self) -> Vec<Value> {
        self.admin().get(&format!("/customers/{}/teams", self.customer)).await.ok().as_array().unwrap().clone()
    }
}

fn at(relation: &Value, rest: &str) -> String {
    format!("/customer-team-relations/{}{rest}", relation["id"])
}

fn days(n: i64) -> String {
    (Utc::now() + TimeDelta::days(n)).to_rfc3339()
}

#[tokio::test]
async fn a_customer_has_teams_in_their_order_with_scope_and_validity() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    w.bind(1, json!({ "rank": 2 })).await;
    w.bind(2, json!({ "rank": 1, "problemTypes": ["data", "fault"], "validUntil": days(30) })).await;
    w.bind(0, json!({ "priority": "primary", "reason": "老客户" })).await;
    let held = w.held().await;
    let teams: Vec<_> = held.iter().map(|r| r["team"]["name"].as_str().unwrap()).collect();
    assert_eq!(teams, ["team 0", "team 2", "team 1"]);
    assert_eq!(
        (&held[1]["problemTypes"], &held[0]["state"], &held[0]["reason"]),
        (&json!(["data", "fault"]), &json!("active"), &json!("老客户"))
    );
    let served = w.admin().get(&format!("/teams/{}/customers", w.teams[0])).await.list();
    assert_eq!((served.len(), &served[0]["customer"]["name"]), (1, &json!("王芳")));
    assert_eq!(w.admin().get(&format!("/teams/{}", w.teams[0])).await.ok()["customerCount"], 1);
    for (query, found) in [
        ("priority=primary", 1),
        ("state=active", 3),
        ("state=upcoming", 0),
        ("q=TEAM%202", 1),
        ("q=%E7%8E%8B", 3),
        ("q=nobody", 0),
    ] {
        assert_eq!(w.admin().get(&format!("/customer-team-relations?{query}")).await.list().len(), found, "{query}");
    }
}

#[tokio::test]
async fn at_any_time_one_team_is_primary_and_no_team_is_bound_twice() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    w.bind(0, json!({ "priority": "primary", "validFrom": days(0), "validUntil": days(10) })).await;
    let primary = |from: i64| w.body(1, json!({ "priority": "primary", "validFrom": days(from) }));
    w.admin().post("/customer-team-relations", primary(9)).await.refused(409, 12301);
    let later = w.admin().post("/customer-team-relations", primary(11)).await.ok();
    assert_eq!(later["state"], "upcoming");
    w.admin().post("/customer-team-relations", w.body(0, json!({}))).await.refused(409, 12302);
    // One that takes the place says so, and the other steps down in the same moment.
    let taken = w.bind(2, json!({ "priority": "primary", "replacePrimary": true, "reason": "换组" })).await;
    assert_eq!(taken["priority"], "primary");
    let held = w.held().await;
    let primaries: Vec<_> = held.iter().filter(|r| r["priority"] == "primary").map(|r| &r["id"]).collect();
    assert_eq!(primaries, [&taken["id"]]);
    let changes = w.admin().get(&at(&later, "/history")).await.ok();
    assert_eq!(changes[0]["changes"], json!([{ "field": "priority", "from": "primary", "to": "secondary" }]));
}

#[tokio::test]
async fn every_change_is_in_the_history_with_its_reason_and_told_to_the_leader() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    let mut inbox = w.leader.socket().await;
    inbox.subscribe(&format!("user/{}", w.leader.id()), None).await;
    let made = w.bind(0, json!({ "priority": "primary" })).await;
    let told = inbox.until("relation_update").await;
    assert_eq!((&told["data"]["kind"], &told["data"]["relation"]["id"]), (&json!("created"), &made["id"]));
    let edit = json!({ "priority": "secondary", "rank": 3, "validUntil": "2031-01-01T00:00:00Z", "reason": "负载调整", "version": 1 });
    assert_eq!(
        w.admin().put(&at(&made, ""), json!({ "priority": "secondary", "reason": " " })).await.bad_fields(),
        ["reason"]
    );
    let changed = w.admin().put(&at(&made, ""), edit.clone()).await.ok();
    assert_eq!((&changed["version"], &changed["validFrom"]), (&json!(2), &made["validFrom"]));
    w.admin().put(&at(&made, ""), edit).await.refused(409, 10011);
    w.admin().delete(&at(&made, "?reason=合同终止&version=1")).await.refused(409, 10011);
    w.admin().delete(&at(&made, "?reason=合同终止&version=2")).await.ok();
    let history = w.admin().get(&at(&made, "/history")).await.ok();
    let kinds: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["kind"].as_str().unwrap(), c["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, [("ended", "合同终止"), ("changed", "负载调整"), ("created", "")]);
    let fields: Vec<_> =
        history[1]["changes"].as_array().unwrap().iter().map(|c| c["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["priority", "rank", "validUntil"]);
    assert_eq!(history[0]["by"]["name"], "admin");
    let all = w.admin().get(&format!("/customers/{}/teams/history", w.customer)).await.ok();
    assert_eq!(all.as_array().unwrap().len(), 3);
    assert!(w.held().await.is_empty());
    assert_eq!(w.admin().get("/customer-team-relations?state=ended").await.list().len(), 1);
}

/// Every state with every action: only what was ended refuses.
#[tokio::test]
async fn nothing_leads_out_of_ended() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    let spans = [
        ("upcoming", days(2), None),
        ("active", days(-2), None),
        ("expired", days(-4), Some(days(-3))),
        ("ended", days(-2), None),
    ];
    for (state, from, until) in spans {
        for action in ["update", "end"] {
            let made = w.bind(1, json!({ "validFrom": from, "validUntil": until })).await;
            if state == "ended" {
                w.admin().delete(&at(&made, "")).await.ok();
            }
            let found = w.admin().get(&at(&made, "")).await.ok();
            assert_eq!(found["state"], state);
            let answer = match action {
                "update" => w.admin().put(&at(&made, ""), json!({ "priority": "secondary", "rank": 9, "validFrom": from, "validUntil": until, "reason": "r" })).await,
                _ => w.admin().delete(&at(&made, "")).await,
            };
            if state == "ended" {
                answer.refused(409, 12303);
            } else {
                answer.ok();
                w.admin().delete(&at(&made, "")).await;
            }
        }
    }
}

#[tokio::test]
async fn who_binds_at_once_does_not_make_two_primaries() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    let bind = |n: usize| w.admin().post("/customer-team-relations", w.body(n % 3, json!({ "priority": "primary" })));
    let answers = futures_util::future::join_all((0..9).map(bind)).await;
    let mut statuses: Vec<_> = answers.iter().map(|a| a.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(w.held().await.len(), 1);
    // The same for changes of one relation that two people look at.
    let made = w.held().await.remove(0);
    let path = at(&made, "");
    let body = |rank: i32| json!({ "priority": "primary", "rank": rank, "reason": "r", "version": 1 });
    let edit = |rank: i32| w.admin().put(&path, body(rank));
    let answers = futures_util::future::join_all((1..6).map(edit)).await;
    assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 1);
    assert_eq!(w.admin().get(&at(&made, "/history")).await.ok().as_array().unwrap().len(), 2);
}

/// The rules are checked under a lock; whoever gets round it meets the constraints.
#[tokio::test]
async fn the_database_itself_refuses_a_second_primary() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    w.bind(0, json!({ "priority": "primary" })).await;
    let mut tx = app.app.db().begin_system(w.tenant.id).await.unwrap();
    let insert = "insert into customer_team_relations (tenant_id, customer_id, team_id, priority, rank, problem_types, business_types, valid_from, reason, created_at, updated_at)
        values ($1, $2, $3, $4, 1, '', '', now() + interval '1 day', '', now(), now())";
    for (team, priority, constraint) in
        [(w.teams[1], "primary", "relations_one_primary"), (w.teams[0], "secondary", "relations_pair_once")]
    {
        sqlx::query("savepoint s").execute(tx.conn()).await.unwrap();
        let refused = sqlx::query(insert)
            .bind(w.tenant.id)
            .bind(w.customer)
            .bind(team)
            .bind(priority)
            .execute(tx.conn())
            .await
            .unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().constraint(), Some(constraint));
        sqlx::query("rollback to s").execute(tx.conn()).await.unwrap();
    }
}

#[tokio::test]
async fn many_customers_are_bound_at_once_and_the_others_are_named() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    w.bind(0, json!({ "priority": "primary" })).await;
    let mut ids = vec![w.customer, 999_999];
    for n in 0..3 {
        ids.push(w.admin().post("/customers", json!({ "name": format!("c{n}") })).await.ok()["id"].as_i64().unwrap());
    }
    let body = json!({ "customerIds": ids, "teamId": w.teams[0], "priority": "secondary", "reason": "批量" });
    let done = w.admin().post("/customer-team-relations/batch", body).await.ok();
    assert_eq!(done["created"].as_array().unwrap().len(), 3);
    let failed: Vec<_> = done["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["customerId"].as_i64().unwrap(), f["code"].as_i64().unwrap()))
        .collect();
    assert_eq!(failed, [(w.customer, 12302), (999_999, 10001)]);
    assert_eq!(w.admin().get(&format!("/teams/{}/customers", w.teams[0])).await.list().len(), 4);
    assert_eq!(w.held().await[0]["priority"], "primary", "what was refused changed nothing");
}

#[tokio::test]
async fn leaders_are_reminded_once_for_each_expiry() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    let leader = w.admin().get(&format!("/users/{}", w.leader.id())).await.ok();
    let mut user = json!({ "username": leader["username"], "name": leader["name"], "email": "leader@example.com" });
    user["roleIds"] = leader["roles"].as_array().unwrap().iter().map(|r| r["id"].clone()).collect();
    w.admin().put(&format!("/users/{}", w.leader.id()), user).await.ok();
    let made = w.bind(0, json!({ "priority": "primary", "validUntil": days(10) })).await;
    let remind = async || server::reminders::remind(&app.app, w.tenant.id).await.unwrap();
    assert_eq!(remind().await, 0, "ten days are not seven");
    assert_eq!(w.admin().get("/customer-team-relations/expiring").await.list().len(), 0);
    assert_eq!(w.admin().get("/customer-team-relations/expiring?days=11").await.list().len(), 1);
    app.clock.advance(TimeDelta::days(4));
    let admin = app.sign_in("acme", "admin").await;
    assert_eq!(admin.get("/customer-team-relations/expiring").await.list()[0]["id"], made["id"]);
    let (one, two) = futures_util::future::join(remind(), remind()).await;
    assert_eq!((one + two, remind().await), (1, 0), "by two nodes at once, and again later");
    let mails = admin.get("/mail-outbox").await.list();
    assert_eq!((mails.len(), &mails[0]["to"]), (1, &json!("leader@example.com")));
    assert!(mails[0]["text"].as_str().unwrap().contains("王芳"), "{}", mails[0]);
    let inbox = kernel::db::read_stream(
        &mut app.app.db().begin_system(w.tenant.id).await.unwrap(),
        &kernel::Stream::user(w.leader.id()),
        0,
        100,
    )
    .await
    .unwrap();
    assert_eq!(inbox.iter().filter(|e| e.name == "relation_expiring").count(), 1);
    // Extended, it is a new expiry, of which somebody must hear again.
    let until = (app.app.clock().now() + TimeDelta::days(5)).to_rfc3339();
    let edit = json!({ "priority": "primary", "validUntil": until, "reason": "续约" });
    admin.put(&at(&made, ""), edit).await.ok();
    assert_eq!((remind().await, remind().await), (1, 0));
    app.clock.advance(TimeDelta::days(6));
    let admin = app.sign_in("acme", "admin").await;
    assert_eq!(admin.get(&at(&made, "")).await.ok()["state"], "expired");
    assert_eq!(remind().await, 0, "it is too late to remind");
    let kinds: Vec<Value> =
        admin.get(&at(&made, "/history")).await.ok().as_array().unwrap().iter().map(|c| c["kind"].clone()).collect();
    assert_eq!(kinds, ["reminded", "changed", "reminded", "created"]);
}

#[tokio::test]
async fn teams_are_recommended_with_reasons() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    let organization = w.admin().post("/organizations", json!({ "name": "城东卫生院" })).await.ok()["id"].clone();
    let person = async |name: &str, tags: Value| {
        w.admin().post("/customers", json!({ "name": name, "organizationId": organization, "tags": tags })).await.ok()["id"].clone()
    };
    let (me, colleague) = (person("李明", json!(["报表"])).await, person("赵强", json!([])).await);
    for (n, body) in
        [json!({ "skills": ["报表"] }), json!({ "problemTypes": ["data"] }), json!({ "problemTypes": ["fault"] })]
            .into_iter()
            .enumerate()
    {
        let mut team = json!({ "name": format!("team {n}") });
        team.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        w.admin().put(&format!("/teams/{}", w.teams[n]), team).await.ok();
    }
    let best = w.admin().get(&format!("/customers/{me}/recommend-teams?problemType=data")).await.ok();
    let order: Vec<_> = best.as_array().unwrap().iter().map(|t| t["team"]["name"].as_str().unwrap()).collect();
    assert_eq!(order, ["team 1", "team 0", "team 2"]);
    assert_eq!(
        (&best[0]["reasons"][0]["code"], &best[1]["reasons"][0]["words"]),
        (&json!("problem_in_scope"), &json!(["报表"]))
    );
    let bound = json!({ "customerId": colleague, "teamId": w.teams[2], "priority": "primary" });
    w.admin().post("/customer-team-relations", bound).await.ok();
    let best = w.admin().get(&format!("/customers/{me}/recommend-teams")).await.ok();
    assert_eq!(
        (&best[0]["team"]["name"], &best[0]["reasons"][0]["code"], &best[0]["reasons"][0]["of"]),
        (&json!("team 2"), &json!("organization"), &json!(1))
    );
    let total: i64 = best[0]["reasons"].as_array().unwrap().iter().map(|r| r["points"].as_i64().unwrap()).sum();
    assert_eq!(best[0]["score"], total);
}

#[tokio::test]
async fn agents_see_relations_and_supervisors_change_them() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    let agent = w.tenant.user("li", "agent").await;
    let made = w.leader.post("/customer-team-relations", w.body(0, json!({}))).await.ok();
    agent.get(&at(&made, "")).await.ok();
    agent.get(&format!("/customers/{}/teams", w.customer)).await.ok();
    agent.post("/customer-team-relations", w.body(1, json!({}))).await.refused(403, 10003);
    agent.delete(&at(&made, "")).await.refused(403, 10003);
}

#[tokio::test]
async fn bad_input_is_refused_by_field() {
    let app = TestApp::start().await;
    let w = World::on(&app).await;
    let other = app.tenant("other").await;
    let theirs = other.admin.post("/customers", json!({ "name": "theirs" })).await.ok()["id"].clone();
    let their_team = other.admin.post("/teams", json!({ "name": "theirs" })).await.ok()["id"].clone();
    for (more, field) in [
        (json!({ "customerId": theirs }), "customerId"),
        (json!({ "teamId": their_team }), "teamId"),
        (json!({ "problemTypes": ["weather"] }), "problemTypes"),
        (json!({ "validFrom": days(2), "validUntil": days(1) }), "validUntil"),
    ] {
        let answer = w.admin().post("/customer-team-relations", w.body(0, more)).await;
        assert_eq!(answer.bad_fields(), [field]);
    }
    assert_eq!(w.admin().post("/customer-team-relations", w.body(0, json!({ "priority": "first" }))).await.status, 400);
    assert_eq!(w.admin().post("/customer-team-relations", w.body(0, json!({ "rank": 100 }))).await.status, 400);
    assert!(w.held().await.is_empty());
}
