//! `/customers/{id}/archive`, `/customers/pending-archive`, `/archive-applications`, `/archive-records`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{
    Allow, App, Body, Error, IdPath, List, Page, PageQuery, Path, Query, Reply, Result, TenantTx,
    perm::{self, Scope},
    text,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    model::{ApplicationStatus, Person, Proposal, WantedTeam},
    ops,
    records::{self, ArchiveRecord, RecordKind},
    view::{self, ArchiveApplication, ArchiveApplicationCard, RevealedProposal},
};
use crate::{
    customers::{self, Customer, Profile, Reach},
    organizations::NewOrganization,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/customers/pending-archive",
            get_with(pending, |o| {
                o.id("listPendingArchive").summary("Customers who are still to be put on file.").tag("archiving")
            }),
        )
        .api_route(
            "/customers/{id}/archive",
            post_with(archive, |o| {
                o.id("archiveCustomer")
                    .summary("Save or submit the application to put a customer on file.")
                    .tag("archiving")
            }),
        )
        .api_route(
            "/archive-applications",
            get_with(list, |o| o.id("listArchiveApplications").summary("Applications, newest first.").tag("archiving")),
        )
        .api_route(
            "/archive-applications/{id}",
            get_with(show, |o| {
                o.id("getArchiveApplication").summary("An application and what became of it.").tag("archiving")
            })
            .delete_with(discard, |o| {
                o.id("discardArchiveApplication").summary("Throw a draft away.").tag("archiving")
            }),
        )
        .api_route(
            "/archive-applications/{id}/approve",
            post_with(approve, |o| {
                o.id("approveArchiveApplication").summary("Put the customer on file as asked for.").tag("archiving")
            }),
        )
        .api_route(
            "/archive-applications/{id}/reject",
            post_with(reject, |o| {
                o.id("rejectArchiveApplication").summary("Send an application back, and say why.").tag("archiving")
            }),
        )
        .api_route(
            "/archive-applications/{id}/withdraw",
            post_with(withdraw, |o| {
                o.id("withdrawArchiveApplication").summary("Take a submitted application back.").tag("archiving")
            }),
        )
        .api_route(
            "/archive-applications/{id}/reveal",
            post_with(reveal, |o| {
                o.id("revealArchiveApplication")
                    .summary("The contact data asked for, in full; every look is audited.")
                    .tag("archiving")
            }),
        )
        .api_route(
            "/archive-records",
            get_with(list_records, |o| {
                o.id("listArchiveRecords").summary("What happened to profiles, newest first.").tag("archiving")
            }),
        )
}

/// Where the newest application of a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum ArchiveStage {
    /// Nobody applied yet.
    None,
    Draft,
    Submitted,
    Rejected,
    Withdrawn,
}

impl ArchiveStage {
    fn status(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Draft => Some("draft"),
            Self::Submitted => Some("submitted"),
            Self::Rejected => Some("rejected"),
            Self::Withdrawn => Some("withdrawn"),
        }
    }
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct PendingFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of the name, or the whole phone number.
    #[garde(inner(length(chars, max = 120)))]
    #[schemars(length(max = 120))]
    q: Option<String>,
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(skip)]
    organization_id: Option<i64>,
    #[garde(skip)]
    stage: Option<ArchiveStage>,
}

/// A customer who is not on file, and how far that is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct PendingCustomer {
    #[serde(flatten)]
    customer: Customer,
    application: Option<ArchiveApplicationCard>,
}

async fn pending(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<PendingFilter>,
) -> Result<List<PendingCustomer>> {
    let mut tx = caller.begin(&app).await?;
    let wanted = customers::Wanted {
        q: text::filled(&filter.q),
        organization: filter.organization_id,
        profiles: &[Profile::Temporary, Profile::PendingArchive],
        application: filter.stage.map(ArchiveStage::status),
        ..customers::Wanted::within(Reach::of(&caller.principal, caller.scope))
    };
    let (found, total) = customers::list(&mut tx, &wanted, &filter.page).await?;
    let ids: Vec<i64> = found.iter().map(|c| c.id).collect();
    let applications = view::latest_of(&mut tx, &ids).await?;
    let list = found
        .into_iter()
        .map(|customer| {
            let application = applications.iter().find(|a| a.customer.id == customer.id).cloned();
            PendingCustomer { customer, application }
        })
        .collect();
    Ok(Reply(Page::new(list, total, &filter.page)))
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct ArchiveCustomer {
    /// What is to be known about the person; a field left out stays as the customer, or the draft, has it.
    #[serde(default)]
    #[garde(dive)]
    person: Person,
    /// The organization that the person belongs to. Neither this nor a new one: the customer's own stays.
    #[garde(skip)]
    organization_id: Option<i64>,
    /// The organization to be made, when it is not known yet.
    #[garde(dive)]
    new_organization: Option<NewOrganization>,
    /// The teams that shall serve the customer once on file; at most one primary at a time.
    #[serde(default)]
    #[garde(length(max = 20), dive)]
    #[schemars(length(max = 20))]
    relations: Vec<WantedTeam>,
    /// A word to the reviewer.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    #[schemars(length(max = 1000))]
    note: String,
    /// Hands the application in; otherwise it is kept as a draft.
    #[garde(skip)]
    submit: bool,
    /// Of the draft, or the rejected application, that the editor saw; left out when there was none.
    #[garde(skip)]
    version: Option<i32>,
}

async fn archive(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<ArchiveCustomer>,
) -> Result<Reply<ArchiveApplication>> {
    let mut tx = caller.begin(&app).await?;
    customers::check(&mut tx, caller.scope, path.id).await?;
    customers::lock(&mut tx, path.id).await?;
    if body.organization_id.is_some() && body.new_organization.is_some() {
        return Err(Error::field("organizationId", "is either picked or new"));
    }
    let proposal = Proposal {
        person: body.person,
        organization_id: body.organization_id,
        new_organization: body.new_organization,
        relations: body.relations,
    };
    let id = ops::save(&mut tx, path.id, proposal, body.note.trim(), body.version).await?;
    if body.submit {
        ops::submit(&mut tx, id).await?;
    }
    let application = view::application(&mut tx, id).await?;
    tx.commit(application).await
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ArchiveApplicationFilter")]
struct Filter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of the customer's name.
    #[garde(inner(length(chars, max = 120)))]
    #[schemars(length(max = 120))]
    q: Option<String>,
    #[garde(skip)]
    status: Option<ApplicationStatus>,
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(skip)]
    customer_id: Option<i64>,
    /// Only those of the caller.
    #[serde(default, deserialize_with = "kernel::http::query::flag")]
    #[garde(skip)]
    mine: Option<bool>,
}

