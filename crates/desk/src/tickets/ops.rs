//! What people do to tickets. Every change is announced with the whole card.

use kernel::{Error, PrincipalKind, Result, Stream, TenantTx};
use serde::Serialize;
use serde_json::json;

use super::{
    access,
    history::{self, Hand},
    model::{CLOSE_AFTER, GIVE_UP_AFTER, Head, TicketError, TicketPriority, TicketSource, TicketStatus},
    store::{self, NewFollowUp, NewRow},
    view::{self, AuthorKind, TicketCard},
};
use crate::{assignment::AssignmentKind, conversations, files};

/// What `ticket_update` says to staff.
#[derive(Serialize)]
struct StaffUpdate<'a> {
    ticket: &'a TicketCard,
}
/// And to the customer.
#[derive(Serialize)]
struct CustomerUpdate<'a> {
    ticket: CustomerCard<'a>,
}
#[derive(Serialize)]
struct CustomerCard<'a> {
    id: i64,
    no: &'a str,
    subject: &'a str,
    status: TicketStatus,
    updated_at: chrono::DateTime<chrono::Utc>,
}
/// What `ticket_removed` says.
#[derive(Serialize)]
struct Removed {
    id: i64,
}

/// Tells the assignee, whoever was it before, and the customer what the ticket now is. Call it last.
pub(super) async fn announce(tx: &mut TenantTx, id: i64, also: Option<i64>, customer_sees: bool) -> Result<()> {
    let row = view::row(tx, id).await?;
    let card = row.card(tx.now());
    let mut users: Vec<i64> = row.assignee_id.into_iter().chain(also).collect();
    users.dedup();
    for user in users {
        tx.emit(Stream::user(user), "ticket_update", &StaffUpdate { ticket: &card })?;
    }
    if let Some(customer) = row.customer_id.filter(|_| customer_sees) {
        let ticket =
            CustomerCard { id, no: &row.no, subject: &row.subject, status: row.status, updated_at: row.updated_at };
        tx.emit(Stream::customer(customer), "ticket_update", &CustomerUpdate { ticket })?;
    }
    Ok(())
}

fn author(tx: &TenantTx) -> AuthorKind {
    match tx.principal().kind {
        PrincipalKind::Customer => AuthorKind::Customer,
        PrincipalKind::System => AuthorKind::System,
        PrincipalKind::User | PrincipalKind::ApiKey => AuthorKind::User,
    }
}

/// What a new ticket is to be.
#[derive(Debug)]
pub struct Draft {
    pub subject: String,
    pub description: String,
    pub priority: TicketPriority,
    pub category: Option<String>,
    pub source: TicketSource,
    pub customer_id: Option<i64>,
    pub session_id: Option<i64>,
    pub assignee_id: Option<i64>,
    pub team_id: Option<i64>,
    pub file_ids: Vec<i64>,
}

pub async fn create(tx: &mut TenantTx, mut draft: Draft) -> Result<i64> {
    if let Some(session) = draft.session_id {
        adopt_session(tx, session, &mut draft).await?;
    }
    if let Some(customer) = draft.customer_id
        && !store::customer_exists(tx, customer).await?
    {
        return Err(Error::field("customerId", "names no customer"));
    }
    if let Some(team) = draft.team_id
        && !store::team_exists(tx, team).await?
    {
        return Err(Error::field("teamId", "names no team"));
    }
    if let Some(user) = draft.assignee_id {
        check_assignee(tx, user).await?;
    }
    let files = attachable(tx, &draft.file_ids, draft.session_id).await?;
    let id = store::insert(
        tx,
        NewRow {
            subject: draft.subject.trim(),
            description: draft.description.trim(),
            priority: draft.priority,
            category: draft.category.as_deref().filter(|c| !c.is_empty()),
            source: draft.source,
            customer_id: draft.customer_id,
            session_id: draft.session_id,
            assignee_id: draft.assignee_id,
            team_id: draft.team_id,
        },
    )
    .await?;
    store::attach(tx, id, None, &files).await?;
    if draft.assignee_id.is_some() {
        let kind = if draft.assignee_id == tx.user_id() { AssignmentKind::Claim } else { AssignmentKind::Assign };
        history::write(tx, Hand { ticket: id, kind, from: None, to: draft.assignee_id, reason: "" }).await?;
    }
    announce(tx, id, None, true).await?;
    if let Some(session) = draft.session_id {
        conversations::link_ticket(tx, session, id).await?;
    }
    Ok(id)
}

/// A ticket made from a conversation is about its customer and stays with its team.
async fn adopt_session(tx: &mut TenantTx, session: i64, draft: &mut Draft) -> Result<()> {
    let conversation = conversations::lock_for_staff(tx, session).await?;
    if draft.customer_id.is_some_and(|c| c != conversation.customer_id) {
        return Err(Error::field("customerId", "is not the customer of the conversation"));
    }
    draft.customer_id = Some(conversation.customer_id);
    draft.team_id = draft.team_id.or(conversation.team_id);
    draft.source = TicketSource::Session;
    Ok(())
}

