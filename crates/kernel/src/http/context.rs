//! What is known of the request at hand: ids, language, profile of its path. Set by [`track`],
//! the outermost layer; read by replies and errors, which have no request to ask.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
};

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat, Utc};
use http::{HeaderMap, HeaderValue, Method};
use ipnet::IpNet;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::{App, Error, error::code, secret};

/// Idempotent requests are buffered to take their digest; nothing JSON is larger than this.
const JSON_LIMIT: usize = 2 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    ZhCn,
    En,
}

impl Locale {
    /// The BCP 47 tag, as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }
}

#[derive(Debug, Clone)]
pub struct RequestContext {
    pub trace_id: String,
    pub locale: Locale,
    /// 001's paths answer with RFC 3339 timestamps.
    pub portal: bool,
    pub at: DateTime<Utc>,
    pub ip: Option<IpAddr>,
    idempotency: Arc<Mutex<Option<Idempotency>>>,
}

/// A repeatable request: its key, and the digest of what it asks for.
#[derive(Debug, Clone)]
pub struct Idempotency {
    pub key: String,
    pub fingerprint: String,
}

/// Epoch milliseconds, or RFC 3339 on the portal's paths (`/customer-portal/`).
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Timestamp {
    Millis(i64),
    Text(String),
}

impl RequestContext {
    pub fn timestamp(&self) -> Timestamp {
        if self.portal {
            Timestamp::Text(self.at.to_rfc3339_opts(SecondsFormat::Millis, true))
        } else {
            Timestamp::Millis(self.at.timestamp_millis())
        }
    }

    /// The key belongs to the first transaction of the request.
    pub(crate) fn take_idempotency(&self) -> Option<Idempotency> {
        self.idempotency.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    }

    fn outside() -> Self {
        Self {
            trace_id: Uuid::now_v7().simple().to_string(),
            locale: Locale::ZhCn,
            portal: false,
            at: Utc::now(),
            ip: None,
            idempotency: Arc::default(),
        }
    }
}

tokio::task_local! {
    static REQUEST: Arc<RequestContext>;
}

/// The request being served; a fresh context outside one (jobs, tests).
pub fn current() -> Arc<RequestContext> {
    REQUEST.try_with(Arc::clone).unwrap_or_else(|_| Arc::new(RequestContext::outside()))
}

/// Runs `work` as part of a request, also when that was answered before.
pub async fn within<F: Future>(context: Arc<RequestContext>, work: F) -> F::Output {
    REQUEST.scope(context, work).await
}

