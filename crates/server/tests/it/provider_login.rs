//! Signing in with an account at WeChat or DingTalk, against a stub that speaks their wire format.

use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::support::{
    Answer, Client, Tenant, TestApp,
    providers::{Providers, Scripted},
};

/// A browser: keeps the cookie that `start` left.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp) -> Self {
        Self { app, cookie: String::new() }
    }

    async fn send(&mut self, client: &Client, path: &str, body: Value) -> Answer {
        let request = client.request(Method::POST, path).header("cookie", self.cookie.clone()).json(&body);
        let answer = Answer::of(request).await;
        if let Some(set) = answer.headers.get("set-cookie") {
            let set = set.to_str().unwrap();
            assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
            self.cookie = set.split(';').next().unwrap().to_owned();
        }
        answer
    }

    /// The state that is sent along to the provider.
    async fn start(&mut self, which: &str) -> String {
        let body = json!({ "tenant": "acme", "app": which });
        let url = self.send(&self.app.anonymous(), "/auth/login/start", body).await.ok();
        parameter(&url["url"], "state")
    }

    async fn login(&mut self, provider: &str, code: &str, state: &str) -> Answer {
        let body = json!({ "code": code, "state": state });
        self.send(&self.app.anonymous(), &format!("/auth/login/{provider}"), body).await
    }

    /// From the account's page to a bound account.
    async fn bind(&mut self, user: &Client, which: &str, code: &str) -> Answer {
        let url = self.send(user, "/auth/accounts/start", json!({ "app": which })).await.ok();
        let state = parameter(&url["url"], "state");
        self.send(user, "/auth/accounts/bind", json!({ "code": code, "state": state })).await
    }
}

fn parameter(url: &Value, name: &str) -> String {
    let url = Url::parse(url.as_str().unwrap()).unwrap();
    url.query_pairs().find(|(n, _)| n == name).unwrap().1.into_owned()
}

async fn set_up(acme: &Tenant<'_>) {
    for (which, secret) in [("wechat", "wx-secret"), ("wechat_h5", "wx-secret"), ("dingtalk", "dt-secret")] {
        let body = json!({ "enabled": true, "appId": format!("id-{which}"), "secret": secret });
        acme.admin.put(&format!("/settings/sign-in-apps/{which}"), body).await.ok();
    }
}

#[tokio::test]
async fn the_browser_is_sent_as_each_provider_documents_it() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    let anonymous = app.anonymous();
    let start = |which: &str| anonymous.post("/auth/login/start", json!({ "tenant": "acme", "app": which }));
    start("wechat").await.refused(403, 11103);
    set_up(&acme).await;
    let options = app.anonymous().get("/auth/options?tenant=acme").await.ok();
    assert_eq!(options["apps"], json!(["wechat_h5", "wechat", "dingtalk"]));

    let url = start("wechat").await.ok()["url"].clone();
    assert!(url.as_str().unwrap().starts_with("https://open.weixin.qq.com/connect/qrconnect?appid=id-wechat&redirect_uri=http%3A%2F%2Fdesk.test%2Fconsole%2Fcallback%2Fwechat&response_type=code&scope=snsapi_login&state="));
    assert!(url.as_str().unwrap().ends_with("#wechat_redirect"));
    let state = parameter(&url, "state");
    assert!(state.len() <= 128 && state.bytes().all(|b| b.is_ascii_alphanumeric()), "{state}");
    let url = start("wechat_h5").await.ok()["url"].clone();
    assert!(url.as_str().unwrap().starts_with("https://open.weixin.qq.com/connect/oauth2/authorize?"));
    assert_eq!(parameter(&url, "scope"), "snsapi_userinfo");
    let url = start("dingtalk").await.ok()["url"].clone();
    assert!(url.as_str().unwrap().starts_with("https://login.dingtalk.com/oauth2/auth?"));
    assert_eq!((parameter(&url, "client_id"), parameter(&url, "scope")), ("id-dingtalk".into(), "openid".into()));

    // The secret does not come back out, and stays when the rest is changed.
    let kept = acme.admin.get("/settings/sign-in-apps").await.ok();
    assert!(!kept.to_string().contains("secret"), "{kept}");
    acme.admin.put("/settings/sign-in-apps/wechat", json!({ "enabled": false, "appId": "other" })).await.ok();
    start("wechat").await.refused(403, 11103);
}

