//! Signing in: tokens and their rotation, the lock-out, passwords.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, PASSWORD, TestApp};

fn login(tenant: &str, username: &str, password: &str) -> Value {
    json!({ "tenant": tenant, "username": username, "password": password })
}

async fn refresh(client: &Client, token: &Value) -> Answer {
    client.post("/auth/refresh", json!({ "refreshToken": token })).await
}

/// A sign-in as if from another place.
async fn login_from(app: &TestApp, ip: &str, body: &Value) -> Answer {
    Answer::of(app.anonymous().request(Method::POST, "/auth/login").header("x-forwarded-for", ip).json(body)).await
}

#[tokio::test]
async fn a_sign_in_says_who_one_is_and_ends_with_log_out() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let answer = app.anonymous().post("/auth/login", login("acme", "ADMIN", PASSWORD)).await.ok();
    assert_eq!((answer["expiresIn"].as_i64(), &answer["mustChangePassword"]), (Some(7200), &json!(false)));
    let me = app.anonymous().signed_in(&answer);
    let info = me.get("/user/info").await.ok();
    assert_eq!(info, answer["user"]);
    assert_eq!(
        (&info["tenant"]["slug"], &info["roles"][0]["code"], &info["kind"]),
        (&json!("acme"), &json!("tenant_admin"), &json!("user"))
    );
    assert!(info["permissions"].as_array().unwrap().contains(&json!("users:write")));
    assert!(!info.to_string().contains("password_hash"));

    me.post("/auth/logout", json!({})).await.ok();
    me.get("/user/info").await.refused(401, 10002);
    refresh(&me, &answer["refreshToken"]).await.refused(401, 10002);
    acme.admin.get("/user/info").await.ok();
}

#[tokio::test]
async fn wrong_password_unknown_user_and_unknown_tenant_sound_the_same() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let wrong = app.anonymous().post("/auth/login", login("acme", "admin", "wrong password")).await;
    let nobody = app.anonymous().post("/auth/login", login("acme", "nobody", "wrong password")).await;
    let nowhere = app.anonymous().post("/auth/login", login("nowhere", "admin", "wrong password")).await;
    for answer in [&wrong, &nobody, &nowhere] {
        answer.refused(401, 11001);
        assert_eq!(answer.body["message"], wrong.body["message"]);
    }
}

#[tokio::test]
async fn an_access_token_lives_two_hours_and_a_refresh_token_seven_days() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let answer = app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
    let me = app.anonymous().signed_in(&answer);
    app.clock.advance(TimeDelta::minutes(119));
    me.get("/user/info").await.ok();
    app.clock.advance(TimeDelta::seconds(91));
    me.get("/user/info").await.refused(401, 10002);
    let renewed = refresh(&me, &answer["refreshToken"]).await.ok();
    app.anonymous().signed_in(&renewed).get("/user/info").await.ok();
    app.clock.advance(TimeDelta::days(7));
    refresh(&me, &renewed["refreshToken"]).await.refused(401, 10002);
}

#[tokio::test]
async fn a_copied_refresh_token_ends_the_sign_in_for_thief_and_owner() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let first = app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
    let second = refresh(&app.anonymous(), &first["refreshToken"]).await.ok();
    assert_ne!(first["refreshToken"], second["refreshToken"]);
    let owner = app.anonymous().signed_in(&second);
    owner.get("/user/info").await.ok();
    app.clock.advance(TimeDelta::seconds(11));
    refresh(&app.anonymous(), &first["refreshToken"]).await.refused(401, 11005);
    owner.get("/user/info").await.refused(401, 10002);
    refresh(&owner, &second["refreshToken"]).await.refused(401, 10002);
}

#[tokio::test]
async fn another_client_with_a_superseded_token_is_a_thief_at_once() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let first = app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
    let second = refresh(&app.anonymous(), &first["refreshToken"]).await.ok();
    let thief = app
        .anonymous()
        .request(Method::POST, "/auth/refresh")
        .header("user-agent", "thief")
        .json(&json!({ "refreshToken": first["refreshToken"] }));
    Answer::of(thief).await.refused(401, 11005);
    app.anonymous().signed_in(&second).get("/user/info").await.refused(401, 10002);
}

