//! The same dialect on both sides: bytes go through as they are.

use ai::wire::{Dialect, Fault, GeminiPath, Pipe, Provider, Usage, UsageScanner, answer, peek, upstream};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::{client, vendors};

fn passed(provider: Provider, surface: Dialect, body: &str, model: &str) -> String {
    let body = Bytes::from(body.to_owned());
    let path = GeminiPath::parse("asked:generateContent", None);
    let head = peek(surface, path.as_ref(), &body).unwrap();
    String::from_utf8(upstream(provider, surface, &head, &body, model).unwrap().body.to_vec()).unwrap()
}

#[test]
fn only_the_model_changes_and_what_is_unknown_stays() {
    let body = "{ \"messages\":[{\"role\":\"user\",\"content\":\"\\u4f60 \\\"model\\\": 1.0\"}],\n\t\"model\" : \"mine\", \"new_thing\":{\"b\":1e2,\"a\":[ ]}}";
    let theirs = passed(Provider::OpenAi, Dialect::OpenAiChat, body, "gpt-4o \"x\"");
    assert_eq!(theirs, body.replace("\"mine\"", "\"gpt-4o \\\"x\\\"\""));
    assert_eq!(passed(Provider::OpenAi, Dialect::OpenAiChat, body, "mine"), body);
    let body = r#"{"model":"mine","max_tokens":5,"messages":[],"container":"c"}"#;
    assert_eq!(passed(Provider::Anthropic, Dialect::Anthropic, body, "claude"), body.replace("\"mine\"", "\"claude\""));
    let body = r#"{"contents":[],"safetySettings":[{"category":"X"}]}"#;
    assert_eq!(passed(Provider::Gemini, Dialect::Gemini, body, "gemini-2.5-pro"), body);
    let body = r#"{"model":"mine","input":[],"previous_response_id":"resp_7","tools":[{"type":"web_search"}]}"#;
    assert_eq!(
        passed(Provider::OpenAi, Dialect::OpenAiResponses, body, "gpt-5"),
        body.replace("\"mine\"", "\"gpt-5\"")
    );
}

