//! From a messages request to the neutral form.

use super::FOREIGN_SEAL;
use crate::wire::{
    Block, Effort, Format, Image, Message, Reasoning, Request, Role, Source, Tool, ToolChoice, WireError,
    read::{Field, Kind, Object},
    request::{MESSAGES_MAX, TOOLS_MAX, tool_name},
};

pub fn parse(root: &Field) -> Result<Request, WireError> {
    let mut body = root.object()?;
    let mut request = Request {
        model: body.need("model")?.string()?,
        max_tokens: Some(body.need("max_tokens")?.count(1)?),
        include_usage: true,
        ..Request::default()
    };
    if let Some(system) = body.take("system") {
        request.system = blocks(&system)?;
        if request.system.iter().any(|b| !matches!(b, Block::Text { .. })) {
            return Err(system.wrong("a string or an array of text blocks"));
        }
    }
    let messages = body.need("messages")?;
    for message in messages.array(MESSAGES_MAX)? {
        request.messages.push(parse_message(&message)?);
    }
    if request.messages.is_empty() {
        return Err(messages.wrong("an array of at least one message"));
    }
    if let Some(tools) = body.take("tools") {
        request.tools = tools.array(TOOLS_MAX)?.iter().map(parse_tool).collect::<Result<_, _>>()?;
    }
    if let Some(choice) = body.take("tool_choice") {
        tool_choice(&choice, &mut request)?;
    }
    request.temperature = body.number("temperature", 0.0, 1.0)?;
    request.top_p = body.number("top_p", 0.0, 1.0)?;
    request.top_k = body.count("top_k", 0)?.filter(|k| *k > 0);
    if let Some(stop) = body.take("stop_sequences") {
        request.stop = stop.strings(16)?;
    }
    request.stream = body.bool("stream")?.unwrap_or(false);
    if let Some(thinking) = body.take("thinking") {
        request.reasoning = Some(reasoning(&thinking)?);
    }
    if let Some(config) = body.take("output_config") {
        output_config(&config, &mut request)?;
    }
    if let Some(metadata) = body.take("metadata") {
        request.user = metadata.object()?.string("user_id")?;
    }
    request.rest = body.rest();
    Ok(request)
}

fn reasoning(field: &Field) -> Result<Reasoning, WireError> {
    let mut thinking = field.object()?;
    let kind = thinking.need("type")?;
    let mut reasoning = Reasoning { enabled: Some(true), visible: Some(true), ..Reasoning::default() };
    match kind.string()?.as_str() {
        "enabled" => reasoning.budget_tokens = Some(thinking.need("budget_tokens")?.count(1_024)?),
        "adaptive" => {}
        "disabled" => reasoning = Reasoning { enabled: Some(false), ..Reasoning::default() },
        _ => return Err(kind.wrong("one of enabled, adaptive, disabled")),
    }
    if thinking.string("display")?.as_deref() == Some("omitted") {
        reasoning.visible = Some(false);
    }
    Ok(reasoning)
}

fn output_config(field: &Field, request: &mut Request) -> Result<(), WireError> {
    let mut config = field.object()?;
    if let Some(effort) = config.take("effort") {
        let effort = match effort.string()?.as_str() {
            "low" => Effort::Low,
            "medium" => Effort::Medium,
            "high" => Effort::High,
            "xhigh" | "max" => Effort::Highest,
            _ => return Err(effort.wrong("one of low, medium, high, xhigh, max")),
        };
        request.reasoning.get_or_insert_default().effort = Some(effort);
    }
    if let Some(format) = config.take("format") {
        let mut format = format.object()?;
        let kind = format.need("type")?;
        if kind.string()? != "json_schema" {
            return Err(kind.wrong("\"json_schema\""));
        }
        let schema = format.need("schema")?;
        schema.object()?;
        let schema = schema.raw().to_owned();
        request.format = Format::Schema { name: "answer".into(), schema, strict: Some(true) };
    }
    Ok(())
}

fn parse_message(field: &Field) -> Result<Message, WireError> {
    let mut message = field.object()?;
    let role = message.need("role")?;
    let role = match role.string()?.as_str() {
        "user" => Role::User,
        "assistant" => Role::Assistant,
        _ => return Err(role.wrong("one of user, assistant; instructions belong into 'system'")),
    };
    let mut content = blocks(&message.need("content")?)?;
    adopt_seals(&mut content);
    Ok(Message { role, content })
}

