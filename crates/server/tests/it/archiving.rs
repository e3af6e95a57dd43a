//! Archiving: from a temporary customer to one on file, by an application or directly.

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp};

/// A temporary customer with a phone and an organization: nothing is missing for its application.
async fn temporary(admin: &Client, name: &str, phone: &str) -> Value {
    let organization = match admin.get("/organizations").await.list().first() {
        Some(known) => known.clone(),
        None => admin.post("/organizations", json!({ "name": "城东卫生院" })).await.ok(),
    };
    let body = json!({ "name": name, "phone": phone, "organizationId": organization["id"] });
    admin.post("/customers", body).await.ok()
}

async fn apply(client: &Client, customer: &Value, submit: bool) -> Answer {
    client.post(&format!("/customers/{}/archive", customer["id"]), json!({ "submit": submit })).await
}

async fn kinds(client: &Client, customer: &Value) -> Vec<String> {
    let records = client.get(&format!("/archive-records?customerId={}", customer["id"])).await.list();
    records.iter().rev().map(|r| r["kind"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_application_is_reviewed_and_puts_the_customer_on_file_with_a_new_organization() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, boss) = (acme.user("li", "agent").await, acme.user("zhou", "supervisor").await);
    let customer = agent.post("/customers", json!({ "name": "小王" })).await.ok();
    let path = format!("/customers/{}/archive", customer["id"]);
    let body = json!({
        "person": { "name": "王芳", "phone": "138 0000 0001", "gender": "female", "landline": "0571-88886666", "emergencyPhone": "13900000009",
                    "department": "信息科", "position": "科长", "duty": "公卫上报" },
        "newOrganization": { "name": "城东卫生院", "creditCode": "91350100M000100Y43", "region": "华东区" },
        "note": "电话核对过", "submit": true
    });
    let application = agent.post(&path, body).await.ok();
    assert_eq!(
        (&application["status"], &application["customer"]["profile"]),
        (&json!("submitted"), &json!("pending_archive"))
    );
    assert_eq!(application["proposal"]["person"]["phone"], "138****0001");
    assert_eq!(application["proposal"]["newOrganization"]["creditCode"], "9135**********0Y43");
    let one = format!("/archive-applications/{}", application["id"]);
    agent.post(&format!("{one}/approve"), json!({ "opinion": "" })).await.refused(403, 10003);
    assert_eq!(boss.get("/archive-applications?status=submitted").await.list()[0]["organizationName"], "城东卫生院");
    let shown = boss.post(&format!("{one}/reveal"), json!({})).await.ok();
    assert_eq!((&shown["phone"], &shown["creditCode"]), (&json!("13800000001"), &json!("91350100M000100Y43")));
    let approved = boss.post(&format!("{one}/approve"), json!({ "opinion": "属实" })).await.ok();
    assert_eq!((&approved["status"], &approved["opinion"]), (&json!("approved"), &json!("属实")));
    let filed = agent.get(&format!("/customers/{}", customer["id"])).await.ok();
    for (field, expected) in [
        ("name", "王芳"),
        ("profile", "formal"),
        ("gender", "female"),
        ("landline", "057*****6666"),
        ("emergencyPhone", "139****0009"),
        ("duty", "公卫上报"),
    ] {
        assert_eq!(filed[field], expected, "{field}");
    }
    assert_eq!(filed["organization"]["name"], "城东卫生院");
    let records = agent.get(&format!("/archive-records?customerId={}", customer["id"])).await.list();
    assert_eq!(kinds(&agent, &customer).await, ["submitted", "approved"]);
    assert_eq!(
        (&records[0]["note"], &records[0]["actorName"], &records[0]["toOrganization"]),
        (&json!("属实"), &json!("zhou"), &json!("城东卫生院"))
    );
    assert_eq!(records[1]["proposal"]["person"]["name"], "王芳", "what was asked for is on record");
    assert!(!serde_json::to_string(&records).unwrap().contains("13800000001"));
}

#[tokio::test]
async fn without_review_submitting_files_at_once() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    agent.put("/settings/archive", json!({ "reviewRequired": false })).await.refused(403, 10003);
    assert_eq!(agent.get("/settings/archive").await.ok(), json!({ "reviewRequired": true }));
    acme.admin.put("/settings/archive", json!({ "reviewRequired": false })).await.ok();
    let customer = temporary(&acme.admin, "王芳", "13800000001").await;
    assert_eq!(apply(&agent, &customer, true).await.ok()["status"], "approved");
    assert_eq!(kinds(&agent, &customer).await, ["submitted", "approved"]);
}

