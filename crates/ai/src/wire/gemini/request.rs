//! From the neutral form to a generateContent request.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::wire::{
    Block, Effort, Format, Message, Reasoning, Request, Role, Source, ToolChoice, WireError, anthropic::object_of,
    body::Body, request::text_of,
};

/// Google's own word for a call that another model made, which has no seal.
const NO_SEAL: &str = "skip_thought_signature_validator";

pub fn encode(request: &Request, model: &str) -> Result<Body, WireError> {
    let mut body = Body::default();
    let system = text_of(&request.system);
    if !system.is_empty() {
        body.set("systemInstruction", json!({ "parts": [{ "text": system }] }));
    }
    // Results name their tool here; elsewhere they name the call.
    let mut names = HashMap::new();
    let sealed = generation(model) >= 3;
    let mut contents = Vec::with_capacity(request.messages.len());
    for message in &request.messages {
        contents.extend(content(message, &mut names, sealed));
    }
    body.set("contents", contents);
    if !request.tools.is_empty() {
        body.set("tools", [Tools { function_declarations: declarations(request) }]);
        body.set_some("toolConfig", request.tool_choice.as_ref().map(tool_config));
    }
    let config = generation_config(request, model);
    body.set_some("generationConfig", (!config.is_empty()).then_some(config));
    Ok(body)
}

/// The 3 of `gemini-3-pro`.
fn generation(model: &str) -> u32 {
    let name = model.rsplit('/').next().unwrap_or(model);
    let digits = name.strip_prefix("gemini-").and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    digits.and_then(|d| d.parse().ok()).unwrap_or(0)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tools<'a> {
    function_declarations: Vec<Declaration<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Declaration<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    parameters_json_schema: &'a RawValue,
}

fn declarations(request: &Request) -> Vec<Declaration<'_>> {
    let mut list = Vec::with_capacity(request.tools.len());
    for tool in &request.tools {
        list.push(Declaration {
            name: &tool.name,
            description: tool.description.as_deref(),
            parameters_json_schema: &tool.schema,
        });
    }
    list
}

fn tool_config(choice: &ToolChoice) -> Value {
    let config = match choice {
        ToolChoice::Auto => json!({ "mode": "AUTO" }),
        ToolChoice::None => json!({ "mode": "NONE" }),
        ToolChoice::Required => json!({ "mode": "ANY" }),
        ToolChoice::Named(name) => json!({ "mode": "ANY", "allowedFunctionNames": [name] }),
    };
    json!({ "functionCallingConfig": config })
}

fn generation_config(request: &Request, model: &str) -> Body {
    let mut config = Body::default();
    config.set_some("maxOutputTokens", request.max_tokens);
    config.set_some("temperature", request.temperature);
    config.set_some("topP", request.top_p);
    config.set_some("topK", request.top_k);
    config.set_some("presencePenalty", request.presence_penalty);
    config.set_some("frequencyPenalty", request.frequency_penalty);
    config.set_some("seed", request.seed);
    // Five are allowed.
    config
        .set_some("stopSequences", (!request.stop.is_empty()).then(|| request.stop.iter().take(5).collect::<Vec<_>>()));
    match &request.format {
        Format::Text => {}
        Format::Json => config.set("responseMimeType", "application/json"),
        Format::Schema { schema, .. } => {
            config.set("responseMimeType", "application/json");
            config.set("responseJsonSchema", schema);
        }
    }
    config.set_some("thinkingConfig", request.reasoning.as_ref().map(|r| thinking(r, model)));
    config
}

fn thinking(reasoning: &Reasoning, model: &str) -> Value {
    let Reasoning { enabled, effort, budget_tokens, visible } = reasoning;
    let mut config = json!({});
    if let Some(visible) = visible {
        config["includeThoughts"] = (*visible).into();
    }
    if generation(model) >= 3 {
        let effort = effort.or(budget_tokens.map(Effort::of_budget));
        let level = match (enabled, effort) {
            (Some(false), _) | (_, Some(Effort::Minimal | Effort::Low)) => Some("low"),
            (_, Some(_)) => Some("high"),
            (_, None) => None,
        };
        if let Some(level) = level {
            config["thinkingLevel"] = level.into();
        }
        return config;
    }
    let budget = match (enabled, budget_tokens, effort) {
        // The bigger models cannot help thinking.
        (Some(false), _, _) if model.contains("pro") => Some(128),
        (Some(false), _, _) => Some(0),
        (_, Some(budget), _) => Some(*budget),
        (_, None, Some(effort)) => Some(effort.budget_tokens()),
        (_, None, None) => None,
    };
    if let Some(budget) = budget {
        config["thinkingBudget"] = budget.into();
    }
    config
}

fn content(message: &Message, names: &mut HashMap<String, String>, sealed: bool) -> Option<Value> {
    let mut parts = Vec::with_capacity(message.content.len());
    let mut first_call = true;
    for block in &message.content {
        match block {
            Block::Text { text, .. } if text.is_empty() => {}
            Block::Text { text, .. } => parts.push(json!({ "text": text })),
            Block::Image(image) => parts.push(seen(&image.source)),
            Block::Document { source, .. } => parts.push(seen(source)),
            Block::ToolUse { id, name, input, signature } => {
                names.insert(id.clone(), name.clone());
                let mut part = json!({ "functionCall": { "name": name, "args": object_of(input) } });
                // Only the first of several calls at once is sealed.
                let seal = signature.as_deref().or((sealed && first_call).then_some(NO_SEAL));
                if let Some(seal) = seal {
                    part["thoughtSignature"] = seal.into();
                }
                first_call = false;
                parts.push(part);
            }
            Block::ToolResult { id, name, content, is_error } => {
                let name = name.as_ref().or_else(|| names.get(id)).cloned().unwrap_or_else(|| id.clone());
                let response = result(&text_of(content), *is_error);
                parts.push(json!({ "functionResponse": { "name": name, "response": response } }));
                for block in content {
                    if let Block::Image(image) = block {
                        parts.push(seen(&image.source));
                    }
                }
            }
            // Another vendor's thoughts mean nothing here.
            Block::Thinking { .. } | Block::Redacted { .. } => {}
        }
    }
    let role = match message.role {
        Role::User => "user",
        Role::Assistant => "model",
    };
    (!parts.is_empty()).then(|| json!({ "role": role, "parts": parts }))
}

/// Google takes an object.
fn result(text: &str, is_error: bool) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Value::Object(object),
        _ if is_error => json!({ "error": text }),
        _ => json!({ "result": text }),
    }
}

fn seen(source: &Source) -> Value {
    match source {
        Source::Base64 { media_type, data } => json!({ "inlineData": { "mimeType": media_type, "data": data } }),
        Source::Url(url) => json!({ "fileData": { "mimeType": media_type(url), "fileUri": url } }),
    }
}

/// Google wants to know beforehand what it will find.
fn media_type(url: &str) -> &'static str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    match path.rsplit('.').next().unwrap_or("").to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "heic" => "image/heic",
        "pdf" => "application/pdf",
        _ => "image/png",
    }
}
