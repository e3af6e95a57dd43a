//! Signing in with a code sent to the phone.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Tenant, TestApp};

const PHONE: &str = "13800000001";

async fn switch(acme: &Tenant<'_>, users: bool, customers: bool) {
    let settings =
        json!({ "phoneCodeUsers": users, "phoneCodeCustomers": customers, "mfaRequired": "off", "mfaGraceDays": 7 });
    acme.admin.put("/settings/sign-in", settings).await.ok();
}

async fn ask(app: &TestApp, phone: &str) -> Answer {
    app.anonymous().post("/auth/login/phone/code", json!({ "tenant": "acme", "phone": phone })).await
}

async fn try_code(app: &TestApp, phone: &str, code: &str) -> Answer {
    app.anonymous().post("/auth/login/phone", json!({ "tenant": "acme", "phone": phone, "code": code })).await
}

/// The newest code in the outbox for a phone, once there are `count` messages.
async fn code(admin: &Client, phone: &str, count: usize) -> String {
    loop {
        let mails = admin.get("/mail-outbox?size=100").await.list();
        let of_phone: Vec<_> = mails.iter().filter(|m| m["to"] == phone).collect();
        if of_phone.len() >= count {
            let text = of_phone[0]["text"].as_str().unwrap();
            return text.chars().filter(char::is_ascii_digit).take(6).collect();
        }
        tokio::task::yield_now().await;
    }
}

async fn with_phone(acme: &Tenant<'_>, username: &str, phone: &str) -> Client {
    let user = acme.user(username, "agent").await;
    acme.admin.put(&format!("/users/{}", user.id()), json!({ "phone": phone })).await.ok();
    user
}

#[tokio::test]
async fn a_code_signs_in_once_and_only_where_the_tenant_allows_it() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = with_phone(&acme, "li", PHONE).await;
    ask(&app, PHONE).await.refused(403, 11103);
    assert_eq!(app.anonymous().get("/auth/options?tenant=acme").await.ok()["phoneCode"], false);
    switch(&acme, true, false).await;
    assert_eq!(app.anonymous().get("/auth/options?tenant=acme").await.ok()["phoneCode"], true);
    // A tenant that does not exist looks like one that offers nothing.
    let nowhere = app.anonymous().get("/auth/options?tenant=nowhere").await.ok();
    assert_eq!(nowhere, json!({ "phoneCode": false, "phoneCodeCustomers": false, "apps": [] }));
    let body = json!({ "tenant": "nowhere", "phone": PHONE });
    app.anonymous().post("/auth/login/phone/code", body).await.refused(403, 11103);

    assert_eq!(ask(&app, "+86 138-0000-0001").await.ok(), json!({ "expiresIn": 300, "resendIn": 60 }));
    let sent = code(&acme.admin, PHONE, 1).await;
    try_code(&app, PHONE, "000000").await.refused(400, 11101);
    let answer = try_code(&app, PHONE, &sent).await.ok();
    assert_eq!(answer["user"]["id"], li.id());
    app.anonymous().signed_in(&answer).get("/user/info").await.ok();
    try_code(&app, PHONE, &sent).await.refused(400, 11101);
    let trail = acme.admin.get("/audit-events?action=login").await.list();
    assert!(trail.iter().any(|row| row.to_string().contains("phone code")), "{trail:?}");

    // A code for staff opens no customer's account, and the switch for customers is another one.
    app.anonymous()
        .post("/public/login/phone/code", json!({ "tenant": "acme", "phone": PHONE }))
        .await
        .refused(403, 11103);
}

#[tokio::test]
async fn a_phone_that_is_nobodys_is_answered_the_same_and_sent_nothing() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    with_phone(&acme, "li", PHONE).await;
    switch(&acme, true, false).await;
    let strange = "13900009999";
    let (known, unknown) = (ask(&app, PHONE).await, ask(&app, strange).await);
    assert_eq!((known.status, known.ok()), (unknown.status, unknown.ok()));
    // The wait and what a wrong code gets are the same as well.
    let again = [ask(&app, PHONE).await, ask(&app, strange).await];
    for answer in &again {
        answer.refused(429, 10005);
        assert!(answer.headers.contains_key("retry-after"));
    }
    for _ in 0..5 {
        let wrong = [try_code(&app, PHONE, "000000").await, try_code(&app, strange, "000000").await];
        assert_eq!((wrong[0].status, &wrong[0].body["code"]), (wrong[1].status, &wrong[1].body["code"]));
    }
    for phone in [PHONE, strange] {
        try_code(&app, phone, "000000").await.refused(429, 11002);
    }
    code(&acme.admin, PHONE, 1).await;
    let mails = acme.admin.get("/mail-outbox").await.list();
    assert!(mails.iter().all(|m| m["to"] != strange), "{mails:?}");
}