#[tokio::test]
async fn a_rejected_application_is_taken_up_again_and_keeps_what_its_form_masks() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let customer = temporary(&acme.admin, "王芳", "13800000001").await;
    let path = format!("/customers/{}/archive", customer["id"]);
    let first = agent.post(&path, json!({ "person": { "email": "w@example.com" }, "submit": true })).await.ok();
    let one = format!("/archive-applications/{}", first["id"]);
    assert_eq!(acme.admin.post(&format!("{one}/reject"), json!({ "opinion": " " })).await.bad_fields(), ["opinion"]);
    let rejected = acme.admin.post(&format!("{one}/reject"), json!({ "opinion": "请补充科室" })).await.ok();
    assert_eq!((&rejected["status"], &rejected["customer"]["profile"]), (&json!("rejected"), &json!("temporary")));
    let again = agent
        .post(&path, json!({ "person": { "department": "信息科" }, "submit": true, "version": rejected["version"] }))
        .await
        .ok();
    assert_eq!((&again["id"], &again["status"], &again["opinion"]), (&first["id"], &json!("submitted"), &Value::Null));
    acme.admin.post(&format!("{one}/approve"), json!({ "opinion": "" })).await.ok();
    let filed = acme.admin.get(&format!("/customers/{}", customer["id"])).await.ok();
    assert_eq!((&filed["email"], &filed["department"]), (&json!("w***@example.com"), &json!("信息科")));
    assert_eq!(kinds(&agent, &customer).await, ["submitted", "rejected", "submitted", "approved"]);
}

#[tokio::test]
async fn an_incomplete_application_is_kept_but_not_submitted() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let customer = acme.admin.post("/customers", json!({ "name": "王芳" })).await.ok();
    let path = format!("/customers/{}/archive", customer["id"]);
    assert_eq!(
        acme.admin.post(&path, json!({ "submit": true })).await.bad_fields(),
        ["person.phone", "organizationId"]
    );
    let draft = acme.admin.post(&path, json!({ "submit": false })).await.ok();
    assert_eq!((&draft["status"], &draft["customer"]["profile"]), (&json!("draft"), &json!("temporary")));
    let both = json!({ "organizationId": 1, "newOrganization": { "name": "x" }, "version": draft["version"], "submit": false });
    assert_eq!(acme.admin.post(&path, both).await.bad_fields(), ["organizationId"]);
    let other = app.tenant("other").await;
    let theirs = other.admin.post("/organizations", json!({ "name": "theirs" })).await.ok();
    let foreign = json!({ "organizationId": theirs["id"], "version": draft["version"], "submit": false });
    assert_eq!(acme.admin.post(&path, foreign).await.bad_fields(), ["organizationId"]);
}

#[tokio::test]
async fn an_editor_of_an_older_draft_is_told() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let customer = temporary(&acme.admin, "王芳", "13800000001").await;
    let path = format!("/customers/{}/archive", customer["id"]);
    let draft = acme.admin.post(&path, json!({ "submit": false })).await.ok();
    acme.admin.post(&path, json!({ "submit": false })).await.refused(409, 10011);
    acme.admin.post(&path, json!({ "version": draft["version"], "note": "a", "submit": false })).await.ok();
    acme.admin
        .post(&path, json!({ "version": draft["version"], "note": "b", "submit": false }))
        .await
        .refused(409, 10011);
    let submitted = acme.admin.get("/archive-applications").await.list()[0].clone();
    assert_eq!(submitted["note"], "a");
    let body = json!({ "version": submitted["version"], "submit": true });
    let submitted = acme.admin.post(&path, body).await.ok();
    let seen = json!({ "version": draft["version"], "opinion": "" });
    acme.admin.post(&format!("/archive-applications/{}/approve", submitted["id"]), seen).await.refused(409, 10011);
}

#[tokio::test]
async fn only_who_applied_or_a_supervisor_takes_an_application_back() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (li, wang) = (acme.user("li", "agent").await, acme.user("wang", "agent").await);
    let customer = temporary(&acme.admin, "王芳", "13800000001").await;
    for taker in [&li, &acme.admin] {
        let application = apply(&li, &customer, true).await.ok();
        let path = format!("/archive-applications/{}/withdraw", application["id"]);
        wang.post(&path, json!({})).await.refused(403, 10003);
        assert_eq!(taker.post(&path, json!({})).await.ok()["customer"]["profile"], "temporary");
    }
    assert_eq!(kinds(&li, &customer).await, ["submitted", "withdrawn", "submitted", "withdrawn"]);
    assert_eq!(li.get("/archive-applications?mine=true").await.list().len(), 2);
    assert_eq!(wang.get("/archive-applications?mine=true").await.list().len(), 0);
}

