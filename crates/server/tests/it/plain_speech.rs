//! What everybody is told: names of parameters, one language, the right count, and nothing that is others' business.

use serde_json::json;

use crate::support::{Answer, Client, TestApp};

async fn asked(client: &Client, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = client.request(reqwest::Method::GET, path);
    Answer::of(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[tokio::test]
async fn a_complaint_names_the_parameter() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    for (path, field) in [
        ("/users?page=x", "page"),
        ("/users?page=0", "page"),
        ("/users?size=many", "size"),
        ("/kb/articles?categoryId=x", "categoryId"),
        ("/kb/articles/abc", "id"),
        ("/users?q=%00", "q"),
    ] {
        assert_eq!(acme.admin.get(path).await.bad_fields(), [field], "{path}");
    }
    let nul = json!({ "tenant": "acme", "username": "ad\0min", "password": "x" });
    assert_eq!(app.anonymous().post("/auth/login", nul).await.bad_fields(), ["username"]);
    let list = app.anonymous().post("/auth/login", json!([])).await;
    assert_eq!(
        (list.bad_fields(), &list.body["errors"][0]["message"]),
        (vec!["body".into()], &json!("must be an object"))
    );
}

#[tokio::test]
async fn a_refusal_speaks_the_callers_language() {
    let app = TestApp::start().await;
    app.tenant("acme").await;
    let path = "/customer-portal/search?q=x";
    let told = async |language| {
        asked(&app.anonymous(), path, &[("x-tenant", "nobody"), ("accept-language", language)]).await.body["message"]
            .clone()
    };
    assert_eq!((told("zh-CN").await, told("en").await), (json!("资源不存在"), json!("There is no such tenant")));

    let bad_key = [("x-tenant", "acme"), ("accept-language", "en"), ("idempotency-key", "with space")];
    let refused = asked(&app.anonymous(), path, &bad_key).await;
    assert_eq!(refused.bad_fields(), ["Idempotency-Key"]);
    assert_eq!(refused.body["message"], "The request is not valid");
    assert!(refused.headers.contains_key("x-request-id") && refused.body["timestamp"].is_string());
}

#[tokio::test]
async fn a_suspended_tenants_portal_says_so() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let acme = app.tenant("acme").await;
    operator.post(&format!("/tenants/{}/suspend", acme.id), json!({})).await.ok();
    for path in ["/customer-portal/search?q=x", "/public/kb/acme/articles"] {
        asked(&app.anonymous(), path, &[("x-tenant", "acme")]).await.refused(403, 11006);
    }
}

#[tokio::test]
async fn only_this_machine_and_who_has_the_token_read_the_metrics() {
    let app = TestApp::start().await;
    let path = format!("{}/metrics", app.base);
    let read = async |headers: &[(&str, &str)]| {
        let request =
            headers.iter().fold(reqwest::Client::new().get(&path), |r, (name, value)| r.header(*name, *value));
        request.send().await.unwrap().status().as_u16()
    };
    let afar = ("x-forwarded-for", "203.0.113.9");
    assert_eq!(read(&[]).await, 200);
    assert_eq!(read(&[afar]).await, 401);
    // What a proxy on this machine hands on is not this machine's own, whatever the proxy calls it.
    for (name, value) in
        [("forwarded", "for=203.0.113.9"), ("x-forwarded-for", "127.0.0.1"), ("x-real-ip", "203.0.113.9")]
    {
        assert_eq!(read(&[(name, value)]).await, 401, "{name}");
    }
    assert_eq!(read(&[afar, ("authorization", "Bearer let me guess")]).await, 401);
    assert_eq!(read(&[afar, ("authorization", "Bearer let me see")]).await, 200);
}

#[tokio::test]
async fn a_callers_mistake_is_no_outage_and_a_filtered_list_counts_what_it_lists() {
    let app = TestApp::start().await;
    let operator = app.operator("platform_admin").await;
    let acme = app.tenant("acme").await;
    for _ in 0..4 {
        acme.admin.get("/users/987654321").await.refused(404, 10004);
    }
    let own = format!("/platform/calls?tenantId={}&statusClass=4", acme.id);
    let began = std::time::Instant::now();
    while operator.get(&own).await.ok()["total"] != 4 {
        assert!(began.elapsed() < std::time::Duration::from_secs(10), "the calls are not recorded");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(operator.get("/platform/calls?tenantId=987654321").await.ok()["total"], 0);
    let overview = operator.get("/platform/overview").await.ok();
    assert_eq!((overview["availability"].as_f64(), overview["errorRate"].as_f64()), (Some(1.0), Some(0.0)));
}
