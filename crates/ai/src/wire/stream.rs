//! Streams across dialects: a vendor's bytes become events, events become the client's bytes.

use bytes::{Bytes, BytesMut};

use super::{
    Dialect, Event, Failure, Provider, anthropic, encode_stream_error, gemini, openai, responses,
    scan::{broken_off, too_long},
};
use crate::sse::{self, Frames};

/// Reads a vendor's stream, cut anywhere.
#[derive(Debug)]
pub struct StreamDecoder {
    frames: Frames,
    vendor: Vendor,
    /// An end or an error was passed on: nothing may follow.
    over: bool,
}

#[derive(Debug)]
enum Vendor {
    OpenAi(openai::Decoder),
    Anthropic(anthropic::Decoder),
    Gemini(gemini::Decoder),
}

impl StreamDecoder {
    pub fn new(provider: Provider) -> Self {
        let vendor = match provider {
            Provider::Anthropic => Vendor::Anthropic(anthropic::Decoder::new(provider)),
            Provider::Gemini => Vendor::Gemini(gemini::Decoder::new(provider)),
            _ => Vendor::OpenAi(openai::Decoder::new(provider)),
        };
        Self { frames: Frames::default(), vendor, over: false }
    }

    /// Takes what was read and appends what happened. A failure comes as [`Event::Error`], once.
    pub fn push(&mut self, read: Bytes, out: &mut Vec<Event>) {
        match self.frames.push(read) {
            Ok(whole) => self.take(&whole, out),
            Err(_) => self.end(Event::Error(too_long()), out),
        }
    }

    /// The vendor closed the stream.
    pub fn finish(&mut self, out: &mut Vec<Event>) {
        let rest = self.frames.rest();
        self.take(&rest, out);
        // Gemini has no mark of its end; the reason why it stopped is one.
        if let (Vendor::Gemini(decoder), false) = (&self.vendor, self.over)
            && let Some(stop) = decoder.stopped()
        {
            out.push(stop);
            return self.end(Event::End, out);
        }
        self.end(Event::Error(broken_off()), out);
    }

    fn take(&mut self, whole: &[u8], out: &mut Vec<Event>) {
        for frame in sse::split(whole) {
            if self.over {
                return;
            }
            let Some(frame) = sse::parse(frame) else { continue };
            let result = match &mut self.vendor {
                Vendor::OpenAi(decoder) => decoder.frame(&frame.data, out),
                Vendor::Anthropic(decoder) => decoder.frame(&frame.data, out),
                Vendor::Gemini(decoder) => decoder.frame(&frame.data, out),
            };
            match result {
                Ok(false) => {}
                Ok(true) => self.end(Event::End, out),
                Err(fault) => self.end(Event::Error(fault), out),
            }
        }
    }

    fn end(&mut self, event: Event, out: &mut Vec<Event>) {
        if !std::mem::replace(&mut self.over, true) {
            out.push(event);
        }
    }
}

/// What the answer says of itself to the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Made by the gateway; each dialect puts its prefix before it.
    pub id: String,
    /// The name that the client asked for.
    pub model: String,
    /// Seconds since 1970.
    pub created: i64,
}

/// Writes a stream in the client's dialect.
#[derive(Debug)]
pub struct StreamEncoder {
    surface: Surface,
}

#[derive(Debug)]
enum Surface {
    OpenAi(openai::Encoder),
    Responses(responses::Encoder),
    Anthropic(anthropic::Encoder),
    Gemini(gemini::Encoder),
}

impl StreamEncoder {
    /// `wants_usage` is OpenAI's, `array` Gemini's.
    pub fn new(surface: Dialect, identity: Identity, wants_usage: bool, array: bool) -> Self {
        let surface = match surface {
            Dialect::OpenAiChat | Dialect::OpenAiEmbeddings => {
                Surface::OpenAi(openai::Encoder::new(identity, wants_usage))
            }
            Dialect::OpenAiResponses => Surface::Responses(responses::Encoder::new(identity)),
            Dialect::Anthropic => Surface::Anthropic(anthropic::Encoder::new(identity)),
            Dialect::Gemini => Surface::Gemini(gemini::Encoder::new(identity, array)),
        };
        Self { surface }
    }

    /// Appends what the client gets to see of an event. Errors are written by [`Self::fail`].
    pub fn push(&mut self, event: &Event, out: &mut BytesMut) {
        match &mut self.surface {
            Surface::OpenAi(encoder) => encoder.push(event, out),
            Surface::Responses(encoder) => encoder.push(event, out),
            Surface::Anthropic(encoder) => encoder.push(event, out),
            Surface::Gemini(encoder) => encoder.push(event, out),
        }
    }

    /// The honest end of a stream that cannot go on.
    pub fn fail(&mut self, failure: &Failure) -> Bytes {
        match &mut self.surface {
            Surface::OpenAi(_) => encode_stream_error(Dialect::OpenAiChat, failure, 0),
            Surface::Responses(encoder) => {
                encode_stream_error(Dialect::OpenAiResponses, failure, encoder.next_sequence())
            }
            Surface::Anthropic(_) => encode_stream_error(Dialect::Anthropic, failure, 0),
            Surface::Gemini(encoder) => encoder.fail(failure),
        }
    }
}