#[tokio::test]
async fn a_code_is_short_lived_and_a_phone_and_a_network_get_so_many_a_day() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    with_phone(&acme, "li", PHONE).await;
    switch(&acme, true, false).await;
    ask(&app, PHONE).await.ok();
    let sent = code(&acme.admin, PHONE, 1).await;
    app.clock.advance(TimeDelta::minutes(5));
    try_code(&app, PHONE, &sent).await.refused(400, 11101);
    let mut sent = 1;
    while ask(&app, PHONE).await.status == 200 {
        sent += 1;
        app.clock.advance(TimeDelta::seconds(61));
        assert!(sent < 25);
    }
    // Ten on one day; a test that runs over midnight (UTC) sees two days.
    assert!(
        sent == 10 || sent == 20 || app.app.now().time() < chrono::NaiveTime::from_hms_opt(1, 0, 0).unwrap(),
        "{sent}"
    );

    let from = |n: usize| {
        app.anonymous()
            .request(Method::POST, "/auth/login/phone/code")
            .header("x-forwarded-for", format!("203.0.113.{}", n % 250))
            .json(&json!({ "tenant": "acme", "phone": format!("137{n:08}") }))
    };
    let mut passed = 0;
    for n in 0..230 {
        // Ten places a minute of the plain limit become free again.
        app.clock.advance(TimeDelta::seconds(7));
        passed += usize::from(Answer::of(from(n)).await.status == 200);
    }
    assert!(passed <= 200 || app.app.now().time() < chrono::NaiveTime::from_hms_opt(2, 0, 0).unwrap(), "{passed}");
    assert!(passed >= 100, "{passed}");
}

#[tokio::test]
async fn what_a_password_sign_in_asks_for_is_asked_for_here_too() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    switch(&acme, true, false).await;
    // The first password still has to be changed.
    let roles = acme.admin.get("/roles").await.list();
    let agent = roles.iter().find(|r| r["code"] == "agent").unwrap()["id"].clone();
    let new = json!({ "username": "wang", "name": "王芳", "roleIds": [agent], "phone": PHONE });
    let made = acme.admin.post("/users", new).await.ok();
    ask(&app, PHONE).await.ok();
    let answer = try_code(&app, PHONE, &code(&acme.admin, PHONE, 1).await).await.ok();
    assert_eq!(answer["mustChangePassword"], true);
    app.anonymous().signed_in(&answer).get("/customers").await.refused(403, 11003);
    // A locked user gets no further than a wrong code does.
    acme.admin.post(&format!("/users/{}/lock", made["id"]), json!({})).await.ok();
    app.clock.advance(TimeDelta::seconds(61));
    ask(&app, PHONE).await.ok();
    try_code(&app, PHONE, "123456").await.refused(400, 11101);
    // Two who share a phone: neither is opened.
    with_phone(&acme, "li", "13800000002").await;
    with_phone(&acme, "zhao", "13800000002").await;
    ask(&app, "13800000002").await.ok();
    let mails = acme.admin.get("/mail-outbox").await.list();
    assert_eq!(mails.iter().filter(|m| m["to"] == "13800000002").count(), 0);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_after_the_code() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = with_phone(&acme, "li", PHONE).await;
    switch(&acme, true, false).await;
    let secret = crate::mfa::enrol(&app, &li).await.0;
    ask(&app, PHONE).await.ok();
    let step = try_code(&app, PHONE, &code(&acme.admin, PHONE, 1).await).await.ok();
    assert_eq!((&step["mfaRequired"], &step["accessToken"]), (&json!(true), &Value::Null));
    let now = app.app.now().timestamp();
    let body = json!({ "challenge": step["challenge"], "code": crate::mfa::totp(&secret, now) });
    app.anonymous().post("/auth/mfa/verify", body).await.ok();
}

#[tokio::test]
async fn customers_sign_in_by_a_phone_that_is_known_to_be_theirs() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    switch(&acme, false, true).await;
    // A quick registration proves nothing, with a password or without: its phone may be anybody's.
    acme.customer("李明", "13900000001").await;
    let body = json!({ "tenant": "acme", "name": "李鬼", "phone": "13900000003", "password": "correct horse 9" });
    app.anonymous().post("/public/register", body).await.ok();
    let ask = |phone: &str| json!({ "tenant": "acme", "phone": phone });
    for phone in ["13900000001", "13900000003"] {
        app.anonymous().post("/public/login/phone/code", ask(phone)).await.ok();
    }
    let link = acme.admin.post("/customers/quick-register", json!({ "name": "上线保障" })).await.ok()[0].clone();
    let path = format!("/public/register/{}", link["url"].as_str().unwrap().rsplit('/').next().unwrap());
    app.anonymous().post(&format!("{path}/code"), json!({ "phone": "13900000002" })).await.ok();
    let sent = code(&acme.admin, "13900000002", 1).await;
    // A code for registering is none for signing in.
    let body = json!({ "tenant": "acme", "phone": "13900000002", "code": sent });
    app.anonymous().post("/public/login/phone", body).await.refused(400, 11101);
    let body = json!({ "name": "王芳", "phone": "13900000002", "code": sent });
    let known = app.anonymous().post(&path, body).await.ok()["login"].clone();
    app.clock.advance(TimeDelta::seconds(61));
    app.anonymous().post("/public/login/phone/code", ask("13900000002")).await.ok();
    let sent = code(&acme.admin, "13900000002", 2).await;
    let body = json!({ "tenant": "acme", "phone": "13900000002", "code": sent });
    let answer = app.anonymous().post("/public/login/phone", body.clone()).await.ok();
    assert_eq!(answer["user"]["id"], known["user"]["id"]);
    app.anonymous().signed_in(&answer).get("/user/info").await.ok();
    app.anonymous().post("/public/login/phone", body).await.refused(400, 11101);
    let mails = acme.admin.get("/mail-outbox").await.list();
    assert!(mails.iter().all(|m| m["to"] == "13900000002"), "{mails:?}");
}
