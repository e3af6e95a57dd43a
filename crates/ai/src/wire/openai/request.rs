//! From the neutral form to a chat completion request, with what sets the imitators apart.

use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::wire::{
    Block, Effort, Format, Message, Provider, Reasoning, Request, Role, Source, ToolChoice, WireError,
    body::Body,
    request::{follow_schema, text_of},
};

pub fn encode(provider: Provider, request: &Request, model: &str) -> Result<Body, WireError> {
    let mut body = Body::default();
    body.set("model", model);
    let mut messages = Vec::with_capacity(request.messages.len() + 1);
    let mut system = text_of(&request.system);
    let format = response_format(provider, &request.format, &mut system);
    if !system.is_empty() {
        messages.push(json!({ "role": "system", "content": system }));
    }
    for (i, message) in request.messages.iter().enumerate() {
        encode_message(provider, message, i, &mut messages)?;
    }
    body.set("messages", messages);
    if !request.tools.is_empty() {
        body.set("tools", tools(request));
        body.set_some("tool_choice", request.tool_choice.as_ref().map(tool_choice));
        body.set_some("parallel_tool_calls", request.parallel_tool_calls);
    }
    body.set_some("response_format", format);
    // OpenAI's newer models refuse the old name; the imitators know only that.
    let limit = if provider == Provider::OpenAi { "max_completion_tokens" } else { "max_tokens" };
    body.set_some(limit, request.max_tokens);
    body.set_some("temperature", request.temperature);
    body.set_some("top_p", request.top_p);
    body.set_some("presence_penalty", request.presence_penalty);
    body.set_some("frequency_penalty", request.frequency_penalty);
    body.set_some("seed", request.seed);
    if provider != Provider::OpenAi {
        body.set_some("top_k", request.top_k);
    }
    body.set_some("stop", (!request.stop.is_empty()).then_some(&request.stop));
    body.set_some("user", request.user.as_ref());
    if request.stream {
        body.set("stream", true);
        body.set("stream_options", json!({ "include_usage": true }));
    }
    reasoning(provider, request, model, &mut body);
    Ok(body)
}

fn reasoning(provider: Provider, request: &Request, model: &str, body: &mut Body) {
    let Some(Reasoning { enabled, effort, budget_tokens, .. }) = &request.reasoning else {
        if provider == Provider::Qwen && !request.stream && model.starts_with("qwen3-") {
            body.set("enable_thinking", false);
        }
        return;
    };
    let wanted = enabled.unwrap_or(effort.is_some() || budget_tokens.is_some());
    match provider {
        Provider::Qwen => {
            // Its open models think only in streams.
            let wanted = wanted && (request.stream || !model.starts_with("qwen3-"));
            body.set("enable_thinking", wanted);
            if let (true, Some(budget)) = (wanted, budget_tokens.or(effort.map(Effort::budget_tokens))) {
                body.set("thinking_budget", budget);
            }
        }
        Provider::DeepSeek => {
            let kind = if wanted { "enabled" } else { "disabled" };
            body.set("thinking", json!({ "type": kind }));
        }
        _ => {
            let effort = effort.or(budget_tokens.map(Effort::of_budget));
            let word = match (wanted, effort) {
                (false, _) => "none",
                (true, Some(effort)) => effort.word(),
                (true, None) => "medium",
            };
            body.set("reasoning_effort", word);
        }
    }
}

#[derive(Serialize)]
struct ToolOut<'a> {
    r#type: &'static str,
    function: FunctionOut<'a>,
}

#[derive(Serialize)]
struct FunctionOut<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    parameters: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<bool>,
}

fn tools(request: &Request) -> Vec<ToolOut<'_>> {
    let mut list = Vec::with_capacity(request.tools.len());
    for tool in &request.tools {
        let function = FunctionOut {
            name: &tool.name,
            description: tool.description.as_deref(),
            parameters: &tool.schema,
            strict: tool.strict,
        };
        list.push(ToolOut { r#type: "function", function });
    }
    list
}

fn tool_choice(choice: &ToolChoice) -> Value {
    match choice {
        ToolChoice::Auto => "auto".into(),
        ToolChoice::None => "none".into(),
        ToolChoice::Required => "required".into(),
        ToolChoice::Named(name) => json!({ "type": "function", "function": { "name": name } }),
    }
}

#[derive(Serialize)]
struct FormatOut<'a> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    json_schema: Option<SchemaOut<'a>>,
}

