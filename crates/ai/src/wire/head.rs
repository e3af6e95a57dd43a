//! What must be known of a request before it is routed, without reading all of it; and the body that goes on to a
//! vendor of the same dialect: the client's own bytes, but for the model and the wish for a count of tokens.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use bytes::{BufMut, Bytes, BytesMut};
use memchr::memmem;
use serde_json::value::RawValue;

use super::{
    Dialect, Provider, WireError,
    dialect::{GeminiAction, GeminiPath},
    read::{Field, Kind, Object},
    tokens::Count,
};

/// What a picture costs at most with the vendors whose rule is known, in tokens.
const IMAGE_TOKENS: u64 = 1_600;
/// Wrapping that the vendors put around the text.
const FRAME_TOKENS: u64 = 16;

#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    pub model: String,
    pub stream: bool,
    /// For each answer.
    pub max_tokens: Option<u64>,
    /// Answers asked for at once.
    pub choices: u64,
    /// Estimated, on the high side.
    pub input_tokens: u64,
    /// An OpenAI client that asked for the usage of its stream; to all others the count comes unasked.
    pub wants_usage: bool,
    /// Gemini without `alt=sse`.
    pub array: bool,
    /// The same for the calls of one conversation, so that they can meet the vendor's cache.
    pub affinity: Option<u64>,
    spans: Spans,
}

/// Where in the body stand the things that may be replaced.
#[derive(Debug, Clone, Default, PartialEq)]
struct Spans {
    model: Option<Range<usize>>,
    stream_options: Option<Range<usize>>,
    has_thinking_switch: bool,
}

/// Reads the head of a request. `path` is Gemini's.
pub fn peek(dialect: Dialect, path: Option<&GeminiPath>, body: &[u8]) -> Result<Head, WireError> {
    let root = Field::root(body)?;
    let mut members = root.object()?;
    let mut head = Head {
        model: String::new(),
        stream: false,
        max_tokens: None,
        choices: 1,
        input_tokens: input_tokens(body),
        wants_usage: true,
        array: false,
        affinity: None,
        spans: Spans::default(),
    };
    match dialect {
        Dialect::Gemini => {
            let path = path.ok_or_else(|| WireError::at("model", "the path names no model"))?;
            head.model.clone_from(&path.model);
            head.stream = path.action == GeminiAction::Stream;
            head.array = path.array;
            if let Some(config) = members.take_any(&["generationConfig", "generation_config"]) {
                let mut config = config.object()?;
                head.max_tokens =
                    config.take_any(&["maxOutputTokens", "max_output_tokens"]).map(|f| f.count(1)).transpose()?;
                head.choices = config.take_any(&["candidateCount", "candidate_count"]).map_or(Ok(1), |f| f.count(1))?;
            }
            let system = members.take_any(&["systemInstruction", "system_instruction"]);
            head.affinity = affinity(&[], system.as_ref(), members.take("contents").as_ref());
        }
        _ => {
            let model = members.need("model")?;
            head.model = model.string()?;
            if head.model.is_empty() {
                return Err(model.wrong("the name of a model"));
            }
            head.spans.model = span(body, &model);
            head.stream = members.bool("stream")?.unwrap_or(false);
            match dialect {
                Dialect::OpenAiChat => openai(&mut head, body, &mut members)?,
                Dialect::OpenAiResponses => {
                    // It would be answered before anybody knows what it costs.
                    if members.bool("background")? == Some(true) {
                        return Err(WireError::at("background", "'background' is not offered here"));
                    }
                    head.max_tokens = members.count("max_output_tokens", 1)?;
                    let keys = [members.take("prompt_cache_key"), members.take("user")];
                    head.affinity =
                        affinity(&keys, members.take("instructions").as_ref(), members.take("input").as_ref());
                }
                Dialect::Anthropic => {
                    head.max_tokens = Some(members.need("max_tokens")?.count(1)?);
                    let user = members.take("metadata").and_then(|m| m.object().ok()?.take("user_id"));
                    head.affinity =
                        affinity(&[user], members.take("system").as_ref(), members.take("messages").as_ref());
                }
                Dialect::OpenAiEmbeddings => {
                    head.stream = false;
                    head.max_tokens = Some(0);
                }
                Dialect::Gemini => {}
            }
        }
    }
    Ok(head)
}

fn openai(head: &mut Head, body: &[u8], members: &mut Object) -> Result<(), WireError> {
    let newer = members.count("max_completion_tokens", 1)?;
    let older = members.count("max_tokens", 1)?;
    head.max_tokens = newer.or(older);
    head.choices = members.count("n", 1)?.unwrap_or(1);
    head.wants_usage = false;
    if let Some(options) = members.take_even_null("stream_options") {
        if options.kind() != Kind::Null {
            head.wants_usage = options.object()?.bool("include_usage")?.unwrap_or(false);
        }
        head.spans.stream_options = span(body, &options);
    }
    head.spans.has_thinking_switch = members.take("enable_thinking").is_some();
    let keys = [members.take("prompt_cache_key"), members.take("user")];
    head.affinity = affinity(&keys, None, members.take("messages").as_ref());
    Ok(())
}

/// A request as it goes to a vendor that speaks the client's dialect.
#[derive(Debug, Clone, PartialEq)]
pub struct SameDialect {
    pub body: Bytes,
    /// The client did not ask for the chunk with the usage: it stays here.
    pub strip_usage: bool,
}

