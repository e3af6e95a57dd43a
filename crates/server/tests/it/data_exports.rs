//! Everything that is kept about a customer as one archive: complete, for who asked alone, for a while.

use std::io::{Cursor, Read};

use chrono::TimeDelta;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp};

pub async fn upload(client: &Client, name: &str, content: &[u8]) -> Value {
    let form = Form::new().part("file", Part::bytes(content.to_vec()).file_name(name.to_owned()));
    Answer::of(client.request(reqwest::Method::POST, "/files").multipart(form)).await.ok()
}

/// Waits until `path` says that it is `status`.
pub async fn until(client: &Client, path: &str, status: &str) -> Value {
    let waiting = async {
        loop {
            let now = client.get(path).await.ok();
            if now["status"] == status {
                return now;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), waiting).await.expect("the job did not end")
}

async fn bytes(client: &Client, path: &str) -> Vec<u8> {
    let response = client.request(reqwest::Method::GET, path).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["cache-control"], "no-store");
    response.bytes().await.unwrap().to_vec()
}

fn text(archive: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut out = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("no {name}")).read_to_string(&mut out).unwrap();
    out
}

#[tokio::test]
async fn a_customer_s_data_comes_as_one_archive_to_who_asked_and_to_nobody_else() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let agent = acme.user("li", "agent").await;
    let (boss, other) = (acme.user("zhou", "supervisor").await, acme.user("wu", "supervisor").await);
    let customer = acme.customer("王芳", "13800000001").await;
    acme.customer("李明", "13800000002").await.post("/me/sessions", json!({ "text": "别人的话" })).await.ok();
    let session =
        customer.post("/me/sessions", json!({ "topic": "上报失败", "text": "<b>提示 RPT-5003</b>" })).await.ok();
    let picture = upload(&customer, "日志.txt", "line one\nline two\n".repeat(20_000).as_bytes()).await;
    let message =
        json!({ "clientMessageId": uuid::Uuid::now_v7(), "kind": "file", "content": "日志", "fileId": picture["id"] });
    customer.post(&format!("/me/sessions/{}/messages", session["id"]), message).await.ok();
    // More messages than one page of rows.
    for n in 0..520 {
        let message =
            json!({ "clientMessageId": uuid::Uuid::now_v7(), "kind": "text", "content": format!("第 {n} 句") });
        customer.post(&format!("/me/sessions/{}/messages", session["id"]), message).await.ok();
    }
    customer.post("/customer-portal/tickets", json!({ "subject": "打印", "description": "不动" })).await.ok();
    customer
        .post(
            "/customer-portal/feedback",
            json!({ "feedback_type": "suggestion", "feedback_content": "很好", "rating": 5 }),
        )
        .await
        .ok();
    let path = format!("/customers/{}/data-exports", customer.id());
    agent.post(&path, json!({})).await.refused(403, 10003);
    let asked = Answer::of(boss.request(reqwest::Method::POST, &path)).await.ok();
    let one = format!("/data-exports/{}", asked["id"]);
    until(&boss, &one, "ready").await;

    let mut archive = zip::ZipArchive::new(Cursor::new(bytes(&boss, &format!("{one}/archive")).await)).unwrap();
    let rows = |text: &str| serde_json::from_str::<Vec<Value>>(text).unwrap();
    let profile = rows(&text(&mut archive, "profile.json"));
    assert_eq!((profile.len(), &profile[0]["phone"]), (1, &json!("13800000001")), "in the clear, and nobody else");
    let messages = rows(&text(&mut archive, "messages.json"));
    assert_eq!(messages.len(), 522);
    assert_eq!(messages[0]["content"], "<b>提示 RPT-5003</b>");
    assert_eq!(rows(&text(&mut archive, "tickets.json"))[0]["subject"], "打印");
    assert_eq!(rows(&text(&mut archive, "feedback.json"))[0]["content"], "很好");
    assert_eq!(rows(&text(&mut archive, "sign-ins.json")).len(), 1);
    assert!(rows(&text(&mut archive, "audit.json")).iter().any(|a| a["action"] == "customer.export"));
    let files = rows(&text(&mut archive, "files.json"));
    assert_eq!(text(&mut archive, files[0]["path"].as_str().unwrap()), "line one\nline two\n".repeat(20_000));
    let page = text(&mut archive, "index.html");
    assert!(page.contains("&lt;b&gt;提示 RPT-5003&lt;/b&gt;") && page.contains("第 519 句"));
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in names.iter().filter(|n| !n.starts_with("files/")) {
        assert!(!text(&mut archive, name).contains("别人的话"), "{name} holds another customer's");
    }

    // It is who asked that may fetch it, for a week; everybody's look is on record.
    other.get(&format!("{one}/archive")).await.refused(404, 10004);
    assert_eq!(other.get(&path).await.list()[0]["isMine"], false);
    let trail = acme.admin.get("/audit-events?action=customer.export_fetched").await.list();
    assert_eq!((trail.len(), &trail[0]["actorName"]), (1, &json!("zhou")));
    let objects = |folder: &str| std::fs::read_dir(app.data.join(folder)).unwrap().count();
    assert_eq!(objects("spool"), 0, "nothing in the clear is left behind");
    app.clock.advance(TimeDelta::days(7));
    let boss = app.sign_in("acme", "zhou").await;
    boss.get(&format!("{one}/archive")).await.refused(409, 12413);
}
