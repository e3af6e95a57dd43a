//! The job that goes through a file, batch by batch: once to check it, once to write it.

use std::{
    collections::HashSet,
    ops::ControlFlow,
    path::PathBuf,
    time::{Duration, Instant},
};

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use kernel::{App, Error, Principal, PrincipalKind, Result, Stream, TenantId, TenantTx, Touched, app::JobApp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sheets::Refusal;
use tokio::sync::mpsc;

use super::{
    columns::Field,
    decide::{self, Decision, Known, keyed},
    draft::{Draft, Drafts, NewOrganization, Refused},
    issue::{Issue, IssueCode},
    model::{self, ImportCounts, ImportProgress, OnExisting, Outcome, ROWS_MAX, Status},
    people::{self, Placed},
    store::{self, Report, State},
};
use crate::{
    archiving::records::{self, NewRecord, RecordKind},
    customers::{Head, Profile},
    files::{Files, Stored},
};

pub const NAME: &str = "desk.import";
/// Rows of one transaction.
const BATCH: usize = 500;
/// Batches that are read ahead.
const AHEAD: usize = 2;
/// After this, other jobs have their turn.
const SLICE: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunImport {
    pub tenant: TenantId,
    pub import: i64,
    pub turn: i32,
}

impl TaskHandler for RunImport {
    const IDENTIFIER: &'static str = NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let (Some(JobApp(app)), Some(files)) = (ctx.get_ext::<JobApp>(), ctx.get_ext::<Files>()) else {
            return Err("the job has no app".to_owned());
        };
        // An error is tried again by the queue; batches that were written are passed over.
        self.carry_out(app, files).await.map_err(|e| e.to_string())
    }
}

/// Lines, and what was read there.
type Rows = Vec<(i64, std::result::Result<Draft, Refused>)>;

/// What the reading thread sends.
enum Read {
    Total(i64),
    Batch(Rows),
}

enum Written {
    /// So many rows are done now.
    Upto(i64),
    /// Cancelled, or another run of the job has gone on.
    NotOurs,
}

impl RunImport {
    async fn carry_out(&self, app: &App, files: &Files) -> Result<()> {
        let Some(state) = self.state(app).await? else { return Ok(()) };
        let key = state.object_key.as_deref().ok_or_else(|| Error::internal("an import at work has no file"))?;
        let file = files.fetch(Stored { key, size: state.bytes, sealed: true }).await?;
        let (send, mut read) = mpsc::channel(AHEAD);
        let reader = tokio::task::spawn_blocking({
            let (path, plan) = (file.path().to_owned(), Plan::of(&state));
            move || plan.read(path, &send)
        });
        // Looking for where to go on may take long; what is limited is the writing.
        let (mut began, mut done) = (None, state.counts.processed);
        let mut has_ended = true;
        while let Some(message) = read.recv().await {
            match message {
                Read::Total(total) if total > ROWS_MAX => {
                    return self.close(app, files, &state, Some(model::TOO_MANY_ROWS)).await;
                }
                Read::Total(total) => self.note_total(app, total).await?,
                Read::Batch(batch) => match self.write(app, &state, batch, done).await? {
                    Written::Upto(rows) => {
                        began.get_or_insert_with(Instant::now);
                        done = rows;
                    }
                    Written::NotOurs => return Ok(()),
                },
            }
            if app.stop().is_cancelled() {
                return Err(Error::new(kernel::error::code::UNAVAILABLE)
                    .detail("the program is stopping; the import goes on when it is back"));
            }
            if began.is_some_and(|began: Instant| began.elapsed() > SLICE) && !read.is_closed() {
                has_ended = false;
                break;
            }
        }
        drop(read);
        let outcome = reader.await.map_err(Error::internal)?;
        match (outcome, has_ended) {
            (Err(refusal), _) => self.close(app, files, &state, Some(model::failure_of(refusal))).await,
            (Ok(()), true) => self.close(app, files, &state, None).await,
            (Ok(()), false) => self.again(app).await,
        }
    }

