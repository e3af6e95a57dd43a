//! The vendors' formats. A request that arrives in any [`Dialect`] reaches a [`Provider`] of any family: in the same
//! dialect its bytes are forwarded ([`peek`], [`Head::body_for`], [`UsageScanner`]), across dialects it goes through one
//! neutral form ([`parse_request`], [`encode_request`], [`StreamDecoder`], [`StreamEncoder`]).
//!
//! Pure: bytes in, bytes out. Nothing here knows accounts, money, the network or the clock.

mod anthropic;
mod body;
mod dialect;
mod embeddings;
mod error;
mod event;
mod fault;
mod gemini;
mod head;
mod listing;
mod openai;
mod pipe;
mod provider;
mod read;
mod request;
mod response;
mod responses;
mod scan;
mod stream;
mod tokens;

pub use dialect::{Dialect, GeminiAction, GeminiPath};
pub use error::{ErrorKind, ErrorReply, Failure, WireError, encode_error, encode_stream_error};
pub use event::{Event, StreamFault};
pub use fault::{Fault, Verdict, classify_upstream};
pub use head::{Head, SameDialect, peek};
pub use listing::{Model, encode_model, encode_models, encode_token_count};
pub use pipe::{Outgoing, Pipe, answer, client_error, upstream};
pub use provider::Provider;
pub use request::{
    Block, Effort, Embed, EmbedInput, Format, Image, Message, Reasoning, Request, Role, Source, Tool, ToolChoice,
    encode_request, parse_request,
};
pub use response::{Response, StopReason, Usage, decode_response, encode_response};
pub use scan::UsageScanner;
pub use stream::{Identity, StreamDecoder, StreamEncoder};
pub use tokens::estimate as estimate_tokens;
