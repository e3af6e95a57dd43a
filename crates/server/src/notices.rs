//! Mails about archive applications, for those who are away when something happens to one: whom it concerns is
//! the desk's, whether they are here and the mail itself are identity's.

use desk::archiving::{self, ApplicationStatus, Notice, Told};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use identity::{mail::Letter, sign_in};
use kernel::{App, Result, app::JobApp};
use serde::{Deserialize, Serialize};

/// Who did nothing for this long is away: an open console asks for something every minute.
const AWAY_AFTER: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

pub fn jobs(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<ArchiveNotice>()
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
struct ArchiveNotice(Notice);

impl TaskHandler for ArchiveNotice {
    const IDENTIFIER: &'static str = archiving::NOTICE_JOB;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(JobApp(app)) = ctx.get_ext::<JobApp>() else { return Err("the job has no app".to_owned()) };
        send(app, &self.0).await.map_err(|e| e.to_string())
    }
}

async fn send(app: &App, notice: &Notice) -> Result<()> {
    let mut tx = app.db().begin_system(notice.tenant).await?;
    let since = tx.now() - AWAY_AFTER;
    if sign_in::was_here(&mut tx, notice.user, since).await? {
        return Ok(());
    }
    let Some(told) = archiving::notice(&mut tx, notice).await? else { return Ok(()) };
    let link = format!("{}/console/archive/applications/{}", app.settings().public_url, notice.application);
    identity::mail::send_about(&mut tx, told.customer.id, &told.email, &letter(&told, &link)).await?;
    tx.finish().await
}

fn letter(told: &Told, link: &str) -> Letter {
    let (name, customer) = (&told.name, &told.customer.name);
    let applicant = told.applicant.as_deref().unwrap_or_default();
    let opinion = told.opinion.as_deref();
    match told.locale.as_str() {
        "en" => {
            let opinion = opinion.map_or(String::new(), |o| format!("\nThe reviewer says: {o}\n"));
            let (subject, body) = match told.status {
                ApplicationStatus::Approved => (
                    format!("Approved: {customer} is on file"),
                    format!("your application to put {customer} on file was approved.\n{opinion}"),
                ),
                ApplicationStatus::Rejected => (
                    format!("Sent back: the application for {customer}"),
                    format!("your application to put {customer} on file was sent back.\n{opinion}"),
                ),
                _ => (
                    format!("To be reviewed: the application for {customer}"),
                    format!("{applicant} asks to put {customer} on file. Please look at the application.\n"),
                ),
            };
            Letter { subject, body: format!("Hello {name},\n\n{body}\n{link}\n") }
        }
        _ => {
            let opinion = opinion.map_or(String::new(), |o| format!("审核意见：{o}\n"));
            let (subject, body) = match told.status {
                ApplicationStatus::Approved => {
                    (format!("归档申请已通过：{customer}"), format!("您为{customer}提交的归档申请已通过。\n{opinion}"))
                }
                ApplicationStatus::Rejected => {
                    (format!("归档申请被退回：{customer}"), format!("您为{customer}提交的归档申请被退回。\n{opinion}"))
                }
                _ => (
                    format!("待审核的归档申请：{customer}"),
                    format!("{applicant}提交了{customer}的归档申请，请审核。\n"),
                ),
            };
            Letter { subject, body: format!("{name}，您好：\n\n{body}\n{link}\n") }
        }
    }
}
