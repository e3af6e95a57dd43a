//! A call as it is recorded, as it is shown, and the filters of its list.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One metered request.
#[derive(Debug, Clone, Serialize, JsonSchema, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct ApiCall {
    pub id: i64,
    pub request_id: String,
    pub at: DateTime<Utc>,
    /// Null when the caller was not signed in.
    pub tenant_id: Option<i64>,
    pub tenant_name: Option<String>,
    /// `user/3`, `customer/9`, `api_key/2` or `anonymous`.
    pub principal: String,
    pub method: String,
    /// The declared path, such as `/api/v1/tickets/{id}`.
    pub route: String,
    pub path: String,
    pub status: i16,
    pub latency_ms: f64,
    pub request_bytes: i64,
    pub response_bytes: i64,
    pub ip: Option<String>,
}

#[derive(Debug, Clone)]
pub struct NewCall {
    pub request_id: String,
    pub at: DateTime<Utc>,
    pub tenant: Option<i64>,
    pub principal: String,
    pub method: String,
    pub route: String,
    pub path: String,
    pub status: i16,
    pub latency_us: i64,
    pub request_bytes: i64,
    pub response_bytes: i64,
    pub ip: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct CallFilter {
    /// Only this tenant's calls.
    #[garde(range(min = 1))]
    pub tenant_id: Option<i64>,
    #[garde(length(max = 10))]
    pub method: Option<String>,
    /// 2 to 5: the first digit of the status.
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    pub status_class: Option<i16>,
    /// Part of the path.
    #[garde(length(max = 200))]
    pub q: Option<String>,
    /// Only calls that took at least this many milliseconds.
    #[garde(range(min = 0, max = 3_600_000))]
    #[schemars(range(min = 0, max = 3_600_000))]
    pub min_ms: Option<i64>,
    /// Only calls before this id: the cursor of a long feed.
    #[garde(range(min = 1))]
    pub before: Option<i64>,
    #[garde(range(min = 1, max = 200))]
    #[schemars(range(min = 1, max = 200))]
    pub size: Option<i64>,
}

impl CallFilter {
    /// Lets every call through, whatever page is asked for.
    pub fn is_empty(&self) -> bool {
        self.tenant_id.is_none()
            && self.method.is_none()
            && self.status_class.is_none()
            && self.q.is_none()
            && self.min_ms.is_none()
    }

    /// The same question, asked of a call that was just recorded.
    pub fn matches(&self, call: &ApiCall) -> bool {
        self.tenant_id.is_none_or(|t| call.tenant_id == Some(t))
            && self.method.as_ref().is_none_or(|m| m.eq_ignore_ascii_case(&call.method))
            && self.status_class.is_none_or(|c| call.status / 100 == c)
            && self.q.as_ref().is_none_or(|q| call.path.contains(q.as_str()))
            && self.min_ms.is_none_or(|ms| call.latency_ms * 1000.0 >= (ms * 1000) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(status: i16, latency_ms: f64) -> ApiCall {
        ApiCall {
            id: 1,
            request_id: "r".into(),
            at: DateTime::UNIX_EPOCH,
            tenant_id: Some(7),
            tenant_name: None,
            principal: "user/1".into(),
            method: "GET".into(),
            route: "/api/v1/tickets".into(),
            path: "/api/v1/tickets".into(),
            status,
            latency_ms,
            request_bytes: 0,
            response_bytes: 0,
            ip: None,
        }
    }

    #[test]
    fn the_live_feed_applies_every_filter() {
        let all = CallFilter::default();
        assert!(all.matches(&call(200, 1.0)));
        assert!(!CallFilter { status_class: Some(5), ..all.clone() }.matches(&call(404, 1.0)));
        assert!(!CallFilter { tenant_id: Some(8), ..all.clone() }.matches(&call(200, 1.0)));
        assert!(!CallFilter { min_ms: Some(2), ..all.clone() }.matches(&call(200, 1.9)));
        assert!(CallFilter { min_ms: Some(2), method: Some("get".into()), ..all.clone() }.matches(&call(200, 2.0)));
        assert!(!CallFilter { q: Some("users".into()), ..all }.matches(&call(200, 1.0)));
    }
}