#[derive(Serialize)]
struct SchemaOut<'a> {
    name: &'a str,
    schema: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<bool>,
}

fn response_format<'a>(provider: Provider, format: &'a Format, system: &mut String) -> Option<FormatOut<'a>> {
    const OBJECT: FormatOut = FormatOut { r#type: "json_object", json_schema: None };
    match format {
        Format::Text => None,
        Format::Json => Some(OBJECT),
        // DeepSeek knows no schemas, but follows one that it is told.
        Format::Schema { schema, .. } if provider == Provider::DeepSeek => {
            follow_schema(schema, system);
            Some(OBJECT)
        }
        Format::Schema { name, schema, strict } => {
            Some(FormatOut { r#type: "json_schema", json_schema: Some(SchemaOut { name, schema, strict: *strict }) })
        }
    }
}

fn encode_message(provider: Provider, message: &Message, index: usize, out: &mut Vec<Value>) -> Result<(), WireError> {
    match message.role {
        Role::Assistant => out.push(assistant(provider, message)),
        Role::User => {
            let mut parts = Vec::new();
            for block in &message.content {
                match block {
                    Block::ToolResult { id, content, is_error, .. } => {
                        let text = text_of(content);
                        let text = if *is_error { format!("Error: {text}") } else { text };
                        out.push(json!({ "role": "tool", "tool_call_id": id, "content": text }));
                        // A tool's message holds text only; what it shows comes as the user's.
                        for shown in content {
                            parts.extend(picture(shown));
                        }
                    }
                    Block::Text { text, .. } => parts.push(json!({ "type": "text", "text": text })),
                    Block::Image(_) => parts.extend(picture(block)),
                    Block::Document { source, name } => parts.push(document(source, name.as_deref(), index)?),
                    Block::ToolUse { .. } | Block::Thinking { .. } | Block::Redacted { .. } => {}
                }
            }
            match parts.as_slice() {
                [] => {}
                [only] if only["type"] == "text" => {
                    out.push(json!({ "role": "user", "content": only["text"] }));
                }
                _ => out.push(json!({ "role": "user", "content": parts })),
            }
        }
    }
    Ok(())
}

fn picture(block: &Block) -> Option<Value> {
    let Block::Image(image) = block else { return None };
    let mut inner = json!({ "url": url(&image.source) });
    if let Some(detail) = &image.detail {
        inner["detail"] = detail.as_str().into();
    }
    Some(json!({ "type": "image_url", "image_url": inner }))
}

fn document(source: &Source, name: Option<&str>, index: usize) -> Result<Value, WireError> {
    match source {
        Source::Base64 { .. } => Ok(json!({ "type": "file",
            "file": { "filename": name.unwrap_or("document.pdf"), "file_data": url(source) } })),
        Source::Url(_) => Err(WireError::at(
            format!("messages[{index}].content"),
            "this model takes documents as data, not by their address",
        )),
    }
}

pub fn url(source: &Source) -> String {
    match source {
        Source::Base64 { media_type, data } => format!("data:{media_type};base64,{data}"),
        Source::Url(url) => url.clone(),
    }
}

fn assistant(provider: Provider, message: &Message) -> Value {
    let mut out = json!({ "role": "assistant", "content": null });
    let text = text_of(&message.content);
    if !text.is_empty() {
        out["content"] = text.into();
    }
    let mut calls = Vec::new();
    let mut thought = String::new();
    for block in &message.content {
        match block {
            Block::ToolUse { id, name, input, .. } => {
                let input = if input.trim().is_empty() { "{}" } else { input.as_str() };
                calls.push(json!({ "id": id, "type": "function",
                    "function": { "name": name, "arguments": input } }));
            }
            Block::Thinking { text, .. } => thought.push_str(text),
            _ => {}
        }
    }
    // DeepSeek wants its thoughts back while it calls tools; OpenAI refuses what it does not know.
    if provider == Provider::DeepSeek && !thought.is_empty() && !calls.is_empty() {
        out["reasoning_content"] = thought.into();
    }
    if !calls.is_empty() {
        out["tool_calls"] = calls.into();
    } else if out["content"].is_null() {
        out["content"] = "".into();
    }
    out
}