#[tokio::test]
async fn two_hundred_refreshes_at_once_log_nobody_out() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let first = app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
    let client = app.anonymous();
    let answers = join_all((0..200).map(|_| refresh(&client, &first["refreshToken"]))).await;
    let successors: BTreeSet<String> = answers.iter().map(|a| a.ok()["refreshToken"].to_string()).collect();
    assert_eq!(successors.len(), 1, "one successor for all tabs");
    let next = answers[0].ok();
    app.anonymous().signed_in(&next).get("/user/info").await.ok();
    refresh(&client, &next["refreshToken"]).await.ok();
}

#[tokio::test]
async fn junk_is_refused_as_a_refresh_token_and_ends_nothing() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let answer = app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
    let token = answer["refreshToken"].as_str().unwrap();
    let (place, _) = token.rsplit_once('.').unwrap();
    let made_up = format!("{place}.{}", "A".repeat(43));
    let elsewhere = token.replacen(&format!("{}.", acme.id), "999999.", 1);
    for junk in ["x", "1.2.3", "-1.-1.x", &made_up, &elsewhere, answer["accessToken"].as_str().unwrap()] {
        let refused = refresh(&app.anonymous(), &json!(junk)).await;
        assert!(refused.status == 401 || refused.status == 400, "{junk}: {}", refused.body);
    }
    // A refresh token is not an access token either.
    let mut me = app.anonymous();
    me.token = Some(token.to_owned());
    me.get("/user/info").await.refused(401, 10002);
    refresh(&app.anonymous(), &answer["refreshToken"]).await.ok();
}

#[tokio::test]
async fn five_wrong_passwords_lock_for_half_an_hour_even_for_the_right_one() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    for account in ["admin", "nobody"] {
        for _ in 0..5 {
            app.anonymous().post("/auth/login", login("acme", account, "wrong password")).await.refused(401, 11001);
        }
        let locked = app.anonymous().post("/auth/login", login("acme", account, PASSWORD)).await;
        locked.refused(429, 11002);
        let wait: i64 = locked.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1790..=1800).contains(&wait), "{wait}");
    }
    app.clock.advance(TimeDelta::minutes(29));
    app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.refused(429, 11002);
    app.clock.advance(TimeDelta::minutes(1));
    app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
    app.anonymous().post("/auth/login", login("acme", "nobody", PASSWORD)).await.refused(401, 11001);
}

#[tokio::test]
async fn a_lock_out_survives_a_restart_and_holds_on_two_nodes_under_a_race() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let url = app.admin_url.clone();
    let other = TestApp::on(url.clone()).await;
    let (a, b) = (app.anonymous(), other.anonymous());
    let tries = (0..200)
        .map(|n| if n % 2 == 0 { &a } else { &b })
        .map(|client| client.post("/auth/login", login("acme", "admin", "wrong password")));
    let answers = join_all(tries).await;
    let evaluated = answers.iter().filter(|a| a.status == 401).count();
    assert_eq!(evaluated, 5, "guesses that were looked at");
    // A busy node may turn a guess away (503) before it is looked at.
    assert!(answers.iter().all(|a| [401, 429, 503].contains(&a.status)));
    other.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.refused(429, 11002);
    // A program that starts afterwards knows nothing but what the database holds.
    drop((app, other));
    let restarted = TestApp::on(url).await;
    restarted.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.refused(429, 11002);
    restarted.clock.advance(TimeDelta::minutes(30));
    restarted.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
}

