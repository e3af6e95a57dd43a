//! DingTalk, the new API: `v1.0/oauth2/userAccessToken`, then `v1.0/contact/users/me`. Failures carry a status of
//! 4xx or 5xx and a `code` in words.

use axum::http::Method;
use kernel::{App, outbound::Answer};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;

use super::{
    model::{Profile, Provider},
    provider::{AppKeys, Refusal, endpoint, query},
};

const LOGIN: &str = "https://login.dingtalk.com";
const API: &str = "https://api.dingtalk.com";

pub fn authorize_url(app: &App, keys: &AppKeys, back: &str, state: &str) -> String {
    let query = query(&[
        ("redirect_uri", back),
        ("response_type", "code"),
        ("client_id", &keys.app_id),
        ("scope", "openid"),
        ("state", state),
        ("prompt", "consent"),
    ]);
    format!("{}/oauth2/auth?{query}", endpoint(app, "dingtalk-login", LOGIN))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Token {
    access_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserInfo {
    #[serde(default)]
    nick: String,
    open_id: String,
    union_id: Option<String>,
}

#[derive(Deserialize)]
struct Failure {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

pub async fn exchange(app: &App, keys: &AppKeys, code: &str) -> Result<Profile, Refusal> {
    let (out, base) = (app.outbound(), endpoint(app, "dingtalk-api", API));
    let body = json!({
        "clientId": keys.app_id, "clientSecret": keys.secret, "code": code, "grantType": "authorization_code"
    });
    let asked = out.request(Method::POST, &format!("{base}/v1.0/oauth2/userAccessToken"))?.json(&body);
    let token: Token = read(&out.send(asked).await?)?;
    let asked = out
        .request(Method::GET, &format!("{base}/v1.0/contact/users/me"))?
        .header("x-acs-dingtalk-access-token", &token.access_token);
    let info: UserInfo = read(&out.send(asked).await?)?;
    Ok(Profile::new(Provider::Dingtalk, &keys.app_id, &info.open_id, info.union_id.as_deref(), &info.nick))
}

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, Refusal> {
    if answer.status.is_success() {
        return Ok(answer.json()?);
    }
    let failure: Failure = answer.json().unwrap_or(Failure { code: String::new(), message: String::new() });
    Err(refusal(answer.status.as_u16(), &failure))
}

fn refusal(status: u16, failure: &Failure) -> Refusal {
    let said = format!("{status} {} {}", failure.code, failure.message.chars().take(200).collect::<String>());
    let code = failure.code.to_ascii_lowercase();
    if status >= 500 || status == 429 || code.contains("qpslimit") || code.contains("serviceunavailable") {
        return Refusal::Busy(said);
    }
    let is_of_the_code = ["authcode", "parameter.code", "invalidauthentication", "invalidaccesstoken"];
    if is_of_the_code.iter().any(|part| code.contains(part)) {
        return Refusal::Code(said);
    }
    Refusal::App(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{DomainError, error::code};

    #[test]
    fn each_error_leads_where_it_can_be_mended() {
        for (status, said, expected) in [
            (400, "invalidParameter.authCode.notFound", code::SIGN_IN_CODE_INVALID),
            (400, "InvalidAuthentication", code::SIGN_IN_CODE_INVALID),
            (400, "invalidClientIdOrSecret", code::PROVIDER_REFUSED),
            (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", code::PROVIDER_REFUSED),
            (403, "Forbidden.AccessDenied.QpsLimitForApi", code::PROVIDER_UNAVAILABLE),
            (503, "ServiceUnavailable", code::PROVIDER_UNAVAILABLE),
            (502, "", code::PROVIDER_UNAVAILABLE),
        ] {
            let failure = Failure { code: said.into(), message: String::new() };
            assert_eq!(refusal(status, &failure).code(), expected, "{said}");
        }
    }
}
