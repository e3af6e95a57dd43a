//! The job that sends one message.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use kernel::{App, Error, Result, app::JobApp, db::TenantId};
use serde::{Deserialize, Serialize};

use super::{
    Channel,
    scrub::scrubbed,
    store::{self, Left, MailRow},
    transport::{self, MailError},
};
use crate::{
    Identity,
    senders::{self, Failure, Outgoing, Sender},
};

pub const NAME: &str = "send_mail";

/// Which message; what it says stays in the tenant's table.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMail {
    pub tenant: TenantId,
    pub mail: i64,
}

impl TaskHandler for SendMail {
    const IDENTIFIER: &'static str = NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let JobApp(app) = ctx.get_ext::<JobApp>().ok_or("the worker has no app")?;
        let identity = ctx.get_ext::<Identity>().ok_or("the worker knows no senders")?;
        send(app, identity, &self).await.map_err(|e| e.to_string())
    }
}

/// A mail, or a message to a provider that recognises repetitions, may be handed over twice when the process dies
/// between the answer and the commit; it is never lost. To other providers nothing is handed over twice.
async fn send(app: &App, identity: &Identity, job: &SendMail) -> Result<()> {
    let mut tx = app.db().begin_system(job.tenant).await?;
    let Some(mail) = store::lock_waiting(&mut tx, job.mail).await? else { return Ok(()) };
    let sender = senders::find(&mut tx, mail.channel).await?;
    let may_repeat = sender.as_ref().is_none_or(|s| s.kind.recognises_repetition());
    let hopeless = match &mail {
        _ if mail.expires_at.is_some_and(|at| at <= tx.now()) => Some("it was too late"),
        _ if mail.attempted_at.is_some() && !may_repeat => {
            Some("the program stopped while it was sent; nobody knows whether it left")
        }
        _ => None,
    };
    if let Some(why) = hopeless {
        store::mark_failed(&mut tx, mail.id, why, &scrubbed(mail.channel, &mail.body)).await?;
        return tx.finish().await;
    }
    store::mark_attempt(&mut tx, mail.id).await?;
    tx.finish().await?;
    let told = deliver(app, identity, job.tenant, &mail, sender.as_ref()).await;
    let mut tx = app.db().begin_system(job.tenant).await?;
    let kept = scrubbed(mail.channel, &mail.body);
    let outcome = match told {
        Ok(Way::Folder(path)) => {
            store::mark_sent(&mut tx, mail.id, &Left { path: Some(&path), provider_id: None, body: &mail.body })
                .await?;
            Ok(())
        }
        Ok(Way::Provider(id)) => {
            let id = Some(id.as_str()).filter(|id| !id.is_empty());
            store::mark_sent(&mut tx, mail.id, &Left { path: None, provider_id: id, body: &kept }).await?;
            Ok(())
        }
        Err(failure) => note(&mut tx, &mail, failure, may_repeat, &kept).await?,
    };
    tx.finish().await?;
    outcome
}

/// Puts a failure on record; an error makes the worker come again.
async fn note(
    tx: &mut kernel::TenantTx,
    mail: &MailRow,
    failure: Failure,
    may_repeat: bool,
    kept: &str,
) -> Result<Result<()>> {
    let said = failure.to_string();
    tracing::warn!(mail = mail.id, channel = mail.channel.as_str(), %said, "a message did not leave");
    let is_final = match failure {
        Failure::Final(_) => true,
        Failure::Unknown(_) => !may_repeat,
        Failure::Temporary(_) => false,
    };
    if is_final {
        store::mark_failed(tx, mail.id, &said, kept).await?;
        return Ok(Ok(()));
    }
    store::mark_failing(tx, mail.id, &said).await?;
    Ok(Err(Error::new(kernel::error::code::PROVIDER_UNAVAILABLE)))
}

enum Way {
    /// The file, relative to the data folder.
    Folder(String),
    /// What the provider calls it.
    Provider(String),
}

async fn deliver(
    app: &App,
    identity: &Identity,
    tenant: TenantId,
    mail: &MailRow,
    sender: Option<&Sender>,
) -> Result<Way, Failure> {
    let reference = format!("{tenant}-{}", mail.id);
    let Some(sender) = sender else {
        return at_home(app, &reference, mail.channel, &mail.recipient, &mail.subject, &mail.body).await;
    };
    let params = mail.params.as_deref().unwrap_or("{}");
    let params: std::collections::BTreeMap<String, String> =
        serde_json::from_str(params).map_err(|e| Failure::Final(e.to_string()))?;
    let params: Vec<_> = params.into_iter().collect();
    let message = Outgoing { to: &mail.recipient, text: &mail.body, params: &params, reference: &reference };
    senders::deliver(app, identity, sender, &message).await.map(Way::Provider)
}

/// By the operator's mail server, or into the folder.
async fn at_home(
    app: &App,
    reference: &str,
    channel: Channel,
    to: &str,
    subject: &str,
    body: &str,
) -> Result<Way, Failure> {
    let settings = app.settings();
    let file = |name: &str, content: &[u8]| transport::to_folder(&settings.data, name, content).map(Way::Folder);
    let told = match channel {
        Channel::Mail => match transport::compose(settings, to, subject, body) {
            Ok(message) => match &settings.smtp_url {
                Some(url) => transport::by_smtp(url, message).await.map(|()| Way::Provider(String::new())),
                None => file(&format!("{reference}.eml"), &message.formatted()),
            },
            Err(e) => Err(e),
        },
        Channel::Sms | Channel::Wecom | Channel::Dingtalk => {
            file(&format!("{reference}.txt"), format!("To: {to}\n\n{body}\n").as_bytes())
        }
    };
    told.map_err(|e| if e.is_final() { Failure::Final(e.to_string()) } else { Failure::Temporary(e.to_string()) })
}

/// One message, at once, for who wants to see whether it works.
pub(crate) async fn deliver_at_home(
    app: &App,
    channel: Channel,
    to: &str,
    subject: &str,
    body: &str,
) -> Result<String, Failure> {
    let reference = format!("test-{}", app.now().timestamp_millis());
    match at_home(app, &reference, channel, to, subject, body).await? {
        Way::Folder(path) => Ok(path),
        Way::Provider(id) => Ok(id),
    }
}

impl MailError {
    /// The server, or the address, will not have it another time either.
    fn is_final(&self) -> bool {
        match self {
            Self::Address(_) | Self::Message(_) => true,
            Self::Smtp(e) => e.is_permanent(),
            Self::Folder(_) => false,
        }
    }
}
