//! By what a tenant's messages leave: SMS through Aliyun, notices through WeCom and DingTalk. A channel without a
//! sender keeps its messages in the outbox, where the console shows them. Mails go by the operator's server.
//!
//! Invariants: a provider that does not recognise a repetition is asked once for a message, also when the program
//! dies in between; what a provider refuses for good is not tried again; secrets do not come back out.

mod aliyun;
mod dingtalk;
mod http;
mod model;
mod store;
mod wecom;

pub use http::routes;
pub use model::{Failure, Sender, SenderKind, SenderSettings};
pub(crate) use store::find;

use std::time::Duration;

use kernel::{App, outbound::OutboundError};
use moka::future::Cache;

use crate::Identity;

/// A message as a provider needs it.
pub struct Outgoing<'a> {
    /// A phone, or who the provider knows its people by. Robots speak to their group.
    pub to: &'a str,
    pub text: &'a str,
    /// For providers that send a text of their own: what goes into it.
    pub params: &'a [(String, String)],
    /// Ours, for the provider's records.
    pub reference: &'a str,
}

/// Hands a message to its provider; answers with what the provider calls it.
pub(crate) async fn deliver(
    app: &App,
    identity: &Identity,
    sender: &Sender,
    message: &Outgoing<'_>,
) -> Result<String, Failure> {
    match sender.kind {
        SenderKind::AliyunSms => aliyun::send(app, sender, message).await,
        SenderKind::WecomApp => wecom::send_as_app(app, identity.tokens(), sender, message).await,
        SenderKind::WecomRobot => wecom::send_as_robot(app, sender, message).await,
        SenderKind::DingtalkApp => dingtalk::send_as_app(app, identity.tokens(), sender, message).await,
        SenderKind::DingtalkRobot => dingtalk::send_as_robot(app, sender, message).await,
    }
}

/// Access tokens of apps at providers, which want them kept for their two hours.
pub(crate) struct Tokens(Cache<String, String>);

impl Default for Tokens {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(100 * 60)).build())
    }
}

impl Tokens {
    /// Those who ask at once ask the provider once. The secret is in the key: a changed one is another app.
    async fn get(
        &self,
        sender: &Sender,
        ask: impl Future<Output = Result<String, Failure>>,
    ) -> Result<String, Failure> {
        self.0.try_get_with(key(sender), ask).await.map_err(|e| (*e).clone())
    }
    async fn forget(&self, sender: &Sender) {
        self.0.invalidate(&key(sender)).await;
    }
}

fn key(sender: &Sender) -> String {
    kernel::secret::digest(&format!("{:?}\n{}\n{}", sender.kind, sender.settings.app_id, sender.secret))
}

impl From<OutboundError> for Failure {
    fn from(e: OutboundError) -> Self {
        let said = e.to_string();
        match e {
            OutboundError::Url | OutboundError::Private => Self::Final(said),
            OutboundError::Unreachable(_) => Self::Temporary(said),
            OutboundError::Slow | OutboundError::TooLong | OutboundError::Broken(_) | OutboundError::Garbage(_) => {
                Self::Unknown(said)
            }
        }
    }
}
