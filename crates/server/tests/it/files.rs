//! What people upload: taken whole or not at all, told by its content, read by those who may.

use chrono::TimeDelta;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use crate::support::{Answer, Client, TestApp};

/// The first bytes of a picture of 3 by 2 pixels; nobody looks further.
fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0".to_vec();
    out.extend((0..5000u32).map(|i| (i % 253) as u8));
    out
}

async fn upload(client: &Client, name: &str, content: Vec<u8>) -> Answer {
    let form = Form::new().part("file", Part::bytes(content).file_name(name.to_owned()));
    Answer::of(client.request(reqwest::Method::POST, "/files").multipart(form)).await
}

/// A body that says it is a form, whatever it is.
async fn raw(client: &Client, body: impl Into<reqwest::Body>) -> Answer {
    let request =
        client.request(reqwest::Method::POST, "/files").header("content-type", "multipart/form-data; boundary=xx");
    Answer::of(request.body(body)).await
}

async fn rows(app: &TestApp) -> i64 {
    let mut conn = PgConnection::connect(&app.admin_url).await.unwrap();
    sqlx::query_scalar("select count(*) from tenants.files").fetch_one(&mut conn).await.unwrap()
}

/// Everything under the data folder, spool and store alike.
fn stored(app: &TestApp) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().map(|e| e.unwrap().path());
        entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    ["files", "spool"].iter().map(|name| count(&app.app.settings().data.join(name))).sum()
}

#[tokio::test]
async fn what_was_uploaded_comes_back_byte_for_byte_and_harmless() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let picture = upload(&acme.admin, "../截图 1.png", png()).await.ok();
    assert_eq!(
        (&picture["name"], &picture["mime"], &picture["size"]),
        (&json!("截图 1.png"), &json!("image/png"), &json!(png().len()))
    );
    assert_eq!((&picture["width"], &picture["height"]), (&json!(3), &json!(2)));

    // As a browser loads an <img>: without a bearer header.
    let url = picture["url"].as_str().unwrap();
    let got = app.anonymous().request(reqwest::Method::GET, url).send().await.unwrap();
    let header = |name: &str| got.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(got.status(), 200);
    assert_eq!((header("content-type"), header("x-content-type-options")), ("image/png".into(), "nosniff".into()));
    assert!(
        header("content-disposition").starts_with("inline;") && header("content-security-policy").contains("sandbox")
    );
    assert_eq!(got.bytes().await.unwrap(), png());

    let text = upload(&acme.admin, "笔记.txt", "你好\n".repeat(2000).into_bytes()).await.ok();
    let got = app.anonymous().request(reqwest::Method::GET, text["url"].as_str().unwrap()).send().await.unwrap();
    assert!(got.headers()["content-disposition"].to_str().unwrap().starts_with("attachment;"));
    assert_eq!(got.text().await.unwrap(), "你好\n".repeat(2000));
}

#[tokio::test]
async fn a_part_can_be_asked_for_and_what_is_known_is_not_sent_again() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let url = upload(&acme.admin, "a.png", png()).await.ok()["url"].as_str().unwrap().to_owned();
    let get = async |name: &str, value: &str| {
        app.anonymous().request(reqwest::Method::GET, &url).header(name, value).send().await.unwrap()
    };

    let part = get("range", "bytes=10-19").await;
    assert_eq!(
        (part.status().as_u16(), part.headers()["content-range"].to_str().unwrap()),
        (206, &*format!("bytes 10-19/{}", png().len()))
    );
    let etag = part.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(part.bytes().await.unwrap(), png()[10..20]);
    assert_eq!(get("range", "bytes=-4").await.bytes().await.unwrap(), png()[png().len() - 4..]);
    assert_eq!(get("range", "bytes=999999-").await.status(), 200);
    assert_eq!(get("if-none-match", &etag).await.status(), 304);
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let me = &acme.admin;
    upload(me, "run.png", b"MZ\x90\0\x03\0\0\0\x04\0\0\0".to_vec()).await.refused(415, 12201);
    upload(me, "page.txt", b"<!DOCTYPE html><script>alert(1)</script>".to_vec()).await.refused(415, 12201);
    upload(me, "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec())
        .await
        .refused(415, 12201);
    upload(me, "empty.txt", Vec::new()).await.refused(400, 10001);
    upload(me, "big.png", [png(), vec![0; 20 * 1024 * 1024]].concat()).await.refused(413, 12202);

    let part = "--xx\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello";
    assert_eq!(raw(me, part).await.bad_fields(), ["file"], "ends in the middle");
    assert_eq!(raw(me, "no form at all").await.status, 400);
    assert_eq!(raw(me, "--xx--\r\n").await.bad_fields(), ["file"], "no file in it");
    assert_eq!(
        raw(me, part.replace("; filename=\"a.txt\"", "") + "\r\n--xx--\r\n").await.bad_fields(),
        ["file"],
        "a field, not a file"
    );
    let twice = format!("{part}\r\n{part}\r\n--xx--\r\n");
    assert_eq!(raw(me, twice).await.bad_fields(), ["file"], "two files");
    let mut garbled = part.replace("a.txt", "a@.txt").into_bytes();
    for byte in garbled.iter_mut().filter(|b| **b == b'@') {
        *byte = 0xff;
    }
    garbled.extend(b"\r\n--xx--\r\n");
    assert_eq!(raw(me, garbled).await.status, 400, "a name that is not UTF-8");
    me.post("/files", json!({})).await.refused(415, 10008);
    upload(&app.anonymous(), "a.png", png()).await.refused(401, 10002);

    assert_eq!((rows(&app).await, stored(&app)), (0, 0));
    upload(me, "a.png", png()).await.ok();
    assert_eq!((rows(&app).await, stored(&app)), (1, 1));
}

