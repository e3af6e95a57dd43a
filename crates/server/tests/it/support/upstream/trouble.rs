//! How vendors fail.

use std::time::Duration;

use axum::{
    Json,
    body::Bytes,
    http::{HeaderName, HeaderValue, StatusCode},
    response::{Html, IntoResponse, Response},
};
use futures_util::{Stream, stream};
use serde_json::json;

use super::{End, Frame, Vendor, ledger::Entry};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Takes the request and never answers.
    Stall,
    /// Answers after a while.
    Slow(Duration),
    /// 429 with a time to wait, in the vendor's own way.
    Limited(Duration),
    /// 429, and waiting does not help.
    Broke,
    Overloaded,
    Broken,
    /// 401.
    Locked,
    TooLong,
    /// The vendor's inspection of the content refuses.
    Unseemly,
    /// 404: no such model.
    Unknown,
    /// A page instead of an answer.
    Garbage,
    /// The connection of a stream breaks after so many bytes.
    Cut(usize),
    /// The stream ends after so many pieces as if nothing were missing.
    Short(usize),
    /// After so many pieces comes the vendor's error event.
    ErrorAfter(usize),
    /// After so many pieces nothing more comes.
    Silent(usize),
}

impl Trouble {
    /// The part of a model's name after its `+`: `gpt-4o-mini+cut`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "stall" => Self::Stall,
            "slow" => Self::Slow(Duration::from_millis(300)),
            "429" => Self::Limited(Duration::from_secs(7)),
            "broke" => Self::Broke,
            "overloaded" => Self::Overloaded,
            "500" => Self::Broken,
            "401" => Self::Locked,
            "long" => Self::TooLong,
            "unseemly" => Self::Unseemly,
            "404" => Self::Unknown,
            "garbage" => Self::Garbage,
            "cut" => Self::Cut(700),
            "short" => Self::Short(3),
            "error" => Self::ErrorAfter(3),
            "silent" => Self::Silent(3),
            _ => return None,
        })
    }

    pub fn wait(&self) -> Option<Duration> {
        match self {
            // Longer than any test waits.
            Self::Stall => Some(Duration::from_secs(3_600)),
            Self::Slow(wait) => Some(*wait),
            _ => None,
        }
    }

    /// What comes instead of an answer.
    pub fn response(&self, vendor: Vendor) -> Option<Response> {
        Some(match self {
            Self::Limited(wait) => limited(vendor, *wait),
            Self::Broke => match vendor {
                Vendor::OpenAi => openai(
                    429,
                    "You exceeded your current quota, please check your plan and billing details.",
                    "insufficient_quota",
                    "insufficient_quota",
                ),
                Vendor::Anthropic => vendor.refuse(400, "Your credit balance is too low to access the Anthropic API."),
                Vendor::Gemini => {
                    let violation = json!({ "@type": "type.googleapis.com/google.rpc.QuotaFailure",
                        "violations": [{ "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] });
                    google(429, "You exceeded your current quota.", "RESOURCE_EXHAUSTED", &violation)
                }
            },
            Self::Overloaded => vendor.refuse(if vendor == Vendor::Anthropic { 529 } else { 503 }, "overloaded"),
            Self::Broken => vendor.refuse(500, "The server had an error while processing your request"),
            Self::Locked => vendor.refuse(401, "the key is not valid"),
            Self::TooLong => match vendor {
                Vendor::OpenAi => openai(
                    400,
                    "This model's maximum context length is 128000 tokens.",
                    "invalid_request_error",
                    "context_length_exceeded",
                ),
                Vendor::Anthropic => vendor.refuse(400, "prompt is too long: 210000 tokens > 200000 maximum"),
                Vendor::Gemini => vendor.refuse(
                    400,
                    "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                ),
            },
            Self::Unseemly => openai(
                400,
                "Output data may contain inappropriate content.",
                "data_inspection_failed",
                "data_inspection_failed",
            ),
            Self::Unknown => vendor.refuse(404, "the model does not exist"),
            Self::Garbage => Html("<html><body>It works!</body></html>").into_response(),
            _ => return None,
        })
    }
}

fn openai(status: u16, message: &str, kind: &str, code: &str) -> Response {
    let body = json!({ "error": { "message": message, "type": kind, "param": null, "code": code } });
    (StatusCode::from_u16(status).unwrap(), Json(body)).into_response()
}

fn google(status: u16, message: &str, state: &str, detail: &serde_json::Value) -> Response {
    let body = json!({ "error": { "code": status, "message": message, "status": state, "details": [detail] } });
    (StatusCode::from_u16(status).unwrap(), Json(body)).into_response()
}

fn limited(vendor: Vendor, wait: Duration) -> Response {
    match vendor {
        Vendor::Gemini => {
            let delay = format!("{}s", wait.as_secs_f64());
            let info = json!({ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay });
            google(429, "Resource has been exhausted (e.g. check quota).", "RESOURCE_EXHAUSTED", &info)
        }
        _ => {
            let mut response = match vendor {
                Vendor::OpenAi => openai(429, "Rate limit reached", "requests", "rate_limit_exceeded"),
                _ => vendor.refuse(429, "Number of requests has exceeded your rate limit"),
            };
            let seconds = HeaderValue::from(wait.as_millis().div_ceil(1_000) as u64);
            response.headers_mut().insert(HeaderName::from_static("retry-after"), seconds);
            response
        }
    }
}

/// The bytes of a stream, with whatever befalls it.
pub fn stream(
    vendor: Vendor,
    frames: Vec<Frame>,
    entry: Entry,
    trouble: Option<Trouble>,
    gap: Duration,
) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    struct Progress {
        frames: std::vec::IntoIter<Frame>,
        entry: Entry,
        sent: usize,
        pieces: usize,
        cut: bool,
        over: bool,
    }
    let start = Progress { frames: frames.into_iter(), entry, sent: 0, pieces: 0, cut: false, over: false };
    stream::unfold(start, move |mut at| {
        let trouble = trouble.clone();
        async move {
            if at.over {
                return None;
            }
            if at.cut {
                at.over = true;
                // Time for the server to flush.
                tokio::time::sleep(Duration::from_millis(5)).await;
                return Some((Err(std::io::Error::other("cut")), at));
            }
            if at.pieces > 0 && !gap.is_zero() {
                tokio::time::sleep(gap).await;
            }
            match trouble {
                Some(Trouble::Short(pieces)) if at.pieces >= pieces => {
                    at.entry.ended(End::Cut);
                    return None;
                }
                Some(Trouble::Silent(pieces)) if at.pieces >= pieces => std::future::pending().await,
                Some(Trouble::ErrorAfter(pieces)) if at.pieces >= pieces => {
                    at.entry.ended(End::Cut);
                    at.over = true;
                    return Some((Ok(Bytes::from(error_event(vendor))), at));
                }
                _ => {}
            }
            let frame = at.frames.next()?;
            at.entry.wrote(frame.tokens);
            if let Some(Trouble::Cut(bytes)) = trouble
                && at.sent + frame.text.len() > bytes
            {
                at.entry.ended(End::Cut);
                at.cut = true;
                // What was written reaches the client before the connection breaks.
                let left = &frame.text.as_bytes()[..bytes.saturating_sub(at.sent)];
                return Some((Ok(Bytes::copy_from_slice(left)), at));
            }
            at.sent += frame.text.len();
            at.pieces += 1;
            // Whoever has read the last piece need not wait for the end behind it.
            if at.frames.len() == 0 {
                at.entry.ended(End::Whole);
            }
            Some((Ok(Bytes::from(frame.text)), at))
        }
    })
}

fn error_event(vendor: Vendor) -> String {
    match vendor {
        Vendor::OpenAi => format!(
            "data: {}\n\n",
            json!({ "error": { "message": "The server had an error", "type": "server_error", "param": null, "code": null } })
        ),
        Vendor::Anthropic => format!(
            "event: error\ndata: {}\n\n",
            json!({ "type": "error", "error": { "type": "overloaded_error", "message": "Overloaded" } })
        ),
        Vendor::Gemini => format!(
            "data: {}\n\n",
            json!({ "error": { "code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE" } })
        ),
    }
}
