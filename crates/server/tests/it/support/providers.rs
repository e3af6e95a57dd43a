//! The providers' APIs for one test: answers in the documented wire format, errors included, and keeps what it was
//! asked. One server stands for all; the first part of the path says for whom.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// One call, as it came.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: Method,
    pub path: String,
    pub query: HashMap<String, String>,
    pub raw_query: String,
    pub headers: HeaderMap,
    pub body: Value,
}

/// What is answered instead of the usual.
#[derive(Debug, Clone)]
pub enum Scripted {
    Json(u16, Value),
    Garbage,
    /// Longer than anybody waits.
    Silence,
}

#[derive(Clone)]
pub struct Providers {
    pub url: String,
    calls: Arc<Mutex<Vec<Call>>>,
    /// By the end of the path; each is used once.
    scripted: Arc<Mutex<HashMap<&'static str, Vec<Scripted>>>>,
}

impl Providers {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let providers = Self { url, calls: Arc::default(), scripted: Arc::default() };
        let router = Router::new().fallback(answer).with_state(providers.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        providers
    }

    /// The next call whose path ends so is answered so.
    pub fn next(&self, path: &'static str, scripted: Scripted) {
        self.scripted.lock().unwrap().entry(path).or_default().push(scripted);
    }

    pub fn calls(&self, path: &str) -> Vec<Call> {
        self.calls.lock().unwrap().iter().filter(|c| c.path.ends_with(path)).cloned().collect()
    }
}

async fn answer(
    State(providers): State<Providers>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let raw_query = uri.query().unwrap_or_default().to_owned();
    let query = reqwest::Url::parse(&format!("http://x/?{raw_query}")).unwrap();
    let call = Call {
        method,
        path: uri.path().to_owned(),
        query: query.query_pairs().into_owned().collect(),
        raw_query,
        headers,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
    };
    providers.calls.lock().unwrap().push(call.clone());
    let scripted = {
        let mut scripted = providers.scripted.lock().unwrap();
        scripted
            .iter_mut()
            .find(|(path, left)| call.path.ends_with(**path) && !left.is_empty())
            .map(|(_, l)| l.remove(0))
    };
    match scripted {
        Some(Scripted::Json(status, body)) => (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response(),
        Some(Scripted::Garbage) => "<html>gateway".into_response(),
        Some(Scripted::Silence) => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
        None => axum::Json(usual(&call)).into_response(),
    }
}

/// What the provider says when all is well. The code that came back names the person: `ming` is openid `o-ming`.
fn usual(call: &Call) -> Value {
    let given = |name: &str| call.query.get(name).cloned().unwrap_or_default();
    match call.path.as_str() {
        "/wechat/sns/oauth2/access_token" => {
            if given("secret") != "wx-secret" {
                return json!({ "errcode": 40125, "errmsg": "invalid appsecret, rid: 1" });
            }
            let who = given("code");
            json!({ "access_token": format!("at-{who}"), "expires_in": 7200, "refresh_token": "r", "openid": format!("o-{who}"), "scope": "snsapi_login" })
        }
        "/wechat/sns/userinfo" => {
            let who = given("openid").trim_start_matches("o-").to_owned();
            json!({ "openid": given("openid"), "nickname": who, "sex": 0, "headimgurl": "", "privilege": [], "unionid": format!("u-{who}") })
        }
        "/dingtalk-api/v1.0/oauth2/userAccessToken" => {
            json!({ "accessToken": format!("at-{}", call.body["code"].as_str().unwrap_or_default()), "refreshToken": "r", "expireIn": 7200 })
        }
        "/dingtalk-api/v1.0/contact/users/me" => {
            let token = call.headers["x-acs-dingtalk-access-token"].to_str().unwrap();
            let who = token.trim_start_matches("at-");
            json!({ "nick": who, "openId": format!("o-{who}"), "unionId": format!("u-{who}"), "stateCode": "86" })
        }
        "/wecom/cgi-bin/gettoken" | "/dingtalk-oapi/gettoken" => {
            json!({ "errcode": 0, "errmsg": "ok", "access_token": "app-token", "expires_in": 7200 })
        }
        "/wecom/cgi-bin/message/send" => json!({ "errcode": 0, "errmsg": "ok", "msgid": "m-1" }),
        "/dingtalk-oapi/topapi/message/corpconversation/asyncsend_v2" => {
            json!({ "errcode": 0, "errmsg": "ok", "task_id": 4711, "request_id": "x" })
        }
        "/wecom/cgi-bin/webhook/send" | "/dingtalk-oapi/robot/send" => json!({ "errcode": 0, "errmsg": "ok" }),
        "/aliyun-sms/" => json!({ "Code": "OK", "Message": "OK", "BizId": "biz-9", "RequestId": "x" }),
        other => panic!("nothing documented is at {other}"),
    }
}
