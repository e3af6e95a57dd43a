//! Google's Gemini, as Google writes it: unknown names are refused, as protobuf does.

use axum::{
    Json,
    body::Bytes,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    Frame, Stub, Vendor,
    brain::{Ask, Said, Why, only, picture, tokens},
    openai::vector,
};

const KNOWN: &[&str] = &["contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "safetySettings"];
const CONFIG: &[&str] = &[
    "maxOutputTokens",
    "temperature",
    "topP",
    "topK",
    "stopSequences",
    "presencePenalty",
    "frequencyPenalty",
    "seed",
    "responseMimeType",
    "responseSchema",
    "responseJsonSchema",
    "thinkingConfig",
    "candidateCount",
];

/// Protobuf takes either way of writing a name. What the caller named himself is left alone.
fn camel(value: &Value) -> Value {
    const OPEN: [&str; 6] =
        ["args", "response", "parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema"];
    match value {
        Value::Array(items) => items.iter().map(camel).collect(),
        Value::Object(members) => {
            let named = members.iter().map(|(name, value)| {
                let mut words = name.split('_');
                let mut joined = words.next().unwrap_or("").to_owned();
                for word in words {
                    joined += &word[..1].to_uppercase();
                    joined += &word[1..];
                }
                let value = if OPEN.contains(&joined.as_str()) { value.clone() } else { camel(value) };
                (joined, value)
            });
            Value::Object(named.collect())
        }
        other => other.clone(),
    }
}

pub fn read(body: &Value, model: &str, stream: bool) -> Result<Ask, String> {
    let body = &camel(body);
    only(body, KNOWN, "")?;
    let config = &body["generationConfig"];
    if !config.is_null() {
        only(config, CONFIG, "generation_config.")?;
    }
    let calling = &body["toolConfig"]["functionCallingConfig"];
    let budget = config["thinkingConfig"]["thinkingBudget"].as_i64();
    let mut ask = Ask {
        model: model.to_owned(),
        stream,
        with_usage: true,
        max_tokens: config["maxOutputTokens"].as_u64(),
        json: config["responseMimeType"] == "application/json",
        schema: ["responseJsonSchema", "responseSchema"].iter().map(|n| &config[n]).find(|s| s.is_object()).cloned(),
        thinks: budget.is_some_and(|b| b != 0) || config["thinkingConfig"]["thinkingLevel"].is_string(),
        may_call: calling["mode"] != "NONE",
        must_call: (calling["mode"] == "ANY")
            .then(|| calling["allowedFunctionNames"][0].as_str().unwrap_or("").to_owned()),
        ..Ask::default()
    };
    for stop in config["stopSequences"].as_array().into_iter().flatten() {
        ask.stop.push(stop.as_str().ok_or("stopSequences")?.to_owned());
    }
    for part in body["systemInstruction"]["parts"].as_array().into_iter().flatten() {
        ask.system += part["text"].as_str().ok_or("systemInstruction takes text")?;
    }
    for tool in body["tools"].as_array().into_iter().flatten() {
        only(tool, &["functionDeclarations"], "tools.")?;
        for function in tool["functionDeclarations"].as_array().into_iter().flatten() {
            only(function, &["name", "description", "parameters", "parametersJsonSchema"], "function_declarations.")?;
            let schema = ["parametersJsonSchema", "parameters"].iter().map(|n| &function[n]).find(|s| s.is_object());
            let name = function["name"].as_str().ok_or("function_declarations.name")?;
            ask.tools.push((name.to_owned(), schema.cloned().unwrap_or_default()));
        }
    }
    let mut open: Vec<String> = Vec::new();
    for content in body["contents"].as_array().filter(|c| !c.is_empty()).ok_or("contents is not specified")? {
        read_content(content, model, &mut ask, &mut open)?;
    }
    match open.is_empty() {
        true => Ok(ask),
        false => Err("function call parts must be followed by as many function response parts".into()),
    }
}

fn read_content(content: &Value, model: &str, ask: &mut Ask, open: &mut Vec<String>) -> Result<(), String> {
    only(content, &["role", "parts"], "contents.")?;
    let user = match content["role"].as_str() {
        Some("user") | None => true,
        Some("model") => false,
        Some(other) => return Err(format!("Please use a valid role: user, model. Not {other}")),
    };
    let parts = content["parts"].as_array().filter(|p| !p.is_empty()).ok_or("contents.parts must not be empty")?;
    ask.results.clear();
    if user {
        ask.pictures.clear();
        ask.last.clear();
    }
    let mut first_call = true;
    for part in parts {
        only(
            part,
            &["text", "thought", "thoughtSignature", "inlineData", "fileData", "functionCall", "functionResponse"],
            "parts.",
        )?;
        if let Some(text) = part["text"].as_str() {
            if user {
                ask.last += text;
            }
            ask.history += text;
        } else if part["inlineData"].is_object() {
            let data = &part["inlineData"];
            // Also base64 for URLs.
            let plain = data["data"].as_str().unwrap_or("").replace('-', "+").replace('_', "/");
            let seen = picture(data["mimeType"].as_str().unwrap_or(""), &plain)?;
            ask.pictures.push(seen);
        } else if part["fileData"].is_object() {
            ask.pictures.push(part["fileData"]["fileUri"].as_str().ok_or("fileData.fileUri")?.to_owned());
        } else if part["functionCall"].is_object() {
            if model.starts_with("gemini-3") && first_call && !part["thoughtSignature"].is_string() {
                return Err("Function call is missing a thought_signature in functionCall parts".into());
            }
            first_call = false;
            open.push(part["functionCall"]["name"].as_str().ok_or("functionCall.name")?.to_owned());
            ask.history += &part["functionCall"]["args"].to_string();
        } else if part["functionResponse"].is_object() {
            let name = part["functionResponse"]["name"].as_str().ok_or("functionResponse.name")?;
            let at = open.iter().position(|o| o == name).ok_or(format!("no function {name} was called"))?;
            open.remove(at);
            let response = &part["functionResponse"]["response"];
            if !response.is_object() {
                return Err("functionResponse.response must be a Struct".into());
            }
            let said = response["result"].as_str().map_or_else(|| response.to_string(), str::to_owned);
            ask.history += &said;
            ask.results.push(said);
        } else {
            return Err("contents.parts must have one initialized field".into());
        }
        ask.history.push(' ');
    }
    Ok(())
}

fn usage(said: &Said, output: u64) -> Value {
    let mut counts = json!({
        "promptTokenCount": said.input, "cachedContentTokenCount": said.cached,
        "candidatesTokenCount": output, "totalTokenCount": said.input + output + said.reasoning,
        "promptTokensDetails": [{ "modality": "TEXT", "tokenCount": said.input }],
    });
    if said.reasoning > 0 {
        counts["thoughtsTokenCount"] = said.reasoning.into();
    }
    counts
}

fn finish(said: &Said) -> &'static str {
    match said.why {
        Why::Done | Why::Stop | Why::Calls => "STOP",
        Why::Length => "MAX_TOKENS",
    }
}