/// What the caller may attach: its own uploads, and what was sent in the conversation.
async fn attachable(tx: &mut TenantTx, ids: &[i64], session: Option<i64>) -> Result<Vec<i64>> {
    let sent = match session {
        Some(session) if !ids.is_empty() => store::sent_in_session(tx, session, ids).await?,
        _ => Vec::new(),
    };
    let own: Vec<i64> = ids.iter().copied().filter(|id| !sent.contains(id)).collect();
    files::mine(tx, &own).await?;
    Ok(ids.to_vec())
}

async fn check_assignee(tx: &mut TenantTx, user: i64) -> Result<()> {
    match store::user_is_active(tx, user).await? {
        Some(true) => Ok(()),
        Some(false) => Err(TicketError::NotAvailable.into()),
        None => Err(Error::not_found()),
    }
}

/// What an editor changes; nothing given is nothing changed.
#[derive(Debug, Default)]
pub struct Edit {
    pub subject: Option<String>,
    pub description: Option<String>,
    pub priority: Option<TicketPriority>,
    /// An empty one takes it away.
    pub category: Option<String>,
    pub version: Option<i32>,
}

impl Edit {
    pub fn is_empty(&self) -> bool {
        self.subject.is_none() && self.description.is_none() && self.priority.is_none() && self.category.is_none()
    }
}

/// A customer corrects its ticket, as long as nobody has begun to work on it.
pub async fn correct(tx: &mut TenantTx, id: i64, change: Edit) -> Result<()> {
    let head = access::lock(tx, id).await?;
    if head.status != TicketStatus::Pending {
        return Err(TicketError::Frozen(head.status).into());
    }
    edit(tx, id, change).await
}

pub async fn edit(tx: &mut TenantTx, id: i64, edit: Edit) -> Result<()> {
    let mut head = access::lock(tx, id).await?;
    head.check_version(edit.version)?;
    head.check_open()?;
    if let Some(subject) = edit.subject {
        subject.trim().clone_into(&mut head.subject);
    }
    if let Some(description) = edit.description {
        description.trim().clone_into(&mut head.description);
    }
    if let Some(priority) = edit.priority {
        head.set_priority(priority);
    }
    if let Some(category) = edit.category {
        head.category = Some(category).filter(|c| !c.is_empty());
    }
    store::save(tx, &head).await?;
    announce(tx, id, None, true).await
}

/// Moves a ticket on, with a word about it that the customer reads, too.
pub async fn flow(tx: &mut TenantTx, id: i64, to: TicketStatus, note: &str, version: Option<i32>) -> Result<()> {
    let head = access::lock(tx, id).await?;
    head.check_version(version)?;
    shift(tx, head, to, note).await
}

/// The one place where a ticket changes its state: the rule, the row, the history, the news.
async fn shift(tx: &mut TenantTx, mut head: Head, to: TicketStatus, note: &str) -> Result<()> {
    let (now, from, had) = (tx.now(), head.status, head.assignee_id);
    head.move_to(to, now)?;
    if to == TicketStatus::Processing && head.assignee_id.is_none() {
        // Whoever begins to work on it has it.
        head.assignee_id = tx.user_id();
    }
    let by_staff = tx.principal().kind == PrincipalKind::User;
    if by_staff && !note.is_empty() && head.first_response_at.is_none() {
        head.first_response_at = Some(now);
    }
    store::save(tx, &head).await?;
    let author_kind = author(tx);
    store::insert_follow_up(
        tx,
        NewFollowUp { ticket: head.id, author_kind, content: note, internal: false, change: Some((from, to)) },
    )
    .await?;
    if head.assignee_id != had {
        let kind = if head.assignee_id.is_some() { AssignmentKind::Claim } else { AssignmentKind::Requeue };
        history::write(tx, Hand { ticket: head.id, kind, from: had, to: head.assignee_id, reason: note }).await?;
    }
    announce(tx, head.id, had, true).await
}

/// Gives a ticket to a user. Its state stays: the assignee begins when it begins (003 §3.5.1).
pub async fn assign(tx: &mut TenantTx, id: i64, user: i64, reason: &str) -> Result<()> {
    let head = access::lock(tx, id).await?;
    check_assignee(tx, user).await?;
    let kind = match head.assignee_id {
        _ if Some(user) == tx.user_id() => AssignmentKind::Takeover,
        None => AssignmentKind::Assign,
        Some(_) => AssignmentKind::Reassign,
    };
    hand_over(tx, head, user, kind, reason).await
}

/// The assignee hands its ticket to a colleague; whoever may assign can do it, too.
pub async fn transfer(tx: &mut TenantTx, id: i64, user: i64, reason: &str) -> Result<()> {
    let head = access::lock(tx, id).await?;
    let holds = head.assignee_id.is_some() && head.assignee_id == tx.user_id();
    if !holds && !tx.principal().can("tickets:assign") {
        return Err(TicketError::NotYours.into());
    }
    check_assignee(tx, user).await?;
    hand_over(tx, head, user, AssignmentKind::Transfer, reason).await
}

