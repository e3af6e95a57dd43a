//! Reads an upload: one file in a multipart form, streamed to the spool while it is counted, hashed and
//! looked at; then it is kept and its row written. A refusal at any point leaves nothing behind.

use aide::{OperationInput, generate::GenContext, openapi, operation::set_body};
use axum::extract::{FromRequest, Multipart, Request, multipart::Field};
use kernel::{App, Error, Principal, Result, error::code};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::{
    FileRef,
    depot::{Files, Spooled, lost},
    sniff::{self, HEAD, Kind, TextScan},
    store::{self, NewFile},
};

pub const SIZE_MAX: u64 = 20 * 1024 * 1024;
/// How much of an oversized upload is read to its end, so that the sender gets to hear the answer.
const PATIENCE: u64 = 4 * SIZE_MAX;
const FIELDS_MAX: usize = 16;

/// A multipart form with a file in the field `file`.
pub struct Upload(Multipart);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind = request.headers().get(http::header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            return Err(Error::new(code::UNSUPPORTED_MEDIA).detail("Send multipart/form-data"));
        }
        Multipart::from_request(request, state).await.map(Self).map_err(|e| Error::field("file", &e.body_text()))
    }
}

impl OperationInput for Upload {
    fn operation_input(ctx: &mut GenContext, operation: &mut openapi::Operation) {
        let json_schema = schemars::json_schema!({
            "type": "object",
            "required": ["file"],
            "properties": { "file": { "type": "string", "format": "binary", "description": "At most 20 MiB." } }
        });
        let media = openapi::MediaType {
            schema: Some(openapi::SchemaObject { json_schema, example: None, external_docs: None }),
            ..Default::default()
        };
        let body = openapi::RequestBody {
            content: [("multipart/form-data".to_owned(), media)].into_iter().collect(),
            required: true,
            ..Default::default()
        };
        set_body(ctx, operation, body);
    }
}

/// What arrived, before anybody knows of it.
struct Arrived {
    spooled: Spooled,
    kind: &'static Kind,
    name: String,
    size: i64,
    sha256: String,
    dimensions: Option<(i32, i32)>,
}

/// Takes the file of a form into the store, as the caller's own.
pub async fn receive(app: &App, files: &Files, who: &Principal, Upload(form): Upload) -> Result<FileRef> {
    let arrived = arrive(files, form).await?;
    let key = format!("{}/{}", who.tenant, uuid::Uuid::now_v7().simple());
    files.keep(&arrived.spooled, &key).await?;
    // No transaction is open while bytes move.
    let written = record(app, who, &key, &arrived).await;
    if written.is_err() {
        files.discard(&key).await;
    }
    written
}

async fn record(app: &App, who: &Principal, key: &str, arrived: &Arrived) -> Result<FileRef> {
    let mut tx = app.db().begin(who).await?;
    store::hold_uploader(&mut tx).await?;
    let row = store::insert(
        &mut tx,
        NewFile {
            token: kernel::secret::token(),
            object_key: key,
            name: &arrived.name,
            size: arrived.size,
            mime: arrived.kind.mime,
            sha256: &arrived.sha256,
            dimensions: arrived.dimensions,
        },
    )
    .await?;
    let file = store::shown(&tx, row);
    tx.finish().await?;
    Ok(file)
}

async fn arrive(files: &Files, mut form: Multipart) -> Result<Arrived> {
    let mut arrived = None;
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(|e| broken(&e))? else {
            return arrived.ok_or_else(|| Error::fields(vec![kernel::FieldError::required("file")]));
        };
        if field.name() != Some("file") {
            continue;
        }
        if arrived.is_some() {
            return Err(Error::field("file", "is there twice; send one file at a time"));
        }
        arrived = Some(spool(files, field).await?);
    }
    Err(Error::field("body", "has too many fields"))
}

async fn spool(files: &Files, mut field: Field<'_>) -> Result<Arrived> {
    let Some(sent_name) = field.file_name().map(str::to_owned) else {
        return Err(Error::field("file", "needs a file name"));
    };
    if sent_name.contains('\u{fffd}') {
        return Err(Error::field("file", "has a name that is not UTF-8"));
    }
    let (spooled, mut file) = files.spool().await?;
    let (mut size, mut head, mut scan, mut hash) = (0u64, Vec::new(), TextScan::default(), Sha256::new());
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        size += chunk.len() as u64;
        if size > PATIENCE {
            break;
        }
        if size > SIZE_MAX {
            continue;
        }
        head.extend_from_slice(&chunk[..chunk.len().min(HEAD.saturating_sub(head.len()))]);
        scan.read(&chunk);
        hash.update(&chunk);
        file.write_all(&chunk).await.map_err(lost)?;
    }
    if size > SIZE_MAX {
        return Err(Error::new(code::FILE_TOO_LARGE).detail("The file is larger than 20 MiB"));
    }
    if size == 0 {
        return Err(Error::field("file", "is empty"));
    }
    file.flush().await.map_err(lost)?;
    let kind = sniff::kind(&head, &scan, &sent_name).ok_or_else(|| Error::new(code::FILE_TYPE_REFUSED))?;
    Ok(Arrived {
        spooled,
        kind,
        name: sniff::clean_name(&sent_name, kind),
        size: i64::try_from(size).map_err(Error::internal)?,
        sha256: hex::encode(hash.finalize()),
        dimensions: sniff::dimensions(kind, &head),
    })
}

/// The form ended early or is not one.
fn broken(e: &axum::extract::multipart::MultipartError) -> Error {
    match e.status() {
        http::StatusCode::PAYLOAD_TOO_LARGE => Error::new(code::FILE_TOO_LARGE),
        _ => Error::field("file", "is not a complete multipart form"),
    }
}
