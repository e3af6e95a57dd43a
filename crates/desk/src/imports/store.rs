//! SQL of imports and of what is reported of their rows.

use chrono::{DateTime, Utc};
use kernel::{Error, PageQuery, Result, TenantTx, UserRef, http::context::Locale};
use sqlx::{Postgres, QueryBuilder};

use super::{
    issue::{Issue, IssueCode},
    model::{
        CustomerImport, CustomerImportCard, FileKind, ImportColumn, ImportCounts, ImportIssue, ImportRow, IssueCount,
        OnExisting, Outcome, Status, failure_text,
    },
};
use crate::customers::{Profile, Reach};

pub struct NewImport<'a> {
    pub file_name: &'a str,
    pub kind: FileKind,
    pub bytes: i64,
    pub sha256: &'a str,
    pub object_key: &'a str,
    pub columns: &'a [ImportColumn],
    pub head_line: i64,
    pub reach: &'a Reach,
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}
fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::internal)
}

pub async fn insert(tx: &mut TenantTx, new: NewImport<'_>) -> Result<i64> {
    let (tenant, now, user, name) = (tx.tenant(), tx.now(), tx.user_id(), tx.principal().name.clone());
    Ok(sqlx::query_scalar(
        "insert into customer_imports (tenant_id, file_name, kind, bytes, sha256, object_key, status, columns, head_line, reach,
           created_by, created_by_name, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 'uploaded', $7, $8, $9, $10, $11, $12, $12) returning id",
    )
    .bind(tenant)
    .bind(new.file_name)
    .bind(new.kind)
    .bind(new.bytes)
    .bind(new.sha256)
    .bind(new.object_key)
    .bind(json(new.columns)?)
    .bind(new.head_line)
    .bind(json(new.reach)?)
    .bind(user)
    .bind(&*name)
    .bind(now)
    .fetch_one(tx.conn())
    .await?)
}

#[derive(Debug, sqlx::FromRow)]
struct StateRow {
    status: Status,
    kind: FileKind,
    object_key: Option<String>,
    columns: String,
    head_line: i64,
    on_existing: OnExisting,
    new_profile: Profile,
    reach: String,
    created_by: Option<i64>,
    created_by_name: String,
    turn: i32,
    #[sqlx(flatten)]
    counts: ImportCounts,
}

/// An import as its job and its steps see it.
#[derive(Debug)]
pub struct State {
    pub status: Status,
    pub kind: FileKind,
    pub object_key: Option<String>,
    pub columns: Vec<ImportColumn>,
    pub head_line: i64,
    pub on_existing: OnExisting,
    pub new_profile: Profile,
    pub reach: Reach,
    pub created_by: Option<i64>,
    pub created_by_name: String,
    pub turn: i32,
    pub counts: ImportCounts,
}

