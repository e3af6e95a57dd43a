//! Accounts, groups, keys, bindings: what people set, and what the gateway makes of it.

use serde_json::{Value, json};

use crate::support::{Answer, TestApp, pool::Pool};

#[tokio::test]
async fn a_providers_key_never_comes_back() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let secret = "sk-proj-0123456789abcdefXYZ";
    let new =
        json!({ "name": "main", "serviceType": "claude", "apiKey": secret, "supportedModels": ["claude-sonnet-4"] });
    let made = acme.admin.post("/ai/accounts", new.clone()).await.ok();
    assert_eq!(made["apiKeyMasked"], "sk-****fXYZ");
    let path = format!("/ai/accounts/{}", made["id"]);
    for shown in [acme.admin.get(&path).await.body, acme.admin.get("/ai/accounts").await.body, made.clone()] {
        assert!(!shown.to_string().contains("0123456789"), "{shown}");
    }
    let mut superuser = <sqlx::PgConnection as sqlx::Connection>::connect(&app.admin_url).await.unwrap();
    let sealed: String =
        sqlx::query_scalar("select sealed_key from tenants.ai_accounts").fetch_one(&mut superuser).await.unwrap();
    assert!(!sealed.is_empty() && !sealed.contains("0123456789"));
    acme.admin.post("/ai/accounts", new).await.refused(409, 10012);
    // An address of somebody else's does not get the key that is kept.
    let moved = json!({ "name": "main", "serviceType": "claude", "apiEndpoint": "https://evil.example.com" });
    assert_eq!(acme.admin.put(&path, moved).await.bad_fields(), ["apiKey"]);
    let private = json!({ "name": "p", "serviceType": "openai", "apiKey": "k", "apiEndpoint": "https://10.0.0.1/v1" });
    assert_eq!(acme.admin.post("/ai/accounts", private).await.bad_fields(), ["apiEndpoint"]);
    // 004's own path.
    let listed = acme.admin.get(&format!("/api/enterprises/{}/ai-accounts", acme.id)).await.list();
    assert_eq!(listed.len(), 1);
    acme.admin.get("/api/enterprises/987654321/ai-accounts").await.refused(404, 10004);
}

#[tokio::test]
async fn several_accounts_are_handled_at_once_and_a_bound_one_stays() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    let admin = &pool.tenant.admin;
    let (one, two) = (pool.account("openai", "sk-1", json!({})).await, pool.account("openai", "sk-2", json!({})).await);
    let path = format!("/ai/groups/{}/resource-binding", pool.group);
    let dedicated =
        json!({ "bindingMode": "dedicated", "bindingConfig": { "accounts": [{ "accountId": one, "priority": 1 }] } });
    let bound = admin.put(&path, dedicated).await.ok();
    assert_eq!(bound["binding"]["config"]["accounts"][0]["accountId"], one);
    assert_eq!(bound["availableAccounts"].as_array().unwrap().len(), 2);
    let bulk = |action: &str| json!({ "action": action, "accountIds": [one, two, 987654321] });
    let disabled = admin.post("/ai/accounts/bulk", bulk("disable")).await.ok();
    assert_eq!(disabled["done"], json!([one, two]));
    assert_eq!(admin.get("/ai/accounts?status=inactive").await.list().len(), 2);
    assert_eq!(pool.chat("x").await.status, 404, "no account that is on offers the model");
    admin.post("/ai/accounts/bulk", bulk("enable")).await.ok();
    assert_eq!(pool.chat("x").await.status, 200);
    let deleted = admin.post("/ai/accounts/bulk", bulk("delete")).await.ok();
    assert_eq!(deleted["done"], json!([two]));
    assert_eq!(deleted["failed"][0]["code"], 14008);
    let checked = admin.post("/ai/accounts/bulk", json!({ "action": "healthCheck", "accountIds": [one] })).await.ok();
    assert_eq!(checked["done"], json!([one]));
    assert_eq!(admin.get("/ai/accounts").await.list()[0]["health"], "healthy");
    // Nobody listens there.
    let dead = pool.account("openai", "sk-dead", json!({ "apiEndpoint": "http://127.0.0.1:1/v1" })).await;
    let check = admin.post(&format!("/ai/accounts/{dead}/health-check"), json!({})).await.ok();
    assert_eq!(check["isHealthy"], false);
    let failing = admin.get("/ai/accounts?status=error").await.list();
    assert_eq!((failing.len(), &failing[0]["id"]), (1, &json!(dead)));
}

