//! OpenAI's chat completions and embeddings, as OpenAI writes them.

use axum::{
    Json,
    body::Bytes,
    response::{IntoResponse, Response},
};
use base64::Engine;
use serde_json::{Value, json};

use super::{
    Frame, Stub, Vendor,
    brain::{Ask, Said, Why, halves, only, picture, tokens},
};

const KNOWN: &[&str] = &[
    "model",
    "messages",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "response_format",
    "max_completion_tokens",
    "max_tokens",
    "temperature",
    "top_p",
    "top_k",
    "presence_penalty",
    "frequency_penalty",
    "seed",
    "stop",
    "stream",
    "stream_options",
    "user",
    "reasoning_effort",
    "enable_thinking",
    "thinking_budget",
    "thinking",
    "n",
    "logprobs",
    "metadata",
    "store",
];

pub fn read(body: &Value) -> Result<Ask, String> {
    only(body, KNOWN, "")?;
    let text = |value: &Value, at: &str| value.as_str().map(str::to_owned).ok_or(format!("{at} must be a string"));
    let mut ask = Ask {
        model: text(&body["model"], "model")?,
        max_tokens: body["max_completion_tokens"].as_u64().or(body["max_tokens"].as_u64()),
        stream: body["stream"] == true,
        with_usage: body["stream_options"]["include_usage"] == true,
        json: body["response_format"]["type"] == "json_object",
        thinks: body["reasoning_effort"].as_str().is_some_and(|e| e != "none")
            || body["enable_thinking"] == true
            || body["thinking"]["type"] == "enabled",
        may_call: body["tool_choice"] != "none",
        must_call: match &body["tool_choice"] {
            Value::String(word) if word == "required" => Some(String::new()),
            Value::Object(choice) => Some(text(&choice["function"]["name"], "tool_choice.function.name")?),
            _ => None,
        },
        several_calls: body["parallel_tool_calls"] == true,
        ..Ask::default()
    };
    if body["response_format"]["type"] == "json_schema" {
        let format = &body["response_format"]["json_schema"];
        text(&format["name"], "response_format.json_schema.name")?;
        ask.schema = Some(format["schema"].clone());
    }
    match &body["stop"] {
        Value::String(stop) => ask.stop.push(stop.clone()),
        Value::Array(stops) => ask.stop = stops.iter().filter_map(|s| s.as_str().map(str::to_owned)).collect(),
        _ => {}
    }
    for tool in body["tools"].as_array().into_iter().flatten() {
        let function = &tool["function"];
        ask.tools.push((text(&function["name"], "tools.function.name")?, function["parameters"].clone()));
    }
    let mut open: Vec<String> = Vec::new();
    for message in body["messages"].as_array().filter(|m| !m.is_empty()).ok_or("messages must not be empty")? {
        read_message(message, &mut ask, &mut open)?;
    }
    match open.as_slice() {
        [] => Ok(ask),
        [id, ..] => Err(format!("the tool call {id} has no result")),
    }
}

fn read_message(message: &Value, ask: &mut Ask, open: &mut Vec<String>) -> Result<(), String> {
    let role = message["role"].as_str().unwrap_or("");
    let mut said = String::new();
    let mut pictures = Vec::new();
    match &message["content"] {
        Value::String(text) => said.clone_from(text),
        Value::Array(parts) => {
            for part in parts {
                match part["type"].as_str() {
                    Some("text") => said += part["text"].as_str().ok_or("a text part has no text")?,
                    Some("image_url") if role == "user" => {
                        let url = part["image_url"]["url"].as_str().ok_or("image_url has no url")?;
                        pictures.push(match url.strip_prefix("data:").and_then(|d| d.split_once(";base64,")) {
                            Some((media_type, data)) => picture(media_type, data)?,
                            None => url.to_owned(),
                        });
                    }
                    other => return Err(format!("{other:?} is not a part of a {role} message")),
                }
            }
        }
        Value::Null if role == "assistant" => {}
        _ => return Err(format!("a {role} message has no content")),
    }
    if role != "tool" && !open.is_empty() {
        return Err("a tool call must be followed by its result".into());
    }
    match role {
        "system" | "developer" => {
            ask.system += &said;
            return Ok(());
        }
        "user" => {
            // Pictures that a tool showed come after its words, and belong to them.
            if !said.is_empty() || ask.results.is_empty() {
                ask.results.clear();
            }
            ask.last.clone_from(&said);
            ask.pictures = pictures;
        }
        "tool" => {
            let id = message["tool_call_id"].as_str().unwrap_or("");
            let at = open.iter().position(|o| o == id).ok_or(format!("no call has the id {id}"))?;
            open.remove(at);
            ask.results.push(said.clone());
        }
        "assistant" => {
            ask.results.clear();
            for call in message["tool_calls"].as_array().into_iter().flatten() {
                let arguments = call["function"]["arguments"].as_str().ok_or("arguments must be a string")?;
                said += arguments;
                open.push(call["id"].as_str().ok_or("a call has no id")?.to_owned());
            }
        }
        _ => return Err(format!("'{role}' is not a role")),
    }
    ask.history += &said;
    ask.history.push(' ');
    Ok(())
}

