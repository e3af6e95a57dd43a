//! The job that makes an archive, and the sweep that removes what nobody may fetch any more.

use std::time::Duration;

use futures_util::TryStreamExt;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use kernel::{App, Error, Result, TenantId, app::JobApp, error::code, rounds};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{
    archive::Archive,
    model::{ExportStatus, LIFE},
    page::{self, Words},
    sections::{self, SECTIONS, Section},
    store,
};
use crate::files::{self, FileRow, Files, Stored, lost};

pub const NAME: &str = "desk.export_data";
const SWEEP_EVERY: Duration = Duration::from_secs(600);
const SWEEP_BATCH: i64 = 50;
/// Files of a customer that are looked up at once.
const FILES_PAGE: i64 = 100;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportData {
    pub tenant: TenantId,
    pub export: i64,
}

impl TaskHandler for ExportData {
    const IDENTIFIER: &'static str = NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(JobApp(app)) = ctx.get_ext::<JobApp>() else { return Err("the job has no app".to_owned()) };
        let Some(files) = ctx.get_ext::<Files>() else { return Err("the job has no files".to_owned()) };
        // A killed process leaves nothing but a spool file; the queue begins the archive anew.
        self.carry_out(app, files).await.map_err(|e| e.to_string())
    }
}

impl ExportData {
    async fn carry_out(&self, app: &App, files: &Files) -> Result<()> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        let Some(export) = store::find(&mut tx, self.export).await? else { return Ok(()) };
        if export.status != ExportStatus::Running {
            return Ok(());
        }
        let who = store::subjects(&mut tx, export.customer_id).await?;
        drop(tx);
        let (spooled, _) = files.spool().await?;
        let mut making = Making { app, files, tenant: self.tenant, who, words: page::words(&export.locale) };
        let mut archive = Archive::create(spooled.path().to_owned());
        making.write(&mut archive).await?;
        archive.finish().await?;
        let size = tokio::fs::metadata(spooled.path()).await.map_err(lost)?.len();
        let key = object_key(self.tenant, self.export);
        files.keep(&spooled, &key).await?;
        let mut tx = app.db().begin_system(self.tenant).await?;
        let expires_at = tx.now() + LIFE;
        let size = i64::try_from(size).map_err(Error::internal)?;
        match store::finish(&mut tx, self.export, &key, size, expires_at).await? {
            true => tx.finish().await,
            // The customer was erased meanwhile.
            false => files.destroy(&key).await,
        }
    }
}

/// The same for every try, so that none leaves an archive behind that nobody knows of.
pub fn object_key(tenant: TenantId, export: i64) -> String {
    format!("{tenant}/export-{export}")
}

struct Making<'a> {
    app: &'a App,
    files: &'a Files,
    tenant: TenantId,
    /// The customer and everybody who turned out to be them.
    who: Vec<i64>,
    words: Words,
}

impl Making<'_> {
    async fn write(&mut self, archive: &mut Archive) -> Result<()> {
        // The page is gathered beside the archive and goes in last.
        let (page_spool, mut page) = self.files.spool().await?;
        page.write_all(page::head(&self.words).as_bytes()).await.map_err(lost)?;
        for section in SECTIONS {
            self.section(archive, &mut page, section).await?;
        }
        page.write_all(page::FOOT.as_bytes()).await.map_err(lost)?;
        page.flush().await.map_err(lost)?;
        self.content_of_files(archive).await?;
        archive.file("index.html", true).await?;
        let mut page = tokio::fs::File::open(page_spool.path()).await.map_err(lost)?;
        loop {
            let mut piece = Vec::with_capacity(64 * 1024);
            (&mut page).take(64 * 1024).read_to_end(&mut piece).await.map_err(lost)?;
            if piece.is_empty() {
                return Ok(());
            }
            archive.content(piece).await?;
        }
    }

    async fn section(&self, archive: &mut Archive, page: &mut tokio::fs::File, section: &Section) -> Result<()> {
        archive.file(format!("{}.json", section.name), true).await?;
        let mut shown = page::begin(section, &self.words);
        let (mut after, mut count) = (0, 0);
        archive.content("[").await?;
        loop {
            if self.app.stop().is_cancelled() {
                return Err(Error::new(code::UNAVAILABLE).detail("the program is stopping; the export begins anew"));
            }
            let mut tx = self.app.db().begin_system(self.tenant).await?;
            let rows = sections::rows(&mut tx, section, &self.who, after).await?;
            drop(tx);
            let Some((last, _)) = rows.last() else { break };
            after = *last;
            let mut piece = String::new();
            for (_, json) in &rows {
                piece += if count == 0 { "\n" } else { ",\n" };
                piece += json;
                shown += &page::row(json, count == 0);
                count += 1;
            }
            archive.content(piece).await?;
            page.write_all(shown.as_bytes()).await.map_err(lost)?;
            shown.clear();
        }
        archive.content("\n]\n").await?;
        shown += &page::end(count, &self.words);
        page.write_all(shown.as_bytes()).await.map_err(lost)
    }

    async fn content_of_files(&self, archive: &mut Archive) -> Result<()> {
        let mut after = 0;
        let mut list = Vec::new();
        loop {
            let mut tx = self.app.db().begin_system(self.tenant).await?;
            let found = files::of_customers(&mut tx, &self.who, after, FILES_PAGE).await?;
            drop(tx);
            let Some(last) = found.last() else { break };
            after = last.id;
            for file in found {
                let path = format!("files/{}-{}", file.id, file.name);
                list.push(serde_json::json!({ "id": file.id, "name": file.name, "mime": file.mime, "size": file.size, "sha256": file.sha256, "path": path }));
                self.file(archive, &file, path).await?;
            }
        }
        archive.file("files.json", true).await?;
        archive.content(serde_json::to_vec_pretty(&list).map_err(Error::internal)?).await
    }

    async fn file(&self, archive: &mut Archive, file: &FileRow, path: String) -> Result<()> {
        let object = Stored { key: &file.object_key, size: file.size, sealed: file.sealed };
        let mut content = self.files.open(object, None).await?.bytes;
        // Pictures, documents and archives are compressed already.
        archive.file(path, file.mime.starts_with("text/")).await?;
        while let Some(piece) = content.try_next().await.map_err(lost)? {
            archive.content(piece).await?;
        }
        Ok(())
    }
}

/// Removes archives whose time is over, every ten minutes.
pub fn start(app: &App, files: &Files) {
    let files = files.clone();
    rounds::start(app, "remove old data exports", SWEEP_EVERY, move |app, tenant| {
        let files = files.clone();
        async move { sweep(&app, &files, tenant).await }
    });
}

async fn sweep(app: &App, files: &Files, tenant: TenantId) -> Result<()> {
    loop {
        let mut tx = app.db().begin_system(tenant).await?;
        let overdue = store::overdue(&mut tx, SWEEP_BATCH).await?;
        drop(tx);
        if overdue.is_empty() {
            return Ok(());
        }
        for (id, object) in overdue {
            files.destroy(&object).await?;
            let mut tx = app.db().begin_system(tenant).await?;
            store::expire(&mut tx, id).await?;
            tx.finish().await?;
        }
    }
}
