//! Whose key a request carries, and what it may ask for. Looked up in memory.

use std::{net::IpAddr, sync::Arc};

use chrono::{DateTime, Utc};
use http::{HeaderMap, header};
use kernel::secret;

use crate::{
    Gateway,
    dispatch::{ANY_MODEL, Refusal, Why},
    keys,
    snapshot::{Group, Key, Snapshot, Tenant},
};

pub struct Who {
    pub tenant: Arc<Tenant>,
    pub snapshot: Arc<Snapshot>,
    pub group: Arc<Group>,
    pub key: Arc<Key>,
}

/// The key, where the vendors' SDKs put it.
pub fn presented<'a>(headers: &'a HeaderMap, query: Option<&'a str>) -> Option<&'a str> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| {
        let (scheme, token) = v.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let in_query = || query.unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("key="));
    bearer.or_else(|| text("x-api-key")).or_else(|| text("x-goog-api-key")).or_else(in_query).filter(|k| !k.is_empty())
}

fn wrong() -> Refusal {
    Refusal::new(Why::Key, "The AI key is wrong, expired or revoked")
}

/// Wrong, expired, revoked and foreign keys are one and the same.
pub async fn who(gateway: &Gateway, key: Option<&str>, ip: Option<IpAddr>, now: DateTime<Utc>) -> Result<Who, Refusal> {
    let text = key.ok_or_else(|| Refusal::new(Why::Key, "Send an AI group's key"))?;
    let id = keys::tenant_of(text).ok_or_else(wrong)?;
    let tenant = gateway.tenant(id).await.map_err(|e| {
        if e.code == kernel::error::code::NOT_FOUND { wrong() } else { Refusal::new(Why::Internal, "Try again") }
    })?;
    let snapshot = tenant.snapshot();
    let key = snapshot.keys.get(&secret::digest(text)).cloned().ok_or_else(wrong)?;
    if key.expires_at.is_some_and(|at| at <= now) {
        return Err(wrong());
    }
    if !tenant.is_usable() {
        return Err(Refusal::new(Why::Denied, "This tenant is suspended"));
    }
    if !key.networks.is_empty() && !ip.is_some_and(|ip| key.networks.iter().any(|net| net.contains(&ip))) {
        return Err(Refusal::new(Why::Denied, "This key may not be used from this address"));
    }
    let group = snapshot.groups.get(&key.group).cloned().ok_or_else(wrong)?;
    if !group.is_active {
        return Err(Refusal::new(Why::Denied, "The group is not active"));
    }
    Ok(Who { tenant, snapshot, group, key })
}

/// A key may be for some models only.
pub fn may_ask(key: &Key, model: &str) -> Result<(), Refusal> {
    let is_listed = key.models.is_empty() || model == ANY_MODEL || key.models.iter().any(|m| m == model);
    match is_listed {
        true => Ok(()),
        false => Err(Refusal::new(Why::Model, format!("The model '{model}' is not offered to this key"))),
    }
}

/// The names that a key's group can ask for.
pub fn models(who: &Who) -> Vec<String> {
    let accounts = who.group.drawn.iter().map(|d| &d.account).filter(|a| a.is_enabled);
    let mut names: Vec<String> = accounts.flat_map(|a| a.models.iter().chain(&a.current_model)).cloned().collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| may_ask(&who.key, name).is_ok());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_where_each_sdk_puts_it() {
        let with = |name: &'static str, value: &str| {
            HeaderMap::from_iter([(http::HeaderName::from_static(name), value.parse().unwrap())])
        };
        assert_eq!(presented(&with("authorization", "Bearer k1"), None), Some("k1"));
        assert_eq!(presented(&with("x-api-key", "k2"), None), Some("k2"));
        assert_eq!(presented(&with("x-goog-api-key", "k3"), None), Some("k3"));
        assert_eq!(presented(&HeaderMap::new(), Some("alt=sse&key=k4")), Some("k4"));
        assert_eq!(presented(&with("authorization", "Basic k1"), Some("key=")), None);
    }
}
