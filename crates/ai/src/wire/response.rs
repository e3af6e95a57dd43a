//! The neutral answer and its cost in tokens.

use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;

use super::{
    Block, Dialect, Provider, StreamFault, anthropic, embeddings, gemini, openai, responses, stream::Identity,
};

/// What a model said, whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    pub id: String,
    pub model: String,
    /// Text, thinking and tool calls, in order.
    pub content: Vec<Block>,
    pub stop: StopReason,
    /// The one that ended it, where the vendor says which.
    pub stop_sequence: Option<String>,
    /// `None`: the vendor did not say. An explicit 0 is a value.
    pub usage: Option<Usage>,
    /// For a request for vectors: one per input.
    pub vectors: Vec<Vec<f32>>,
    /// The client wants them in base64.
    pub base64: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StopReason {
    #[default]
    EndTurn,
    MaxTokens,
    StopSequence,
    ToolUse,
    /// The vendor refused or cut for reasons of content.
    Refusal,
    /// Anthropic's `pause_turn`: goes on when it is sent back.
    Pause,
}

/// Tokens by price. The parts of the input are apart from each other, as on an invoice: OpenAI's and Gemini's counts,
/// which include what came from the cache, are taken apart, Anthropic's are as they come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Read at the full price.
    pub input: u64,
    /// Read from the vendor's cache.
    pub cached_input: u64,
    /// Written to the vendor's cache for five minutes.
    pub cache_write_5m: u64,
    /// Written to the vendor's cache for an hour.
    pub cache_write_1h: u64,
    /// All that was written, thoughts included.
    pub output: u64,
    /// How much of `output` was thought.
    pub reasoning: u64,
}

impl Usage {
    pub fn total_input(&self) -> u64 {
        self.input
            .saturating_add(self.cached_input)
            .saturating_add(self.cache_write_5m)
            .saturating_add(self.cache_write_1h)
    }

    pub fn total(&self) -> u64 {
        self.total_input().saturating_add(self.output)
    }
}

/// Reads a vendor's whole answer to what was asked on `surface`.
pub fn decode_response(provider: Provider, surface: Dialect, body: &[u8]) -> Result<Response, StreamFault> {
    match provider.dialect(surface) {
        Dialect::Gemini if surface == Dialect::OpenAiEmbeddings => embeddings::decode(provider, body),
        Dialect::Gemini => gemini::decode(provider, body),
        Dialect::Anthropic => anthropic::decode(provider, body),
        _ => openai::decode(provider, body),
    }
}

/// Writes an answer for a client.
pub fn encode_response(surface: Dialect, response: &Response, identity: &Identity) -> Bytes {
    let reply = match surface {
        Dialect::OpenAiChat => openai::encode_reply(response, identity),
        Dialect::OpenAiResponses => responses::encode_reply(response, identity),
        Dialect::OpenAiEmbeddings => embeddings::encode_reply(response, identity),
        Dialect::Anthropic => anthropic::encode_reply(response, identity),
        Dialect::Gemini => gemini::encode_reply(response, identity),
    };
    reply.to_string().into()
}

/// An id for a call where the vendor gives none. Ids of one conversation must differ, also from turn to turn, so it
/// is made from the answer's own id or, without one, from its bytes.
pub(super) fn call_id(response_id: &str, bytes: &[u8], index: usize) -> String {
    let mut hasher = DefaultHasher::new();
    if response_id.is_empty() {
        bytes.hash(&mut hasher)
    } else {
        response_id.hash(&mut hasher)
    }
    format!("call_{:016x}_{index}", hasher.finish())
}
