//! Mails and short messages: written in the transaction of their cause, sent by a job after it committed.
//! Mails go by SMTP when the operator set a server; everything else goes into a folder under the data
//! folder, where the console shows it.
//!
//! States: waiting -> sent | failing (the job tries again with growing pauses).

mod http;
mod job;
mod store;
mod transport;

pub use http::routes;
pub use job::SendMail;

use kernel::{Result, TenantTx};
use schemars::JsonSchema;
use serde::Serialize;

pub struct Letter {
    pub subject: String,
    pub body: String,
}

/// By which way a message leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Channel {
    Mail,
    Sms,
}

/// Puts a letter on its way; it leaves when the transaction commits.
pub async fn send(tx: &mut TenantTx, to: &str, letter: &Letter) -> Result<i64> {
    put_on_its_way(tx, Channel::Mail, to, letter, None).await
}

/// The same for a letter that speaks of a customer: it goes when they are erased.
pub async fn send_about(tx: &mut TenantTx, customer: i64, to: &str, letter: &Letter) -> Result<i64> {
    put_on_its_way(tx, Channel::Mail, to, letter, Some(customer)).await
}

/// Puts a short message to a phone on its way.
pub async fn send_text(tx: &mut TenantTx, phone: &str, text: &str) -> Result<i64> {
    put_on_its_way(tx, Channel::Sms, phone, &Letter { subject: String::new(), body: text.to_owned() }, None).await
}

async fn put_on_its_way(
    tx: &mut TenantTx,
    channel: Channel,
    to: &str,
    letter: &Letter,
    about: Option<i64>,
) -> Result<i64> {
    let id = store::insert(tx, channel, to, letter, about).await?;
    let job = SendMail { tenant: tx.tenant(), mail: id };
    tx.enqueue(job::NAME, &job).await?;
    Ok(id)
}
