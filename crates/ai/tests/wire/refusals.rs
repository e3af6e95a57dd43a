//! Mistakes are reported where they are.

use ai::wire::{Dialect, GeminiPath, Provider, parse_request, peek, upstream};
use bytes::Bytes;
use serde_json::{Value, json};

/// The field that a broken request is blamed on.
fn blamed(surface: Dialect, change: &[(&str, Value)]) -> String {
    let mut body = match surface {
        Dialect::OpenAiChat => json!({ "model": "m", "messages": [{ "role": "user", "content": "hi" }] }),
        Dialect::OpenAiResponses => json!({ "model": "m", "input": "hi" }),
        Dialect::OpenAiEmbeddings => json!({ "model": "m", "input": "hi" }),
        Dialect::Anthropic => {
            json!({ "model": "m", "max_tokens": 5, "messages": [{ "role": "user", "content": "hi" }] })
        }
        Dialect::Gemini => json!({ "contents": [{ "parts": [{ "text": "hi" }] }] }),
    };
    for (name, value) in change {
        body[*name] = value.clone();
    }
    let path = GeminiPath::parse("m:generateContent", None);
    let error = parse_request(surface, path.as_ref(), body.to_string().as_bytes()).unwrap_err();
    assert!(!error.message.is_empty());
    error.param.unwrap_or_default()
}

#[test]
fn openais_fields() {
    let chat = |name: &str, value: Value| blamed(Dialect::OpenAiChat, &[(name, value)]);
    assert_eq!(chat("max_tokens", json!(-1)), "max_tokens");
    assert_eq!(chat("max_tokens", json!(1.5)), "max_tokens");
    assert_eq!(chat("max_tokens", json!("5")), "max_tokens");
    assert_eq!(chat("temperature", json!(3)), "temperature");
    assert_eq!(chat("stream", json!("yes")), "stream");
    assert_eq!(chat("model", json!(null)), "model");
    assert_eq!(chat("messages", json!({})), "messages");
    assert_eq!(chat("messages", json!([])), "messages");
    assert_eq!(chat("messages", json!([{ "role": "user" }])), "messages[0].content");
    assert_eq!(chat("messages", json!([{ "role": "wizard", "content": "x" }])), "messages[0].role");
    assert_eq!(chat("messages", json!([{ "role": "tool", "content": "x" }])), "messages[0].tool_call_id");
    let part = |part: Value| chat("messages", json!([{ "role": "user", "content": [part] }]));
    assert_eq!(part(json!({ "type": "smell" })), "messages[0].content[0].type");
    assert_eq!(part(json!({ "type": "text" })), "messages[0].content[0].text");
    assert_eq!(
        part(json!({ "type": "image_url", "image_url": { "url": "ftp://x" } })),
        "messages[0].content[0].image_url.url"
    );
    assert_eq!(
        part(json!({ "type": "image_url", "image_url": { "url": "data:image/png,x" } })),
        "messages[0].content[0].image_url.url"
    );
    let tool = |function: Value| chat("tools", json!([{ "type": "function", "function": function }]));
    assert_eq!(tool(json!({})), "tools[0].function.name");
    assert_eq!(tool(json!({ "name": "a b" })), "tools[0].function.name");
    assert_eq!(tool(json!({ "name": "f", "parameters": [] })), "tools[0].function.parameters");
    assert_eq!(tool(json!({ "name": "f", "parameters": { "type": "string" } })), "tools[0].function.parameters.type");
    assert_eq!(
        tool(json!({ "name": "f", "parameters": { "type": "object", "properties": { "x": 5 } } })),
        "tools[0].function.parameters.properties.x"
    );
    assert_eq!(
        tool(json!({ "name": "f", "parameters": { "type": "object", "required": [1] } })),
        "tools[0].function.parameters.required[0]"
    );
    assert_eq!(chat("tools", json!([{ "type": "web_search" }])), "tools[0].type");
    assert_eq!(chat("tool_choice", json!("perhaps")), "tool_choice");
    assert_eq!(chat("response_format", json!({ "type": "json_schema" })), "response_format.json_schema");
    assert_eq!(chat("response_format", json!({ "type": "xml" })), "response_format.type");
    assert_eq!(chat("n", json!(2)), "n");
    assert_eq!(chat("logit_bias", json!({ "5": 1 })), "logit_bias");
    let many: Vec<Value> = vec![json!({ "role": "user", "content": "x" }); 10_001];
    assert_eq!(chat("messages", many.into()), "messages");
}

