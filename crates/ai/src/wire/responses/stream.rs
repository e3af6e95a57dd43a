//! Streams of response events for clients. The last event repeats the whole output, so that is kept until then.

use bytes::{BufMut, BytesMut};
use serde_json::{Value, json};

use super::reply::{call, envelope, item_id, message, reasoning, text_part};
use crate::wire::{Event, StopReason, Usage, stream::Identity};

#[derive(Debug)]
pub struct Encoder {
    identity: Identity,
    sequence: u64,
    started: bool,
    open: Option<Item>,
    output: Vec<Value>,
    stop: Option<StopReason>,
    usage: Option<Usage>,
}

/// The output item that is being written.
#[derive(Debug)]
enum Item {
    Message { id: String, text: String },
    Reasoning { id: String, text: String, seal: Option<String> },
    Call { id: String, call_id: String, name: String, arguments: String },
}

impl Encoder {
    pub fn new(identity: Identity) -> Self {
        Self { identity, sequence: 0, started: false, open: None, output: Vec::new(), stop: None, usage: None }
    }

    /// For an error event that ends the stream.
    pub fn next_sequence(&self) -> u64 {
        self.sequence
    }

    pub fn push(&mut self, event: &Event, out: &mut BytesMut) {
        self.start(out);
        match event {
            Event::Text(delta) => self.text(delta, out),
            Event::Thinking(delta) => self.thinking(delta, out),
            Event::Signature(new) => {
                self.thinking("", out);
                if let Some(Item::Reasoning { seal, .. }) = &mut self.open {
                    *seal = Some(new.clone());
                }
                self.close(out);
            }
            Event::ToolStart { id: call_id, name, .. } => {
                self.close(out);
                let id = item_id("fc", &self.identity, self.output.len());
                self.added(call(&id, call_id, name, "", "in_progress"), out);
                let (call_id, name) = (call_id.clone(), name.clone());
                self.open = Some(Item::Call { id, call_id, name, arguments: String::new() });
            }
            Event::ToolInput { json: delta, .. } => {
                if let Some(Item::Call { id, arguments, .. }) = &mut self.open {
                    arguments.push_str(delta);
                    let event = json!({ "item_id": id, "output_index": self.output.len(), "delta": delta });
                    self.event("response.function_call_arguments.delta", event, out);
                }
            }
            Event::Stop { reason, .. } => {
                self.close(out);
                self.stop = Some(*reason);
            }
            Event::Usage(usage) => self.usage = Some(*usage),
            Event::End => {
                self.close(out);
                let stop = self.stop.unwrap_or_default();
                let name = match stop {
                    StopReason::MaxTokens | StopReason::Refusal => "response.incomplete",
                    _ => "response.completed",
                };
                let output = std::mem::take(&mut self.output);
                let response = envelope(&self.identity, Some(stop), output, self.usage.as_ref());
                self.event(name, json!({ "response": response }), out);
            }
            Event::Start { .. } | Event::Redacted(_) | Event::Error(_) => {}
        }
    }

    fn start(&mut self, out: &mut BytesMut) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        let response = envelope(&self.identity, None, Vec::new(), None);
        self.event("response.created", json!({ "response": response }), out);
        self.event("response.in_progress", json!({ "response": response }), out);
    }

    fn text(&mut self, delta: &str, out: &mut BytesMut) {
        if !matches!(self.open, Some(Item::Message { .. })) {
            self.close(out);
            let id = item_id("msg", &self.identity, self.output.len());
            self.added(message(&id, Vec::new(), "in_progress"), out);
            let event = json!({ "item_id": id, "output_index": self.output.len(), "content_index": 0,
                "part": text_part("") });
            self.event("response.content_part.added", event, out);
            self.open = Some(Item::Message { id, text: String::new() });
        }
        if let Some(Item::Message { id, text }) = &mut self.open {
            text.push_str(delta);
            let event = json!({ "item_id": id, "output_index": self.output.len(), "content_index": 0,
                "delta": delta, "logprobs": [] });
            self.event("response.output_text.delta", event, out);
        }
    }

    fn thinking(&mut self, delta: &str, out: &mut BytesMut) {
        if !matches!(self.open, Some(Item::Reasoning { .. })) {
            self.close(out);
            let id = item_id("rs", &self.identity, self.output.len());
            self.added(reasoning(&id, "", None), out);
            let event = json!({ "item_id": id, "output_index": self.output.len(), "summary_index": 0,
                "part": { "type": "summary_text", "text": "" } });
            self.event("response.reasoning_summary_part.added", event, out);
            self.open = Some(Item::Reasoning { id, text: String::new(), seal: None });
        }
        if let Some(Item::Reasoning { id, text, .. }) = &mut self.open
            && !delta.is_empty()
        {
            text.push_str(delta);
            let event = json!({ "item_id": id, "output_index": self.output.len(), "summary_index": 0, "delta": delta });
            self.event("response.reasoning_summary_text.delta", event, out);
        }
    }

    fn added(&mut self, item: Value, out: &mut BytesMut) {
        let event = json!({ "output_index": self.output.len(), "item": item });
        self.event("response.output_item.added", event, out);
    }

    fn close(&mut self, out: &mut BytesMut) {
        let Some(open) = self.open.take() else { return };
        let at = self.output.len();
        let item = match open {
            Item::Message { id, text } => {
                let done = json!({ "item_id": id, "output_index": at, "content_index": 0, "text": text,
                    "logprobs": [] });
                self.event("response.output_text.done", done, out);
                let part = text_part(&text);
                let done = json!({ "item_id": id, "output_index": at, "content_index": 0, "part": part });
                self.event("response.content_part.done", done, out);
                message(&id, vec![part], "completed")
            }
            Item::Reasoning { id, text, seal } => {
                let done = json!({ "item_id": id, "output_index": at, "summary_index": 0, "text": text });
                self.event("response.reasoning_summary_text.done", done, out);
                let part = json!({ "type": "summary_text", "text": text });
                let done = json!({ "item_id": id, "output_index": at, "summary_index": 0, "part": part });
                self.event("response.reasoning_summary_part.done", done, out);
                reasoning(&id, &text, seal.as_deref())
            }
            Item::Call { id, call_id, name, arguments } => {
                let done = json!({ "item_id": id, "output_index": at, "name": name, "arguments": arguments });
                self.event("response.function_call_arguments.done", done, out);
                call(&id, &call_id, &name, &arguments, "completed")
            }
        };
        self.event("response.output_item.done", json!({ "output_index": at, "item": item }), out);
        self.output.push(item);
    }

    fn event(&mut self, name: &str, mut data: Value, out: &mut BytesMut) {
        data["type"] = name.into();
        data["sequence_number"] = self.sequence.into();
        self.sequence += 1;
        out.put_slice(b"event: ");
        out.put_slice(name.as_bytes());
        out.put_slice(b"\ndata: ");
        out.put_slice(data.to_string().as_bytes());
        out.put_slice(b"\n\n");
    }
}
