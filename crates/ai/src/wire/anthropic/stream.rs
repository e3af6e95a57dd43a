//! Streams of message events, both ways.

use bytes::{BufMut, BytesMut};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Counts, FOREIGN_SEAL, stop_reason, stop_word, written};
use crate::wire::{
    Event, Provider, StreamFault, Usage,
    scan::{garbage, told},
    stream::Identity,
};

#[derive(Debug)]
pub struct Decoder {
    provider: Provider,
    started: bool,
    /// The block that is open, by the vendor's index, and the number of its call if it is one.
    open: Option<(u64, Kind)>,
    calls: usize,
    counts: Counts,
    usage: Option<Usage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Thinking,
    Call(usize),
    /// A server's tool or whatever else is not known here.
    Other,
}

#[derive(Deserialize)]
struct Told<'a> {
    r#type: &'a str,
    #[serde(default)]
    index: Option<u64>,
    #[serde(default)]
    message: Option<Started>,
    #[serde(default)]
    content_block: Option<Begun>,
    #[serde(default)]
    delta: Option<Delta>,
    #[serde(default)]
    usage: Option<Counts>,
}

#[derive(Deserialize)]
struct Started {
    #[serde(default)]
    id: String,
    #[serde(default)]
    model: String,
    #[serde(default)]
    usage: Option<Counts>,
}

#[derive(Deserialize)]
struct Begun {
    r#type: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    thinking: String,
    #[serde(default)]
    data: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Delta {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    thinking: Option<String>,
    #[serde(default)]
    signature: Option<String>,
    #[serde(default)]
    partial_json: Option<String>,
    #[serde(default)]
    stop_reason: Option<String>,
    #[serde(default)]
    stop_sequence: Option<String>,
}

impl Decoder {
    pub fn new(provider: Provider) -> Self {
        Self { provider, started: false, open: None, calls: 0, counts: Counts::default(), usage: None }
    }

    /// True: the vendor is done.
    pub fn frame(&mut self, data: &[u8], out: &mut Vec<Event>) -> Result<bool, StreamFault> {
        let told_now: Told = serde_json::from_slice(data).map_err(|_| garbage("an event is not a message's"))?;
        match told_now.r#type {
            "message_start" => {
                if std::mem::replace(&mut self.started, true) {
                    return Err(garbage("it begins twice"));
                }
                let Some(message) = told_now.message else { return Err(garbage("it begins without a message")) };
                out.push(Event::Start { id: message.id, model: message.model });
                self.count(message.usage, out);
            }
            "error" => return Err(told(self.provider, data)),
            "ping" => {}
            _ if !self.started => return Err(garbage("it does not begin with its beginning")),
            "content_block_start" => self.begin(told_now.index, told_now.content_block, out)?,
            "content_block_delta" => self.delta(told_now.index, told_now.delta, out)?,
            "content_block_stop" => self.open = None,
            "message_delta" => {
                self.count(told_now.usage, out);
                if let Some(delta) = told_now.delta
                    && let Some(reason) = delta.stop_reason
                {
                    out.push(Event::Stop { reason: stop_reason(&reason), sequence: delta.stop_sequence });
                }
            }
            "message_stop" => return Ok(true),
            _ => {}
        }
        Ok(false)
    }

    fn count(&mut self, counts: Option<Counts>, out: &mut Vec<Event>) {
        let Some(counts) = counts else { return };
        self.counts.update(counts);
        let usage = self.counts.usage();
        if let Some(usage) = usage.filter(|u| self.usage != Some(*u)) {
            self.usage = Some(usage);
            out.push(Event::Usage(usage));
        }
    }

    fn begin(&mut self, index: Option<u64>, block: Option<Begun>, out: &mut Vec<Event>) -> Result<(), StreamFault> {
        let (Some(index), Some(block), None) = (index, block, self.open) else {
            return Err(garbage("a block begins before the one before it has ended"));
        };
        let kind = match block.r#type.as_str() {
            "text" => {
                if !block.text.is_empty() {
                    out.push(Event::Text(block.text));
                }
                Kind::Text
            }
            "thinking" => {
                if !block.thinking.is_empty() {
                    out.push(Event::Thinking(block.thinking));
                }
                Kind::Thinking
            }
            "redacted_thinking" => {
                out.push(Event::Redacted(block.data));
                Kind::Other
            }
            "tool_use" => {
                let call = self.calls;
                self.calls += 1;
                out.push(Event::ToolStart { index: call, id: block.id, name: block.name, signature: None });
                Kind::Call(call)
            }
            _ => Kind::Other,
        };
        self.open = Some((index, kind));
        Ok(())
    }

    fn delta(&mut self, index: Option<u64>, delta: Option<Delta>, out: &mut Vec<Event>) -> Result<(), StreamFault> {
        let (Some(index), Some(delta)) = (index, delta) else { return Err(garbage("a piece belongs to no block")) };
        let Some((_, kind)) = self.open.filter(|(open, _)| *open == index) else {
            return Err(garbage("a piece belongs to no block"));
        };
        let some = |text: Option<String>| text.filter(|t| !t.is_empty());
        match kind {
            Kind::Text => out.extend(some(delta.text).map(Event::Text)),
            Kind::Thinking => {
                out.extend(some(delta.thinking).map(Event::Thinking));
                out.extend(some(delta.signature).map(Event::Signature));
            }
            Kind::Call(call) => {
                out.extend(some(delta.partial_json).map(|json| Event::ToolInput { index: call, json }));
            }
            Kind::Other => {}
        }
        Ok(())
    }
}