#[test]
fn the_other_dialects_fields() {
    let anthropic = |name: &str, value: Value| blamed(Dialect::Anthropic, &[(name, value)]);
    assert_eq!(anthropic("max_tokens", json!(null)), "max_tokens");
    assert_eq!(anthropic("max_tokens", json!(0)), "max_tokens");
    assert_eq!(anthropic("temperature", json!(1.5)), "temperature");
    assert_eq!(anthropic("messages", json!([{ "role": "system", "content": "x" }])), "messages[0].role");
    assert_eq!(anthropic("tools", json!([{ "name": "f" }])), "tools[0].input_schema");
    assert_eq!(anthropic("thinking", json!({ "type": "enabled", "budget_tokens": 5 })), "thinking.budget_tokens");
    let block = |block: Value| anthropic("messages", json!([{ "role": "user", "content": [block] }]));
    assert_eq!(
        block(json!({ "type": "tool_use", "id": "1", "name": "f", "input": "x" })),
        "messages[0].content[0].input"
    );
    assert_eq!(block(json!({ "type": "image", "source": { "type": "file" } })), "messages[0].content[0].source.type");
    let responses = |name: &str, value: Value| blamed(Dialect::OpenAiResponses, &[(name, value)]);
    assert_eq!(responses("previous_response_id", json!("resp_1")), "previous_response_id");
    assert_eq!(responses("input", json!([{ "type": "web_search_call" }])), "input[0].type");
    assert_eq!(responses("max_output_tokens", json!(-3)), "max_output_tokens");
    assert_eq!(blamed(Dialect::OpenAiEmbeddings, &[("input", json!([true]))]), "input");
    assert_eq!(blamed(Dialect::OpenAiEmbeddings, &[("encoding_format", json!("hex"))]), "encoding_format");
    let gemini = |name: &str, value: Value| blamed(Dialect::Gemini, &[(name, value)]);
    assert_eq!(gemini("contents", json!([{ "role": "system", "parts": [] }])), "contents[0].role");
    assert_eq!(gemini("contents", json!([{ "parts": [{}] }])), "contents[0].parts[0]");
    assert_eq!(gemini("generationConfig", json!({ "maxOutputTokens": -1 })), "generationConfig.maxOutputTokens");
    assert_eq!(gemini("tools", json!([{ "googleSearch": {} }])), "tools[0].googleSearch");
}

/// The head is all that is read of a request that passes through; what costs money is checked there, too.
#[test]
fn the_head_refuses_what_would_cost_nothing_or_less() {
    let body = |rest: &str| format!("{{\"model\":\"m\",\"messages\":[]{rest}}}");
    for (surface, rest, param) in [
        (Dialect::OpenAiChat, r#","max_tokens":-1"#, "max_tokens"),
        (Dialect::OpenAiChat, r#","n":0"#, "n"),
        (Dialect::OpenAiChat, r#","stream":1"#, "stream"),
        (Dialect::Anthropic, "", "max_tokens"),
        (Dialect::OpenAiResponses, r#","max_output_tokens":"9""#, "max_output_tokens"),
        (Dialect::OpenAiResponses, r#","background":true"#, "background"),
    ] {
        let error = peek(surface, None, body(rest).as_bytes()).unwrap_err();
        assert_eq!(error.param.as_deref(), Some(param), "{surface:?}");
    }
    for broken in ["", "[]", "{", "{\"model\":\"\"}", "{\"model\":5}", "\u{0}", "{}x"] {
        assert!(peek(Dialect::OpenAiChat, None, broken.as_bytes()).is_err(), "{broken}");
    }
    assert!(peek(Dialect::OpenAiChat, None, b"{\"model\":\"\xff\"}").is_err());
}

#[test]
fn what_a_vendor_cannot_do_is_refused_before_it_is_asked() {
    let ask = |surface, body: Value, provider| {
        let body = Bytes::from(body.to_string());
        let head = peek(surface, None, &body).unwrap();
        upstream(provider, surface, &head, &body, "m").unwrap_err().param
    };
    let vectors = json!({ "model": "m", "input": "x" });
    assert_eq!(ask(Dialect::OpenAiEmbeddings, vectors, Provider::Anthropic).as_deref(), Some("model"));
    let tokens = json!({ "model": "m", "input": [1, 2] });
    assert_eq!(ask(Dialect::OpenAiEmbeddings, tokens, Provider::Gemini).as_deref(), Some("input"));
}
