//! Streams and answers that pass through in the client's own dialect. Frames go on as they came; only the few that
//! carry the count of tokens, an error or the end are looked into.

use bytes::{Buf, Bytes};
use memchr::memmem;

use super::{
    Dialect, Fault, Provider, StreamFault, Usage, anthropic, embeddings, fault, gemini, openai, responses,
    tokens::Count,
};
use crate::sse::{self, Frames};

/// Watches a stream for its usage, its errors and its end.
#[derive(Debug)]
pub struct UsageScanner {
    dialect: Dialect,
    provider: Provider,
    strip_usage: bool,
    frames: Frames,
    usage: Seen,
    delivered: Count,
    whole: bool,
}

/// Each vendor's counts as they come in, last one wins.
#[derive(Debug, Default)]
struct Seen {
    openai: Option<openai::Counts>,
    responses: Option<responses::Counts>,
    anthropic: anthropic::Counts,
    gemini: Option<gemini::Counts>,
}

/// What a frame is to the gateway.
#[derive(Debug, PartialEq)]
pub(super) enum Sight {
    Pass,
    /// Not for the client.
    Keep,
    /// The vendor said that it is done.
    End,
    Fault(StreamFault),
}

impl UsageScanner {
    pub fn new(provider: Provider, dialect: Dialect, strip_usage: bool) -> Self {
        Self {
            dialect,
            provider,
            strip_usage,
            frames: Frames::default(),
            usage: Seen::default(),
            delivered: Count::default(),
            whole: false,
        }
    }

    /// Takes what was read and appends what may go to the client: whole frames only, so that whatever ends the
    /// stream early begins a frame of its own. On a fault, what came before it has been appended.
    pub fn push(&mut self, read: Bytes, out: &mut Vec<Bytes>) -> Result<(), StreamFault> {
        let mut whole = self.frames.push(read).map_err(|_| too_long())?;
        let mut passed = 0;
        for frame in sse::split(&whole.clone()) {
            match self.look(frame) {
                Sight::Pass => passed += frame.len(),
                Sight::End => {
                    passed += frame.len();
                    self.whole = true;
                }
                Sight::Keep => {
                    let before = whole.split_to(passed);
                    whole.advance(frame.len());
                    passed = 0;
                    out.extend((!before.is_empty()).then_some(before));
                }
                Sight::Fault(fault) => {
                    whole.truncate(passed);
                    out.extend((!whole.is_empty()).then_some(whole));
                    return Err(fault);
                }
            }
        }
        out.extend((!whole.is_empty()).then_some(whole));
        Ok(())
    }

    /// The vendor closed the stream.
    pub fn finish(&mut self, out: &mut Vec<Bytes>) -> Result<(), StreamFault> {
        let rest = self.frames.rest();
        if !rest.is_empty() {
            match self.look(&rest) {
                Sight::Fault(fault) => return Err(fault),
                Sight::End => {
                    self.whole = true;
                    out.push(rest);
                    out.push(Bytes::from_static(b"\n\n"));
                }
                Sight::Pass | Sight::Keep => {}
            }
        }
        if self.whole { Ok(()) } else { Err(broken_off()) }
    }

    pub fn usage(&self) -> Option<Usage> {
        match self.dialect {
            Dialect::OpenAiChat | Dialect::OpenAiEmbeddings => self.usage.openai.as_ref().map(openai::Counts::usage),
            Dialect::OpenAiResponses => self.usage.responses.as_ref().map(responses::Counts::usage),
            Dialect::Anthropic => self.usage.anthropic.usage(),
            Dialect::Gemini => self.usage.gemini.as_ref().map(gemini::Counts::usage),
        }
    }

    /// Whether the vendor has said that it is done.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Tokens of the text that went to the client, estimated: for a stream that broke off before its count.
    pub fn delivered_tokens(&self) -> u64 {
        self.delivered.tokens()
    }

    fn look(&mut self, bytes: &[u8]) -> Sight {
        let Some(frame) = sse::parse(bytes) else { return Sight::Pass };
        let data: &[u8] = &frame.data;
        match self.dialect {
            Dialect::OpenAiResponses => {
                count_text(data, &mut self.delivered, responses::TEXT_KEYS);
                responses::look(data, &mut self.usage.responses, self.provider)
            }
            Dialect::OpenAiChat | Dialect::OpenAiEmbeddings => {
                if data.starts_with(b"[DONE]") {
                    return Sight::End;
                }
                count_text(data, &mut self.delivered, openai::TEXT_KEYS);
                openai::look(data, self.strip_usage, &mut self.usage.openai, self.provider)
            }
            Dialect::Anthropic => {
                count_text(data, &mut self.delivered, anthropic::TEXT_KEYS);
                anthropic::look(data, &mut self.usage.anthropic, self.provider)
            }
            Dialect::Gemini => {
                count_text(data, &mut self.delivered, gemini::TEXT_KEYS);
                gemini::look(data, &mut self.usage.gemini, self.provider)
            }
        }
    }
}

/// Adds the strings that are the values of `keys`, which come with their colon.
fn count_text(data: &[u8], count: &mut Count, keys: &[&str]) {
    for key in keys {
        let mut rest = data;
        while let Some(at) = memmem::find(rest, key.as_bytes()) {
            rest = rest[at + key.len()..].trim_ascii_start();
            let Some(text) = rest.strip_prefix(b"\"") else { continue };
            let length = string_length(text);
            count.add_json(&text[..length]);
            rest = &text[length..];
        }
    }
}

/// How far the inside of a JSON string reaches.
fn string_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        if bytes[at + found] == b'"' {
            return at + found;
        }
        at += found + 2;
    }
    bytes.len()
}

/// Whether an answer in a vendor's dialect is one, and what it cost.
pub(super) fn inspect_response(
    provider: Provider,
    dialect: Dialect,
    body: &[u8],
) -> Result<Option<Usage>, StreamFault> {
    match dialect {
        Dialect::OpenAiChat => openai::inspect(provider, body),
        Dialect::OpenAiResponses => responses::inspect(provider, body),
        Dialect::OpenAiEmbeddings => embeddings::inspect(provider, body),
        Dialect::Anthropic => anthropic::inspect(provider, body),
        Dialect::Gemini => gemini::inspect(provider, body),
    }
}

/// An error that the vendor sent inside a stream.
pub(super) fn told(provider: Provider, data: &[u8]) -> StreamFault {
    let verdict =
        fault::classify_upstream(provider, 200, &http::HeaderMap::new(), data, std::time::SystemTime::UNIX_EPOCH);
    StreamFault { fault: verdict.fault, message: verdict.message }
}

pub(super) fn garbage(what: &str) -> StreamFault {
    StreamFault { fault: Fault::Garbage, message: format!("the provider's answer could not be understood: {what}") }
}

pub(super) fn broken_off() -> StreamFault {
    StreamFault { fault: Fault::Garbage, message: "the provider's answer broke off before its end".into() }
}

pub(super) fn too_long() -> StreamFault {
    garbage("a part of it is too long")
}