    async fn state(&self, app: &App) -> Result<Option<State>> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        let state = store::lock(&mut tx, self.import).await?;
        Ok((state.status.is_at_work() && state.turn == self.turn).then_some(state))
    }

    /// The rest is another job's, so that a long file does not keep everything else waiting.
    async fn again(&self, app: &App) -> Result<()> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        tx.enqueue(NAME, self).await?;
        tx.finish().await
    }

    async fn note_total(&self, app: &App, total: i64) -> Result<()> {
        let mut tx = app.db().begin_system(self.tenant).await?;
        store::set_total(&mut tx, self.import, total).await?;
        tx.finish().await
    }

    /// As the person who sent the file: the audit trail and the records name it.
    async fn begin(&self, app: &App, state: &State) -> Result<TenantTx> {
        let system = Principal::system(self.tenant);
        let principal = match state.created_by {
            Some(id) => {
                Principal { kind: PrincipalKind::User, id, name: state.created_by_name.as_str().into(), ..system }
            }
            None => system,
        };
        app.db().begin(&principal).await
    }

    /// Writes a batch and its counts together.
    async fn write(&self, app: &App, seen: &State, batch: Rows, done: i64) -> Result<Written> {
        let mut tx = self.begin(app, seen).await?;
        let state = store::lock(&mut tx, self.import).await?;
        if state.status != seen.status || state.turn != self.turn || state.counts.processed != done {
            return Ok(Written::NotOurs);
        }
        let is_real = state.status == Status::Running;
        let mut results = Batch::default();
        let rows = i64::try_from(batch.len()).map_err(Error::internal)?;
        results.decide(&mut tx, batch, &state).await?;
        if is_real {
            results.apply(&mut tx, &state).await?;
        }
        store::add_rows(&mut tx, self.import, &results.reports).await?;
        let counts = results.added_to(state.counts, rows);
        store::advance(&mut tx, self.import, counts).await?;
        if is_real && (!results.create.is_empty() || !results.update.is_empty()) {
            let updated: Vec<i64> = results.update.iter().map(|u| u.0).collect();
            updated.iter().for_each(|id| tx.touch(Touched::Customer(*id)));
            tx.audit(
                "customer.import",
                format!("customer-import/{}", self.import),
                json!({ "created": results.create.len(), "updated": updated }),
            );
        }
        self.tell(&mut tx, &state, state.status, counts)?;
        tx.finish().await?;
        Ok(Written::Upto(counts.processed))
    }

    fn tell(&self, tx: &mut TenantTx, state: &State, status: Status, counts: ImportCounts) -> Result<()> {
        match state.created_by {
            Some(user) => {
                tx.emit(Stream::user(user), "customer_import", &ImportProgress { id: self.import, status, counts })
            }
            None => Ok(()),
        }
    }

    /// Ends the phase, unless somebody else has meanwhile.
    async fn close(&self, app: &App, files: &Files, seen: &State, failure: Option<&str>) -> Result<()> {
        let mut tx = self.begin(app, seen).await?;
        let state = store::lock(&mut tx, self.import).await?;
        if state.status != seen.status || state.turn != self.turn {
            return Ok(());
        }
        let status = match (failure, state.status) {
            (Some(_), _) => Status::Failed,
            (None, Status::Checking) => Status::Checked,
            (None, _) => Status::Done,
        };
        store::set_status(&mut tx, self.import, status, failure).await?;
        self.tell(&mut tx, &state, status, state.counts)?;
        if status.has_ended() {
            let counts = serde_json::to_value(state.counts).map_err(Error::internal)?;
            tx.audit(
                "customer.import-end",
                format!("customer-import/{}", self.import),
                json!({ "status": status.as_str(), "counts": counts, "failure": failure }),
            );
        }
        tx.finish().await?;
        if status.has_ended()
            && let Some(key) = &state.object_key
        {
            files.discard(key).await;
        }
        Ok(())
    }
}

/// What the reading thread has to know.
struct Plan {
    kind: sheets::Kind,
    columns: Vec<Option<Field>>,
    head_line: i64,
    done: i64,
    /// An earlier turn has counted the rows.
    is_counted: bool,
}

impl Plan {
    fn of(state: &State) -> Self {
        Self {
            kind: state.kind.into(),
            columns: state.columns.iter().map(|c| c.field).collect(),
            head_line: state.head_line,
            done: state.counts.processed,
            is_counted: state.counts.total.is_some(),
        }
    }

