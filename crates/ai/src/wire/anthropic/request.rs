//! From the neutral form to a messages request.

use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use super::FOREIGN_SEAL;
use crate::wire::{
    Block, Format, Message, Reasoning, Request, Role, Source, ToolChoice, WireError, body::Body, request::follow_schema,
};

/// What a client that named no limit gets: Anthropic demands one, and each of its models allows this much.
const MAX_TOKENS: u64 = 8_192;
/// Thinking takes at least this much, and must leave something for the answer.
const THINKING_MIN: u64 = 1_024;

pub fn encode(request: &Request, model: &str) -> Result<Body, WireError> {
    let mut body = Body::default();
    body.set("model", model);
    let mut max_tokens = request.max_tokens.unwrap_or(MAX_TOKENS);
    let thinking = thinking(request, &mut max_tokens);
    body.set("max_tokens", max_tokens);
    let mut system: Vec<Value> = request.system.iter().filter_map(text).collect();
    match &request.format {
        Format::Text => {}
        Format::Json => system.push(json!({ "type": "text",
            "text": "Answer with one JSON object and nothing else: no explanation, no code fence." })),
        Format::Schema { schema, .. } => {
            let mut told = String::new();
            follow_schema(schema, &mut told);
            told.push_str("\nNothing else: no explanation, no code fence.");
            system.push(json!({ "type": "text", "text": told }));
        }
    }
    body.set_some("system", (!system.is_empty()).then_some(system));
    let mut messages: Vec<Value> = Vec::with_capacity(request.messages.len());
    for (i, message) in request.messages.iter().enumerate() {
        messages.push(encode_message(message, i)?);
    }
    body.set("messages", messages);
    if !request.tools.is_empty() {
        body.set("tools", tools(request));
        body.set_some("tool_choice", tool_choice(request, thinking.is_some()));
    }
    // With thinking on, Anthropic takes its own temperature only.
    if thinking.is_none() {
        // OpenAI's and Gemini's scales reach 2.
        body.set_some("temperature", request.temperature.map(|t| t.min(1.0)));
        body.set_some("top_k", request.top_k);
        // Its newer models refuse both at once.
        body.set_some("top_p", request.top_p.filter(|_| request.temperature.is_none()));
    }
    let stop: Vec<&String> = request.stop.iter().filter(|s| !s.trim().is_empty()).collect();
    body.set_some("stop_sequences", (!stop.is_empty()).then_some(stop));
    body.set_some("thinking", thinking);
    body.set_some("metadata", request.user.as_ref().map(|user| json!({ "user_id": user })));
    if request.stream {
        body.set("stream", true);
    }
    Ok(body)
}

/// How much to think, and more room for the answer where the limit leaves none.
fn thinking(request: &Request, max_tokens: &mut u64) -> Option<Value> {
    let Reasoning { enabled, effort, budget_tokens, .. } = request.reasoning.as_ref()?;
    if *enabled == Some(false) || (effort.is_none() && budget_tokens.is_none() && enabled.is_none()) {
        return None;
    }
    // A forced call leaves no room for thoughts, nor can unsealed thoughts be followed by calls.
    let forced = matches!(request.tool_choice, Some(ToolChoice::Required | ToolChoice::Named(_)));
    if forced || continues_unsealed_call(request) {
        return None;
    }
    let budget = budget_tokens.or(effort.map(|e| e.budget_tokens())).unwrap_or(8_192).max(THINKING_MIN);
    if *max_tokens <= budget {
        *max_tokens = budget.saturating_add(*max_tokens);
    }
    Some(json!({ "type": "enabled", "budget_tokens": budget }))
}

/// Anthropic wants the thought before a call back, with its own seal; other vendors' calls have none.
fn continues_unsealed_call(request: &Request) -> bool {
    let Some(last) = request.messages.iter().rev().find(|m| m.role == Role::Assistant) else { return false };
    let calls = last.content.iter().any(|b| matches!(b, Block::ToolUse { .. }));
    let sealed = last.content.iter().any(|b| match b {
        Block::Thinking { signature, .. } => signature.is_some(),
        Block::Redacted { .. } => true,
        _ => false,
    });
    calls && !sealed
}

#[derive(Serialize)]
struct ToolOut<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    input_schema: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_control: Option<Value>,
}