#[derive(Debug)]
pub struct Encoder {
    identity: Identity,
    started: bool,
    open: Option<Kind>,
    /// The next block's.
    index: u64,
    usage: Usage,
}

impl Encoder {
    pub fn new(identity: Identity) -> Self {
        Self { identity, started: false, open: None, index: 0, usage: Usage::default() }
    }

    pub fn push(&mut self, event: &Event, out: &mut BytesMut) {
        match event {
            // Held back, so that the vendor's count of the input can come with it, if it comes at once.
            Event::Start { .. } => {}
            Event::Usage(usage) => self.usage = *usage,
            Event::Text(text) => {
                self.begin(Kind::Text, || json!({ "type": "text", "text": "" }), out);
                self.delta(json!({ "type": "text_delta", "text": text }), out);
            }
            Event::Thinking(text) => {
                self.begin(Kind::Thinking, || json!({ "type": "thinking", "thinking": "", "signature": "" }), out);
                self.delta(json!({ "type": "thinking_delta", "thinking": text }), out);
            }
            Event::Signature(seal) => {
                self.begin(Kind::Thinking, || json!({ "type": "thinking", "thinking": "", "signature": "" }), out);
                self.delta(json!({ "type": "signature_delta", "signature": seal }), out);
                self.close(out);
            }
            Event::Redacted(data) => {
                self.close(out);
                self.begin(Kind::Other, || json!({ "type": "redacted_thinking", "data": data }), out);
                self.close(out);
            }
            Event::ToolStart { index, id, name, signature } => {
                if let Some(seal) = signature {
                    self.push(&Event::Signature(format!("{FOREIGN_SEAL}{seal}")), out);
                }
                let block = || json!({ "type": "tool_use", "id": id, "name": name, "input": {} });
                self.begin(Kind::Call(*index), block, out);
            }
            Event::ToolInput { json, .. } => {
                self.delta(json!({ "type": "input_json_delta", "partial_json": json }), out);
            }
            Event::Stop { reason, sequence } => {
                self.start(out);
                self.close(out);
                let delta = json!({ "stop_reason": stop_word(*reason), "stop_sequence": sequence });
                let usage = written(&self.usage);
                self.event("message_delta", json!({ "type": "message_delta", "delta": delta, "usage": usage }), out);
            }
            Event::End => self.event("message_stop", json!({ "type": "message_stop" }), out),
            Event::Error(_) => {}
        }
    }

    fn start(&mut self, out: &mut BytesMut) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        let message = json!({
            "id": format!("msg_{}", self.identity.id), "type": "message", "role": "assistant",
            "model": self.identity.model, "content": [], "stop_reason": null, "stop_sequence": null,
            "usage": written(&self.usage),
        });
        self.event("message_start", json!({ "type": "message_start", "message": message }), out);
    }

    fn begin(&mut self, kind: Kind, block: impl FnOnce() -> Value, out: &mut BytesMut) {
        self.start(out);
        if self.open == Some(kind) {
            return;
        }
        self.close(out);
        self.open = Some(kind);
        let event = json!({ "type": "content_block_start", "index": self.index, "content_block": block() });
        self.event("content_block_start", event, out);
    }

    fn delta(&mut self, delta: Value, out: &mut BytesMut) {
        let event = json!({ "type": "content_block_delta", "index": self.index, "delta": delta });
        self.event("content_block_delta", event, out);
    }

    fn close(&mut self, out: &mut BytesMut) {
        if self.open.take().is_some() {
            let event = json!({ "type": "content_block_stop", "index": self.index });
            self.event("content_block_stop", event, out);
            self.index += 1;
        }
    }

    fn event(&self, name: &str, data: Value, out: &mut BytesMut) {
        out.put_slice(b"event: ");
        out.put_slice(name.as_bytes());
        out.put_slice(b"\ndata: ");
        out.put_slice(data.to_string().as_bytes());
        out.put_slice(b"\n\n");
    }
}
