//! OpenAI's responses, as OpenAI writes them.

use serde_json::{Value, json};

use super::{
    Frame,
    brain::{Ask, Said, Why, only, tokens},
};

const KNOWN: &[&str] = &[
    "model",
    "input",
    "instructions",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "text",
    "max_output_tokens",
    "temperature",
    "top_p",
    "reasoning",
    "stream",
    "store",
    "include",
    "metadata",
    "user",
    "prompt_cache_key",
    "previous_response_id",
];

pub fn read(body: &Value) -> Result<Ask, String> {
    only(body, KNOWN, "")?;
    let mut ask = Ask {
        model: body["model"].as_str().ok_or("model must be a string")?.to_owned(),
        system: body["instructions"].as_str().unwrap_or_default().to_owned(),
        max_tokens: body["max_output_tokens"].as_u64(),
        stream: body["stream"] == true,
        json: body["text"]["format"]["type"] == "json_object",
        thinks: body["reasoning"]["effort"].as_str().is_some_and(|e| e != "none"),
        may_call: body["tool_choice"] != "none",
        must_call: match &body["tool_choice"] {
            Value::String(word) if word == "required" => Some(String::new()),
            Value::Object(choice) => Some(choice["name"].as_str().ok_or("tool_choice.name")?.to_owned()),
            _ => None,
        },
        several_calls: body["parallel_tool_calls"] == true,
        as_response: true,
        ..Ask::default()
    };
    let format = &body["text"]["format"];
    if format["type"] == "json_schema" {
        format["name"].as_str().ok_or("text.format.name is required")?;
        ask.schema = Some(format["schema"].clone());
    }
    for tool in body["tools"].as_array().into_iter().flatten() {
        let name = tool["name"].as_str().ok_or("tools.name is required")?;
        ask.tools.push((name.to_owned(), tool["parameters"].clone()));
    }
    match &body["input"] {
        Value::String(text) => user(text, &mut ask),
        Value::Array(items) => items.iter().try_for_each(|item| read_item(item, &mut ask))?,
        _ => return Err("input is missing".into()),
    }
    Ok(ask)
}

fn user(text: &str, ask: &mut Ask) {
    text.clone_into(&mut ask.last);
    ask.results.clear();
    say(text, ask);
}

fn say(text: &str, ask: &mut Ask) {
    ask.history += text;
    ask.history.push(' ');
}

fn read_item(item: &Value, ask: &mut Ask) -> Result<(), String> {
    match item["type"].as_str().unwrap_or("message") {
        "message" => {
            let text = match &item["content"] {
                Value::String(text) => text.clone(),
                Value::Array(parts) => parts.iter().filter_map(|p| p["text"].as_str()).collect(),
                _ => return Err("a message has no content".into()),
            };
            match item["role"].as_str() {
                Some("user") => user(&text, ask),
                Some("system" | "developer") => ask.system += &text,
                Some("assistant") => say(&text, ask),
                other => return Err(format!("{other:?} is not a role")),
            }
        }
        "function_call" => {
            item["call_id"].as_str().ok_or("a call has no call_id")?;
            say(item["arguments"].as_str().ok_or("arguments must be a string")?, ask);
        }
        "function_call_output" => {
            item["call_id"].as_str().ok_or("an output has no call_id")?;
            let output = item["output"].as_str().ok_or("output must be a string")?;
            ask.results.push(output.to_owned());
            say(output, ask);
        }
        "reasoning" => {}
        other => return Err(format!("'{other}' is not an item")),
    }
    Ok(())
}

fn usage(said: &Said) -> Value {
    json!({ "input_tokens": said.input, "input_tokens_details": { "cached_tokens": said.cached },
        "output_tokens": said.output, "output_tokens_details": { "reasoning_tokens": said.reasoning },
        "total_tokens": said.input + said.output })
}

fn part(text: &str) -> Value {
    json!({ "type": "output_text", "annotations": [], "logprobs": [], "text": text })
}

fn message(text: &str, status: &str) -> Value {
    let content = if text.is_empty() { json!([]) } else { json!([part(text)]) };
    json!({ "id": "msg_stub", "type": "message", "status": status, "content": content, "role": "assistant" })
}