#[test]
fn openais_streams_are_always_counted() {
    let ask = |rest: &str| {
        let body = format!("{{\"model\":\"m\",\"messages\":[],\"stream\":true{rest}}}");
        let sent: Value = serde_json::from_str(&passed(Provider::OpenAi, Dialect::OpenAiChat, &body, "m")).unwrap();
        sent["stream_options"].clone()
    };
    assert_eq!(ask(""), json!({ "include_usage": true }));
    assert_eq!(ask(r#","stream_options":{"include_usage":false,"x":1}"#), json!({ "include_usage": true, "x": 1 }));
    assert_eq!(ask(r#","stream_options":null"#), json!({ "include_usage": true }));
    assert_eq!(ask(r#","stream_options":{"include_usage":true}"#), json!({ "include_usage": true }));
}

#[test]
fn the_open_qwen_models_are_told_not_to_think_unless_they_stream_or_were_asked() {
    let sent = |rest: &str, model: &str| {
        passed(Provider::Qwen, Dialect::OpenAiChat, &format!("{{\"model\":\"m\",\"messages\":[]{rest}}}"), model)
    };
    assert!(sent("", "qwen3-32b").contains("\"enable_thinking\":false"));
    assert!(!sent(r#","stream":true"#, "qwen3-32b").contains("enable_thinking"));
    assert!(sent(r#","enable_thinking":true"#, "qwen3-32b").contains("\"enable_thinking\":true"));
    assert!(!sent("", "qwen-plus").contains("enable_thinking"));
}

/// A body in which `null` is given twice would be read differently by two readers.
#[test]
fn a_name_that_comes_twice_is_refused() {
    let body = br#"{"model":"cheap","messages":[],"model":"dear"}"#;
    let error = peek(Dialect::OpenAiChat, None, body).unwrap_err();
    assert!(error.message.contains("'model' is given twice"), "{error}");
}

#[test]
fn the_usage_chunk_stays_here_unless_the_client_asked_for_it() {
    let silent = client::head(Dialect::OpenAiChat, &json!({ "stream_options": null }));
    let mut pipe = Pipe::new(Provider::OpenAi, Dialect::OpenAiChat, &silent, client::identity());
    let (bytes, result) = client::through(&mut pipe, [vendors::OPENAI.as_bytes()]);
    result.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let usage = vendors::OPENAI.split("\n\n").find(|frame| frame.contains("prompt_tokens")).unwrap();
    assert_eq!(text, vendors::OPENAI.replace(&format!("{usage}\n\n"), ""));
    assert_eq!(pipe.usage().map(|u| u.output), Some(20));

    let mut asked = client::pipe(Provider::OpenAi, Dialect::OpenAiChat);
    assert_eq!(client::through(&mut asked, [vendors::OPENAI.as_bytes()]).0, vendors::OPENAI.as_bytes());
}

#[test]
fn all_other_streams_pass_byte_for_byte_without_a_copy() {
    let pairs = [
        (Provider::OpenAi, Dialect::OpenAiChat),
        (Provider::OpenAi, Dialect::OpenAiResponses),
        (Provider::Anthropic, Dialect::Anthropic),
        (Provider::Gemini, Dialect::Gemini),
    ];
    for (provider, surface) in pairs {
        let read = Bytes::from(vendors::stream(provider, surface));
        let mut out = Vec::new();
        let mut scanner = UsageScanner::new(provider, surface, false);
        scanner.push(read.clone(), &mut out).unwrap();
        scanner.finish(&mut out).unwrap();
        assert_eq!((out.len(), &out[0], out[0].as_ptr()), (1, &read, read.as_ptr()));
    }
}

#[test]
fn a_count_that_runs_along_or_rides_on_a_choice_is_kept_and_never_summed() {
    let chunk = |text: &str, output: u64| {
        format!(
            "data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}},\"finish_reason\":null}}],\"usage\":{{\"prompt_tokens\":7,\"completion_tokens\":{output},\"total_tokens\":9}}}}\n\n"
        )
    };
    let stream = chunk("a", 1) + &chunk("b", 2) + &chunk("c", 3) + "data: [DONE]\n\n";
    for surface in Dialect::CHAT {
        let mut pipe = client::pipe(Provider::Compatible, surface);
        let (bytes, result) = client::through(&mut pipe, [stream.as_bytes()]);
        result.unwrap();
        assert_eq!(pipe.usage(), Some(Usage { input: 7, output: 3, ..Usage::default() }));
        assert_eq!(client::read(surface, &bytes).text, "abc");
    }
}

#[test]
fn an_explicit_nothing_is_a_count_and_silence_is_none() {
    let usage = |usage: &str| {
        let body = format!(
            "{{\"choices\":[{{\"message\":{{\"role\":\"assistant\",\"content\":\"\"}},\"finish_reason\":\"stop\"}}]{usage}}}"
        );
        answer(Provider::OpenAi, Dialect::OpenAiChat, &client::identity(), body.into()).unwrap().1
    };
    assert_eq!(
        usage(r#","usage":{"prompt_tokens":4,"completion_tokens":0}"#),
        Some(Usage { input: 4, ..Usage::default() })
    );
    assert_eq!(usage(""), None);
    assert_eq!(usage(r#","usage":null"#), None);
}

#[test]
fn a_page_of_html_is_no_answer_in_any_dialect() {
    for provider in Provider::ALL {
        for surface in Dialect::CHAT {
            let page = Bytes::from_static(b"<html>It works!</html>");
            let fault = answer(provider, surface, &client::identity(), page.clone()).unwrap_err();
            assert_eq!(fault.fault, Fault::Garbage);
            let (_, result) = client::through(&mut client::pipe(provider, surface), [&page[..], b"\n\n"]);
            assert_eq!(result.unwrap_err().fault, Fault::Garbage);
        }
    }
}

#[test]
fn a_gemini_client_that_did_not_ask_for_events_gets_one_array() {
    let path = GeminiPath::parse("asked:streamGenerateContent", Some("key=k")).unwrap();
    assert!(path.array);
    let head = peek(Dialect::Gemini, Some(&path), br#"{"contents":[]}"#).unwrap();
    for provider in vendors::PROVIDERS {
        let stream = vendors::stream(provider, Dialect::Gemini);
        let mut pipe = Pipe::new(provider, Dialect::Gemini, &head, client::identity());
        let (bytes, result) = client::through(&mut pipe, stream.as_bytes().chunks(100));
        result.unwrap();
        let items: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(items.last().unwrap()["candidates"][0]["finishReason"], "STOP", "{provider:?}");
        let mut pipe = Pipe::new(provider, Dialect::Gemini, &head, client::identity());
        let (bytes, _) = client::through(&mut pipe, [&stream.as_bytes()[..stream.len() - 200]]);
        let items: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(items.last().unwrap()["error"]["code"], 502, "{provider:?}");
    }
}

#[test]
fn the_head_tells_what_a_call_may_cost_and_where_it_belongs() {
    let ask = |messages: Value| {
        let body = json!({ "model": "m", "messages": messages, "max_tokens": 50, "n": 3 });
        peek(Dialect::OpenAiChat, None, body.to_string().as_bytes()).unwrap()
    };
    let system = json!({ "role": "system", "content": "be kind" });
    let first = json!({ "role": "user", "content": "退款多久到账?" });
    let one = ask(json!([system, first]));
    let two =
        ask(json!([system, first, { "role": "assistant", "content": "三天" }, { "role": "user", "content": "谢谢" }]));
    let other = ask(json!([system, { "role": "user", "content": "hello" }]));
    assert_eq!((one.max_tokens, one.choices), (Some(50), 3));
    assert_eq!(one.affinity, two.affinity);
    assert_ne!(one.affinity, other.affinity);
    assert!(two.input_tokens > one.input_tokens);

    let picture = format!("data:image/png;base64,{}", "A".repeat(300_000));
    let seen = ask(json!([{ "role": "user", "content": [{ "type": "image_url", "image_url": { "url": picture } }] }]));
    assert!((1_600..2_000).contains(&seen.input_tokens), "{}", seen.input_tokens);
}
