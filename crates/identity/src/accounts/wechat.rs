//! WeChat: the website QR code (`snsapi_login`) and the official account's page (`snsapi_userinfo`). Both end in
//! `sns/oauth2/access_token` and `sns/userinfo`, and fail with status 200 and an `errcode`.

use axum::http::Method;
use kernel::{App, outbound::OutboundError};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    model::{Profile, Provider, SignInApp},
    provider::{AppKeys, Refusal, endpoint, query},
};

const OPEN: &str = "https://open.weixin.qq.com";
const API: &str = "https://api.weixin.qq.com";

pub fn authorize_url(app: &App, keys: &AppKeys, back: &str, state: &str) -> String {
    let (path, scope) = match keys.app {
        SignInApp::WechatH5 => ("connect/oauth2/authorize", "snsapi_userinfo"),
        _ => ("connect/qrconnect", "snsapi_login"),
    };
    // WeChat asks for this order.
    let query = query(&[
        ("appid", &keys.app_id),
        ("redirect_uri", back),
        ("response_type", "code"),
        ("scope", scope),
        ("state", state),
    ]);
    format!("{}/{path}?{query}#wechat_redirect", endpoint(app, "wechat-open", OPEN))
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    openid: String,
    #[serde(default)]
    scope: String,
    unionid: Option<String>,
}

#[derive(Deserialize)]
struct UserInfo {
    openid: String,
    #[serde(default)]
    nickname: String,
    unionid: Option<String>,
}

#[derive(Deserialize)]
struct Failure {
    errcode: i64,
    #[serde(default)]
    errmsg: String,
}

pub async fn exchange(app: &App, keys: &AppKeys, code: &str) -> Result<Profile, Refusal> {
    let query_of_code = query(&[
        ("appid", &keys.app_id),
        ("secret", &keys.secret),
        ("code", code),
        ("grant_type", "authorization_code"),
    ]);
    let token: Token = get(app, &format!("sns/oauth2/access_token?{query_of_code}")).await?;
    // `snsapi_base` gives the open id and nothing else to ask for.
    let may_ask = token.scope.split(',').any(|s| matches!(s.trim(), "snsapi_login" | "snsapi_userinfo"));
    if !may_ask {
        return Ok(Profile::new(Provider::Wechat, &keys.app_id, &token.openid, token.unionid.as_deref(), ""));
    }
    let ask = query(&[("access_token", &token.access_token), ("openid", &token.openid), ("lang", "zh_CN")]);
    let info: UserInfo = get(app, &format!("sns/userinfo?{ask}")).await?;
    if info.openid != token.openid {
        return Err(OutboundError::Garbage("the answer is about somebody else".into()).into());
    }
    let union = info.unionid.or(token.unionid);
    Ok(Profile::new(Provider::Wechat, &keys.app_id, &info.openid, union.as_deref(), &info.nickname))
}

async fn get<T: DeserializeOwned>(app: &App, path: &str) -> Result<T, Refusal> {
    let url = format!("{}/{path}", endpoint(app, "wechat", API));
    let answer = app.outbound().send(app.outbound().request(Method::GET, &url)?).await?;
    if answer.status.is_server_error() {
        return Err(Refusal::Busy(answer.status.to_string()));
    }
    match answer.json::<Failure>() {
        Ok(failure) if failure.errcode != 0 => Err(refusal(&failure)),
        _ => Ok(answer.json()?),
    }
}

fn refusal(failure: &Failure) -> Refusal {
    let said = format!("{} {}", failure.errcode, failure.errmsg.chars().take(200).collect::<String>());
    match failure.errcode {
        // Invalid, used, expired, missing code; and the access token or open id that came of it.
        40029 | 40163 | 42003 | 41008 | 42001 | 40014 | 40003 => Refusal::Code(said),
        // System busy, too many calls.
        -1 | 45009 | 45011 => Refusal::Busy(said),
        _ => Refusal::App(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{DomainError, error::code};

    #[test]
    fn each_error_code_leads_where_it_can_be_mended() {
        for (errcode, expected) in [
            (40029, code::SIGN_IN_CODE_INVALID),
            (40163, code::SIGN_IN_CODE_INVALID),
            (42001, code::SIGN_IN_CODE_INVALID),
            (-1, code::PROVIDER_UNAVAILABLE),
            (45011, code::PROVIDER_UNAVAILABLE),
            (40013, code::PROVIDER_REFUSED),
            (40125, code::PROVIDER_REFUSED),
            (48001, code::PROVIDER_REFUSED),
        ] {
            assert_eq!(refusal(&Failure { errcode, errmsg: "x".into() }).code(), expected, "{errcode}");
        }
    }
}
