//! Messages through providers, against a stub that speaks their wire format.

use kernel::db::TenantId;
use serde_json::{Value, json};

use crate::support::{
    Client, Tenant, TestApp,
    providers::{Providers, Scripted},
};

const PHONE: &str = "13800000001";

async fn aliyun(acme: &Tenant<'_>) {
    let settings = json!({ "appId": "AKID", "signName": "康恒", "templateCode": "SMS_1" });
    let body = json!({ "sender": "aliyun_sms", "settings": settings, "secret": "ak-secret" });
    acme.admin.put("/settings/senders/sms", body).await.ok();
}

/// Asks for a sign-in code, which is a message.
async fn cause(app: &TestApp, acme: &Tenant<'_>) {
    let settings =
        json!({ "phoneCodeUsers": true, "phoneCodeCustomers": false, "mfaRequired": "off", "mfaGraceDays": 7 });
    acme.admin.put("/settings/sign-in", settings).await.ok();
    acme.admin.put("/user/info", json!({ "phone": PHONE })).await.ok();
    app.anonymous().post("/auth/login/phone/code", json!({ "tenant": "acme", "phone": PHONE })).await.ok();
}

async fn notice(app: &TestApp, tenant: TenantId, channel: identity::mail::Channel, to: &str) {
    let mut tx = app.app.db().begin_system(tenant).await.unwrap();
    identity::mail::send_notice(&mut tx, channel, to, "会话 12 在等您").await.unwrap();
    tx.finish().await.unwrap();
}

