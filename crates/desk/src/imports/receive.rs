//! Takes a file in: streamed to a spool while it is counted and hashed, looked over, kept, and read as far as its
//! head. A refusal at any point leaves nothing behind.

use std::{ops::ControlFlow, path::Path};

use aide::{OperationInput, generate::GenContext, openapi, operation::set_body};
use axum::extract::{
    FromRequest, Multipart, Request,
    multipart::{Field as Part, MultipartError},
};
use kernel::{App, Error, FieldError, Principal, Result, error::code, http::context};
use serde_json::json;
use sha2::{Digest, Sha256};
use sheets::{Cell, Refusal};
use tokio::io::AsyncWriteExt;

use super::{
    columns::{HEAD_ROWS, Head},
    draft,
    model::{FileKind, ImportColumn, failure_of, failure_text},
    store::{self, NewImport},
};
use crate::{
    customers::Reach,
    files::{Files, Spooled, lost},
};

/// 100,000 rows are some 15 MiB of text, and a third of that packed.
const BYTES_MAX: u64 = 64 << 20;
const FIELDS_MAX: usize = 16;
/// Rows below the head that are shown beside its names.
const SAMPLES: usize = 3;
const SAMPLE_CHARS_MAX: usize = 60;
const NAME_CHARS_MAX: usize = 255;

/// A multipart form with a file in the field `file`.
pub struct ImportUpload(Multipart);

impl<S: Send + Sync> FromRequest<S> for ImportUpload {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind = request.headers().get(http::header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            return Err(Error::new(code::UNSUPPORTED_MEDIA).detail("Send multipart/form-data"));
        }
        Multipart::from_request(request, state).await.map(Self).map_err(|e| Error::field("file", &e.body_text()))
    }
}

