//! Mails through a server; those that stay in the folder are in `auth`.

use std::time::Duration;

use serde_json::json;

use crate::support::{TestApp, smtp::MailServer};

#[tokio::test]
async fn a_mail_reaches_the_server_once_though_it_was_busy_at_first() {
    let server = MailServer::start(1).await;
    let app = TestApp::mailing(&server.url).await;
    let acme = app.tenant("acme").await;
    let reader = acme.user("reader", "tenant_admin").await;
    acme.admin.put("/user/info", json!({ "email": "admin@example.com" })).await.ok();
    app.anonymous().post("/user/password/forgot", json!({ "tenant": "acme", "username": "admin" })).await.ok();

    let sent = async || reader.get("/mail-outbox").await.list().first().is_some_and(|m| m["sentAt"].is_string());
    let waiting = async {
        while !sent().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("the mail was not sent");
    let [mail] = server.received().try_into().unwrap();
    assert_eq!(mail.recipients, ["admin@example.com"]);
    let (headers, body) = mail.message.split_once("\n\n").unwrap();
    assert!(headers.contains("To: admin@example.com") && headers.contains("From: Polydesk <no-reply@desk.test>"));
    let body = String::from_utf8(decoded(headers, body)).unwrap();
    let token = body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let reset = json!({ "token": token, "newPassword": "another horse 8" });
    app.anonymous().post("/user/password/reset", reset).await.ok();
    let kept = reader.get("/mail-outbox").await.list()[0].to_string();
    assert!(!kept.contains(token), "what the server has taken is not kept: {kept}");
}

/// The body as its Content-Transfer-Encoding says (RFC 2045 §6).
fn decoded(headers: &str, body: &str) -> Vec<u8> {
    use base64::Engine as _;
    if headers.to_ascii_lowercase().contains("content-transfer-encoding: base64") {
        let joined: String = body.split_whitespace().collect();
        return base64::engine::general_purpose::STANDARD.decode(joined).unwrap();
    }
    assert!(!headers.to_ascii_lowercase().contains("quoted-printable"), "decode that, too: {headers}");
    body.as_bytes().to_vec()
}
