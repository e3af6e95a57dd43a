//! Calls through the gateway: served, failed over, refused, booked.

use std::{sync::Arc, time::Duration};

use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::support::{
    Answer, TestApp,
    pool::{Pool, chat},
    upstream::{End, Trouble},
};

#[tokio::test]
async fn a_call_is_served_booked_and_charged_to_the_token() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    let account = pool.account("openai", "sk-one", json!({})).await;
    pool.tenant
        .admin
        .put(
            "/ai/settings",
            json!({ "currency": "CNY", "chargeRate": 8000, "monthlyBudget": null, "utcOffsetMinutes": 480 }),
        )
        .await
        .ok();

    let answer = pool.chat("hello there").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["choices"][0]["message"]["content"], "You said: hello there");
    assert_eq!(answer.headers["x-polydesk-account"], account.to_string().as_str());
    assert_eq!(answer.headers["x-polydesk-reason"], "only_one");

    let call = &pool.calls(1).await[0];
    let theirs = &pool.upstream.calls()[0];
    assert_eq!(
        (call["inputTokens"].as_u64(), call["cachedTokens"].as_u64()),
        (Some(theirs.input), Some(theirs.cached))
    );
    assert_eq!(call["outputTokens"].as_u64(), Some(theirs.output));
    assert_eq!((&call["status"], &call["isEstimated"]), (&json!("success"), &json!(false)));
    // 2.5 and 10 a million; what is read from the cache is free at this account.
    let cost = (theirs.input * 25 + theirs.output * 100).div_euclid(10);
    let micros = |v: &Value| (v.as_str().unwrap().parse::<f64>().unwrap() * 1e6).round() as u64;
    assert!(micros(&call["cost"]).abs_diff(cost) <= 1, "{call}");
    assert!(micros(&call["charge"]).abs_diff(cost * 8 / 10) <= 1, "{call}");
    let group = pool.tenant.admin.get(&format!("/ai/groups/{}", pool.group)).await.ok();
    assert_eq!(group["monthlyUsedBudget"], call["charge"]);
    let shown = pool.tenant.admin.get(&format!("/ai/accounts/{account}")).await.ok();
    assert_eq!((&shown["account"]["totalRequests"], &shown["account"]["totalCost"]), (&json!(1), &call["cost"]));
    assert!(!shown.to_string().contains("sk-one\"") || shown["account"]["name"] == "sk-one");
}

#[tokio::test]
async fn a_budget_of_three_and_a_half_calls_admits_three() {
    let app = TestApp::start().await;
    let pool = Arc::new(Pool::with_quota(&app, "acme", json!({ "monthlyBudget": "3.5" })).await);
    let price = json!({ "price": { "call": "1" }, "maxConcurrency": 500 });
    pool.account("openai", "sk-one", price).await;
    let one = |n: usize| {
        let pool = &pool;
        async move { pool.chat(&format!("question {n}")).await.status }
    };
    let statuses: Vec<u16> = futures_util::stream::iter(0..400).map(one).buffer_unordered(64).collect().await;
    assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 3);
    assert_eq!(statuses.iter().filter(|s| **s == 402).count(), 397);
    assert_eq!(pool.upstream.calls().len(), 3);
    let refused = pool.chat("one more").await;
    assert_eq!((refused.status, &refused.body["error"]["code"]), (402, &json!("budget_exceeded")));
    assert_eq!(refused.headers["x-should-retry"], "false");
    pool.calls(3).await;
    // The warning was told once, whatever came after it.
    let monitor = pool.tenant.admin.get(&format!("/ai/groups/{}/monitor", pool.group)).await.ok();
    let mut percents: Vec<_> =
        monitor["alerts"].as_array().unwrap().iter().map(|a| a["percent"].as_i64().unwrap()).collect();
    percents.sort_unstable();
    assert_eq!(percents, [80], "3 of 3.5 are 85 %");
    assert_eq!(monitor["costAnalysis"]["monthlyCost"], "3");
}