async fn hand_over(tx: &mut TenantTx, mut head: Head, user: i64, kind: AssignmentKind, reason: &str) -> Result<()> {
    head.check_open()?;
    let had = head.assignee_id;
    if had == Some(user) {
        return Ok(());
    }
    let id = head.id;
    head.assignee_id = Some(user);
    store::save(tx, &head).await?;
    history::write(tx, Hand { ticket: id, kind, from: had, to: Some(user), reason }).await?;
    tx.audit(
        "ticket.assign",
        format!("ticket/{id}"),
        json!({ "kind": kind, "from": had, "to": user, "reason": reason }),
    );
    announce(tx, id, had, true).await
}

pub async fn delete(tx: &mut TenantTx, id: i64) -> Result<()> {
    let head = access::lock(tx, id).await?;
    let row = view::row(tx, id).await?;
    tx.audit(
        "ticket.delete",
        format!("ticket/{id}"),
        json!({ "no": row.no, "subject": head.subject, "status": head.status }),
    );
    store::delete(tx, id).await?;
    let followers = row.assignee_id.map(Stream::user).into_iter().chain(row.customer_id.map(Stream::customer));
    for stream in followers {
        tx.emit(stream, "ticket_removed", &Removed { id })?;
    }
    Ok(())
}

/// Something that is said about a ticket.
pub struct Saying<'a> {
    pub content: &'a str,
    pub internal: bool,
    pub file_ids: &'a [i64],
}

/// Adds a follow-up and returns its id. An answer of the customer that was waited for sets the ticket going
/// again. A note leaves the time of the last change alone, because the customer sees that time.
pub async fn follow_up(tx: &mut TenantTx, id: i64, saying: Saying<'_>) -> Result<i64> {
    let mut head = access::lock(tx, id).await?;
    let by_customer = tx.principal().kind == PrincipalKind::Customer;
    if !saying.internal && !head.status.is_open() && (by_customer || head.status.is_final()) {
        return Err(TicketError::NoReplies(head.status).into());
    }
    let content = saying.content.trim();
    if content.is_empty() && saying.file_ids.is_empty() {
        return Err(Error::fields(vec![kernel::FieldError::required("content")]));
    }
    files::mine(tx, saying.file_ids).await?;
    let now = tx.now();
    let change = (by_customer && head.status == TicketStatus::WaitingCustomer)
        .then_some((head.status, TicketStatus::Processing));
    if let Some((_, to)) = change {
        head.move_to(to, now)?;
        store::save(tx, &head).await?;
    } else if !saying.internal {
        let answers = !by_customer && tx.principal().kind == PrincipalKind::User;
        let first = head.first_response_at.or(answers.then_some(now));
        store::touch(tx, id, first).await?;
    }
    let author_kind = author(tx);
    let said = store::insert_follow_up(
        tx,
        NewFollowUp { ticket: id, author_kind, content, internal: saying.internal, change },
    )
    .await?;
    store::attach(tx, id, Some(said), saying.file_ids).await?;
    announce(tx, id, None, !saying.internal).await?;
    Ok(said)
}

/// Adds a customer's file to its ticket.
pub async fn attach(tx: &mut TenantTx, id: i64, file: i64) -> Result<()> {
    let head = access::lock(tx, id).await?;
    head.check_open()?;
    if store::count_attachments(tx, id).await? >= ATTACHMENTS_MAX {
        return Err(Error::field("file", "is one too many: a ticket holds 100 files"));
    }
    store::attach(tx, id, None, &[file]).await?;
    store::touch(tx, id, head.first_response_at).await?;
    announce(tx, id, None, true).await
}

const ATTACHMENTS_MAX: i64 = 100;

/// Some tickets of one customer turned out to be another's; `false` when they are not all of the one.
pub async fn hand_to(tx: &mut TenantTx, ids: &[i64], from: i64, to: i64) -> Result<bool> {
    let moved = store::move_some_to_customer(tx, ids, from, to).await?;
    for id in &moved {
        announce(tx, *id, None, false).await?;
    }
    Ok(moved.len() == ids.len())
}

/// The customer says that it is not solved.
pub async fn reopen(tx: &mut TenantTx, id: i64, reason: &str) -> Result<()> {
    let head = access::lock(tx, id).await?;
    head.check_reopen(tx.now())?;
    shift(tx, head, TicketStatus::Processing, reason).await
}

pub async fn rate(tx: &mut TenantTx, id: i64, score: i16, comment: Option<String>) -> Result<()> {
    let mut head = access::lock(tx, id).await?;
    head.rate(score, comment, tx.now())?;
    store::save(tx, &head).await?;
    announce(tx, id, None, true).await
}

/// Ends what nobody contradicts: resolved tickets are closed, questions that stay unanswered count as
/// resolved. Returns how many; called again as long as there are some.
pub async fn expire(tx: &mut TenantTx, limit: i64) -> Result<usize> {
    let now = tx.now();
    let due = store::lock_expired(tx, now - CLOSE_AFTER, now - GIVE_UP_AFTER, limit).await?;
    for id in &due {
        let head = store::lock(tx, *id).await?;
        let to = if head.status == TicketStatus::Resolved { TicketStatus::Closed } else { TicketStatus::Resolved };
        shift(tx, head, to, "").await?;
    }
    Ok(due.len())
}