/// The layer that gives each request its context and echoes `X-Request-Id`.
pub async fn track(State(app): State<App>, request: Request, next: Next) -> Response {
    let idempotency = Arc::<Mutex<Option<Idempotency>>>::default();
    let context = Arc::new(RequestContext {
        locale: locale(request.headers()),
        portal: request.uri().path().starts_with("/api/v1/customer-portal/"),
        at: Utc::now(),
        ip: client_ip(&request, &app.settings().trusted_proxies),
        idempotency: idempotency.clone(),
        trace_id: trace_id(request.headers()),
    });
    let id = HeaderValue::from_str(&context.trace_id);
    let answered = async move {
        match fingerprint(request).await {
            Ok((request, asked)) => {
                *idempotency.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = asked;
                next.run(request).await
            }
            Err(e) => e.into_response(),
        }
    };
    let mut response = REQUEST.scope(context, answered).await;
    if let Ok(id) = id {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// The caller's own id when it is a sane one: `traceparent`'s trace id first, then `X-Request-Id`.
fn trace_id(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let parent = text("traceparent")
        .and_then(|t| t.split('-').nth(1))
        .filter(|t| t.len() == 32 && t.bytes().all(|b| b.is_ascii_hexdigit()));
    let own = text("x-request-id").filter(|t| {
        (8..=64).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    });
    parent.or(own).map_or_else(|| Uuid::now_v7().simple().to_string(), str::to_owned)
}

fn locale(headers: &HeaderMap) -> Locale {
    let accepted = headers.get(http::header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if accepted.trim_start().to_ascii_lowercase().starts_with("en") { Locale::En } else { Locale::ZhCn }
}

/// The peer's address, or what the operator's own proxies say it is. A header from anyone else is not believed.
pub fn client_ip(request: &Request, trusted: &[IpNet]) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<std::net::SocketAddr>>().map(|c| c.0.ip().to_canonical())?;
    let headers = request.headers().get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    let hops: Vec<&str> = headers.flat_map(|v| v.split(',')).map(str::trim).collect();
    Some(believed(peer, &hops, trusted))
}

/// Each proxy appends the address that it heard from, so the chain is read from its end; the first
/// address that is not a proxy of ours is the client. What that one wrote before is its own tale.
fn believed(peer: IpAddr, hops: &[&str], trusted: &[IpNet]) -> IpAddr {
    let is_ours = |ip: IpAddr| trusted.iter().any(|net| net.contains(&ip));
    let mut nearest = peer;
    for hop in hops.iter().rev() {
        if !is_ours(nearest) {
            break;
        }
        let Ok(ip) = hop.parse::<IpAddr>() else { break };
        nearest = ip.to_canonical();
    }
    nearest
}

/// Uploads are streamed, never buffered here; repeating one only leaves a file that nothing refers to.
fn is_upload(headers: &HeaderMap) -> bool {
    headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|t| t.starts_with("multipart/form-data"))
}

async fn fingerprint(request: Request) -> Result<(Request, Option<Idempotency>), Error> {
    let Some(key) = request.headers().get("idempotency-key") else { return Ok((request, None)) };
    let key = key.to_str().ok().filter(|k| !k.is_empty() && k.len() <= 255 && k.bytes().all(|b| b.is_ascii_graphic()));
    let Some(key) = key.map(str::to_owned) else {
        return Err(Error::field("Idempotency-Key", "must be 1 to 255 printable ASCII characters"));
    };
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || is_upload(request.headers()) {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, JSON_LIMIT).await.map_err(|_| Error::new(code::TOO_LARGE))?;
    let asked = format!("{} {}\n{}", parts.method, parts.uri, secret::digest(&String::from_utf8_lossy(&bytes)));
    let fingerprint = secret::digest(&asked);
    Ok((Request::from_parts(parts, Body::from(bytes)), Some(Idempotency { key, fingerprint })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_operators_own_proxies_are_believed_and_only_as_far_as_they_heard() {
        let ip = |t: &str| t.parse::<IpAddr>().unwrap();
        let trusted: Vec<IpNet> = ["127.0.0.0/8", "10.0.0.0/24"].iter().map(|t| t.parse().unwrap()).collect();
        for (peer, hops, trusted, client) in [
            ("127.0.0.1", vec!["203.0.113.9"], &[][..], "127.0.0.1"),
            ("198.51.100.7", vec!["203.0.113.9"], &trusted[..], "198.51.100.7"),
            ("127.0.0.1", vec!["203.0.113.9"], &trusted[..], "203.0.113.9"),
            ("127.0.0.1", vec!["1.2.3.4", "203.0.113.9", "10.0.0.5"], &trusted[..], "203.0.113.9"),
            ("127.0.0.1", vec![], &trusted[..], "127.0.0.1"),
            ("127.0.0.1", vec!["203.0.113.9", "junk"], &trusted[..], "127.0.0.1"),
            ("127.0.0.1", vec!["10.0.0.5", "10.0.0.6"], &trusted[..], "10.0.0.5"),
            ("127.0.0.1", vec!["::ffff:203.0.113.9"], &trusted[..], "203.0.113.9"),
        ] {
            assert_eq!(believed(ip(peer), &hops, trusted), ip(client), "{peer} {hops:?}");
        }
    }
}
