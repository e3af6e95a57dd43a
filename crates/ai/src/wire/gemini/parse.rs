//! From a generateContent request to the neutral form. Names come in camel or snake case, as protobuf allows.

use std::collections::VecDeque;

use super::schema::json_schema;
use crate::wire::{
    Block, Effort, Format, GeminiAction, GeminiPath, Image, Message, Reasoning, Request, Role, Source, Tool,
    ToolChoice, WireError,
    read::{Field, Kind, Object},
    request::{MESSAGES_MAX, TOOLS_MAX, no_parameters, tool_name},
};

pub fn parse(root: &Field, path: &GeminiPath) -> Result<Request, WireError> {
    let mut body = root.object()?;
    let mut request = Request {
        model: path.model.clone(),
        stream: path.action == GeminiAction::Stream,
        include_usage: true,
        ..Request::default()
    };
    if let Some(system) = body.take_any(&["systemInstruction", "system_instruction"]) {
        request.system = system_instruction(&system)?;
    }
    let contents = body.need("contents")?;
    let mut calls = Calls::default();
    let turns = match contents.kind() {
        Kind::Array => contents.array(MESSAGES_MAX)?,
        // One turn may stand for itself.
        _ => vec![contents.clone()],
    };
    for turn in &turns {
        request.messages.push(content(turn, &mut calls)?);
    }
    if request.messages.is_empty() {
        return Err(contents.wrong("an array of at least one turn"));
    }
    if let Some(tools) = body.take("tools") {
        for tool in tools.array(TOOLS_MAX)? {
            declarations(&tool, &mut request.tools)?;
        }
    }
    if let Some(config) = body.take_any(&["toolConfig", "tool_config"]) {
        request.tool_choice = tool_config(&config)?;
    }
    if let Some(config) = body.take_any(&["generationConfig", "generation_config"]) {
        generation_config(&config, &mut request)?;
    }
    if body.take_any(&["cachedContent", "cached_content"]).is_some() {
        return Err(WireError::at("cachedContent", "'cachedContent' lives with one vendor; send the content itself"));
    }
    request.rest = body.rest();
    Ok(request)
}

/// Google matches results with calls by name and order; elsewhere there are ids.
#[derive(Default)]
struct Calls {
    made: usize,
    open: VecDeque<(String, String)>,
}

impl Calls {
    fn call(&mut self, id: Option<String>, name: &str) -> String {
        let id = id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("call_{}", self.made));
        self.made += 1;
        self.open.push_back((name.to_owned(), id.clone()));
        id
    }

    fn answer(&mut self, id: Option<String>, name: &str) -> String {
        let id = id.filter(|id| !id.is_empty());
        let fits = |(n, open): &(String, String)| id.as_ref().map_or(n == name, |id| id == open);
        let found = self.open.iter().position(fits).and_then(|at| self.open.remove(at));
        found.map(|(_, id)| id).or(id).unwrap_or_else(|| format!("call_{name}"))
    }
}

fn system_instruction(field: &Field) -> Result<Vec<Block>, WireError> {
    if field.kind() == Kind::String {
        return Ok(vec![Block::text(field.string()?)]);
    }
    let blocks = parts(&mut field.object()?, &mut Calls::default())?;
    match blocks.iter().all(|b| matches!(b, Block::Text { .. })) {
        true => Ok(blocks),
        false => Err(field.wrong("text")),
    }
}

fn content(field: &Field, calls: &mut Calls) -> Result<Message, WireError> {
    let mut content = field.object()?;
    let role = match content.take("role") {
        None => Role::User,
        Some(role) => match role.string()?.as_str() {
            "user" | "function" | "tool" => Role::User,
            "model" => Role::Assistant,
            _ => return Err(role.wrong("one of user, model")),
        },
    };
    Ok(Message { role, content: parts(&mut content, calls)? })
}

fn parts(content: &mut Object, calls: &mut Calls) -> Result<Vec<Block>, WireError> {
    let field = content.need("parts")?;
    let list = match field.kind() {
        Kind::Array => field.array(MESSAGES_MAX)?,
        _ => vec![field.clone()],
    };
    list.iter().map(|p| part(p, calls)).collect()
}

