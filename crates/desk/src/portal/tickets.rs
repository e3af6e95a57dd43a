//! `/customer-portal/tickets`: a customer makes tickets and follows them.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::{
    Extension,
    extract::{DefaultBodyLimit, State},
};
use kernel::{
    Allow, App, Body, Error, IdPath, Offers, PageQuery, Path, PortalList, PortalReply as Answer, Query, Reply, Result,
    feature, perm,
    text::{not_blank, not_blank_option},
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ticket_view::{self as view, PortalReply, PortalTicket, PortalTicketCard, PortalTicketStatus};
use crate::{
    files::{self, FileRef, Files, Upload},
    tickets::{self, Draft, Edit, Filter, Saying, TicketPriority, TicketSource, TicketStatus},
};

pub fn routes() -> ApiRouter<App> {
    let attachments = post_with(attach, |o| {
        o.id("attachToPortalTicket").summary("Add a file to one's ticket.").tag("portal tickets")
    });
    ApiRouter::new()
        .api_route("/customer-portal/tickets/{id}/attachments", attachments)
        // The upload counts its own bytes.
        .layer(DefaultBodyLimit::disable())
        .api_route(
            "/customer-portal/tickets",
            get_with(list, |o| o.id("listPortalTickets").summary("One's own tickets.").tag("portal tickets"))
                .post_with(create, |o| o.id("createPortalTicket").summary("Make a ticket.").tag("portal tickets")),
        )
        .api_route(
            "/customer-portal/tickets/{id}",
            get_with(get, |o| {
                o.id("getPortalTicket").summary("One's ticket with what happened to it.").tag("portal tickets")
            })
            .put_with(update, |o| {
                o.id("updatePortalTicket")
                    .summary("Correct a ticket that nobody works on yet, cancel it, or confirm that it is solved.")
                    .tag("portal tickets")
            }),
        )
        .api_route(
            "/customer-portal/tickets/{id}/status",
            get_with(status, |o| {
                o.id("getPortalTicketStatus").summary("Where one's ticket stands.").tag("portal tickets")
            }),
        )
        .api_route(
            "/customer-portal/tickets/{id}/replies",
            post_with(reply, |o| o.id("replyToPortalTicket").summary("Answer or add something.").tag("portal tickets")),
        )
        .api_route(
            "/customer-portal/tickets/{id}/reopen",
            post_with(reopen, |o| {
                o.id("reopenPortalTicket").summary("Say that it is not solved.").tag("portal tickets")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct PortalTicketFilter {
    #[serde(flatten)]
    #[garde(dive)]
    page: PageQuery,
    /// One state or several, separated by commas.
    #[garde(inner(length(max = 100)))]
    #[schemars(length(max = 100))]
    status: Option<String>,
    /// A ticket's number, or part of the subject.
    #[garde(inner(length(chars, max = 100)))]
    #[schemars(length(max = 100))]
    q: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct NewPortalTicket {
    #[garde(length(chars, max = 200), custom(not_blank))]
    #[schemars(length(min = 1, max = 200))]
    subject: String,
    #[garde(length(chars, max = 20000), custom(not_blank))]
    #[schemars(length(min = 1, max = 20000))]
    description: String,
    #[serde(default)]
    #[garde(skip)]
    priority: TicketPriority,
    #[garde(inner(length(chars, max = 64)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    category: Option<String>,
    /// One's own uploads.
    #[serde(default)]
    #[garde(length(max = 10))]
    #[schemars(length(max = 10))]
    file_ids: Vec<i64>,
}

/// The states to which a customer itself moves a ticket.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum PortalTicketEnd {
    /// Not needed any more.
    Cancelled,
    /// It is solved indeed.
    Closed,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct UpdatePortalTicket {
    #[garde(inner(length(chars, max = 200)), custom(not_blank_option))]
    #[schemars(length(min = 1, max = 200))]
    subject: Option<String>,
    #[garde(inner(length(chars, max = 20000)), custom(not_blank_option))]
    #[schemars(length(min = 1, max = 20000))]
    description: Option<String>,
    #[garde(skip)]
    priority: Option<TicketPriority>,
    #[garde(inner(length(chars, max = 64)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    category: Option<String>,
    #[garde(skip)]
    status: Option<PortalTicketEnd>,
    /// A word about the change of state.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    #[schemars(length(max = 5000))]
    note: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct NewPortalReply {
    /// May be left empty when files come along.
    #[garde(length(chars, max = 5000))]
    #[schemars(length(max = 5000))]
    content: String,
    #[serde(default)]
    #[garde(length(max = 10))]
    #[schemars(length(max = 10))]
    file_ids: Vec<i64>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
struct ReopenTicket {
    #[garde(length(chars, max = 5000), custom(not_blank))]
    #[schemars(length(min = 1, max = 5000))]
    reason: String,
}

async fn list(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Query(filter): Query<PortalTicketFilter>,
) -> Result<PortalList<PortalTicketCard>> {
    let names = filter.status.iter().flat_map(|s| s.split(',')).map(str::trim).filter(|s| !s.is_empty());
    let status = names
        .map(|s| s.parse().map_err(|()| Error::field("status", "names no state of a ticket")))
        .collect::<Result<Vec<TicketStatus>>>()?;
    let mut tx = caller.begin(&app).await?;
    let own = Filter { page: filter.page, status, q: filter.q, ..Filter::default() };
    let (rows, total) = tickets::rows(&mut tx, &own).await?;
    Ok(PortalList::new(rows.iter().map(PortalTicketCard::from).collect(), total, &own.page))
}

async fn create(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Body(new): Body<NewPortalTicket>,
) -> Result<Answer<PortalTicket>> {
    let mut tx = caller.begin(&app).await?;
    let draft = Draft {
        subject: new.subject,
        description: new.description,
        priority: new.priority,
        category: new.category,
        source: TicketSource::Portal,
        customer_id: Some(caller.principal.id),
        session_id: None,
        assignee_id: None,
        team_id: None,
        file_ids: new.file_ids,
    };
    let id = tickets::create(&mut tx, draft).await?;
    let ticket = view::ticket(&mut tx, id).await?;
    tx.commit(ticket).await
}

async fn get(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Answer<PortalTicket>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(view::ticket(&mut tx, p.id).await?))
}

async fn status(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Answer<PortalTicketStatus>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(tickets::find(&mut tx, p.id).await?.into()))
}

async fn update(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<UpdatePortalTicket>,
) -> Result<Answer<PortalTicket>> {
    let mut tx = caller.begin(&app).await?;
    let edit = Edit {
        subject: body.subject,
        description: body.description,
        priority: body.priority,
        category: body.category,
        version: None,
    };
    if !edit.is_empty() {
        tickets::correct(&mut tx, p.id, edit).await?;
    }
    match body.status {
        Some(PortalTicketEnd::Cancelled) => {
            tickets::flow(&mut tx, p.id, TicketStatus::Cancelled, body.note.trim(), None).await?
        }
        Some(PortalTicketEnd::Closed) => {
            tickets::flow(&mut tx, p.id, TicketStatus::Closed, body.note.trim(), None).await?
        }
        None => {}
    }
    let ticket = view::ticket(&mut tx, p.id).await?;
    tx.commit(ticket).await
}

async fn reply(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<NewPortalReply>,
) -> Result<Answer<PortalReply>> {
    let mut tx = caller.begin(&app).await?;
    let said =
        tickets::follow_up(&mut tx, p.id, Saying { content: &body.content, internal: false, file_ids: &body.file_ids })
            .await?;
    let ticket = view::ticket(&mut tx, p.id).await?;
    let reply = ticket.replies.into_iter().find(|r| r.id == said).ok_or_else(Error::not_found)?;
    tx.commit(reply).await
}

async fn reopen(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<ReopenTicket>,
) -> Result<Answer<PortalTicket>> {
    let mut tx = caller.begin(&app).await?;
    tickets::reopen(&mut tx, p.id, body.reason.trim()).await?;
    let ticket = view::ticket(&mut tx, p.id).await?;
    tx.commit(ticket).await
}

async fn attach(
    caller: Allow<perm::PortalTickets>,
    _: Offers<feature::Tickets>,
    State(app): State<App>,
    Extension(files): Extension<Files>,
    Path(p): Path<IdPath>,
    form: Upload,
) -> Result<Answer<FileRef>> {
    let mut tx = caller.begin(&app).await?;
    // Asked before the bytes are read: nobody fills the store through somebody else's ticket.
    tickets::find(&mut tx, p.id).await?;
    drop(tx);
    let file = files::receive(&app, &files, &caller.principal, form).await?;
    let mut tx = caller.begin(&app).await?;
    tickets::attach(&mut tx, p.id, file.id).await?;
    tx.commit(file).await
}
