//! A ticket prefilled from a conversation: what was asked, what was said, whose it is.

use kernel::{Result, TenantTx};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    access,
    model::{MessageKind, SenderKind, preview},
    store::{self, MessageRow, Window},
    view,
};

/// What `POST /tickets` takes, filled in as far as the conversation tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketDraft {
    pub subject: String,
    pub description: String,
    pub customer_id: i64,
    pub session_id: i64,
    pub assignee_id: Option<i64>,
    pub team_id: Option<i64>,
    /// Images and files that the customer sent.
    pub file_ids: Vec<i64>,
}

/// The newest messages that the draft quotes.
const QUOTED: i64 = 60;
/// Characters of the description; a ticket takes more.
const DESCRIPTION_MAX: usize = 8000;

/// Who said what, one line each; the oldest lines go first when it gets too long.
fn transcript(messages: &[MessageRow]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut room = DESCRIPTION_MAX;
    for m in messages.iter().rev() {
        if matches!(m.kind, MessageKind::Note | MessageKind::System) || kernel::text::is_blank(&m.content) {
            continue;
        }
        let line = format!("{}: {}", m.sender_name, m.content.trim());
        let length = line.chars().count() + 1;
        if length > room {
            break;
        }
        room -= length;
        lines.push(line);
    }
    lines.reverse();
    lines.join("\n")
}

fn subject(topic: Option<&str>, messages: &[MessageRow], customer: &str) -> String {
    let asked = || {
        messages
            .iter()
            .find(|m| m.sender_kind == SenderKind::Customer && m.kind == MessageKind::Text)
            .map(|m| preview(&m.content))
    };
    topic.map(str::to_owned).or_else(asked).unwrap_or_else(|| customer.to_owned())
}

pub async fn draft(tx: &mut TenantTx, session: i64) -> Result<TicketDraft> {
    access::find_for_staff(tx, session).await?;
    let view = view::get(tx, session).await?.staff();
    let mut messages = store::messages(tx, session, Window::Before(i64::MAX), false, QUOTED).await?;
    messages.reverse();
    let mut file_ids: Vec<i64> =
        messages.iter().filter(|m| m.sender_kind == SenderKind::Customer).filter_map(|m| m.file_id).collect();
    file_ids.dedup();
    Ok(TicketDraft {
        subject: subject(view.topic.as_deref(), &messages, &view.customer.name),
        description: transcript(&messages),
        customer_id: view.customer.id,
        session_id: session,
        assignee_id: tx.user_id().or(view.assignee.map(|a| a.id)),
        team_id: view.team.map(|t| t.id),
        file_ids,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(seq: i64, sender_kind: SenderKind, kind: MessageKind, content: &str) -> MessageRow {
        MessageRow {
            id: seq,
            conversation_id: 1,
            seq,
            client_message_id: String::new(),
            kind,
            content: content.into(),
            file_id: None,
            sender_kind,
            sender_id: Some(1),
            sender_name: if sender_kind == SenderKind::Customer { "王芳".into() } else { "李明".into() },
            created_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_draft_quotes_the_talk_and_never_a_note() {
        let talk = [
            message(1, SenderKind::Customer, MessageKind::Text, "报表上报失败  RPT-5003\n请看"),
            message(2, SenderKind::User, MessageKind::Note, "老问题"),
            message(3, SenderKind::User, MessageKind::Text, "请重试"),
        ];
        assert_eq!(transcript(&talk), "王芳: 报表上报失败  RPT-5003\n请看\n李明: 请重试");
        assert_eq!(subject(None, &talk, "王芳"), "报表上报失败 RPT-5003 请看");
        assert_eq!(subject(Some("上报"), &talk, "王芳"), "上报");
        assert_eq!(subject(None, &talk[1..], "王芳"), "王芳");
    }

    #[test]
    fn a_long_talk_is_quoted_from_its_end() {
        let talk: Vec<_> = (1..=10)
            .map(|n| message(n, SenderKind::Customer, MessageKind::Text, &format!("{n}{}", "长".repeat(1500))))
            .collect();
        let text = transcript(&talk);
        assert!(text.chars().count() <= DESCRIPTION_MAX);
        assert!(text.starts_with("王芳: 6") && text.contains("王芳: 10"));
    }
}