fn call(at: usize, id: &str, name: &str, arguments: &str, status: &str) -> Value {
    json!({ "id": format!("fc_stub_{at}"), "type": "function_call", "status": status, "arguments": arguments,
        "call_id": id, "name": name })
}

fn output(said: &Said) -> Vec<Value> {
    match said.calls.is_empty() {
        true => vec![message(&said.text.concat(), "completed")],
        false => {
            let calls = said.calls.iter().enumerate();
            calls.map(|(at, (id, name, input))| call(at, id, name, &input.to_string(), "completed")).collect()
        }
    }
}

fn envelope(ask: &Ask, status: &str, output: Vec<Value>, usage: Value) -> Value {
    let incomplete = (status == "incomplete").then(|| json!({ "reason": "max_output_tokens" }));
    json!({
        "id": "resp_stub", "object": "response", "created_at": 1_741_476_542, "status": status, "background": false,
        "error": null, "incomplete_details": incomplete, "instructions": ask.system, "max_output_tokens": ask.max_tokens,
        "model": ask.model, "output": output, "parallel_tool_calls": true, "previous_response_id": null,
        "reasoning": { "effort": null, "summary": null }, "service_tier": "default", "store": true, "temperature": 1.0,
        "text": { "format": { "type": "text" } }, "tool_choice": "auto", "tools": [], "top_p": 1.0,
        "truncation": "disabled", "usage": usage, "user": null, "metadata": {},
    })
}

fn status(said: &Said) -> &'static str {
    if matches!(said.why, Why::Length) { "incomplete" } else { "completed" }
}

pub fn reply(ask: &Ask, said: &Said) -> Value {
    envelope(ask, status(said), output(said), usage(said))
}

/// The events of a stream, numbered.
#[derive(Default)]
struct Script(Vec<Frame>);

impl Script {
    fn event(&mut self, kind: &str, mut data: Value, tokens: u64) {
        data["type"] = kind.into();
        data["sequence_number"] = self.0.len().into();
        self.0.push(Frame::event(&data, tokens));
    }
}

pub fn frames(ask: &Ask, said: &Said) -> Vec<Frame> {
    let mut script = Script::default();
    let begun = envelope(ask, "in_progress", Vec::new(), Value::Null);
    script.event("response.created", json!({ "response": begun }), 0);
    script.event("response.in_progress", json!({ "response": begun }), 0);
    if said.calls.is_empty() {
        let at = |mut event: Value| {
            event["item_id"] = "msg_stub".into();
            event["output_index"] = 0.into();
            event["content_index"] = 0.into();
            event
        };
        let item = json!({ "output_index": 0, "item": message("", "in_progress") });
        script.event("response.output_item.added", item, 0);
        script.event("response.content_part.added", at(json!({ "part": part("") })), 0);
        for word in &said.text {
            let delta = at(json!({ "delta": word, "logprobs": [], "obfuscation": "x7f" }));
            script.event("response.output_text.delta", delta, 1);
        }
        let text = said.text.concat();
        script.event("response.output_text.done", at(json!({ "text": text, "logprobs": [] })), 0);
        script.event("response.content_part.done", at(json!({ "part": part(&text) })), 0);
        let item = json!({ "output_index": 0, "item": message(&text, "completed") });
        script.event("response.output_item.done", item, 0);
    }
    for (at, (id, name, input)) in said.calls.iter().enumerate() {
        let arguments = input.to_string();
        let added = json!({ "output_index": at, "item": call(at, id, name, "", "in_progress") });
        script.event("response.output_item.added", added, 0);
        let delta = json!({ "item_id": format!("fc_stub_{at}"), "output_index": at, "delta": arguments });
        let count = tokens(name) + tokens(&arguments);
        script.event("response.function_call_arguments.delta", delta, count);
        let done = json!({ "item_id": format!("fc_stub_{at}"), "output_index": at, "name": name,
            "arguments": arguments });
        script.event("response.function_call_arguments.done", done, 0);
        let done = json!({ "output_index": at, "item": call(at, id, name, &arguments, "completed") });
        script.event("response.output_item.done", done, 0);
    }
    let whole = json!({ "response": reply(ask, said) });
    script.event(&format!("response.{}", status(said)), whole, 0);
    script.0
}
