//! Streams of chat completion chunks, both ways.

use bytes::{BufMut, BytesMut};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{Counts, finish_reason, stop_reason, written};
use crate::wire::{
    Event, Provider, StopReason, StreamFault, Usage,
    scan::{garbage, told},
    stream::Identity,
};

/// Calls in one answer; an index beyond is nonsense.
const CALLS_MAX: usize = 256;

#[derive(Debug)]
pub struct Decoder {
    provider: Provider,
    started: bool,
    /// The vendor's index of each call, in the order in which they began.
    calls: Vec<u64>,
    /// Told once all is said: tools are called even where the vendor says `stop`.
    stop: Option<StopReason>,
    stop_told: bool,
    usage: Option<Usage>,
}

#[derive(Debug, Deserialize)]
struct Chunk<'a> {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    model: Option<String>,
    #[serde(default)]
    choices: Option<Vec<Choice>>,
    #[serde(default)]
    usage: Option<Counts>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default)]
    delta: Option<Delta>,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Delta {
    content: Option<String>,
    reasoning_content: Option<String>,
    reasoning: Option<String>,
    refusal: Option<String>,
    tool_calls: Option<Vec<CallDelta>>,
}

#[derive(Debug, Deserialize)]
struct CallDelta {
    #[serde(default)]
    index: Option<u64>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    function: Option<FunctionDelta>,
}

#[derive(Debug, Deserialize)]
struct FunctionDelta {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    arguments: Option<String>,
}

impl Decoder {
    pub fn new(provider: Provider) -> Self {
        Self { provider, started: false, calls: Vec::new(), stop: None, stop_told: false, usage: None }
    }

    /// True: the vendor is done.
    pub fn frame(&mut self, data: &[u8], out: &mut Vec<Event>) -> Result<bool, StreamFault> {
        if data.starts_with(b"[DONE]") {
            self.tell_stop(out);
            return Ok(true);
        }
        let chunk: Chunk = serde_json::from_slice(data).map_err(|_| garbage("a chunk is not a completion's"))?;
        if chunk.error.is_some() {
            return Err(told(self.provider, data));
        }
        if !std::mem::replace(&mut self.started, true) {
            out.push(Event::Start { id: chunk.id.unwrap_or_default(), model: chunk.model.unwrap_or_default() });
        }
        if let Some(choice) = chunk.choices.into_iter().flatten().next() {
            if let Some(delta) = choice.delta {
                self.delta(delta, out)?;
            }
            if let Some(reason) = choice.finish_reason {
                let reason = stop_reason(&reason);
                let calls = reason == StopReason::EndTurn && !self.calls.is_empty();
                self.stop.get_or_insert(if calls { StopReason::ToolUse } else { reason });
            }
        }
        if let Some(counts) = chunk.usage {
            let usage = counts.usage();
            if self.usage.replace(usage) != Some(usage) {
                out.push(Event::Usage(usage));
            }
        }
        Ok(false)
    }

    fn tell_stop(&mut self, out: &mut Vec<Event>) {
        if !std::mem::replace(&mut self.stop_told, true) {
            out.push(Event::Stop { reason: self.stop.unwrap_or_default(), sequence: None });
        }
    }

    fn delta(&mut self, delta: Delta, out: &mut Vec<Event>) -> Result<(), StreamFault> {
        if let Some(text) = delta.reasoning_content.or(delta.reasoning).filter(|t| !t.is_empty()) {
            out.push(Event::Thinking(text));
        }
        if let Some(text) = delta.content.filter(|t| !t.is_empty()) {
            out.push(Event::Text(text));
        }
        if let Some(text) = delta.refusal.filter(|t| !t.is_empty()) {
            out.push(Event::Text(text));
            self.stop = Some(StopReason::Refusal);
        }
        for call in delta.tool_calls.unwrap_or_default() {
            self.call(call, out)?;
        }
        Ok(())
    }

