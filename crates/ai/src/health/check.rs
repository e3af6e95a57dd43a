//! Asking a provider for its list of models.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full, Limited};
use tokio::time::timeout;

use crate::{
    Gateway,
    snapshot::Account,
    wire::{self, Fault},
};

const WITHIN: Duration = Duration::from_secs(10);
const ANSWER_MAX: usize = 4 << 20;

/// Well, or what is wrong; and how long it took.
pub async fn ask(gateway: &Gateway, account: &Account) -> (Result<(), String>, Duration) {
    let began = Instant::now();
    let told = match timeout(WITHIN, models(gateway, account)).await {
        Ok(told) => told,
        Err(_) => Err("no answer in time".into()),
    };
    (told, began.elapsed())
}

async fn models(gateway: &Gateway, account: &Account) -> Result<(), String> {
    let mut request = Request::get(account.provider.url(&account.base, "/models"));
    for (name, value) in &account.headers {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(Bytes::new())).map_err(|e| e.to_string())?;
    let response =
        gateway.client().request(request).await.map_err(|_| "the provider could not be reached".to_owned())?;
    let (parts, body) = response.into_parts();
    if parts.status.is_success() {
        return Ok(());
    }
    let body = Limited::new(body, ANSWER_MAX).collect().await.map(|b| b.to_bytes()).unwrap_or_default();
    let verdict =
        wire::classify_upstream(account.provider, parts.status.as_u16(), &parts.headers, &body, SystemTime::now());
    match verdict.fault {
        // Servers that only speak chat have no list; that they say so shows that they live.
        Fault::Client | Fault::ModelMissing | Fault::ContextLength | Fault::ContentRefused => Ok(()),
        _ => Err(format!("{} {}", parts.status.as_u16(), verdict.message).chars().take(500).collect()),
    }
}
