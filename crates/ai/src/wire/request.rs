//! The neutral request: what every dialect can say in its own words.

use indexmap::IndexMap;
use serde_json::value::RawValue;

use super::{
    Dialect, GeminiPath, Outgoing, Provider, WireError, anthropic, embeddings, gemini, openai, read::Field, responses,
};

/// Messages in one request; the vendors' own limits are above or at this.
pub const MESSAGES_MAX: usize = 10_000;
pub const TOOLS_MAX: usize = 512;

#[derive(Debug, Clone, Default)]
pub struct Request {
    pub model: String,
    /// Instructions, in order.
    pub system: Vec<Block>,
    pub messages: Vec<Message>,
    pub tools: Vec<Tool>,
    pub tool_choice: Option<ToolChoice>,
    pub parallel_tool_calls: Option<bool>,
    pub format: Format,
    pub max_tokens: Option<u64>,
    pub temperature: Option<f64>,
    pub top_p: Option<f64>,
    pub top_k: Option<u64>,
    pub presence_penalty: Option<f64>,
    pub frequency_penalty: Option<f64>,
    pub seed: Option<i64>,
    pub stop: Vec<String>,
    pub stream: bool,
    /// OpenAI's clients must ask for the usage of a stream.
    pub include_usage: bool,
    pub reasoning: Option<Reasoning>,
    /// Who asks, as the client names them to the vendor.
    pub user: Option<String>,
    /// Set for a request for vectors, which has no messages.
    pub embed: Option<Embed>,
    /// What this program does not know, as it came. Goes along only to a vendor of the same family.
    pub rest: IndexMap<String, Box<RawValue>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    User,
    Assistant,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub role: Role,
    pub content: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Text {
        text: String,
        /// Anthropic's mark of what to cache, as it came.
        cache: Option<String>,
    },
    Image(Image),
    /// A PDF, or another file that the model reads.
    Document {
        source: Source,
        name: Option<String>,
    },
    ToolUse {
        id: String,
        name: String,
        /// JSON text, an object if the model kept to its instructions.
        input: String,
        /// Gemini's `thoughtSignature`.
        signature: Option<String>,
    },
    ToolResult {
        id: String,
        /// Gemini names the tool instead of the call.
        name: Option<String>,
        content: Vec<Block>,
        is_error: bool,
    },
    Thinking {
        text: String,
        signature: Option<String>,
    },
    /// Thinking that only the vendor can read.
    Redacted {
        data: String,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    pub source: Source,
    /// OpenAI's `low`, `high`, `auto`.
    pub detail: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Base64 { media_type: String, data: String },
    Url(String),
}

#[derive(Debug, Clone)]
pub struct Tool {
    pub name: String,
    pub description: Option<String>,
    /// A JSON Schema of an object, in the order in which it came: models answer in that order.
    pub schema: Box<RawValue>,
    pub strict: Option<bool>,
    pub cache: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToolChoice {
    Auto,
    None,
    /// Any, but one of them.
    Required,
    Named(String),
}

#[derive(Debug, Clone, Default)]
pub enum Format {
    #[default]
    Text,
    /// Any JSON object.
    Json,
    Schema {
        name: String,
        schema: Box<RawValue>,
        strict: Option<bool>,
    },
}

/// How much the model shall think.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasoning {
    pub enabled: Option<bool>,
    pub effort: Option<Effort>,
    pub budget_tokens: Option<u64>,
    /// The client wants to see the thoughts.
    pub visible: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    Minimal,
    Low,
    Medium,
    High,
    /// `xhigh`, `max`.
    Highest,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Embed {
    pub inputs: Vec<EmbedInput>,
    pub dimensions: Option<u64>,
    /// The client wants little-endian floats in base64 instead of numbers.
    pub base64: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmbedInput {
    Text(String),
    Tokens(Vec<u64>),
}

impl Block {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), cache: None }
    }
}

impl Effort {
    pub fn word(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Highest => "xhigh",
        }
    }

    /// What the vendors that count in tokens get for the word; the steps are those of Google's own table.
    pub fn budget_tokens(self) -> u64 {
        match self {
            Self::Minimal | Self::Low => 1_024,
            Self::Medium => 8_192,
            Self::High => 24_576,
            Self::Highest => 32_768,
        }
    }

    pub fn of_budget(tokens: u64) -> Self {
        match tokens {
            0..=1_024 => Self::Low,
            1_025..=8_192 => Self::Medium,
            8_193..=24_576 => Self::High,
            _ => Self::Highest,
        }
    }
}

impl Message {
    pub(super) fn is_tool_results(&self) -> bool {
        self.content.iter().all(|block| matches!(block, Block::ToolResult { .. }))
    }
}

/// Reads a request whole. `path` is Gemini's.
pub fn parse_request(dialect: Dialect, path: Option<&GeminiPath>, body: &[u8]) -> Result<Request, WireError> {
    let root = Field::root(body)?;
    match dialect {
        Dialect::OpenAiChat => openai::parse(&root),
        Dialect::OpenAiResponses => responses::parse(&root),
        Dialect::OpenAiEmbeddings => embeddings::parse(&root),
        Dialect::Anthropic => anthropic::parse(&root),
        Dialect::Gemini => {
            let path = path.ok_or_else(|| WireError::at("model", "the path names no model"))?;
            gemini::parse(&root, path)
        }
    }
}

/// Writes a request for a vendor, with its own name for the model.
pub fn encode_request(provider: Provider, request: &Request, model: &str) -> Result<Outgoing, WireError> {
    if request.embed.is_some() {
        return embeddings::encode(provider, request, model);
    }
    let dialect = provider.dialect(Dialect::OpenAiChat);
    let body = match dialect {
        Dialect::Anthropic => anthropic::encode(request, model)?,
        Dialect::Gemini => gemini::encode(request, model)?,
        _ => openai::encode(provider, request, model)?,
    };
    Ok(Outgoing { path: Provider::path(dialect, model, request.stream), body: body.bytes() })
}

/// The text of blocks, one paragraph each.
pub(super) fn text_of(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if let Block::Text { text, .. } = block {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(text);
        }
    }
    out
}

/// A tool without parameters.
pub(super) fn no_parameters() -> Result<Box<RawValue>, WireError> {
    RawValue::from_string(r#"{"type":"object","properties":{}}"#.into())
        .map_err(|e| WireError::at("tools", e.to_string()))
}

/// Every vendor allows at least these.
pub(super) fn tool_name(field: &Field) -> Result<String, WireError> {
    let name = field.string()?;
    let fits = (1..=128).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':'));
    match fits {
        true => Ok(name),
        false => Err(field.wrong("1 to 128 letters, digits, '_', '-', '.', ':'")),
    }
}

/// For models that take no schema: they are asked to keep to it.
pub(super) fn follow_schema(schema: &RawValue, system: &mut String) {
    if !system.is_empty() {
        system.push_str("\n\n");
    }
    system.push_str("Answer with a JSON object that follows this JSON Schema:\n");
    system.push_str(schema.get());
}
