//! From a responses request to the neutral form.

use crate::wire::{
    Block, Image, Message, Reasoning, Request, Role, Tool, ToolChoice, WireError,
    openai::{effort, format, source},
    read::{Field, Kind, Object},
    request::{MESSAGES_MAX, TOOLS_MAX, no_parameters, text_of, tool_name},
};

/// What lives with the vendor, which may be another one next time.
const STORED: [&str; 4] = ["previous_response_id", "conversation", "prompt", "background"];

pub fn parse(root: &Field) -> Result<Request, WireError> {
    let mut body = root.object()?;
    let mut request = Request { model: body.need("model")?.string()?, include_usage: true, ..Request::default() };
    for name in STORED {
        if body.take(name).is_some_and(|f| f.raw().get() != "false") {
            return Err(WireError::at(
                name,
                format!("'{name}' needs stored responses, which this service does not keep; send the whole input"),
            ));
        }
    }
    if let Some(instructions) = body.string("instructions")? {
        request.system.push(Block::text(instructions));
    }
    let input = body.need("input")?;
    match input.kind() {
        Kind::String => {
            request.messages.push(Message { role: Role::User, content: vec![Block::text(input.string()?)] });
        }
        _ => {
            for item in input.array(MESSAGES_MAX)? {
                parse_item(&item, &mut request)?;
            }
        }
    }
    if request.messages.is_empty() {
        return Err(input.wrong("a string or an array with at least one message"));
    }
    if let Some(tools) = body.take("tools") {
        request.tools = tools.array(TOOLS_MAX)?.iter().map(parse_tool).collect::<Result<_, _>>()?;
    }
    request.tool_choice = body.take("tool_choice").map(|f| tool_choice(&f)).transpose()?;
    request.parallel_tool_calls = body.bool("parallel_tool_calls")?;
    request.max_tokens = body.count("max_output_tokens", 1)?;
    request.temperature = body.number("temperature", 0.0, 2.0)?;
    request.top_p = body.number("top_p", 0.0, 1.0)?;
    request.stream = body.bool("stream")?.unwrap_or(false);
    request.user = body.string("user")?;
    if let Some(text) = body.take("text")
        && let Some(field) = text.object()?.take("format")
    {
        let mut parts = field.object()?;
        request.format = format(&parts.need("type")?, &mut parts)?;
    }
    if let Some(field) = body.take("reasoning") {
        let mut parts = field.object()?;
        let mut reasoning = parts.take("effort").map_or_else(|| Ok(Reasoning::default()), |f| effort(&f))?;
        reasoning.visible = parts.take_any(&["summary", "generate_summary"]).map(|_| true);
        request.reasoning = (reasoning != Reasoning::default()).then_some(reasoning);
    }
    request.rest = body.rest();
    Ok(request)
}

fn parse_item(field: &Field, request: &mut Request) -> Result<(), WireError> {
    let mut item = field.object()?;
    let kind = item.take("type");
    let name = kind.as_ref().map_or_else(|| Ok("message".to_owned()), Field::string)?;
    match name.as_str() {
        "message" => message(&mut item, request)?,
        "function_call" => {
            let call = Block::ToolUse {
                id: item.need("call_id")?.string()?,
                name: tool_name(&item.need("name")?)?,
                input: item.need("arguments")?.string()?,
                signature: None,
            };
            push(request, Role::Assistant, vec![call]);
        }
        "function_call_output" => {
            let id = item.need("call_id")?.string()?;
            let content = content(&item.need("output")?)?;
            push(request, Role::User, vec![Block::ToolResult { id, name: None, content, is_error: false }]);
        }
        "reasoning" => {
            let summary = item.take("summary").map_or_else(|| Ok(Vec::new()), |f| content(&f))?;
            let (text, signature) = (text_of(&summary), item.string("encrypted_content")?);
            if !text.is_empty() || signature.is_some() {
                push(request, Role::Assistant, vec![Block::Thinking { text, signature }]);
            }
        }
        _ => {
            let at = kind.unwrap_or_else(|| field.clone());
            return Err(at.wrong("one of message, function_call, function_call_output, reasoning"));
        }
    }
    Ok(())
}

fn message(item: &mut Object, request: &mut Request) -> Result<(), WireError> {
    let role = item.need("role")?;
    let content = content(&item.need("content")?)?;
    match role.string()?.as_str() {
        "system" | "developer" => request.system.extend(content),
        "user" => request.messages.push(Message { role: Role::User, content }),
        "assistant" => push(request, Role::Assistant, content),
        _ => return Err(role.wrong("one of system, developer, user, assistant")),
    }
    Ok(())
}

/// Items of one turn become one message.
fn push(request: &mut Request, role: Role, content: Vec<Block>) {
    match request.messages.last_mut() {
        Some(last) if last.role == role && (role == Role::Assistant || last.is_tool_results()) => {
            last.content.extend(content);
        }
        _ => request.messages.push(Message { role, content }),
    }
}

fn content(field: &Field) -> Result<Vec<Block>, WireError> {
    match field.kind() {
        Kind::String => Ok(vec![Block::text(field.string()?)]),
        _ => field.array(MESSAGES_MAX)?.iter().map(part).collect(),
    }
}

fn part(field: &Field) -> Result<Block, WireError> {
    let mut part = field.object()?;
    let kind = part.need("type")?;
    match kind.string()?.as_str() {
        "input_text" | "output_text" | "text" | "summary_text" => Ok(Block::text(part.need("text")?.string()?)),
        "refusal" => Ok(Block::text(part.need("refusal")?.string()?)),
        "input_image" => {
            let url = part.take("image_url").ok_or_else(|| uploaded(field))?;
            Ok(Block::Image(Image { source: source(&url, "image/")?, detail: part.string("detail")? }))
        }
        "input_file" => {
            let name = part.string("filename")?;
            let data = part.take_any(&["file_data", "file_url"]).ok_or_else(|| uploaded(field))?;
            Ok(Block::Document { source: source(&data, "")?, name })
        }
        _ => Err(kind.wrong("one of input_text, input_image, input_file, output_text")),
    }
}

fn uploaded(field: &Field) -> WireError {
    WireError::at(field.path(), format!("'{}' names a file of one vendor; send it as data or URL", field.path()))
}

fn parse_tool(field: &Field) -> Result<Tool, WireError> {
    let mut tool = field.object()?;
    let kind = tool.need("type")?;
    if kind.string()? != "function" {
        return Err(WireError::at(kind.path(), format!("'{}': this model has no such built-in tool", kind.path())));
    }
    Ok(Tool {
        name: tool_name(&tool.need("name")?)?,
        description: tool.string("description")?,
        schema: tool.take("parameters").map_or_else(no_parameters, |f| f.schema())?,
        strict: tool.bool("strict")?,
        cache: None,
    })
}

fn tool_choice(field: &Field) -> Result<ToolChoice, WireError> {
    const EXPECTED: &str = "none, auto, required, or {\"type\":\"function\",\"name\":...}";
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
        "function" => Ok(ToolChoice::Named(choice.need("name")?.string()?)),
        _ => Err(field.wrong(EXPECTED)),
    }
}
