//! OpenAI's counts, in which the input includes what came from the cache and the output what was thought.

use memchr::memmem;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json, value::RawValue};

use crate::wire::{
    Provider, StreamFault, Usage,
    scan::{Sight, garbage, told},
};

/// The members of a chunk that hold what the client reads.
pub const TEXT_KEYS: &[&str] = &["\"content\":", "\"reasoning_content\":", "\"reasoning\":", "\"arguments\":"];

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Counts {
    #[serde(default)]
    prompt_tokens: Option<u64>,
    #[serde(default)]
    completion_tokens: Option<u64>,
    #[serde(default)]
    prompt_tokens_details: Option<PromptDetails>,
    #[serde(default)]
    completion_tokens_details: Option<CompletionDetails>,
    /// DeepSeek.
    #[serde(default)]
    prompt_cache_hit_tokens: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct PromptDetails {
    cached_tokens: Option<u64>,
    /// DashScope.
    cache_creation_input_tokens: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct CompletionDetails {
    reasoning_tokens: Option<u64>,
}

impl Counts {
    pub fn usage(&self) -> Usage {
        let prompt = self.prompt_tokens.unwrap_or(0);
        let details = self.prompt_tokens_details.clone().unwrap_or_default();
        let cached = details.cached_tokens.or(self.prompt_cache_hit_tokens).unwrap_or(0).min(prompt);
        let written = details.cache_creation_input_tokens.unwrap_or(0).min(prompt - cached);
        Usage {
            input: prompt - cached - written,
            cached_input: cached,
            cache_write_5m: written,
            cache_write_1h: 0,
            output: self.completion_tokens.unwrap_or(0),
            reasoning: self.completion_tokens_details.as_ref().and_then(|d| d.reasoning_tokens).unwrap_or(0),
        }
    }
}

/// A usage as OpenAI's clients read it.
pub fn written(usage: &Usage) -> Value {
    json!({
        "prompt_tokens": usage.total_input(),
        "completion_tokens": usage.output,
        "total_tokens": usage.total(),
        "prompt_tokens_details": { "cached_tokens": usage.cached_input },
        "completion_tokens_details": { "reasoning_tokens": usage.reasoning },
    })
}

#[derive(Deserialize)]
struct Carrier {
    #[serde(default)]
    choices: Option<Vec<IgnoredAny>>,
    #[serde(default)]
    usage: Option<Counts>,
}

#[derive(Deserialize)]
struct Failed<'a> {
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

/// Looks into a frame of a stream that passes through.
pub fn look(data: &[u8], strip_usage: bool, counts: &mut Option<Counts>, provider: Provider) -> Sight {
    // Half a frame, or a page of HTML.
    if !(data.starts_with(b"{") && data.trim_ascii_end().ends_with(b"}")) {
        return Sight::Fault(garbage("a chunk is not JSON"));
    }
    if memmem::find(data, b"\"error\"").is_some()
        && serde_json::from_slice::<Failed>(data).is_ok_and(|failed| failed.error.is_some())
    {
        return Sight::Fault(told(provider, data));
    }
    let Some(at) = memmem::find(data, b"\"usage\":") else { return Sight::Pass };
    if data[at + 8..].trim_ascii_start().starts_with(b"null") {
        return Sight::Pass;
    }
    match serde_json::from_slice::<Carrier>(data) {
        Ok(Carrier { choices, usage: Some(usage) }) => {
            *counts = Some(usage);
            let only_usage = choices.is_none_or(|c| c.is_empty());
            if strip_usage && only_usage { Sight::Keep } else { Sight::Pass }
        }
        // A tool's argument may well be called so.
        Ok(_) => Sight::Pass,
        Err(_) => Sight::Fault(garbage("a chunk is not a completion's")),
    }
}

/// Whether a whole body is a completion, and what it cost.
pub fn inspect(provider: Provider, body: &[u8]) -> Result<Option<Usage>, StreamFault> {
    if serde_json::from_slice::<Failed>(body).is_ok_and(|failed| failed.error.is_some()) {
        return Err(told(provider, body));
    }
    match serde_json::from_slice::<Carrier>(body) {
        Ok(Carrier { choices: Some(choices), usage }) if !choices.is_empty() => Ok(usage.map(|u| u.usage())),
        _ => Err(garbage("it is not a completion")),
    }
}
