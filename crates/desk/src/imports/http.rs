//! `/customer-imports`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{
    Extension,
    extract::{DefaultBodyLimit, State},
};
use kernel::{
    Allow, App, Body, Error, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, TenantTx,
    error::code,
    http::context,
    perm::{self, Scope},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{
    columns::Field,
    issue::IssueCode,
    job::{self, RunImport},
    model::{CustomerImport, CustomerImportCard, FileKind, ImportColumn, ImportRow, OnExisting, Outcome, Status, Step},
    receive::{self, ImportUpload},
    store::{self, WantedRows},
    template,
};
use crate::{
    customers::{Profile, Reach},
    exports::Download,
    files::Files,
};

pub fn routes() -> ApiRouter<App> {
    let tag = "customers";
    ApiRouter::new()
        .api_route(
            "/customer-imports",
            post_with(create, |o| {
                o.id("createCustomerImport")
                    .summary("Store a CSV or XLSX file of customers; nothing of it is written yet.")
                    .tag(tag)
            }),
        )
        // The upload counts its own bytes; the server's limit is for JSON.
        .layer(DefaultBodyLimit::disable())
        .api_route(
            "/customer-imports",
            get_with(list, |o| o.id("listCustomerImports").summary("Imports of customers, newest first.").tag(tag)),
        )
        .api_route(
            "/customer-imports/template",
            get_with(hand_out, |o| {
                o.id("getCustomerImportTemplate").summary("An empty table with every column that is known.").tag(tag)
            }),
        )
        .api_route(
            "/customer-imports/{id}",
            get_with(get, |o| o.id("getCustomerImport").summary("What an import is, and how far.").tag(tag)),
        )
        .api_route(
            "/customer-imports/{id}/check",
            post_with(check, |o| {
                o.id("checkCustomerImport")
                    .summary("Go through the file and report what an import would do; writes no customer.")
                    .tag(tag)
            }),
        )
        .api_route(
            "/customer-imports/{id}/start",
            post_with(begin, |o| o.id("startCustomerImport").summary("Import the file that was checked.").tag(tag)),
        )
        .api_route(
            "/customer-imports/{id}/cancel",
            post_with(cancel, |o| {
                o.id("cancelCustomerImport")
                    .summary("Stop a check or an import; what is imported stays, and is counted.")
                    .tag(tag)
            }),
        )
        .api_route(
            "/customer-imports/{id}/rows",
            get_with(rows, |o| {
                o.id("listCustomerImportRows")
                    .summary("Rows that are not simply new: left out, passed over or changed, and why.")
                    .tag(tag)
            }),
        )
        .api_route(
            "/customer-imports/{id}/bad-rows",
            get_with(bad_rows, |o| {
                o.id("getCustomerImportBadRows")
                    .summary("The rows that were left out as CSV, to be mended and sent again.")
                    .tag(tag)
            }),
        )
}

async fn create(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    upload: ImportUpload,
) -> Result<Reply<CustomerImport>> {
    let reach = Reach::of(&caller.principal, caller.scope);
    let id = receive::receive(&app, &files, &caller.principal, &reach, upload).await?;
    let mut tx = caller.begin(&app).await?;
    shown(&mut tx, &caller, id).await.map(Reply)
}

/// Whose grant reaches its own alone sees its own imports.
async fn reachable(tx: &mut TenantTx, caller: &Allow<perm::CustomersImport>, id: i64) -> Result<bool> {
    let maker = store::maker(tx, id).await?;
    let is_own = maker.is_some() && maker == tx.user_id();
    if !is_own && caller.scope == Scope::Own {
        return Err(Error::not_found());
    }
    Ok(is_own)
}

fn may_see_rows(caller: &Allow<perm::CustomersImport>, is_own: bool) -> bool {
    is_own || caller.principal.can("customers:reveal")
}

async fn shown(tx: &mut TenantTx, caller: &Allow<perm::CustomersImport>, id: i64) -> Result<CustomerImport> {
    let is_own = reachable(tx, caller, id).await?;
    store::get(tx, id, may_see_rows(caller, is_own), context::current().locale).await
}

async fn list(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Result<List<CustomerImportCard>> {
    let mut tx = caller.begin(&app).await?;
    let maker = if caller.scope == Scope::Own { Some(tx.user_id().unwrap_or_default()) } else { None };
    let (list, total) = store::list(&mut tx, maker, &page).await?;
    Ok(Reply(Page::new(list, total, &page)))
}

async fn get(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerImport>> {
    let mut tx = caller.begin(&app).await?;
    shown(&mut tx, &caller, path.id).await.map(Reply)
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CustomerImportPlan")]
struct Plan {
    /// What each column of the file is, in their order; null leaves one out. Left out, as it was recognised.
    #[garde(inner(length(max = 256)))]
    #[schemars(length(max = 256))]
    mapping: Option<Vec<Option<Field>>>,
    /// What to do with rows whose customer is known by its code, phone or e-mail.
    #[serde(default)]
    #[garde(skip)]
    on_existing: OnExisting,
    /// What a new customer becomes when its row does not say: `temporary` or `formal`, which it is when left out.
    #[garde(skip)]
    new_profile: Option<Profile>,
}

impl Plan {
    fn mapped(&self, mut columns: Vec<ImportColumn>) -> Result<Vec<ImportColumn>> {
        if let Some(mapping) = &self.mapping {
            if mapping.len() != columns.len() {
                return Err(Error::field("mapping", "must name every column of the file"));
            }
            columns.iter_mut().zip(mapping).for_each(|(column, field)| column.field = *field);
        }
        let fields: Vec<Field> = columns.iter().filter_map(|c| c.field).collect();
        if fields.iter().enumerate().any(|(n, f)| fields[..n].contains(f)) {
            return Err(Error::field("mapping", "names a field twice"));
        }
        let has = |field| fields.contains(&field);
        if !has(Field::Name) || ![Field::Code, Field::Phone, Field::Email].into_iter().any(has) {
            return Err(Error::field("mapping", "must have a column of names, and one of codes, phones or e-mails"));
        }
        Ok(columns)
    }
}

async fn check(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(plan): Body<Plan>,
) -> Result<Reply<CustomerImport>> {
    let mut tx = caller.begin(&app).await?;
    reachable(&mut tx, &caller, path.id).await?;
    let state = store::lock(&mut tx, path.id).await?;
    let status = state.status.after(Step::Check)?;
    let columns = plan.mapped(state.columns)?;
    let new_profile = plan.new_profile.unwrap_or(Profile::Formal);
    if new_profile == Profile::PendingArchive {
        return Err(Error::field("newProfile", "a customer is pending only while an application is"));
    }
    let reach = Reach::of(&caller.principal, caller.scope);
    store::set_plan(&mut tx, path.id, &columns, plan.on_existing, new_profile, &reach).await?;
    go(&mut tx, path.id, status).await?;
    let import = shown(&mut tx, &caller, path.id).await?;
    tx.commit(import).await
}

async fn go(tx: &mut TenantTx, id: i64, status: Status) -> Result<()> {
    let turn = store::reset(tx, id).await?;
    store::set_status(tx, id, status, None).await?;
    let tenant = tx.tenant();
    tx.enqueue(job::NAME, &RunImport { tenant, import: id, turn }).await
}

async fn begin(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerImport>> {
    let mut tx = caller.begin(&app).await?;
    reachable(&mut tx, &caller, path.id).await?;
    let state = store::lock(&mut tx, path.id).await?;
    let status = state.status.after(Step::Start)?;
    // Who starts it answers for it, with the reach of now.
    let reach = Reach::of(&caller.principal, caller.scope);
    store::set_plan(&mut tx, path.id, &state.columns, state.on_existing, state.new_profile, &reach).await?;
    go(&mut tx, path.id, status).await?;
    tx.audit("customer.import-start", format!("customer-import/{}", path.id), json!({}));
    let import = shown(&mut tx, &caller, path.id).await?;
    tx.commit(import).await
}

async fn cancel(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    Path(path): Path<IdPath>,
) -> Result<Reply<CustomerImport>> {
    let mut tx = caller.begin(&app).await?;
    reachable(&mut tx, &caller, path.id).await?;
    let state = store::lock(&mut tx, path.id).await?;
    let status = state.status.after(Step::Cancel)?;
    store::set_status(&mut tx, path.id, status, None).await?;
    let counts = serde_json::to_value(state.counts).map_err(Error::internal)?;
    tx.audit("customer.import-cancel", format!("customer-import/{}", path.id), counts);
    let import = shown(&mut tx, &caller, path.id).await?;
    let reply = tx.commit(import).await?;
    if status.has_ended()
        && let Some(key) = state.object_key
    {
        files.discard(&key).await;
    }
    Ok(reply)
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[schemars(rename = "CustomerImportRowFilter")]
struct RowFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    #[garde(skip)]
    outcome: Option<Outcome>,
    #[garde(skip)]
    code: Option<IssueCode>,
}

async fn rows(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Query(filter): Query<RowFilter>,
) -> Result<List<ImportRow>> {
    let mut tx = caller.begin(&app).await?;
    let is_own = reachable(&mut tx, &caller, path.id).await?;
    if !may_see_rows(&caller, is_own) {
        return Err(Error::new(code::DENIED));
    }
    let wanted = WantedRows { outcome: filter.outcome, code: filter.code };
    let (list, total) = store::rows(&mut tx, path.id, &wanted, &filter.page, context::current().locale).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}

async fn bad_rows(
    caller: Allow<perm::CustomersImport>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Download> {
    let (mut tx, locale) = (caller.begin(&app).await?, context::current().locale);
    let is_own = reachable(&mut tx, &caller, path.id).await?;
    if !may_see_rows(&caller, is_own) {
        return Err(Error::new(code::DENIED));
    }
    let import = store::get(&mut tx, path.id, true, locale).await?;
    tx.audit(
        "customer.import-rows",
        format!("customer-import/{}", path.id),
        json!({ "rows": import.card.counts.failed }),
    );
    tx.finish().await?;
    let heads: Vec<String> = import.columns.into_iter().map(|c| c.head).collect();
    Ok(Download::csv("bad-rows", template::bad_rows(app, caller.principal, path.id, &heads, locale)))
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[schemars(rename = "CustomerImportTemplate")]
struct Wanted {
    /// `csv`, or `xlsx` when left out.
    #[garde(skip)]
    format: Option<FileKind>,
}

async fn hand_out(
    _: Allow<perm::CustomersImport>,
    Extension(files): Extension<Files>,
    Query(wanted): Query<Wanted>,
) -> Result<Download> {
    template::template(&files, wanted.format.unwrap_or(FileKind::Xlsx), context::current().locale).await
}