fn calls(said: &Said) -> Vec<Value> {
    let one = |(i, (_, name, input)): (usize, &(String, String, Value))| {
        let mut part = json!({ "functionCall": { "name": name, "args": input } });
        if i == 0 {
            part["thoughtSignature"] = "c3R1Yg==".into();
        }
        part
    };
    said.calls.iter().enumerate().map(one).collect()
}

fn chunk(ask: &Ask, parts: &[Value], finish: Option<&str>, counts: &Value) -> Value {
    let mut candidate = json!({ "content": { "parts": parts, "role": "model" }, "index": 0 });
    if let Some(finish) = finish {
        candidate["finishReason"] = finish.into();
    }
    json!({ "candidates": [candidate], "usageMetadata": counts, "modelVersion": ask.model, "responseId": "stub" })
}

pub fn reply(ask: &Ask, said: &Said) -> Value {
    let mut parts = Vec::new();
    if !said.thought.is_empty() {
        parts.push(json!({ "text": said.thought.concat(), "thought": true }));
    }
    if !said.text.is_empty() {
        parts.push(json!({ "text": said.text.concat() }));
    }
    parts.extend(calls(said));
    chunk(ask, &parts, Some(finish(said)), &usage(said, said.output - said.reasoning))
}

pub fn frames(ask: &Ask, said: &Said) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut output = 0;
    for word in &said.thought {
        let counts = json!({ "promptTokenCount": said.input });
        frames.push(Frame::data(&chunk(ask, &[json!({ "text": word, "thought": true })], None, &counts), 1));
    }
    for word in &said.text {
        output += 1;
        frames.push(Frame::data(&chunk(ask, &[json!({ "text": word })], None, &usage(said, output)), 1));
    }
    for part in calls(said) {
        let call = &part["functionCall"];
        let count = tokens(call["name"].as_str().unwrap_or("")) + tokens(&call["args"].to_string());
        output += count;
        frames.push(Frame::data(&chunk(ask, &[part], None, &usage(said, output)), count));
    }
    let last = [json!({ "text": "" })];
    frames.push(Frame::data(&chunk(ask, &last, Some(finish(said)), &usage(said, output)), 0));
    frames
}

pub fn embed(stub: &Stub, credential: &str, model: &str, body: &Bytes) -> Response {
    if let Some(refusal) = Stub::refuses(Vendor::Gemini, credential) {
        return refusal;
    }
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return Vendor::Gemini.refuse(400, "not JSON") };
    let mut embeddings = Vec::new();
    let mut input = 0;
    for one in body["requests"].as_array().into_iter().flatten() {
        if let Err(message) = only(one, &["model", "content", "outputDimensionality"], "requests.") {
            return Vendor::Gemini.refuse(400, &message);
        }
        let text = one["content"]["parts"][0]["text"].as_str().unwrap_or("");
        let dimensions = one["outputDimensionality"].as_u64().unwrap_or(3) as usize;
        input += tokens(text);
        embeddings.push(json!({ "values": vector(text, dimensions) }));
    }
    stub.ledger.lock().embedded(Vendor::Gemini, credential, model, input);
    Json(json!({ "embeddings": embeddings })).into_response()
}
