//! Messages: posting one, reading pages of them, and read marks.

use kernel::{Error, Principal, PrincipalKind, Result, Stream, TenantTx, db, error::code};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    access,
    events::{Audience, announce, announce_message},
    model::{Message, MessageKind, NewMessage, NewMessageKind, Sender, SenderKind, SessionError, Status, preview},
    store::{self, Conversation, MessageRow, Post, Window},
    view::ViewRow,
};
use crate::files;

/// A page of a conversation's messages.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessagePage {
    /// By rising `seq`.
    pub list: Vec<Message>,
    pub has_more: bool,
    /// A position of the stream `conversation/{id}` that this page reflects: follow it from here.
    pub stream_seq: i64,
}

fn sender_of(principal: &Principal) -> Result<(SenderKind, i64)> {
    match principal.kind {
        PrincipalKind::Customer if principal.can("portal:chat") => Ok((SenderKind::Customer, principal.id)),
        PrincipalKind::User if principal.can("sessions:serve") => Ok((SenderKind::User, principal.id)),
        _ => Err(Error::new(code::DENIED)),
    }
}

/// Whether the sender may add such a message now.
fn admit(c: &Conversation, sender: (SenderKind, i64), kind: NewMessageKind) -> Result<(), SessionError> {
    match (sender, kind, c.status) {
        // Notes are the staff's own and may follow a conversation that is over.
        ((SenderKind::User, _), NewMessageKind::Note, _) => Ok(()),
        (_, _, Status::Closed) => Err(SessionError::NoMessages(c.status)),
        ((SenderKind::User, user), _, Status::Active) if c.assignee_id == Some(user) => Ok(()),
        ((SenderKind::User, _), _, Status::Active) => Err(SessionError::Taken),
        ((SenderKind::User, _), _, Status::Queued) => Err(SessionError::NoMessages(c.status)),
        _ => Ok(()),
    }
}

/// Posts a message as the calling principal. Posting the same one again returns the one that is there.
pub async fn post(tx: &mut TenantTx, session: i64, new: &NewMessage) -> Result<Message> {
    let sender = sender_of(tx.principal())?;
    // Hexadecimal digits have two spellings (RFC 9562 §4); a repeat in the other one is a repeat.
    let new = &NewMessage { client_message_id: new.client_message_id.to_ascii_lowercase(), ..new.clone() };
    new.check().map_err(|field| Error::fields(vec![field]))?;
    let c = match sender.0 {
        SenderKind::Customer if new.kind == NewMessageKind::Note => {
            return Err(Error::field("kind", "notes are for staff"));
        }
        SenderKind::Customer => access::lock_own(tx, session).await?,
        _ => access::lock_for_staff(tx, session).await?,
    };
    if let Err(refusal) = admit(&c, sender, new.kind) {
        // The acknowledgement may have got lost, and the state changed since.
        return match store::find_sent(tx, c.id, sender.0, sender.1, &new.client_message_id).await? {
            Some(row) => shown(tx, vec![row]).await?.pop().ok_or_else(Error::not_found),
            None => Err(refusal.into()),
        };
    }
    let name = tx.principal().name.clone();
    write(tx, &c, sender, &name, new).await
}

async fn write(
    tx: &mut TenantTx,
    c: &Conversation,
    sender: (SenderKind, i64),
    name: &str,
    new: &NewMessage,
) -> Result<Message> {
    let file = match new.file_id {
        Some(id) => files::mine(tx, &[id]).await?.pop(),
        None => None,
    };
    let kind = MessageKind::from(new.kind);
    let line = preview(file.as_ref().map_or(&new.content, |f| &f.name));
    let post = Post {
        client_message_id: &new.client_message_id,
        kind,
        content: &new.content,
        file_id: new.file_id,
        sender_kind: sender.0,
        sender_id: sender.1,
        sender_name: name,
        preview: &line,
    };
    let Some(posted) = store::post(tx, c.id, &post).await? else {
        let row = store::find_sent(tx, c.id, sender.0, sender.1, &new.client_message_id)
            .await?
            .ok_or_else(Error::not_found)?;
        return shown(tx, vec![row]).await?.pop().ok_or_else(Error::not_found);
    };
    let message = Message {
        id: posted.id,
        session_id: c.id,
        seq: posted.seq,
        client_message_id: new.client_message_id.clone(),
        kind,
        content: new.content.clone(),
        file,
        sender: Sender { kind: sender.0, id: Some(sender.1), name: name.to_owned() },
        created_at: posted.created_at,
    };
    announce_message(tx, &message)?;
    announce(tx, c.id, Audience { staff_only: kind == MessageKind::Note, ..Audience::default() }).await?;
    Ok(message)
}

