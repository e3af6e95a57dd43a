//! Anthropic's counts: the input leaves out what was read from or written to the cache; a stream begins with the
//! input and restates what changes.

use memchr::memmem;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::wire::{
    Provider, StreamFault, Usage,
    scan::{Sight, garbage, told},
};

/// The members of an event that hold what the client reads.
pub const TEXT_KEYS: &[&str] = &["\"text\":", "\"thinking\":", "\"partial_json\":"];

/// What has been said so far; a later word on the same count replaces the earlier.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Counts {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
    cache_creation: Option<CacheCreation>,
    output_tokens_details: Option<OutputDetails>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct CacheCreation {
    ephemeral_5m_input_tokens: Option<u64>,
    ephemeral_1h_input_tokens: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct OutputDetails {
    thinking_tokens: Option<u64>,
}

impl Counts {
    pub fn update(&mut self, later: Self) {
        self.input_tokens = later.input_tokens.or(self.input_tokens);
        self.output_tokens = later.output_tokens.or(self.output_tokens);
        self.cache_read_input_tokens = later.cache_read_input_tokens.or(self.cache_read_input_tokens);
        self.cache_creation_input_tokens = later.cache_creation_input_tokens.or(self.cache_creation_input_tokens);
        self.cache_creation = later.cache_creation.or(self.cache_creation.take());
        self.output_tokens_details = later.output_tokens_details.or(self.output_tokens_details.take());
    }

    pub fn usage(&self) -> Option<Usage> {
        if self.input_tokens.is_none() && self.output_tokens.is_none() {
            return None;
        }
        let parts = self.cache_creation.clone().unwrap_or_default();
        let hour = parts.ephemeral_1h_input_tokens.unwrap_or(0);
        // The total is always there; its parts are newer. What is not said to live an hour lives five minutes.
        let written = self
            .cache_creation_input_tokens
            .unwrap_or_else(|| parts.ephemeral_5m_input_tokens.unwrap_or(0).saturating_add(hour));
        let hour = hour.min(written);
        Some(Usage {
            input: self.input_tokens.unwrap_or(0),
            cached_input: self.cache_read_input_tokens.unwrap_or(0),
            cache_write_5m: written - hour,
            cache_write_1h: hour,
            output: self.output_tokens.unwrap_or(0),
            reasoning: self.output_tokens_details.as_ref().and_then(|d| d.thinking_tokens).unwrap_or(0),
        })
    }
}

/// A usage as Anthropic's clients read it.
pub fn written(usage: &Usage) -> Value {
    json!({
        "input_tokens": usage.input,
        "cache_creation_input_tokens": usage.cache_write_5m.saturating_add(usage.cache_write_1h),
        "cache_read_input_tokens": usage.cached_input,
        "cache_creation": {
            "ephemeral_5m_input_tokens": usage.cache_write_5m,
            "ephemeral_1h_input_tokens": usage.cache_write_1h,
        },
        "output_tokens": usage.output,
    })
}

#[derive(Deserialize)]
struct Carrier<'a> {
    r#type: &'a str,
    #[serde(default)]
    message: Option<Started>,
    #[serde(default)]
    usage: Option<Counts>,
}

#[derive(Deserialize)]
struct Started {
    #[serde(default)]
    usage: Option<Counts>,
}

/// Looks into an event of a stream that passes through.
pub fn look(data: &[u8], counts: &mut Counts, provider: Provider) -> Sight {
    if !(data.starts_with(b"{") && data.trim_ascii_end().ends_with(b"}")) {
        return Sight::Fault(garbage("an event is not JSON"));
    }
    // Most events are pieces of text; no text can hold these words with bare quotes.
    const WORDS: [&[u8]; 4] = [b"\"message_start\"", b"\"message_delta\"", b"\"message_stop\"", b"\"error\""];
    if WORDS.iter().all(|word| memmem::find(data, word).is_none()) {
        return Sight::Pass;
    }
    let Ok(event) = serde_json::from_slice::<Carrier>(data) else {
        return Sight::Fault(garbage("an event is not a message's"));
    };
    match event.r#type {
        "message_start" => counts.update(event.message.and_then(|m| m.usage).unwrap_or_default()),
        "message_delta" => counts.update(event.usage.unwrap_or_default()),
        "message_stop" => return Sight::End,
        "error" => return Sight::Fault(told(provider, data)),
        _ => {}
    }
    Sight::Pass
}

/// Whether a whole body is a message, and what it cost.
pub fn inspect(provider: Provider, body: &[u8]) -> Result<Option<Usage>, StreamFault> {
    match serde_json::from_slice::<Carrier>(body) {
        Ok(Carrier { r#type: "message", usage, .. }) => Ok(usage.and_then(|u| u.usage())),
        Ok(Carrier { r#type: "error", .. }) => Err(told(provider, body)),
        _ => Err(garbage("it is not a message")),
    }
}
