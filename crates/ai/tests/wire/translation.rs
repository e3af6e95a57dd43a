//! Across dialects: what one side has and the other says differently.

use ai::wire::{Dialect, GeminiPath, Provider, peek, upstream};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::client;

/// The body that reaches a vendor.
fn sent(surface: Dialect, provider: Provider, model: &str, body: &Value) -> Value {
    let path = GeminiPath::parse("asked:generateContent", None);
    let body = Bytes::from(body.to_string());
    let head = peek(surface, path.as_ref(), &body).unwrap();
    serde_json::from_slice(&upstream(provider, surface, &head, &body, model).unwrap().body).unwrap()
}

fn chat(rest: &Value) -> Value {
    let mut body = json!({ "model": "m", "messages": [
        { "role": "system", "content": "be kind" },
        { "role": "user", "content": [
            { "type": "text", "text": "what is this?" },
            { "type": "image_url", "image_url": { "url": "data:image/png;base64,AAAA" } },
            { "type": "image_url", "image_url": { "url": "https://x.test/a.jpg" } },
        ] },
        { "role": "assistant", "content": null, "tool_calls": [
            { "id": "call.1", "type": "function", "function": { "name": "look", "arguments": "{\"deep\":true}" } },
            { "id": "call.2", "type": "function", "function": { "name": "smell", "arguments": "" } },
        ] },
        { "role": "tool", "tool_call_id": "call.1", "content": "a cat" },
        { "role": "tool", "tool_call_id": "call.2", "content": "{\"odour\":\"none\"}" },
    ] });
    for (key, value) in rest.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    body
}

#[test]
fn openai_to_anthropic() {
    let rest = json!({ "temperature": 1.7, "stop": "END", "tool_choice": "required", "parallel_tool_calls": false,
        "tools": [{ "type": "function", "function": { "name": "look", "parameters": { "type": "object" } } }] });
    let body = sent(Dialect::OpenAiChat, Provider::Anthropic, "claude", &chat(&rest));
    assert_eq!(body["max_tokens"], 8_192, "mandatory there, and not here");
    assert_eq!(body["temperature"], 1.0, "its scale ends at 1");
    assert_eq!(body["system"], json!([{ "type": "text", "text": "be kind" }]));
    assert_eq!(body["stop_sequences"], json!(["END"]));
    assert_eq!(body["tool_choice"], json!({ "type": "any", "disable_parallel_tool_use": true }));
    assert_eq!(
        body["messages"][0]["content"],
        json!([
            { "type": "text", "text": "what is this?" },
            { "type": "image", "source": { "type": "base64", "media_type": "image/png", "data": "AAAA" } },
            { "type": "image", "source": { "type": "url", "url": "https://x.test/a.jpg" } },
        ])
    );
    assert_eq!(body["messages"][1]["content"][0]["id"], "call_1", "its ids have no dots");
    assert_eq!(body["messages"][1]["content"][1]["input"], json!({}));
    assert_eq!(
        body["messages"][2],
        json!({ "role": "user", "content": [
        { "type": "tool_result", "tool_use_id": "call_1", "content": [{ "type": "text", "text": "a cat" }] },
        { "type": "tool_result", "tool_use_id": "call_2", "content": [{ "type": "text", "text": "{\"odour\":\"none\"}" }] },
    ] })
    );
}

#[test]
fn openai_to_gemini() {
    let rest = json!({ "max_completion_tokens": 5, "response_format": { "type": "json_object" },
        "tool_choice": { "type": "function", "function": { "name": "look" } },
        "tools": [{ "type": "function", "function": { "name": "look", "parameters": { "type": "object" } } }] });
    let body = sent(Dialect::OpenAiChat, Provider::Gemini, "gemini-3-pro", &chat(&rest));
    assert_eq!(body["systemInstruction"]["parts"][0]["text"], "be kind");
    assert_eq!(body["generationConfig"], json!({ "maxOutputTokens": 5, "responseMimeType": "application/json" }));
    assert_eq!(body["toolConfig"]["functionCallingConfig"], json!({ "mode": "ANY", "allowedFunctionNames": ["look"] }));
    assert_eq!(body["contents"][0]["parts"][1]["inlineData"], json!({ "mimeType": "image/png", "data": "AAAA" }));
    assert_eq!(body["contents"][0]["parts"][2]["fileData"]["mimeType"], "image/jpeg");
    let calls = &body["contents"][1]["parts"];
    assert_eq!(calls[0]["functionCall"], json!({ "name": "look", "args": { "deep": true } }));
    assert!(calls[0]["thoughtSignature"].is_string() && calls[1]["thoughtSignature"].is_null(), "the first is sealed");
    let results = &body["contents"][2]["parts"];
    assert_eq!(results[0]["functionResponse"], json!({ "name": "look", "response": { "result": "a cat" } }));
    assert_eq!(results[1]["functionResponse"], json!({ "name": "smell", "response": { "odour": "none" } }));
}

