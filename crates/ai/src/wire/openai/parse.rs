//! From a chat completion request to the neutral form.

use crate::wire::{
    Block, Effort, Format, Image, Message, Reasoning, Request, Role, Source, Tool, ToolChoice, WireError,
    read::{Field, Kind, Object},
    request::{MESSAGES_MAX, TOOLS_MAX, tool_name},
};

/// What cannot be said in another vendor's words and changes the answer.
const REFUSED: [&str; 6] = ["functions", "function_call", "audio", "prediction", "logit_bias", "top_logprobs"];

pub fn parse(root: &Field) -> Result<Request, WireError> {
    let mut body = root.object()?;
    let mut request = Request { model: body.need("model")?.string()?, ..Request::default() };
    for message in body.need("messages")?.array(MESSAGES_MAX)? {
        parse_message(&message, &mut request)?;
    }
    if request.messages.is_empty() {
        return Err(WireError::at("messages", "'messages' must have at least one message that is not the system's"));
    }
    if let Some(tools) = body.take("tools") {
        request.tools = tools.array(TOOLS_MAX)?.iter().map(parse_tool).collect::<Result<_, _>>()?;
    }
    request.tool_choice = body.take("tool_choice").map(|f| tool_choice(&f)).transpose()?;
    request.parallel_tool_calls = body.bool("parallel_tool_calls")?;
    if let Some(field) = body.take("response_format") {
        request.format = response_format(&field)?;
    }
    let newer = body.count("max_completion_tokens", 1)?;
    request.max_tokens = newer.or(body.count("max_tokens", 1)?);
    request.temperature = body.number("temperature", 0.0, 2.0)?;
    request.top_p = body.number("top_p", 0.0, 1.0)?;
    request.top_k = body.count("top_k", 0)?.filter(|k| *k > 0);
    request.presence_penalty = body.number("presence_penalty", -2.0, 2.0)?;
    request.frequency_penalty = body.number("frequency_penalty", -2.0, 2.0)?;
    request.seed = body.take("seed").map(|f| f.integer()).transpose()?;
    if let Some(stop) = body.take("stop") {
        request.stop = if stop.kind() == Kind::String { vec![stop.string()?] } else { stop.strings(16)? };
    }
    request.stream = body.bool("stream")?.unwrap_or(false);
    if let Some(options) = body.take("stream_options") {
        request.include_usage = options.object()?.bool("include_usage")?.unwrap_or(false);
    }
    request.user = body.string("user")?;
    request.reasoning = reasoning(&mut body)?;
    if let Some(n) = body.take("n")
        && n.count(1)? != 1
    {
        return Err(WireError::at("n", "'n' must be 1: this model gives one answer at a time"));
    }
    if body.bool("logprobs")? == Some(true) {
        return Err(unavailable("logprobs"));
    }
    if let Some(name) = REFUSED.iter().find(|name| body.take(name).is_some_and(|f| f.raw().get() != "{}")) {
        return Err(unavailable(name));
    }
    request.rest = body.rest();
    Ok(request)
}

fn unavailable(name: &str) -> WireError {
    WireError::at(name, format!("'{name}' is not available with this model"))
}

fn reasoning(body: &mut Object) -> Result<Option<Reasoning>, WireError> {
    let mut reasoning = Reasoning::default();
    if let Some(field) = body.take("reasoning_effort") {
        reasoning = effort(&field)?;
    }
    // DashScope's.
    if let Some(enabled) = body.bool("enable_thinking")? {
        reasoning.enabled = Some(enabled);
        reasoning.visible = Some(enabled);
    }
    reasoning.budget_tokens = body.count("thinking_budget", 1)?;
    Ok((reasoning != Reasoning::default()).then_some(reasoning))
}

