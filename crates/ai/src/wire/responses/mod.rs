//! OpenAI's responses API. OpenAI itself is asked in it, with the client's own bytes. All others are asked in theirs;
//! nothing is stored for them, so each request brings its whole conversation.

mod parse;
mod reply;
mod stream;
mod usage;

pub(super) use parse::parse;
pub(super) use reply::encode_reply;
pub(super) use stream::Encoder;
pub(super) use usage::{Counts, TEXT_KEYS, inspect, look};
