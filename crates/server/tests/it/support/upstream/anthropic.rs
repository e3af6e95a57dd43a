//! Anthropic's messages, as Anthropic writes them.

use serde_json::{Value, json};

use super::{
    Frame,
    brain::{Ask, Said, Why, halves, only, picture, tokens},
};

const KNOWN: &[&str] = &[
    "model",
    "max_tokens",
    "messages",
    "system",
    "tools",
    "tool_choice",
    "temperature",
    "top_p",
    "top_k",
    "stop_sequences",
    "stream",
    "thinking",
    "metadata",
    "service_tier",
    "output_config",
];
/// The only seal that this server knows as its own.
const SEAL: &str = "stub-seal";

pub fn read(body: &Value) -> Result<Ask, String> {
    only(body, KNOWN, "")?;
    let max_tokens = body["max_tokens"].as_u64().filter(|n| *n > 0).ok_or("max_tokens: Field required")?;
    let thinks = body["thinking"]["type"] == "enabled";
    if let Some(temperature) = body["temperature"].as_f64() {
        if !(0.0..=1.0).contains(&temperature) {
            return Err("temperature: range: 0..1".into());
        }
        if thinks && temperature != 1.0 {
            return Err("temperature may only be set to 1 when thinking is enabled".into());
        }
    }
    let mut ask = Ask {
        model: body["model"].as_str().ok_or("model: Field required")?.to_owned(),
        max_tokens: Some(max_tokens),
        stream: body["stream"] == true,
        thinks,
        may_call: body["tool_choice"]["type"] != "none",
        must_call: match body["tool_choice"]["type"].as_str() {
            Some("any") => Some(String::new()),
            Some("tool") => Some(body["tool_choice"]["name"].as_str().ok_or("tool_choice.name")?.to_owned()),
            _ => None,
        },
        ..Ask::default()
    };
    if thinks {
        let budget = body["thinking"]["budget_tokens"].as_u64().unwrap_or(0);
        if budget < 1_024 || budget >= max_tokens {
            return Err("max_tokens must be greater than thinking.budget_tokens, which must be at least 1024".into());
        }
    }
    match &body["system"] {
        Value::Null => {}
        Value::String(text) => ask.system.clone_from(text),
        Value::Array(blocks) => {
            for block in blocks {
                ask.system += block["text"].as_str().filter(|t| !t.is_empty()).ok_or("system: text is empty")?;
            }
        }
        _ => return Err("system: must be a string or blocks".into()),
    }
    // Models of this vendor follow schemas that they are told.
    if let Some((before, schema)) = ask.system.split_once("follows this JSON Schema:\n") {
        let schema = schema.split("\nNothing else").next().unwrap_or(schema);
        ask.schema = Some(serde_json::from_str(schema).map_err(|e| e.to_string())?);
        ask.system = before.to_owned();
    } else if ask.system.contains("one JSON object and nothing else") {
        ask.json = true;
    }
    ask.stop =
        body["stop_sequences"].as_array().into_iter().flatten().filter_map(|s| s.as_str().map(str::to_owned)).collect();
    for tool in body["tools"].as_array().into_iter().flatten() {
        only(tool, &["name", "description", "input_schema", "cache_control", "type"], "tools.")?;
        if tool["input_schema"]["type"] != "object" {
            return Err("tools.0.custom.input_schema.type: Field required".into());
        }
        ask.tools.push((tool["name"].as_str().ok_or("tools.name")?.to_owned(), tool["input_schema"].clone()));
    }
    let mut open: Vec<String> = Vec::new();
    for message in body["messages"].as_array().filter(|m| !m.is_empty()).ok_or("messages: at least one")? {
        read_message(message, &mut ask, &mut open)?;
    }
    match open.as_slice() {
        [] => Ok(ask),
        [id, ..] => Err(format!("tool_use ids were found without tool_result blocks immediately after: {id}")),
    }
}

fn read_message(message: &Value, ask: &mut Ask, open: &mut Vec<String>) -> Result<(), String> {
    only(message, &["role", "content"], "messages.")?;
    let blocks = match &message["content"] {
        Value::String(text) => vec![json!({ "type": "text", "text": text })],
        Value::Array(blocks) => blocks.clone(),
        _ => return Err("messages.content: Field required".into()),
    };
    let user = match message["role"].as_str() {
        Some("user") => true,
        Some("assistant") => false,
        other => return Err(format!("messages.role: {other:?}")),
    };
    ask.results.clear();
    if user {
        ask.pictures.clear();
        ask.last.clear();
    }
    for block in &blocks {
        read_block(block, user, ask, open)?;
    }
    if user && !open.is_empty() {
        return Err(format!("tool_use ids were found without tool_result blocks immediately after: {}", open[0]));
    }
    Ok(())
}

