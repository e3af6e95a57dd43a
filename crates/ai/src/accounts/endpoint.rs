//! What an address of a provider may look like. Where it leads is checked when it is connected to
//! ([`crate::connector`]), because a name may lead elsewhere tomorrow.

use http::Uri;
use kernel::{Error, Result};

use super::model::ServiceType;
use crate::connector::Allowed;

/// The address as it is kept: without a slash at the end; none = the provider's own.
pub fn check(service: ServiceType, endpoint: Option<&str>, allowed: &Allowed) -> Result<Option<String>> {
    let Some(text) = endpoint.map(str::trim).filter(|t| !t.is_empty()) else {
        return match service.default_endpoint() {
            Some(_) => Ok(None),
            None => Err(Error::field("apiEndpoint", "is required for this type of service")),
        };
    };
    let wrong = |message: &str| Error::field("apiEndpoint", message);
    let uri: Uri = text.parse().map_err(|_| wrong("must be a URL"))?;
    let host = uri.host().ok_or_else(|| wrong("must be a URL that begins with https://"))?;
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if allowed.has_private() => {}
        _ => return Err(wrong("must begin with https://")),
    }
    if uri.authority().is_some_and(|a| a.as_str().contains('@')) || uri.query().is_some() {
        return Err(wrong("must not hold a user name or a query"));
    }
    if !allowed.permits_literal(host) {
        return Err(wrong("must not be an address of a private network"));
    }
    Ok(Some(text.trim_end_matches('/').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_public_and_encrypted_unless_the_operator_allows_others() {
        let none = Allowed::new(&[]);
        let of = |text: &str, allowed| check(ServiceType::Openai, Some(text), allowed).ok().flatten();
        assert_eq!(of("https://api.example.com/v1/", &none).as_deref(), Some("https://api.example.com/v1"));
        for refused in [
            "http://api.example.com/v1",
            "https://127.0.0.1/v1",
            "https://[::1]/v1",
            "https://169.254.169.254/latest",
            "https://user:pass@api.example.com",
            "https://api.example.com/?x=1",
            "ftp://api.example.com",
            "nonsense",
        ] {
            assert_eq!(of(refused, &none), None, "{refused}");
        }
        assert!(of("http://127.0.0.1:9100/v1", &Allowed::new(&["127.0.0.0/8".parse().unwrap()])).is_some());
        assert!(check(ServiceType::Compatible, None, &none).is_err());
        assert_eq!(check(ServiceType::Claude, Some(" "), &none).unwrap(), None);
    }
}
