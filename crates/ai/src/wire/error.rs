//! What goes wrong, told to each client in the words of the API that it speaks.

use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use super::Dialect;

/// A body that cannot be understood, or that asks for what the chosen vendor cannot do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct WireError {
    pub message: String,
    /// Where: `messages[2].content[0].type`.
    pub param: Option<String>,
}

impl WireError {
    pub fn at(param: impl Into<String>, message: impl Into<String>) -> Self {
        let param = param.into();
        let param = (!param.is_empty()).then_some(param);
        Self { message: message.into(), param }
    }

    pub fn unsupported(param: &str, vendor: &str) -> Self {
        Self::at(param, format!("'{param}' cannot be passed on to {vendor}, which has no such notion"))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    InvalidRequest,
    Authentication,
    /// The budget is spent. Not 429: the SDKs would try again by themselves.
    BudgetSpent,
    Denied,
    NotFound,
    /// No operation of the API has this path.
    NoPath,
    /// The path is one, but not by this method.
    Method,
    TooLarge,
    ContextLength,
    ContentRefused,
    RateLimited,
    Internal,
    /// The vendor failed or answered garbage.
    Upstream,
    Overloaded,
    Timeout,
}

#[derive(Debug, Clone)]
pub struct Failure<'a> {
    pub kind: ErrorKind,
    pub message: &'a str,
    pub param: Option<&'a str>,
    pub retry_after: Option<Duration>,
    pub request_id: &'a str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorReply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
}

impl ErrorKind {
    pub fn status(self) -> u16 {
        match self {
            Self::InvalidRequest | Self::ContextLength | Self::ContentRefused => 400,
            Self::Authentication => 401,
            Self::BudgetSpent => 402,
            Self::Denied => 403,
            Self::NotFound | Self::NoPath => 404,
            Self::Method => 405,
            Self::TooLarge => 413,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Upstream => 502,
            Self::Overloaded => 503,
            Self::Timeout => 504,
        }
    }

    /// OpenAI's `type` and `code`.
    fn openai(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::InvalidRequest => ("invalid_request_error", None),
            Self::NoPath => ("invalid_request_error", Some("unknown_url")),
            Self::Method => ("invalid_request_error", Some("method_not_supported")),
            Self::ContextLength => ("invalid_request_error", Some("context_length_exceeded")),
            Self::ContentRefused => ("invalid_request_error", Some("content_policy_violation")),
            Self::TooLarge => ("invalid_request_error", Some("request_too_large")),
            Self::Authentication => ("invalid_request_error", Some("invalid_api_key")),
            Self::BudgetSpent => ("insufficient_quota", Some("budget_exceeded")),
            Self::Denied => ("permission_error", Some("permission_denied")),
            Self::NotFound => ("invalid_request_error", Some("model_not_found")),
            Self::RateLimited => ("requests", Some("rate_limit_exceeded")),
            Self::Internal => ("server_error", None),
            Self::Upstream => ("server_error", Some("upstream_error")),
            Self::Overloaded => ("server_error", Some("overloaded")),
            Self::Timeout => ("server_error", Some("timeout")),
        }
    }

    fn anthropic(self) -> &'static str {
        match self {
            Self::InvalidRequest | Self::Method | Self::ContextLength | Self::ContentRefused => "invalid_request_error",
            Self::Authentication => "authentication_error",
            Self::BudgetSpent => "billing_error",
            Self::Denied => "permission_error",
            Self::NotFound | Self::NoPath => "not_found_error",
            Self::TooLarge => "request_too_large",
            Self::RateLimited => "rate_limit_error",
            Self::Internal | Self::Upstream => "api_error",
            Self::Overloaded => "overloaded_error",
            Self::Timeout => "timeout_error",
        }
    }

    fn gemini(self) -> &'static str {
        match self {
            Self::InvalidRequest | Self::ContextLength | Self::ContentRefused | Self::TooLarge => "INVALID_ARGUMENT",
            Self::Authentication => "UNAUTHENTICATED",
            Self::BudgetSpent => "FAILED_PRECONDITION",
            Self::Denied => "PERMISSION_DENIED",
            Self::NotFound | Self::NoPath => "NOT_FOUND",
            Self::Method => "UNIMPLEMENTED",
            Self::RateLimited => "RESOURCE_EXHAUSTED",
            Self::Internal => "INTERNAL",
            Self::Upstream | Self::Overloaded => "UNAVAILABLE",
            Self::Timeout => "DEADLINE_EXCEEDED",
        }
    }
}

/// The whole reply to a request that failed before anything was sent.
pub fn encode_error(surface: Dialect, failure: &Failure) -> ErrorReply {
    let kind = failure.kind;
    let mut headers = vec![("content-type", "application/json".to_owned())];
    if let Some(wait) = failure.retry_after {
        // Rounded up: a client that comes back too early only fails again.
        headers.push(("retry-after", wait.as_millis().div_ceil(1_000).to_string()));
        headers.push(("retry-after-ms", wait.as_millis().to_string()));
    }
    if kind == ErrorKind::BudgetSpent {
        headers.push(("x-should-retry", "false".into()));
    }
    if !failure.request_id.is_empty() {
        let name = if surface == Dialect::Anthropic { "request-id" } else { "x-request-id" };
        headers.push((name, failure.request_id.to_owned()));
    }
    let body = body(surface, failure).to_string().into();
    ErrorReply { status: kind.status(), headers, body }
}

/// What ends a stream that had begun and cannot go on: the dialect's error event, and never its good end.
/// It begins a new frame, whatever was sent before it. `sequence` counts OpenAI's response events.
pub fn encode_stream_error(surface: Dialect, failure: &Failure, sequence: u64) -> Bytes {
    match surface {
        Dialect::Anthropic => format!("event: error\ndata: {}\n\n", body(surface, failure)),
        Dialect::OpenAiResponses => {
            let (_, code) = failure.kind.openai();
            let event = json!({ "type": "error", "code": code.unwrap_or("server_error"), "message": failure.message,
                "param": failure.param, "sequence_number": sequence });
            format!("event: error\ndata: {event}\n\n")
        }
        Dialect::OpenAiChat | Dialect::OpenAiEmbeddings | Dialect::Gemini => {
            format!("data: {}\n\n", body(surface, failure))
        }
    }
    .into()
}

fn body(surface: Dialect, failure: &Failure) -> serde_json::Value {
    let Failure { kind, message, param, .. } = *failure;
    match surface {
        Dialect::OpenAiChat | Dialect::OpenAiResponses | Dialect::OpenAiEmbeddings => {
            let (r#type, code) = kind.openai();
            json!({ "error": { "message": message, "type": r#type, "param": param, "code": code } })
        }
        Dialect::Anthropic => {
            let message = match param {
                Some(param) if !message.contains(param) => format!("{param}: {message}"),
                _ => message.to_owned(),
            };
            json!({ "type": "error", "error": { "type": kind.anthropic(), "message": message },
                "request_id": failure.request_id })
        }
        Dialect::Gemini => {
            let mut details = Vec::new();
            if let Some(param) = param {
                details.push(json!({ "@type": "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations": [{ "field": param, "description": message }] }));
            }
            if let Some(wait) = failure.retry_after {
                details.push(json!({ "@type": "type.googleapis.com/google.rpc.RetryInfo",
                    "retryDelay": format!("{}s", wait.as_millis() as f64 / 1_000.0) }));
            }
            let mut error = json!({ "code": kind.status(), "message": message, "status": kind.gemini() });
            if !details.is_empty() {
                error["details"] = details.into();
            }
            json!({ "error": error })
        }
    }
}
