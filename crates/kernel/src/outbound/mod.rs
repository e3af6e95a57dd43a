//! The one way out to addresses that a tenant may choose: providers, webhooks, model endpoints (design §7).
//! It refuses private and link-local addresses unless the operator allows them. What counts is the address
//! that is connected to: names are resolved here, and the connection goes to what passed, so a name that
//! resolves to something else a moment later gains nothing. Redirects are answers, not orders, and proxies of
//! the environment are not used: both would connect past the check.

mod address;

use std::{net::IpAddr, net::SocketAddr, sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{HeaderMap, Method, StatusCode};
use ipnet::IpNet;
use reqwest::{
    Client, RequestBuilder, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect,
};
use serde::de::DeserializeOwned;

use crate::{DomainError, error};

pub use address::is_public;

const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// For an answer with its whole body. Streams set their own.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// Longer than any answer that is read whole here.
const ANSWER_MAX: usize = 1024 * 1024;

/// Why nothing came of a call.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    #[error("the URL is not one that can be called")]
    Url,
    #[error("the address is not public, and the operator does not allow it")]
    Private,
    #[error("no answer in time")]
    Slow,
    #[error("the answer is too long")]
    TooLong,
    /// Nothing was sent.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// It broke off in the middle: the other side may have done what it was asked.
    #[error("the connection broke: {0}")]
    Broken(String),
    #[error("the answer is not what was expected: {0}")]
    Garbage(String),
}

impl DomainError for OutboundError {
    fn code(&self) -> &'static error::Code {
        match self {
            Self::Url | Self::Private => error::code::OUTBOUND_REFUSED,
            _ => error::code::PROVIDER_UNAVAILABLE,
        }
    }
}

/// Asks for the addresses of a name. A port, so that tests can answer differently each time.
#[async_trait::async_trait]
pub trait Lookup: Send + Sync + 'static {
    async fn lookup(&self, name: &str) -> std::io::Result<Vec<IpAddr>>;
}

/// As the machine resolves.
pub struct SystemLookup;

#[async_trait::async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|a| a.ip()).collect())
    }
}

/// What may be connected to.
#[derive(Clone)]
struct Allowed(Arc<[IpNet]>);

impl Allowed {
    fn permits(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        is_public(ip) || self.0.iter().any(|net| net.contains(&ip))
    }
}

struct Guard {
    lookup: Arc<dyn Lookup>,
    allowed: Allowed,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (lookup, allowed) = (self.lookup.clone(), self.allowed.clone());
        Box::pin(async move {
            let found = lookup.lookup(name.as_str()).await?;
            let good: Vec<SocketAddr> =
                found.into_iter().filter(|ip| allowed.permits(*ip)).map(|ip| SocketAddr::new(ip, 0)).collect();
            if good.is_empty() {
                return Err(Box::new(OutboundError::Private) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(good.into_iter()) as Addrs)
        })
    }
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, OutboundError> {
        // The body itself may hold secrets and does not go into the error.
        serde_json::from_slice(&self.body).map_err(|e| OutboundError::Garbage(format!("status {}, {e}", self.status)))
    }
}

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Outbound {
    client: Client,
    allowed: Allowed,
}

impl Outbound {
    pub fn new(allowed: &[IpNet]) -> Result<Self, OutboundError> {
        Self::with(allowed, Arc::new(SystemLookup))
    }

    pub fn with(allowed: &[IpNet], lookup: Arc<dyn Lookup>) -> Result<Self, OutboundError> {
        let allowed = Allowed(allowed.into());
        let client = Client::builder()
            .dns_resolver(Arc::new(Guard { lookup, allowed: allowed.clone() }))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_WITHIN)
            .user_agent("polydesk")
            .build()
            .map_err(|e| OutboundError::Unreachable(e.to_string()))?;
        Ok(Self { client, allowed })
    }

    /// A request to `url`, when it may be called at all. Whoever sends it without [`Outbound::send`] (to
    /// stream the answer) sets a time limit of its own.
    pub fn request(&self, method: Method, url: &str) -> Result<RequestBuilder, OutboundError> {
        Ok(self.client.request(method, self.check(url)?))
    }

    /// Addresses that stand in the URL itself never come by the resolver.
    pub fn check(&self, url: &str) -> Result<Url, OutboundError> {
        let url = Url::parse(url).map_err(|_| OutboundError::Url)?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        if !matches!(url.scheme(), "https" | "http") || !is_plain {
            return Err(OutboundError::Url);
        }
        // The parser has made one spelling of `0x7f.1`, `2130706433` and the like.
        let host = url.host_str().ok_or(OutboundError::Url)?;
        let literal: Option<IpAddr> = host.trim_start_matches('[').trim_end_matches(']').parse().ok();
        match literal {
            Some(ip) if !self.allowed.permits(ip) => Err(OutboundError::Private),
            _ => Ok(url),
        }
    }

    /// Sends it and reads the whole answer, within ten seconds and a megabyte.
    pub async fn send(&self, request: RequestBuilder) -> Result<Answer, OutboundError> {
        tokio::time::timeout(ANSWER_WITHIN, read(request)).await.map_err(|_| OutboundError::Slow)?
    }
}

async fn read(request: RequestBuilder) -> Result<Answer, OutboundError> {
    let response = request.send().await.map_err(|e| failure(&e))?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = BytesMut::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|e| failure(&e))?;
        if body.len() + chunk.len() > ANSWER_MAX {
            return Err(OutboundError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, headers, body: body.freeze() })
}

/// The refusal of the resolver lies at the bottom of a chain of causes. URLs stay out: they may hold keys.
fn failure(e: &reqwest::Error) -> OutboundError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(e);
    let mut last = None;
    while let Some(c) = cause {
        if matches!(c.downcast_ref::<OutboundError>(), Some(OutboundError::Private)) {
            return OutboundError::Private;
        }
        last = Some(c.to_string());
        cause = c.source();
    }
    let last = last.unwrap_or_else(|| "failed".into());
    match () {
        () if e.is_connect() => OutboundError::Unreachable(last),
        () if e.is_timeout() => OutboundError::Slow,
        () => OutboundError::Broken(last),
    }
}

#[cfg(test)]
mod tests;