fn read_block(block: &Value, user: bool, ask: &mut Ask, open: &mut Vec<String>) -> Result<(), String> {
    let text = |name: &str| block[name].as_str().map(str::to_owned).ok_or(format!("{name}: Field required"));
    match (block["type"].as_str().unwrap_or(""), user) {
        ("text", _) => {
            let said = text("text")?;
            if said.is_empty() {
                return Err("text content blocks must be non-empty".into());
            }
            if user {
                ask.last += &said;
            }
            ask.history += &said;
        }
        ("image", true) => ask.pictures.push(seen(&block["source"])?),
        ("tool_use", false) => {
            if !block["input"].is_object() {
                return Err("tool_use.input: Input should be a valid dictionary".into());
            }
            let id = text("id")?;
            if !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
                return Err("tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'".into());
            }
            open.push(id);
            ask.history += &block["input"].to_string();
        }
        ("tool_result", true) => {
            let id = text("tool_use_id")?;
            let at = open.iter().position(|o| *o == id).ok_or(format!("unexpected tool_use_id: {id}"))?;
            open.remove(at);
            let mut said = String::new();
            match &block["content"] {
                Value::String(text) => said.clone_from(text),
                Value::Array(parts) => {
                    for part in parts {
                        match part["type"].as_str() {
                            Some("text") => said += part["text"].as_str().unwrap_or(""),
                            Some("image") => ask.pictures.push(seen(&part["source"])?),
                            other => return Err(format!("tool_result.content: {other:?}")),
                        }
                    }
                }
                _ => {}
            }
            if block["is_error"] == true {
                said = format!("(error) {said}");
            }
            ask.history += &said;
            ask.results.push(said);
        }
        ("thinking", false) => {
            if text("signature")? != SEAL {
                return Err("Invalid `signature` in `thinking` block".into());
            }
        }
        ("redacted_thinking", false) => {}
        (kind, _) => return Err(format!("Input tag '{kind}' does not match any of the expected tags")),
    }
    ask.history.push(' ');
    Ok(())
}

fn seen(source: &Value) -> Result<String, String> {
    match source["type"].as_str() {
        Some("base64") => picture(source["media_type"].as_str().unwrap_or(""), source["data"].as_str().unwrap_or("")),
        Some("url") => Ok(source["url"].as_str().ok_or("source.url")?.to_owned()),
        other => Err(format!("source.type: {other:?}")),
    }
}

fn usage(said: &Said, output: u64) -> Value {
    json!({
        "input_tokens": said.input - said.cached, "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": said.cached,
        "cache_creation": { "ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0 },
        "output_tokens": output, "service_tier": "standard",
    })
}

fn stop(said: &Said) -> &'static str {
    match said.why {
        Why::Done => "end_turn",
        Why::Stop => "stop_sequence",
        Why::Length => "max_tokens",
        Why::Calls => "tool_use",
    }
}

/// Its ids look like this.
fn call_id(id: &str) -> String {
    format!("toolu_{id}")
}

pub fn reply(ask: &Ask, said: &Said) -> Value {
    let mut content = Vec::new();
    if !said.thought.is_empty() {
        content.push(json!({ "type": "thinking", "thinking": said.thought.concat(), "signature": SEAL }));
    }
    if !said.text.is_empty() {
        content.push(json!({ "type": "text", "text": said.text.concat() }));
    }
    for (id, name, input) in &said.calls {
        content.push(json!({ "type": "tool_use", "id": call_id(id), "name": name, "input": input }));
    }
    json!({ "id": "msg_stub", "type": "message", "role": "assistant", "model": ask.model, "content": content,
        "stop_reason": stop(said), "stop_sequence": said.stopped_by, "usage": usage(said, said.output) })
}

pub fn frames(ask: &Ask, said: &Said) -> Vec<Frame> {
    let message = json!({ "id": "msg_stub", "type": "message", "role": "assistant", "model": ask.model, "content": [],
        "stop_reason": null, "stop_sequence": null, "usage": usage(said, 1) });
    let mut frames = vec![
        Frame::event(&json!({ "type": "message_start", "message": message }), 0),
        Frame::event(&json!({ "type": "ping" }), 0),
    ];
    let mut index = 0;
    let mut block = |begin: Value, deltas: Vec<(Value, u64)>| {
        frames.push(Frame::event(&json!({ "type": "content_block_start", "index": index, "content_block": begin }), 0));
        for (delta, tokens) in deltas {
            let event = json!({ "type": "content_block_delta", "index": index, "delta": delta });
            frames.push(Frame::event(&event, tokens));
        }
        frames.push(Frame::event(&json!({ "type": "content_block_stop", "index": index }), 0));
        index += 1;
    };
    if !said.thought.is_empty() {
        let mut deltas: Vec<_> =
            said.thought.iter().map(|w| (json!({ "type": "thinking_delta", "thinking": w }), 1)).collect();
        deltas.push((json!({ "type": "signature_delta", "signature": SEAL }), 0));
        block(json!({ "type": "thinking", "thinking": "", "signature": "" }), deltas);
    }
    if !said.text.is_empty() {
        let deltas = said.text.iter().map(|w| (json!({ "type": "text_delta", "text": w }), 1)).collect();
        block(json!({ "type": "text", "text": "" }), deltas);
    }
    for (id, name, input) in &said.calls {
        let [first, second] = halves(input);
        let piece = |json: &str| json!({ "type": "input_json_delta", "partial_json": json });
        let count = tokens(name) + tokens(&input.to_string());
        let deltas = vec![(piece(""), 0), (piece(&first), 0), (piece(&second), count)];
        block(json!({ "type": "tool_use", "id": call_id(id), "name": name, "input": {} }), deltas);
    }
    let delta = json!({ "stop_reason": stop(said), "stop_sequence": said.stopped_by });
    let counts = json!({ "output_tokens": said.output });
    frames.push(Frame::event(&json!({ "type": "message_delta", "delta": delta, "usage": counts }), 0));
    frames.push(Frame::event(&json!({ "type": "message_stop" }), 0));
    frames
}
