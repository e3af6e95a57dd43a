//! The one way from the gateway to providers: an HTTP client whose connections go to public addresses alone
//! (design §7). What counts is the address that is connected to, after the name is resolved; redirects are
//! answers, not orders. Nagle's algorithm is off: it would hold back the last part of every stream.

use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{HttpConnector, dns::Name},
    },
    rt::{TokioExecutor, TokioTimer},
};
use ipnet::IpNet;
use kernel::{Error, Result, outbound::is_public};
use rustls_platform_verifier::BuilderVerifierExt;
use tower_service::Service;

/// To a connection; a host that does not answer is left for another account.
pub const CONNECT_WITHIN: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(60);
const IDLE_MAX: usize = 256;

pub type HttpClient = Client<HttpsConnector<HttpConnector<Guard>>, Full<Bytes>>;

/// What may be connected to: public addresses, and networks that the operator allows.
#[derive(Debug, Clone)]
pub struct Allowed(Arc<[IpNet]>);

impl Allowed {
    pub fn new(networks: &[IpNet]) -> Self {
        Self(networks.into())
    }
    pub fn permits(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        is_public(ip) || self.0.iter().any(|net| net.contains(&ip))
    }
    /// An address that stands in a URL as it is, and not as a name.
    pub fn permits_literal(&self, host: &str) -> bool {
        literal(host).is_none_or(|ip| self.permits(ip))
    }
    /// Unencrypted endpoints are for networks of one's own.
    pub fn has_private(&self) -> bool {
        !self.0.is_empty()
    }
}

/// The address that a URL's host is, if it is one.
pub fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Resolves names and keeps back what may not be connected to.
#[derive(Debug, Clone)]
pub struct Guard(Allowed);

impl Service<Name> for Guard {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let allowed = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let good: Vec<SocketAddr> = found.filter(|a| allowed.permits(a.ip())).collect();
            match good.is_empty() {
                true => Err(io::Error::new(io::ErrorKind::PermissionDenied, "the address is not public")),
                false => Ok(good.into_iter()),
            }
        })
    }
}

pub fn client(allowed: Allowed) -> Result<HttpClient> {
    let mut http = HttpConnector::new_with_resolver(Guard(allowed));
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT_WITHIN));
    http.set_keepalive(Some(IDLE));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_platform_verifier()
        .map_err(Error::internal)?
        .with_no_client_auth();
    // HTTP/1.1 alone: one slow stream on a shared HTTP/2 connection holds up the others.
    let https = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(http);
    Ok(Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(IDLE_MAX)
        .build(https))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_home_is_refused_unless_the_operator_allows_it() {
        let resolve = |allowed: &[IpNet]| {
            let mut guard = Guard(Allowed::new(allowed));
            async move { guard.call("localhost".parse().unwrap()).await.map(|a| a.count()) }
        };
        assert_eq!(resolve(&[]).await.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert!(resolve(&["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()]).await.unwrap() > 0);
    }

    #[test]
    fn an_address_in_the_url_is_looked_at_too() {
        let none = Allowed::new(&[]);
        assert!(none.permits_literal("api.example.com") && none.permits_literal("8.8.8.8"));
        assert!(!none.permits_literal("127.0.0.1") && !none.permits_literal("[::1]"));
    }
}
