//! The job that carries an import out, batch by batch.

use std::{collections::HashMap, fs::File, path::PathBuf};

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use kernel::{App, Error, Result, TenantId, TenantTx, app::JobApp};
use serde::{Deserialize, Serialize};
use tokio::{io::AsyncWriteExt, sync::mpsc};

use super::{
    model::{Draft, Format, ImportStatus},
    receive::Spool,
    rows,
    store::{self, ERRORS_MAX, State},
};
use crate::{
    articles::{self, ImportRow},
    categories::{self, NewCategory},
    markdown,
};

pub const NAME: &str = "knowledge.import";
/// Rows of one transaction: short enough for 100 ms, long enough to be quick.
const BATCH: usize = 250;
/// Batches that are read ahead.
const AHEAD: usize = 2;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunImport {
    pub tenant: TenantId,
    pub import: i64,
}

impl TaskHandler for RunImport {
    const IDENTIFIER: &'static str = NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(JobApp(app)) = ctx.get_ext::<JobApp>() else { return Err("the job has no app".to_owned()) };
        // An error is tried again by the queue; rows that were written stay, and are passed over.
        self.carry_out(app).await.map_err(|e| e.to_string())
    }
}

/// What the reading thread sends.
enum Read {
    Total(i64),
    Batch(Vec<ReadRow>),
}

struct ReadRow {
    line: i64,
    row: std::result::Result<(ImportRow, Option<String>), String>,
}

impl RunImport {
    async fn carry_out(&self, app: &App) -> Result<()> {
        let Some(state) = self.begin(app).await? else { return Ok(()) };
        let spool = Spool::new(app).await?;
        self.fetch(app, &spool.0).await?;
        let (send, mut read) = mpsc::channel(AHEAD);
        let (path, format, done) =
            (spool.0.clone(), state.format, usize::try_from(state.processed).unwrap_or(usize::MAX));
        let reader = tokio::task::spawn_blocking(move || read_file(path, format, done, &send));
        let mut categories = HashMap::new();
        let mut goes_on = true;
        while let Some(message) = read.recv().await {
            goes_on = match message {
                Read::Total(total) => self.note_total(app, total).await?,
                Read::Batch(batch) => self.write(app, batch, &mut categories).await?,
            };
            if !goes_on || app.stop().is_cancelled() {
                break;
            }
        }
        drop(read);
        reader.await.map_err(Error::internal)?.map_err(Error::internal)?;
        if app.stop().is_cancelled() {
            return Err(Error::new(kernel::error::code::UNAVAILABLE)
                .detail("the program is stopping; the import goes on when it is back"));
        }
        if goes_on { self.end(app, ImportStatus::Done).await } else { Ok(()) }
    }

