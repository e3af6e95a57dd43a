//! Counts, errors and the end of responses that pass through. The last event repeats the whole response; it has the
//! usage, and nothing like `[DONE]` follows.

use memchr::memmem;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

use crate::wire::{
    Provider, StreamFault, Usage,
    scan::{Sight, garbage, told},
};

/// The members of an event that hold what the client reads: of text, of thoughts, of a call's arguments.
pub const TEXT_KEYS: &[&str] = &["\"delta\":"];

/// Events that must be looked into; what a model says may hold these words, too.
const MARKS: [&[u8]; 4] = [b"response.completed", b"response.incomplete", b"response.failed", b"\"error\""];

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Counts {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    input_tokens_details: Option<InputDetails>,
    output_tokens_details: Option<OutputDetails>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct InputDetails {
    cached_tokens: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct OutputDetails {
    reasoning_tokens: Option<u64>,
}

impl Counts {
    /// The input includes what came from the cache, and the output what was thought.
    pub fn usage(&self) -> Usage {
        let input = self.input_tokens.unwrap_or(0);
        let cached = self.input_tokens_details.as_ref().and_then(|d| d.cached_tokens).unwrap_or(0).min(input);
        Usage {
            input: input - cached,
            cached_input: cached,
            output: self.output_tokens.unwrap_or(0),
            reasoning: self.output_tokens_details.as_ref().and_then(|d| d.reasoning_tokens).unwrap_or(0),
            ..Usage::default()
        }
    }
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow, default)]
    response: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(default)]
    output: Option<Vec<IgnoredAny>>,
    #[serde(default)]
    usage: Option<Counts>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

/// Looks into a frame of a stream that passes through.
pub fn look(data: &[u8], counts: &mut Option<Counts>, provider: Provider) -> Sight {
    // Half a frame, or a page of HTML.
    if !(data.starts_with(b"{") && data.trim_ascii_end().ends_with(b"}")) {
        return Sight::Fault(garbage("an event is not JSON"));
    }
    if MARKS.iter().all(|mark| memmem::find(data, mark).is_none()) {
        return Sight::Pass;
    }
    let Ok(event) = serde_json::from_slice::<Event>(data) else {
        return Sight::Fault(garbage("an event has no type"));
    };
    let response = event.response.map_or("null", RawValue::get);
    match event.kind {
        "response.completed" | "response.incomplete" => match serde_json::from_str::<Whole>(response) {
            Ok(whole) => {
                *counts = whole.usage.or_else(|| counts.take());
                Sight::End
            }
            Err(_) => Sight::Fault(garbage("the last event has no response")),
        },
        "response.failed" => Sight::Fault(told(provider, response.as_bytes())),
        "error" => Sight::Fault(told(provider, data)),
        _ => Sight::Pass,
    }
}

/// Whether a whole body is a response, and what it cost.
pub fn inspect(provider: Provider, body: &[u8]) -> Result<Option<Usage>, StreamFault> {
    match serde_json::from_slice::<Whole>(body) {
        Ok(Whole { error: Some(_), .. }) => Err(told(provider, body)),
        Ok(Whole { output: Some(_), usage, .. }) => Ok(usage.map(|u| u.usage())),
        _ => Err(garbage("it is not a response")),
    }
}
