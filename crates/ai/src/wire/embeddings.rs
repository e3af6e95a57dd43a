//! Requests for vectors: OpenAI's form for clients and its imitators, Google's batch for Gemini.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};

use super::{
    Dialect, Embed, EmbedInput, Outgoing, Provider, Request, Response, StreamFault, Usage, WireError,
    body::Body,
    openai,
    read::{Field, Kind},
    scan::{garbage, told},
    stream::Identity,
};

const INPUTS_MAX: usize = 2_048;

pub fn parse(root: &Field) -> Result<Request, WireError> {
    let mut body = root.object()?;
    let model = body.need("model")?.string()?;
    let input = body.need("input")?;
    let wrong = || input.wrong("a string, an array of strings, or arrays of tokens");
    let inputs = match input.kind() {
        Kind::String => vec![EmbedInput::Text(input.string()?)],
        Kind::Array => {
            let items = input.array(usize::MAX)?;
            match items.first().map(Field::kind) {
                // One input, as tokens.
                Some(Kind::Number) => vec![EmbedInput::Tokens(tokens(&items)?)],
                Some(_) if items.len() > INPUTS_MAX => {
                    return Err(input.wrong(&format!("an array of at most {INPUTS_MAX} inputs")));
                }
                Some(Kind::String) => {
                    items.iter().map(|f| f.string().map(EmbedInput::Text)).collect::<Result<_, _>>()?
                }
                Some(Kind::Array) => items
                    .iter()
                    .map(|f| Ok(EmbedInput::Tokens(tokens(&f.array(usize::MAX)?)?)))
                    .collect::<Result<_, WireError>>()?,
                _ => return Err(wrong()),
            }
        }
        _ => return Err(wrong()),
    };
    let base64 = match body.take("encoding_format") {
        None => false,
        Some(field) => match field.string()?.as_str() {
            "float" => false,
            "base64" => true,
            _ => return Err(field.wrong("one of float, base64")),
        },
    };
    let dimensions = body.count("dimensions", 1)?;
    let user = body.string("user")?;
    let embed = Some(Embed { inputs, dimensions, base64 });
    Ok(Request { model, user, embed, rest: body.rest(), ..Request::default() })
}

fn tokens(items: &[Field]) -> Result<Vec<u64>, WireError> {
    items.iter().map(|f| f.count(0)).collect()
}

pub fn encode(provider: Provider, request: &Request, model: &str) -> Result<Outgoing, WireError> {
    let embed = request.embed.as_ref().ok_or_else(|| WireError::at("input", "'input' is missing"))?;
    match provider {
        Provider::Anthropic => Err(WireError::at("model", "this model makes no embeddings")),
        Provider::Gemini => {
            let name = format!("models/{model}");
            let mut requests = Vec::with_capacity(embed.inputs.len());
            for input in &embed.inputs {
                let EmbedInput::Text(text) = input else {
                    return Err(WireError::at("input", "this model takes text, not tokens"));
                };
                let mut one = json!({ "model": name, "content": { "parts": [{ "text": text }] } });
                if let Some(dimensions) = embed.dimensions {
                    one["outputDimensionality"] = dimensions.into();
                }
                requests.push(one);
            }
            let body = json!({ "requests": requests }).to_string().into();
            Ok(Outgoing { path: Provider::model_path(model, "batchEmbedContents"), body })
        }
        _ => {
            let mut body = Body::default();
            body.set("model", model);
            let inputs = embed.inputs.iter().map(|input| match input {
                EmbedInput::Text(text) => Value::from(text.as_str()),
                EmbedInput::Tokens(tokens) => tokens.clone().into(),
            });
            body.set("input", inputs.collect::<Vec<_>>());
            body.set_some("dimensions", embed.dimensions);
            body.set_some("user", request.user.as_ref());
            let path = Provider::path(Dialect::OpenAiEmbeddings, model, false);
            Ok(Outgoing { path, body: body.bytes() })
        }
    }
}

#[derive(Deserialize)]
struct Vectors {
    #[serde(default)]
    embeddings: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    values: Vec<f32>,
}

/// Google's batch. It does not say what it cost.
pub fn decode(provider: Provider, body: &[u8]) -> Result<Response, StreamFault> {
    match serde_json::from_slice::<Vectors>(body) {
        Ok(Vectors { embeddings }) if !embeddings.is_empty() => {
            Ok(Response { vectors: embeddings.into_iter().map(|v| v.values).collect(), ..Response::default() })
        }
        _ if serde_json::from_slice::<Listed>(body).is_ok_and(|l| l.error.is_some()) => Err(told(provider, body)),
        _ => Err(garbage("it has no vectors")),
    }
}

pub fn encode_reply(response: &Response, identity: &Identity) -> Value {
    let vectors = response.vectors.iter().enumerate().map(|(index, vector)| {
        let embedding = match response.base64 {
            true => {
                let bytes: Vec<u8> = vector.iter().flat_map(|v| v.to_le_bytes()).collect();
                Value::from(STANDARD.encode(bytes))
            }
            false => json!(vector),
        };
        json!({ "object": "embedding", "index": index, "embedding": embedding })
    });
    let input = response.usage.map_or(0, |u| u.total_input());
    json!({ "object": "list", "data": vectors.collect::<Vec<_>>(), "model": identity.model,
        "usage": { "prompt_tokens": input, "total_tokens": input } })
}

#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    data: Option<Vec<IgnoredAny>>,
    #[serde(default)]
    usage: Option<openai::Counts>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Whether a whole body is OpenAI's list of vectors, and what it cost.
pub fn inspect(provider: Provider, body: &[u8]) -> Result<Option<Usage>, StreamFault> {
    match serde_json::from_slice::<Listed>(body) {
        Ok(Listed { error: Some(_), .. }) => Err(told(provider, body)),
        Ok(Listed { data: Some(_), usage, .. }) => Ok(usage.map(|u| u.usage())),
        _ => Err(garbage("it is not a list of vectors")),
    }
}