async fn shown(tx: &mut TenantTx, rows: Vec<MessageRow>) -> Result<Vec<Message>> {
    let ids: Vec<i64> = rows.iter().filter_map(|r| r.file_id).collect();
    let files = files::refs(tx, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|r| Message {
            id: r.id,
            session_id: r.conversation_id,
            seq: r.seq,
            client_message_id: r.client_message_id,
            kind: r.kind,
            content: r.content,
            file: r.file_id.and_then(|id| files.get(&id).cloned()),
            sender: Sender { kind: r.sender_kind, id: r.sender_id, name: r.sender_name },
            created_at: r.created_at,
        })
        .collect())
}

/// A page; the stream's position is read first, so that what comes in between is seen twice, never missed.
pub async fn page(tx: &mut TenantTx, session: i64, window: Window, notes: bool, limit: usize) -> Result<MessagePage> {
    let stream_seq = db::stream_seq(tx, &Stream::conversation(session)).await?;
    // One more than asked tells whether there is more.
    let probe = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = store::messages(tx, session, window, notes, probe).await?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    if matches!(window, Window::Before(_)) {
        rows.reverse();
    }
    Ok(MessagePage { list: shown(tx, rows).await?, has_more, stream_seq })
}

/// The caller has read up to `seq`. Only the agent who serves and the customer leave a mark; others merely look.
pub async fn read(tx: &mut TenantTx, session: i64, seq: i64) -> Result<ViewRow> {
    let customer = tx.principal().kind == PrincipalKind::Customer;
    let moved = if customer {
        let c = access::lock_own(tx, session).await?;
        store::read_by_customer(tx, c.id, seq.min(c.public_seq)).await?
    } else {
        let c = access::lock_for_staff(tx, session).await?;
        let mine = c.assignee_id.is_some() && c.assignee_id == tx.user_id();
        mine && store::read_by_staff(tx, c.id, seq.min(c.message_seq)).await?
    };
    if moved { announce(tx, session, Audience::default()).await } else { super::view::get(tx, session).await }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn conversation(status: Status) -> Conversation {
        let assignee_id = (status != Status::Queued).then_some(7);
        Conversation {
            id: 1,
            status,
            customer_id: 2,
            team_id: None,
            assignee_id,
            message_seq: 0,
            public_seq: 0,
            rated_at: None,
            queued_at: DateTime::UNIX_EPOCH,
            assigned_at: None,
        }
    }

    #[test]
    fn who_may_write_depends_on_the_state_and_on_who_serves() {
        use NewMessageKind::{File, Note, Text};
        let (agent, other, customer) = ((SenderKind::User, 7), (SenderKind::User, 8), (SenderKind::Customer, 2));
        let allowed = |status, sender, kind| admit(&conversation(status), sender, kind).is_ok();
        for status in Status::ALL {
            assert!(allowed(status, agent, Note) && allowed(status, other, Note));
            assert_eq!(allowed(status, agent, Text), status == Status::Active);
            assert!(!allowed(status, other, Text) && !allowed(status, other, File));
            assert_eq!(allowed(status, customer, Text), status != Status::Closed);
        }
        assert_eq!(admit(&conversation(Status::Active), other, Text), Err(SessionError::Taken));
    }
}