fn part(field: &Field, calls: &mut Calls) -> Result<Block, WireError> {
    let mut part = field.object()?;
    let thought = part.bool("thought")?.unwrap_or(false);
    let signature = part.take_any(&["thoughtSignature", "thought_signature"]).map(|f| f.string()).transpose()?;
    if let Some(text) = part.take("text") {
        let text = text.string()?;
        return Ok(if thought { Block::Thinking { text, signature: None } } else { Block::text(text) });
    }
    if let Some(data) = part.take_any(&["inlineData", "inline_data"]) {
        let mut data = data.object()?;
        let media_type = need_any(&mut data, &["mimeType", "mime_type"])?.string()?;
        let source =
            Source::Base64 { data: plain_base64(data.need("data")?.string()?), media_type: media_type.clone() };
        return Ok(seen(source, &media_type));
    }
    if let Some(file) = part.take_any(&["fileData", "file_data"]) {
        let mut file = file.object()?;
        let uri = need_any(&mut file, &["fileUri", "file_uri"])?;
        let url = uri.string()?;
        if !url.starts_with("http") || url.starts_with("https://generativelanguage.googleapis.com/") {
            return Err(uri.wrong("a public http(s) URL: a file of one vendor cannot be passed on to another"));
        }
        let media_type = file.take_any(&["mimeType", "mime_type"]).map(|f| f.string()).transpose()?;
        return Ok(seen(Source::Url(url), media_type.as_deref().unwrap_or("image/")));
    }
    if let Some(call) = part.take_any(&["functionCall", "function_call"]) {
        let mut call = call.object()?;
        let name = tool_name(&call.need("name")?)?;
        let id = calls.call(call.string("id")?, &name);
        let input = match call.take("args") {
            Some(args) => {
                args.object()?;
                args.raw().get().to_owned()
            }
            None => "{}".into(),
        };
        return Ok(Block::ToolUse { id, name, input, signature });
    }
    if let Some(response) = part.take_any(&["functionResponse", "function_response"]) {
        let mut response = response.object()?;
        let name = response.need("name")?.string()?;
        let id = calls.answer(response.string("id")?, &name);
        let result = response.need("response")?;
        let is_error = result.object()?.take("error").is_some();
        let content = vec![Block::text(result.raw().get())];
        return Ok(Block::ToolResult { id, name: Some(name), content, is_error });
    }
    Err(field.wrong("a part with text, inlineData, fileData, functionCall or functionResponse"))
}

/// Google's clients write base64 for URLs, which other vendors do not read.
fn plain_base64(text: String) -> String {
    let mut text = if text.contains(['-', '_']) { text.replace('-', "+").replace('_', "/") } else { text };
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

fn need_any<'a>(object: &mut Object<'a>, names: &[&str]) -> Result<Field<'a>, WireError> {
    match object.take_any(names) {
        Some(field) => Ok(field),
        None => object.need(names.first().copied().unwrap_or_default()),
    }
}

fn seen(source: Source, media_type: &str) -> Block {
    match media_type.starts_with("image/") {
        true => Block::Image(Image { source, detail: None }),
        false => Block::Document { source, name: None },
    }
}

fn declarations(field: &Field, tools: &mut Vec<Tool>) -> Result<(), WireError> {
    let mut tool = field.object()?;
    if let Some(list) = tool.take_any(&["functionDeclarations", "function_declarations"]) {
        for declaration in list.array(TOOLS_MAX)? {
            let mut function = declaration.object()?;
            let name = tool_name(&function.need("name")?)?;
            let schema = match function.take_any(&["parametersJsonSchema", "parameters_json_schema"]) {
                Some(schema) => schema.schema()?,
                None => match function.take("parameters") {
                    Some(schema) => json_schema(&schema.schema()?, schema.path())?,
                    None => no_parameters()?,
                },
            };
            let description = function.string("description")?;
            tools.push(Tool { name, description, schema, strict: None, cache: None });
        }
    }
    match tool.fields().next() {
        Some((name, _)) => Err(WireError::at(
            format!("{}.{name}", field.path()),
            format!("'{name}': this model has no such built-in tool"),
        )),
        None => Ok(()),
    }
}