#[tokio::test]
async fn a_bound_account_signs_in_and_one_that_is_nobodys_is_bound_after_the_password() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    set_up(&acme).await;
    for (which, provider) in [("wechat", "wechat"), ("dingtalk", "dingtalk")] {
        let mut browser = Browser::new(&app);
        let state = browser.start(which).await;
        let unbound = browser.login(provider, "ming", &state).await.ok();
        assert_eq!((&unbound["bindRequired"], &unbound["name"]), (&json!(true), &json!("ming")));
        assert_eq!(unbound["accessToken"], Value::Null);
        let ticket = json!({ "ticket": unbound["ticket"] });
        // In another browser the ticket is worth nothing.
        li.post("/auth/accounts/claim", ticket.clone()).await.refused(400, 11104);
        let bound = browser.send(&li, "/auth/accounts/claim", ticket.clone()).await.ok();
        assert!(bound.as_array().unwrap().iter().any(|a| a["provider"] == provider && a["name"] == "ming"), "{bound}");
        // Again is harmless, and somebody else does not get it.
        browser.send(&li, "/auth/accounts/claim", ticket.clone()).await.ok();
        browser.send(&acme.admin, "/auth/accounts/claim", ticket).await.refused(409, 11108);

        let state = browser.start(which).await;
        let answer = browser.login(provider, "ming", &state).await.ok();
        assert_eq!(answer["user"]["id"], li.id());
        app.anonymous().signed_in(&answer).get("/user/info").await.ok();
    }
    let trail = acme.admin.get("/audit-events?action=account.bind").await.list();
    assert_eq!(trail.len(), 2);

    // The official account knows the same person by another open id, and the same union id.
    let mut phone = Browser::new(&app);
    let state = phone.start("wechat_h5").await;
    stub.next(
        "/access_token",
        Scripted::Json(200, json!({ "access_token": "at", "openid": "h5-open", "scope": "snsapi_userinfo" })),
    );
    stub.next(
        "/userinfo",
        Scripted::Json(200, json!({ "openid": "h5-open", "nickname": "ming", "unionid": "u-ming" })),
    );
    assert_eq!(phone.login("wechat", "x", &state).await.ok()["user"]["id"], li.id());
    // From then on by the open id alone, as `snsapi_base` gives it.
    let state = phone.start("wechat_h5").await;
    stub.next(
        "/access_token",
        Scripted::Json(200, json!({ "access_token": "at", "openid": "h5-open", "scope": "snsapi_base" })),
    );
    let asked = stub.calls("/userinfo").len();
    assert_eq!(phone.login("wechat", "x", &state).await.ok()["user"]["id"], li.id());
    assert_eq!(stub.calls("/userinfo").len(), asked, "nothing to ask for with `snsapi_base`");
}

#[tokio::test]
async fn a_request_comes_back_once_in_time_and_in_its_own_browser() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    set_up(&acme).await;
    let mut browser = Browser::new(&app);
    browser.bind(&li, "wechat", "ming").await.ok();

    let state = browser.start("wechat").await;
    Browser::new(&app).login("wechat", "ming", &state).await.refused(400, 11104);
    browser.login("dingtalk", "ming", &state).await.refused(400, 11104);
    let asked = stub.calls("/access_token").len();
    browser.login("wechat", "ming", &state).await.ok();
    browser.login("wechat", "ming", &state).await.refused(400, 11104);
    assert_eq!(stub.calls("/access_token").len(), asked + 1, "a used state reaches no provider");

    let state = browser.start("wechat").await;
    app.clock.advance(chrono::TimeDelta::minutes(10));
    browser.login("wechat", "ming", &state).await.refused(400, 11104);
    // What was begun to bind does not sign in, and what li began binds nothing to the administrator.
    let url = browser.send(&li, "/auth/accounts/start", json!({ "app": "dingtalk" })).await.ok();
    let state = parameter(&url["url"], "state");
    browser.login("dingtalk", "ming", &state).await.refused(400, 11104);
    let admin = app.sign_in("acme", "admin").await;
    let body = json!({ "code": "ming", "state": state });
    browser.send(&admin, "/auth/accounts/bind", body.clone()).await.refused(400, 11104);
    browser.send(&li, "/auth/accounts/bind", body).await.ok();
    for junk in ["x".to_owned(), "0".repeat(123), state.replace('0', "1")] {
        browser.login("wechat", "ming", &junk).await.refused(400, 11104);
    }
}