#[test]
fn anthropic_to_openais_imitators() {
    let ask = json!({ "model": "m", "max_tokens": 3_000, "system": [{ "type": "text", "text": "be kind", "cache_control": { "type": "ephemeral" } }],
        "thinking": { "type": "enabled", "budget_tokens": 2_000 },
        "messages": [{ "role": "user", "content": [
            { "type": "tool_result", "tool_use_id": "t", "is_error": true, "content": [{ "type": "text", "text": "no" },
                { "type": "image", "source": { "type": "base64", "media_type": "image/png", "data": "AAAA" } }] }] }] });
    let openai = sent(Dialect::Anthropic, Provider::OpenAi, "gpt-5", &ask);
    assert_eq!((&openai["max_completion_tokens"], &openai["max_tokens"]), (&json!(3_000), &Value::Null));
    assert_eq!(openai["reasoning_effort"], "medium");
    assert_eq!(openai["messages"][0], json!({ "role": "system", "content": "be kind" }));
    assert_eq!(openai["messages"][1], json!({ "role": "tool", "tool_call_id": "t", "content": "Error: no" }));
    assert_eq!(openai["messages"][2]["content"][0]["type"], "image_url", "what a tool shows comes as the user's");
    let qwen = sent(Dialect::Anthropic, Provider::Qwen, "qwen3-max", &ask);
    assert_eq!((&qwen["max_tokens"], &qwen["enable_thinking"]), (&json!(3_000), &json!(false)));
    let qwen = sent(Dialect::Anthropic, Provider::Qwen, "qwen-plus", &ask);
    assert_eq!((&qwen["thinking_budget"], &qwen["enable_thinking"]), (&json!(2_000), &json!(true)));
    assert_eq!(sent(Dialect::Anthropic, Provider::DeepSeek, "d", &ask)["thinking"], json!({ "type": "enabled" }));
}

#[test]
fn a_schema_reaches_those_that_have_none_as_an_instruction() {
    let schema = json!({ "type": "object", "properties": { "answer": { "type": "string" } } });
    let rest =
        json!({ "response_format": { "type": "json_schema", "json_schema": { "name": "a", "schema": schema } } });
    let body = sent(Dialect::OpenAiChat, Provider::Anthropic, "claude", &chat(&rest));
    assert!(body["system"][1]["text"].as_str().unwrap().contains("\"answer\""));
    assert_eq!(
        sent(Dialect::OpenAiChat, Provider::Gemini, "g", &chat(&rest))["generationConfig"]["responseJsonSchema"],
        schema
    );
    let responses = json!({ "model": "m", "input": "hi", "text": { "format": { "type": "json_schema", "name": "a", "schema": schema } } });
    let body = sent(Dialect::OpenAiResponses, Provider::Compatible, "gpt", &responses);
    assert_eq!(body["response_format"]["json_schema"]["schema"], schema);
    let deepseek = sent(Dialect::OpenAiResponses, Provider::DeepSeek, "d", &responses);
    assert_eq!(deepseek["response_format"], json!({ "type": "json_object" }));
    assert!(deepseek["messages"][0]["content"].as_str().unwrap().contains("\"answer\""));
}

#[test]
fn thinking_is_asked_for_in_each_vendors_way() {
    let ask = json!({ "model": "m", "input": "hi", "max_output_tokens": 100, "reasoning": { "effort": "low", "summary": "auto" } });
    let anthropic = sent(Dialect::OpenAiResponses, Provider::Anthropic, "claude", &ask);
    assert_eq!(anthropic["thinking"], json!({ "type": "enabled", "budget_tokens": 1_024 }));
    assert_eq!(anthropic["max_tokens"], 1_124, "the answer keeps its room");
    let gemini = sent(Dialect::OpenAiResponses, Provider::Gemini, "gemini-2.5-flash", &ask);
    assert_eq!(
        gemini["generationConfig"]["thinkingConfig"],
        json!({ "includeThoughts": true, "thinkingBudget": 1_024 })
    );
    let gemini = sent(Dialect::OpenAiResponses, Provider::Gemini, "gemini-3-pro", &ask);
    assert_eq!(
        gemini["generationConfig"]["thinkingConfig"],
        json!({ "includeThoughts": true, "thinkingLevel": "low" })
    );
    let off = chat(&json!({ "reasoning_effort": "none" }));
    assert_eq!(
        sent(Dialect::OpenAiChat, Provider::Gemini, "gemini-2.5-flash", &off)["generationConfig"]["thinkingConfig"],
        json!({ "thinkingBudget": 0 })
    );
    assert_eq!(sent(Dialect::OpenAiChat, Provider::Anthropic, "claude", &off)["thinking"], Value::Null);
}

