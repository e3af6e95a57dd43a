//! Whole chat completions, both ways.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Counts, finish_reason, stop_reason, written};
use crate::wire::{Block, Provider, Response, StopReason, StreamFault, request::text_of, scan, stream::Identity};

#[derive(Debug, Deserialize)]
struct Completion {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    model: Option<String>,
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<Counts>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    message: Said,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    content: Option<String>,
    reasoning_content: Option<String>,
    reasoning: Option<String>,
    refusal: Option<String>,
    tool_calls: Option<Vec<Call>>,
}

#[derive(Debug, Deserialize)]
struct Call {
    #[serde(default)]
    id: Option<String>,
    function: Function,
}

#[derive(Debug, Deserialize)]
struct Function {
    name: String,
    /// A text of JSON; some imitators send the object itself.
    #[serde(default)]
    arguments: Value,
}

pub fn decode(provider: Provider, body: &[u8]) -> Result<Response, StreamFault> {
    // Errors that come with a 200 are seen to, too.
    super::inspect(provider, body)?;
    let completion: Completion = serde_json::from_slice(body).map_err(|_| scan::garbage("it is not a completion"))?;
    let Some(choice) = completion.choices.into_iter().next() else {
        return Err(scan::garbage("it has no choices"));
    };
    let said = choice.message;
    let mut content = Vec::new();
    if let Some(text) = said.reasoning_content.or(said.reasoning).filter(|t| !t.is_empty()) {
        content.push(Block::Thinking { text, signature: None });
    }
    let mut stop = stop_reason(choice.finish_reason.as_deref().unwrap_or(""));
    if let Some(text) = said.content.filter(|t| !t.is_empty()) {
        content.push(Block::text(text));
    }
    if let Some(text) = said.refusal.filter(|t| !t.is_empty()) {
        content.push(Block::text(text));
        stop = StopReason::Refusal;
    }
    for (i, call) in said.tool_calls.unwrap_or_default().into_iter().enumerate() {
        // Some imitators end with `stop` although tools are to be called.
        if stop == StopReason::EndTurn {
            stop = StopReason::ToolUse;
        }
        content.push(Block::ToolUse {
            id: call.id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("call_{i}")),
            name: call.function.name,
            input: match call.function.arguments {
                Value::String(text) => text,
                Value::Null => "{}".into(),
                other => other.to_string(),
            },
            signature: None,
        });
    }
    Ok(Response {
        id: completion.id.unwrap_or_default(),
        model: completion.model.unwrap_or_default(),
        content,
        stop,
        stop_sequence: None,
        usage: completion.usage.map(|u| u.usage()),
        ..Response::default()
    })
}

pub fn encode_reply(response: &Response, identity: &Identity) -> Value {
    let mut message = json!({ "role": "assistant", "content": null, "refusal": null });
    let text = text_of(&response.content);
    if !text.is_empty() {
        message["content"] = text.into();
    }
    let mut calls = Vec::new();
    let mut thought = String::new();
    for block in &response.content {
        match block {
            Block::ToolUse { id, name, input, signature } => {
                calls.push(tool_call(id, name, input, signature.as_deref()));
            }
            Block::Thinking { text, .. } => thought.push_str(text),
            _ => {}
        }
    }
    if !thought.is_empty() {
        message["reasoning_content"] = thought.into();
    }
    if calls.is_empty() && message["content"].is_null() {
        message["content"] = "".into();
    }
    if !calls.is_empty() {
        message["tool_calls"] = calls.into();
    }
    let mut reply = json!({
        "id": format!("chatcmpl-{}", identity.id),
        "object": "chat.completion",
        "created": identity.created,
        "model": identity.model,
        "choices": [{ "index": 0, "message": message, "logprobs": null, "finish_reason": finish_reason(response.stop) }],
    });
    if let Some(usage) = &response.usage {
        reply["usage"] = written(usage);
    }
    reply
}

pub fn tool_call(id: &str, name: &str, input: &str, signature: Option<&str>) -> Value {
    let mut call = json!({ "id": id, "type": "function", "function": { "name": name, "arguments": input } });
    if let Some(signature) = signature {
        call["extra_content"] = json!({ "google": { "thought_signature": signature } });
    }
    call
}
