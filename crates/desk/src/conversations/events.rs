//! Telling everyone who follows a conversation what it is now.

use kernel::{Result, Stream, TenantTx};
use serde::Serialize;

use super::{
    model::{Message, MessageKind, MySession, Session, Status},
    view::{self, ViewRow},
};

#[derive(Serialize)]
struct StaffUpdate<'a> {
    session: &'a Session,
}
#[derive(Serialize)]
pub(crate) struct CustomerUpdate<'a> {
    pub session: &'a MySession,
}
#[derive(Serialize)]
struct NewMessageEvent<'a> {
    message: &'a Message,
}

/// Who is told besides those who always are: the conversation's followers, its agent, its customer,
/// and the pool while it waits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Audience<'a> {
    /// Agents who had it, or to whom it was offered.
    pub also: &'a [i64],
    /// It has just left the queue: the pool must hear that, too.
    pub left_queue: bool,
    /// Nothing changed that the customer sees.
    pub staff_only: bool,
}

/// Announces the conversation as it now is. Call it last: what it tells is what a fetch after the commit returns.
pub(crate) async fn announce(tx: &mut TenantTx, id: i64, audience: Audience<'_>) -> Result<ViewRow> {
    let row = view::get(tx, id).await?;
    let (staff, customer) = (row.staff(), row.customer());
    let update = StaffUpdate { session: &staff };
    let mine = CustomerUpdate { session: &customer };
    let public = (!audience.staff_only).then_some(&mine);
    tx.emit_views(Stream::conversation(id), "session_update", public, &update)?;
    if let Some(mine) = public {
        tx.emit(Stream::customer(row.customer_id), "session_update", mine)?;
    }
    let mut users: Vec<i64> = audience.also.iter().copied().chain(row.assignee_id).chain(row.offered_to()).collect();
    users.sort_unstable();
    users.dedup();
    for user in users {
        tx.emit(Stream::user(user), "session_update", &update)?;
    }
    if row.status == Status::Queued || audience.left_queue {
        tx.emit(Stream::pool(), "session_update", &update)?;
    }
    Ok(row)
}

/// Announces a message; a note goes to staff alone.
pub(crate) fn announce_message(tx: &mut TenantTx, message: &Message) -> Result<()> {
    let (stream, event) = (Stream::conversation(message.session_id), NewMessageEvent { message });
    match message.kind {
        MessageKind::Note => tx.emit_views(stream, "note", None::<&NewMessageEvent<'_>>, &event),
        _ => tx.emit(stream, "message", &event),
    }
}