#[test]
fn a_seal_survives_the_client_and_reaches_only_the_vendor_that_set_it() {
    // Google seals a call; Anthropic's client carries the seal in a thought.
    let said = concat!(
        r#"data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2VhbA=="}],"role":"model"},"finishReason":"STOP"}],"responseId":"r"}"#,
        "\n\n"
    );
    let (bytes, result) = client::through(&mut client::pipe(Provider::Gemini, Dialect::Anthropic), [said.as_bytes()]);
    result.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let seal = text.split("\"signature\":\"").nth(2).unwrap().split('"').next().unwrap();
    let id = text
        .split("\"type\":\"tool_use\"")
        .next()
        .unwrap()
        .rsplit("\"id\":\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let next = json!({ "model": "m", "max_tokens": 9, "messages": [
        { "role": "user", "content": "hi" },
        { "role": "assistant", "content": [
            { "type": "thinking", "thinking": "", "signature": seal },
            { "type": "tool_use", "id": id, "name": "f", "input": {} }] },
        { "role": "user", "content": [{ "type": "tool_result", "tool_use_id": id, "content": "ok" }] },
    ] });
    let back = sent(Dialect::Anthropic, Provider::Gemini, "gemini-3-pro", &next);
    assert_eq!(back["contents"][1]["parts"][0]["thoughtSignature"], "c2VhbA==");

    // Anthropic's own goes back to Anthropic unchanged, also by way of OpenAI's newer API, and to nobody else.
    let items = json!({ "model": "m", "input": [
        { "role": "user", "content": "hi" },
        { "type": "reasoning", "summary": [{ "type": "summary_text", "text": "hm" }], "encrypted_content": "EqQB" },
        { "type": "function_call", "call_id": "c", "name": "f", "arguments": "{}" },
        { "type": "function_call_output", "call_id": "c", "output": "ok" },
    ] });
    let body = sent(Dialect::OpenAiResponses, Provider::Anthropic, "claude", &items);
    assert_eq!(body["messages"][1]["content"][0], json!({ "type": "thinking", "thinking": "hm", "signature": "EqQB" }));
    let body = sent(Dialect::OpenAiResponses, Provider::Gemini, "gemini-2.5-pro", &items);
    assert_eq!(body["contents"][1]["parts"].as_array().unwrap().len(), 1);
}

#[test]
fn vectors_from_google() {
    let ask = json!({ "model": "m", "input": ["a", "b"], "dimensions": 3 });
    let body = Bytes::from(ask.to_string());
    let head = peek(Dialect::OpenAiEmbeddings, None, &body).unwrap();
    let out = upstream(Provider::Gemini, Dialect::OpenAiEmbeddings, &head, &body, "e").unwrap();
    assert_eq!(out.path, "/models/e:batchEmbedContents");
    let sent: Value = serde_json::from_slice(&out.body).unwrap();
    assert_eq!(
        sent["requests"][1],
        json!({ "model": "models/e", "content": { "parts": [{ "text": "b" }] }, "outputDimensionality": 3 })
    );
    let reply = Bytes::from_static(br#"{"embeddings":[{"values":[0.5,1.0]},{"values":[2.0,-1.0]}]}"#);
    let (bytes, _) = ai::wire::answer(Provider::Gemini, Dialect::OpenAiEmbeddings, &client::identity(), reply).unwrap();
    let seen: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(seen["data"][1], json!({ "object": "embedding", "index": 1, "embedding": [2.0, -1.0] }));
}

/// Google's SDK writes base64 for URLs.
#[test]
fn a_picture_of_googles_client_can_be_read_by_the_others() {
    let ask = json!({ "contents": [{ "parts": [{ "inline_data": { "mime_type": "image/png", "data": "_-8" } }] }] });
    let body = sent(Dialect::Gemini, Provider::OpenAi, "gpt", &ask);
    assert_eq!(body["messages"][0]["content"][0]["image_url"]["url"], "data:image/png;base64,/+8=");
}
