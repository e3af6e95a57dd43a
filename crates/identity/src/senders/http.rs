//! `/settings/senders`: which channel sends by what, and a try.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with, put_with},
};
use axum::{Extension, extract::State};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Allow, App, Body, Error, FieldError, Path, Reply, Result, perm, text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Failure, Outgoing, Sender, SenderKind, SenderSettings, deliver, store};
use crate::{
    Identity,
    mail::{self, Channel},
    sign_in::Done,
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/settings/senders",
            get_with(list, |o| o.id("listSenders").summary("By what each channel sends.").tag("settings")),
        )
        .api_route(
            "/settings/senders/{channel}",
            put_with(put, |o| o.id("putSender").summary("Set a channel's sender.").tag("settings"))
                .delete_with(delete, |o| {
                    o.id("deleteSender").summary("Keep a channel's messages in the outbox.").tag("settings")
                }),
        )
        .api_route(
            "/settings/senders/{channel}/test",
            post_with(test, |o| {
                o.id("testSender").summary("Send a message at once, and tell what the provider said.").tag("settings")
            }),
        )
}

#[derive(Debug, Deserialize, JsonSchema)]
struct ChannelPath {
    #[schemars(with = "Channel")]
    channel: String,
}

impl ChannelPath {
    fn channel(&self) -> Result<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.as_str() == self.channel).ok_or_else(Error::not_found)
    }
}

/// A channel, and by what it sends: a provider, the operator's mail server, or nothing (the outbox keeps it).
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ChannelSender {
    channel: Channel,
    sender: Option<SenderKind>,
    /// The operator's mail server sends it.
    by_mail_server: bool,
    settings: Option<SenderSettings>,
    updated_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
struct SenderToSave {
    #[garde(skip)]
    sender: SenderKind,
    #[garde(dive)]
    #[serde(default)]
    settings: SenderSettings,
    /// The one that is kept stays when this is left out.
    #[garde(inner(length(min = 1, max = 256), ascii))]
    #[schemars(length(min = 1, max = 256))]
    secret: Option<String>,
    /// What stands in a robot's webhook address; the one that is kept stays when this is left out.
    #[garde(inner(length(min = 1, max = 256), ascii))]
    #[schemars(length(min = 1, max = 256))]
    token: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
struct TestMessage {
    /// A phone, an address, or who the provider knows the person by. A robot speaks to its group.
    #[garde(inner(length(max = 254)))]
    #[schemars(length(max = 254))]
    to: Option<String>,
}

/// What came of it, in the provider's own words.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct TestResult {
    delivered: bool,
    /// The error, or what the provider calls the message.
    said: String,
    /// Another try might do.
    temporary: bool,
}

async fn list(caller: Allow<perm::SettingsRead>, State(app): State<App>) -> Result<Reply<Vec<ChannelSender>>> {
    let mut tx = caller.begin(&app).await?;
    channels(&app, store::list(&mut tx).await?).map(Reply)
}

fn channels(app: &App, set: Vec<(Channel, Sender, DateTime<Utc>)>) -> Result<Vec<ChannelSender>> {
    let mut set: std::collections::HashMap<_, _> = set.into_iter().map(|(c, s, at)| (c, (s, at))).collect();
    let shown = Channel::ALL.map(|channel| {
        let (sender, updated_at) = set.remove(&channel).unzip();
        ChannelSender {
            channel,
            sender: sender.as_ref().map(|s: &Sender| s.kind),
            by_mail_server: channel == Channel::Mail && app.settings().smtp_url.is_some(),
            settings: sender.map(|s| s.settings),
            updated_at,
        }
    });
    Ok(shown.into())
}

async fn put(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Path(p): Path<ChannelPath>,
    Body(body): Body<SenderToSave>,
) -> Result<Reply<Vec<ChannelSender>>> {
    let channel = p.channel()?;
    if body.sender.channel() != channel {
        return Err(Error::field("sender", "does not send on this channel"));
    }
    let mut tx = caller.begin(&app).await?;
    let kept = store::find(&mut tx, channel).await?.filter(|kept| kept.kind == body.sender);
    let (secret, token) = (text::filled(&body.secret), text::filled(&body.token));
    let sender = Sender {
        kind: body.sender,
        settings: body.settings,
        secret: secret.map(str::to_owned).or(kept.as_ref().map(|k| k.secret.clone())).unwrap_or_default(),
        token: token.map(str::to_owned).or(kept.map(|k| k.token)).unwrap_or_default(),
    };
    let missing = sender.missing();
    if !missing.is_empty() {
        return Err(Error::fields(missing));
    }
    store::save(&mut tx, &sender).await?;
    let detail = json!({ "sender": sender.kind, "settings": sender.settings, "secretChanged": secret.is_some() || token.is_some() });
    tx.audit("settings.sender", format!("settings/senders/{}", channel.as_str()), detail);
    let shown = channels(&app, store::list(&mut tx).await?)?;
    tx.commit(shown).await
}

async fn delete(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Path(p): Path<ChannelPath>,
) -> Result<Reply<Done>> {
    let channel = p.channel()?;
    let mut tx = caller.begin(&app).await?;
    store::delete(&mut tx, channel).await?;
    tx.audit("settings.sender", format!("settings/senders/{}", channel.as_str()), json!({ "deleted": true }));
    tx.commit(Done {}).await
}

/// Nothing is kept of it but that it was done; no transaction is open while the provider is asked.
async fn test(
    caller: Allow<perm::SettingsWrite>,
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(p): Path<ChannelPath>,
    Body(body): Body<TestMessage>,
) -> Result<Reply<TestResult>> {
    let channel = p.channel()?;
    let to = text::filled(&body.to).unwrap_or_default();
    let mut tx = caller.begin(&app).await?;
    let sender = store::find(&mut tx, channel).await?;
    let speaks_to_group =
        matches!(sender.as_ref().map(|s| s.kind), Some(SenderKind::WecomRobot | SenderKind::DingtalkRobot));
    if to.is_empty() && !speaks_to_group {
        return Err(Error::fields(vec![FieldError::required("to")]));
    }
    tx.audit("settings.sender_test", format!("settings/senders/{}", channel.as_str()), json!({}));
    tx.finish().await?;
    let tenant = app.db().tenant(caller.principal.tenant).await?;
    let subject = "Polydesk";
    let words = format!("{}: test message / 测试消息 {}", tenant.name, app.now().format("%F %T UTC"));
    let told = match sender {
        Some(sender) => {
            let params = [("code".to_owned(), "123456".to_owned())];
            let reference = format!("{}-test", tenant.id);
            let message = Outgoing { to, text: &words, params: &params, reference: &reference };
            deliver(&app, &identity, &sender, &message).await
        }
        None => mail::deliver_at_home(&app, channel, to, subject, &words).await,
    };
    Ok(Reply(match told {
        Ok(said) => TestResult { delivered: true, said, temporary: false },
        Err(Failure::Final(said)) => TestResult { delivered: false, said, temporary: false },
        Err(Failure::Temporary(said) | Failure::Unknown(said)) => {
            TestResult { delivered: false, said, temporary: true }
        }
    }))
}
