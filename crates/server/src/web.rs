//! The built front end, inside the binary: three single-page applications and their assets.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::Error;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error_pages;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Built;

/// Scripts and styles are our own files; Element Plus sets style attributes. Logos and the pictures of articles
/// may come from anywhere, by https.
const CONTENT_SECURITY: &str = "default-src 'self'; img-src 'self' data: blob: https:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'";

pub async fn serve(request: Request) -> Response {
    if request.uri().path().starts_with("/api/") || request.method() != Method::GET && request.method() != Method::HEAD
    {
        return Error::not_found().into_response();
    }
    let path = match request.uri().path().trim_start_matches('/') {
        // Browsers ask for it by themselves, also beside an answer that is no page of ours.
        "favicon.ico" => "portal/icon.svg",
        path => path,
    };
    if let Some(file) = Built::get(path) {
        return respond(path, file, request.headers());
    }
    // Paths of the applications' own routers; a missing asset is missing.
    let application =
        path.split('/').next().filter(|_| !path.rsplit('/').next().is_some_and(|name| name.contains('.')));
    let index = match application {
        Some(name @ ("console" | "portal")) => format!("{name}/index.html"),
        _ => return error_pages::nothing_here(),
    };
    match Built::get(&index) {
        Some(file) => respond(&index, file, request.headers()),
        None => (StatusCode::NOT_FOUND, "The front end is not built; run `make web`.").into_response(),
    }
}

fn respond(path: &str, file: EmbeddedFile, asked: &HeaderMap) -> Response {
    let tag =
        format!("\"{}\"", file.metadata.sha256_hash().iter().take(12).map(|b| format!("{b:02x}")).collect::<String>());
    let mut headers = HeaderMap::new();
    let kind = file.metadata.mimetype();
    if let (Ok(kind), Ok(tag)) = (HeaderValue::from_str(&charset(kind)), HeaderValue::from_str(&tag)) {
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::ETAG, tag);
    }
    // Names under assets/ carry a digest of their content.
    let keep = if path.contains("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if kind == "text/html" {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY));
        if path.starts_with("console") {
            headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        }
    }
    if asked.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, file.data).into_response()
}

fn charset(kind: &str) -> String {
    let text = kind.starts_with("text/") || kind == "application/javascript" || kind == "application/json";
    if text { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tenant's logo is any https:// address (desk's `look`), and so is a picture in an article.
    #[test]
    fn pictures_come_over_https_and_scripts_only_from_here() {
        let rule = |name: &str| CONTENT_SECURITY.split("; ").find(|r| r.starts_with(name)).unwrap_or_default();
        assert!(rule("img-src").split(' ').any(|source| source == "https:"));
        assert_eq!((rule("script-src"), rule("default-src")), ("", "default-src 'self'"));
    }
}