#[tokio::test]
async fn a_failing_account_is_left_without_the_client_noticing() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-bad", json!({})).await;
    pool.account("openai", "sk-good", json!({})).await;
    for trouble in [Trouble::Broken, Trouble::Limited(Duration::from_secs(30))] {
        pool.upstream.trouble("sk-bad", trouble);
        let before = pool.upstream.calls_of("sk-bad").len();
        let one = |n: usize| {
            let pool = &pool;
            async move { pool.chat(&format!("question {n}")).await.status }
        };
        let statuses: Vec<u16> = futures_util::stream::iter(0..200).map(one).buffer_unordered(8).collect().await;
        assert!(statuses.iter().all(|s| *s == 200), "{statuses:?}");
        let wasted = pool.upstream.calls_of("sk-bad").len() - before;
        assert!(wasted <= 5, "{wasted} wasted calls");
    }
    let accounts = pool.tenant.admin.get("/ai/accounts?q=sk-bad").await.list();
    assert_eq!(accounts[0]["breaker"], "open");
    let overview = pool.tenant.admin.get("/ai/overview").await.ok();
    let counts = ["totalAccounts", "activeAccounts", "errorAccounts"].map(|name| overview[name].clone());
    assert_eq!(counts, [json!(2), json!(1), json!(1)]);
    let service = &overview["accountsByService"][0];
    assert_eq!((&service["count"], &service["healthyCount"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn a_stalled_account_is_left_at_its_deadline_and_comes_back_by_one_probe() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-slow", json!({ "firstByteTimeoutMs": 1000 })).await;
    pool.account("openai", "sk-good", json!({})).await;
    pool.upstream.trouble("sk-slow", Trouble::Stall);
    let began = std::time::Instant::now();
    for n in 0..20 {
        let answer = pool.chat(&format!("question {n}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    // The first stall, and one probe for each cooldown that has passed; the shortest lasts 5 s.
    let cooldowns = began.elapsed().as_secs() / 5;
    let calls = pool.served(20).await;
    let stalled: Vec<_> = calls.iter().filter(|c| c["status"] == "timeout").collect();
    assert!((1..=1 + cooldowns).contains(&(stalled.len() as u64)), "{} stalls", stalled.len());
    assert!(stalled.iter().all(|c| c["outputTokens"] == 0));
    pool.upstream.calm("sk-slow");
    let mut n = 20;
    while pool.upstream.calls_of("sk-slow").len() < 2 {
        n += 1;
        assert!(n < 2_000, "it never came back");
        assert_eq!(pool.chat(&format!("question {n}")).await.status, 200);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let accounts = pool.tenant.admin.get("/ai/accounts?q=sk-slow").await.list();
    assert_eq!(accounts[0]["breaker"], "closed");
}

#[tokio::test]
async fn a_stream_that_the_client_cuts_is_booked_with_its_output() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-one", json!({})).await;
    pool.upstream.pace(Duration::from_millis(20));
    let mut body = chat("one two three four five six seven eight nine ten eleven twelve");
    body["stream"] = true.into();
    let response = pool.request("/v1/chat/completions").json(&body).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let mut stream = response.bytes_stream();
    for _ in 0..3 {
        stream.next().await.unwrap().unwrap();
    }
    drop(stream);
    let call = &pool.calls(1).await[0];
    let theirs = &pool.upstream.calls()[0];
    assert_eq!((call["status"].as_str(), theirs.end), (Some("cancelled"), End::Whole), "it was read to its end");
    assert_eq!(call["outputTokens"].as_u64(), Some(theirs.output));
}

#[tokio::test]
async fn a_stream_that_breaks_never_looks_whole() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-one", json!({})).await;
    for trouble in [Trouble::Cut(700), Trouble::Short(3), Trouble::ErrorAfter(3)] {
        pool.upstream.trouble("sk-one", trouble.clone());
        let mut body = chat("one two three four five six seven eight nine ten");
        body["stream"] = true.into();
        let response = pool.request("/v1/chat/completions").json(&body).send().await.unwrap();
        if response.status() != 200 {
            continue;
        }
        let text = response.text().await.unwrap();
        assert!(text.contains("\"error\"") && !text.contains("[DONE]"), "{trouble:?}: {text}");
    }
}

/// Every door says no in its own words, and no provider hears of it.
#[tokio::test]
async fn what_must_not_pass_is_refused_in_each_api_s_own_shape() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-one", json!({ "supportedModels": ["gpt-4o-mini"] })).await;
    let other = Pool::of(&app, "other").await;
    let http = &pool.tenant.admin.http;
    let base = &app.base;
    let doors = [
        ("/v1/chat/completions", "authorization", chat("x")),
        (
            "/v1/messages",
            "x-api-key",
            json!({ "model": "gpt-4o-mini", "max_tokens": 5, "messages": [{ "role": "user", "content": "x" }] }),
        ),
        (
            "/v1beta/models/gpt-4o-mini:generateContent",
            "x-goog-api-key",
            json!({ "contents": [{ "role": "user", "parts": [{ "text": "x" }] }] }),
        ),
    ];
    let shaped = |path: &str, body: &Value| match path {
        "/v1/messages" => body["type"] == "error" && body["error"]["type"].is_string(),
        p if p.starts_with("/v1beta") => body["error"]["status"].is_string(),
        _ => body["error"]["type"].is_string() && body["error"]["message"].is_string(),
    };
    let revoked = pool.tenant.admin.post(&format!("/ai/groups/{}/keys", pool.group), json!({ "name": "r" })).await.ok();
    pool.tenant.admin.delete(&format!("/ai/groups/{}/keys/{}", pool.group, revoked["id"])).await.ok();
    let expiring = json!({ "name": "e", "expiresAt": app.app.now() + chrono::TimeDelta::hours(1) });
    let expired = pool.tenant.admin.post(&format!("/ai/groups/{}/keys", pool.group), expiring).await.ok();
    app.clock.advance(chrono::TimeDelta::hours(2));
    let forged = pool.key.replace(&format!("pdai_{}_", pool.tenant.id), &format!("pdai_{}_", other.tenant.id));
    let bad_keys = ["", "nonsense", &forged, revoked["secret"].as_str().unwrap(), expired["secret"].as_str().unwrap()];
    for (path, header, body) in &doors {
        let send = |key: &str, body: Vec<u8>| {
            let value = if *header == "authorization" { format!("Bearer {key}") } else { key.to_owned() };
            Answer::of(
                http.post(format!("{base}{path}"))
                    .header(*header, value)
                    .header("content-type", "application/json")
                    .body(body),
            )
        };
        for key in bad_keys {
            let answer = send(key, body.to_string().into_bytes()).await;
            assert!(
                answer.status == 401 && shaped(path, &answer.body),
                "{path} {key}: {} {}",
                answer.status,
                answer.body
            );
        }
        let mut huge = body.clone();
        huge["pad"] = "x".repeat(20 << 20).into();
        let answer = send(&pool.key, huge.to_string().into_bytes()).await;
        assert!(answer.status == 413 && shaped(path, &answer.body), "{path}: {} {}", answer.status, answer.body);
        let mut tools = body.clone();
        tools["tools"] = json!("hammer");
        let answer = send(&pool.key, tools.to_string().into_bytes()).await;
        assert!(answer.status == 400 && shaped(path, &answer.body), "{path}: {} {}", answer.status, answer.body);
        let mut negative = body.clone();
        match path.starts_with("/v1beta") {
            true => negative["generationConfig"] = json!({ "maxOutputTokens": -5 }),
            false => negative["max_tokens"] = (-5).into(),
        }
        let answer = send(&pool.key, negative.to_string().into_bytes()).await;
        assert!(answer.status == 400 && shaped(path, &answer.body), "{path}: {} {}", answer.status, answer.body);
        let answer = send(&pool.key, b"{".to_vec()).await;
        assert!(answer.status == 400 && shaped(path, &answer.body), "{path}: {} {}", answer.status, answer.body);
    }
    let mut unknown = chat("x");
    unknown["model"] = "gpt-99".into();
    let answer = Answer::of(pool.request("/v1/chat/completions").json(&unknown)).await;
    assert_eq!((answer.status, &answer.body["error"]["code"]), (404, &json!("model_not_found")));
    assert!(pool.upstream.calls().is_empty(), "{:?}", pool.upstream.calls());
}

#[tokio::test]
async fn what_a_provider_has_and_we_do_not_is_refused_as_the_provider_would() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    let openai = Answer::of(pool.request("/v1/completions").json(&json!({}))).await;
    assert_eq!((openai.status, &openai.body["error"]["code"]), (404, &json!("unknown_url")), "{}", openai.body);
    let messages = Answer::of(pool.request("/v1/messages/batches").json(&json!({}))).await;
    let error = json!({ "type": "not_found_error", "message": "Invalid URL (POST /v1/messages/batches)" });
    assert_eq!((messages.status, &messages.body["error"]), (404, &error), "{}", messages.body);
    let gemini = Answer::of(pool.request("/v1beta/files/x").json(&json!({}))).await;
    assert_eq!((gemini.status, &gemini.body["error"]["status"]), (404, &json!("NOT_FOUND")), "{}", gemini.body);
    let get = |path: &str| Answer::of(pool.tenant.admin.http.get(format!("{}{path}", app.base)).bearer_auth(&pool.key));
    let method = get("/v1/chat/completions").await;
    assert_eq!((method.status, &method.body["error"]["code"]), (405, &json!("method_not_supported")));
    assert_eq!(get("/v1").await.body["error"]["type"], "invalid_request_error");
    // What is there is still reached past it.
    let models = get("/v1/models").await;
    assert_eq!((models.status, &models.body["object"]), (200, &json!("list")));
    assert_eq!(get("/v1/models/gpt-99").await.body["error"]["code"], "model_not_found");
}

#[tokio::test]
async fn a_revoked_key_ends_on_every_node_within_a_second() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-one", json!({})).await;
    let second = TestApp::on(app.admin_url.clone()).await;
    let there = || {
        let request = pool.tenant.admin.http.post(format!("{}/v1/chat/completions", second.base));
        Answer::of(request.bearer_auth(&pool.key).json(&chat("x")))
    };
    assert_eq!(there().await.status, 200);
    pool.tenant.admin.delete(&format!("/ai/groups/{}/keys/{}", pool.group, pool.key_id)).await.ok();
    assert_eq!(pool.chat("x").await.status, 401, "here at once");
    let revoked = std::time::Instant::now();
    while there().await.status != 401 {
        assert!(revoked.elapsed() < Duration::from_secs(5), "still served");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Twice the sweep; the machine that runs the tests may be busy.
    assert!(revoked.elapsed() < Duration::from_secs(3), "{:?}", revoked.elapsed());
}

#[tokio::test]
async fn every_client_reaches_every_provider() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    for (service, model) in [("openai", "gpt-4o-mini"), ("claude", "claude-sonnet-4"), ("gemini", "gemini-2.5-pro")] {
        pool.account(service, &format!("sk-{service}"), json!({ "supportedModels": [model] })).await;
        let mut openai = chat("good morning");
        openai["model"] = model.into();
        let answer = Answer::of(pool.request("/v1/chat/completions").json(&openai)).await;
        assert_eq!(answer.status, 200, "{model}: {}", answer.body);
        assert_eq!(answer.body["choices"][0]["message"]["content"], "You said: good morning", "{model}");
        let anthropic =
            json!({ "model": model, "max_tokens": 50, "messages": [{ "role": "user", "content": "good morning" }] });
        let answer = Answer::of(pool.request("/v1/messages").json(&anthropic)).await;
        assert_eq!(
            (answer.status, &answer.body["content"][0]["text"]),
            (200, &json!("You said: good morning")),
            "{model}"
        );
        let gemini = json!({ "contents": [{ "role": "user", "parts": [{ "text": "good morning" }] }] });
        let answer = Answer::of(pool.request(&format!("/v1beta/models/{model}:generateContent")).json(&gemini)).await;
        assert_eq!(
            answer.body["candidates"][0]["content"]["parts"][0]["text"], "You said: good morning",
            "{model}: {}",
            answer.body
        );
        openai["stream"] = true.into();
        let streamed = pool.request("/v1/chat/completions").json(&openai).send().await.unwrap().text().await.unwrap();
        assert!(streamed.trim_end().ends_with("data: [DONE]"), "{model}: {streamed}");
    }
    let calls = pool.calls(12).await;
    let booked: u64 = calls.iter().map(|c| c["outputTokens"].as_u64().unwrap()).sum();
    assert_eq!(booked, pool.upstream.calls().iter().map(|c| c.output).sum::<u64>());
}

#[tokio::test]
async fn members_ask_through_their_group_in_our_own_envelope() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    let account = pool.account("openai", "sk-one", json!({ "currentModel": "gpt-4o-mini" })).await;
    let member = pool.tenant.user("wang", "group_member").await;
    let ask = |stream: bool| json!({ "groupId": pool.group, "messages": [{ "role": "user", "content": "hi" }], "stream": stream });
    member.post("/ai/chat", ask(false)).await.refused(404, 10004);
    pool.tenant.admin.post(&format!("/ai/groups/{}/members", pool.group), json!({ "userId": member.id() })).await.ok();
    let said = member.post("/api/ai/chat", ask(false)).await.ok();
    assert_eq!((&said["message"]["content"], &said["accountUsed"]["id"]), (&json!("You said: hi"), &json!(account)));
    assert!(said["usage"]["totalTokens"].as_i64().unwrap() > 0 && said["cost"].is_string(), "{said}");
    let streamed =
        member.request(reqwest::Method::POST, "/ai/chat").json(&ask(true)).send().await.unwrap().text().await.unwrap();
    assert!(streamed.contains("event: delta") && streamed.contains("event: done"), "{streamed}");
    let calls = pool.calls(2).await;
    assert!(calls.iter().all(|c| c["userId"] == member.id()), "{calls:#?}");
    // A member sees its groups and its own calls, and changes nothing.
    assert_eq!(member.get("/ai/groups").await.list().len(), 1);
    assert_eq!(member.get("/ai/calls").await.list().len(), 2);
    member.delete(&format!("/ai/groups/{}", pool.group)).await.refused(403, 10003);
}

