//! What goes over the wire: one JSON object a frame (003 §8.15).

use kernel::{Error, Stream, bus::Ephemeral, event::Committed, http::context::Locale};
use serde::Serialize;
use serde_json::{json, value::RawValue};

/// A frame, ready to be sent.
#[derive(Debug, Clone)]
pub struct Frame {
    pub text: String,
    /// Says where a stream stands, but nothing new.
    pub greeting: bool,
}

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    stream: &'a Stream,
    seq: i64,
    at: chrono::DateTime<chrono::Utc>,
    data: &'a RawValue,
}

impl Frame {
    fn new(text: String) -> Self {
        Self { text, greeting: false }
    }
    pub fn of(kind: &str, data: serde_json::Value) -> Self {
        Self::new(json!({ "type": kind, "data": data }).to_string())
    }
    /// `None` when the event is not for this reader's eyes.
    pub fn event(event: &Committed, staff: bool) -> Option<Self> {
        let data = event.payload(staff)?;
        let frame = Event { kind: &event.name, stream: &event.stream, seq: event.seq, at: event.at, data };
        serde_json::to_string(&frame).ok().map(Self::new)
    }
    pub fn ephemeral(e: &Ephemeral) -> Self {
        Self::new(json!({ "type": e.name, "stream": e.stream, "data": &e.payload }).to_string())
    }
    pub fn subscribed(stream: &Stream, seq: i64) -> Self {
        Self { text: json!({ "type": "subscribed", "stream": stream, "seq": seq }).to_string(), greeting: true }
    }
    /// The caller may not follow it any longer.
    pub fn ended(stream: &Stream) -> Self {
        Self::new(json!({ "type": "ended", "stream": stream }).to_string())
    }
    /// The client missed too much: it fetches the state and goes on from `seq`.
    pub fn reset(stream: &Stream, seq: i64) -> Self {
        Self::new(json!({ "type": "reset", "stream": stream, "seq": seq }).to_string())
    }
    /// A refused request; `about` holds what identifies it to the client.
    pub fn error(error: &Error, locale: Locale, mut about: serde_json::Value) -> Self {
        about["code"] = error.code.number.into();
        about["message"] = error.message(locale).into();
        about["errors"] = json!(error.fields);
        Self::of("error", about)
    }
}