/// Brings a fresh customer's application into this state.
async fn application_in(admin: &Client, state: &str, n: usize) -> (Value, i64) {
    let customer = temporary(admin, &format!("客户{n}"), &format!("1380000{n:04}")).await;
    let application = apply(admin, &customer, state != "draft").await.ok();
    let id = application["id"].as_i64().unwrap();
    let step = match state {
        "approved" => "approve",
        "rejected" => "reject",
        "withdrawn" => "withdraw",
        _ => return (customer, id),
    };
    admin.post(&format!("/archive-applications/{id}/{step}"), json!({ "opinion": "x" })).await.ok();
    (customer, id)
}

/// Which moves each state allows; everything else is refused and changes nothing.
#[tokio::test]
async fn every_move_in_every_state_is_as_the_table_says() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let table = [
        ("draft", &["save", "submit", "discard", "convert"][..]),
        ("submitted", &["approve", "reject", "withdraw"]),
        // What comes after a rejection goes on with it; after a withdrawal it is a new application.
        ("rejected", &["save", "submit", "convert"]),
        ("withdrawn", &["convert"]),
        ("approved", &[]),
    ];
    let mut n = 0;
    for (state, legal) in table {
        for step in ["save", "submit", "approve", "reject", "withdraw", "discard", "convert"] {
            n += 1;
            let (customer, id) = application_in(&acme.admin, state, n).await;
            let one = format!("/archive-applications/{id}");
            let before = acme.admin.get(&one).await.ok();
            let archive = format!("/customers/{}/archive", customer["id"]);
            let answer = match step {
                "save" | "submit" => {
                    let body = json!({ "submit": step == "submit", "version": before["version"] });
                    acme.admin.post(&archive, body).await
                }
                "discard" => acme.admin.delete(&one).await,
                "convert" => {
                    acme.admin.post(&format!("/customers/{}/convert", customer["id"]), json!({ "note": "" })).await
                }
                step => acme.admin.post(&format!("{one}/{step}"), json!({ "opinion": "x" })).await,
            };
            let what = format!("{step} of what is {state}: {}", answer.body);
            if legal.contains(&step) {
                assert_eq!(answer.status, 200, "{what}");
            } else {
                assert_eq!(answer.status, 409, "{what}");
                assert_eq!(acme.admin.get(&one).await.ok(), before, "{what}");
            }
        }
    }
}

/// Sends both at once.
async fn race(a: impl Future<Output = Answer>, b: impl Future<Output = Answer>) -> (Answer, Answer) {
    tokio::join!(a, b)
}

/// One of two at once wins, the other is told so; nothing is half done.
#[track_caller]
fn one_won(a: &Answer, b: &Answer) {
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} / {}", a.body, b.body);
}

#[tokio::test]
async fn of_two_at_once_on_the_same_customer_one_wins_and_the_history_is_right() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (one, two) = (acme.user("zhou", "supervisor").await, acme.user("han", "supervisor").await);
    for n in 0..12 {
        let customer = temporary(&acme.admin, "王芳", &format!("1390000{n:04}")).await;
        let (a, b) = race(apply(&one, &customer, true), apply(&two, &customer, true)).await;
        one_won(&a, &b);
        let winner = if a.status == 200 { &a } else { &b };
        assert_eq!(kinds(&one, &customer).await, ["submitted"]);
        let path = format!("/archive-applications/{}", winner.ok()["id"]);
        let (approve, reject) = (format!("{path}/approve"), format!("{path}/reject"));
        let (a, b) = match n % 3 {
            0 => race(one.post(&approve, json!({ "opinion": "" })), two.post(&approve, json!({ "opinion": "" }))).await,
            1 => race(one.post(&approve, json!({ "opinion": "" })), two.post(&reject, json!({ "opinion": "x" }))).await,
            _ => {
                race(one.post(&reject, json!({ "opinion": "x" })), two.post(&format!("{path}/withdraw"), json!({})))
                    .await
            }
        };
        one_won(&a, &b);
        let (application, records) = (one.get(&path).await.ok(), kinds(&one, &customer).await);
        assert_eq!(records, ["submitted", application["status"].as_str().unwrap()]);
    }
    for n in 0..6 {
        let customer = temporary(&acme.admin, "李明", &format!("1370000{n:04}")).await;
        let convert = format!("/customers/{}/convert", customer["id"]);
        let (a, b) = match n % 2 {
            0 => race(one.post(&convert, json!({ "note": "" })), two.post(&convert, json!({ "note": "" }))).await,
            _ => race(one.post(&convert, json!({ "note": "" })), apply(&two, &customer, true)).await,
        };
        one_won(&a, &b);
        let expected = if n % 2 == 0 || a.status == 200 { "converted" } else { "submitted" };
        assert_eq!(kinds(&one, &customer).await, [expected]);
    }
}