#[tokio::test]
async fn an_attacker_elsewhere_does_not_lock_the_owner_out() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let right = login("acme", "admin", PASSWORD);
    login_from(&app, "198.51.100.7", &right).await.ok();
    // Many networks, and patience: every guess after the tenth makes the next pause twice as long.
    let (mut looked_at, mut waited) = (0, 0);
    for network in 0..250 {
        let answer = login_from(&app, &format!("203.0.{network}.9"), &login("acme", "admin", "guess")).await;
        if answer.status == 401 {
            looked_at += 1;
            continue;
        }
        answer.refused(429, 11002);
        let pause: i64 = answer.headers["retry-after"].to_str().unwrap().parse().unwrap();
        if pause > 300 {
            break;
        }
        waited += pause;
        app.clock.advance(TimeDelta::seconds(pause));
    }
    assert!((15..25).contains(&looked_at) && waited > 250, "{looked_at} guesses were evaluated in {waited} s");
    // A neighbour in the owner's own /24 is the owner's network.
    login_from(&app, "198.51.100.99", &right).await.ok();
    login_from(&app, "192.0.2.1", &right).await.refused(429, 11002);
}

#[tokio::test]
async fn signing_in_rightly_in_between_forgives_the_slips() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    for _ in 0..4 {
        for _ in 0..4 {
            app.anonymous().post("/auth/login", login("acme", "admin", "slip of finger")).await.refused(401, 11001);
        }
        app.anonymous().post("/auth/login", login("acme", "admin", PASSWORD)).await.ok();
        app.clock.advance(TimeDelta::hours(25));
    }
}

#[tokio::test]
async fn a_locked_user_is_out_at_once_here_and_within_two_seconds_elsewhere() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let other = TestApp::on(app.admin_url.clone()).await;
    let li = acme.user("li", "agent").await;
    let elsewhere = Client { base: other.base.clone(), ..li.clone() };
    elsewhere.get("/user/info").await.ok();
    acme.admin.post(&format!("/users/{}/lock", li.id()), json!({})).await.ok();
    let since = Instant::now();
    li.get("/user/info").await.refused(401, 10002);
    while elsewhere.get("/user/info").await.status == 200 {
        assert!(since.elapsed() < Duration::from_secs(2), "the other node still lets the user in");
        tokio::task::yield_now().await;
    }
    app.anonymous().post("/auth/login", login("acme", "li", PASSWORD)).await.refused(401, 11001);
    acme.admin.post(&format!("/users/{}/unlock", li.id()), json!({})).await.ok();
    li.get("/user/info").await.refused(401, 10002);
    app.sign_in("acme", "li").await.get("/user/info").await.ok();
}

#[tokio::test]
async fn the_first_password_must_be_changed_before_anything_else() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let roles = acme.admin.get("/roles").await.list();
    let agent = roles.iter().find(|r| r["code"] == "agent").unwrap()["id"].clone();
    let made = acme.admin.post("/users", json!({ "username": "wang", "name": "王芳", "roleIds": [agent] })).await.ok();
    let first = made["initialPassword"].as_str().unwrap().to_owned();
    let answer = app.anonymous().post("/auth/login", login("acme", "wang", &first)).await.ok();
    assert_eq!(answer["mustChangePassword"], true);
    let wang = app.anonymous().signed_in(&answer);
    assert_eq!(wang.get("/user/info").await.ok()["mustChangePassword"], true);
    wang.get("/customers").await.refused(403, 11003);
    let elsewhere =
        app.anonymous().signed_in(&app.anonymous().post("/auth/login", login("acme", "wang", &first)).await.ok());

    for (weak, code) in [("short", 11004), ("password123", 11004), ("wang2026", 11004), (first.as_str(), 10001)] {
        let refused = wang.put("/user/password", json!({ "oldPassword": first, "newPassword": weak })).await;
        refused.refused(400, code);
        assert_eq!(refused.bad_fields(), ["newPassword"]);
    }
    let wrong = wang.put("/user/password", json!({ "oldPassword": "not it at all", "newPassword": PASSWORD })).await;
    assert_eq!(wrong.bad_fields(), ["oldPassword"]);
    wang.put("/user/password", json!({ "oldPassword": first, "newPassword": PASSWORD })).await.ok();
    wang.get("/customers").await.ok();
    elsewhere.get("/user/info").await.refused(401, 10002);
    app.anonymous().post("/auth/login", login("acme", "wang", &first)).await.refused(401, 11001);
    app.sign_in("acme", "wang").await.get("/customers").await.ok();
}

