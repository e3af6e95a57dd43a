//! Whose fault a vendor's answer is, and how long to leave the account alone.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use serde::Deserialize;

use super::Provider;

/// What a failed attempt says about the request and the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The request itself is wrong: no other account would help, and this one did nothing wrong.
    Client,
    /// The vendor does not accept the key.
    CredentialDead,
    /// Come back later; the time is a floor.
    RateLimited {
        retry_after: Option<Duration>,
    },
    /// The account has no money or no quota left.
    QuotaExhausted,
    Overloaded {
        retry_after: Option<Duration>,
    },
    ServerError,
    /// Too long for this model: a bigger one may take it.
    ContextLength,
    /// The vendor's inspection of the content refused it: the caller's doing.
    ContentRefused,
    /// This account's endpoint does not have the model.
    ModelMissing,
    /// Not an answer in the vendor's format, or one that broke off.
    Garbage,
}

/// A fault and the vendor's own words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub fault: Fault,
    pub message: String,
    pub code: Option<String>,
}

/// Longest message of a vendor that is kept, in characters.
const MESSAGE_MAX: usize = 500;

/// The errors of all vendors in one: each has some of the fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    error: Option<Inner>,
    /// vLLM and DashScope put the parts at the top.
    message: Option<serde_json::Value>,
    code: Option<serde_json::Value>,
    r#type: Option<String>,
    detail: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Inner {
    Parts(Parts),
    /// Ollama.
    Text(String),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Parts {
    message: Option<serde_json::Value>,
    r#type: Option<String>,
    code: Option<serde_json::Value>,
    status: Option<String>,
    details: Vec<Detail>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Detail {
    #[serde(rename = "retryDelay")]
    retry_delay: Option<String>,
    reason: Option<String>,
    violations: Vec<Violation>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Violation {
    #[serde(rename = "quotaId")]
    quota_id: Option<String>,
}

/// Judges an answer that is not a 2xx, or an error body that came after one.
pub fn classify_upstream(
    provider: Provider,
    status: u16,
    headers: &HeaderMap,
    body: &[u8],
    now: SystemTime,
) -> Verdict {
    // Gemini's stream that was not asked for as SSE wraps its error in an array.
    let told: Option<Told> = serde_json::from_slice(body)
        .ok()
        .or_else(|| serde_json::from_slice::<Vec<Told>>(body).ok().and_then(|mut list| list.pop()));
    let understood = told.is_some();
    let told = told.unwrap_or_default();
    let (parts, text) = match told.error {
        Some(Inner::Parts(parts)) => (parts, None),
        Some(Inner::Text(text)) => (Parts::default(), Some(text)),
        None => (Parts { r#type: told.r#type, code: told.code, message: told.message, ..Parts::default() }, None),
    };
    let message = text
        .or_else(|| parts.message.as_ref().map(words))
        .or_else(|| told.detail.as_ref().map(words))
        .filter(|m| !m.trim().is_empty())
        .unwrap_or_else(|| format!("the provider answered with status {status}"));
    let message: String = message.chars().take(MESSAGE_MAX).collect();
    let reasons: Vec<&str> = parts.details.iter().filter_map(|d| d.reason.as_deref()).collect();
    let code = parts.code.as_ref().map(words).filter(|c| !c.is_empty());
    // An error inside a stream comes after a 200; Google's names its own status.
    let named = parts.code.as_ref().and_then(serde_json::Value::as_u64).and_then(|c| u16::try_from(c).ok());
    let status = if status < 300 { named.filter(|c| (400..600).contains(c)).unwrap_or(status) } else { status };
    let clue = Clue {
        provider,
        status,
        kind: parts.r#type.as_deref().unwrap_or(""),
        code: code.as_deref().unwrap_or(""),
        state: parts.status.as_deref().unwrap_or(""),
        reasons: &reasons,
        daily_quota: parts
            .details
            .iter()
            .flat_map(|d| &d.violations)
            .any(|v| v.quota_id.as_deref().is_some_and(|id| id.contains("PerDay"))),
        message: message.to_ascii_lowercase(),
        retry_after: retry_after(headers, now)
            .or_else(|| parts.details.iter().find_map(|d| duration(d.retry_delay.as_deref()?)))
            .or_else(|| limit_resets(headers)),
        understood,
    };
    Verdict { fault: judge(&clue), message, code }
}

struct Clue<'a> {
    provider: Provider,
    status: u16,
    kind: &'a str,
    code: &'a str,
    state: &'a str,
    reasons: &'a [&'a str],
    daily_quota: bool,
    message: String,
    retry_after: Option<Duration>,
    understood: bool,
}

impl Clue<'_> {
    fn says(&self, any: &[&str]) -> bool {
        any.iter().any(|w| self.message.contains(w))
    }

    fn is(&self, any: &[&str]) -> bool {
        any.iter().any(|w| self.kind.eq_ignore_ascii_case(w) || self.code.eq_ignore_ascii_case(w))
    }
}

fn judge(clue: &Clue) -> Fault {
    let retry_after = clue.retry_after;
    if clue.is(&[
        "insufficient_quota",
        "billing_error",
        "billing_hard_limit_reached",
        "Arrearage",
        "billing_not_active",
    ]) || clue.status == 402
        || clue.says(&[
            "credit balance is too low",
            "insufficient balance",
            "exceeded your current quota, please check",
        ]) && clue.provider != Provider::Gemini
    {
        return Fault::QuotaExhausted;
    }
    match clue.status {
        401 => Fault::CredentialDead,
        403 if refused_content(clue) => Fault::ContentRefused,
        // DashScope and Gemini say so of one model; the key itself is good.
        403 if clue.is(&["AccessDenied", "Model.AccessDenied", "AccessDenied.Unpurchased", "model_not_found"]) => {
            Fault::ModelMissing
        }
        403 if clue.is(&["AllocationQuota.FreeTierOnly"]) => Fault::QuotaExhausted,
        403 => Fault::CredentialDead,
        404 => Fault::ModelMissing,
        400 | 413 | 422 => judge_request(clue),
        408 => Fault::ServerError,
        429 if clue.daily_quota => Fault::QuotaExhausted,
        429 if clue.is(&["engine_overloaded", "overloaded"]) => Fault::Overloaded { retry_after },
        429 => Fault::RateLimited { retry_after },
        503 | 529 => Fault::Overloaded { retry_after },
        500.. if clue.is(&["overloaded_error"]) || clue.state == "UNAVAILABLE" => Fault::Overloaded { retry_after },
        500.. => Fault::ServerError,
        409 | 425 => Fault::ServerError,
        400..=499 => Fault::Client,
        // An error that came inside a 2xx.
        _ if clue.is(&["overloaded_error"]) => Fault::Overloaded { retry_after },
        _ if clue.is(&["rate_limit_error", "rate_limit_exceeded"]) || clue.state == "RESOURCE_EXHAUSTED" => {
            Fault::RateLimited { retry_after }
        }
        _ if clue.is(&["authentication_error", "permission_error"]) => Fault::CredentialDead,
        _ if refused_content(clue) => Fault::ContentRefused,
        _ if clue.is(&["invalid_request_error"]) => judge_request(clue),
        _ if clue.understood && (!clue.kind.is_empty() || !clue.code.is_empty()) => Fault::ServerError,
        _ => Fault::Garbage,
    }
}

fn judge_request(clue: &Clue) -> Fault {
    // Gemini tells a bad key by a 400.
    if clue.reasons.contains(&"API_KEY_INVALID") || clue.says(&["api key not valid", "api key expired"]) {
        return Fault::CredentialDead;
    }
    if clue.is(&["context_length_exceeded"])
        || clue.says(&[
            "maximum context length",
            "context_length",
            "prompt is too long",
            "exceed context limit",
            "range of input length",
            "input token count",
            "exceeds the maximum number of tokens",
        ])
    {
        return Fault::ContextLength;
    }
    if refused_content(clue) {
        return Fault::ContentRefused;
    }
    if clue.is(&["model_not_found", "ModelNotFound"]) || clue.says(&["model not exist"]) {
        return Fault::ModelMissing;
    }
    match clue.state {
        // Gemini where it may not be used: no other request through this account would pass.
        "FAILED_PRECONDITION" => Fault::CredentialDead,
        _ => Fault::Client,
    }
}

fn refused_content(clue: &Clue) -> bool {
    clue.is(&[
        "content_filter",
        "content_policy_violation",
        "data_inspection_failed",
        "DataInspectionFailed",
        "DataInspection",
        "moderation_blocked",
    ]) || clue.says(&["inappropriate content", "content exists risk", "responsible ai policy"])
}

fn words(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// `retry-after-ms`, then `retry-after` in seconds or as a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
    if let Some(ms) = header("retry-after-ms").and_then(|v| v.parse::<f64>().ok()) {
        return seconds(ms / 1_000.0);
    }
    let value = header("retry-after")?;
    match value.parse::<f64>() {
        Ok(s) => seconds(s),
        Err(_) => httpdate::parse_http_date(value).ok().map(|at| at.duration_since(now).unwrap_or_default()),
    }
}

/// OpenAI's and Anthropic's limits, where no `retry-after` was sent: those with nothing left count.
fn limit_resets(headers: &HeaderMap) -> Option<Duration> {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
    ["requests", "tokens"]
        .into_iter()
        .filter(|what| header(&format!("x-ratelimit-remaining-{what}")).is_some_and(|left| left == "0"))
        .filter_map(|what| duration(header(&format!("x-ratelimit-reset-{what}"))?))
        .max()
}

/// Waits longer than a day are a vendor's mistake; so are endless and negative ones.
fn seconds(value: f64) -> Option<Duration> {
    const DAY: f64 = 86_400.0;
    value.is_finite().then(|| Duration::from_secs_f64(value.clamp(0.0, DAY)))
}

/// `1h2m3.5s`, `20ms`, `7.66s`: OpenAI's and Google's way of writing a time.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let mut total = 0.0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let value: f64 = rest.get(..digits)?.parse().ok()?;
        let unit_and_rest = rest.get(digits..)?;
        let end = unit_and_rest.find(|c: char| c.is_ascii_digit()).unwrap_or(unit_and_rest.len());
        let factor = match unit_and_rest.get(..end)? {
            "d" => 86_400.0,
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 0.001,
            "us" | "µs" => 0.000_001,
            _ => return None,
        };
        total += value * factor;
        rest = unit_and_rest.get(end..)?;
    }
    seconds(total)
}
