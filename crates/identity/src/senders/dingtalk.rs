//! DingTalk: work notifications (`topapi/message/corpconversation/asyncsend_v2`) and a group's robot
//! (`robot/send`), which signs each call. Failures come with status 200 and an `errcode`.

use aws_lc_rs::hmac;
use axum::http::Method;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use kernel::{App, outbound::Answer};
use serde::Deserialize;
use serde_json::json;

use super::{
    Outgoing, Tokens,
    model::{Failure, Sender, said},
    wecom::unsent,
};
use crate::accounts::{endpoint, query};

const PUBLIC: &str = "https://oapi.dingtalk.com";

#[derive(Deserialize)]
struct Told {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
    access_token: Option<String>,
    task_id: Option<i64>,
}

fn base(app: &App) -> &str {
    endpoint(app, "dingtalk-oapi", PUBLIC)
}

fn read(answer: &Answer) -> Result<Told, Failure> {
    if answer.status.is_server_error() {
        return Err(Failure::Temporary(answer.status.to_string()));
    }
    Ok(answer.json()?)
}

fn failure(told: &Told) -> Failure {
    let words = said(told.errcode, &told.errmsg);
    match told.errcode {
        // Busy; too often, for apps and for robots.
        -1 | 90002 | 90018 | 130101 | 410100 => Failure::Temporary(words),
        _ => Failure::Final(words),
    }
}

async fn token(app: &App, sender: &Sender) -> Result<String, Failure> {
    let ask = query(&[("appkey", &sender.settings.app_id), ("appsecret", &sender.secret)]);
    let asked = app.outbound().request(Method::GET, &format!("{}/gettoken?{ask}", base(app)))?;
    let told = read(&app.outbound().send(asked).await.map_err(unsent)?)?;
    match told.access_token.clone().filter(|t| told.errcode == 0 && !t.is_empty()) {
        Some(token) => Ok(token),
        None => Err(failure(&told)),
    }
}

pub async fn send_as_app(
    app: &App,
    tokens: &Tokens,
    sender: &Sender,
    message: &Outgoing<'_>,
) -> Result<String, Failure> {
    let body = json!({
        "agent_id": sender.settings.agent_id, "userid_list": message.to,
        "msg": { "msgtype": "text", "text": { "content": message.text } },
    });
    // Once more with a new token, when the one that was kept ended early.
    for _ in 0..2 {
        let access = tokens.get(sender, token(app, sender)).await?;
        let ask = query(&[("access_token", &access)]);
        let url = format!("{}/topapi/message/corpconversation/asyncsend_v2?{ask}", base(app));
        let told = read(&app.outbound().send(app.outbound().request(Method::POST, &url)?.json(&body)).await?)?;
        match told.errcode {
            0 => return Ok(told.task_id.map(|id| id.to_string()).unwrap_or_default()),
            40001 | 40014 | 42001 => tokens.forget(sender).await,
            _ => return Err(failure(&told)),
        }
    }
    Err(Failure::Final("the provider takes no token of the app".into()))
}

pub async fn send_as_robot(app: &App, sender: &Sender, message: &Outgoing<'_>) -> Result<String, Failure> {
    let at = app.now();
    let ask = query(&[
        ("access_token", &sender.token),
        ("timestamp", &at.timestamp_millis().to_string()),
        ("sign", &signature(at, &sender.secret)),
    ]);
    let body = json!({ "msgtype": "text", "text": { "content": message.text } });
    let asked = app.outbound().request(Method::POST, &format!("{}/robot/send?{ask}", base(app)))?;
    let told = read(&app.outbound().send(asked.json(&body)).await?)?;
    if told.errcode == 0 { Ok(String::new()) } else { Err(failure(&told)) }
}

/// `HmacSHA256(timestamp + "\n" + secret)` under the secret, in base 64.
fn signature(at: DateTime<Utc>, secret: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    STANDARD.encode(hmac::sign(&key, format!("{}\n{secret}", at.timestamp_millis()).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with Python's `hmac`, as DingTalk's page "custom robot security settings" shows it.
    #[test]
    fn the_robot_signs_as_documented() {
        let at = DateTime::from_timestamp_millis(1_700_000_000_123).unwrap();
        assert_eq!(signature(at, "SECdeadbeef"), "2b0EdtrxY2XLpSCqLq9scYZSxUO1njBFnOkEqmen1uE=");
    }
}