#[tokio::test]
async fn guessing_the_old_password_with_a_stolen_token_is_locked_out_too() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let guess = || json!({ "oldPassword": "guess of thief", "newPassword": "a new password 7" });
    for _ in 0..5 {
        assert_eq!(acme.admin.put("/user/password", guess()).await.bad_fields(), ["oldPassword"]);
    }
    acme.admin.put("/user/password", guess()).await.refused(429, 11002);
}

#[tokio::test]
async fn a_mailed_link_sets_a_new_password_once() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    acme.admin.put(&format!("/users/{}", li.id()), json!({ "email": "li@example.com" })).await.ok();
    let li = app.sign_in("acme", "li").await;
    let known = app.anonymous().post("/user/password/forgot", json!({ "tenant": "acme", "username": "li" })).await;
    let unknown =
        app.anonymous().post("/user/password/forgot", json!({ "tenant": "acme", "username": "nobody" })).await;
    assert_eq!((known.ok(), known.status), (unknown.ok(), unknown.status));

    let mail = sent_mail(&acme.admin).await;
    assert_eq!(mail["to"], "li@example.com");
    let text = mail["text"].as_str().unwrap();
    let token = text.split("token=").nth(1).unwrap().split_whitespace().next().unwrap();
    assert!(text.contains("http://desk.test/console/reset?token="));
    // An operator may see the outbox, but must not be able to take over an administrator by it.
    let operator = acme.user("operator", "operator").await;
    let seen = operator.get("/mail-outbox").await.list();
    assert!(seen[0]["text"].as_str().unwrap().contains("token=***") && !seen[0].to_string().contains(token));

    let reset = |password: &str| json!({ "token": token, "newPassword": password });
    app.anonymous().post("/user/password/reset", reset("short")).await.refused(400, 11004);
    app.anonymous().post("/user/password/reset", reset("another horse 8")).await.ok();
    li.get("/user/info").await.refused(401, 10002);
    app.anonymous().post("/user/password/reset", reset("third horse 999")).await.refused(400, 11007);
    app.anonymous().post("/auth/login", login("acme", "li", "another horse 8")).await.ok();
}

#[tokio::test]
async fn a_link_expires_and_a_made_up_one_never_works() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    acme.admin.put("/user/info", json!({ "email": "admin@example.com" })).await.ok();
    app.anonymous().post("/user/password/forgot", json!({ "tenant": "acme", "username": "admin" })).await.ok();
    let mail = sent_mail(&acme.admin).await;
    let token =
        mail["text"].as_str().unwrap().split("token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    app.clock.advance(TimeDelta::minutes(31));
    for token in [token, format!("{}.{}", acme.id, "A".repeat(43)), "x".into(), "99999.abc".into()] {
        app.anonymous()
            .post("/user/password/reset", json!({ "token": token, "newPassword": "another horse 8" }))
            .await
            .refused(400, 11007);
    }
}

