//! Whole messages, both ways.

use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{Counts, FOREIGN_SEAL, request::object_of, stop_reason, stop_word, written};
use crate::wire::{Block, Provider, Response, StreamFault, scan::garbage, stream::Identity};

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    id: String,
    #[serde(default)]
    model: String,
    content: Vec<Part>,
    #[serde(default)]
    stop_reason: Option<String>,
    #[serde(default)]
    stop_sequence: Option<String>,
    #[serde(default)]
    usage: Option<Counts>,
}

#[derive(Deserialize)]
struct Part {
    r#type: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    thinking: String,
    #[serde(default)]
    signature: Option<String>,
    #[serde(default)]
    data: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    input: Option<Box<RawValue>>,
}

pub fn decode(provider: Provider, body: &[u8]) -> Result<Response, StreamFault> {
    super::inspect(provider, body)?;
    let message: Message = serde_json::from_slice(body).map_err(|_| garbage("it is not a message"))?;
    let content = message.content.into_iter().filter_map(|part| match part.r#type.as_str() {
        "text" => Some(Block::text(part.text)),
        "thinking" => {
            Some(Block::Thinking { text: part.thinking, signature: part.signature.filter(|s| !s.is_empty()) })
        }
        "redacted_thinking" => Some(Block::Redacted { data: part.data }),
        "tool_use" => Some(Block::ToolUse {
            id: part.id,
            name: part.name,
            input: part.input.map_or_else(|| "{}".into(), |raw| raw.get().to_owned()),
            signature: None,
        }),
        _ => None,
    });
    Ok(Response {
        id: message.id,
        model: message.model,
        content: content.collect(),
        stop: stop_reason(message.stop_reason.as_deref().unwrap_or("")),
        stop_sequence: message.stop_sequence,
        usage: message.usage.and_then(|u| u.usage()),
        ..Response::default()
    })
}

pub fn encode_reply(response: &Response, identity: &Identity) -> Value {
    let mut content = Vec::with_capacity(response.content.len());
    for block in &response.content {
        match block {
            Block::Text { text, .. } => content.push(json!({ "type": "text", "text": text })),
            Block::Thinking { text, signature } => content.push(json!({ "type": "thinking", "thinking": text,
                "signature": signature.as_deref().unwrap_or("") })),
            Block::Redacted { data } => content.push(json!({ "type": "redacted_thinking", "data": data })),
            Block::ToolUse { id, name, input, signature } => {
                if let Some(seal) = signature {
                    content.push(json!({ "type": "thinking", "thinking": "",
                        "signature": format!("{FOREIGN_SEAL}{seal}") }));
                }
                content.push(json!({ "type": "tool_use", "id": id, "name": name, "input": object_of(input) }));
            }
            Block::Image(_) | Block::Document { .. } | Block::ToolResult { .. } => {}
        }
    }
    json!({
        "id": format!("msg_{}", identity.id),
        "type": "message",
        "role": "assistant",
        "model": identity.model,
        "content": content,
        "stop_reason": stop_word(response.stop),
        "stop_sequence": response.stop_sequence,
        "usage": written(&response.usage.unwrap_or_default()),
    })
}
