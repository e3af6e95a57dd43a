//! Takes a file in: streamed to a spool on disk while it is counted, then into the database in one transaction.

use std::path::{Path, PathBuf};

use aide::{OperationInput, generate::GenContext, openapi, operation::set_body};
use axum::extract::{
    FromRequest, Multipart, Request,
    multipart::{Field, MultipartError},
};
use kernel::{Allow, App, Error, FieldError, Result, error::code, perm};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{
    job::{self, RunImport},
    model::{Format, ImportJob},
    store,
};

/// Some 100,000 articles are 50 MB.
const BYTES_MAX: u64 = 256 << 20;
const PART_BYTES: usize = 1 << 20;
const FIELDS_MAX: usize = 16;

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
            "properties": { "file": { "type": "string", "format": "binary", "description": "JSON Lines (.jsonl) or CSV in UTF-8 or GBK (.csv) with title, body and, optionally, id, category and tags; at most 256 MiB." } }
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

/// A file on its way; gone from the disk when dropped.
pub struct Spool(pub PathBuf);

impl Spool {
    pub async fn new(app: &App) -> Result<Self> {
        let folder = app.settings().data.join("spool");
        tokio::fs::create_dir_all(&folder).await.map_err(Error::internal)?;
        Ok(Self(folder.join(format!("import-{}", uuid::Uuid::now_v7().simple()))))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if let Err(e) = std::fs::remove_file(&self.0)
            && e.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(error = %e, "a spooled import was left behind");
        }
    }
}

fn broken(e: &MultipartError) -> Error {
    if e.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::new(code::TOO_LARGE)
    } else {
        Error::field("file", &e.body_text())
    }
}

/// Takes the file of the form and puts its import into the queue.
pub async fn receive(
    app: &App,
    caller: &Allow<perm::ArticlesPublish>,
    ImportUpload(mut form): ImportUpload,
) -> Result<kernel::Reply<ImportJob>> {
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(|e| broken(&e))? else {
            return Err(Error::fields(vec![FieldError::required("file")]));
        };
        if field.name() == Some("file") {
            let name = field.file_name().map(|n| n.rsplit(['/', '\\']).next().unwrap_or(n).to_owned());
            let name = name
                .filter(|n| !n.is_empty() && !n.contains('\0'))
                .ok_or_else(|| Error::field("file", "needs a file name"))?;
            let format = Format::of(&name).ok_or_else(|| {
                Error::new(code::FILE_TYPE_REFUSED).detail("Only .jsonl and .csv files are read; save a sheet as CSV")
            })?;
            let spool = Spool::new(app).await?;
            let bytes = spooled(field, &spool.0).await?;
            let name: String = name.chars().rev().take(255).collect::<Vec<_>>().into_iter().rev().collect();
            return queue(app, caller, &name, format, bytes, &spool.0).await;
        }
    }
    Err(Error::field("body", "has too many fields"))
}

async fn spooled(mut field: Field<'_>, path: &Path) -> Result<u64> {
    let mut file = tokio::fs::File::create(path).await.map_err(Error::internal)?;
    let mut bytes = 0;
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        bytes += chunk.len() as u64;
        if bytes > BYTES_MAX {
            return Err(Error::new(code::TOO_LARGE).detail("The file is larger than 256 MiB"));
        }
        file.write_all(&chunk).await.map_err(Error::internal)?;
    }
    file.flush().await.map_err(Error::internal)?;
    if bytes == 0 { Err(Error::field("file", "is empty")) } else { Ok(bytes) }
}

async fn queue(
    app: &App,
    caller: &Allow<perm::ArticlesPublish>,
    name: &str,
    format: Format,
    bytes: u64,
    path: &Path,
) -> Result<kernel::Reply<ImportJob>> {
    let mut file = tokio::fs::File::open(path).await.map_err(Error::internal)?;
    let mut tx = caller.begin(app).await?;
    let id = store::insert(&mut tx, name, format, i64::try_from(bytes).map_err(Error::internal)?).await?;
    let mut buffer = vec![0; PART_BYTES];
    for part in 0.. {
        let mut filled = 0;
        while filled < buffer.len() {
            let read = file.read(&mut buffer[filled..]).await.map_err(Error::internal)?;
            if read == 0 {
                break;
            }
            filled += read;
        }
        if filled == 0 {
            break;
        }
        store::add_part(&mut tx, id, part, &buffer[..filled]).await?;
    }
    let tenant = tx.tenant();
    tx.enqueue(job::NAME, &RunImport { tenant, import: id }).await?;
    tx.audit("import.create", format!("import/{id}"), serde_json::json!({ "file": name, "bytes": bytes }));
    let import = store::get(&mut tx, id).await?;
    tx.commit(import).await
}
