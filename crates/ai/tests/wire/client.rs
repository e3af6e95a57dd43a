//! What a client makes of a stream, read in the plainest way: an oracle for the cleverer code.

use ai::wire::{Dialect, Head, Identity, Pipe, Provider, StreamFault, peek};
use bytes::Bytes;
use serde_json::{Value, json};

#[derive(Debug, Default, PartialEq)]
pub struct Seen {
    pub text: String,
    pub thought: String,
    pub starts: usize,
    /// The dialect's good end.
    pub ended: bool,
    pub failed: bool,
    /// Something came after the end.
    pub more: bool,
}

pub fn identity() -> Identity {
    Identity { id: "1".into(), model: "asked".into(), created: 7 }
}

/// The head of a request that streams.
pub fn head(surface: Dialect, extra: &Value) -> Head {
    let mut body = match surface {
        Dialect::OpenAiChat => {
            json!({ "model": "asked", "messages": [{ "role": "user", "content": "hi" }], "stream": true,
            "stream_options": { "include_usage": true } })
        }
        Dialect::OpenAiResponses => json!({ "model": "asked", "input": "hi", "stream": true }),
        Dialect::Anthropic => json!({ "model": "asked", "max_tokens": 9, "stream": true,
            "messages": [{ "role": "user", "content": "hi" }] }),
        Dialect::Gemini => json!({ "contents": [{ "parts": [{ "text": "hi" }] }] }),
        Dialect::OpenAiEmbeddings => json!({ "model": "asked", "input": "hi" }),
    };
    for (key, value) in extra.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    let path = ai::wire::GeminiPath::parse("asked:streamGenerateContent", Some("alt=sse"));
    peek(surface, path.as_ref(), body.to_string().as_bytes()).unwrap()
}

pub fn pipe(provider: Provider, surface: Dialect) -> Pipe {
    Pipe::new(provider, surface, &head(surface, &Value::Null), identity())
}

/// Sends pieces through a pipe as the gateway does, to its end, good or bad.
pub fn through<'a>(pipe: &mut Pipe, pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<u8>, Result<(), StreamFault>) {
    let mut out = Vec::new();
    let mut result = Ok(());
    for piece in pieces {
        result = pipe.push(Bytes::copy_from_slice(piece), &mut out);
        if result.is_err() {
            break;
        }
    }
    if result.is_ok() {
        result = pipe.finish(&mut out);
    }
    if let Err(fault) = &result {
        let failure = ai::wire::Failure {
            kind: ai::wire::ErrorKind::Upstream,
            message: &fault.message,
            param: None,
            retry_after: None,
            request_id: "req-1",
        };
        out.push(pipe.fail(&failure));
    }
    (out.concat(), result)
}

pub fn read(surface: Dialect, stream: &[u8]) -> Seen {
    let stream = std::str::from_utf8(stream).unwrap().replace("\r\n", "\n");
    let mut seen = Seen::default();
    for frame in stream.split("\n\n").filter(|f| !f.trim().is_empty()) {
        let data: Vec<&str> = frame.lines().filter_map(|l| l.strip_prefix("data:")).map(str::trim_start).collect();
        if data.is_empty() {
            continue;
        }
        seen.more |= seen.ended || seen.failed;
        let data = data.join("\n");
        if data == "[DONE]" {
            seen.ended = true;
            continue;
        }
        let value: Value = serde_json::from_str(&data).unwrap_or_else(|e| panic!("{e}: {data}"));
        match surface {
            Dialect::OpenAiChat | Dialect::OpenAiEmbeddings => openai(&value, &mut seen),
            Dialect::OpenAiResponses => responses(&value, &mut seen),
            Dialect::Anthropic => anthropic(&value, &mut seen),
            Dialect::Gemini => gemini(&value, &mut seen),
        }
    }
    seen
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn openai(value: &Value, seen: &mut Seen) {
    let delta = &value["choices"][0]["delta"];
    seen.failed |= value["error"].is_object();
    seen.starts += usize::from(delta["role"].is_string());
    seen.text += text(&delta["content"]);
    seen.thought += text(&delta["reasoning_content"]);
}

fn responses(value: &Value, seen: &mut Seen) {
    match text(&value["type"]) {
        "response.created" => seen.starts += 1,
        "response.output_text.delta" => seen.text += text(&value["delta"]),
        "response.reasoning_summary_text.delta" => seen.thought += text(&value["delta"]),
        "response.completed" | "response.incomplete" => seen.ended = true,
        "error" => seen.failed = true,
        _ => {}
    }
}

fn anthropic(value: &Value, seen: &mut Seen) {
    match text(&value["type"]) {
        "message_start" => seen.starts += 1,
        "content_block_delta" => {
            seen.text += text(&value["delta"]["text"]);
            seen.thought += text(&value["delta"]["thinking"]);
        }
        "message_stop" => seen.ended = true,
        "error" => seen.failed = true,
        _ => {}
    }
}

fn gemini(value: &Value, seen: &mut Seen) {
    seen.failed |= value["error"].is_object();
    for part in value["candidates"][0]["content"]["parts"].as_array().into_iter().flatten() {
        if part["thought"] == true {
            seen.thought += text(&part["text"]);
        } else {
            seen.text += text(&part["text"]);
        }
    }
    seen.ended |= value["candidates"][0]["finishReason"].is_string();
    // Google has no first event; the first chunk is as good.
    seen.starts = 1;
}