fn tools(request: &Request) -> Vec<ToolOut<'_>> {
    let mut list = Vec::with_capacity(request.tools.len());
    for tool in &request.tools {
        list.push(ToolOut {
            name: &tool.name,
            description: tool.description.as_deref(),
            input_schema: &tool.schema,
            cache_control: cache_control(tool.cache.as_deref()),
        });
    }
    list
}

fn tool_choice(request: &Request, thinking: bool) -> Option<Value> {
    let mut choice = match request.tool_choice.as_ref() {
        Some(ToolChoice::None) => return Some(json!({ "type": "none" })),
        Some(ToolChoice::Required) if !thinking => json!({ "type": "any" }),
        Some(ToolChoice::Named(name)) if !thinking => json!({ "type": "tool", "name": name }),
        Some(_) => json!({ "type": "auto" }),
        None if request.parallel_tool_calls == Some(false) => json!({ "type": "auto" }),
        None => return None,
    };
    if request.parallel_tool_calls == Some(false) {
        choice["disable_parallel_tool_use"] = true.into();
    }
    Some(choice)
}

fn encode_message(message: &Message, index: usize) -> Result<Value, WireError> {
    let role = match message.role {
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    let mut blocks = Vec::with_capacity(message.content.len());
    for block in &message.content {
        blocks.extend(encode_block(block, index)?);
    }
    if blocks.is_empty() {
        // Anthropic refuses empty messages; others allow them.
        blocks.push(json!({ "type": "text", "text": "." }));
    }
    Ok(json!({ "role": role, "content": blocks }))
}

fn text(block: &Block) -> Option<Value> {
    let Block::Text { text, cache } = block else { return None };
    if text.is_empty() {
        return None;
    }
    let mut out = json!({ "type": "text", "text": text });
    if let Some(cache) = cache_control(cache.as_deref()) {
        out["cache_control"] = cache;
    }
    Some(out)
}

fn cache_control(raw: Option<&str>) -> Option<Value> {
    raw.and_then(|text| serde_json::from_str(text).ok())
}

fn encode_block(block: &Block, index: usize) -> Result<Option<Value>, WireError> {
    Ok(match block {
        Block::Text { .. } => text(block),
        Block::Image(image) => Some(json!({ "type": "image", "source": source(&image.source) })),
        Block::Document { source: from, name } => {
            let mut out = json!({ "type": "document", "source": source(from) });
            if let Source::Base64 { media_type, .. } = from
                && media_type != "application/pdf"
            {
                return Err(WireError::at(
                    format!("messages[{index}].content"),
                    format!("this model reads PDF documents, not {media_type}"),
                ));
            }
            if let Some(name) = name {
                out["title"] = name.as_str().into();
            }
            Some(out)
        }
        Block::ToolUse { id, name, input, .. } => {
            let input = object_of(input);
            Some(json!({ "type": "tool_use", "id": tool_id(id), "name": name, "input": input }))
        }
        Block::ToolResult { id, content, is_error, .. } => {
            let mut inner = Vec::with_capacity(content.len());
            for block in content {
                inner.extend(encode_block(block, index)?);
            }
            let mut out = json!({ "type": "tool_result", "tool_use_id": tool_id(id), "content": inner });
            if *is_error {
                out["is_error"] = true.into();
            }
            Some(out)
        }
        Block::Thinking { text, signature: Some(seal) } if !seal.starts_with(FOREIGN_SEAL) => {
            Some(json!({ "type": "thinking", "thinking": text, "signature": seal }))
        }
        // Without Anthropic's seal it would be refused.
        Block::Thinking { .. } => None,
        Block::Redacted { data } => Some(json!({ "type": "redacted_thinking", "data": data })),
    })
}

fn source(source: &Source) -> Value {
    match source {
        Source::Base64 { media_type, data } => json!({ "type": "base64", "media_type": media_type, "data": data }),
        Source::Url(url) => json!({ "type": "url", "url": url }),
    }
}

/// A call's arguments as an object. A model that wrote something else is quoted.
pub fn object_of(input: &str) -> Value {
    if input.trim().is_empty() {
        return json!({});
    }
    match serde_json::from_str(input) {
        Ok(Value::Object(object)) => Value::Object(object),
        _ => json!({ "arguments": input }),
    }
}

/// Anthropic's ids have letters, digits, `_` and `-` only.
fn tool_id(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' }).collect()
}
