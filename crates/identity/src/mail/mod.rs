//! Mails: written in the transaction of their cause, sent by a job after it committed. By SMTP when
//! the operator set a server; otherwise into a folder under the data folder, where the console shows
//! them.
//!
//! States: waiting -> sent | failing (the job tries again with growing pauses).

mod http;
mod job;
mod store;
mod transport;

pub use http::routes;
pub use job::SendMail;

use kernel::{Result, TenantTx};

pub struct Letter {
    pub subject: String,
    pub body: String,
}

/// Puts a letter on its way; it leaves when the transaction commits.
pub async fn send(tx: &mut TenantTx, to: &str, letter: &Letter) -> Result<i64> {
    let id = store::insert(tx, to, letter).await?;
    let job = SendMail { tenant: tx.tenant(), mail: id };
    tx.enqueue(job::NAME, &job).await?;
    Ok(id)
}