/// The newest message, once it is in one of these states.
async fn newest(admin: &Client, states: &[&str]) -> Value {
    let waiting = async {
        loop {
            let mails = admin.get("/mail-outbox").await.list();
            if let Some(mail) = mails.first().filter(|m| states.contains(&m["state"].as_str().unwrap())) {
                return mail.clone();
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(40), waiting).await.expect("no such message")
}

#[tokio::test]
async fn a_code_leaves_through_aliyun_signed_and_is_not_kept() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    aliyun(&acme).await;
    // Busy at first: tried again.
    stub.next(
        "/aliyun-sms/",
        Scripted::Json(200, json!({ "Code": "isp.SYSTEM_ERROR", "Message": "busy", "RequestId": "1" })),
    );
    cause(&app, &acme).await;
    let mail = newest(&acme.admin, &["sent"]).await;
    let calls = stub.calls("/aliyun-sms/");
    assert_eq!(calls.len(), 2);
    let call = &calls[1];
    assert_eq!((call.query["PhoneNumbers"].as_str(), call.query["SignName"].as_str()), (PHONE, "康恒"));
    assert_eq!(call.query["TemplateCode"], "SMS_1");
    let params: Value = serde_json::from_str(&call.query["TemplateParam"]).unwrap();
    let code = params["code"].as_str().unwrap();
    assert_eq!(code.len(), 6);
    assert!(!mail.to_string().contains(code), "what has left is not kept: {mail}");
    assert_eq!(call.headers["x-acs-action"], "SendSms");
    assert_eq!(call.headers["authorization"].to_str().unwrap(), expected_signature(call));
    let body = json!({ "tenant": "acme", "phone": PHONE, "code": code });
    app.anonymous().post("/auth/login/phone", body).await.ok();
}

/// ACS3-HMAC-SHA256 over what arrived, computed apart from the program's own code.
fn expected_signature(call: &crate::support::providers::Call) -> String {
    use sha2::{Digest, Sha256};
    let hash = |text: &str| hex::encode(Sha256::digest(text.as_bytes()));
    let names = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let lines: String = names.split(';').map(|n| format!("{n}:{}\n", call.headers[n].to_str().unwrap())).collect();
    let mut pairs: Vec<_> = call.raw_query.split('&').collect();
    pairs.sort_unstable();
    let canonical = format!("{}\n{}\n{}\n{lines}\n{names}\n{}", call.method, call.path, pairs.join("&"), hash(""));
    let to_sign = format!("ACS3-HMAC-SHA256\n{}", hash(&canonical));
    // HMAC by hand (RFC 2104).
    let pad = |with: u8| (0..64).map(|i| b"ak-secret".get(i).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([pad(0x36), to_sign.into_bytes()].concat());
    let tag = hex::encode(Sha256::digest([pad(0x5c), inner.to_vec()].concat()));
    format!("ACS3-HMAC-SHA256 Credential=AKID,SignedHeaders={names},Signature={tag}")
}

#[tokio::test]
async fn what_is_refused_for_good_or_comes_too_late_is_not_tried_again() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    aliyun(&acme).await;
    stub.next(
        "/aliyun-sms/",
        Scripted::Json(400, json!({ "Code": "isv.MOBILE_NUMBER_ILLEGAL", "Message": "no phone", "RequestId": "1" })),
    );
    cause(&app, &acme).await;
    let mail = newest(&acme.admin, &["failed"]).await;
    assert_eq!(mail["error"], "isv.MOBILE_NUMBER_ILLEGAL no phone");
    assert_eq!(stub.calls("/aliyun-sms/").len(), 1);

    stub.next(
        "/aliyun-sms/",
        Scripted::Json(200, json!({ "Code": "Throttling.User", "Message": "slow down", "RequestId": "1" })),
    );
    app.clock.advance(chrono::TimeDelta::seconds(61));
    app.anonymous().post("/auth/login/phone/code", json!({ "tenant": "acme", "phone": PHONE })).await.ok();
    newest(&acme.admin, &["failing"]).await;
    app.clock.advance(chrono::TimeDelta::minutes(5));
    let mail = newest(&acme.admin, &["failed"]).await;
    assert_eq!((&mail["error"], stub.calls("/aliyun-sms/").len()), (&json!("it was too late"), 2));
}

#[tokio::test]
async fn a_message_that_may_have_left_is_not_sent_twice_unless_the_provider_recognises_it() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    aliyun(&acme).await;
    // The answer cannot be read: who knows whether the message went out.
    stub.next("/aliyun-sms/", Scripted::Garbage);
    cause(&app, &acme).await;
    newest(&acme.admin, &["failed"]).await;
    assert_eq!(stub.calls("/aliyun-sms/").len(), 1);
    // WeCom recognises a repetition, so it gets another try.
    let settings = json!({ "appId": "corp", "agentId": 1000002 });
    acme.admin
        .put("/settings/senders/wecom", json!({ "sender": "wecom_app", "settings": settings, "secret": "s" }))
        .await
        .ok();
    stub.next("/message/send", Scripted::Garbage);
    notice(&app, acme.id, identity::mail::Channel::Wecom, "li").await;
    newest(&acme.admin, &["sent"]).await;
    let calls = stub.calls("/message/send");
    assert_eq!((calls.len(), &calls[0].body), (2, &calls[1].body));
    assert_eq!(calls[0].body["enable_duplicate_check"], 1);
}

/// The program was killed between asking the provider and writing down what it said.
#[tokio::test]
async fn after_a_crash_in_the_middle_a_code_is_given_up_and_not_sent_again() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    aliyun(&acme).await;
    let mut tx = app.app.db().begin_system(acme.id).await.unwrap();
    let message = identity::mail::ShortMessage {
        text: "您的验证码是 123456".into(),
        template: "code",
        params: vec![("code", "123456".into())],
        life: None,
    };
    let id = identity::mail::send_text(&mut tx, PHONE, &message).await.unwrap();
    // As the job leaves the row before it asks the provider.
    sqlx::query("update mails set attempted_at = now() where id = $1").bind(id).execute(tx.conn()).await.unwrap();
    tx.finish().await.unwrap();
    let mail = newest(&acme.admin, &["failed"]).await;
    assert!(mail["error"].as_str().unwrap().contains("nobody knows"), "{mail}");
    assert!(!mail.to_string().contains("123456"));
    assert_eq!(stub.calls("/aliyun-sms/").len(), 0);
}

