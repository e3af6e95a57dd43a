//! Limits of public operations: so many from a network, so many for a tenant, and nobody else is hit.

use chrono::TimeDelta;
use futures_util::{StreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

/// `count` requests as if from `ip`; how many got through, and the first that did not.
async fn flood(
    app: &TestApp,
    count: usize,
    ip: impl Fn(usize) -> String,
    path: &str,
    body: &Value,
) -> (usize, Option<Answer>) {
    let client = app.anonymous();
    let answers: Vec<Answer> = stream::iter((0..count).map(|n| {
        let request = client.request(Method::POST, path).header("x-forwarded-for", ip(n)).json(body);
        async move { Answer::of(request).await }
    }))
    .buffered(16)
    .collect()
    .await;
    let is_limited = |a: &Answer| a.status == 429 && a.body["code"] == 10005;
    let passed = answers.iter().filter(|a| !is_limited(a)).count();
    (passed, answers.into_iter().find(is_limited))
}

#[tokio::test]
async fn a_network_that_asks_too_much_is_told_when_to_come_back_and_others_are_not_hit() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let body = json!({ "tenant": "acme", "username": "nobody" });
    let (passed, refused) = flood(&app, 60, |n| format!("203.0.113.{n}"), "/user/password/forgot", &body).await;
    // A place becomes free every six seconds, also while this runs.
    assert!((30..=36).contains(&passed), "{passed}");
    let refused = refused.unwrap();
    refused.refused(429, 10005);
    let wait: i64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=6).contains(&wait), "{wait}");
    assert_eq!(refused.headers["x-ratelimit-limit"], "30");
    assert_eq!(refused.headers["x-ratelimit-remaining"], "0");

    let (passed, _) = flood(&app, 1, |_| "198.51.100.1".into(), "/user/password/forgot", &body).await;
    assert_eq!(passed, 1, "another network");
    // The unversioned path is the same door.
    let (passed, _) = flood(&app, 20, |_| "203.0.113.1".into(), "/api/user/password/forgot", &body).await;
    assert!(passed <= 3, "{passed}");
    app.clock.advance(TimeDelta::seconds(60));
    let (passed, _) = flood(&app, 20, |_| "203.0.113.1".into(), "/user/password/forgot", &body).await;
    assert!((10..=13).contains(&passed), "ten places a minute are free again: {passed}");
}

#[tokio::test]
async fn a_tenant_is_shielded_from_many_networks_at_once() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    app.tenant("other").await;
    let body = |tenant: &str| json!({ "tenant": tenant, "username": "nobody" });
    let networks = |n: usize| format!("10.{}.{}.1", n / 200, n % 200);
    let (passed, refused) = flood(&app, 400, networks, "/user/password/forgot", &body("acme")).await;
    assert!((300..=340).contains(&passed), "{passed}");
    refused.unwrap().refused(429, 10005);
    let (passed, _) = flood(&app, 1, |_| "10.99.0.1".into(), "/user/password/forgot", &body("other")).await;
    assert_eq!(passed, 1, "another tenant");
}

#[tokio::test]
async fn an_office_behind_one_address_signs_in_and_what_needs_a_sign_in_is_not_limited() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let body = json!({ "tenant": "acme", "name": "李明", "phone": "13800000001" });
    let (passed, _) = flood(&app, 100, |_| "203.0.113.1".into(), "/public/register", &body).await;
    assert_eq!(passed, 100);
    for _ in 0..200 {
        acme.admin.get("/user/info").await.ok();
    }
}

#[tokio::test]
async fn a_client_cannot_choose_its_address_unless_a_proxy_of_ours_vouches_for_it() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let login = |forwarded: &str| {
        app.anonymous()
            .request(Method::POST, "/auth/login")
            .header("x-forwarded-for", forwarded.to_owned())
            .json(&json!({ "tenant": "acme", "username": "admin", "password": crate::support::PASSWORD }))
    };
    // The test's own address is a trusted proxy; what stands before its word is a tale.
    Answer::of(login("1.2.3.4, 203.0.113.9")).await.ok();
    let seen = acme.admin.get("/auth/sessions").await.ok();
    let addresses: Vec<_> = seen.as_array().unwrap().iter().map(|s| s["ip"].as_str().unwrap().to_owned()).collect();
    assert!(addresses.contains(&"203.0.113.9".into()) && !addresses.contains(&"1.2.3.4".into()), "{addresses:?}");
}
