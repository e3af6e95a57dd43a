//! `/tickets`, for staff.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, Error, IdPath, List, Path, PrincipalKind, Query, Reply, Result, TenantTx, perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    access, history,
    list::{self, Filter},
    model::{TicketPriority, TicketSource, TicketStatus},
    ops::{self, Draft, Edit, Saying},
    view::{self, FollowUp, Ticket, TicketCard},
};
use crate::assignment::AssignmentRecord;

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/tickets",
            get_with(list, |o| o.id("listTickets").summary("Tickets that the caller may see.").tag("tickets"))
                .post_with(create, |o| {
                    o.id("createTicket").summary("Make a ticket, by hand or from a conversation.").tag("tickets")
                }),
        )
        .api_route(
            "/tickets/unassigned",
            get_with(unassigned, |o| {
                o.id("listUnassignedTickets").summary("Open tickets that nobody has.").tag("tickets")
            }),
        )
        .api_route(
            "/tickets/batch-assign",
            post_with(batch_assign, |o| {
                o.id("batchAssignTickets").summary("Give several tickets to one user.").tag("tickets")
            }),
        )
        .api_route(
            "/tickets/{id}",
            get_with(get, |o| o.id("getTicket").summary("A ticket.").tag("tickets"))
                .put_with(update, |o| o.id("updateTicket").summary("Change what a ticket says.").tag("tickets"))
                .delete_with(delete, |o| o.id("deleteTicket").summary("Delete a ticket.").tag("tickets")),
        )
        .api_route(
            "/tickets/{id}/flow",
            post_with(flow, |o| o.id("moveTicket").summary("Move a ticket to another state.").tag("tickets")),
        )
        .api_route(
            "/tickets/{id}/follow-ups",
            get_with(follow_ups, |o| {
                o.id("listFollowUps").summary("What happened to a ticket, oldest first.").tag("tickets")
            })
            .post_with(follow_up, |o| {
                o.id("addFollowUp").summary("Reply to the customer, or note something for colleagues.").tag("tickets")
            }),
        )
        .api_route(
            "/tickets/{id}/assign",
            post_with(assign, |o| o.id("assignTicket").summary("Give a ticket to a user.").tag("tickets")),
        )
        .api_route(
            "/tickets/{id}/transfer",
            post_with(transfer, |o| o.id("transferTicket").summary("Hand one's ticket to a colleague.").tag("tickets")),
        )
        .api_route(
            "/tickets/{id}/assign-history",
            get_with(assign_history, |o| {
                o.id("listTicketAssignments").summary("Who had a ticket when, and why.").tag("tickets")
            }),
        )
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewTicket {
    #[garde(length(chars, max = 200), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 200))]
    pub subject: String,
    #[garde(length(chars, max = 20000))]
    #[schemars(length(max = 20000))]
    pub description: String,
    #[serde(default)]
    #[garde(skip)]
    pub priority: TicketPriority,
    #[garde(inner(length(chars, max = 64)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    pub category: Option<String>,
    #[garde(skip)]
    pub customer_id: Option<i64>,
    /// The conversation that it is about; the customer and the team come from there.
    #[garde(skip)]
    pub session_id: Option<i64>,
    #[garde(skip)]
    pub assignee_id: Option<i64>,
    #[garde(skip)]
    pub team_id: Option<i64>,
    /// The caller's own uploads, and files of the conversation.
    #[serde(default)]
    #[garde(length(max = 50))]
    #[schemars(length(max = 50))]
    pub file_ids: Vec<i64>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct UpdateTicket {
    #[garde(inner(length(chars, max = 200)), custom(kernel::text::not_blank_option))]
    #[schemars(length(min = 1, max = 200))]
    subject: Option<String>,
    #[garde(inner(length(chars, max = 20000)))]
    #[schemars(length(max = 20000))]
    description: Option<String>,
    #[garde(skip)]
    priority: Option<TicketPriority>,
    /// An empty one takes it away.
    #[garde(inner(length(chars, max = 64)), custom(kernel::text::is_name_option))]
    #[schemars(length(max = 64))]
    category: Option<String>,
    /// The version that the editor saw.
    #[garde(skip)]
    version: Option<i32>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct MoveTicket {
    #[garde(skip)]
    to: TicketStatus,
    /// The customer reads it, too.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    #[schemars(length(max = 5000))]
    note: String,
    #[garde(skip)]
    version: Option<i32>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct NewFollowUp {
    /// May be left empty when files come along.
    #[garde(length(chars, max = 5000))]
    #[schemars(length(max = 5000))]
    content: String,
    /// Hidden from the customer.
    #[serde(default)]
    #[garde(skip)]
    internal: bool,
    /// The caller's own uploads.
    #[serde(default)]
    #[garde(length(max = 10))]
    #[schemars(length(max = 10))]
    file_ids: Vec<i64>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct AssignTicket {
    #[garde(skip)]
    user_id: i64,
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    reason: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct TransferTicket {
    #[garde(skip)]
    user_id: i64,
    #[garde(length(chars, max = 500), custom(kernel::text::not_blank))]
    #[schemars(length(min = 1, max = 500))]
    reason: String,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct BatchAssignTickets {
    #[garde(length(min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    ticket_ids: Vec<i64>,
    #[garde(skip)]
    user_id: i64,
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    #[schemars(length(max = 500))]
    reason: String,
}

/// What became of each ticket of a batch.
#[derive(Debug, Default, Serialize, JsonSchema)]
struct TicketBatchResult {
    assigned: Vec<i64>,
    failed: Vec<TicketBatchFailure>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TicketBatchFailure {
    id: i64,
    message: String,
}

async fn list(
    caller: Allow<perm::TicketsRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<TicketCard>> {
    let mut tx = caller.begin(&app).await?;
    Ok(Reply(list::cards(&mut tx, &filter).await?))
}

async fn unassigned(
    caller: Allow<perm::TicketsRead>,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<List<TicketCard>> {
    let mut tx = caller.begin(&app).await?;
    let filter = Filter { unassigned: true, ..filter };
    Ok(Reply(list::cards(&mut tx, &filter).await?))
}

async fn create(
    caller: Allow<perm::TicketsWrite>,
    State(app): State<App>,
    Body(new): Body<NewTicket>,
) -> Result<Reply<Ticket>> {
    let mut tx = caller.begin(&app).await?;
    let draft = Draft {
        subject: new.subject,
        description: new.description,
        priority: new.priority,
        category: new.category,
        source: TicketSource::Agent,
        customer_id: new.customer_id,
        session_id: new.session_id,
        assignee_id: new.assignee_id,
        team_id: new.team_id.or_else(|| only_team(&tx)),
        file_ids: new.file_ids,
    };
    let id = ops::create(&mut tx, draft).await?;
    let ticket = view::ticket(&mut tx, id).await?;
    tx.commit(ticket).await
}

/// Someone who works in one team makes tickets for it.
fn only_team(tx: &TenantTx) -> Option<i64> {
    match (tx.principal().kind, &*tx.principal().teams) {
        (PrincipalKind::User, [team]) => Some(*team),
        _ => None,
    }
}

async fn get(caller: Allow<perm::TicketsRead>, State(app): State<App>, Path(p): Path<IdPath>) -> Result<Reply<Ticket>> {
    let mut tx = caller.begin(&app).await?;
    access::find(&mut tx, p.id).await?;
    Ok(Reply(view::ticket(&mut tx, p.id).await?))
}

async fn update(
    caller: Allow<perm::TicketsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(u): Body<UpdateTicket>,
) -> Result<Reply<Ticket>> {
    let mut tx = caller.begin(&app).await?;
    let edit = Edit {
        subject: u.subject,
        description: u.description,
        priority: u.priority,
        category: u.category,
        version: u.version,
    };
    ops::edit(&mut tx, p.id, edit).await?;
    let ticket = view::ticket(&mut tx, p.id).await?;
    tx.commit(ticket).await
}

#[derive(Debug, Serialize, JsonSchema)]
struct TicketDeleted {}

async fn delete(
    caller: Allow<perm::TicketsDelete>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<TicketDeleted>> {
    let mut tx = caller.begin(&app).await?;
    ops::delete(&mut tx, p.id).await?;
    tx.commit(TicketDeleted {}).await
}

async fn flow(
    caller: Allow<perm::TicketsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(m): Body<MoveTicket>,
) -> Result<Reply<Ticket>> {
    let mut tx = caller.begin(&app).await?;
    ops::flow(&mut tx, p.id, m.to, m.note.trim(), m.version).await?;
    let ticket = view::ticket(&mut tx, p.id).await?;
    tx.commit(ticket).await
}

async fn follow_ups(
    caller: Allow<perm::TicketsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<FollowUp>>> {
    let mut tx = caller.begin(&app).await?;
    access::find(&mut tx, p.id).await?;
    Ok(Reply(view::follow_ups(&mut tx, p.id, true).await?))
}

async fn follow_up(
    caller: Allow<perm::TicketsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(f): Body<NewFollowUp>,
) -> Result<Reply<FollowUp>> {
    let mut tx = caller.begin(&app).await?;
    let said =
        ops::follow_up(&mut tx, p.id, Saying { content: &f.content, internal: f.internal, file_ids: &f.file_ids })
            .await?;
    let all = view::follow_ups(&mut tx, p.id, true).await?;
    let follow_up = all.into_iter().find(|f| f.id == said).ok_or_else(Error::not_found)?;
    tx.commit(follow_up).await
}

async fn assign(
    caller: Allow<perm::TicketsAssign>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(a): Body<AssignTicket>,
) -> Result<Reply<Ticket>> {
    let mut tx = caller.begin(&app).await?;
    ops::assign(&mut tx, p.id, a.user_id, a.reason.trim()).await?;
    let ticket = view::ticket(&mut tx, p.id).await?;
    tx.commit(ticket).await
}

async fn batch_assign(
    caller: Allow<perm::TicketsAssign>,
    State(app): State<App>,
    Body(b): Body<BatchAssignTickets>,
) -> Result<Reply<TicketBatchResult>> {
    let mut tx = caller.begin(&app).await?;
    let mut result = TicketBatchResult::default();
    // In the order of ids, so that two batches cannot wait for each other.
    let mut ids = b.ticket_ids;
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        match ops::assign(&mut tx, id, b.user_id, b.reason.trim()).await {
            Ok(()) => result.assigned.push(id),
            // Refused by a rule, which touches nothing; the others go on.
            Err(e) if matches!(e.code.status, 404 | 409) => {
                result.failed.push(TicketBatchFailure { id, message: e.detail.unwrap_or_else(|| e.code.en.to_owned()) })
            }
            Err(e) => return Err(e),
        }
    }
    tx.commit(result).await
}

async fn transfer(
    caller: Allow<perm::TicketsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(t): Body<TransferTicket>,
) -> Result<Reply<Ticket>> {
    let mut tx = caller.begin(&app).await?;
    ops::transfer(&mut tx, p.id, t.user_id, t.reason.trim()).await?;
    let ticket = view::ticket(&mut tx, p.id).await?;
    tx.commit(ticket).await
}

async fn assign_history(
    caller: Allow<perm::TicketsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Vec<AssignmentRecord>>> {
    let mut tx = caller.begin(&app).await?;
    access::find(&mut tx, p.id).await?;
    Ok(Reply(history::read(&mut tx, p.id).await?))
}
