//! Google's Gemini API.

mod parse;
mod reply;
mod request;
mod schema;
mod stream;
mod usage;

pub(super) use parse::parse;
pub(super) use reply::{decode, encode_reply};
pub(super) use request::encode;
pub(super) use stream::{ArrayWriter, Decoder, Encoder};
pub(super) use usage::{Counts, TEXT_KEYS, inspect, look, written};

use super::StopReason;

fn finish_reason(stop: StopReason) -> &'static str {
    match stop {
        StopReason::EndTurn | StopReason::StopSequence | StopReason::ToolUse | StopReason::Pause => "STOP",
        StopReason::MaxTokens => "MAX_TOKENS",
        StopReason::Refusal => "SAFETY",
    }
}

fn stop_reason(finish: &str) -> StopReason {
    match finish {
        "MAX_TOKENS" => StopReason::MaxTokens,
        "SAFETY" | "RECITATION" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII" | "IMAGE_SAFETY" | "LANGUAGE" => {
            StopReason::Refusal
        }
        _ => StopReason::EndTurn,
    }
}