#[tokio::test]
async fn conversion_is_direct_for_those_who_may_and_goes_on_record() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let customer = temporary(&acme.admin, "王芳", "13800000001").await;
    let path = format!("/customers/{}/convert", customer["id"]);
    agent.post(&path, json!({ "note": "" })).await.refused(403, 10003);
    assert_eq!(acme.admin.post(&path, json!({ "note": "老客户" })).await.ok()["profile"], "formal");
    let record = &acme.admin.get("/archive-records").await.list()[0];
    assert_eq!(
        (&record["kind"], &record["fromProfile"], &record["note"]),
        (&json!("converted"), &json!("temporary"), &json!("老客户"))
    );
    // Somebody else on file has the phone.
    let twin = temporary(&acme.admin, "王芳芳", "13800000001").await;
    acme.admin.post(&format!("/customers/{}/convert", twin["id"]), json!({ "note": "" })).await.refused(409, 12406);
    let application = apply(&agent, &twin, true).await.ok();
    acme.admin
        .post(&format!("/archive-applications/{}/approve", application["id"]), json!({ "opinion": "" }))
        .await
        .refused(409, 12406);
    assert_eq!(acme.admin.get(&format!("/customers/{}", twin["id"])).await.ok()["profile"], "pending_archive");
}

#[tokio::test]
async fn the_pending_list_shows_who_is_not_on_file_and_how_far_it_is() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    for (n, state) in ["draft", "submitted", "rejected", "withdrawn", "approved"].into_iter().enumerate() {
        application_in(&acme.admin, state, n).await;
    }
    temporary(&acme.admin, "新客户", "13700000000").await;
    let all = acme.admin.get("/customers/pending-archive").await.list();
    assert_eq!(all.len(), 5, "all but the one on file");
    for stage in ["none", "draft", "submitted", "rejected", "withdrawn"] {
        let found = acme.admin.get(&format!("/customers/pending-archive?stage={stage}")).await.list();
        let status = found[0]["application"].get("status").cloned().unwrap_or(json!("none"));
        assert_eq!((found.len(), status), (1, json!(stage)));
    }
    let found = acme.admin.get("/customers/pending-archive?q=13700000000").await.list();
    assert_eq!((found.len(), &found[0]["name"], &found[0]["sessionCount"]), (1, &json!("新客户"), &json!(0)));
}

#[tokio::test]
async fn an_organization_that_vanished_meanwhile_is_asked_for_again() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let organization = acme.admin.post("/organizations", json!({ "name": "城东卫生院" })).await.ok();
    let customer = acme.admin.post("/customers", json!({ "name": "王芳", "phone": "13800000001" })).await.ok();
    let body = json!({ "organizationId": organization["id"], "submit": true });
    let application = acme.admin.post(&format!("/customers/{}/archive", customer["id"]), body).await.ok();
    acme.admin.delete(&format!("/organizations/{}", organization["id"])).await.ok();
    let one = format!("/archive-applications/{}", application["id"]);
    assert_eq!(
        acme.admin.post(&format!("{one}/approve"), json!({ "opinion": "" })).await.bad_fields(),
        ["organizationId"]
    );
    acme.admin.post(&format!("{one}/reject"), json!({ "opinion": "机构已删除" })).await.ok();
}

#[tokio::test]
async fn an_organization_that_is_known_already_is_not_asked_for_as_a_new_one() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let known = json!({ "name": "城东卫生院", "creditCode": "91350100M000100Y43" });
    acme.admin.post("/organizations", known).await.ok();
    let customer = acme.admin.post("/customers", json!({ "name": "王芳", "phone": "13800000001" })).await.ok();
    let path = format!("/customers/{}/archive", customer["id"]);
    for new in [json!({ "name": " 城东卫生院 " }), json!({ "name": "城东医院", "creditCode": "91350100m000100y43" })]
    {
        acme.admin.post(&path, json!({ "newOrganization": new, "submit": true })).await.refused(409, 10012);
    }
    assert_eq!(acme.admin.get("/archive-applications").await.list(), Vec::<Value>::new(), "nothing is half done");
}