fn tool_config(field: &Field) -> Result<Option<ToolChoice>, WireError> {
    let Some(config) = field.object()?.take_any(&["functionCallingConfig", "function_calling_config"]) else {
        return Ok(None);
    };
    let mut config = config.object()?;
    let allowed = config.take_any(&["allowedFunctionNames", "allowed_function_names"]);
    let allowed = allowed.map(|f| f.strings(TOOLS_MAX)).transpose()?.unwrap_or_default();
    let Some(mode) = config.take("mode") else { return Ok(None) };
    Ok(Some(match (mode.string()?.to_ascii_uppercase().as_str(), allowed.as_slice()) {
        ("AUTO" | "VALIDATED" | "MODE_UNSPECIFIED", _) => ToolChoice::Auto,
        ("NONE", _) => ToolChoice::None,
        ("ANY", [only]) => ToolChoice::Named(only.clone()),
        ("ANY", _) => ToolChoice::Required,
        _ => return Err(mode.wrong("one of AUTO, ANY, NONE, VALIDATED")),
    }))
}

fn generation_config(field: &Field, request: &mut Request) -> Result<(), WireError> {
    let mut config = field.object()?;
    request.max_tokens = config.take_any(&["maxOutputTokens", "max_output_tokens"]).map(|f| f.count(1)).transpose()?;
    request.temperature = config.number("temperature", 0.0, 2.0)?;
    request.top_p = config.take_any(&["topP", "top_p"]).map(|f| f.number(0.0, 1.0)).transpose()?;
    // Google's clients write it as 40.0.
    request.top_k = config.take_any(&["topK", "top_k"]).map(|f| f.count(0)).transpose()?.filter(|k| *k > 0);
    let penalty = |f: Field| f.number(-2.0, 2.0);
    request.presence_penalty = config.take_any(&["presencePenalty", "presence_penalty"]).map(penalty).transpose()?;
    request.frequency_penalty = config.take_any(&["frequencyPenalty", "frequency_penalty"]).map(penalty).transpose()?;
    request.seed = config.take("seed").map(|f| f.integer()).transpose()?;
    if let Some(stop) = config.take_any(&["stopSequences", "stop_sequences"]) {
        request.stop = stop.strings(16)?;
    }
    if let Some(n) = config.take_any(&["candidateCount", "candidate_count"])
        && n.count(1)? != 1
    {
        return Err(n.wrong("1: this model gives one answer at a time"));
    }
    if let Some(thinking) = config.take_any(&["thinkingConfig", "thinking_config"]) {
        request.reasoning = Some(thinking_config(&thinking)?);
    }
    let mime = config.take_any(&["responseMimeType", "response_mime_type"]).map(|f| f.string()).transpose()?;
    let schema = match config.take_any(&["responseJsonSchema", "response_json_schema"]) {
        Some(schema) => Some(schema.raw().to_owned()),
        None => match config.take_any(&["responseSchema", "response_schema"]) {
            Some(schema) => Some(json_schema(schema.raw(), schema.path())?),
            None => None,
        },
    };
    request.format = match (mime.as_deref(), schema) {
        (_, Some(schema)) => Format::Schema { name: "answer".into(), schema, strict: None },
        (Some("application/json"), None) => Format::Json,
        _ => Format::Text,
    };
    Ok(())
}

fn thinking_config(field: &Field) -> Result<Reasoning, WireError> {
    let mut config = field.object()?;
    let visible = config.take_any(&["includeThoughts", "include_thoughts"]).map(|f| f.bool()).transpose()?;
    let mut reasoning = Reasoning { visible, ..Reasoning::default() };
    if let Some(budget) = config.take_any(&["thinkingBudget", "thinking_budget"]) {
        match budget.integer()? {
            0 => reasoning.enabled = Some(false),
            // As much as the model sees fit.
            ..0 => reasoning.enabled = Some(true),
            tokens => {
                reasoning.enabled = Some(true);
                reasoning.budget_tokens = u64::try_from(tokens).ok();
            }
        }
    }
    if let Some(level) = config.take_any(&["thinkingLevel", "thinking_level"]) {
        reasoning.effort = Some(match level.string()?.to_ascii_lowercase().as_str() {
            "minimal" => Effort::Minimal,
            "low" => Effort::Low,
            "medium" => Effort::Medium,
            "high" => Effort::High,
            _ => return Err(level.wrong("one of minimal, low, medium, high")),
        });
        reasoning.enabled = Some(true);
    }
    Ok(reasoning)
}
