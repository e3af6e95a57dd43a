//! What the vendors' list of models looks like, and their answer to how long a request is.

use bytes::Bytes;
use serde_json::{Value, json};

use super::Dialect;

/// A model that a caller may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    pub name: String,
    /// Seconds since 1970.
    pub created: i64,
    pub owned_by: String,
    pub max_input: Option<u64>,
    pub max_output: Option<u64>,
}

pub fn encode_models(surface: Dialect, models: &[Model]) -> Bytes {
    let list: Vec<Value> = models.iter().map(|m| model(surface, m)).collect();
    match surface {
        Dialect::Anthropic => json!({
            "first_id": models.first().map(|m| &m.name),
            "last_id": models.last().map(|m| &m.name),
            "has_more": false,
            "data": list,
        }),
        Dialect::Gemini => json!({ "models": list }),
        _ => json!({ "object": "list", "data": list }),
    }
    .to_string()
    .into()
}

pub fn encode_model(surface: Dialect, one: &Model) -> Bytes {
    model(surface, one).to_string().into()
}

fn model(surface: Dialect, model: &Model) -> Value {
    let Model { name, created, owned_by, max_input, max_output } = model;
    match surface {
        Dialect::Anthropic => {
            let at = chrono::DateTime::from_timestamp(*created, 0).unwrap_or_default();
            json!({ "type": "model", "id": name, "display_name": name,
                "created_at": at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true) })
        }
        Dialect::Gemini => json!({
            "name": format!("models/{name}"),
            "displayName": name,
            "inputTokenLimit": max_input,
            "outputTokenLimit": max_output,
            "supportedGenerationMethods": ["generateContent", "streamGenerateContent", "countTokens"],
        }),
        _ => json!({ "id": name, "object": "model", "created": created, "owned_by": owned_by }),
    }
}

/// The answer to `count_tokens` and `:countTokens`.
pub fn encode_token_count(surface: Dialect, tokens: u64) -> Bytes {
    match surface {
        Dialect::Gemini => json!({ "totalTokens": tokens }),
        _ => json!({ "input_tokens": tokens }),
    }
    .to_string()
    .into()
}