/// Locks the row, so that a cancellation waits for the batch and the other way round.
pub async fn lock(tx: &mut TenantTx, id: i64) -> Result<State> {
    let tenant = tx.tenant();
    let row: Option<StateRow> = sqlx::query_as(
        "select status, kind, object_key, columns, head_line, on_existing, new_profile, reach, created_by, created_by_name, turn,
           total, processed, created, updated, skipped, failed, organizations
         from customer_imports where tenant_id = $1 and id = $2 for update",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    let row = row.ok_or_else(Error::not_found)?;
    Ok(State {
        status: row.status,
        kind: row.kind,
        object_key: row.object_key,
        columns: parsed(&row.columns)?,
        head_line: row.head_line,
        on_existing: row.on_existing,
        new_profile: row.new_profile,
        reach: parsed(&row.reach)?,
        created_by: row.created_by,
        created_by_name: row.created_by_name,
        turn: row.turn,
        counts: row.counts,
    })
}

pub async fn set_status(tx: &mut TenantTx, id: i64, status: Status, failure: Option<&str>) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customer_imports set status = $3, failure = $4, updated_at = $5, finished_at = case when $6 then $5 end,
           object_key = case when $6 then null else object_key end
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(status)
    .bind(failure)
    .bind(now)
    .bind(status.has_ended())
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets what a phase found, so that the next one begins with nothing; answers the number of its turn.
pub async fn reset(tx: &mut TenantTx, id: i64) -> Result<i32> {
    delete_rows(tx, id).await?;
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "update customer_imports set processed = 0, created = 0, updated = 0, skipped = 0, failed = 0, organizations = 0, turn = turn + 1
         where tenant_id = $1 and id = $2 returning turn",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?)
}

pub async fn delete_rows(tx: &mut TenantTx, id: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("delete from customer_import_rows where tenant_id = $1 and import_id = $2")
        .bind(tenant)
        .bind(id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What a check is asked to go by.
pub async fn set_plan(
    tx: &mut TenantTx,
    id: i64,
    columns: &[ImportColumn],
    on_existing: OnExisting,
    new_profile: Profile,
    reach: &Reach,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query(
        "update customer_imports set columns = $3, on_existing = $4, new_profile = $5, reach = $6 where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(json(columns)?)
    .bind(on_existing)
    .bind(new_profile)
    .bind(json(reach)?)
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_total(tx: &mut TenantTx, id: i64, total: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query("update customer_imports set total = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(total)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Counts a batch.
pub async fn advance(tx: &mut TenantTx, id: i64, counts: ImportCounts) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customer_imports set processed = $3, created = $4, updated = $5, skipped = $6, failed = $7, organizations = $8, updated_at = $9
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(counts.processed)
    .bind(counts.created)
    .bind(counts.updated)
    .bind(counts.skipped)
    .bind(counts.failed)
    .bind(counts.organizations)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is to be reported of a row.
pub struct Report {
    pub line: i64,
    pub outcome: Outcome,
    pub issues: Vec<Issue>,
    pub customer: Option<i64>,
    pub cells: Option<Vec<String>>,
}

pub async fn add_rows(tx: &mut TenantTx, id: i64, reports: &[Report]) -> Result<()> {
    if reports.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    let texts = |f: &dyn Fn(&Report) -> Result<Option<String>>| reports.iter().map(f).collect::<Result<Vec<_>>>();
    let outcome = |r: &Report| match r.outcome {
        Outcome::Failed => "failed",
        Outcome::Skipped => "skipped",
        Outcome::Updated => "updated",
    };
    sqlx::query(
        "insert into customer_import_rows (tenant_id, import_id, line, outcome, code, issues, customer_id, cells)
         select $1, $2, r.line, r.outcome, r.code, r.issues, r.customer_id, r.cells
         from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[]) as r(line, outcome, code, issues, customer_id, cells)
         on conflict do nothing",
    )
    .bind(tenant)
    .bind(id)
    .bind(reports.iter().map(|r| r.line).collect::<Vec<_>>())
    .bind(texts(&|r| Ok(Some(outcome(r).to_owned())))?)
    .bind(texts(&|r| Ok(Some(r.issues.first().map_or(IssueCode::Exists, |i| i.code).as_str().to_owned())))?)
    .bind(texts(&|r| json(&r.issues).map(Some))?)
    .bind(reports.iter().map(|r| r.customer).collect::<Vec<_>>())
    .bind(texts(&|r| r.cells.as_ref().map(json).transpose())?)
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
struct CardRow {
    id: i64,
    file_name: String,
    status: Status,
    on_existing: OnExisting,
    created_by: Option<i64>,
    created_by_name: String,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    #[sqlx(flatten)]
    counts: ImportCounts,
}

const CARD: &str = "select id, file_name, status, on_existing, created_by, created_by_name, created_at, finished_at, total, processed, created,
   updated, skipped, failed, organizations from customer_imports where tenant_id = ";

impl CardRow {
    fn card(self) -> CustomerImportCard {
        CustomerImportCard {
            id: self.id,
            file_name: self.file_name,
            status: self.status,
            on_existing: self.on_existing,
            counts: self.counts,
            created_by: self.created_by.map(|id| UserRef::new(id, self.created_by_name)),
            created_at: self.created_at,
            finished_at: self.finished_at,
        }
    }
}

/// Newest first; of `maker` alone when one is given.
pub async fn list(tx: &mut TenantTx, maker: Option<i64>, page: &PageQuery) -> Result<(Vec<CustomerImportCard>, i64)> {
    let tenant = tx.tenant();
    let of_maker = |sql: &mut QueryBuilder<Postgres>| {
        sql.push_bind(tenant);
        if let Some(maker) = maker {
            sql.push(" and created_by = ").push_bind(maker);
        }
    };
    let mut sql = QueryBuilder::new(CARD);
    of_maker(&mut sql);
    sql.push(" order by id desc limit ").push_bind(page.limit()).push(" offset ").push_bind(page.offset());
    let rows: Vec<CardRow> = sql.build_query_as().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new("select count(*) from customer_imports where tenant_id = ");
    of_maker(&mut sql);
    let total = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok((rows.into_iter().map(CardRow::card).collect(), total))
}

/// Who sent it, whatever else it is.
pub async fn maker(tx: &mut TenantTx, id: i64) -> Result<Option<i64>> {
    let tenant = tx.tenant();
    let found: Option<Option<i64>> =
        sqlx::query_scalar("select created_by from customer_imports where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(id)
            .fetch_optional(tx.conn())
            .await?;
    found.ok_or_else(Error::not_found)
}

pub async fn get(tx: &mut TenantTx, id: i64, may_see_rows: bool, locale: Locale) -> Result<CustomerImport> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new(CARD);
    sql.push_bind(tenant).push(" and id = ").push_bind(id);
    let row: Option<CardRow> = sql.build_query_as().fetch_optional(tx.conn()).await?;
    let card = row.ok_or_else(Error::not_found)?.card();
    type Rest = (i64, String, Profile, Option<String>, Option<i64>);
    let (bytes, columns, new_profile, failure, same_file_as): Rest = sqlx::query_as(
        "select i.bytes, i.columns, i.new_profile, i.failure,
           (select max(e.id) from customer_imports e where e.tenant_id = $1 and e.sha256 = i.sha256 and e.id < $2 and e.status = 'done')
         from customer_imports i where i.tenant_id = $1 and i.id = $2",
    )
    .bind(tenant)
    .bind(id)
    .fetch_one(tx.conn())
    .await?;
    // Counting a hundred thousand rows is for when they stand still.
    let issues = if card.status.is_at_work() { Vec::new() } else { issue_counts(tx, id, locale).await? };
    let mut columns: Vec<ImportColumn> = parsed(&columns)?;
    if !may_see_rows {
        columns.iter_mut().for_each(|c| c.samples.clear());
    }
    let failure = failure.map(|stored| failure_text(&stored, locale).to_owned());
    Ok(CustomerImport { card, bytes, columns, new_profile, failure, issues, same_file_as, may_see_rows })
}

async fn issue_counts(tx: &mut TenantTx, id: i64, locale: Locale) -> Result<Vec<IssueCount>> {
    let tenant = tx.tenant();
    let counts: Vec<(String, i64)> = sqlx::query_as(
        "select code, count(*) from customer_import_rows where tenant_id = $1 and import_id = $2 and outcome = 'failed'
         group by code order by 2 desc, 1",
    )
    .bind(tenant)
    .bind(id)
    .fetch_all(tx.conn())
    .await?;
    let known = |text: &str| IssueCode::ALL.iter().find(|c| c.as_str() == text).copied();
    Ok(counts
        .into_iter()
        .filter_map(|(code, count)| known(&code).map(|code| IssueCount { code, message: code.label(locale), count }))
        .collect())
}

pub struct WantedRows {
    pub outcome: Option<Outcome>,
    pub code: Option<IssueCode>,
}

fn conditions(sql: &mut QueryBuilder<Postgres>, tenant: i64, id: i64, wanted: &WantedRows) {
    sql.push(" from customer_import_rows where tenant_id = ").push_bind(tenant);
    sql.push(" and import_id = ").push_bind(id);
    if let Some(outcome) = wanted.outcome {
        sql.push(" and outcome = ").push_bind(outcome);
    }
    if let Some(code) = wanted.code {
        sql.push(" and code = ").push_bind(code.as_str());
    }
}

pub async fn rows(
    tx: &mut TenantTx,
    id: i64,
    wanted: &WantedRows,
    page: &PageQuery,
    locale: Locale,
) -> Result<(Vec<ImportRow>, i64)> {
    let tenant = tx.tenant();
    let mut sql = QueryBuilder::new("select line, outcome, issues, customer_id");
    conditions(&mut sql, tenant, id, wanted);
    sql.push(" order by line limit ").push_bind(page.limit()).push(" offset ").push_bind(page.offset());
    let found: Vec<(i64, Outcome, String, Option<i64>)> = sql.build_query_as().fetch_all(tx.conn()).await?;
    let mut sql = QueryBuilder::new("select count(*)");
    conditions(&mut sql, tenant, id, wanted);
    let total = sql.build_query_scalar().fetch_one(tx.conn()).await?;
    let row = |(line, outcome, issues, customer_id): (i64, Outcome, String, Option<i64>)| {
        let issues: Vec<Issue> = parsed(&issues)?;
        let shown = |i: Issue| ImportIssue { message: i.text(locale), code: i.code, field: i.field, value: i.value };
        Ok(ImportRow { line, outcome, issues: issues.into_iter().map(shown).collect(), customer_id })
    };
    Ok((found.into_iter().map(row).collect::<Result<_>>()?, total))
}

/// Rows that were left out, after a line: their issues and cells.
pub async fn failed_after(
    tx: &mut TenantTx,
    id: i64,
    line: i64,
    most: i64,
) -> Result<Vec<(i64, Vec<Issue>, Vec<String>)>> {
    let tenant = tx.tenant();
    let found: Vec<(i64, String, Option<String>)> = sqlx::query_as(
        "select line, issues, cells from customer_import_rows
         where tenant_id = $1 and import_id = $2 and outcome = 'failed' and line > $3 order by line limit $4",
    )
    .bind(tenant)
    .bind(id)
    .bind(line)
    .bind(most)
    .fetch_all(tx.conn())
    .await?;
    found
        .into_iter()
        .map(|(line, issues, cells)| {
            Ok((line, parsed(&issues)?, cells.map(|c| parsed(&c)).transpose()?.unwrap_or_default()))
        })
        .collect()
}

/// Imports that nobody went on with since then, and which still hold a file.
pub async fn abandoned(tx: &mut TenantTx, since: DateTime<Utc>) -> Result<Vec<i64>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar(
        "select id from customer_imports where tenant_id = $1 and updated_at < $2 and status in ('uploaded', 'checked')",
    )
    .bind(tenant)
    .bind(since)
    .fetch_all(tx.conn())
    .await?)
}

/// What was said of the rows of imports that ended before then is forgotten: it holds what people sent.
pub async fn forget_rows(tx: &mut TenantTx, before: DateTime<Utc>) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query(
        "delete from customer_import_rows r using customer_imports i
         where r.tenant_id = $1 and i.tenant_id = $1 and i.id = r.import_id and i.finished_at < $2",
    )
    .bind(tenant)
    .bind(before)
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
