//! `Query<T>` and `Path<T>`: axum's, with our refusal. Path parameters are structs, so that they are documented.

use std::borrow::Cow;

use aide::{OperationInput, generate::GenContext, openapi::Operation};
use axum::extract::{FromRequestParts, path::ErrorKind, rejection::PathRejection};
use garde::Validate;
use http::request::Parts;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{body::check, complaint::complaint};
use crate::{Error, FieldError, Result};

#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned + Validate<Context = ()>,
    S: Send + Sync,
{
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let _ = state;
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// Parses and validates; every complaint names its parameter.
fn parse<T: DeserializeOwned + Validate<Context = ()>>(query: &str) -> Result<T> {
    let given: Vec<(Cow<'_, str>, Cow<'_, str>)> = form_urlencoded::parse(query.as_bytes()).collect();
    if let Some((name, _)) = given.iter().find(|(_, text)| text.contains('\0')) {
        return Err(Error::field(name, "must not contain NUL characters"));
    }
    let value = read::<T>(&given).map_err(|message| Error::fields(vec![misread::<T>(&given, &message)]))?;
    // A list's `page` is a struct of its own in Rust, and two parameters to everybody else.
    check(&value).map_err(|mut e| {
        for complaint in &mut e.fields {
            if let Some((_, name)) = complaint.field.rsplit_once('.') {
                complaint.field = name.to_owned();
            }
        }
        e
    })?;
    Ok(value)
}

fn read<T: DeserializeOwned>(given: &[(Cow<'_, str>, Cow<'_, str>)]) -> Result<T, String> {
    let pairs = given.iter().map(|(name, text)| (name.as_ref(), text.as_ref()));
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    serde_urlencoded::from_str(&text).map_err(|e| e.to_string())
}

/// Which parameter `message` is about. Behind a `#[serde(flatten)]` serde cannot tell: it is the one without which
/// the complaint is another, or none; when several are wrong in the same way, the first that is so by itself.
fn misread<T: DeserializeOwned>(given: &[(Cow<'_, str>, Cow<'_, str>)], message: &str) -> FieldError {
    let culprit = given.iter().position(|(name, _)| {
        let others: Vec<_> = given.iter().filter(|(other, _)| other != name).cloned().collect();
        read::<T>(&others).err().as_deref() != Some(message)
    });
    let by_itself = || given.iter().position(|one| read::<T>(&[one.clone()]).err().as_deref() == Some(message));
    let field = culprit.or_else(by_itself).and_then(|n| given.get(n)).map_or("query", |(name, _)| name);
    complaint(field, message, str::to_owned)
}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        axum::extract::Query::<T>::operation_input(ctx, operation);
    }
}

#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let axum::extract::Path(value) = axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map_err(|e| Error::fields(vec![misplaced(&e)]))?;
        Ok(Self(value))
    }
}

fn misplaced(rejection: &PathRejection) -> FieldError {
    let PathRejection::FailedToDeserializePathParams(failed) = rejection else {
        return FieldError::invalid("path", "cannot be read");
    };
    match failed.kind() {
        ErrorKind::ParseErrorAtKey { key, expected_type, .. } => {
            let is_number = expected_type.starts_with(['i', 'u']);
            FieldError::invalid(key, if is_number { "must be a whole number in range" } else { "cannot be read" })
        }
        ErrorKind::InvalidUtf8InPathParam { key } => FieldError::invalid(key, "is not UTF-8"),
        ErrorKind::DeserializeError { key, message, .. } => complaint(key, message, str::to_owned),
        _ => FieldError::invalid("path", "cannot be read"),
    }
}

impl<T: JsonSchema> OperationInput for Path<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        axum::extract::Path::<T>::operation_input(ctx, operation);
    }
}

/// `/{id}`.
#[derive(Debug, Clone, Copy, serde::Deserialize, JsonSchema)]
pub struct IdPath {
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    pub id: i64,
}

/// A number beside a `#[serde(flatten)]`, where the query string hands on text.
pub fn number<'de, D, T>(de: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: std::str::FromStr,
{
    let text: Option<String> = serde::Deserialize::deserialize(de)?;
    text.filter(|t| !t.is_empty())
        .map(|t| t.parse().map_err(|_| serde::de::Error::custom("must be a whole number in range")))
        .transpose()
}

/// `true` or `false`, likewise.
pub fn flag<'de, D: serde::Deserializer<'de>>(de: D) -> Result<Option<bool>, D::Error> {
    let text: Option<String> = serde::Deserialize::deserialize(de)?;
    text.filter(|t| !t.is_empty())
        .map(|t| t.parse().map_err(|_| serde::de::Error::custom("must be true or false")))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PageQuery;

    #[derive(Debug, serde::Deserialize, Validate)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code, reason = "only read by serde")]
    struct Filter {
        #[garde(length(max = 3))]
        q: Option<String>,
        #[serde(default, deserialize_with = "number")]
        #[garde(skip)]
        team_id: Option<i64>,
        #[serde(flatten)]
        #[garde(dive)]
        page: PageQuery,
    }
    #[derive(Debug, serde::Deserialize, Validate)]
    #[expect(dead_code, reason = "only read by serde")]
    struct Plain {
        #[garde(skip)]
        id: i64,
        #[garde(skip)]
        flag: Option<bool>,
    }

    #[derive(Debug, serde::Deserialize, Validate)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code, reason = "only read by serde")]
    struct Dates {
        #[garde(skip)]
        start_date: Option<chrono::DateTime<chrono::Utc>>,
        #[garde(skip)]
        end_date: Option<chrono::DateTime<chrono::Utc>>,
    }

    fn told<T: std::fmt::Debug + DeserializeOwned + Validate<Context = ()>>(query: &str) -> (String, String) {
        let e = parse::<T>(query).unwrap_err();
        (e.fields[0].field.clone(), e.fields[0].message.clone())
    }

    #[test]
    fn every_complaint_names_its_parameter() {
        assert_eq!(told::<Filter>("page=x&size=2").0, "page");
        assert_eq!(told::<Filter>("size=-1&teamId=2"), ("size".into(), "must be a whole number from 1".into()));
        assert_eq!(told::<Filter>("page=0").0, "page");
        assert_eq!(told::<Filter>("teamId=abc").0, "teamId");
        assert_eq!(told::<Filter>("q=long+text").0, "q");
        assert_eq!(told::<Filter>("q=a%00"), ("q".into(), "must not contain NUL characters".into()));
        assert_eq!(told::<Plain>("id=x"), ("id".into(), "must be a whole number".into()));
        assert_eq!(told::<Plain>("id=1&flag=2"), ("flag".into(), "must be true or false".into()));
        assert_eq!(told::<Plain>(""), ("id".into(), "is required".into()));
        let date = "must be a date and time such as 2030-01-31T08:00:00Z";
        assert_eq!(told::<Dates>("endDate=2030-01-31"), ("endDate".into(), date.into()));
        assert_eq!(told::<Dates>("endDate=2030-01-31&startDate=2030-01-01"), ("endDate".into(), date.into()));
        assert_eq!(told::<Dates>("startDate=soon&endDate=2030-01-31T08:00:00Z"), ("startDate".into(), date.into()));
        assert_eq!(parse::<Filter>("teamId=7&page=2&unknown=1").unwrap().page.page, 2);
    }
}
