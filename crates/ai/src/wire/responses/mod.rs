//! OpenAI's responses API, for clients; no vendor is asked in it. Nothing is stored, so each request brings its whole
//! conversation.

mod parse;
mod reply;
mod stream;

pub(super) use parse::parse;
pub(super) use reply::encode_reply;
pub(super) use stream::Encoder;