/// Hybrid goes to its own account first, and to the pool when that one is off.
#[tokio::test]
async fn bindings_decide_who_serves() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    let admin = &pool.tenant.admin;
    let own = pool.account("openai", "sk-own", json!({ "accountType": "dedicated" })).await;
    let shared = pool.account("openai", "sk-shared", json!({})).await;
    let by = |answer: &Answer| answer.headers["x-polydesk-account"].to_str().unwrap().parse::<i64>().unwrap();
    assert_eq!(by(&pool.chat("x").await), shared, "a new group draws on the pool");
    let path = format!("/groups/{}/resource-binding", pool.group);
    let hybrid = json!({
        "bindingMode": "hybrid",
        "bindingConfig": { "primaryAccounts": [own], "fallbackPools": [{ "serviceType": "openai", "priority": 1 }] },
        "quotaConfig": { "dailyTokenLimit": 100000, "monthlyBudget": "50", "priorityLevel": "high" },
    });
    let bound = admin.put(&path, hybrid).await.ok();
    assert_eq!(
        (&bound["binding"]["priorityLevel"], &bound["binding"]["monthlyBudget"]),
        (&json!("high"), &json!("50"))
    );
    assert_eq!(by(&pool.chat("x").await), own);
    let explained = admin.get(&format!("/ai/groups/{}/route?model=gpt-4o-mini", pool.group)).await.ok();
    assert_eq!((&explained["accountId"], &explained["candidates"][1]["tier"]), (&json!(own), &json!(1)));
    admin.post("/ai/accounts/bulk", json!({ "action": "disable", "accountIds": [own] })).await.ok();
    assert_eq!(by(&pool.chat("x").await), shared);
    let explained = admin.get(&format!("/ai/groups/{}/route", pool.group)).await.ok();
    assert_eq!(explained["candidates"][0]["verdict"], "disabled");
    let wrong = json!({ "bindingMode": "shared", "bindingConfig": { "primaryAccounts": [own] } });
    assert_eq!(admin.put(&path, wrong).await.bad_fields(), ["bindingConfig.primaryAccounts"]);
}

#[tokio::test]
async fn a_rotated_key_works_beside_the_new_one_until_its_time() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-1", json!({})).await;
    let admin = &pool.tenant.admin;
    let path = format!("/ai/groups/{}/keys/{}/rotate", pool.group, pool.key_id);
    let rotated = admin.post(&path, json!({ "overlapSeconds": 3600 })).await.ok();
    let new = rotated["secret"].as_str().unwrap().to_owned();
    let with = |key: String| {
        let request = admin.http.post(format!("{}/v1/chat/completions", app.base)).bearer_auth(key);
        Answer::of(request.json(&crate::support::pool::chat("x")))
    };
    assert_eq!((with(pool.key.clone()).await.status, with(new.clone()).await.status), (200, 200));
    app.clock.advance(chrono::TimeDelta::hours(2));
    assert_eq!((with(pool.key.clone()).await.status, with(new).await.status), (401, 200));
    let admin = app.sign_in("acme", "admin").await;
    admin.post(&path, json!({})).await.refused(409, 14012);
    let listed = admin.get(&format!("/ai/groups/{}/keys", pool.group)).await.list();
    let statuses: Vec<&Value> = listed.iter().map(|k| &k["status"]).collect();
    assert_eq!(statuses, [&json!("active"), &json!("expired")]);
}

#[tokio::test]
async fn a_group_is_full_at_its_number_and_its_admin_manages_it() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let group = acme.admin.post("/ai/groups", json!({ "name": "small", "maxMembers": 1 })).await.ok()["id"].clone();
    let lead = acme.user("lead", "group_admin").await;
    let path = format!("/ai/groups/{group}/members");
    lead.get(&path).await.refused(404, 10004);
    acme.admin.post(&path, json!({ "userId": lead.id(), "role": "admin" })).await.ok();
    let second = acme.user("second", "group_member").await;
    acme.admin.post(&path, json!({ "userId": second.id() })).await.refused(409, 14009);
    lead.post(
        &format!("/ai/groups/{group}/keys"),
        json!({ "name": "mine", "networks": ["10.0.0.0/8"], "models": ["m"] }),
    )
    .await
    .ok();
    lead.put(&format!("/ai/groups/{group}"), json!({ "name": "mine", "quota": { "monthlyBudget": "1000000" } }))
        .await
        .refused(403, 10003);
    assert_eq!(lead.get("/ai/groups").await.list().len(), 1);
    acme.admin.delete(&format!("{path}/{}", lead.id())).await.ok();
    lead.get(&path).await.refused(404, 10004);
    // The two that every tenant has.
    let kinds: Vec<Value> = acme.admin.get("/ai/groups").await.list().iter().map(|g| g["kind"].clone()).collect();
    assert!(kinds.contains(&json!("default")) && kinds.contains(&json!("portal")), "{kinds:?}");
    let portal = acme.admin.get("/ai/groups?q=portal").await.list()[0]["id"].clone();
    acme.admin.delete(&format!("/ai/groups/{portal}")).await.refused(409, 14010);
    acme.admin.delete(&format!("/ai/groups/{group}")).await.ok();
}