    /// Counts the rows once, then sends those after the first `done`; ends early when nobody listens any more. The rows
    /// that are done are read again, because a later row may not have their keys.
    fn read(self, path: PathBuf, send: &mpsc::Sender<Read>) -> Result<(), Refusal> {
        if !self.is_counted {
            let mut total = 0;
            sheets::read(self.kind, &path, &mut |row| {
                total += i64::from(row.line > self.head_line);
                ControlFlow::Continue(())
            })?;
            if send.blocking_send(Read::Total(total)).is_err() {
                return Ok(());
            }
        }
        let mut drafts = Drafts::new(self.columns);
        let (mut passed, mut batch) = (0, Vec::with_capacity(BATCH));
        sheets::read(self.kind, &path, &mut |row| {
            let line = row.line;
            if line <= self.head_line {
                return ControlFlow::Continue(());
            }
            let read = drafts.read(row);
            passed += 1;
            if passed <= self.done {
                return ControlFlow::Continue(());
            }
            batch.push((line, read));
            if batch.len() < BATCH {
                return ControlFlow::Continue(());
            }
            match send.blocking_send(Read::Batch(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        // A closed channel means that the import was cancelled, or has its next turn.
        drop(send.blocking_send(Read::Batch(batch)));
        Ok(())
    }
}

/// What becomes of the rows of a batch.
#[derive(Default)]
struct Batch {
    create: Vec<(i64, Draft)>,
    update: Vec<(i64, i64, Draft)>,
    reports: Vec<Report>,
    known: Vec<Known>,
    skipped: i64,
    failed: i64,
    organizations: i64,
}

impl Batch {
    fn refuse(&mut self, line: i64, issues: Vec<Issue>, cells: Option<Vec<String>>) {
        self.failed += 1;
        self.reports.push(Report { line, outcome: Outcome::Failed, issues, customer: None, cells });
    }

    async fn decide(&mut self, tx: &mut TenantTx, batch: Rows, state: &State) -> Result<()> {
        let mut drafts = Vec::new();
        for (line, row) in batch {
            match row {
                Ok(draft) => drafts.push((line, draft)),
                Err(refused) => self.refuse(line, refused.issues, Some(refused.cells)),
            }
        }
        let all: Vec<&Draft> = drafts.iter().map(|d| &d.1).collect();
        self.known = people::known(tx, &all, &state.reach, state.status == Status::Running).await?;
        let named: Vec<&NewOrganization> = all.iter().filter_map(|d| d.organization.as_ref()).collect();
        let organizations = people::known_organizations(tx, &named).await?;
        for (line, draft) in drafts {
            let organization = decide::organization(&draft, &organizations);
            let decision = match &organization {
                Err(issue) => Decision::Refuse(issue.clone()),
                Ok(_) => decide::decide(&draft, &self.known, state.on_existing),
            };
            let is_new = organization == Ok(None) && draft.organization.as_ref().is_some_and(|o| o.is_first);
            match decision {
                Decision::Create => {
                    self.organizations += i64::from(is_new);
                    self.create.push((line, draft));
                }
                Decision::Update(id) => {
                    self.organizations += i64::from(is_new);
                    self.report_known(line, Outcome::Updated, &draft, Some(id));
                    self.update.push((id, line, draft));
                }
                Decision::Skip(customer) => {
                    self.skipped += 1;
                    self.report_known(line, Outcome::Skipped, &draft, customer);
                }
                Decision::Refuse(issue) => {
                    let cells = cells_of(&draft, state);
                    self.refuse(line, vec![issue], Some(cells));
                }
            }
        }
        Ok(())
    }

    fn report_known(&mut self, line: i64, outcome: Outcome, draft: &Draft, customer: Option<i64>) {
        let issues = vec![keyed(IssueCode::Exists, &draft.person)];
        self.reports.push(Report { line, outcome, issues, customer, cells: None });
    }

    async fn apply(&mut self, tx: &mut TenantTx, state: &State) -> Result<()> {
        let used = self.create.iter().map(|c| &c.1).chain(self.update.iter().map(|u| &u.2));
        let named: Vec<&NewOrganization> = used.filter_map(|d| d.organization.as_ref()).collect();
        let before = people::known_organizations(tx, &named).await?;
        let mut names = HashSet::new();
        let is_unknown = |o: &&&NewOrganization| {
            let is_it = |k: &decide::KnownOrganization| {
                k.name == o.name || o.credit_code.is_some() && k.credit_code == o.credit_code
            };
            !before.iter().any(is_it)
        };
        let new: Vec<&NewOrganization> =
            named.iter().filter(is_unknown).filter(|o| names.insert(o.name.clone())).copied().collect();
        let mut organizations = before;
        self.organizations = 0;
        if !new.is_empty() {
            self.organizations = people::create_organizations(tx, &new).await?;
            organizations = people::known_organizations(tx, &named).await?;
        }
        let place = |draft: &Draft| decide::organization(draft, &organizations);
        self.create_all(tx, state, place).await?;
        self.update_all(tx, state.on_existing, place).await
    }

    async fn create_all(
        &mut self,
        tx: &mut TenantTx,
        state: &State,
        place: impl Fn(&Draft) -> std::result::Result<Option<i64>, Issue>,
    ) -> Result<()> {
        let mut placed = Vec::new();
        let mut refused = Vec::new();
        for (line, draft) in std::mem::take(&mut self.create) {
            match place(&draft) {
                Ok(organization) => placed.push((line, draft, organization)),
                Err(issue) => refused.push((line, draft, issue)),
            }
        }
        let new: Vec<Placed<'_>> = placed
            .iter()
            .map(|(_, d, organization)| Placed { person: &d.person, organization: *organization })
            .collect();
        let made: HashSet<_> = people::create(tx, &new, state.new_profile).await?.into_iter().collect();
        for (line, draft, _) in placed {
            match draft.person.key() {
                Some(key) if made.contains(&key) => self.create.push((line, draft)),
                _ => {
                    let issue = keyed(IssueCode::Taken, &draft.person);
                    refused.push((line, draft, issue));
                }
            }
        }
        for (line, draft, issue) in refused {
            self.refuse(line, vec![issue], Some(cells_of(&draft, state)));
        }
        Ok(())
    }

    /// Two rows may mean one customer, by its code and by its phone: the later one has the last word.
    async fn update_all(
        &mut self,
        tx: &mut TenantTx,
        on_existing: OnExisting,
        place: impl Fn(&Draft) -> std::result::Result<Option<i64>, Issue>,
    ) -> Result<()> {
        debug_assert!(on_existing == OnExisting::Update || self.update.is_empty());
        let mut rest: Vec<(i64, &Draft, Option<i64>)> =
            self.update.iter().map(|(id, _, draft)| (*id, draft, place(draft).unwrap_or_default())).collect();
        while !rest.is_empty() {
            let mut ids = HashSet::new();
            let (now, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(id, ..)| ids.insert(*id));
            let with: Vec<Placed<'_>> = now
                .iter()
                .map(|(_, d, organization)| Placed { person: &d.person, organization: *organization })
                .collect();
            people::update(tx, &now.iter().map(|u| u.0).collect::<Vec<_>>(), &with).await?;
            for (id, draft, organization) in now {
                record_transfer(tx, &self.known, id, draft, organization).await?;
            }
            rest = later;
        }
        Ok(())
    }

    fn added_to(&self, counts: ImportCounts, rows: i64) -> ImportCounts {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        ImportCounts {
            total: counts.total,
            processed: counts.processed + rows,
            created: counts.created + count(self.create.len()),
            updated: counts.updated + count(self.update.len()),
            skipped: counts.skipped + self.skipped,
            failed: counts.failed + self.failed,
            organizations: counts.organizations + self.organizations,
        }
    }
}

/// Somebody on file who is given another organization was transferred.
async fn record_transfer(
    tx: &mut TenantTx,
    known: &[Known],
    id: i64,
    draft: &Draft,
    organization: Option<i64>,
) -> Result<()> {
    let Some(was) = known.iter().find(|k| k.id == id && k.profile == Profile::Formal) else { return Ok(()) };
    if organization.is_none() || organization == was.organization_id {
        return Ok(());
    }
    let head = Head {
        id,
        name: draft.person.name.clone(),
        profile: was.profile,
        phone: was.phone.clone(),
        organization_id: was.organization_id,
        organization_name: was.organization_name.clone(),
        version: 0,
    };
    let record = NewRecord {
        from_organization: head.organization_name.as_deref(),
        to_organization: draft.organization.as_ref().map(|o| o.name.as_str()),
        ..NewRecord::of(&head, RecordKind::Transferred)
    };
    records::write(tx, record).await
}

/// The row as a table of the file's own columns.
fn cells_of(draft: &Draft, state: &State) -> Vec<String> {
    state.columns.iter().map(|c| c.field.map(|f| draft.shown(f)).unwrap_or_default()).collect()
}