/// Gives tool calls back the seal of another vendor that came with the thought before them.
fn adopt_seals(content: &mut Vec<Block>) {
    let mut seal = None;
    content.retain_mut(|block| match block {
        Block::Thinking { text, signature } => {
            seal = signature.as_ref().and_then(|s| s.strip_prefix(FOREIGN_SEAL)).map(str::to_owned);
            if seal.is_some() {
                *signature = None;
            }
            // An empty thought was only the seal's carrier.
            seal.is_none() || !text.is_empty()
        }
        Block::ToolUse { signature, .. } => {
            *signature = seal.take();
            true
        }
        _ => true,
    });
}

/// Text, or blocks.
fn blocks(field: &Field) -> Result<Vec<Block>, WireError> {
    match field.kind() {
        Kind::String => Ok(vec![Block::text(field.string()?)]),
        Kind::Array => field.array(MESSAGES_MAX)?.iter().map(block).collect(),
        _ => Err(field.wrong("a string or an array of blocks")),
    }
}

fn block(field: &Field) -> Result<Block, WireError> {
    let mut block = field.object()?;
    let kind = block.need("type")?;
    Ok(match kind.string()?.as_str() {
        "text" => {
            let cache = block.take("cache_control").map(|f| f.raw().get().to_owned());
            Block::Text { text: block.need("text")?.string()?, cache }
        }
        "image" => Block::Image(Image { source: source(&block.need("source")?)?, detail: None }),
        "document" => document(&mut block)?,
        "tool_use" => {
            let input = block.need("input")?;
            input.object()?;
            Block::ToolUse {
                id: block.need("id")?.string()?,
                name: tool_name(&block.need("name")?)?,
                input: input.raw().get().to_owned(),
                signature: None,
            }
        }
        "tool_result" => Block::ToolResult {
            id: block.need("tool_use_id")?.string()?,
            name: None,
            content: block.take("content").map_or_else(|| Ok(Vec::new()), |f| blocks(&f))?,
            is_error: block.bool("is_error")?.unwrap_or(false),
        },
        "thinking" => Block::Thinking {
            text: block.need("thinking")?.string()?,
            signature: block.string("signature")?.filter(|s| !s.is_empty()),
        },
        "redacted_thinking" => Block::Redacted { data: block.need("data")?.string()? },
        _ => return Err(kind.wrong("one of text, image, document, tool_use, tool_result, thinking")),
    })
}

fn document(block: &mut Object) -> Result<Block, WireError> {
    let name = block.string("title")?;
    let field = block.need("source")?;
    let mut parts = field.object()?;
    if parts.string("type")?.as_deref() == Some("text") {
        return Ok(Block::text(parts.need("data")?.string()?));
    }
    Ok(Block::Document { source: source(&field)?, name })
}

fn source(field: &Field) -> Result<Source, WireError> {
    let mut source = field.object()?;
    let kind = source.need("type")?;
    match kind.string()?.as_str() {
        "base64" => Ok(Source::Base64 {
            media_type: source.need("media_type")?.string()?,
            data: source.need("data")?.string()?,
        }),
        "url" => Ok(Source::Url(source.need("url")?.string()?)),
        _ => Err(kind.wrong("one of base64, url")),
    }
}

fn parse_tool(field: &Field) -> Result<Tool, WireError> {
    let mut tool = field.object()?;
    if let Some(kind) = tool.take("type")
        && kind.string()? != "custom"
    {
        return Err(WireError::at(kind.path(), format!("'{}': this model has no such built-in tool", kind.path())));
    }
    Ok(Tool {
        name: tool_name(&tool.need("name")?)?,
        description: tool.string("description")?,
        schema: tool.need("input_schema")?.schema()?,
        strict: tool.bool("strict")?,
        cache: tool.take("cache_control").map(|f| f.raw().get().to_owned()),
    })
}

fn tool_choice(field: &Field, request: &mut Request) -> Result<(), WireError> {
    let mut choice = field.object()?;
    let kind = choice.need("type")?;
    request.tool_choice = Some(match kind.string()?.as_str() {
        "auto" => ToolChoice::Auto,
        "any" => ToolChoice::Required,
        "none" => ToolChoice::None,
        "tool" => ToolChoice::Named(choice.need("name")?.string()?),
        _ => return Err(kind.wrong("one of auto, any, tool, none")),
    });
    if choice.bool("disable_parallel_tool_use")? == Some(true) {
        request.parallel_tool_calls = Some(false);
    }
    Ok(())
}
