//! Streams of responses, both ways. A tool call comes whole here.

use bytes::{BufMut, Bytes, BytesMut};
use serde_json::{Value, json};

use super::{
    finish_reason,
    reply::{Chunk, call_part},
    written,
};
use crate::{
    sse,
    wire::{
        Dialect, Event, Failure, Provider, StopReason, StreamFault, Usage, encode_stream_error,
        response::call_id,
        scan::{garbage, told},
        stream::Identity,
    },
};

#[derive(Debug)]
pub struct Decoder {
    provider: Provider,
    started: bool,
    calls: usize,
    stop: Option<StopReason>,
    usage: Option<Usage>,
}

impl Decoder {
    pub fn new(provider: Provider) -> Self {
        Self { provider, started: false, calls: 0, stop: None, usage: None }
    }

    /// Google marks its end by saying why; that is told when the stream closes, since counts may follow.
    pub fn stopped(&self) -> Option<Event> {
        let reason = self.stop?;
        let reason = if reason == StopReason::EndTurn && self.calls > 0 { StopReason::ToolUse } else { reason };
        Some(Event::Stop { reason, sequence: None })
    }

    /// Never true: the end is the end of the stream.
    pub fn frame(&mut self, data: &[u8], out: &mut Vec<Event>) -> Result<bool, StreamFault> {
        if memchr::memmem::find(data, b"\"error\"").is_some() && super::inspect(self.provider, data).is_err() {
            return Err(told(self.provider, data));
        }
        let chunk: Chunk = serde_json::from_slice(data).map_err(|_| garbage("a chunk is not a response's"))?;
        if !std::mem::replace(&mut self.started, true) {
            out.push(Event::Start { id: chunk.response_id.clone(), model: chunk.model_version.clone() });
        }
        self.stop = chunk.stop().or(self.stop);
        if let Some(usage) = chunk.usage_metadata.as_ref().map(super::Counts::usage)
            && self.usage.replace(usage) != Some(usage)
        {
            out.push(Event::Usage(usage));
        }
        let parts = chunk.candidates.into_iter().next().and_then(|c| c.content).map_or_else(Vec::new, |c| c.parts);
        for part in parts {
            if let Some(text) = part.text.filter(|t| !t.is_empty()) {
                out.push(if part.thought { Event::Thinking(text) } else { Event::Text(text) });
            }
            if let Some(call) = part.function_call {
                let index = self.calls;
                self.calls += 1;
                let id = call.id.filter(|id| !id.is_empty());
                let id = id.unwrap_or_else(|| call_id(&chunk.response_id, data, index));
                out.push(Event::ToolStart { index, id, name: call.name, signature: part.thought_signature });
                let json = call.args.map_or_else(|| "{}".into(), |raw| raw.get().to_owned());
                out.push(Event::ToolInput { index, json });
            }
        }
        Ok(false)
    }
}

#[derive(Debug)]
pub struct Encoder {
    identity: Identity,
    array: Option<ArrayWriter>,
    /// The call whose arguments are coming in.
    call: Option<PendingCall>,
    /// Why it stopped is Google's mark of a good end, so it is not told before the end has come.
    stop: StopReason,
    usage: Option<Usage>,
}

#[derive(Debug)]
struct PendingCall {
    id: String,
    name: String,
    input: String,
    signature: Option<String>,
}

impl Encoder {
    pub fn new(identity: Identity, array: bool) -> Self {
        Self { identity, array: array.then(ArrayWriter::default), call: None, stop: StopReason::EndTurn, usage: None }
    }

    pub fn push(&mut self, event: &Event, out: &mut BytesMut) {
        match event {
            Event::Usage(usage) => self.usage = Some(*usage),
            Event::Text(text) => {
                self.end_call(out);
                self.parts(json!([{ "text": text }]), None, out);
            }
            Event::Thinking(text) => {
                self.end_call(out);
                self.parts(json!([{ "text": text, "thought": true }]), None, out);
            }
            Event::ToolStart { id, name, signature, .. } => {
                self.end_call(out);
                let (id, name, signature) = (id.clone(), name.clone(), signature.clone());
                self.call = Some(PendingCall { id, name, input: String::new(), signature });
            }
            Event::ToolInput { json, .. } => {
                if let Some(call) = &mut self.call {
                    call.input.push_str(json);
                }
            }
            Event::Stop { reason, .. } => {
                self.end_call(out);
                self.stop = *reason;
            }
            Event::End => {
                self.parts(json!([]), Some(finish_reason(self.stop)), out);
                if let Some(array) = &mut self.array {
                    out.put_slice(&array.close());
                }
            }
            Event::Start { .. } | Event::Signature(_) | Event::Redacted(_) | Event::Error(_) => {}
        }
    }

    pub fn fail(&mut self, failure: &Failure) -> Bytes {
        match &mut self.array {
            Some(array) => array.fail(failure),
            None => encode_stream_error(Dialect::Gemini, failure, 0),
        }
    }

    fn end_call(&mut self, out: &mut BytesMut) {
        if let Some(PendingCall { id, name, input, signature }) = self.call.take() {
            self.parts(json!([call_part(&id, &name, &input, signature.as_deref())]), None, out);
        }
    }

    fn parts(&mut self, parts: Value, finish: Option<&str>, out: &mut BytesMut) {
        let mut candidate = json!({ "content": { "role": "model", "parts": parts }, "index": 0 });
        if let Some(finish) = finish {
            candidate["finishReason"] = finish.into();
        }
        let mut chunk = json!({ "candidates": [candidate], "modelVersion": self.identity.model,
            "responseId": self.identity.id });
        if let Some(usage) = &self.usage {
            chunk["usageMetadata"] = written(usage);
        }
        match &mut self.array {
            Some(array) => array.item(chunk.to_string().as_bytes(), out),
            None => {
                out.put_slice(b"data: ");
                out.put_slice(chunk.to_string().as_bytes());
                out.put_slice(b"\n\n");
            }
        }
    }
}

/// Writes what came as server-sent events as one JSON array, for clients that did not ask for events.
#[derive(Debug, Default)]
pub struct ArrayWriter {
    open: bool,
}

impl ArrayWriter {
    /// The items of whole frames.
    pub fn write(&mut self, frames: &[u8]) -> Bytes {
        let mut out = BytesMut::new();
        for frame in sse::split(frames).filter_map(sse::parse) {
            self.item(&frame.data, &mut out);
        }
        out.freeze()
    }

    pub fn close(&mut self) -> Bytes {
        Bytes::from_static(if self.open { b"]" } else { b"[]" })
    }

    /// The error is the last item, as Google does it.
    pub fn fail(&mut self, failure: &Failure) -> Bytes {
        let mut out = BytesMut::new();
        let event = encode_stream_error(Dialect::Gemini, failure, 0);
        if let Some(frame) = sse::parse(&event) {
            self.item(&frame.data, &mut out);
        }
        out.put_slice(b"]");
        out.freeze()
    }

    fn item(&mut self, data: &[u8], out: &mut BytesMut) {
        out.put_slice(if std::mem::replace(&mut self.open, true) { b",\r\n" } else { b"[" });
        out.put_slice(data);
    }
}