/// OpenAI's word for how much to think.
pub fn effort(field: &Field) -> Result<Reasoning, WireError> {
    let effort = match field.string()?.as_str() {
        "none" => return Ok(Reasoning { enabled: Some(false), ..Reasoning::default() }),
        "minimal" => Effort::Minimal,
        "low" => Effort::Low,
        "medium" => Effort::Medium,
        "high" => Effort::High,
        "xhigh" | "max" => Effort::Highest,
        _ => return Err(field.wrong("one of none, minimal, low, medium, high, xhigh")),
    };
    Ok(Reasoning { enabled: Some(true), effort: Some(effort), ..Reasoning::default() })
}

fn parse_message(field: &Field, request: &mut Request) -> Result<(), WireError> {
    let mut message = field.object()?;
    let role = message.need("role")?;
    match role.string()?.as_str() {
        "system" | "developer" => request.system.extend(content(&message.need("content")?, true)?),
        "user" => {
            let content = content(&message.need("content")?, false)?;
            request.messages.push(Message { role: Role::User, content });
        }
        "assistant" => {
            let content = assistant(&mut message)?;
            request.messages.push(Message { role: Role::Assistant, content });
        }
        "tool" => {
            let id = message.need("tool_call_id")?.string()?;
            let content = content(&message.need("content")?, true)?;
            let result = Block::ToolResult { id, name: None, content, is_error: false };
            // The results of one turn belong into one message.
            match request.messages.last_mut() {
                Some(last) if last.role == Role::User && last.is_tool_results() => last.content.push(result),
                _ => request.messages.push(Message { role: Role::User, content: vec![result] }),
            }
        }
        _ => return Err(role.wrong("one of system, developer, user, assistant, tool")),
    }
    Ok(())
}

fn assistant(message: &mut Object) -> Result<Vec<Block>, WireError> {
    let mut blocks = Vec::new();
    if let Some(thought) = message.take_any(&["reasoning_content", "reasoning"])
        && thought.kind() == Kind::String
    {
        let text = thought.string()?;
        if !text.is_empty() {
            blocks.push(Block::Thinking { text, signature: None });
        }
    }
    if let Some(said) = message.take("content") {
        blocks.extend(content(&said, true)?);
    }
    if let Some(calls) = message.take("tool_calls") {
        for call in calls.array(TOOLS_MAX)? {
            blocks.push(tool_call(&call)?);
        }
    }
    if blocks.is_empty() {
        return Err(WireError::at(message.path(), format!("'{}' has neither content nor tool calls", message.path())));
    }
    Ok(blocks)
}

fn tool_call(field: &Field) -> Result<Block, WireError> {
    let mut call = field.object()?;
    if let Some(kind) = call.take("type")
        && kind.string()? != "function"
    {
        return Err(kind.wrong("\"function\""));
    }
    let id = call.need("id")?.string()?;
    let mut function = call.need("function")?.object()?;
    let name = tool_name(&function.need("name")?)?;
    let input = function.string("arguments")?.unwrap_or_default();
    // Google's own OpenAI-compatible endpoint carries it so.
    let signature = call
        .take("extra_content")
        .and_then(|extra| extra.object().ok()?.take("google")?.object().ok()?.string("thought_signature").ok()?);
    Ok(Block::ToolUse { id, name, input, signature })
}

/// Text, or parts. With `only_text`, parts that are something else are refused.
fn content(field: &Field, only_text: bool) -> Result<Vec<Block>, WireError> {
    match field.kind() {
        Kind::String => {
            let text = field.string()?;
            Ok(if text.is_empty() && only_text { Vec::new() } else { vec![Block::text(text)] })
        }
        Kind::Array => field.array(MESSAGES_MAX)?.iter().map(|p| part(p, only_text)).collect(),
        _ => Err(field.wrong("a string or an array of parts")),
    }
}

