//! Following the log: what a client is told, and what it is told after an absence.

use kernel::Stream;
use serde_json::json;

use crate::{
    conversations::{Desk, status},
    support::{Client, TestApp},
};

/// Emits `n` numbered events on a user's inbox, as a room would.
async fn emit(app: &TestApp, tenant: i64, stream: &Stream, numbers: std::ops::Range<i64>) {
    for n in numbers {
        let mut tx = app.app.db().begin_system(tenant).await.unwrap();
        tx.emit(stream.clone(), "notification", &json!({ "n": n })).unwrap();
        tx.finish().await.unwrap();
    }
}

#[tokio::test]
async fn a_client_that_returns_gets_exactly_what_it_missed() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let stream = Stream::user(acme.admin.id());
    let mut socket = acme.admin.socket().await;
    let hello = socket.subscribe(&stream.0, None).await;
    let before = hello["seq"].as_i64().unwrap();
    emit(&app, acme.id, &stream, 0..3).await;
    for n in 0..3 {
        let frame = socket.next().await;
        assert_eq!((frame["seq"].as_i64(), &frame["data"]["n"]), (Some(before + 1 + n), &json!(n)));
    }
    drop(socket);
    emit(&app, acme.id, &stream, 3..8).await;
    let mut socket = acme.admin.socket().await;
    assert_eq!(socket.subscribe(&stream.0, Some(before + 3)).await["seq"], before + 8);
    for n in 3..8 {
        let frame = socket.next().await;
        assert_eq!((frame["seq"].as_i64(), &frame["data"]["n"]), (Some(before + 1 + n), &json!(n)));
    }
    emit(&app, acme.id, &stream, 8..9).await;
    assert_eq!(socket.next().await["data"]["n"], 8);
}

#[tokio::test]
async fn a_client_that_missed_too_much_is_told_to_read_afresh() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let stream = Stream::user(acme.admin.id());
    let mut tx = app.app.db().begin_system(acme.id).await.unwrap();
    let before = kernel::db::stream_seq(&mut tx, &stream).await.unwrap();
    for n in 0..1500 {
        tx.emit(stream.clone(), "notification", &json!({ "n": n })).unwrap();
    }
    tx.finish().await.unwrap();
    let mut socket = acme.admin.socket().await;
    let answer = socket.subscribe(&stream.0, Some(1)).await;
    assert_eq!((answer["type"].as_str(), answer["seq"].as_i64()), (Some("reset"), Some(before + 1500)));
    emit(&app, acme.id, &stream, 0..1).await;
    assert_eq!(socket.next().await["seq"], before + 1501);
}

#[tokio::test]
async fn what_another_node_commits_arrives_too() {
    let here = TestApp::start().await;
    let acme = here.tenant("acme").await;
    let there = TestApp::on(here.admin_url.clone()).await;
    let stream = Stream::user(acme.admin.id());
    let mut socket = acme.admin.socket().await;
    socket.subscribe(&stream.0, None).await;
    emit(&there, acme.id, &stream, 7..8).await;
    assert_eq!(socket.next().await["data"]["n"], 7);
}

#[tokio::test]
async fn the_fallbacks_carry_the_same_frames() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let stream = Stream::user(acme.admin.id());
    emit(&app, acme.id, &stream, 0..2).await;
    let polled = acme.admin.get(&format!("/events/poll?streams={}:1&wait=5", stream.0)).await.ok();
    let frames = polled["frames"].as_array().unwrap();
    assert_eq!(frames.last().unwrap()["data"]["n"], 1);

    let mut sse = acme
        .admin
        .request(reqwest::Method::GET, &format!("/events/stream?streams={}:1", stream.0))
        .send()
        .await
        .unwrap();
    let mut text = String::new();
    while !text.contains("\"n\":1") {
        text += &String::from_utf8_lossy(&sse.chunk().await.unwrap().unwrap());
    }
}

