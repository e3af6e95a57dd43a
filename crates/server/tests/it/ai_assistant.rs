//! The portal's assistant with a model: written from passages, or quoted when the model fails.

use axum::{Json, Router, routing::post};
use serde_json::{Value, json};

use crate::support::{Tenant, TestApp};

/// A provider that says `reply`, whatever it is asked.
async fn provider(reply: &'static str) -> String {
    let said = move |Json(asked): Json<Value>| async move {
        assert!(asked["messages"][1]["content"].as_str().unwrap().contains("Passages:"));
        Json(json!({
            "id": "x", "object": "chat.completion", "created": 1, "model": "m",
            "choices": [{ "index": 0, "message": { "role": "assistant", "content": reply }, "finish_reason": "stop" }],
            "usage": { "prompt_tokens": 90, "completion_tokens": 12, "total_tokens": 102 },
        }))
    };
    let router = Router::new().route("/v1/chat/completions", post(said));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    url
}

async fn bind(tenant: &Tenant<'_>, endpoint: &str) -> i64 {
    let account = json!({
        "name": endpoint, "serviceType": "compatible", "accountType": "dedicated", "apiKey": "k", "apiEndpoint": endpoint,
        "currentModel": "m", "price": { "call": "0.01" },
    });
    let account = tenant.admin.post("/ai/accounts", account).await.ok()["id"].clone();
    let portal = tenant.admin.get("/ai/groups?q=portal").await.list()[0]["id"].as_i64().unwrap();
    let binding = json!({ "bindingMode": "dedicated", "bindingConfig": { "accounts": [{ "accountId": account }] } });
    tenant.admin.put(&format!("/ai/groups/{portal}/resource-binding"), binding).await.ok();
    portal
}

async fn ask(app: &TestApp, tenant: &str) -> Value {
    let request = app.anonymous().request(reqwest::Method::POST, "/customer-portal/ai-chat");
    let body = json!({ "question": "退款多久到账" });
    let answer = request.header("x-tenant", tenant).json(&body).send().await.unwrap();
    answer.json::<Value>().await.unwrap()["data"].clone()
}

#[tokio::test]
async fn an_answer_is_written_from_passages_and_quoted_when_the_model_makes_no_sense() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let article =
        json!({ "title": "退款多久到账", "body": "退款将在三个工作日内原路退回。节假日顺延。", "publish": true });
    acme.admin.post("/kb/articles", article).await.ok();
    let quoted = loop {
        let answer = ask(&app, "acme").await;
        if answer["outcome"] == "answered" {
            break answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert_eq!(quoted["degraded"], false, "without a model, quoting is what is wanted");

    let url = provider(r#"{"sentences":[{"text":"三个工作日内到账。","source":1}]}"#).await;
    let portal = bind(&acme, &url).await;
    let written = ask(&app, "acme").await;
    assert_eq!((&written["answer"], &written["degraded"]), (&json!("三个工作日内到账。"), &json!(false)));
    assert_eq!(written["citations"].as_array().unwrap().len(), 1);
    let group = acme.admin.get(&format!("/ai/groups/{portal}")).await.ok();
    assert_eq!(group["monthlyUsedBudget"], "0.01", "the portal's group pays");

    bind(&acme, &provider("I think it takes a week.").await).await;
    let fallen = ask(&app, "acme").await;
    assert_eq!((&fallen["answer"], &fallen["degraded"]), (&quoted["answer"], &json!(true)));
    // A spent budget is no reason for silence either.
    let spent = json!({ "name": "portal", "maxMembers": 100, "quota": { "monthlyBudget": "0.01" } });
    acme.admin.put(&format!("/ai/groups/{portal}"), spent).await.ok();
    let fallen = ask(&app, "acme").await;
    assert_eq!((&fallen["outcome"], &fallen["degraded"]), (&json!("answered"), &json!(true)));
}