#[tokio::test]
async fn a_draft_of_ones_own_goes_on_before_what_came_with_a_merge() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let keep = temporary(&acme.admin, "王芳", "13800000001").await;
    let draft = apply(&acme.admin, &keep, false).await.ok();
    let (drop, rejected) = application_in(&acme.admin, "rejected", 2).await;
    acme.admin.post("/customers/merge", json!({ "keepId": keep["id"], "dropId": drop["id"] })).await.ok();
    let body = json!({ "submit": true, "version": draft["version"] });
    let submitted = acme.admin.post(&format!("/customers/{}/archive", keep["id"]), body).await.ok();
    assert_eq!(submitted["id"], draft["id"]);
    let other = acme.admin.get(&format!("/archive-applications/{rejected}")).await.ok();
    assert_eq!((&other["status"], &other["customer"]["id"]), (&json!("rejected"), &keep["id"]));
}

#[tokio::test]
async fn approval_binds_the_teams_that_were_asked_for_or_does_nothing_at_all() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let mut teams = Vec::new();
    for name in ["north", "south"] {
        teams.push(acme.admin.post("/teams", json!({ "name": name })).await.ok()["id"].clone());
    }
    let wanted = json!([
        { "teamId": teams[0], "priority": "primary", "validUntil": "2040-01-01T00:00:00Z" },
        { "teamId": teams[1], "priority": "secondary", "rank": 2, "problemTypes": ["data"] }
    ]);
    let bound = async |customer: &Value| {
        let path = format!("/customer-team-relations?customerId={}", customer["id"]);
        agent.get(&path).await.list().iter().map(|r| r["team"]["name"].clone()).collect::<Vec<_>>()
    };
    let customer = temporary(&acme.admin, "王芳", "13800000001").await;
    let path = format!("/customers/{}/archive", customer["id"]);
    let draft = agent.post(&path, json!({ "relations": wanted, "submit": false })).await.ok();
    assert_eq!(draft["proposal"]["relations"].as_array().unwrap().len(), 2);
    assert_eq!(draft["teams"], json!([{ "id": teams[0], "name": "north" }, { "id": teams[1], "name": "south" }]));
    let body = json!({ "relations": wanted, "submit": true, "version": draft["version"] });
    let application = agent.post(&path, body).await.ok();
    assert!(bound(&customer).await.is_empty(), "asked for, and not more");
    let one = format!("/archive-applications/{}", application["id"]);
    acme.admin.post(&format!("{one}/approve"), json!({ "opinion": "属实" })).await.ok();
    let mut names = bound(&customer).await;
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, ["north", "south"]);

    // What the customer has meanwhile forbids it: nothing is filed, made or bound.
    let second = acme.admin.post("/customers", json!({ "name": "李明", "phone": "13800000002" })).await.ok();
    let relation = json!({ "customerId": second["id"], "teamId": teams[1], "priority": "primary" });
    acme.admin.post("/customer-team-relations", relation).await.ok();
    let body = json!({
        "relations": [{ "teamId": teams[0], "priority": "primary" }], "newOrganization": { "name": "城西医院" }, "submit": true
    });
    let application = agent.post(&format!("/customers/{}/archive", second["id"]), body).await.ok();
    let one = format!("/archive-applications/{}", application["id"]);
    acme.admin.post(&format!("{one}/approve"), json!({ "opinion": "" })).await.refused(409, 12301);
    let still = agent.get(&one).await.ok();
    assert_eq!((&still["status"], &still["customer"]["profile"]), (&json!("submitted"), &json!("pending_archive")));
    assert_eq!(bound(&second).await, ["south"]);
    assert!(!agent.get("/organizations").await.body.to_string().contains("城西医院"));
}