fn part(field: &Field, only_text: bool) -> Result<Block, WireError> {
    let mut part = field.object()?;
    let kind = part.need("type")?;
    match kind.string()?.as_str() {
        "text" => Ok(Block::text(part.need("text")?.string()?)),
        "refusal" => Ok(Block::text(part.need("refusal")?.string()?)),
        "image_url" if !only_text => {
            let image = part.need("image_url")?;
            let mut image = image.object()?;
            let url = image.need("url")?;
            let detail = image.string("detail")?;
            Ok(Block::Image(Image { source: source(&url, "image/")?, detail }))
        }
        "file" if !only_text => {
            let mut file = part.need("file")?.object()?;
            let name = file.string("filename")?;
            match file.take("file_data") {
                Some(data) => Ok(Block::Document { source: source(&data, "")?, name }),
                None => Err(WireError::at(
                    field.path(),
                    format!("'{}' names a file of one vendor; send it as file_data", field.path()),
                )),
            }
        }
        _ if only_text => Err(kind.wrong("\"text\"")),
        _ => Err(kind.wrong("one of text, image_url, file")),
    }
}

/// A link, or a `data:` URL taken apart.
pub fn source(field: &Field, media: &str) -> Result<Source, WireError> {
    let url = field.string()?;
    let Some(rest) = url.strip_prefix("data:") else {
        return match url.starts_with("https://") || url.starts_with("http://") {
            true => Ok(Source::Url(url)),
            false => Err(field.wrong("an http(s) or data URL")),
        };
    };
    match rest.split_once(";base64,") {
        Some((media_type, data)) if media_type.starts_with(media) && !data.is_empty() => {
            Ok(Source::Base64 { media_type: media_type.to_owned(), data: data.to_owned() })
        }
        _ => Err(field.wrong("a data URL in base64, such as data:image/png;base64,...")),
    }
}

fn parse_tool(field: &Field) -> Result<Tool, WireError> {
    let mut tool = field.object()?;
    let kind = tool.need("type")?;
    if kind.string()? != "function" {
        return Err(kind.wrong("\"function\""));
    }
    let mut function = tool.need("function")?.object()?;
    Ok(Tool {
        name: tool_name(&function.need("name")?)?,
        description: function.string("description")?,
        schema: function.take("parameters").map_or_else(crate::wire::request::no_parameters, |f| f.schema())?,
        strict: function.bool("strict")?,
        cache: None,
    })
}

fn tool_choice(field: &Field) -> Result<ToolChoice, WireError> {
    const EXPECTED: &str = "none, auto, required, or {\"type\":\"function\",\"function\":{\"name\":...}}";
    if field.kind() == Kind::String {
        return match field.string()?.as_str() {
            "none" => Ok(ToolChoice::None),
            "auto" => Ok(ToolChoice::Auto),
            "required" => Ok(ToolChoice::Required),
            _ => Err(field.wrong(EXPECTED)),
        };
    }
    let mut choice = field.object()?;
    match choice.need("type")?.string()?.as_str() {
        "function" => Ok(ToolChoice::Named(choice.need("function")?.object()?.need("name")?.string()?)),
        _ => Err(field.wrong(EXPECTED)),
    }
}

fn response_format(field: &Field) -> Result<Format, WireError> {
    let mut object = field.object()?;
    let kind = object.need("type")?;
    if kind.string()? == "json_schema" {
        let inner = object.need("json_schema")?;
        return format(&kind, &mut inner.object()?);
    }
    format(&kind, &mut object)
}

/// The kind of a format, and for a schema the object that holds its parts.
pub fn format(kind: &Field, parts: &mut Object) -> Result<Format, WireError> {
    match kind.string()?.as_str() {
        "text" => Ok(Format::Text),
        "json_object" => Ok(Format::Json),
        "json_schema" => {
            let schema = parts.need("schema")?;
            schema.object()?;
            Ok(Format::Schema {
                name: parts.need("name")?.string()?,
                schema: schema.raw().to_owned(),
                strict: parts.bool("strict")?,
            })
        }
        _ => Err(kind.wrong("one of text, json_object, json_schema")),
    }
}
