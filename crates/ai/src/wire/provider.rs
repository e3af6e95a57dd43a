//! The vendors behind the gateway, where they are reached, and what sets apart those that imitate OpenAI.

use super::Dialect;

/// Whose endpoint an account belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provider {
    OpenAi,
    Anthropic,
    Gemini,
    /// Alibaba's DashScope in its compatible mode.
    Qwen,
    DeepSeek,
    /// vLLM, Ollama and whatever else speaks OpenAI's chat format.
    Compatible,
}

impl Provider {
    pub const ALL: [Self; 6] =
        [Self::OpenAi, Self::Anthropic, Self::Gemini, Self::Qwen, Self::DeepSeek, Self::Compatible];

    /// The dialect in which this vendor is asked what arrived as `surface`.
    pub fn dialect(self, surface: Dialect) -> Dialect {
        match (self, surface) {
            (Self::Anthropic, _) => Dialect::Anthropic,
            (Self::Gemini, _) => Dialect::Gemini,
            (_, Dialect::OpenAiEmbeddings) => Dialect::OpenAiEmbeddings,
            // Those that imitate OpenAI imitate its chat.
            (Self::OpenAi, Dialect::OpenAiResponses) => Dialect::OpenAiResponses,
            _ => Dialect::OpenAiChat,
        }
    }

    /// Whether a request of this surface may be forwarded as it came.
    pub fn speaks(self, surface: Dialect) -> bool {
        self.dialect(surface) == surface
    }

    pub fn has_embeddings(self) -> bool {
        self != Self::Anthropic
    }

    /// Where the vendor is, with the version in the path; a `Compatible` one has no place of its own.
    pub fn default_base(self) -> Option<&'static str> {
        Some(match self {
            Self::OpenAi => "https://api.openai.com/v1",
            Self::Anthropic => "https://api.anthropic.com/v1",
            Self::Gemini => "https://generativelanguage.googleapis.com/v1beta",
            Self::Qwen => "https://dashscope.aliyuncs.com/compatible-mode/v1",
            Self::DeepSeek => "https://api.deepseek.com/v1",
            Self::Compatible => return None,
        })
    }

    /// The URL for a path of [`Self::path`]. The vendors' own documents write some bases without their version.
    pub fn url(self, base: &str, path: &str) -> String {
        let base = base.trim_end_matches('/');
        let version = match self {
            Self::Anthropic => "/v1",
            Self::Gemini => "/v1beta",
            _ => "",
        };
        let versioned = base.rsplit('/').next().is_some_and(|last| {
            last.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        match versioned {
            true => format!("{base}{path}"),
            false => format!("{base}{version}{path}"),
        }
    }

    /// The path below the base for a request in `dialect`. Gemini names the model in it.
    pub fn path(dialect: Dialect, model: &str, stream: bool) -> String {
        match dialect {
            Dialect::OpenAiChat => "/chat/completions".into(),
            Dialect::OpenAiResponses => "/responses".into(),
            Dialect::OpenAiEmbeddings => "/embeddings".into(),
            Dialect::Anthropic => "/messages".into(),
            Dialect::Gemini if stream => Self::model_path(model, "streamGenerateContent?alt=sse"),
            Dialect::Gemini => Self::model_path(model, "generateContent"),
        }
    }

    /// Gemini's way to say what is to be done with a model.
    pub(super) fn model_path(model: &str, action: &str) -> String {
        format!("/models/{}:{action}", in_path(model))
    }

    /// The headers that carry an account's key and what the vendor demands beside it.
    pub fn headers(self, key: &str) -> Vec<(&'static str, String)> {
        match self {
            Self::Anthropic => vec![("x-api-key", key.to_owned()), ("anthropic-version", "2023-06-01".into())],
            Self::Gemini => vec![("x-goog-api-key", key.to_owned())],
            _ => vec![("authorization", format!("Bearer {key}"))],
        }
    }

    /// Headers of the client that mean something to the vendor when the dialect is the same.
    pub fn forwarded_headers(self) -> &'static [&'static str] {
        match self {
            Self::Anthropic => &["anthropic-version", "anthropic-beta"],
            _ => &[],
        }
    }
}

/// A model's name is the client's text: it must not reach another path or query.
fn in_path(model: &str) -> String {
    let mut out = String::with_capacity(model.len());
    for byte in model.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(byte as char),
            _ => {
                use std::fmt::Write;
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_gets_its_version_once() {
        let p = "/messages";
        assert_eq!(Provider::Anthropic.url("https://api.anthropic.com", p), "https://api.anthropic.com/v1/messages");
        assert_eq!(
            Provider::Anthropic.url("https://api.anthropic.com/v1/", p),
            "https://api.anthropic.com/v1/messages"
        );
        assert_eq!(Provider::Gemini.url("http://g", "/models/m"), "http://g/v1beta/models/m");
        assert_eq!(Provider::Compatible.url("http://ollama:11434/v1", "/x"), "http://ollama:11434/v1/x");
        assert_eq!(
            Provider::Qwen.url("https://dashscope.aliyuncs.com/compatible-mode/v1", "/chat/completions"),
            "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions"
        );
    }

    #[test]
    fn a_model_cannot_leave_its_place_in_the_path() {
        assert_eq!(
            Provider::path(Dialect::Gemini, "../files?key=x#", false),
            "/models/..%2Ffiles%3Fkey%3Dx%23:generateContent"
        );
    }
}
