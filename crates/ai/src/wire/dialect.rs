//! The APIs that clients know.

/// An API surface: what the official SDKs of the vendors speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `POST /v1/chat/completions`
    OpenAiChat,
    /// `POST /v1/responses`
    OpenAiResponses,
    /// `POST /v1/embeddings`
    OpenAiEmbeddings,
    /// `POST /v1/messages`
    Anthropic,
    /// `POST /v1beta/models/{model}:generateContent` and `:streamGenerateContent`
    Gemini,
}

impl Dialect {
    pub const ALL: [Self; 5] =
        [Self::OpenAiChat, Self::OpenAiResponses, Self::OpenAiEmbeddings, Self::Anthropic, Self::Gemini];

    /// Those in which a conversation can be held.
    pub const CHAT: [Self; 4] = [Self::OpenAiChat, Self::OpenAiResponses, Self::Anthropic, Self::Gemini];
}

/// Gemini's clients name model and action in the path: `gemini-2.5-pro:streamGenerateContent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeminiPath {
    pub model: String,
    pub action: GeminiAction,
    /// A stream that was not asked for as server-sent events is one JSON array.
    pub array: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeminiAction {
    Generate,
    Stream,
    CountTokens,
}

impl GeminiPath {
    /// Reads the last segment of the path, percent-decoded, and the query.
    pub fn parse(segment: &str, query: Option<&str>) -> Option<Self> {
        let (model, action) = segment.rsplit_once(':')?;
        let action = match action {
            "generateContent" => GeminiAction::Generate,
            "streamGenerateContent" => GeminiAction::Stream,
            "countTokens" => GeminiAction::CountTokens,
            _ => return None,
        };
        let sse = query.unwrap_or_default().split('&').any(|pair| pair == "alt=sse");
        let model = model.to_owned();
        Some(Self { model, action, array: action == GeminiAction::Stream && !sse })
    }
}