impl OperationInput for ImportUpload {
    fn operation_input(ctx: &mut GenContext, operation: &mut openapi::Operation) {
        let json_schema = schemars::json_schema!({
            "type": "object",
            "required": ["file"],
            "properties": { "file": { "type": "string", "format": "binary", "description": "CSV in UTF-8 or GBK, or XLSX without macros; at most 64 MiB and 300,000 rows." } }
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

fn broken(e: &MultipartError) -> Error {
    match e.status() {
        http::StatusCode::PAYLOAD_TOO_LARGE => Error::new(code::FILE_TOO_LARGE),
        _ => Error::field("file", "is not a complete multipart form"),
    }
}

fn refused(refusal: Refusal) -> Error {
    Error::new(code::TABLE_UNREADABLE).detail(failure_text(failure_of(refusal), context::current().locale))
}

/// Stores the file of the form and answers the id of its import.
pub async fn receive(
    app: &App,
    files: &Files,
    who: &Principal,
    reach: &Reach,
    ImportUpload(mut form): ImportUpload,
) -> Result<i64> {
    for _ in 0..FIELDS_MAX {
        let Some(part) = form.next_field().await.map_err(|e| broken(&e))? else {
            return Err(Error::fields(vec![FieldError::required("file")]));
        };
        if part.name() == Some("file") {
            let (name, kind) = named(&part)?;
            let arrived = spool(files, part).await?;
            return keep(app, files, who, reach, &name, kind, arrived).await;
        }
    }
    Err(Error::field("body", "has too many fields"))
}

fn named(part: &Part<'_>) -> Result<(String, FileKind)> {
    let name = part.file_name().map(|n| n.rsplit(['/', '\\']).next().unwrap_or(n));
    let name: String = name.unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    if name.is_empty() {
        return Err(Error::field("file", "needs a file name"));
    }
    let kind = FileKind::of(&name).ok_or_else(|| {
        let is_with_macros = name.to_ascii_lowercase().ends_with(".xlsm");
        if is_with_macros { refused(Refusal::Macros) } else { Error::new(code::FILE_TYPE_REFUSED) }
    })?;
    let cut = name.chars().count().saturating_sub(NAME_CHARS_MAX);
    Ok((name.chars().skip(cut).collect(), kind))
}

struct Arrived {
    spooled: Spooled,
    bytes: u64,
    sha256: String,
}

async fn spool(files: &Files, mut part: Part<'_>) -> Result<Arrived> {
    let (spooled, mut file) = files.spool().await?;
    let (mut bytes, mut hash) = (0, Sha256::new());
    while let Some(chunk) = part.chunk().await.map_err(|e| broken(&e))? {
        bytes += chunk.len() as u64;
        if bytes > BYTES_MAX {
            return Err(Error::new(code::FILE_TOO_LARGE).detail("The file is larger than 64 MiB"));
        }
        hash.update(&chunk);
        file.write_all(&chunk).await.map_err(lost)?;
    }
    file.flush().await.map_err(lost)?;
    if bytes == 0 {
        return Err(Error::field("file", "is empty"));
    }
    Ok(Arrived { spooled, bytes, sha256: hex::encode(hash.finalize()) })
}

async fn keep(
    app: &App,
    files: &Files,
    who: &Principal,
    reach: &Reach,
    name: &str,
    kind: FileKind,
    arrived: Arrived,
) -> Result<i64> {
    let path = arrived.spooled.path().to_owned();
    let looked = tokio::task::spawn_blocking(move || look(kind, &path)).await.map_err(Error::internal)?;
    let (columns, head_line) = looked.map_err(refused)?;
    if columns.is_empty() {
        return Err(Error::field("file", "is empty"));
    }
    let key = format!("{}/{}", who.tenant, uuid::Uuid::now_v7().simple());
    files.keep(&arrived.spooled, &key).await?;
    // No transaction is open while bytes move.
    let new = NewImport {
        file_name: name,
        kind,
        bytes: i64::try_from(arrived.bytes).map_err(Error::internal)?,
        sha256: &arrived.sha256,
        object_key: &key,
        columns: &columns,
        head_line,
        reach,
    };
    let written = record(app, who, new).await;
    if written.is_err() {
        files.discard(&key).await;
    }
    written
}

async fn record(app: &App, who: &Principal, new: NewImport<'_>) -> Result<i64> {
    let mut tx = app.db().begin(who).await?;
    let detail = json!({ "file": new.file_name, "bytes": new.bytes, "sha256": new.sha256 });
    let id = store::insert(&mut tx, new).await?;
    tx.audit("customer.import-upload", format!("customer-import/{id}"), detail);
    tx.finish().await?;
    Ok(id)
}

/// The columns of a file, and the line of its head.
fn look(kind: FileKind, path: &Path) -> Result<(Vec<ImportColumn>, i64), Refusal> {
    sheets::inspect(kind.into(), path)?;
    let mut rows: Vec<(i64, Vec<String>)> = Vec::new();
    sheets::read(kind.into(), path, &mut |row| {
        // A row that cannot be read is no head; it is reported later.
        if let Ok(cells) = &row.cells {
            rows.push((row.line, cells.iter().map(shown).collect()));
        }
        if rows.len() < HEAD_ROWS + SAMPLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let texts: Vec<Vec<String>> = rows.iter().map(|r| r.1.clone()).collect();
    let head = Head::find(&texts);
    let Some((line, heads)) = rows.get(head.row) else { return Ok((Vec::new(), 0)) };
    let sample = |n: usize| {
        let below = rows.iter().skip(head.row + 1).filter_map(|r| r.1.get(n));
        below.filter(|t| !t.is_empty()).take(SAMPLES).cloned().collect()
    };
    let columns = heads
        .iter()
        .enumerate()
        .map(|(n, text)| ImportColumn {
            head: text.clone(),
            field: head.fields.get(n).copied().flatten(),
            samples: sample(n),
        })
        .collect();
    Ok((columns, *line))
}

fn shown(cell: &Cell) -> String {
    draft::kept(cell).trim().chars().take(SAMPLE_CHARS_MAX).collect()
}
