//! The job that sends one mail.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use kernel::{App, Error, Result, app::JobApp, db::TenantId};
use serde::{Deserialize, Serialize};

use super::{Channel, http::without_tokens, store, transport};

pub const NAME: &str = "send_mail";

/// Which mail; what it says stays in the tenant's table.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMail {
    pub tenant: TenantId,
    pub mail: i64,
}

impl TaskHandler for SendMail {
    const IDENTIFIER: &'static str = NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let JobApp(app) = ctx.get_ext::<JobApp>().ok_or("the worker has no app")?;
        send(app, &self).await.map_err(|e| e.to_string())
    }
}

/// A mail may go out twice when the process dies between the server's answer and the commit; it is
/// never lost.
async fn send(app: &App, job: &SendMail) -> Result<()> {
    let mut tx = app.db().begin_system(job.tenant).await?;
    let Some(mail) = store::lock_waiting(&mut tx, job.mail).await? else { return Ok(()) };
    drop(tx);
    let sent = deliver(app, job, &mail).await;
    let mut tx = app.db().begin_system(job.tenant).await?;
    match &sent {
        Ok(Some(path)) => store::mark_sent(&mut tx, mail.id, Some(path), &mail.body).await?,
        Ok(None) => store::mark_sent(&mut tx, mail.id, None, &without_tokens(&mail.body)).await?,
        Err(e) => store::mark_failed(&mut tx, mail.id, &e.to_string()).await?,
    }
    tx.finish().await?;
    sent.map(drop).map_err(Error::internal)
}

/// The path of the file, when that is where it went.
async fn deliver(app: &App, job: &SendMail, mail: &store::MailRow) -> Result<Option<String>, transport::MailError> {
    let settings = app.settings();
    let file = |name: &str, content: &[u8]| transport::to_folder(&settings.data, name, content).map(Some);
    match mail.channel {
        Channel::Sms => file(
            &format!("{}-{}.txt", job.tenant, mail.id),
            format!("To: {}\n\n{}\n", mail.recipient, mail.body).as_bytes(),
        ),
        Channel::Mail => {
            let message = transport::compose(settings, mail)?;
            match &settings.smtp_url {
                Some(url) => transport::by_smtp(url, message).await.map(|()| None),
                None => file(&format!("{}-{}.eml", job.tenant, mail.id), &message.formatted()),
            }
        }
    }
}
