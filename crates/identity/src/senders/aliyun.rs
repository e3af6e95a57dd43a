//! Aliyun's `SendSms` (2017-05-25), signed with ACS3-HMAC-SHA256.

use aws_lc_rs::hmac;
use axum::http::Method;
use chrono::{DateTime, Utc};
use kernel::{App, secret};
use serde::Deserialize;

use super::{
    Outgoing,
    model::{Failure, Sender, said},
};
use crate::accounts::endpoint;

const PUBLIC: &str = "https://dysmsapi.aliyuncs.com";
const ACTION: &str = "SendSms";
const VERSION: &str = "2017-05-25";
const ALGORITHM: &str = "ACS3-HMAC-SHA256";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Told {
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    biz_id: String,
}

pub async fn send(app: &App, sender: &Sender, message: &Outgoing<'_>) -> Result<String, Failure> {
    let params: serde_json::Map<_, _> =
        message.params.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    let params = serde_json::Value::Object(params).to_string();
    let query = canonical_query(&[
        ("PhoneNumbers", message.to),
        ("SignName", &sender.settings.sign_name),
        ("TemplateCode", &sender.settings.template_code),
        ("TemplateParam", &params),
        ("OutId", message.reference),
    ]);
    let out = app.outbound();
    let url = out.check(&format!("{}/?{query}", endpoint(app, "aliyun-sms", PUBLIC)))?;
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let nonce = secret::token();
    let call = Call {
        host: &host,
        path: url.path(),
        query: &query,
        action: ACTION,
        version: VERSION,
        nonce: &nonce,
        at: app.now(),
    };
    let mut request = out.request(Method::POST, url.as_str())?;
    for (name, value) in call.headers() {
        request = request.header(name, value);
    }
    let authorization = call.authorization(&sender.settings.app_id, &sender.secret);
    let answer = out.send(request.header("authorization", authorization)).await?;
    let told: Told = match answer.json() {
        Ok(told) => told,
        Err(_) if answer.status.is_server_error() => return Err(Failure::Temporary(answer.status.to_string())),
        Err(e) => return Err(e.into()),
    };
    judge(told)
}

fn judge(told: Told) -> Result<String, Failure> {
    if told.code == "OK" {
        return Ok(told.biz_id);
    }
    let words = said(&told.code, &told.message);
    let may_pass = ["isp.SYSTEM_ERROR", "isv.BUSINESS_LIMIT_CONTROL", "ServiceUnavailable", "InternalError"];
    match told.code.starts_with("Throttling") || may_pass.contains(&told.code.as_str()) {
        true => Err(Failure::Temporary(words)),
        false => Err(Failure::Final(words)),
    }
}

/// A request without a body, as it is signed.
struct Call<'a> {
    host: &'a str,
    path: &'a str,
    query: &'a str,
    action: &'a str,
    version: &'a str,
    nonce: &'a str,
    at: DateTime<Utc>,
}

impl Call<'_> {
    /// Those that are signed, by name.
    fn headers(&self) -> [(&'static str, String); 6] {
        [
            ("host", self.host.to_owned()),
            ("x-acs-action", self.action.to_owned()),
            ("x-acs-content-sha256", secret::digest("")),
            ("x-acs-date", self.at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            ("x-acs-signature-nonce", self.nonce.to_owned()),
            ("x-acs-version", self.version.to_owned()),
        ]
    }

    fn authorization(&self, key_id: &str, key_secret: &str) -> String {
        let headers = self.headers();
        let names = headers.each_ref().map(|(name, _)| *name).join(";");
        let lines: String = headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
        let canonical = format!("POST\n{}\n{}\n{lines}\n{names}\n{}", self.path, self.query, secret::digest(""));
        let to_sign = format!("{ALGORITHM}\n{}", secret::digest(&canonical));
        let key = hmac::Key::new(hmac::HMAC_SHA256, key_secret.as_bytes());
        let signature = hex::encode(hmac::sign(&key, to_sign.as_bytes()));
        format!("{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}")
    }
}

/// Sorted by name, each encoded as RFC 3986 has it.
fn canonical_query(pairs: &[(&str, &str)]) -> String {
    let mut pairs: Vec<_> = pairs.iter().map(|(name, value)| (encoded(name), encoded(value))).collect();
    pairs.sort();
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out += &format!("%{other:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example with fixed values of Aliyun's page "V3 request structure and signature".
    #[test]
    fn the_documented_example_gets_the_documented_signature() {
        let query = canonical_query(&[
            ("RegionId", "cn-shanghai"),
            ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
        ]);
        let call = Call {
            host: "ecs.cn-shanghai.aliyuncs.com",
            path: "/",
            query: &query,
            action: "RunInstances",
            version: "2014-05-26",
            nonce: "3156853299f313e23d1673dc12e1703d",
            at: "2023-10-26T10:22:32Z".parse().unwrap(),
        };
        assert_eq!(
            call.authorization("YourAccessKeyId", "YourAccessKeySecret"),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn signs_are_encoded_as_rfc_3986_has_it() {
        assert_eq!(encoded("a b*~/+阿"), "a%20b%2A~%2F%2B%E9%98%BF");
    }

    #[test]
    fn what_may_pass_is_tried_again_and_what_will_not_is_not() {
        let told = |code: &str| judge(Told { code: code.into(), message: "x".into(), biz_id: "9".into() });
        assert_eq!(told("OK"), Ok("9".into()));
        for code in ["isp.SYSTEM_ERROR", "Throttling.User", "isv.BUSINESS_LIMIT_CONTROL"] {
            assert!(matches!(told(code), Err(Failure::Temporary(_))), "{code}");
        }
        for code in ["isv.MOBILE_NUMBER_ILLEGAL", "isv.SMS_SIGNATURE_ILLEGAL", "SignatureDoesNotMatch"] {
            assert!(matches!(told(code), Err(Failure::Final(_))), "{code}");
        }
    }
}
