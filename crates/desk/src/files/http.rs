//! Upload and download.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{
    Extension,
    body::Body as HttpBody,
    extract::{DefaultBodyLimit, State},
    response::{IntoResponse, Response},
};
use futures_util::TryStreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::{App, Caller, Error, Path, PrincipalKind, Query, Reply, Result, error::code};
use object_store::{GetOptions, GetRange, GetResult};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    FileRef, FileRow,
    depot::{Files, lost},
    model::Link,
    receive::{self, Upload},
    sniff, store,
};

pub fn routes() -> ApiRouter<App> {
    let upload = post_with(upload, |o| {
        o.id("uploadFile")
            .summary("Upload a file, at most 20 MiB; images, PDF, Office documents, archives and text are accepted.")
            .tag("files")
    });
    ApiRouter::new()
        .api_route("/files", upload)
        // The upload counts its own bytes; the server's limit is for JSON.
        .layer(DefaultBodyLimit::disable())
        .api_route(
            "/files/{token}",
            get_with(download, |o| {
                o.id("downloadFile")
                    .summary("The bytes of a file, for those who may see it or hold a signed link.")
                    .tag("files")
                    .response_with::<200, Bytes, _>(|r| r.description("The content, or a range of it with status 206."))
            }),
        )
}

async fn upload(
    Caller(who): Caller,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    form: Upload,
) -> Result<Reply<FileRef>> {
    receive::receive(&app, &files, &who, form).await.map(Reply)
}

#[derive(Debug, Deserialize, JsonSchema)]
struct TokenPath {
    #[schemars(length(min = 1, max = 64))]
    token: String,
}

/// Answers bytes; documents the operation as such.
struct Bytes(Response);

impl IntoResponse for Bytes {
    fn into_response(self) -> Response {
        self.0
    }
}

impl aide::OperationOutput for Bytes {
    type Inner = Self;
    fn operation_response(
        _: &mut aide::generate::GenContext,
        _: &mut aide::openapi::Operation,
    ) -> Option<aide::openapi::Response> {
        let json_schema = schemars::json_schema!({ "type": "string", "format": "binary" });
        let media = aide::openapi::MediaType {
            schema: Some(aide::openapi::SchemaObject { json_schema, example: None, external_docs: None }),
            ..Default::default()
        };
        Some(aide::openapi::Response {
            description: "The content, as what it was found to be when it came.".into(),
            content: [("*/*".to_owned(), media)].into_iter().collect(),
            ..Default::default()
        })
    }
}

async fn download(
    caller: Option<Caller>,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    Path(path): Path<TokenPath>,
    Query(link): Query<Link>,
    headers: HeaderMap,
) -> Result<Bytes> {
    let file = find(&app, caller, &path.token, &link).await?;
    let etag = format!("\"{}\"", file.sha256);
    if header_text(&headers, header::IF_NONE_MATCH).is_some_and(|known| known.split(',').any(|k| k.trim() == etag)) {
        return Ok(Bytes(StatusCode::NOT_MODIFIED.into_response()));
    }
    // A range of what the client holds already is of use only when the content is still the same; ours never changes.
    let range = header_text(&headers, header::RANGE).and_then(|r| range(r, file.size));
    let options = GetOptions { range: range.clone(), ..Default::default() };
    match files.open(&file.object_key, options).await {
        Ok(got) => Ok(Bytes(answer(&file, &etag, got, range.is_some())?)),
        Err(cause) => Err(lost(cause)),
    }
}

/// A signed link is enough; without one the caller must be signed in and may see the file.
async fn find(app: &App, caller: Option<Caller>, token: &str, link: &Link) -> Result<FileRow> {
    if let Some(tenant) = link.opens(app.keys(), token, app.now()) {
        // A link outlives a sign-in, but not the tenant's right to be here.
        app.db().tenant(tenant).await?.check_usable(app.now())?;
        let mut tx = app.db().begin_system(tenant).await?;
        return store::by_token(&mut tx, token).await;
    }
    let Some(caller) = caller else {
        let why = if link.is_given() { "This link has ended" } else { "Please sign in" };
        return Err(Error::new(code::UNAUTHENTICATED).detail(why));
    };
    let mut tx = caller.begin(app).await?;
    let file = store::by_token(&mut tx, token).await?;
    if caller.0.kind == PrincipalKind::Customer && !store::shown_to_customer(&mut tx, file.id, caller.0.id).await? {
        return Err(Error::not_found());
    }
    Ok(file)
}

fn header_text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

/// One satisfiable byte range; anything else is answered with the whole, as RFC 9110 §14.2 allows.
fn range(header: &str, size: i64) -> Option<GetRange> {
    let size = u64::try_from(size).ok()?;
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    match (first.trim(), last.trim()) {
        ("", n) => n.parse().ok().filter(|n| *n > 0).map(|n: u64| GetRange::Suffix(n.min(size))),
        (a, "") => a.parse().ok().filter(|a| *a < size).map(GetRange::Offset),
        (a, b) => {
            let (a, b): (u64, u64) = (a.parse().ok()?, b.parse().ok()?);
            (a <= b && a < size).then(|| GetRange::Bounded(a..b.min(size - 1) + 1))
        }
    }
}

fn answer(file: &FileRow, etag: &str, got: GetResult, partial: bool) -> Result<Response> {
    let inline = sniff::KINDS.iter().any(|k| k.mime == file.mime && k.inline);
    let (start, end) = (got.range.start, got.range.end);
    let mut response = Response::new(HttpBody::from_stream(got.into_stream().map_err(std::io::Error::other)));
    let mut set = |name: header::HeaderName, value: &str| -> Result<()> {
        response.headers_mut().insert(name, HeaderValue::from_str(value).map_err(Error::internal)?);
        Ok(())
    };
    set(header::CONTENT_TYPE, &file.mime)?;
    set(header::CONTENT_LENGTH, &(end - start).to_string())?;
    set(header::CONTENT_DISPOSITION, &disposition(&file.name, inline))?;
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff")?;
    // Whatever it turns out to be, it runs nothing and loads nothing.
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")?;
    set(header::CACHE_CONTROL, "private, max-age=43200, immutable")?;
    set(header::ACCEPT_RANGES, "bytes")?;
    set(header::ETAG, etag)?;
    if partial {
        set(header::CONTENT_RANGE, &format!("bytes {start}-{}/{}", end - 1, file.size))?;
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// RFC 6266: a name for old readers in ASCII, and the real one.
pub(crate) fn disposition(name: &str, inline: bool) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{}; filename=\"{plain}\"; filename*=UTF-8''{encoded}", if inline { "inline" } else { "attachment" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_travel_in_headers_unharmed() {
        assert_eq!(
            disposition("报告 1.pdf", false),
            "attachment; filename=\"___1.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.pdf"
        );
        assert_eq!(disposition("a.png", true), "inline; filename=\"a.png\"; filename*=UTF-8''a.png");
    }

    #[test]
    fn only_one_satisfiable_range_is_honoured() {
        assert_eq!(range("bytes=0-9", 100), Some(GetRange::Bounded(0..10)));
        assert_eq!(range("bytes=90-900", 100), Some(GetRange::Bounded(90..100)));
        assert_eq!(range("bytes=90-", 100), Some(GetRange::Offset(90)));
        assert_eq!(range("bytes=-500", 100), Some(GetRange::Suffix(100)));
        for nonsense in ["bytes=100-", "bytes=5-4", "bytes=0-1,5-6", "bytes=-0", "lines=0-1", "bytes=a-b", ""] {
            assert_eq!(range(nonsense, 100), None, "{nonsense}");
        }
    }
}