/// After many calls that ended in every way there is, the counter is the sum of the rows and nothing is held.
#[tokio::test]
async fn the_counter_equals_the_rows_however_calls_ended() {
    let app = TestApp::start().await;
    let pool = Pool::with_quota(&app, "acme", json!({ "monthlyBudget": "1000" })).await;
    pool.account("openai", "sk-one", json!({ "firstByteTimeoutMs": 400, "maxConcurrency": 4 })).await;
    pool.account("openai", "sk-two", json!({ "maxConcurrency": 4 })).await;
    let troubles = [None, Some(Trouble::Broken), Some(Trouble::Cut(700)), Some(Trouble::Stall), Some(Trouble::Garbage)];
    let one = |n: usize| {
        let (pool, troubles) = (&pool, &troubles);
        async move {
            match &troubles[n / 8 % troubles.len()] {
                Some(trouble) => pool.upstream.trouble("sk-one", trouble.clone()),
                None => pool.upstream.calm("sk-one"),
            }
            let mut body = chat(&format!("question {n} with some more words to say"));
            body["stream"] = (n % 2 == 0).into();
            let sent = pool.request("/v1/chat/completions").json(&body).send();
            if n % 5 == 0 {
                // The client gives up.
                let _ = tokio::time::timeout(Duration::from_millis(n as u64 % 17), async {
                    sent.await.unwrap().bytes().await
                })
                .await;
            } else {
                let _ = sent.await.unwrap().bytes().await;
            }
        }
    };
    futures_util::stream::iter(0..160).map(one).buffer_unordered(16).collect::<Vec<()>>().await;
    let path = format!("/ai/groups/{}/monitor", pool.group);
    let mut idle = false;
    for _ in 0..600 {
        let now = pool.tenant.admin.get(&path).await.ok();
        if now["realTimeStatus"]["activeRequests"] == 0 && now["realTimeStatus"]["queuedRequests"] == 0 {
            idle = true;
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert!(idle, "calls are still counted as active");
    for _ in 0..200 {
        let group = pool.tenant.admin.get(&format!("/ai/groups/{}", pool.group)).await.ok();
        let split = pool.tenant.admin.get("/ai/usage/split?by=group").await.ok();
        let total = pool.tenant.admin.get("/ai/usage").await.ok();
        if group["monthlyUsedBudget"] == split[0]["cost"] && total["summary"]["totalCost"] == split[0]["cost"] {
            let accounts = pool.tenant.admin.get("/ai/accounts").await.list();
            assert!(accounts.iter().all(|a| a["activeRequests"] == 0 && a["queuedRequests"] == 0), "{accounts:#?}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("counter and rows differ");
}

#[tokio::test]
async fn openai_is_asked_for_responses_with_the_clients_own_bytes() {
    let app = TestApp::start().await;
    let pool = Pool::of(&app, "acme").await;
    pool.account("openai", "sk-one", json!({})).await;
    // What only the vendor itself can know.
    let mut ask = json!({ "model": "gpt-4o-mini", "input": "hello there", "previous_response_id": "resp_1",
        "include": ["reasoning.encrypted_content"], "metadata": { "order": "7" } });
    let answer = Answer::of(pool.request("/v1/responses").json(&ask)).await;
    assert_eq!((answer.status, &answer.body["id"]), (200, &json!("resp_stub")), "{}", answer.body);
    ask["stream"] = true.into();
    let stream = pool.request("/v1/responses").json(&ask).send().await.unwrap().text().await.unwrap();
    assert!(stream.contains("event: response.completed\n") && stream.contains("\"obfuscation\""), "{stream}");
    ask["model"] = "gpt-4o-mini+short".into();
    let cut = pool.request("/v1/responses").json(&ask).send().await.unwrap().text().await.unwrap();
    assert!(cut.contains("event: error\n") && !cut.contains("response.completed"), "{cut}");
    ask["background"] = true.into();
    let refused = Answer::of(pool.request("/v1/responses").json(&ask)).await;
    assert_eq!((refused.status, &refused.body["error"]["param"]), (400, &json!("background")));

    let calls = pool.calls(3).await;
    let theirs = pool.upstream.calls();
    assert_eq!(theirs.len(), 3, "what is refused is not asked");
    for call in calls.iter().filter(|c| c["status"] == "success") {
        let ours = ["inputTokens", "cachedTokens", "outputTokens"].map(|name| call[name].as_u64());
        assert_eq!(ours, [theirs[0].input, theirs[0].cached, theirs[0].output].map(Some), "{call}");
        assert_eq!((&call["surface"], &call["isEstimated"]), (&json!("openai-responses"), &json!(false)));
    }

    // Those that imitate OpenAI are asked in its chat, and keep no responses.
    let other = Pool::of(&app, "other").await;
    other.account("deepseek", "sk-two", json!({})).await;
    let refused = Answer::of(other.request("/v1/responses").json(&json!({ "model": "m", "input": "hi",
        "previous_response_id": "resp_1" })))
    .await;
    assert_eq!((refused.status, &refused.body["error"]["param"]), (400, &json!("previous_response_id")));
    let answer = Answer::of(other.request("/v1/responses").json(&json!({ "model": "m", "input": "hi" }))).await;
    assert_eq!(answer.body["output"][0]["content"][0]["text"], "You said: hi", "{}", answer.body);
}