    /// Marks the import as running; None when it has ended already.
    async fn begin(&self, app: &App) -> Result<Option<State>> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        let state = store::lock(&mut tx, self.import).await?;
        if !matches!(state.status, ImportStatus::Queued | ImportStatus::Running) {
            return Ok(None);
        }
        store::set_running(&mut tx, self.import).await?;
        tx.finish().await?;
        Ok(Some(state))
    }

    /// Brings the file to this node's disk.
    async fn fetch(&self, app: &App, path: &PathBuf) -> Result<()> {
        let mut file = tokio::fs::File::create(path).await.map_err(Error::internal)?;
        for part in 0.. {
            let mut tx = app.db().begin_system(self.tenant).await?;
            let Some(bytes) = store::part(&mut tx, self.import, part).await? else { break };
            file.write_all(&bytes).await.map_err(Error::internal)?;
        }
        file.flush().await.map_err(Error::internal)
    }

    async fn note_total(&self, app: &App, total: i64) -> Result<bool> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        store::set_total(&mut tx, self.import, total).await?;
        tx.finish().await?;
        Ok(true)
    }

    /// Writes a batch and its counts together; `false` when the import was cancelled meanwhile.
    async fn write(&self, app: &App, batch: Vec<ReadRow>, categories: &mut HashMap<String, i64>) -> Result<bool> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        let state = store::lock(&mut tx, self.import).await?;
        if state.status != ImportStatus::Running {
            return Ok(false);
        }
        let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for ReadRow { line, row } in batch {
            match row {
                Ok((mut row, category)) => {
                    if let Some(name) = category {
                        row.category = Some(category_of(&mut tx, name, categories).await?);
                    }
                    good.push((line, row));
                }
                Err(reason) => bad.push((line, reason)),
            }
        }
        // The same id twice in one batch: the first one stands.
        let mut keys = std::collections::HashSet::new();
        good.retain(|(line, row)| match &row.key {
            Some(key) if !keys.insert(key.clone()) => {
                bad.push((*line, "has the id of a row before it".to_owned()));
                false
            }
            _ => true,
        });
        let rows: Vec<ImportRow> = good.iter().map(|(_, row)| row.clone()).collect();
        let made = articles::import(&mut tx, &rows, state.created_by).await?;
        for (line, row) in &good {
            if row.key.as_ref().is_some_and(|key| !made.keys.contains(key)) {
                bad.push((*line, "has the id of an article that is there already".to_owned()));
            }
        }
        let (imported, failed) =
            (i64::try_from(made.ids.len()).unwrap_or_default(), i64::try_from(bad.len()).unwrap_or_default());
        let room = usize::try_from((ERRORS_MAX - state.failed).max(0)).unwrap_or_default();
        bad.sort();
        bad.truncate(room);
        let (lines, reasons): (Vec<i64>, Vec<String>) = bad.into_iter().unzip();
        if !lines.is_empty() {
            store::add_errors(&mut tx, self.import, &lines, &reasons).await?;
        }
        store::advance(&mut tx, self.import, count, imported, failed).await?;
        if !made.ids.is_empty() {
            articles::changed(&mut tx, made.ids)?;
        }
        tx.finish().await?;
        Ok(true)
    }

    async fn end(&self, app: &App, status: ImportStatus) -> Result<()> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        if store::lock(&mut tx, self.import).await?.status == ImportStatus::Running {
            store::finish(&mut tx, self.import, status).await?;
        }
        store::delete_parts(&mut tx, self.import).await?;
        tx.finish().await
    }
}

/// The category of that name, made when it is missing.
async fn category_of(tx: &mut TenantTx, name: String, known: &mut HashMap<String, i64>) -> Result<i64> {
    if let Some(id) = known.get(&name) {
        return Ok(*id);
    }
    let new = NewCategory { name: name.clone(), ..Default::default() };
    let id = match categories::by_name(tx, &name).await? {
        Some(id) => id,
        None => categories::insert_with_free_slug(tx, new).await?,
    };
    known.insert(name, id);
    Ok(id)
}

/// Counts the rows, then sends those after the first `done`; ends early when nobody listens any more.
fn read_file(path: PathBuf, format: Format, done: usize, send: &mpsc::Sender<Read>) -> std::io::Result<()> {
    let total = rows::read(format, File::open(&path)?).count();
    if send.blocking_send(Read::Total(i64::try_from(total).unwrap_or(i64::MAX))).is_err() {
        return Ok(());
    }
    let mut batch = Vec::with_capacity(BATCH);
    for row in rows::read(format, File::open(&path)?).skip(done) {
        batch.push(ReadRow { line: row.line, row: row.draft.map(rendered) });
        if batch.len() == BATCH
            && send.blocking_send(Read::Batch(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))).is_err()
        {
            return Ok(());
        }
    }
    // A closed channel means that the import was cancelled.
    drop(send.blocking_send(Read::Batch(batch)));
    Ok(())
}

fn rendered(draft: Draft) -> (ImportRow, Option<String>) {
    let (html, summary) = (markdown::html(&draft.body), markdown::summary(&markdown::plain(&draft.body)));
    (
        ImportRow {
            key: draft.key,
            title: draft.title,
            body: draft.body,
            html,
            summary,
            category: None,
            tags: draft.tags,
        },
        draft.category,
    )
}
