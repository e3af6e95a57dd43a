//! The cookie that tells one browser from another while somebody is away at a provider. It signs nobody in: who
//! calls is told by the bearer token alone.

use std::convert::Infallible;

use aide::{OperationInput, OperationOutput, generate::GenContext, openapi::Operation};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use kernel::{App, Reply, secret};
use schemars::JsonSchema;
use serde::Serialize;

const NAME: &str = "polydesk_browser";
/// Longer than anything that is bound to it.
const MAX_AGE_S: u32 = 3600;

/// What the request says of its browser; a fresh name for one that has none.
pub struct Browser {
    pub id: String,
}

impl<S: Sync> FromRequestParts<S> for Browser {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let cookies = parts.headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
        let known = cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, value)| *name == NAME && value.len() == 43 && value.is_ascii());
        Ok(Self { id: known.map_or_else(secret::token, |(_, value)| value.to_owned()) })
    }
}

impl OperationInput for Browser {}

/// An answer that leaves the name with the browser.
pub struct Remembered<T>(HeaderValue, Reply<T>);

impl Browser {
    pub fn remember<T>(self, app: &App, value: T) -> Remembered<T> {
        // Lax: it has to come along when the provider sends the browser back.
        let secure = if app.settings().public_url.starts_with("https://") { "; Secure" } else { "" };
        let text = format!("{NAME}={}; Path=/api; Max-Age={MAX_AGE_S}; HttpOnly; SameSite=Lax{secure}", self.id);
        Remembered(HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")), Reply(value))
    }
}

impl<T: Serialize> IntoResponse for Remembered<T> {
    fn into_response(self) -> Response {
        let mut response = self.1.into_response();
        response.headers_mut().insert(header::SET_COOKIE, self.0);
        response
    }
}

impl<T: JsonSchema> OperationOutput for Remembered<T> {
    type Inner = T;
    fn operation_response(ctx: &mut GenContext, op: &mut Operation) -> Option<aide::openapi::Response> {
        Reply::<T>::operation_response(ctx, op)
    }
    fn inferred_responses(
        ctx: &mut GenContext,
        op: &mut Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        Reply::<T>::inferred_responses(ctx, op)
    }
}
