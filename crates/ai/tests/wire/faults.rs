//! Whose fault it is, by the vendors' own words.

use std::time::{Duration, SystemTime};

use ai::wire::{Fault, Provider, classify_upstream};
use http::{HeaderMap, HeaderName, HeaderValue};

fn judge(provider: Provider, status: u16, headers: &[(&str, &str)], body: &str) -> Fault {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(HeaderName::try_from(*name).unwrap(), HeaderValue::try_from(*value).unwrap());
    }
    let now = httpdate::parse_http_date("Sat, 28 Nov 2026 08:00:00 GMT").unwrap();
    classify_upstream(provider, status, &map, body.as_bytes(), now).fault
}

#[test]
fn each_vendors_refusals_are_attributed() {
    use Provider::{Anthropic, Compatible, DeepSeek, Gemini, OpenAi, Qwen};
    let limited = Fault::RateLimited { retry_after: None };
    let overloaded = Fault::Overloaded { retry_after: None };
    let openai = |kind: &str, code: &str| {
        format!(r#"{{"error":{{"message":"m","type":"{kind}","param":null,"code":"{code}"}}}}"#)
    };
    let anthropic =
        |kind: &str, text: &str| format!(r#"{{"type":"error","error":{{"type":"{kind}","message":"{text}"}}}}"#);
    let gemini = |status: &str, text: &str, details: &str| {
        format!(r#"{{"error":{{"code":400,"message":"{text}","status":"{status}","details":[{details}]}}}}"#)
    };
    let cases: &[(Provider, u16, String, Fault)] = &[
        (OpenAi, 401, openai("invalid_request_error", "invalid_api_key"), Fault::CredentialDead),
        (OpenAi, 429, openai("requests", "rate_limit_exceeded"), limited),
        (OpenAi, 429, openai("insufficient_quota", "insufficient_quota"), Fault::QuotaExhausted),
        (OpenAi, 400, openai("invalid_request_error", "context_length_exceeded"), Fault::ContextLength),
        (OpenAi, 400, openai("invalid_request_error", "content_policy_violation"), Fault::ContentRefused),
        (OpenAi, 400, openai("invalid_request_error", ""), Fault::Client),
        (OpenAi, 404, openai("invalid_request_error", "model_not_found"), Fault::ModelMissing),
        (OpenAi, 403, openai("invalid_request_error", "model_not_found"), Fault::ModelMissing),
        (OpenAi, 403, openai("invalid_request_error", "unsupported_country_region_territory"), Fault::CredentialDead),
        (OpenAi, 500, openai("server_error", ""), Fault::ServerError),
        (OpenAi, 503, openai("server_error", ""), overloaded),
        (OpenAi, 502, "<html>bad gateway</html>".into(), Fault::ServerError),
        (OpenAi, 418, openai("", ""), Fault::Client),
        (OpenAi, 408, String::new(), Fault::ServerError),
        (Anthropic, 529, anthropic("overloaded_error", "Overloaded"), overloaded),
        (Anthropic, 429, anthropic("rate_limit_error", "slow down"), limited),
        (Anthropic, 401, anthropic("authentication_error", "invalid x-api-key"), Fault::CredentialDead),
        (Anthropic, 403, anthropic("permission_error", "no"), Fault::CredentialDead),
        (Anthropic, 400, anthropic("invalid_request_error", "Your credit balance is too low to access"), Fault::QuotaExhausted),
        (Anthropic, 402, anthropic("billing_error", "pay"), Fault::QuotaExhausted),
        (Anthropic, 400, anthropic("invalid_request_error", "prompt is too long: 210000 tokens > 200000"), Fault::ContextLength),
        (Anthropic, 413, anthropic("request_too_large", "big"), Fault::Client),
        (Anthropic, 400, anthropic("invalid_request_error", "max_tokens: Field required"), Fault::Client),
        (Gemini, 400, gemini("INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", r#"{"reason":"API_KEY_INVALID"}"#), Fault::CredentialDead),
        (Gemini, 400, gemini("FAILED_PRECONDITION", "User location is not supported for the API use.", ""), Fault::CredentialDead),
        (Gemini, 400, gemini("INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed", ""), Fault::ContextLength),
        (Gemini, 403, gemini("PERMISSION_DENIED", "no", ""), Fault::CredentialDead),
        (Gemini, 429, gemini("RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan", ""), limited),
        (Gemini, 429, gemini("RESOURCE_EXHAUSTED", "q", r#"{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}"#), Fault::QuotaExhausted),
        (Gemini, 503, gemini("UNAVAILABLE", "overloaded", ""), overloaded),
        (Gemini, 503, format!("[{}]", gemini("UNAVAILABLE", "overloaded", "")), overloaded),
        (Qwen, 400, openai("data_inspection_failed", "data_inspection_failed"), Fault::ContentRefused),
        (Qwen, 400, openai("Arrearage", "Arrearage"), Fault::QuotaExhausted),
        (Qwen, 403, openai("invalid_request_error", "AccessDenied.Unpurchased"), Fault::ModelMissing),
        (Qwen, 400, r#"{"error":{"message":"Range of input length should be [1, 30720]","type":"invalid_request_error","code":"invalid_parameter_error"}}"#.into(), Fault::ContextLength),
        (DeepSeek, 402, openai("unknown_error", "invalid_request_error"), Fault::QuotaExhausted),
        (DeepSeek, 400, r#"{"error":{"message":"Content Exists Risk","type":"invalid_request_error"}}"#.into(), Fault::ContentRefused),
        // vLLM and Ollama.
        (Compatible, 400, r#"{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400}"#.into(), Fault::ContextLength),
        (Compatible, 404, r#"{"error":"model 'x' not found"}"#.into(), Fault::ModelMissing),
        (Compatible, 422, r#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#.into(), Fault::Client),
        (Compatible, 200, "<html>".into(), Fault::Garbage),
    ];
    for (provider, status, body, fault) in cases {
        assert_eq!(judge(*provider, *status, &[], body), *fault, "{provider:?} {status} {body}");
    }
}

#[test]
fn every_form_of_a_wait_is_read() {
    let wait = |headers: &[(&str, &str)], body: &str| match judge(Provider::OpenAi, 429, headers, body) {
        Fault::RateLimited { retry_after } => retry_after.map(|d| d.as_millis()),
        other => panic!("{other:?}"),
    };
    assert_eq!(wait(&[("retry-after", "20")], "{}"), Some(20_000));
    assert_eq!(wait(&[("retry-after", "1.5")], "{}"), Some(1_500));
    assert_eq!(wait(&[("retry-after-ms", "250"), ("retry-after", "20")], "{}"), Some(250));
    assert_eq!(wait(&[("retry-after", "Sat, 28 Nov 2026 08:01:30 GMT")], "{}"), Some(90_000));
    assert_eq!(wait(&[("retry-after", "Sat, 28 Nov 2026 07:00:00 GMT")], "{}"), Some(0));
    assert_eq!(wait(&[], r#"{"error":{"code":429,"details":[{"retryDelay":"34.5s"}]}}"#), Some(34_500));
    let resets = [
        ("x-ratelimit-remaining-requests", "0"),
        ("x-ratelimit-reset-requests", "1m2.5s"),
        ("x-ratelimit-remaining-tokens", "900"),
        ("x-ratelimit-reset-tokens", "6h"),
    ];
    assert_eq!(wait(&resets, "{}"), Some(62_500));
    // Nonsense is no wait, and no vendor locks an account for a year.
    assert_eq!(wait(&[("retry-after", "soon")], "{}"), None);
    assert_eq!(wait(&[("retry-after", "NaN")], "{}"), None);
    assert_eq!(wait(&[("retry-after", "-5")], "{}"), Some(0));
    assert_eq!(wait(&[("retry-after", "31536000")], "{}"), Some(86_400_000));
    let overloaded = judge(Provider::Anthropic, 529, &[("retry-after", "3")], "{}");
    assert_eq!(overloaded, Fault::Overloaded { retry_after: Some(Duration::from_secs(3)) });
}

#[test]
fn a_vendors_words_are_kept_within_bounds() {
    let body = format!(r#"{{"error":{{"message":"{}","code":"c"}}}}"#, "长".repeat(5_000));
    let verdict = classify_upstream(Provider::OpenAi, 400, &HeaderMap::new(), body.as_bytes(), SystemTime::UNIX_EPOCH);
    assert_eq!((verdict.message.chars().count(), verdict.code.as_deref()), (500, Some("c")));
    let silent = classify_upstream(Provider::OpenAi, 502, &HeaderMap::new(), b"", SystemTime::UNIX_EPOCH);
    assert_eq!(silent.message, "the provider answered with status 502");
}
