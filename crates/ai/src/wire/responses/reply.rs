//! Whole responses for clients.

use serde_json::{Value, json};

use crate::wire::{Block, Response, StopReason, Usage, stream::Identity};

pub fn encode_reply(response: &Response, identity: &Identity) -> Value {
    let mut output = Vec::new();
    let mut text: Vec<Value> = Vec::new();
    for block in &response.content {
        match block {
            Block::Text { text: said, .. } => text.push(text_part(said)),
            Block::Thinking { text: thought, signature } => {
                close(&mut text, &mut output, identity);
                output.push(reasoning(&item_id("rs", identity, output.len()), thought, signature.as_deref()));
            }
            Block::ToolUse { id, name, input, .. } => {
                close(&mut text, &mut output, identity);
                output.push(call(&item_id("fc", identity, output.len()), id, name, input, "completed"));
            }
            _ => {}
        }
    }
    close(&mut text, &mut output, identity);
    envelope(identity, Some(response.stop), output, response.usage.as_ref())
}

fn close(text: &mut Vec<Value>, output: &mut Vec<Value>, identity: &Identity) {
    if !text.is_empty() {
        let id = item_id("msg", identity, output.len());
        output.push(message(&id, std::mem::take(text), "completed"));
    }
}

pub fn item_id(kind: &str, identity: &Identity, index: usize) -> String {
    format!("{kind}_{}_{index}", identity.id)
}

pub fn text_part(text: &str) -> Value {
    json!({ "type": "output_text", "text": text, "annotations": [], "logprobs": [] })
}

pub fn message(id: &str, content: Vec<Value>, status: &str) -> Value {
    json!({ "type": "message", "id": id, "status": status, "role": "assistant", "content": content })
}

pub fn call(id: &str, call_id: &str, name: &str, arguments: &str, status: &str) -> Value {
    json!({ "type": "function_call", "id": id, "call_id": call_id, "name": name, "arguments": arguments,
        "status": status })
}

pub fn reasoning(id: &str, text: &str, seal: Option<&str>) -> Value {
    let summary = if text.is_empty() { json!([]) } else { json!([{ "type": "summary_text", "text": text }]) };
    let mut item = json!({ "type": "reasoning", "id": id, "summary": summary });
    if let Some(seal) = seal {
        item["encrypted_content"] = seal.into();
    }
    item
}

/// The response around its output. Without a reason to have stopped, it goes on.
pub fn envelope(identity: &Identity, stop: Option<StopReason>, output: Vec<Value>, usage: Option<&Usage>) -> Value {
    let incomplete = match stop {
        Some(StopReason::MaxTokens) => Some("max_output_tokens"),
        Some(StopReason::Refusal) => Some("content_filter"),
        _ => None,
    };
    let status = match (stop, incomplete) {
        (None, _) => "in_progress",
        (_, Some(_)) => "incomplete",
        _ => "completed",
    };
    json!({
        "id": format!("resp_{}", identity.id),
        "object": "response",
        "created_at": identity.created,
        "status": status,
        "error": null,
        "incomplete_details": incomplete.map(|reason| json!({ "reason": reason })),
        "instructions": null,
        "max_output_tokens": null,
        "metadata": {},
        "model": identity.model,
        "output": output,
        "parallel_tool_calls": true,
        "previous_response_id": null,
        "reasoning": { "effort": null, "summary": null },
        "store": false,
        "temperature": null,
        "text": { "format": { "type": "text" } },
        "tool_choice": "auto",
        "tools": [],
        "top_p": null,
        "truncation": "disabled",
        "usage": usage.map(|u| json!({
            "input_tokens": u.total_input(),
            "input_tokens_details": { "cached_tokens": u.cached_input },
            "output_tokens": u.output,
            "output_tokens_details": { "reasoning_tokens": u.reasoning },
            "total_tokens": u.total(),
        })),
    })
}
