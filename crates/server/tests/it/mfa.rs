//! Two-step verification: on, at the sign-in, off; each code once.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Client, PASSWORD, TestApp};

/// What an authenticator app shows (RFC 6238), computed apart from the program's own code.
pub fn totp(secret: &str, at: i64) -> String {
    let mut key = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for sign in secret.bytes() {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|s| *s == sign).unwrap();
        (bits, held) = (bits << 5 | u32::try_from(value).unwrap(), held + 5);
        if held >= 8 {
            held -= 8;
            key.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    let tag = hmac_sha1(&key, &(at / 30).to_be_bytes());
    let at = usize::from(tag[19] & 15);
    let number = u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

fn hmac_sha1(key: &[u8], message: &[u8]) -> [u8; 20] {
    let pad = |with: u8| (0..64).map(|i| key.get(i).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    sha1(&[pad(0x5c), sha1(&[pad(0x36), message.to_vec()].concat()).to_vec()].concat())
}

fn sha1(message: &[u8]) -> [u8; 20] {
    let mut h: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for chunk in padded.chunks(64) {
        let mut w: Vec<u32> = chunk.chunks(4).map(|b| u32::from_be_bytes(b.try_into().unwrap())).collect();
        for i in 16..80 {
            w.push((w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = h;
        for (i, word) in w.iter().enumerate() {
            let (f, k) = match i {
                0..20 => ((b & c) | (!b & d), 0x5a82_7999),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let next = a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (sum, part) in h.iter_mut().zip([a, b, c, d, e]) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut out = [0; 20];
    for (i, word) in h.iter().enumerate() {
        out[i * 4..i * 4 + 4].copy_from_slice(&word.to_be_bytes());
    }
    out
}

fn now(app: &TestApp) -> i64 {
    app.app.now().timestamp()
}

/// Turns it on; the secret and the recovery codes. The clock moves on, so that the next code is a new one.
pub async fn enrol(app: &TestApp, who: &Client) -> (String, Vec<String>) {
    let made = who.post("/auth/mfa/setup", json!({ "password": PASSWORD })).await.ok();
    let secret = made["secret"].as_str().unwrap().to_owned();
    assert!(made["uri"].as_str().unwrap().starts_with("otpauth://totp/acme:"));
    let codes = who.post("/auth/mfa/confirm", json!({ "code": totp(&secret, now(app)) })).await.ok();
    let codes: Vec<String> = serde_json::from_value(codes["recoveryCodes"].clone()).unwrap();
    app.clock.advance(TimeDelta::seconds(30));
    (secret, codes)
}

async fn challenge(app: &TestApp, username: &str) -> Value {
    let login = json!({ "tenant": "acme", "username": username, "password": PASSWORD });
    let step = app.anonymous().post("/auth/login", login).await.ok();
    assert_eq!((&step["mfaRequired"], &step["accessToken"]), (&json!(true), &Value::Null));
    step["challenge"].clone()
}

fn answer(challenge: &Value, code: &str) -> Value {
    json!({ "challenge": challenge, "code": code })
}

#[tokio::test]
async fn with_a_second_factor_the_password_alone_opens_nothing() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    assert_eq!(li.get("/auth/mfa").await.ok()["enabled"], false);
    // Set up is not on: who never scanned the picture is not shut out.
    li.post("/auth/mfa/setup", json!({ "password": PASSWORD })).await.ok();
    app.sign_in("acme", "li").await;

    let (secret, codes) = enrol(&app, &li).await;
    assert_eq!(codes.len(), 10);
    let status = li.get("/auth/mfa").await.ok();
    assert_eq!((&status["enabled"], &status["recoveryCodesLeft"]), (&json!(true), &json!(10)));
    assert_eq!(acme.admin.get(&format!("/users/{}", li.id())).await.ok()["mfaEnabled"], true);
    li.post("/auth/mfa/setup", json!({ "password": PASSWORD })).await.refused(409, 11015);
    li.get("/user/info").await.ok();

    let step = challenge(&app, "li").await;
    let mut as_token = app.anonymous();
    as_token.token = step.as_str().map(str::to_owned);
    as_token.get("/user/info").await.refused(401, 10002);
    app.anonymous().post("/auth/mfa/verify", answer(&step, "000000")).await.refused(401, 11013);
    let code = totp(&secret, now(&app));
    let result = app.anonymous().post("/auth/mfa/verify", answer(&step, &code)).await.ok();
    app.anonymous().signed_in(&result).get("/user/info").await.ok();
    let step = challenge(&app, "li").await;
    app.anonymous().post("/auth/mfa/verify", answer(&step, &code)).await.refused(401, 11013);

    li.post("/auth/mfa/disable", json!({ "password": "not it at all" })).await.bad_fields();
    li.post("/auth/mfa/disable", json!({ "password": PASSWORD })).await.ok();
    app.sign_in("acme", "li").await;
    li.post("/auth/mfa/disable", json!({ "password": PASSWORD })).await.refused(409, 11015);
}

#[tokio::test]
async fn a_code_signs_in_once_however_many_try_at_once() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let other = TestApp::on(app.admin_url.clone()).await;
    let (secret, codes) = enrol(&app, &acme.admin).await;
    for code in [totp(&secret, now(&app)), codes[0].to_uppercase()] {
        let step = challenge(&app, "admin").await;
        // The nodes' clocks are the test's, and stand apart by what this one was moved.
        other.clock.advance(app.app.now() - other.app.now());
        let (a, b) = (app.anonymous(), other.anonymous());
        // Fewer than would be locked out.
        let tries = [&a, &b, &a, &b].map(|c| c.post("/auth/mfa/verify", answer(&step, &code)));
        let answers = join_all(tries).await;
        let entered = answers.iter().filter(|a| a.status == 200).count();
        assert_eq!(entered, 1, "{:?}", answers.iter().map(|a| &a.body).collect::<Vec<_>>());
    }
    let status = acme.admin.get("/auth/mfa").await.ok();
    assert_eq!(status["recoveryCodesLeft"], 9);
    let step = challenge(&app, "admin").await;
    app.anonymous().post("/auth/mfa/verify", answer(&step, &codes[0])).await.refused(401, 11013);
    let fresh = acme.admin.post("/auth/mfa/recovery-codes", json!({ "password": PASSWORD })).await.ok();
    app.anonymous().post("/auth/mfa/verify", answer(&step, &codes[1])).await.refused(401, 11013);
    let fresh = fresh["recoveryCodes"][3].as_str().unwrap();
    app.anonymous().post("/auth/mfa/verify", answer(&step, fresh)).await.ok();
}

#[tokio::test]
async fn a_challenge_lets_in_once_whatever_code_comes_second() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (secret, codes) = enrol(&app, &acme.admin).await;
    let step = challenge(&app, "admin").await;
    app.anonymous().post("/auth/mfa/verify", answer(&step, "000000")).await.refused(401, 11013);
    app.anonymous().post("/auth/mfa/verify", answer(&step, &totp(&secret, now(&app)))).await.ok();
    app.anonymous().post("/auth/mfa/verify", answer(&step, &codes[0])).await.refused(401, 11014);
    // The code is not lost by it.
    let fresh = challenge(&app, "admin").await;
    app.anonymous().post("/auth/mfa/verify", answer(&fresh, &codes[0])).await.ok();
}

#[tokio::test]
async fn codes_are_not_guessed() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let (secret, _) = enrol(&app, &acme.admin).await;
    let step = challenge(&app, "admin").await;
    let client = app.anonymous();
    let guesses = join_all((0..60).map(|n| {
        let guess = answer(&step, &format!("{n:06}"));
        let client = client.clone();
        async move { client.post("/auth/mfa/verify", guess).await }
    }))
    .await;
    assert_eq!(guesses.iter().filter(|a| a.status == 401).count(), 5, "guesses that were looked at");
    client.post("/auth/mfa/verify", answer(&step, &totp(&secret, now(&app)))).await.refused(429, 11002);
    // The password is another thing: its tries are not used up.
    challenge(&app, "admin").await;
}

#[tokio::test]
async fn a_challenge_lives_five_minutes_and_ends_with_the_password_or_the_account() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    let (secret, _) = enrol(&app, &li).await;
    let fresh = || totp(&secret, now(&app));
    let old = challenge(&app, "li").await;
    app.clock.advance(TimeDelta::minutes(5));
    app.anonymous().post("/auth/mfa/verify", answer(&old, &fresh())).await.refused(401, 11014);
    let text = old.as_str().unwrap();
    let (head, tag) = text.rsplit_once('.').unwrap();
    let nonce = head.rsplit('.').next().unwrap();
    let later = format!("{}.{}.{}.{nonce}.{tag}", acme.id, li.id(), now(&app) + 600);
    for forged in [later.as_str(), head, "x", "1.2.3.4", "...", &format!("{}.{}.{}.", acme.id, li.id(), now(&app) + 99)]
    {
        app.anonymous().post("/auth/mfa/verify", answer(&json!(forged), &fresh())).await.refused(401, 11014);
    }
    let before = challenge(&app, "li").await;
    li.put("/user/password", json!({ "oldPassword": PASSWORD, "newPassword": "another horse 8" })).await.ok();
    app.anonymous().post("/auth/mfa/verify", answer(&before, &fresh())).await.refused(401, 11014);
    li.put("/user/password", json!({ "oldPassword": "another horse 8", "newPassword": PASSWORD })).await.ok();
    let before = challenge(&app, "li").await;
    acme.admin.post(&format!("/users/{}/lock", li.id()), json!({})).await.ok();
    app.anonymous().post("/auth/mfa/verify", answer(&before, &fresh())).await.refused(401, 11014);
}

#[tokio::test]
async fn an_administrator_helps_who_lost_the_phone_but_not_itself_nor_its_betters() {
    let app = TestApp::start().await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    let path = format!("/users/{}/reset-mfa", li.id());
    acme.admin.post(&path, json!({})).await.refused(409, 11015);
    enrol(&app, &li).await;
    acme.admin.post(&path, json!({})).await.ok();
    app.sign_in("acme", "li").await;
    acme.admin.post(&format!("/users/{}/reset-mfa", acme.admin.id()), json!({})).await.refused(409, 10006);
    let grants = json!([{ "permission": "users:write", "scope": "tenant" }]);
    let hr = acme.admin.post("/roles", json!({ "code": "hr", "name": "人事", "grants": grants })).await.ok();
    let clerk = acme.user_with_role_id("clerk", hr["id"].as_i64().unwrap()).await;
    enrol(&app, &acme.admin).await;
    clerk.post(&format!("/users/{}/reset-mfa", acme.admin.id()), json!({})).await.refused(403, 10003);
    // A customer has no second factor.
    let customer = acme.customer("王芳", "13900000001").await;
    customer.post("/auth/mfa/setup", json!({ "password": "whatever it is" })).await.refused(403, 10003);
    assert_eq!(customer.get("/auth/mfa").await.ok()["enabled"], false);
}