#[tokio::test]
async fn strangers_and_foreign_streams_are_refused() {
    let app = TestApp::start().await;
    let (acme, other) = (app.tenant("acme").await, app.tenant("other").await);
    let mut stranger = app.anonymous().raw_socket().await;
    stranger.send(json!({ "type": "auth", "data": { "token": "nonsense" } })).await;
    assert_eq!(stranger.closed().await, 4401);

    let mut socket = acme.admin.socket().await;
    for stream in [
        format!("user/{}", other.admin.id()),
        "conversation/1".into(),
        "customer/1".into(),
        "nonsense".into(),
        "conversation/x".into(),
    ] {
        let answer = socket.subscribe(&stream, Some(0)).await;
        assert_eq!(
            (answer["type"].as_str(), answer["data"]["code"].as_i64()),
            (Some("error"), Some(10004)),
            "{stream}: {answer}"
        );
    }
    socket.send_text("not json").await;
    assert_eq!(socket.next().await["type"], "error");
    socket.send(json!({ "type": "ping", "data": {} })).await;
    assert_eq!(socket.next().await["type"], "pong");
}

#[tokio::test]
async fn a_signed_out_client_is_cut_off() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let mut socket = agent.socket().await;
    agent.post("/auth/logout", json!({})).await.ok();
    assert_eq!(socket.closed().await, 4401);
}

#[tokio::test]
async fn a_broken_frame_closes_with_the_code_that_says_how() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    // Masked with zeroes: final text frame of one byte that is no UTF-8; reserved opcode 3; 70,000 bytes of text.
    let mut long = vec![0x81, 0xff, 0, 0, 0, 0, 0, 1, 0x11, 0x70, 0, 0, 0, 0];
    long.resize(long.len() + 70_000, b'x');
    for (bytes, code) in
        [(vec![0x81, 0x81, 0, 0, 0, 0, 0xff], 1007), (vec![0x83, 0x80, 0, 0, 0, 0], 1002), (long, 1009)]
    {
        let mut socket = acme.admin.socket().await;
        socket.send_bytes(&bytes).await;
        assert_eq!(socket.closed().await, code);
    }
}

#[tokio::test]
async fn a_message_that_came_too_fast_is_refused_by_name() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let mut socket = acme.admin.socket().await;
    for _ in 0..50 {
        socket.send(json!({ "type": "pong" })).await;
    }
    let message = json!({ "sessionId": 7, "clientMessageId": "0199d3a4-0000-7000-8000-000000000001", "kind": "text", "content": "x" });
    socket.send(json!({ "type": "message", "data": message })).await;
    let refused = socket.next().await["data"].clone();
    assert_eq!((&refused["code"], &refused["sessionId"]), (&json!(10005), &json!(7)));
    assert_eq!(refused["clientMessageId"], "0199d3a4-0000-7000-8000-000000000001");
}

#[tokio::test]
async fn a_customer_hears_the_names_of_those_whom_its_conversation_shows_and_of_nobody_else() {
    let app = TestApp::start().await;
    let desk = Desk::open(&app, 2).await;
    let (agent, other) = (&desk.agents[0], &desk.agents[1]);
    let rename = async |who: &Client, name: &str| {
        desk.tenant.admin.put(&format!("/users/{}", who.id()), json!({ "name": name })).await.ok();
    };
    rename(agent, "a name from before").await;
    rename(agent, "Li").await;
    let (customer, id) = desk.served(agent, 1).await;
    let mut socket = customer.socket().await;
    for stream in ["directory".to_owned(), format!("agent/{}", other.id()), "team/999".to_owned()] {
        let answer = socket.subscribe(&stream, Some(0)).await;
        assert_eq!((&answer["type"], &answer["data"]["code"]), (&json!("error"), &json!(10004)), "{stream}");
    }
    let stream = format!("agent/{}", agent.id());
    assert_eq!(socket.subscribe(&stream, Some(0)).await["type"], "subscribed");
    let newest = socket.next().await;
    assert_eq!((&newest["type"], &newest["data"]["user"]["name"]), (&json!("user_update"), &json!("Li")));
    rename(agent, "Li Ming").await;
    assert_eq!(socket.until("user_update").await["data"]["user"]["name"], "Li Ming");

    // Whoever takes over is shown from then on, and the one before is not.
    status(other, "online").await;
    let boss = desk.tenant.user("boss", "supervisor").await;
    let to = json!({ "userId": other.id(), "reason": "better" });
    boss.post(&format!("/sessions/{id}/reassign"), to).await.ok();
    rename(agent, "nobody's business").await;
    let ended = socket.next().await;
    assert_eq!((&ended["type"], &ended["stream"]), (&json!("ended"), &json!(stream)), "{ended}");
    let poll = customer.get(&format!("/events/poll?streams={stream}:0,customer/{}&wait=1", customer.id())).await.ok();
    assert_eq!(poll["frames"][0]["type"], "ended", "and the other streams are heard");
}
