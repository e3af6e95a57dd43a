//! Errors in the clients' own shapes.

use std::time::Duration;

use ai::wire::{
    Dialect, ErrorKind, Failure, Fault, Provider, Verdict, client_error, encode_error, encode_stream_error,
};
use serde_json::{Value, json};

const BUSY: Failure = Failure {
    kind: ErrorKind::RateLimited,
    message: "slow down",
    param: None,
    retry_after: Some(Duration::from_millis(1_200)),
    request_id: "req-1",
};

fn body(surface: Dialect, failure: &Failure) -> (u16, Value, Vec<(&'static str, String)>) {
    let reply = encode_error(surface, failure);
    (reply.status, serde_json::from_slice(&reply.body).unwrap(), reply.headers)
}

#[test]
fn each_dialect_has_its_own_shape_and_all_say_when_to_come_back() {
    let (status, openai, headers) = body(Dialect::OpenAiChat, &BUSY);
    assert_eq!(status, 429);
    assert_eq!(
        openai,
        json!({ "error": { "message": "slow down", "type": "requests", "param": null, "code": "rate_limit_exceeded" } })
    );
    assert!(headers.contains(&("retry-after", "2".into())) && headers.contains(&("retry-after-ms", "1200".into())));
    assert!(headers.contains(&("x-request-id", "req-1".into())));
    let (_, anthropic, headers) = body(Dialect::Anthropic, &BUSY);
    assert_eq!(
        anthropic,
        json!({ "type": "error", "error": { "type": "rate_limit_error", "message": "slow down" }, "request_id": "req-1" })
    );
    assert!(headers.contains(&("request-id", "req-1".into())));
    let (_, gemini, _) = body(Dialect::Gemini, &BUSY);
    assert_eq!(gemini["error"]["status"], "RESOURCE_EXHAUSTED");
    assert_eq!((&gemini["error"]["code"], &gemini["error"]["details"][0]["retryDelay"]), (&json!(429), &json!("1.2s")));
}

#[test]
fn a_spent_budget_does_not_make_the_sdks_try_again() {
    for surface in Dialect::ALL {
        let (status, _, headers) = body(surface, &Failure { kind: ErrorKind::BudgetSpent, retry_after: None, ..BUSY });
        assert_eq!(status, 402);
        assert!(headers.contains(&("x-should-retry", "false".into())));
    }
}

#[test]
fn a_wrong_field_is_named() {
    let wrong = Failure { kind: ErrorKind::InvalidRequest, param: Some("messages[0].role"), retry_after: None, ..BUSY };
    assert_eq!(body(Dialect::OpenAiChat, &wrong).1["error"]["param"], "messages[0].role");
    assert_eq!(body(Dialect::Anthropic, &wrong).1["error"]["message"], "messages[0].role: slow down");
    let gemini = body(Dialect::Gemini, &wrong).1;
    assert_eq!(gemini["error"]["details"][0]["fieldViolations"][0]["field"], "messages[0].role");
}

#[test]
fn a_stream_that_breaks_says_so_and_never_that_it_is_done() {
    for surface in Dialect::CHAT {
        let text = String::from_utf8(encode_stream_error(surface, &BUSY, 5).to_vec()).unwrap();
        assert!(text.contains("slow down") && text.ends_with("\n\n"), "{text}");
        for end in ["[DONE]", "message_stop", "response.completed", "finishReason"] {
            assert!(!text.contains(end));
        }
    }
    let responses = String::from_utf8(encode_stream_error(Dialect::OpenAiResponses, &BUSY, 5).to_vec()).unwrap();
    assert!(responses.starts_with("event: error\n") && responses.contains("\"sequence_number\":5"));
}

#[test]
fn what_a_vendor_refuses_reaches_the_client_in_the_clients_dialect() {
    let told =
        bytes::Bytes::from_static(br#"{"type":"error","error":{"type":"invalid_request_error","message":"too long"}}"#);
    let verdict = Verdict { fault: Fault::ContextLength, message: "too long".into(), code: None };
    let same = client_error(Provider::Anthropic, Dialect::Anthropic, 400, &told, &verdict, "r");
    assert_eq!((same.status, &same.body), (400, &told));
    let other = client_error(Provider::Anthropic, Dialect::OpenAiChat, 400, &told, &verdict, "r");
    let body: Value = serde_json::from_slice(&other.body).unwrap();
    assert_eq!((other.status, &body["error"]["code"]), (400, &json!("context_length_exceeded")));
}
