//! The router and its OpenAPI document, both from the same declarations (design rule 3).

use std::{sync::Arc, time::Duration};

use aide::{axum::ApiRouter, openapi::OpenApi, scalar::Scalar, transform::TransformOpenApi};
use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::from_fn_with_state,
    response::{Html, IntoResponse, Redirect},
    routing::get,
};
use kernel::{App, Error, error::code, http::context};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType},
    },
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

use crate::{
    error_pages, health,
    limits::{self, Limits},
    realtime::{self, Hub},
    repeatable, web,
};

/// What the rooms need beside the [`App`].
pub struct Rooms {
    pub identity: identity::Identity,
    pub knowledge: knowledge::Knowledge,
    pub files: desk::files::Files,
    pub recorder: insight::Recorder,
    pub hub: Hub,
    pub gateway: ai::Gateway,
}

/// JSON bodies are smaller than this; uploads set their own limit.
const BODY_MAX: usize = 2 * 1024 * 1024;

pub fn router(app: &App, rooms: Rooms) -> Router {
    let (api, document) = documented();
    let limits = Limits::of(app, &document);
    let document: Arc<str> = serde_json::to_string(&document).unwrap_or_default().into();
    let described = Router::new()
        .route(
            "/api/openapi.json",
            get(|Extension(text): Extension<Arc<str>>| async move {
                ([(header::CONTENT_TYPE, "application/json")], text.to_string())
            }),
        )
        .route("/api/docs", get(|| async { Html(reference()) }))
        .route("/api/docs/", get(|| async { Redirect::permanent("/api/docs") }))
        .layer(Extension(document));
    api.merge(described)
        .merge(realtime::socket())
        .layer(Extension(rooms.identity))
        .layer(Extension(rooms.knowledge))
        .layer(Extension(rooms.files))
        .layer(Extension(rooms.hub))
        .layer(Extension(rooms.gateway.clone()))
        .layer(Extension(rooms.recorder.clone()))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn_with_state(limits, limits::enforce))
        .layer(from_fn_with_state(rooms.recorder, insight::calls::recorder::measure))
        .merge(health::routes())
        .merge(error_pages::routes())
        .route("/", get(|| async { Redirect::temporary("/portal/") }))
        .method_not_allowed_fallback(not_allowed)
        .fallback(web::serve)
        .layer(CatchPanicLayer::custom(|cause: Box<dyn std::any::Any + Send>| {
            let text = cause
                .downcast_ref::<&str>()
                .map(|s| (*s).to_owned())
                .or_else(|| cause.downcast_ref::<String>().cloned());
            Error::internal(format!("panic: {}", text.unwrap_or_default())).into_response()
        }))
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::new("text/event-stream"))),
        )
        .layer(cors())
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::REFERRER_POLICY,
            HeaderValue::from_static("strict-origin-when-cross-origin"),
        ))
        .layer(from_fn_with_state(app.clone(), context::track))
        // The providers' own APIs have none of our layers: their errors, bodies and streams are the providers'.
        .merge(ai::native().layer(Extension(rooms.gateway)))
        .with_state(app.clone())
}

/// The reference as a page that asks nobody else's server for anything, and does not use what its viewer calls
/// deprecated. The configuration stands before the viewer's own megabytes, so only it is rewritten.
fn reference() -> String {
    let page = Scalar::new("/api/openapi.json").with_title("Polydesk API").html();
    page.replacen("theme: 'purple',", "theme: 'purple', withDefaultFonts: false, url: '/api/openapi.json',", 1)
        .replacen("spec: {\n                        url: '/api/openapi.json'\n                    }", "", 1)
}

/// The document alone, as text: `polydesk openapi`, the snapshot and its tests.
pub fn document_text() -> serde_json::Result<String> {
    serde_json::to_string_pretty(&documented().1)
}

fn documented() -> (Router<App>, OpenApi) {
    aide::generate::extract_schemas(true);
    aide::generate::infer_responses(true);
    aide::generate::on_error(|e| tracing::error!(error = %e, "the OpenAPI document has a fault"));
    let mut document = OpenApi::default();
    let rooms = ApiRouter::<App>::new()
        .merge(identity::routes())
        .merge(knowledge::routes())
        .merge(desk::routes())
        .merge(insight::routes())
        .merge(ai::routes())
        .merge(realtime::routes());
    // 002 and 004 spell their paths without the version (design §5).
    let unversioned = Router::new().nest("/api", rooms.clone().into());
    let api = ApiRouter::new().nest("/api/v1", rooms).finish_api_with(&mut document, describe);
    repeatable::declare(&mut document);
    (api.merge(unversioned), document)
}

fn describe(api: TransformOpenApi) -> TransformOpenApi {
    api.title("Polydesk API")
        .version("1")
        .summary("Live chat, tickets, knowledge base and self-service portal of a multi-tenant customer-service cloud.")
        .description("Sign in with `POST /api/v1/auth/login` and send `Authorization: Bearer <accessToken>`, or an API key in the same place. `x-permission` names what an operation asks for; `self` is any signed-in caller. Writes accept `Idempotency-Key`.\n\nThe AI gateway also speaks the APIs of OpenAI (`/v1`), Anthropic (`/v1/messages`) and Gemini (`/v1beta`) for their own SDKs, with keys that a group's owner makes (`POST /api/v1/ai/groups/{id}/keys`). Those paths keep the providers' formats and are not listed here: see `docs/ai-gateway.md`.")
        .security_scheme(
            "bearer",
            aide::openapi::SecurityScheme::Http { scheme: "bearer".into(), bearer_format: Some("JWT".into()), description: None, extensions: Default::default() },
        )
}

/// Callers are known by their bearer token, never by a cookie, so another site's page can do nothing with ours.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT_LANGUAGE,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("x-tenant"),
        ])
        .expose_headers([
            header::RETRY_AFTER,
            HeaderName::from_static("x-ratelimit-limit"),
            HeaderName::from_static("x-ratelimit-remaining"),
            HeaderName::from_static("x-ratelimit-reset"),
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("idempotent-replayed"),
        ])
        .max_age(Duration::from_secs(3600))
}

async fn not_allowed() -> Error {
    Error::new(code::METHOD_NOT_ALLOWED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_fetches_no_foreign_font_and_is_configured_as_its_viewer_wants() {
        let page = reference();
        let configuration = page.split("var configuration = ").nth(1).and_then(|rest| rest.split("</script>").next());
        let configuration = configuration.unwrap_or_default();
        assert!(
            configuration.contains("withDefaultFonts: false") && configuration.contains("url: '/api/openapi.json'")
        );
        assert!(!configuration.contains("spec:"), "{configuration}");
    }
}