/// The newest mail, once the job has sent it.
async fn sent_mail(reader: &Client) -> Value {
    let since = Instant::now();
    loop {
        let mails = reader.get("/mail-outbox").await.list();
        if let Some(mail) = mails.first().filter(|m| !m["sentAt"].is_null()) {
            assert!(mail["path"].as_str().unwrap().ends_with(".eml"));
            return mail.clone();
        }
        assert!(since.elapsed() < Duration::from_secs(20), "no mail was sent: {mails:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_customer_registers_with_a_phone_and_signs_in_with_it_again() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let body = json!({ "tenant": "acme", "name": "李明", "phone": "+86 138-0000-0009", "organization": "城东卫生院", "position": "护士", "topic": "报表", "password": "a quiet river 3" });
    let answer = app.anonymous().post("/public/register", body.clone()).await.ok();
    let me = app.anonymous().signed_in(&answer).get("/user/info").await.ok();
    assert_eq!(
        (&me["kind"], &me["username"], &me["name"]),
        (&json!("customer"), &json!("13800000009"), &json!("李明"))
    );
    assert_eq!(me["permissions"], json!(["portal:chat", "portal:tickets", "portal:use"]));
    app.anonymous().post("/public/register", body).await.refused(409, 10012);
    let again = |password: &str| json!({ "tenant": "acme", "phone": "138 0000 0009", "password": password });
    app.anonymous().post("/public/login", again("a quiet river 3")).await.ok();
    app.anonymous().post("/public/login", again("a quiet river 4")).await.refused(401, 11001);
    // Without a password anybody may give any phone, and gets into nothing that exists.
    let stranger = acme.customer("李明", "13800000009").await;
    assert_ne!(stranger.id(), me["id"].as_i64().unwrap());
    app.anonymous().post("/public/login", again("")).await.bad_fields();
    let organizations = acme.admin.get("/organizations").await.list();
    assert_eq!((organizations.len(), &organizations[0]["customers"]), (1, &json!(1)));
}

#[tokio::test]
async fn bad_registrations_name_the_field() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let body = |field: &str, value: Value| {
        let mut body = json!({ "tenant": "acme", "name": "李明", "phone": "13800000009" });
        body[field] = value;
        body
    };
    for (field, value) in [
        ("name", json!("  ")),
        ("name", json!("x".repeat(121))),
        ("phone", json!("call me")),
        ("phone", json!("1")),
        ("password", json!("12345678")),
    ] {
        let refused = app.anonymous().post("/public/register", body(field, value.clone())).await;
        assert_eq!(refused.bad_fields(), [field], "{value}");
    }
    app.anonymous().post("/public/register", body("tenant", json!("nowhere"))).await.refused(404, 10004);
}

#[tokio::test]
async fn customers_do_not_reach_the_staffs_operations_nor_staff_the_customers() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let customer = acme.customer("李明", "13800000009").await;
    for path in ["/users", "/roles", "/customers", "/audit-events", "/mail-outbox", "/tenants"] {
        customer.get(path).await.refused(403, 10003);
    }
    acme.admin.get("/tenants").await.refused(403, 10003);
    acme.admin.get("/me/sessions").await.refused(403, 10003);
}

#[tokio::test]
async fn one_changes_ones_own_account_but_not_ones_rights() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    let body = json!({ "name": "李雷", "email": "li@example.com", "phone": "+86 13900000001", "locale": "en", "roleIds": [1], "permissions": ["users:write"] });
    let me = li.put("/user/info", body).await.ok();
    assert_eq!((&me["name"], &me["phone"], &me["locale"]), (&json!("李雷"), &json!("13900000001"), &json!("en")));
    assert_eq!(me["roles"].as_array().unwrap().len(), 1);
    li.get("/users").await.refused(403, 10003);
    assert_eq!(li.put("/user/info", json!({ "email": "nobody" })).await.bad_fields(), ["email"]);
    assert_eq!(li.put("/user/info", json!({ "locale": "fr" })).await.bad_fields(), ["locale"]);
}

#[tokio::test]
async fn sign_ins_and_their_failures_are_on_record() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    app.anonymous().post("/auth/login", login("acme", "admin", "secret in the wrong place")).await.refused(401, 11001);
    let trail = acme.admin.get("/audit-events?action=login").await;
    let actions: Vec<_> = trail.list().iter().map(|e| e["action"].as_str().unwrap().to_owned()).collect();
    assert!(actions.contains(&"login".into()) && actions.contains(&"login.failed".into()), "{actions:?}");
    assert!(!trail.body.to_string().contains("secret in the wrong place"));
}
