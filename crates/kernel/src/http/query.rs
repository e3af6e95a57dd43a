//! `Query<T>` and `Path<T>`: axum's, with our refusal. Path parameters are structs, so that they are documented.

use aide::{OperationInput, generate::GenContext, openapi::Operation};
use axum::extract::FromRequestParts;
use garde::Validate;
use http::request::Parts;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::body::check;
use crate::{Error, Result};

#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned + Validate<Context = ()>,
    S: Send + Sync,
{
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let axum::extract::Query(value) = axum::extract::Query::<T>::from_request_parts(parts, state)
            .await
            .map_err(|e| Error::field("query", &e.body_text()))?;
        check(&value)?;
        Ok(Self(value))
    }
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
            .map_err(|e| Error::field("path", &e.body_text()))?;
        Ok(Self(value))
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
        .map(|t| t.parse().map_err(|_| serde::de::Error::custom(format!("{t:?} is not a number of this range"))))
        .transpose()
}

/// `true` or `false`, likewise.
pub fn flag<'de, D: serde::Deserializer<'de>>(de: D) -> Result<Option<bool>, D::Error> {
    let text: Option<String> = serde::Deserialize::deserialize(de)?;
    text.filter(|t| !t.is_empty())
        .map(|t| t.parse().map_err(|_| serde::de::Error::custom("is true or false")))
        .transpose()
}
