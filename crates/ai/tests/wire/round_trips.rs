//! What every dialect can say comes back unchanged from each.

use ai::wire::{
    Block, Dialect, Event, Format, GeminiPath, Image, Message, Provider, Request, Response, Role, Source, StopReason,
    StreamDecoder, StreamEncoder, Tool, ToolChoice, Usage, decode_response, encode_request, encode_response,
    parse_request,
};
use bytes::{Bytes, BytesMut};
use proptest::prelude::*;
use serde_json::value::RawValue;

use crate::client::identity;

const PAIRS: [(Provider, Dialect); 3] = [
    (Provider::OpenAi, Dialect::OpenAiChat),
    (Provider::Anthropic, Dialect::Anthropic),
    (Provider::Gemini, Dialect::Gemini),
];

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.into()).unwrap()
}

fn words() -> impl Strategy<Value = String> {
    "[a-z退款\"\\\\\n👍]{1,12}"
}

fn image() -> impl Strategy<Value = Block> {
    prop_oneof![
        "([A-Za-z0-9+/]{4}){1,10}".prop_map(|data| Source::Base64 { media_type: "image/png".into(), data }),
        "https://[a-z]{1,8}\\.test/[a-z]{1,8}\\.png".prop_map(Source::Url),
    ]
    .prop_map(|source| Block::Image(Image { source, detail: None }))
}

/// A turn of the user, and then the model's: words, or calls that are answered.
fn exchange() -> impl Strategy<Value = Vec<Message>> {
    let asked = (words(), prop::option::of(image()));
    let calls = prop::collection::vec(("f[a-z]{1,5}", words(), words()), 0..3);
    (asked, words(), calls).prop_map(|((text, image), said, calls)| {
        let mut user = vec![Block::text(text)];
        user.extend(image);
        let mut messages = vec![Message { role: Role::User, content: user }];
        let mut answer = vec![Block::text(said)];
        let mut results = Vec::new();
        for (name, argument, result) in calls {
            let input = serde_json::json!({ "a": argument }).to_string();
            // Numbered afterwards, as Google's are.
            answer.push(Block::ToolUse { id: String::new(), name: name.clone(), input, signature: None });
            let content = vec![Block::text(serde_json::json!({ "result": result }).to_string())];
            results.push(Block::ToolResult { id: String::new(), name: Some(name), content, is_error: false });
        }
        messages.push(Message { role: Role::Assistant, content: answer });
        if !results.is_empty() {
            messages.push(Message { role: Role::User, content: results });
        }
        messages
    })
}

fn numbered(mut messages: Vec<Message>) -> Vec<Message> {
    let (mut calls, mut results) = (0, 0);
    for block in messages.iter_mut().flat_map(|m| &mut m.content) {
        let (id, count) = match block {
            Block::ToolUse { id, .. } => (id, &mut calls),
            Block::ToolResult { id, .. } => (id, &mut results),
            _ => continue,
        };
        *id = format!("call_{count}");
        *count += 1;
    }
    messages
}

prop_compose! {
    fn requests()(
        system in prop::option::of(words()),
        exchanges in prop::collection::vec(exchange(), 1..4),
        last in words(),
        tools in prop::collection::btree_map("f[a-z]{1,5}", words(), 0..3),
        choice in prop::option::of(prop_oneof![
            Just(ToolChoice::Auto), Just(ToolChoice::None), Just(ToolChoice::Required), Just(ToolChoice::Named("fx".into())),
        ]),
        max_tokens in 1u64..9_000,
        temperature in prop::option::of(0u32..=8),
        stop in prop::collection::vec("[A-Z]{1,4}", 0..3),
        stream in any::<bool>(),
    ) -> Request {
        let mut messages = numbered(exchanges.concat());
        messages.push(Message { role: Role::User, content: vec![Block::text(last)] });
        let schema = r#"{"type":"object","properties":{"z":{"type":"string"},"a":{"type":"integer"}},"required":["z"]}"#;
        let tools: Vec<Tool> = tools.into_iter().map(|(name, about)| Tool {
            name, description: Some(about), schema: raw(schema), strict: None, cache: None,
        }).collect();
        Request {
            model: "m".into(),
            system: system.into_iter().map(Block::text).collect(),
            messages,
            tool_choice: choice.filter(|_| !tools.is_empty()),
            tools,
            max_tokens: Some(max_tokens),
            temperature: temperature.map(|t| f64::from(t) / 8.0),
            stop,
            stream,
            include_usage: true,
            ..Request::default()
        }
    }
}

/// What the dialect does not carry is not compared: results are named in Google's only.
fn comparable(mut request: Request, dialect: Dialect) -> String {
    for block in request.messages.iter_mut().flat_map(|m| &mut m.content) {
        if let Block::ToolResult { name, .. } = block {
            *name = name.take().filter(|_| dialect == Dialect::Gemini);
        }
    }
    request.include_usage = true;
    request.rest.clear();
    format!("{request:#?}")
}