impl Head {
    /// The client's bytes with the account's name for the model. Everything that is not known here stays.
    pub fn body_for(&self, provider: Provider, dialect: Dialect, body: &Bytes, model: &str) -> SameDialect {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        if let Some(span) = &self.spans.model
            && self.model != model
        {
            edits.push((span.clone(), serde_json::Value::from(model).to_string()));
        }
        let adds_usage = dialect == Dialect::OpenAiChat && self.stream && !self.wants_usage;
        let start = body.iter().position(|b| *b == b'{').map_or(0, |at| at + 1);
        if adds_usage {
            match &self.spans.stream_options {
                Some(span) => edits.push((span.clone(), with_usage(&body[span.clone()]))),
                None => edits.push((start..start, r#""stream_options":{"include_usage":true},"#.into())),
            }
        }
        // The open Qwen3 models refuse a plain answer unless they are told not to think.
        if provider == Provider::Qwen
            && dialect == Dialect::OpenAiChat
            && !self.stream
            && !self.spans.has_thinking_switch
            && model.starts_with("qwen3-")
        {
            edits.push((start..start, r#""enable_thinking":false,"#.into()));
        }
        if edits.is_empty() {
            return SameDialect { body: body.clone(), strip_usage: false };
        }
        edits.sort_by_key(|(span, _)| span.start);
        let mut out = BytesMut::with_capacity(body.len() + edits.iter().map(|(_, text)| text.len()).sum::<usize>());
        let mut at = 0;
        for (span, text) in edits {
            out.put_slice(&body[at..span.start]);
            out.put_slice(text.as_bytes());
            at = span.end;
        }
        out.put_slice(&body[at..]);
        SameDialect { body: out.freeze(), strip_usage: adds_usage }
    }
}

/// The client's stream options, with the usage on.
fn with_usage(options: &[u8]) -> String {
    let mut options: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(options).unwrap_or_default();
    options.insert("include_usage".into(), true.into());
    serde_json::Value::Object(options).to_string()
}

/// Where a field's value stands in the body that it was read from.
fn span(body: &[u8], field: &Field) -> Option<Range<usize>> {
    let raw = field.raw().get();
    let start = (raw.as_ptr() as usize).checked_sub(body.as_ptr() as usize)?;
    (start + raw.len() <= body.len()).then(|| start..start + raw.len())
}

/// The names that the client gives its conversation, or else its first words.
fn affinity(keys: &[Option<Field>], system: Option<&Field>, messages: Option<&Field>) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    if let Some(key) = keys.iter().flatten().next() {
        key.raw().get().hash(&mut hasher);
        return Some(hasher.finish());
    }
    let messages = messages?.raw().get();
    system.map(|s| s.raw().get()).hash(&mut hasher);
    let Some(list) = messages.strip_prefix('[') else {
        messages.hash(&mut hasher);
        return Some(hasher.finish());
    };
    // OpenAI's first message is the system's and the same for all, so the one after it counts, too.
    let mut rest = list;
    while let Some((message, after)) = first_item(rest) {
        message.hash(&mut hasher);
        if !["\"system\"", "\"developer\""].iter().any(|role| message.contains(role)) {
            break;
        }
        rest = after;
    }
    Some(hasher.finish())
}

/// The first item of the inside of an array, and what comes after it. The items beyond are not looked at.
fn first_item(list: &str) -> Option<(&str, &str)> {
    let mut values = serde_json::Deserializer::from_str(list).into_iter::<&RawValue>();
    let item = values.next()?.ok()?;
    let rest = list.get(values.byte_offset()..)?.trim_start();
    Some((item.get(), rest.strip_prefix(',').unwrap_or_default()))
}

/// Counts the text of a body, and pictures as what they cost instead of their length.
fn input_tokens(body: &[u8]) -> u64 {
    const MARKS: [&[u8]; 2] = [b";base64,", b"\"data\""];
    let mut count = Count::default();
    let (mut images, mut at) = (0, 0);
    // Where each mark comes next, so that a body full of one is not searched again and again for the other.
    let mut next = MARKS.map(|mark| memmem::find(body, mark));
    while let Some((which, found)) = (0..MARKS.len()).filter_map(|i| Some((i, next[i]?))).min_by_key(|(_, f)| *f) {
        let after = found + MARKS[which].len();
        next[which] = memmem::find(&body[after..], MARKS[which]).map(|f| after + f);
        if found < at {
            continue;
        }
        let end = end_of_base64(body, after);
        count.add(&body[at..after]);
        images += u64::from(end > after);
        at = end;
    }
    count.add(&body[at..]);
    count.tokens() + images * IMAGE_TOKENS + FRAME_TOKENS
}

/// Skips `: "` and then base64, if there is so much of it that it cannot be a word.
fn end_of_base64(body: &[u8], from: usize) -> usize {
    const WORD_MAX: usize = 256;
    let text = &body[from..];
    let lead = text.iter().position(|b| !matches!(b, b':' | b' ' | b'"')).unwrap_or(text.len());
    let length = text[lead..]
        .iter()
        .position(|b| !matches!(b, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'+' | b'/' | b'=' | b'\\'))
        .unwrap_or(text.len() - lead);
    if length > WORD_MAX { from + lead + length } else { from }
}