#[tokio::test]
async fn notices_reach_members_and_groups_as_documented() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    let put = async |channel: &str, body: Value| {
        acme.admin.put(&format!("/settings/senders/{channel}"), body).await.ok();
    };
    put("dingtalk", json!({ "sender": "dingtalk_app", "settings": { "appId": "key", "agentId": 7 }, "secret": "s" }))
        .await;
    // The token that was kept ended early: once more with a new one.
    stub.next("/asyncsend_v2", Scripted::Json(200, json!({ "errcode": 42001, "errmsg": "access_token expired" })));
    notice(&app, acme.id, identity::mail::Channel::Dingtalk, "manager123").await;
    newest(&acme.admin, &["sent"]).await;
    let calls = stub.calls("/asyncsend_v2");
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[1].query["access_token"], "app-token");
    assert_eq!((&calls[1].body["userid_list"], &calls[1].body["agent_id"]), (&json!("manager123"), &json!(7)));
    assert_eq!(calls[1].body["msg"]["text"]["content"], "会话 12 在等您");
    assert_eq!(stub.calls("/dingtalk-oapi/gettoken").len(), 2);

    put("dingtalk", json!({ "sender": "dingtalk_robot", "token": "t0ken", "secret": "SECdeadbeef" })).await;
    notice(&app, acme.id, identity::mail::Channel::Dingtalk, "").await;
    newest(&acme.admin, &["sent"]).await;
    let call = stub.calls("/robot/send")[0].clone();
    assert_eq!(call.query["access_token"], "t0ken");
    let at: i64 = call.query["timestamp"].parse().unwrap();
    assert!((app.app.now().timestamp_millis() - at).abs() < 60_000);
    assert_eq!(call.query["sign"].len(), 44, "a digest in base 64: {}", call.query["sign"]);

    put("wecom", json!({ "sender": "wecom_robot", "token": "693a91f6-7xxx" })).await;
    notice(&app, acme.id, identity::mail::Channel::Wecom, "").await;
    newest(&acme.admin, &["sent"]).await;
    let call = stub.calls("/webhook/send")[0].clone();
    assert_eq!((call.query["key"].as_str(), &call.body["msgtype"]), ("693a91f6-7xxx", &json!("text")));
    assert_eq!(call.body["text"]["content"], "会话 12 在等您");
}

#[tokio::test]
async fn a_test_message_tells_what_the_provider_said_and_secrets_stay_inside() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    let put = |body: Value| acme.admin.put("/settings/senders/wecom", body);
    assert_eq!(
        put(json!({ "sender": "wecom_app", "settings": { "appId": "corp" } })).await.bad_fields(),
        ["agentId", "secret"]
    );
    assert_eq!(put(json!({ "sender": "aliyun_sms", "secret": "x" })).await.bad_fields(), ["sender"]);
    let settings = json!({ "appId": "corp", "agentId": 1 });
    put(json!({ "sender": "wecom_app", "settings": settings, "secret": "corp-secret" })).await.ok();
    // The secret stays when the rest is changed.
    put(json!({ "sender": "wecom_app", "settings": { "appId": "corp", "agentId": 2 } })).await.ok();
    let shown = acme.admin.get("/settings/senders").await.ok();
    assert!(!shown.to_string().contains("corp-secret"), "{shown}");
    assert_eq!(shown.as_array().unwrap().len(), 4);

    let try_it = || acme.admin.post("/settings/senders/wecom/test", json!({ "to": "li" }));
    assert_eq!(try_it().await.ok(), json!({ "delivered": true, "said": "m-1", "temporary": false }));
    assert_eq!(stub.calls("/gettoken")[0].query["corpsecret"], "corp-secret");
    stub.next(
        "/message/send",
        Scripted::Json(200, json!({ "errcode": 81013, "errmsg": "user & party & tag all invalid" })),
    );
    let refused = try_it().await.ok();
    assert_eq!(
        refused,
        json!({ "delivered": false, "said": "81013 user & party & tag all invalid", "temporary": false })
    );
    stub.next("/message/send", Scripted::Json(200, json!({ "errcode": 0, "errmsg": "ok", "invaliduser": "li" })));
    assert_eq!(try_it().await.ok()["delivered"], false);
    // Without a sender it goes where the outbox is.
    acme.admin.delete("/settings/senders/wecom").await.ok();
    let kept = try_it().await.ok();
    assert!(kept["said"].as_str().unwrap().starts_with("outbox/"), "{kept}");
    assert_eq!(acme.admin.post("/settings/senders/mail/test", json!({})).await.bad_fields(), ["to"]);
}