proptest! {
    #[test]
    fn a_request_comes_back_from_each_dialect(request in requests()) {
        for (provider, dialect) in PAIRS {
            let sent = encode_request(provider, &request, "m").unwrap();
            let action = if request.stream { "streamGenerateContent" } else { "generateContent" };
            let path = GeminiPath::parse(&format!("m:{action}"), Some("alt=sse"));
            let back = parse_request(dialect, path.as_ref(), &sent.body).unwrap();
            prop_assert_eq!(comparable(back, dialect), comparable(request.clone(), dialect), "{:?}", dialect);
        }
    }

    #[test]
    fn an_answer_comes_back_from_each_dialect(
        text in words(),
        calls in prop::collection::vec(("f[a-z]{1,5}", words()), 0..3),
        stop in prop::sample::select(vec![StopReason::EndTurn, StopReason::MaxTokens, StopReason::Refusal]),
        [input, cached_input, output] in any::<[u32; 3]>(),
    ) {
        let mut content = vec![Block::text(text)];
        for (i, (name, argument)) in calls.iter().enumerate() {
            let input = serde_json::json!({ "a": argument }).to_string();
            content.push(Block::ToolUse { id: format!("c{i}"), name: name.clone(), input, signature: None });
        }
        let stop = if calls.is_empty() { stop } else { StopReason::ToolUse };
        let usage = Some(Usage { input: input.into(), cached_input: cached_input.into(), output: output.into(), ..Usage::default() });
        let response = Response { content, stop, usage, ..Response::default() };
        for (provider, dialect) in PAIRS {
            let bytes = encode_response(dialect, &response, &identity());
            let back = decode_response(provider, dialect, &bytes).unwrap();
            prop_assert_eq!(&back.content, &response.content, "{:?}", dialect);
            prop_assert_eq!((back.stop, back.usage), (response.stop, response.usage), "{:?}", dialect);
        }
    }

    #[test]
    fn a_stream_comes_back_from_each_dialect_however_it_is_read(
        texts in prop::collection::vec(words(), 0..6),
        calls in prop::collection::vec(("f[a-z]{1,5}", words(), 0usize..9), 0..3),
        [input, cached_input, output] in any::<[u32; 3]>(),
        piece in 1usize..40,
    ) {
        let mut events = vec![Event::Start { id: "i".into(), model: "asked".into() }];
        events.extend(texts.iter().cloned().map(Event::Text));
        for (index, (name, argument, cut)) in calls.iter().enumerate() {
            events.push(Event::ToolStart { index, id: format!("c{index}"), name: name.clone(), signature: None });
            let json = serde_json::json!({ "a": argument }).to_string();
            let cut = (0..=*cut).rev().find(|at| json.is_char_boundary(*at)).unwrap_or(0);
            for json in [&json[..cut], &json[cut..]].into_iter().filter(|j| !j.is_empty()) {
                events.push(Event::ToolInput { index, json: json.to_owned() });
            }
        }
        let usage = Usage { input: input.into(), cached_input: cached_input.into(), output: output.into(), ..Usage::default() };
        events.push(Event::Usage(usage));
        let reason = if calls.is_empty() { StopReason::EndTurn } else { StopReason::ToolUse };
        events.push(Event::Stop { reason, sequence: None });
        events.push(Event::End);
        for (provider, dialect) in PAIRS {
            let mut bytes = BytesMut::new();
            let mut encoder = StreamEncoder::new(dialect, identity(), true, false);
            events.iter().for_each(|event| encoder.push(event, &mut bytes));
            let mut decoder = StreamDecoder::new(provider);
            let mut back = Vec::new();
            for read in bytes.chunks(piece) {
                decoder.push(Bytes::copy_from_slice(read), &mut back);
            }
            decoder.finish(&mut back);
            prop_assert_eq!(told(&back), told(&events), "{:?}", dialect);
        }
    }
}

/// A stream as one line: pieces joined, the last count, the end.
fn told(events: &[Event]) -> String {
    let (mut out, mut last, mut usage) = (String::new(), "", None);
    for event in events {
        let (kind, text) = match event {
            Event::Text(text) => ("text", text.clone()),
            Event::ToolInput { json, .. } => ("input", json.clone()),
            Event::ToolStart { index, id, name, .. } => ("call", format!("{index} {id} {name}")),
            Event::Stop { reason, .. } => ("stop", format!("{reason:?}")),
            Event::End => ("end", String::new()),
            Event::Usage(counts) => {
                usage = Some(*counts);
                continue;
            }
            Event::Start { .. } => continue,
            other => ("other", format!("{other:?}")),
        };
        if kind != last {
            out += &format!("|{kind}:");
        }
        out += &text;
        last = kind;
    }
    format!("{out}|{usage:?}")
}

#[test]
fn schemas_keep_their_order_on_the_way_to_each_vendor() {
    let schema = r#"{"type":"object","properties":{"z":{"type":"string"},"a":{"type":"string"}}}"#;
    let tool = Tool { name: "f".into(), description: None, schema: raw(schema), strict: None, cache: None };
    let format = Format::Schema { name: "x".into(), schema: raw(schema), strict: None };
    let messages = vec![Message { role: Role::User, content: vec![Block::text("hi")] }];
    let request = Request { messages, tools: vec![tool], format, ..Request::default() };
    for provider in Provider::ALL {
        let body = encode_request(provider, &request, "m").unwrap().body;
        let body = String::from_utf8(body.to_vec()).unwrap();
        let told = serde_json::to_string(schema).unwrap();
        let found = body.matches(schema).count() + body.matches(told.trim_matches('"')).count();
        assert_eq!(found, 2, "{provider:?}: {body}");
    }
}
