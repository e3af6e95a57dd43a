//! What a socket does, in a transaction of its own. The HTTP handlers use the same two doors.

use garde::Validate;
use kernel::{App, Error, FieldError, Principal, Reply, Result};

use super::{
    messages,
    model::{Message, NewMessage},
    view::ViewRow,
};

/// Stores a message of the principal; the answer comes after the commit. Sending it again is harmless.
pub async fn send(app: &App, principal: &Principal, session: i64, new: NewMessage) -> Result<Message> {
    // A socket's frames have not been through `Body`, which checks the fields of requests.
    new.validate().map_err(|report| {
        Error::fields(
            report.iter().map(|(path, e)| FieldError::invalid(camel(&path.to_string()), e.to_string())).collect(),
        )
    })?;
    let mut tx = app.db().begin(principal).await?;
    let message = messages::post(&mut tx, session, &new).await?;
    let Reply(message) = tx.commit(message).await?;
    Ok(message)
}

/// The principal has read the conversation up to `seq`.
pub async fn mark_read(app: &App, principal: &Principal, session: i64, seq: i64) -> Result<()> {
    let mut tx = app.db().begin(principal).await?;
    let _: ViewRow = messages::read(&mut tx, session, seq).await?;
    tx.finish().await
}

fn camel(field: &str) -> String {
    match field {
        "client_message_id" => "clientMessageId".into(),
        "file_id" => "fileId".into(),
        other => other.into(),
    }
}
