//! `Body<T>`: a JSON body that is well-formed, of the declared shape, and valid; or a 400 that names the fields.

use aide::{OperationInput, generate::GenContext, openapi, operation::set_body};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use garde::Validate;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Value, error::Category};

use super::complaint::complaint;
use crate::{Error, FieldError, Result, error::code};

#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T, S> FromRequest<S> for Body<T>
where
    T: DeserializeOwned + Validate<Context = ()>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind = request.headers().get(http::header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.split(';').next().is_some_and(|k| k.trim().eq_ignore_ascii_case("application/json")) {
            return Err(Error::new(code::UNSUPPORTED_MEDIA).detail("Send application/json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Error::new(code::TOO_LARGE))?;
        parse(&bytes).map(Self)
    }
}

/// Parses and validates; every complaint names its field as the JSON spells it.
pub fn parse<T: DeserializeOwned + Validate<Context = ()>>(bytes: &[u8]) -> Result<T> {
    // Fields that nobody asked for are skipped unread: without this, broken text in them would pass.
    let text = std::str::from_utf8(bytes).map_err(|_| Error::field("body", "is not UTF-8"))?;
    let mut de = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut de).map_err(|e| match e.inner().classify() {
        Category::Data => Error::fields(vec![malformed(&e.path().to_string(), &e.inner().to_string())]),
        Category::Io | Category::Syntax | Category::Eof => Error::field("body", "is not well-formed JSON"),
    })?;
    de.end().map_err(|_| Error::field("body", "has more after the JSON value"))?;
    // PostgreSQL holds no NUL; found here, it is named.
    if text.contains("\\u0000")
        && let Some(field) = serde_json::from_str(text).ok().and_then(|v| with_nul(&v, String::new()))
    {
        return Err(Error::field(&field, "must not contain NUL characters"));
    }
    check(&value)?;
    Ok(value)
}

/// The path of the first text with a NUL in it.
fn with_nul(value: &Value, path: String) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then_some(path),
        Value::Array(items) => items.iter().enumerate().find_map(|(n, item)| with_nul(item, format!("{path}[{n}]"))),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            with_nul(field, if path.is_empty() { name.clone() } else { format!("{path}.{name}") })
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn malformed(path: &str, message: &str) -> FieldError {
    let whole = whole(path);
    complaint(if whole { "body" } else { path }, message, |name| {
        if whole { name.to_owned() } else { format!("{path}.{name}") }
    })
}

/// serde_path_to_error's names for the value itself, and for a place that it could not tell.
fn whole(path: &str) -> bool {
    path == "." || path == "?"
}

pub(crate) fn check<T: Validate<Context = ()>>(value: &T) -> Result<()> {
    value.validate().map_err(|report| {
        Error::fields(
            report.iter().map(|(path, e)| FieldError::invalid(camel(&path.to_string()), e.to_string())).collect(),
        )
    })
}

/// Rust's field names as the JSON has them.
fn camel(snake: &str) -> String {
    if crate::http::context::current().portal {
        return snake.to_owned();
    }
    let mut out = String::with_capacity(snake.len());
    let mut up = false;
    for c in snake.chars() {
        match c {
            '_' => up = true,
            c if up => {
                out.extend(c.to_uppercase());
                up = false;
            }
            c => out.push(c),
        }
    }
    out
}

impl<T: JsonSchema> OperationInput for Body<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut openapi::Operation) {
        let json_schema = ctx.schema.subschema_for::<T>();
        let media = openapi::MediaType {
            schema: Some(openapi::SchemaObject { json_schema, example: None, external_docs: None }),
            ..Default::default()
        };
        let body = openapi::RequestBody {
            content: [("application/json".to_owned(), media)].into_iter().collect(),
            required: true,
            ..Default::default()
        };
        set_body(ctx, operation, body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, Validate)]
    #[serde(rename_all = "camelCase")]
    struct Sample {
        #[garde(length(min = 1, max = 5))]
        first_name: String,
        #[garde(skip)]
        #[serde(default)]
        kind: Option<Kind>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        A,
    }

    fn complaint(json: &str) -> (String, String) {
        let e = parse::<Sample>(json.as_bytes()).unwrap_err();
        (e.fields[0].field.clone(), e.fields[0].code.to_string())
    }

    #[test]
    fn no_complaint_speaks_of_rust() {
        let told = |json: &str| parse::<Sample>(json.as_bytes()).unwrap_err().fields[0].message.clone();
        assert_eq!(told("[]"), "must be an object");
        assert_eq!(told("7"), "must be an object");
        assert_eq!(told(r#"{"firstName":7}"#), "must be text");
        assert_eq!(told(r#"{"firstName""#), "is not well-formed JSON");
    }

    #[test]
    fn every_complaint_names_its_field() {
        assert_eq!(complaint("{}"), ("firstName".into(), "FIELD_REQUIRED".into()));
        assert_eq!(complaint(r#"{"firstName":"toolong"}"#), ("firstName".into(), "FIELD_INVALID".into()));
        assert_eq!(complaint(r#"{"firstName":7}"#), ("firstName".into(), "FIELD_INVALID".into()));
        assert_eq!(complaint(r#"{"firstName":"x","kind":"b"}"#), ("kind".into(), "FIELD_UNKNOWN_VALUE".into()));
        assert_eq!(complaint("{").0, "body");
        assert_eq!(complaint(r#"{"firstName":"\u0000"}"#).0, "firstName");
        assert!(matches!(parse::<Sample>(br#"{"firstName":"x","kind":"a"}"#).unwrap().kind, Some(Kind::A)));
    }
}
