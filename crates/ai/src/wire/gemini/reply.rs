//! Whole responses, both ways.

use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{Counts, finish_reason, stop_reason, written};
use crate::wire::{
    Block, Provider, Response, StopReason, StreamFault, anthropic::object_of, response::call_id, scan::garbage,
    stream::Identity,
};

/// A response, or a chunk of one: Google makes no difference.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chunk {
    #[serde(default)]
    pub candidates: Vec<Candidate>,
    #[serde(default)]
    pub prompt_feedback: Option<Feedback>,
    #[serde(default)]
    pub usage_metadata: Option<Counts>,
    #[serde(default)]
    pub model_version: String,
    #[serde(default)]
    pub response_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    #[serde(default)]
    pub content: Option<Content>,
    #[serde(default)]
    pub finish_reason: Option<String>,
}

#[derive(Deserialize)]
pub struct Feedback {
    #[serde(default, rename = "blockReason")]
    pub block_reason: Option<String>,
}

#[derive(Deserialize)]
pub struct Content {
    #[serde(default)]
    pub parts: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub thought: bool,
    #[serde(default)]
    pub thought_signature: Option<String>,
    #[serde(default)]
    pub function_call: Option<Call>,
}

#[derive(Deserialize)]
pub struct Call {
    #[serde(default)]
    pub id: Option<String>,
    pub name: String,
    #[serde(default)]
    pub args: Option<Box<RawValue>>,
}

impl Chunk {
    /// Why it stopped, once it has.
    pub fn stop(&self) -> Option<StopReason> {
        if self.prompt_feedback.as_ref().is_some_and(|f| f.block_reason.is_some()) {
            return Some(StopReason::Refusal);
        }
        self.candidates.first().and_then(|c| c.finish_reason.as_deref()).map(stop_reason)
    }
}

pub fn decode(provider: Provider, body: &[u8]) -> Result<Response, StreamFault> {
    super::inspect(provider, body)?;
    let chunk: Chunk = serde_json::from_slice(body).map_err(|_| garbage("it is not a response"))?;
    let mut response = Response {
        stop: chunk.stop().unwrap_or_default(),
        usage: chunk.usage_metadata.as_ref().map(Counts::usage),
        id: chunk.response_id,
        model: chunk.model_version,
        ..Response::default()
    };
    let parts = chunk.candidates.into_iter().next().and_then(|c| c.content).map_or_else(Vec::new, |c| c.parts);
    let mut calls = 0;
    for part in parts {
        if let Some(text) = part.text {
            if part.thought {
                response.content.push(Block::Thinking { text, signature: None });
            } else if !text.is_empty() {
                response.content.push(Block::text(text));
            }
        } else if let Some(call) = part.function_call {
            if response.stop == StopReason::EndTurn {
                response.stop = StopReason::ToolUse;
            }
            response.content.push(Block::ToolUse {
                id: call.id.filter(|id| !id.is_empty()).unwrap_or_else(|| call_id(&response.id, body, calls)),
                name: call.name,
                input: call.args.map_or_else(|| "{}".into(), |raw| raw.get().to_owned()),
                signature: part.thought_signature,
            });
            calls += 1;
        }
    }
    Ok(response)
}

pub fn encode_reply(response: &Response, identity: &Identity) -> Value {
    let mut parts = Vec::with_capacity(response.content.len());
    for block in &response.content {
        match block {
            Block::Text { text, .. } => parts.push(json!({ "text": text })),
            Block::Thinking { text, .. } => parts.push(json!({ "text": text, "thought": true })),
            Block::ToolUse { id, name, input, signature } => {
                parts.push(call_part(id, name, input, signature.as_deref()));
            }
            _ => {}
        }
    }
    let mut reply = json!({
        "candidates": [{
            "content": { "role": "model", "parts": parts },
            "finishReason": finish_reason(response.stop),
            "index": 0,
        }],
        "modelVersion": identity.model,
        "responseId": identity.id,
    });
    if let Some(usage) = &response.usage {
        reply["usageMetadata"] = written(usage);
    }
    reply
}

pub fn call_part(id: &str, name: &str, input: &str, signature: Option<&str>) -> Value {
    let mut part = json!({ "functionCall": { "id": id, "name": name, "args": object_of(input) } });
    if let Some(signature) = signature {
        part["thoughtSignature"] = signature.into();
    }
    part
}
