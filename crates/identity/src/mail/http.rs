//! `/mail-outbox`.

use aide::axum::{ApiRouter, routing::get_with};
use axum::extract::State;
use chrono::{DateTime, Utc};
use kernel::{
    Allow, App, List, Page, PageQuery, Principal, Query, Reply, Result,
    contact::{mask_email, mask_phone},
    perm::{self, Permission},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{
    Channel,
    scrub::scrubbed,
    store::{self, MailRow},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/mail-outbox",
        get_with(list, |o| {
            o.id("listMails")
                .summary("Messages that left or wait, and those that the outbox folder keeps, newest first.")
                .tag("mail")
        }),
    )
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxMail {
    pub id: i64,
    pub channel: Channel,
    /// An address, or a phone; masked for those who may not reveal them.
    pub to: String,
    /// Short messages have none.
    pub subject: String,
    pub text: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    /// The file, relative to the data folder, when no mail server is set.
    pub path: Option<String>,
    pub state: MessageState,
    /// What went wrong last, in the provider's words.
    pub error: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MessageState {
    Waiting,
    /// Tried, and tried again later.
    Failing,
    /// Given up.
    Failed,
    Sent,
    /// In the outbox folder: the channel has no way out.
    Kept,
}

impl MessageState {
    fn of(row: &MailRow) -> Self {
        match row {
            _ if row.failed_at.is_some() => Self::Failed,
            _ if row.sent_at.is_some() && row.path.is_some() => Self::Kept,
            _ if row.sent_at.is_some() => Self::Sent,
            _ if row.error.is_some() => Self::Failing,
            _ => Self::Waiting,
        }
    }
}

async fn list(
    caller: Allow<perm::MailRead>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Result<List<OutboxMail>> {
    let mut tx = caller.begin(&app).await?;
    let rows = store::list(&mut tx, &page).await?;
    let total = store::count(&mut tx).await?;
    let may_see_links = may_see_links(&caller.principal);
    let may_reveal = caller.principal.can(perm::CustomersReveal::CODE);
    // Short messages go to customers: whoever is shown their phones is on record.
    let shown: Vec<i64> =
        rows.iter().filter(|row| may_reveal && row.channel == Channel::Sms).map(|row| row.id).collect();
    if !shown.is_empty() {
        tx.audit("mail.reveal", "mail-outbox", json!({ "mails": shown }));
    }
    let mails = rows.into_iter().map(|row| OutboxMail {
        id: row.id,
        text: if may_see_links { row.body.clone() } else { scrubbed(row.channel, &row.body) },
        to: match row.channel {
            _ if may_reveal => row.recipient.clone(),
            Channel::Mail => mask_email(&row.recipient),
            Channel::Sms => mask_phone(&row.recipient),
            // A member at the provider, not a way to reach a person.
            Channel::Wecom | Channel::Dingtalk => row.recipient.clone(),
        },
        state: MessageState::of(&row),
        error: row.error,
        channel: row.channel,
        subject: row.subject,
        created_at: row.created_at,
        sent_at: row.sent_at,
        path: row.path,
    });
    let mails = Page::new(mails.collect(), total, &page);
    tx.finish().await?;
    Ok(Reply(mails))
}

/// A reset link is the account that it is for. Only those may see it who could take over any account
/// anyway.
fn may_see_links(who: &Principal) -> bool {
    who.can(perm::UsersWrite::CODE) && who.can(perm::RolesWrite::CODE)
}