async fn list(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<ArchiveApplicationCard>> {
    let mut tx = caller.begin(&app).await?;
    let mine = (filter.mine == Some(true)).then(|| tx.user_id().unwrap_or(0));
    let wanted = view::Wanted {
        q: text::filled(&filter.q),
        status: filter.status,
        customer: filter.customer_id,
        created_by: mine,
        reach: Reach::of(&caller.principal, caller.scope),
    };
    let (list, total) = view::list(&mut tx, &wanted, &filter.page).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}

/// Refuses the application for a customer that the grant does not reach.
async fn within(tx: &mut TenantTx, scope: Scope, application: i64) -> Result<()> {
    let customer = view::application(tx, application).await?.card.customer.id;
    customers::check(tx, scope, customer).await
}

async fn show(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<ArchiveApplication>> {
    let mut tx = caller.begin(&app).await?;
    within(&mut tx, caller.scope, path.id).await?;
    Ok(Reply(view::application(&mut tx, path.id).await?))
}

#[derive(Debug, Serialize, JsonSchema)]
struct ArchiveApplicationDiscarded {}

async fn discard(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<ArchiveApplicationDiscarded>> {
    let mut tx = caller.begin(&app).await?;
    within(&mut tx, caller.scope, path.id).await?;
    ops::discard(&mut tx, path.id).await?;
    tx.commit(ArchiveApplicationDiscarded {}).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct ApproveArchive {
    /// May be empty.
    #[garde(length(chars, max = 1000))]
    #[schemars(length(max = 1000))]
    opinion: String,
    /// The version that the reviewer saw.
    #[garde(skip)]
    version: Option<i32>,
}

async fn approve(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<ApproveArchive>,
) -> Result<Reply<ArchiveApplication>> {
    let mut tx = caller.begin(&app).await?;
    within(&mut tx, caller.scope, path.id).await?;
    ops::approve(&mut tx, path.id, body.opinion.trim(), body.version).await?;
    let application = view::application(&mut tx, path.id).await?;
    tx.commit(application).await
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct RejectArchive {
    /// What is to be done about it.
    #[garde(length(chars, max = 1000), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 1000))]
    opinion: String,
    /// The version that the reviewer saw.
    #[garde(skip)]
    version: Option<i32>,
}

async fn reject(
    caller: Allow<perm::CustomersSupervise>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
    Body(body): Body<RejectArchive>,
) -> Result<Reply<ArchiveApplication>> {
    let mut tx = caller.begin(&app).await?;
    within(&mut tx, caller.scope, path.id).await?;
    ops::reject(&mut tx, path.id, body.opinion.trim(), body.version).await?;
    let application = view::application(&mut tx, path.id).await?;
    tx.commit(application).await
}

async fn withdraw(
    caller: Allow<perm::CustomersWrite>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<ArchiveApplication>> {
    let mut tx = caller.begin(&app).await?;
    within(&mut tx, caller.scope, path.id).await?;
    ops::withdraw(&mut tx, path.id).await?;
    let application = view::application(&mut tx, path.id).await?;
    tx.commit(application).await
}

async fn reveal(
    caller: Allow<perm::CustomersReveal>,
    State(app): State<App>,
    Path(path): Path<IdPath>,
) -> Result<Reply<RevealedProposal>> {
    let mut tx = caller.begin(&app).await?;
    within(&mut tx, caller.scope, path.id).await?;
    let revealed = view::reveal(&mut tx, path.id).await?;
    tx.audit("archive.reveal", format!("archive-application/{}", path.id), json!({ "fields": "proposal" }));
    tx.commit(revealed).await
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ArchiveRecordFilter")]
struct RecordFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// Part of a name.
    #[garde(inner(length(chars, max = 120)))]
    #[schemars(length(max = 120))]
    q: Option<String>,
    #[garde(skip)]
    kind: Option<RecordKind>,
    #[serde(default, deserialize_with = "kernel::http::query::number")]
    #[garde(skip)]
    customer_id: Option<i64>,
}

async fn list_records(
    caller: Allow<perm::CustomersRead>,
    State(app): State<App>,
    Query(filter): Query<RecordFilter>,
) -> Result<List<ArchiveRecord>> {
    let mut tx = caller.begin(&app).await?;
    let wanted = records::Wanted {
        q: text::filled(&filter.q),
        kind: filter.kind,
        customer: filter.customer_id,
        reach: Some(Reach::of(&caller.principal, caller.scope)),
        ..records::Wanted::default()
    };
    let (list, total) = records::list(&mut tx, &wanted, &filter.page).await?;
    Ok(Reply(Page::new(list, total, &filter.page)))
}