#[tokio::test]
async fn unbinding_shuts_the_door_and_a_locked_user_stays_out() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    set_up(&acme).await;
    let mut browser = Browser::new(&app);
    let bound = browser.bind(&li, "wechat", "ming").await.ok();
    browser.bind(&li, "wechat", "hong").await.refused(409, 11109);
    browser.bind(&acme.admin, "wechat", "ming").await.refused(409, 11108);
    acme.admin.post(&format!("/users/{}/lock", li.id()), json!({})).await.ok();
    let state = browser.start("wechat").await;
    browser.login("wechat", "ming", &state).await.refused(401, 11001);
    acme.admin.post(&format!("/users/{}/unlock", li.id()), json!({})).await.ok();

    let path = format!("/users/{}/accounts", li.id());
    assert_eq!(acme.admin.get(&path).await.ok().as_array().unwrap().len(), 1);
    acme.admin.delete(&format!("{path}/{}", bound[0]["id"])).await.ok();
    let state = browser.start("wechat").await;
    assert_eq!(browser.login("wechat", "ming", &state).await.ok()["bindRequired"], true);
    let li = app.sign_in("acme", "li").await;
    let bound = browser.bind(&li, "wechat", "ming").await.ok();
    acme.admin.delete(&format!("/auth/accounts/{}", bound[0]["id"])).await.refused(404, 10004);
    li.delete(&format!("/auth/accounts/{}", bound[0]["id"])).await.ok();
    assert_eq!(li.get("/auth/accounts").await.ok(), json!([]));
    // Customers have none.
    acme.customer("王芳", "13900000001").await.get("/auth/accounts").await.refused(403, 10003);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_after_the_provider() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    let li = acme.user("li", "agent").await;
    set_up(&acme).await;
    let mut browser = Browser::new(&app);
    browser.bind(&li, "dingtalk", "ming").await.ok();
    crate::mfa::enrol(&app, &li).await;
    let state = browser.start("dingtalk").await;
    let step = browser.login("dingtalk", "ming", &state).await.ok();
    assert_eq!((&step["mfaRequired"], &step["accessToken"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn what_a_provider_refuses_is_told_by_whose_fault_it_is() {
    let stub = Providers::start().await;
    let app = TestApp::calling(&stub.url).await;
    let acme = app.tenant("acme").await;
    set_up(&acme).await;
    let mut browser = Browser::new(&app);
    let said = |errcode: i64| Scripted::Json(200, json!({ "errcode": errcode, "errmsg": "as documented, rid: 1" }));
    for (path, scripted, status, code) in [
        ("/access_token", said(40029), 400, 11105),
        ("/access_token", said(40163), 400, 11105),
        ("/access_token", said(40013), 502, 11106),
        ("/access_token", said(-1), 503, 11107),
        ("/userinfo", said(42001), 400, 11105),
        ("/userinfo", said(48001), 502, 11106),
        ("/access_token", Scripted::Garbage, 503, 11107),
        ("/userinfo", Scripted::Json(200, json!({ "openid": "somebody-else", "nickname": "x" })), 503, 11107),
        ("/access_token", Scripted::Json(502, json!({})), 503, 11107),
    ] {
        stub.next(path, scripted);
        let state = browser.start("wechat").await;
        browser.login("wechat", "ming", &state).await.refused(status, code);
    }
    for (path, scripted, status, code) in [
        (
            "/userAccessToken",
            Scripted::Json(
                400,
                json!({ "code": "invalidParameter.authCode.notFound", "message": "x", "requestid": "1" }),
            ),
            400,
            11105,
        ),
        (
            "/userAccessToken",
            Scripted::Json(400, json!({ "code": "invalidClientIdOrSecret", "message": "x" })),
            502,
            11106,
        ),
        (
            "/users/me",
            Scripted::Json(
                403,
                json!({ "code": "Forbidden.AccessDenied.AccessTokenPermissionDenied", "message": "x" }),
            ),
            502,
            11106,
        ),
        ("/users/me", Scripted::Json(503, json!({ "code": "ServiceUnavailable", "message": "x" })), 503, 11107),
        ("/users/me", Scripted::Garbage, 503, 11107),
    ] {
        stub.next(path, scripted);
        let state = browser.start("dingtalk").await;
        browser.login("dingtalk", "ming", &state).await.refused(status, code);
    }
    // A secret that the provider does not know is told as the app's fault, without the secret.
    let body = json!({ "enabled": true, "appId": "id-wechat", "secret": "wrong-one" });
    acme.admin.put("/settings/sign-in-apps/wechat", body).await.ok();
    let state = browser.start("wechat").await;
    let refused = browser.login("wechat", "ming", &state).await;
    refused.refused(502, 11106);
    assert!(!refused.body.to_string().contains("wrong-one"));
    // Slow answers are given up after ten seconds.
    let body = json!({ "enabled": true, "appId": "id-wechat", "secret": "wx-secret" });
    acme.admin.put("/settings/sign-in-apps/wechat", body).await.ok();
    stub.next("/access_token", Scripted::Silence);
    let state = browser.start("wechat").await;
    let since = std::time::Instant::now();
    browser.login("wechat", "ming", &state).await.refused(503, 11107);
    assert!(since.elapsed() < std::time::Duration::from_secs(20));
}
