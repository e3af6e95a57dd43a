//! A file as an answer.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use kernel::Result;
use tokio_util::io::ReaderStream;

use crate::files::{Spooled, disposition, lost};

/// Bytes to be saved under a name.
pub(crate) struct Download {
    name: String,
    mime: &'static str,
    body: Body,
}

impl Download {
    pub fn csv(name: &str, body: Body) -> Self {
        Self { name: format!("{name}.csv"), mime: "text/csv; charset=utf-8", body }
    }

    /// A finished workbook; it is gone from the disk once it was opened, and read from there.
    pub async fn xlsx(name: &str, spooled: Spooled) -> Result<Self> {
        let file = tokio::fs::File::open(spooled.path()).await.map_err(lost)?;
        Ok(Self {
            name: format!("{name}.xlsx"),
            mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            body: Body::from_stream(ReaderStream::with_capacity(file, 64 << 10)),
        })
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.mime));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(value) = HeaderValue::from_str(&disposition(&self.name, false)) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

impl aide::OperationOutput for Download {
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
            description: "A table, to be saved.".into(),
            content: [("*/*".to_owned(), media)].into_iter().collect(),
            ..Default::default()
        })
    }
    fn inferred_responses(
        ctx: &mut aide::generate::GenContext,
        operation: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let ok = Some(aide::openapi::StatusCode::Code(200));
        Self::operation_response(ctx, operation).map(|r| (ok, r)).into_iter().collect()
    }
}
