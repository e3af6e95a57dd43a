//! Messages that leave the house, by mail, SMS, WeCom or DingTalk: written in the transaction of their cause, sent
//! by a job after it committed. Mails go by SMTP when the operator set a server, the others by the tenant's
//! [`crate::senders`]; what has no way out goes into a folder under the data folder, where the console shows it.
//!
//! States: waiting -> sent | failing (the job tries again with growing pauses) | failed (refused for good, too
//! late, or nobody knows whether it left).

mod http;
mod job;
mod scrub;
mod store;
mod transport;

pub use http::routes;
pub use job::SendMail;
pub(crate) use job::deliver_at_home;
pub use transport::check_server;

use chrono::TimeDelta;
use kernel::{Result, TenantTx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use store::NewMessage;

pub struct Letter {
    pub subject: String,
    pub body: String,
}

/// A text of which some providers keep the words, and are told only what goes into them.
pub struct ShortMessage {
    pub text: String,
    pub template: &'static str,
    pub params: Vec<(&'static str, String)>,
    /// Not sent after this.
    pub life: Option<TimeDelta>,
}

/// By which way a message leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Channel {
    Mail,
    Sms,
    Wecom,
    Dingtalk,
}

impl Channel {
    pub const ALL: [Self; 4] = [Self::Mail, Self::Sms, Self::Wecom, Self::Dingtalk];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Wecom => "wecom",
            Self::Dingtalk => "dingtalk",
        }
    }
}

/// Puts a letter on its way; it leaves when the transaction commits.
pub async fn send(tx: &mut TenantTx, to: &str, letter: &Letter) -> Result<i64> {
    put_on_its_way(tx, &NewMessage::letter(to, letter)).await
}

/// The same for a letter that speaks of a customer: it goes when they are erased.
pub async fn send_about(tx: &mut TenantTx, customer: i64, to: &str, letter: &Letter) -> Result<i64> {
    put_on_its_way(tx, &NewMessage { about: Some(customer), ..NewMessage::letter(to, letter) }).await
}

/// Puts a short message to a phone on its way.
pub async fn send_text(tx: &mut TenantTx, phone: &str, message: &ShortMessage) -> Result<i64> {
    let params: serde_json::Map<_, _> =
        message.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into())).collect();
    let params = serde_json::Value::Object(params).to_string();
    let new = NewMessage {
        template: Some(message.template),
        params: Some(&params),
        expires_at: message.life.map(|life| tx.now() + life),
        ..NewMessage::plain(Channel::Sms, phone, &message.text)
    };
    put_on_its_way(tx, &new).await
}

/// Puts a notice on its way to a member at WeCom or DingTalk, or to the group of the channel's robot.
pub async fn send_notice(tx: &mut TenantTx, channel: Channel, to: &str, text: &str) -> Result<i64> {
    put_on_its_way(tx, &NewMessage::plain(channel, to, text)).await
}

async fn put_on_its_way(tx: &mut TenantTx, message: &NewMessage<'_>) -> Result<i64> {
    let id = store::insert(tx, message).await?;
    let job = SendMail { tenant: tx.tenant(), mail: id };
    tx.enqueue(job::NAME, &job).await?;
    Ok(id)
}
