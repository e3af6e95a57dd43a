//! Anthropic's messages.

mod parse;
mod reply;
mod request;
mod stream;
mod usage;

pub(super) use parse::parse;
pub(super) use reply::{decode, encode_reply};
pub(super) use request::{encode, object_of};
pub(super) use stream::{Decoder, Encoder};
pub(super) use usage::{Counts, TEXT_KEYS, inspect, look, written};

use super::StopReason;

fn stop_word(stop: StopReason) -> &'static str {
    match stop {
        StopReason::EndTurn => "end_turn",
        StopReason::MaxTokens => "max_tokens",
        StopReason::StopSequence => "stop_sequence",
        StopReason::ToolUse => "tool_use",
        StopReason::Refusal => "refusal",
        StopReason::Pause => "pause_turn",
    }
}

fn stop_reason(word: &str) -> StopReason {
    match word {
        "max_tokens" | "model_context_window_exceeded" => StopReason::MaxTokens,
        "stop_sequence" => StopReason::StopSequence,
        "tool_use" => StopReason::ToolUse,
        "refusal" => StopReason::Refusal,
        "pause_turn" => StopReason::Pause,
        _ => StopReason::EndTurn,
    }
}

/// Thoughts that another vendor sealed pass through Anthropic's clients in a thinking block, marked as such; Anthropic
/// itself would refuse the seal.
const FOREIGN_SEAL: &str = "foreign:";
