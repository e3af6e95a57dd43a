//! OpenAI's chat completions, as OpenAI and its imitators speak them.

mod parse;
mod reply;
mod request;
mod stream;
mod usage;

pub(super) use parse::{effort, format, parse, source};
pub(super) use reply::{decode, encode_reply};
pub(super) use request::encode;
pub(super) use stream::{Decoder, Encoder};
pub(super) use usage::{Counts, TEXT_KEYS, inspect, look, written};

use super::StopReason;

fn finish_reason(stop: StopReason) -> &'static str {
    match stop {
        StopReason::EndTurn | StopReason::StopSequence | StopReason::Pause => "stop",
        StopReason::MaxTokens => "length",
        StopReason::ToolUse => "tool_calls",
        StopReason::Refusal => "content_filter",
    }
}

fn stop_reason(finish: &str) -> StopReason {
    match finish {
        "length" => StopReason::MaxTokens,
        "tool_calls" | "function_call" => StopReason::ToolUse,
        "content_filter" => StopReason::Refusal,
        _ => StopReason::EndTurn,
    }
}
