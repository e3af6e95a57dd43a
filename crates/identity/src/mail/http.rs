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

use super::{Channel, store};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/mail-outbox",
        get_with(list, |o| {
            o.id("listMails")
                .summary("Mails that the program sent or wrote to its outbox folder, newest first.")
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
        text: match row.channel {
            _ if may_see_links => row.body,
            Channel::Mail => without_tokens(&row.body),
            Channel::Sms => without_codes(&row.body),
        },
        to: match row.channel {
            _ if may_reveal => row.recipient,
            Channel::Mail => mask_email(&row.recipient),
            Channel::Sms => mask_phone(&row.recipient),
        },
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

/// The text with the secrets of its links taken out.
pub(super) fn without_tokens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("token=") {
        out.push_str(before);
        out.push_str("token=***");
        rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    }
    out.push_str(rest);
    out
}

/// The text with its codes taken out: every run of four digits or more.
fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        out.push_str(if digits.len() < 4 { &digits } else { "******" });
        digits.clear();
        out.push(c);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lose_their_secret_and_nothing_else() {
        let text = "open http://desk.test/console/reset?token=3.aB-_9\n\nor http://x/?token=z&a=1 bye";
        assert_eq!(
            without_tokens(text),
            "open http://desk.test/console/reset?token=***\n\nor http://x/?token=***&a=1 bye"
        );
        assert_eq!(without_tokens("nothing here"), "nothing here");
    }

    #[test]
    fn messages_lose_their_code_and_nothing_else() {
        assert_eq!(without_codes("您的验证码是 012345，5 分钟内有效"), "您的验证码是 ******，5 分钟内有效");
        assert_eq!(without_codes("code 123456"), "code ******");
    }
}
