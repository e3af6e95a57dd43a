//! One call's way through the gateway, whichever dialects are at its two ends.

use bytes::{Bytes, BytesMut};

use super::{
    Dialect, ErrorReply, Event, Failure, Fault, Head, Provider, StreamFault, Usage, UsageScanner, Verdict, WireError,
    dialect::{GeminiAction, GeminiPath},
    encode_error, encode_request, encode_stream_error,
    error::ErrorKind,
    gemini, parse_request,
    response::{decode_response, encode_response},
    scan::inspect_response,
    stream::{Identity, StreamDecoder, StreamEncoder},
    tokens::Count,
};

/// What is sent to a vendor; [`Provider::headers`] come with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// Below the account's base.
    pub path: String,
    pub body: Bytes,
}

/// The request as this vendor understands it, with its name for the model.
pub fn upstream(
    provider: Provider,
    surface: Dialect,
    head: &Head,
    body: &Bytes,
    model: &str,
) -> Result<Outgoing, WireError> {
    if provider.speaks(surface) {
        let same = head.body_for(provider, surface, body, model);
        return Ok(Outgoing { path: Provider::path(surface, model, head.stream), body: same.body });
    }
    let action = if head.stream { GeminiAction::Stream } else { GeminiAction::Generate };
    let path = GeminiPath { model: head.model.clone(), action, array: head.array };
    let request = parse_request(surface, Some(&path), body)?;
    encode_request(provider, &request, model)
}

/// A whole answer, for the client.
pub fn answer(
    provider: Provider,
    surface: Dialect,
    identity: &Identity,
    body: Bytes,
) -> Result<(Bytes, Option<Usage>), StreamFault> {
    if provider.speaks(surface) {
        let usage = inspect_response(provider, surface, &body)?;
        return Ok((body, usage));
    }
    let decoded = decode_response(provider, surface, &body)?;
    let usage = decoded.usage;
    Ok((encode_response(surface, &decoded, identity), usage))
}

/// A stream on its way to the client.
#[derive(Debug)]
pub struct Pipe {
    surface: Dialect,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Same { scanner: Box<UsageScanner>, array: Option<gemini::ArrayWriter> },
    Across(Box<Across>),
}

#[derive(Debug)]
struct Across {
    decoder: StreamDecoder,
    encoder: StreamEncoder,
    events: Vec<Event>,
    usage: Option<Usage>,
    delivered: Count,
    whole: bool,
}

impl Pipe {
    pub fn new(provider: Provider, surface: Dialect, head: &Head, identity: Identity) -> Self {
        let way = if provider.speaks(surface) {
            let strip_usage = surface == Dialect::OpenAiChat && !head.wants_usage;
            Way::Same {
                scanner: Box::new(UsageScanner::new(provider, surface, strip_usage)),
                array: head.array.then(gemini::ArrayWriter::default),
            }
        } else {
            Way::Across(Box::new(Across {
                decoder: StreamDecoder::new(provider),
                encoder: StreamEncoder::new(surface, identity, head.wants_usage, head.array),
                events: Vec::new(),
                usage: None,
                delivered: Count::default(),
                whole: false,
            }))
        };
        Self { surface, way }
    }

    /// Takes what was read and appends what the client gets now. On a fault, which the client has not been told, what
    /// came before it has been appended; [`Self::fail`] writes the end.
    pub fn push(&mut self, read: Bytes, out: &mut Vec<Bytes>) -> Result<(), StreamFault> {
        match &mut self.way {
            Way::Same { scanner, array: None } => scanner.push(read, out),
            Way::Same { scanner, array: Some(array) } => {
                let mut pieces = Vec::new();
                let result = scanner.push(read, &mut pieces);
                out.extend(pieces.iter().map(|piece| array.write(piece)).filter(|b| !b.is_empty()));
                result
            }
            Way::Across(across) => {
                across.decoder.push(read, &mut across.events);
                across.write(out)
            }
        }
    }

    /// The vendor closed the stream: an error, unless it had said that it was done.
    pub fn finish(&mut self, out: &mut Vec<Bytes>) -> Result<(), StreamFault> {
        match &mut self.way {
            Way::Same { scanner, array: None } => scanner.finish(out),
            Way::Same { scanner, array: Some(array) } => {
                let mut pieces = Vec::new();
                scanner.finish(&mut pieces)?;
                out.extend(pieces.iter().map(|piece| array.write(piece)).filter(|b| !b.is_empty()));
                out.push(array.close());
                Ok(())
            }
            Way::Across(across) => {
                if !across.whole {
                    across.decoder.finish(&mut across.events);
                }
                across.write(out)
            }
        }
    }

    /// The error event with which the client's stream ends. No good end may follow it.
    pub fn fail(&mut self, failure: &Failure) -> Bytes {
        match &mut self.way {
            Way::Same { array: Some(array), .. } => array.fail(failure),
            Way::Same { array: None, .. } => encode_stream_error(self.surface, failure, 0),
            Way::Across(across) => across.encoder.fail(failure),
        }
    }

    /// The vendor's own count, as far as it has come.
    pub fn usage(&self) -> Option<Usage> {
        match &self.way {
            Way::Same { scanner, .. } => scanner.usage(),
            Way::Across(across) => across.usage,
        }
    }

    /// Tokens of the text that went to the client, estimated.
    pub fn delivered_tokens(&self) -> u64 {
        match &self.way {
            Way::Same { scanner, .. } => scanner.delivered_tokens(),
            Way::Across(across) => across.delivered.tokens(),
        }
    }

    /// Whether the vendor has said that it is done.
    pub fn is_whole(&self) -> bool {
        match &self.way {
            Way::Same { scanner, .. } => scanner.is_whole(),
            Way::Across(across) => across.whole,
        }
    }
}

impl Across {
    fn write(&mut self, out: &mut Vec<Bytes>) -> Result<(), StreamFault> {
        let mut buffer = BytesMut::new();
        let mut result = Ok(());
        for event in self.events.drain(..) {
            match &event {
                Event::Usage(usage) => self.usage = Some(*usage),
                Event::Text(text) | Event::Thinking(text) | Event::ToolInput { json: text, .. } => {
                    self.delivered.add(text.as_bytes());
                }
                Event::End => self.whole = true,
                Event::Error(fault) => {
                    result = Err(fault.clone());
                    continue;
                }
                _ => {}
            }
            self.encoder.push(&event, &mut buffer);
        }
        if !buffer.is_empty() {
            out.push(buffer.freeze());
        }
        result
    }
}

/// What the client gets when the vendor refused the request itself: the vendor's own words, in the client's dialect.
pub fn client_error(
    provider: Provider,
    surface: Dialect,
    status: u16,
    body: &Bytes,
    verdict: &Verdict,
    request_id: &str,
) -> ErrorReply {
    if provider.speaks(surface) && body.trim_ascii_start().starts_with(b"{") {
        let headers = vec![("content-type", "application/json".to_owned())];
        return ErrorReply { status, headers, body: body.clone() };
    }
    let kind = match verdict.fault {
        Fault::ContextLength => ErrorKind::ContextLength,
        Fault::ContentRefused => ErrorKind::ContentRefused,
        Fault::ModelMissing => ErrorKind::NotFound,
        _ if status == 413 => ErrorKind::TooLarge,
        _ => ErrorKind::InvalidRequest,
    };
    encode_error(surface, &Failure { kind, message: &verdict.message, param: None, retry_after: None, request_id })
}
