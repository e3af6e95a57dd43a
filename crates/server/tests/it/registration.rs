//! Quick-registration links and the codes that prove a phone.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp};

async fn link(staff: &Client, more: Value) -> Value {
    let mut body = json!({ "name": "上线保障" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    staff.post("/customers/quick-register", body).await.ok()[0].clone()
}

fn token(link: &Value) -> String {
    link["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

async fn register(app: &TestApp, link: &Value, phone: &str, code: Option<&str>) -> Answer {
    let body = json!({ "name": "王芳", "phone": phone, "code": code, "organization": "青滩镇卫生院" });
    app.anonymous().post(&format!("/public/register/{}", token(link)), body).await
}

async fn send_code(app: &TestApp, link: &Value, phone: &str) -> Answer {
    app.anonymous().post(&format!("/public/register/{}/code", token(link)), json!({ "phone": phone })).await
}

/// The newest code that was sent, as an administrator reads it in the outbox.
async fn code(admin: &Client) -> String {
    let message = admin.get("/mail-outbox").await.list()[0].clone();
    assert_eq!(message["channel"], "sms");
    message["text"].as_str().unwrap().chars().filter(char::is_ascii_digit).take(6).collect()
}

#[tokio::test]
async fn who_comes_by_a_link_proves_the_phone_and_queues_for_its_team() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let team = acme.admin.post("/teams", json!({ "name": "north", "memberIds": [agent.id()] })).await.ok();
    let link = link(&agent, json!({ "teamId": team["id"], "topic": "接口对接" })).await;
    assert_eq!((&link["state"], &link["phoneCode"], &link["uses"]), (&json!("active"), &json!(true), &json!(0)));
    let seen = app.anonymous().get(&format!("/customers/verify-link?token={}", token(&link))).await.ok();
    assert_eq!(
        (&seen["tenant"], &seen["teamName"], &seen["topic"]),
        (&json!("acme"), &json!("north"), &json!("接口对接"))
    );

    register(&app, &link, "13800000001", None).await.refused(400, 10001);
    register(&app, &link, "13800000001", Some("000000")).await.refused(400, 11101);
    send_code(&app, &link, "138-0000-0001").await.ok();
    let right = code(&acme.admin).await;
    register(&app, &link, "13800000002", Some(&right)).await.refused(400, 11101);
    let done = register(&app, &link, "13800000001", Some(&right)).await.ok();
    assert_eq!((&done["teamId"], &done["topic"]), (&team["id"], &json!("接口对接")));
    register(&app, &link, "13800000001", Some(&right)).await.refused(400, 11101);

    let customer = app.anonymous().signed_in(&done["login"]);
    let body = json!({ "teamId": done["teamId"], "topic": done["topic"] });
    customer.post("/me/sessions", body).await.ok();
    let queued = acme.admin.get("/sessions?status=queued").await.list();
    assert_eq!((&queued[0]["team"]["id"], &queued[0]["customer"]["id"]), (&team["id"], &json!(customer.id())));
    assert_eq!(acme.admin.get("/register-links").await.list()[0]["uses"], 1);
    // The operator reads that a message was sent, but not the code.
    let operator = acme.user("operator", "operator").await;
    assert!(!operator.get("/mail-outbox").await.list()[0].to_string().contains(&right));
}

#[tokio::test]
async fn a_proven_phone_leads_back_to_its_customer_and_an_unproven_one_never_does() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (proving, plain) = (link(&acme.admin, json!({})).await, link(&acme.admin, json!({ "phoneCode": false })).await);
    let came = async |link: &Value| {
        app.clock.advance(TimeDelta::seconds(61));
        let code = match link["phoneCode"].as_bool().unwrap() {
            true => {
                send_code(&app, link, "13800000001").await.ok();
                Some(code(&acme.admin).await)
            }
            false => None,
        };
        register(&app, link, "13800000001", code.as_deref()).await.ok()["login"]["user"]["id"].clone()
    };
    let stranger = came(&plain).await;
    let first = came(&proving).await;
    assert_ne!(first, stranger, "a number that somebody typed is nobody's");
    assert_eq!(came(&proving).await, first);
    assert_ne!(came(&plain).await, first, "who proves nothing gets into no profile");
}

#[tokio::test]
async fn five_wrong_codes_spend_it_however_many_race() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let link = link(&acme.admin, json!({})).await;
    send_code(&app, &link, "13800000001").await.ok();
    let right = code(&acme.admin).await;
    let wrong = if right == "111111" { "222222" } else { "111111" };
    let tries = (0..20).map(|_| register(&app, &link, "13800000001", Some(wrong)));
    for answer in futures_util::future::join_all(tries).await {
        answer.refused(400, 11101);
    }
    register(&app, &link, "13800000001", Some(&right)).await.refused(400, 11101);
}

#[tokio::test]
async fn a_phone_gets_a_code_a_minute_and_it_lives_for_five() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let link = link(&acme.admin, json!({})).await;
    let sent = futures_util::future::join_all((0..5).map(|_| send_code(&app, &link, "13800000001"))).await;
    assert_eq!(sent.iter().filter(|a| a.status == 200).count(), 1, "one of those who ask at once");
    sent.iter().find(|a| a.status != 200).unwrap().refused(429, 10005);
    let first = code(&acme.admin).await;
    app.clock.advance(TimeDelta::minutes(5));
    register(&app, &link, "13800000001", Some(&first)).await.refused(400, 11101);
    send_code(&app, &link, "13800000001").await.ok();
    let second = code(&acme.admin).await;
    register(&app, &link, "13800000001", Some(&second)).await.ok();
}

