//! WeCom: messages of an application (`cgi-bin/message/send`) and a group's robot (`cgi-bin/webhook/send`).
//! Failures come with status 200 and an `errcode`.

use axum::http::Method;
use kernel::{App, outbound::Answer};
use serde::Deserialize;
use serde_json::json;

use super::{
    Outgoing, Tokens,
    model::{Failure, Sender, said},
};
use crate::accounts::endpoint;

const PUBLIC: &str = "https://qyapi.weixin.qq.com";
/// Within this a message with the same content to the same person is the same message.
const DUPLICATE_WITHIN_S: u32 = 4 * 3600;

#[derive(Deserialize)]
struct Told {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
    access_token: Option<String>,
    #[serde(default)]
    invaliduser: String,
    #[serde(default)]
    msgid: String,
}

fn base(app: &App) -> &str {
    endpoint(app, "wecom", PUBLIC)
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
        // Busy; too often.
        -1 | 45009 | 45033 => Failure::Temporary(words),
        _ => Failure::Final(words),
    }
}

/// The token is not, or no longer, good.
fn is_of_the_token(told: &Told) -> bool {
    matches!(told.errcode, 40014 | 42001 | 40001)
}

async fn token(app: &App, sender: &Sender) -> Result<String, Failure> {
    let query = crate::accounts::query(&[("corpid", &sender.settings.app_id), ("corpsecret", &sender.secret)]);
    let asked = app.outbound().request(Method::GET, &format!("{}/cgi-bin/gettoken?{query}", base(app)))?;
    let told = read(&app.outbound().send(asked).await.map_err(unsent)?)?;
    match told.access_token.clone().filter(|t| told.errcode == 0 && !t.is_empty()) {
        Some(token) => Ok(token),
        None => Err(failure(&told)),
    }
}

/// While a token is fetched nothing is sent, whatever breaks.
pub(super) fn unsent(e: kernel::outbound::OutboundError) -> Failure {
    match Failure::from(e) {
        Failure::Unknown(said) => Failure::Temporary(said),
        other => other,
    }
}

pub async fn send_as_app(
    app: &App,
    tokens: &Tokens,
    sender: &Sender,
    message: &Outgoing<'_>,
) -> Result<String, Failure> {
    let body = json!({
        "touser": message.to, "msgtype": "text", "agentid": sender.settings.agent_id,
        "text": { "content": message.text },
        "enable_duplicate_check": 1, "duplicate_check_interval": DUPLICATE_WITHIN_S,
    });
    let mut told = None;
    // Once more with a new token, when the one that was kept ended early.
    for _ in 0..2 {
        let access = tokens.get(sender, token(app, sender)).await?;
        let query = crate::accounts::query(&[("access_token", &access)]);
        let asked = app.outbound().request(Method::POST, &format!("{}/cgi-bin/message/send?{query}", base(app)))?;
        let answer = read(&app.outbound().send(asked.json(&body)).await?)?;
        if !is_of_the_token(&answer) {
            told = Some(answer);
            break;
        }
        tokens.forget(sender).await;
    }
    let told = told.ok_or_else(|| Failure::Final("the provider takes no token of the app".into()))?;
    if told.errcode != 0 {
        return Err(failure(&told));
    }
    if !told.invaliduser.is_empty() {
        return Err(Failure::Final(format!("no such member: {}", told.invaliduser)));
    }
    Ok(told.msgid)
}

pub async fn send_as_robot(app: &App, sender: &Sender, message: &Outgoing<'_>) -> Result<String, Failure> {
    let query = crate::accounts::query(&[("key", &sender.token)]);
    let body = json!({ "msgtype": "text", "text": { "content": message.text } });
    let asked = app.outbound().request(Method::POST, &format!("{}/cgi-bin/webhook/send?{query}", base(app)))?;
    let told = read(&app.outbound().send(asked.json(&body)).await?)?;
    if told.errcode == 0 { Ok(String::new()) } else { Err(failure(&told)) }
}