#[tokio::test]
async fn teams_that_cannot_serve_side_by_side_are_refused_in_the_form() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (one, two) = (
        acme.admin.post("/teams", json!({ "name": "north" })).await.ok()["id"].clone(),
        acme.admin.post("/teams", json!({ "name": "south" })).await.ok()["id"].clone(),
    );
    let customer = temporary(&acme.admin, "王芳", "13800000001").await;
    let path = format!("/customers/{}/archive", customer["id"]);
    for (why, relations) in [
        ("nowhere", json!([{ "teamId": 987_654, "priority": "primary" }])),
        ("twice", json!([{ "teamId": one, "priority": "primary" }, { "teamId": one, "priority": "secondary" }])),
        ("two primaries", json!([{ "teamId": one, "priority": "primary" }, { "teamId": two, "priority": "primary" }])),
        ("over", json!([{ "teamId": one, "priority": "primary", "validUntil": "2001-01-01T00:00:00Z" }])),
    ] {
        let refused = acme.admin.post(&path, json!({ "relations": relations, "submit": false })).await;
        assert_eq!(refused.bad_fields(), ["relations"], "{why}");
    }
    let other = app.tenant("other").await;
    let theirs = other.admin.post("/teams", json!({ "name": "theirs" })).await.ok();
    let foreign = json!([{ "teamId": theirs["id"], "priority": "primary" }]);
    let refused = acme.admin.post(&path, json!({ "relations": foreign, "submit": false })).await;
    assert_eq!(refused.bad_fields(), ["relations"]);
}

/// Names of the events in a user's inbox.
async fn inbox(app: &TestApp, tenant: i64, user: &Client) -> Vec<String> {
    let mut tx = app.app.db().begin_system(tenant).await.unwrap();
    let events = kernel::db::read_stream(&mut tx, &kernel::Stream::user(user.id()), 0, 100).await.unwrap();
    events.into_iter().map(|e| e.name).filter(|n| n.starts_with("archive_")).collect()
}

/// Waits until no job is left: what it finds depends on the time.
async fn jobs_done(app: &TestApp) {
    let mut conn = <sqlx::PgConnection as sqlx::Connection>::connect(&app.admin_url).await.unwrap();
    let waiting = async {
        let left = "select count(*) from graphile_worker._private_jobs";
        while sqlx::query_scalar::<_, i64>(left).fetch_one(&mut conn).await.unwrap() > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), waiting).await.expect("the jobs did not end");
}

#[tokio::test]
async fn reviewers_and_applicants_are_told_and_mailed_when_they_are_away() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (agent, boss) = (acme.user("li", "agent").await, acme.user("zhou", "supervisor").await);
    agent.put("/user/info", json!({ "email": "li@example.com" })).await.ok();
    boss.put("/user/info", json!({ "email": "zhou@example.com" })).await.ok();
    let mails = async |n: usize| {
        let waiting = async {
            loop {
                let mails = acme.admin.get("/mail-outbox").await.list();
                if mails.len() >= n {
                    return mails;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), waiting).await.expect("the mail was not written")
    };
    // Both were here a moment ago: an event is enough.
    let first = temporary(&acme.admin, "王芳", "13800000001").await;
    let first = apply(&agent, &first, true).await.ok();
    assert_eq!(inbox(&app, acme.id, &boss).await, ["archive_submitted"]);
    assert_eq!(inbox(&app, acme.id, &agent).await, Vec::<String>::new(), "who applied knows");
    let one = format!("/archive-applications/{}", first["id"]);
    boss.post(&format!("{one}/reject"), json!({ "opinion": "请补充科室" })).await.ok();
    assert_eq!(inbox(&app, acme.id, &agent).await, ["archive_decided"]);

    jobs_done(&app).await;
    assert_eq!(mails(0).await, Vec::<Value>::new());

    // Away, they are written to.
    app.clock.advance(chrono::TimeDelta::minutes(11));
    let second = temporary(&acme.admin, "李明", "13800000002").await;
    let second = apply(&agent, &second, true).await.ok();
    let sent = mails(1).await;
    assert_eq!((sent.len(), &sent[0]["to"]), (1, &json!("zhou@example.com")), "and only those who were away");
    let text = sent[0]["text"].as_str().unwrap();
    let link = format!("/console/archive/applications/{}", second["id"]);
    assert!(text.contains("李明") && text.contains(&link), "{text}");
    assert!(!text.contains("13800000002"));
    jobs_done(&app).await;
    app.clock.advance(chrono::TimeDelta::minutes(11));
    let one = format!("/archive-applications/{}", second["id"]);
    boss.post(&format!("{one}/reject"), json!({ "opinion": "请补充科室" })).await.ok();
    let sent = mails(2).await;
    assert_eq!(sent[0]["to"], "li@example.com");
    assert!(sent[0]["text"].as_str().unwrap().contains("请补充科室"));
}