    fn call(&mut self, call: CallDelta, out: &mut Vec<Event>) -> Result<(), StreamFault> {
        let (name, arguments) = call.function.map_or((None, None), |f| (f.name, f.arguments));
        let id = call.id.filter(|id| !id.is_empty());
        let name = name.filter(|n| !n.is_empty());
        // Imitators that leave out the index begin each call with its id.
        let key = call.index.unwrap_or(match (&id, self.calls.last()) {
            (Some(_), Some(last)) => last + 1,
            (None, Some(last)) => *last,
            (_, None) => 0,
        });
        let index = match self.calls.iter().position(|k| *k == key) {
            Some(index) => index,
            None => {
                let Some(name) = name else { return Err(garbage("a tool is called without its name")) };
                let index = self.calls.len();
                if index >= CALLS_MAX {
                    return Err(garbage("it calls too many tools"));
                }
                self.calls.push(key);
                let id = id.unwrap_or_else(|| format!("call_{index}"));
                out.push(Event::ToolStart { index, id, name, signature: None });
                index
            }
        };
        if let Some(json) = arguments.filter(|a| !a.is_empty()) {
            // Elsewhere a call that has been left cannot be taken up again.
            if index + 1 != self.calls.len() {
                return Err(garbage("its calls are mixed up"));
            }
            out.push(Event::ToolInput { index, json });
        }
        Ok(())
    }
}

#[derive(Debug)]
pub struct Encoder {
    identity: Identity,
    wants_usage: bool,
    usage: Option<Usage>,
    started: bool,
}

impl Encoder {
    pub fn new(identity: Identity, wants_usage: bool) -> Self {
        Self { identity, wants_usage, usage: None, started: false }
    }

    pub fn push(&mut self, event: &Event, out: &mut BytesMut) {
        match event {
            Event::Start { .. } => self.start(out),
            Event::Text(text) => self.delta(json!({ "content": text }), out),
            Event::Thinking(text) => self.delta(json!({ "reasoning_content": text }), out),
            Event::ToolStart { index, id, name, signature } => {
                let mut call = super::reply::tool_call(id, name, "", signature.as_deref());
                call["index"] = (*index).into();
                self.delta(json!({ "tool_calls": [call] }), out);
            }
            Event::ToolInput { index, json } => {
                let call = json!({ "index": index, "function": { "arguments": json } });
                self.delta(json!({ "tool_calls": [call] }), out);
            }
            Event::Stop { reason, .. } => {
                self.start(out);
                self.chunk(
                    json!([{ "index": 0, "delta": {}, "logprobs": null,
                    "finish_reason": finish_reason(*reason) }]),
                    None,
                    out,
                );
            }
            Event::Usage(usage) => self.usage = Some(*usage),
            Event::End => {
                if let (true, Some(usage)) = (self.wants_usage, &self.usage) {
                    self.chunk(json!([]), Some(written(usage)), out);
                }
                out.put_slice(b"data: [DONE]\n\n");
            }
            Event::Signature(_) | Event::Redacted(_) | Event::Error(_) => {}
        }
    }

    fn start(&mut self, out: &mut BytesMut) {
        if !self.started {
            self.delta(json!({ "role": "assistant", "content": "" }), out);
        }
    }

    fn delta(&mut self, delta: Value, out: &mut BytesMut) {
        if !std::mem::replace(&mut self.started, true) && delta.get("role").is_none() {
            self.delta(json!({ "role": "assistant", "content": "" }), out);
        }
        self.chunk(json!([{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": null }]), None, out);
    }

    fn chunk(&self, choices: Value, usage: Option<Value>, out: &mut BytesMut) {
        let mut chunk = json!({
            "id": format!("chatcmpl-{}", self.identity.id),
            "object": "chat.completion.chunk",
            "created": self.identity.created,
            "model": self.identity.model,
            "choices": choices,
        });
        if self.wants_usage {
            chunk["usage"] = usage.unwrap_or_default();
        }
        out.put_slice(b"data: ");
        out.put_slice(chunk.to_string().as_bytes());
        out.put_slice(b"\n\n");
    }
}
