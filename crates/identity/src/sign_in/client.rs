//! From where a request comes, as far as we believe it.

use std::{convert::Infallible, net::IpAddr};

use aide::OperationInput;
use axum::extract::FromRequestParts;
use kernel::http::context;

/// Longer ones are cut; they only help people to recognise a device.
const USER_AGENT_MAX: usize = 255;

#[derive(Debug, Clone, Default)]
pub struct Client {
    pub ip: Option<IpAddr>,
    pub user_agent: Option<String>,
}

impl Client {
    pub fn network(&self) -> String {
        kernel::network::of(self.ip)
    }
    pub(super) fn ip_text(&self) -> Option<String> {
        self.ip.map(|ip| ip.to_string())
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self, Infallible> {
        let user_agent = parts.headers.get(axum::http::header::USER_AGENT).and_then(|v| v.to_str().ok());
        Ok(Self { ip: context::current().ip, user_agent: user_agent.map(|t| t.chars().take(USER_AGENT_MAX).collect()) })
    }
}

impl OperationInput for Client {}
