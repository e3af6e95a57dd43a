//! Google's counts: each chunk restates them, the input includes what came from the cache, thoughts come beside the
//! answer's.

use memchr::memmem;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};

use crate::wire::{
    Provider, StreamFault, Usage,
    scan::{Sight, garbage, told},
};

/// The members of a chunk that hold what the client reads.
pub const TEXT_KEYS: &[&str] = &["\"text\":"];

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Counts {
    prompt_token_count: Option<u64>,
    cached_content_token_count: Option<u64>,
    candidates_token_count: Option<u64>,
    thoughts_token_count: Option<u64>,
    /// What built-in tools brought in; billed as input.
    tool_use_prompt_token_count: Option<u64>,
}

impl Counts {
    pub fn usage(&self) -> Usage {
        let prompt = self.prompt_token_count.unwrap_or(0);
        let cached = self.cached_content_token_count.unwrap_or(0).min(prompt);
        let thoughts = self.thoughts_token_count.unwrap_or(0);
        Usage {
            input: (prompt - cached).saturating_add(self.tool_use_prompt_token_count.unwrap_or(0)),
            cached_input: cached,
            cache_write_5m: 0,
            cache_write_1h: 0,
            output: self.candidates_token_count.unwrap_or(0).saturating_add(thoughts),
            reasoning: thoughts,
        }
    }
}

/// A usage as Google's clients read it.
pub fn written(usage: &Usage) -> Value {
    let thoughts = usage.reasoning.min(usage.output);
    let mut counts = json!({
        "promptTokenCount": usage.total_input(),
        "candidatesTokenCount": usage.output - thoughts,
        "totalTokenCount": usage.total(),
    });
    if usage.cached_input > 0 {
        counts["cachedContentTokenCount"] = usage.cached_input.into();
    }
    if thoughts > 0 {
        counts["thoughtsTokenCount"] = thoughts.into();
    }
    counts
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Carrier {
    #[serde(default)]
    candidates: Option<Vec<Candidate>>,
    #[serde(default)]
    prompt_feedback: Option<Feedback>,
    #[serde(default)]
    usage_metadata: Option<Counts>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    #[serde(default)]
    block_reason: Option<String>,
}

impl Carrier {
    /// Google's streams have no mark of their end but this.
    fn has_stopped(&self) -> bool {
        self.candidates.iter().flatten().any(|c| c.finish_reason.is_some())
            || self.prompt_feedback.as_ref().is_some_and(|f| f.block_reason.is_some())
    }
}

/// Looks into a chunk of a stream that passes through.
pub fn look(data: &[u8], counts: &mut Option<Counts>, provider: Provider) -> Sight {
    const WORDS: [&[u8]; 4] = [b"\"usageMetadata\"", b"\"finishReason\"", b"\"promptFeedback\"", b"\"error\""];
    if !(data.starts_with(b"{") && data.trim_ascii_end().ends_with(b"}")) {
        return Sight::Fault(garbage("a chunk is not JSON"));
    }
    if WORDS.iter().all(|word| memmem::find(data, word).is_none()) {
        return Sight::Pass;
    }
    match serde_json::from_slice::<Carrier>(data) {
        Ok(Carrier { error: Some(_), .. }) => Sight::Fault(told(provider, data)),
        Ok(mut chunk) => {
            if let Some(told) = chunk.usage_metadata.take() {
                *counts = Some(told);
            }
            if chunk.has_stopped() { Sight::End } else { Sight::Pass }
        }
        Err(_) => Sight::Fault(garbage("a chunk is not a response's")),
    }
}

/// Whether a whole body is a response, and what it cost.
pub fn inspect(provider: Provider, body: &[u8]) -> Result<Option<Usage>, StreamFault> {
    match serde_json::from_slice::<Carrier>(body) {
        Ok(Carrier { error: Some(_), .. }) => Err(told(provider, body)),
        Ok(carrier) if carrier.candidates.is_some() || carrier.prompt_feedback.is_some() => {
            Ok(carrier.usage_metadata.map(|c| c.usage()))
        }
        _ => Err(garbage("it is not a response")),
    }
}