#[tokio::test]
async fn a_link_takes_no_more_than_it_was_made_for() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let three = link(&acme.admin, json!({ "usesMax": 3, "phoneCode": false })).await;
    let phones: Vec<_> = (0..10).map(|n| format!("1380000000{n}")).collect();
    let came = futures_util::future::join_all(phones.iter().map(|phone| register(&app, &three, phone, None))).await;
    assert_eq!(came.iter().filter(|a| a.status == 200).count(), 3);
    came.iter().find(|a| a.status != 200).unwrap().refused(409, 11102);

    let later = app.app.now() + TimeDelta::hours(1);
    let short = link(&acme.admin, json!({ "expiresAt": later, "phoneCode": false })).await;
    let revoked = link(&acme.admin, json!({ "phoneCode": false })).await;
    acme.admin.delete(&format!("/register-links/{}", revoked["id"])).await.ok();
    app.clock.advance(TimeDelta::hours(1));
    for closed in [&short, &revoked] {
        register(&app, closed, "13800000001", None).await.refused(409, 11102);
        send_code(&app, closed, "13800000001").await.refused(409, 11102);
    }
    let states: Vec<_> = acme
        .admin
        .get("/register-links")
        .await
        .list()
        .iter()
        .map(|l| l["state"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(states, ["revoked", "expired", "used_up"]);
}

#[tokio::test]
async fn links_are_made_in_batches_and_bad_ones_are_refused() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let made = acme.admin.post("/customers/quick-register", json!({ "name": "展会", "count": 3 })).await.ok();
    let names: Vec<_> = made.as_array().unwrap().iter().map(|l| l["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["展会 1", "展会 2", "展会 3"]);
    let past = app.app.now() - TimeDelta::seconds(1);
    for (body, field) in [
        (json!({ "name": " " }), "name"),
        (json!({ "name": "x", "count": 0 }), "count"),
        (json!({ "name": "x", "count": 201 }), "count"),
        (json!({ "name": "x", "usesMax": 0 }), "usesMax"),
        (json!({ "name": "x", "teamId": 987654 }), "teamId"),
        (json!({ "name": "x", "expiresAt": past }), "expiresAt"),
    ] {
        assert_eq!(acme.admin.post("/customers/quick-register", body).await.bad_fields(), [field]);
    }
    for token in ["x", "1-x", "99999-abc", &format!("{}-{}", acme.id, "A".repeat(43))] {
        app.anonymous().get(&format!("/customers/verify-link?token={token}")).await.refused(404, 10004);
        app.anonymous()
            .post(&format!("/public/register/{token}/code"), json!({ "phone": "13800000001" }))
            .await
            .refused(404, 10004);
    }
}