fn usage(said: &Said) -> Value {
    json!({
        "prompt_tokens": said.input, "completion_tokens": said.output, "total_tokens": said.input + said.output,
        "prompt_tokens_details": { "cached_tokens": said.cached, "audio_tokens": 0 },
        "completion_tokens_details": { "reasoning_tokens": said.reasoning, "audio_tokens": 0,
            "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0 },
    })
}

fn finish(said: &Said) -> &'static str {
    match said.why {
        Why::Done | Why::Stop => "stop",
        Why::Length => "length",
        Why::Calls => "tool_calls",
    }
}

fn call(id: &str, name: &str, arguments: &str) -> Value {
    json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } })
}

pub fn reply(ask: &Ask, said: &Said) -> Value {
    let mut message = json!({ "role": "assistant", "content": said.text.concat(), "refusal": null, "annotations": [] });
    if !said.thought.is_empty() {
        message["reasoning_content"] = said.thought.concat().into();
    }
    if !said.calls.is_empty() {
        message["content"] = Value::Null;
        message["tool_calls"] = said.calls.iter().map(|(id, name, input)| call(id, name, &input.to_string())).collect();
    }
    json!({
        "id": "chatcmpl-stub", "object": "chat.completion", "created": 1_721_172_741, "model": ask.model,
        "choices": [{ "index": 0, "message": message, "logprobs": null, "finish_reason": finish(said) }],
        "usage": usage(said), "service_tier": "default", "system_fingerprint": "fp_stub",
    })
}

pub fn frames(ask: &Ask, said: &Said) -> Vec<Frame> {
    let chunk = |choices: Value, counts: Value| {
        let mut chunk = json!({ "id": "chatcmpl-stub", "object": "chat.completion.chunk", "created": 1_721_172_741,
            "model": ask.model, "service_tier": "default", "system_fingerprint": "fp_stub", "choices": choices });
        if ask.with_usage {
            chunk["usage"] = counts;
        }
        chunk
    };
    let delta = |delta: Value, finish: Value| {
        chunk(json!([{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish }]), Value::Null)
    };
    let mut frames = vec![Frame::data(&delta(json!({ "role": "assistant", "content": "" }), Value::Null), 0)];
    for word in &said.thought {
        frames.push(Frame::data(&delta(json!({ "reasoning_content": word }), Value::Null), 1));
    }
    for word in &said.text {
        frames.push(Frame::data(&delta(json!({ "content": word }), Value::Null), 1));
    }
    for (index, (id, name, input)) in said.calls.iter().enumerate() {
        let mut begin = call(id, name, "");
        begin["index"] = index.into();
        frames.push(Frame::data(&delta(json!({ "tool_calls": [begin] }), Value::Null), tokens(name)));
        let [first, second] = halves(input);
        for (piece, count) in [(first, 0), (second, tokens(&input.to_string()))] {
            let piece = json!({ "index": index, "function": { "arguments": piece } });
            frames.push(Frame::data(&delta(json!({ "tool_calls": [piece] }), Value::Null), count));
        }
    }
    frames.push(Frame::data(&delta(json!({}), finish(said).into()), 0));
    if ask.with_usage {
        frames.push(Frame::data(&chunk(json!([]), usage(said)), 0));
    }
    frames.push(Frame { text: "data: [DONE]\n\n".into(), tokens: 0 });
    frames
}

/// A vector that differs from text to text: its length, its first letter, one.
pub fn vector(text: &str, dimensions: usize) -> Vec<f32> {
    let first = text.chars().next().map_or(0.0, |c| c as u32 as f32);
    [text.len() as f32, first, 1.0].into_iter().cycle().take(dimensions).collect()
}

pub fn embed(stub: &Stub, credential: &str, body: &Bytes) -> Response {
    if let Some(refusal) = Stub::refuses(Vendor::OpenAi, credential) {
        return refusal;
    }
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return Vendor::OpenAi.refuse(400, "not JSON") };
    if let Err(message) = only(&body, &["model", "input", "dimensions", "encoding_format", "user"], "") {
        return Vendor::OpenAi.refuse(400, &message);
    }
    let texts: Vec<String> = match &body["input"] {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect(),
        _ => return Vendor::OpenAi.refuse(400, "input is missing"),
    };
    let dimensions = body["dimensions"].as_u64().unwrap_or(3) as usize;
    let as_base64 = body["encoding_format"] == "base64";
    let data: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let vector = vector(text, dimensions);
            let bytes: Vec<u8> = vector.iter().flat_map(|v| v.to_le_bytes()).collect();
            let base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
            let embedding = if as_base64 { json!(base64) } else { json!(vector) };
            json!({ "object": "embedding", "index": index, "embedding": embedding })
        })
        .collect();
    let input = texts.iter().map(|t| tokens(t)).sum::<u64>();
    let model = body["model"].as_str().unwrap_or("");
    stub.ledger.lock().embedded(Vendor::OpenAi, credential, model, input);
    Json(json!({ "object": "list", "data": data, "model": model,
        "usage": { "prompt_tokens": input, "total_tokens": input } }))
    .into_response()
}