#[tokio::test]
async fn a_link_ends_and_cannot_be_made_up() {
    let app = TestApp::start().await;
    let (acme, umbrella) = (app.tenant("acme").await, app.tenant("umbrella").await);
    let file = upload(&acme.admin, "a.png", png()).await.ok();
    let (url, path) = (file["url"].as_str().unwrap(), format!("/files/{}", file["token"].as_str().unwrap()));

    app.anonymous().get(&path).await.refused(401, 10002);
    let other = url.replace(&format!("t={}", acme.id), &format!("t={}", umbrella.id));
    app.anonymous().get(&other).await.refused(401, 10002);
    app.anonymous().get(&url.replace("sig=", "sig=A")).await.refused(401, 10002);
    umbrella.admin.get(&path).await.refused(404, 10004);
    assert_eq!(acme.admin.get(&path).await.status, 200);
    assert_eq!(app.anonymous().get(url).await.status, 200);

    app.clock.advance(TimeDelta::hours(18));
    app.anonymous().get(url).await.refused(401, 10002);
}

#[tokio::test]
async fn a_customer_reads_what_is_its_own_or_was_shown_to_it() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let (wang, zhao) = (acme.customer("王芳", "13900000001").await, acme.customer("赵敏", "13900000002").await);
    let path = |file: &Value| format!("/files/{}", file["token"].as_str().unwrap());

    let own = upload(&wang, "own.png", png()).await.ok();
    assert_eq!(wang.get(&path(&own)).await.status, 200);
    zhao.get(&path(&own)).await.refused(404, 10004);
    assert_eq!(agent.get(&path(&own)).await.status, 200);

    let ticket = wang
        .post("/customer-portal/tickets", json!({ "subject": "s", "description": "d", "file_ids": [own["id"]] }))
        .await
        .ok();
    let answer =
        |file: &Value, internal: bool| json!({ "content": "see", "internal": internal, "fileIds": [file["id"]] });
    let url = format!("/tickets/{}/follow-ups", ticket["id"]);
    let (shown, hidden) =
        (upload(&agent, "shown.png", png()).await.ok(), upload(&agent, "hidden.png", png()).await.ok());
    wang.get(&path(&shown)).await.refused(404, 10004);
    agent.post(&url, answer(&shown, false)).await.ok();
    agent.post(&url, answer(&hidden, true)).await.ok();
    assert_eq!(wang.get(&path(&shown)).await.status, 200);
    wang.get(&path(&hidden)).await.refused(404, 10004);
    zhao.get(&path(&shown)).await.refused(404, 10004);
}

#[tokio::test]
async fn nobody_attaches_what_somebody_else_uploaded() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (wang, zhao) = (acme.customer("王芳", "13900000001").await, acme.customer("赵敏", "13900000002").await);
    let file = upload(&wang, "own.png", png()).await.ok();
    let ticket = json!({ "subject": "s", "description": "d", "file_ids": [file["id"]] });
    assert_eq!(zhao.post("/customer-portal/tickets", ticket).await.bad_fields(), ["file_ids"]);
    let staff = json!({ "subject": "s", "description": "d", "fileIds": [file["id"]] });
    assert_eq!(acme.admin.post("/tickets", staff).await.bad_fields(), ["fileIds"]);
    assert_eq!(
        zhao.post("/customer-portal/tickets", json!({ "subject": "s", "description": "d", "file_ids": [999_999] }))
            .await
            .bad_fields(),
        ["file_ids"]
    );
}
