//! What a conversation is to staff and to its customer, and the moves it can make. Pure.

use chrono::{DateTime, Utc};
use kernel::{Code, CustomerRef, DomainError, FieldError, TeamRef, UserRef, error::code, text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{assignment::Transfer, files::FileRef};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schemars(rename = "SessionStatus")]
pub enum Status {
    Queued,
    Active,
    Closed,
}

/// What can happen to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Move {
    /// An agent takes it out of the queue, by whatever way.
    Assign,
    /// It goes from one agent to another.
    Reassign,
    /// It goes back to a queue.
    Requeue,
    /// Staff end it.
    Close,
    /// The customer ends it, or gives up waiting.
    Leave,
}

impl Status {
    pub const ALL: [Self; 3] = [Self::Queued, Self::Active, Self::Closed];

    /// The state after `what`, or why it cannot be.
    pub fn after(self, what: Move) -> Result<Self, SessionError> {
        match (self, what) {
            (Self::Queued, Move::Assign) | (Self::Active, Move::Reassign) => Ok(Self::Active),
            (Self::Active, Move::Requeue) => Ok(Self::Queued),
            (Self::Active, Move::Close) | (Self::Queued | Self::Active, Move::Leave) => Ok(Self::Closed),
            (from, what) => Err(SessionError::BadMove { from, what }),
        }
    }
}

impl Move {
    pub const ALL: [Self; 5] = [Self::Assign, Self::Reassign, Self::Requeue, Self::Close, Self::Leave];
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    #[error("a conversation that is {from:?} does not allow: {what:?}")]
    BadMove { from: Status, what: Move },
    #[error("a conversation that is {0:?} takes no such message")]
    NoMessages(Status),
    #[error("only a conversation that was served and is closed can be rated")]
    NotRateable,
    #[error("another agent serves this conversation")]
    Taken,
    #[error("the agent serves as many conversations as allowed")]
    AtCapacity,
    #[error("the agent is offline or may not serve conversations")]
    NotAvailable,
    #[error("there is no open transfer that you could decide")]
    NoTransfer,
    #[error("a transfer of this conversation is waiting for an answer")]
    TransferPending,
    #[error("rated already")]
    AlreadyRated,
}

impl DomainError for SessionError {
    fn code(&self) -> &'static Code {
        match self {
            Self::BadMove { .. } | Self::NoMessages(_) | Self::NotRateable => code::SESSION_BAD_MOVE,
            Self::Taken => code::SESSION_TAKEN,
            Self::AtCapacity => code::AGENT_AT_CAPACITY,
            Self::NotAvailable => code::AGENT_NOT_AVAILABLE,
            Self::NoTransfer | Self::TransferPending => code::TRANSFER_BAD_MOVE,
            Self::AlreadyRated => code::ALREADY_RATED,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Channel {
    Portal,
    H5,
    Widget,
    /// An agent began it.
    Agent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum CloseReason {
    Agent,
    Customer,
    /// The customer gave up waiting.
    Abandoned,
    Idle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum MessageKind {
    Text,
    Image,
    File,
    /// For staff only.
    Note,
    System,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum SenderKind {
    Customer,
    User,
    System,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    pub kind: SenderKind,
    pub id: Option<i64>,
    /// As it was when the message was sent.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    pub id: i64,
    pub session_id: i64,
    /// Counts the messages of the conversation, from 1, without gaps. Customers do not see the numbers of notes.
    pub seq: i64,
    pub client_message_id: String,
    pub kind: MessageKind,
    /// Plain text, as it was typed. Never HTML: escape it when you show it.
    pub content: String,
    pub file: Option<FileRef>,
    pub sender: Sender,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastMessage {
    pub seq: i64,
    pub kind: MessageKind,
    /// The first words, on one line; the name of a file.
    pub preview: String,
    pub sender_kind: SenderKind,
    pub at: DateTime<Utc>,
}

/// A conversation as staff see it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub id: i64,
    pub status: Status,
    pub customer: CustomerRef,
    pub team: Option<TeamRef>,
    /// Who serves; who served last once closed.
    pub assignee: Option<UserRef>,
    pub topic: Option<String>,
    pub channel: Channel,
    pub last_message: Option<LastMessage>,
    pub message_seq: i64,
    pub agent_read_seq: i64,
    pub customer_read_seq: i64,
    /// The customer's messages that the agent has not read.
    pub unread: i64,
    /// Free text when a person gave it; a code such as `auto.least_loaded` when the system decided.
    pub assign_reason: Option<String>,
    /// The latest transfer, whatever became of it.
    pub transfer: Option<Transfer>,
    pub summary: Option<String>,
    pub tags: Vec<String>,
    pub close_reason: Option<CloseReason>,
    pub rating: Option<i16>,
    pub ticket_ids: Vec<i64>,
    pub queued_at: DateTime<Utc>,
    pub assigned_at: Option<DateTime<Utc>>,
    pub first_reply_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// A place in the queue, as the customer was told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueueInfo {
    /// From 1.
    pub position: i32,
    pub size: i32,
    /// From and to, measured from how fast the queue moved lately; `null` = not known.
    pub wait_minutes: Option<[i32; 2]>,
}

/// A conversation as its customer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MySession {
    pub id: i64,
    pub status: Status,
    pub agent: Option<UserRef>,
    pub team: Option<TeamRef>,
    pub topic: Option<String>,
    /// Only while queued.
    pub queue: Option<QueueInfo>,
    /// Number of the newest message that the customer may see.
    pub message_seq: i64,
    pub agent_read_seq: i64,
    pub customer_read_seq: i64,
    pub unread: i64,
    pub rating: Option<i16>,
    pub close_reason: Option<CloseReason>,
    pub queued_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// Characters of a message.
pub const CONTENT_MAX: usize = 5000;
const PREVIEW_MAX: usize = 80;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NewMessageKind {
    Text,
    Image,
    File,
    /// For staff only.
    Note,
}

impl From<NewMessageKind> for MessageKind {
    fn from(kind: NewMessageKind) -> Self {
        match kind {
            NewMessageKind::Text => Self::Text,
            NewMessageKind::Image => Self::Image,
            NewMessageKind::File => Self::File,
            NewMessageKind::Note => Self::Note,
        }
    }
}

#[derive(Debug, Clone, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(example = serde_json::json!({
    "clientMessageId": "0192f3c4-5b6a-7c8d-9e0f-1a2b3c4d5e6f", "kind": "text", "content": "报表上报失败，提示 RPT-5003"
}))]
pub struct NewMessage {
    /// A UUID that the sender chose. Sending it again returns the message that is there already.
    #[garde(custom(is_uuid))]
    #[schemars(
        extend("format" = "uuid"),
        length(equal = 36),
        regex(pattern = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")
    )]
    pub client_message_id: String,
    #[garde(skip)]
    pub kind: NewMessageKind,
    /// Plain text; of files, a caption.
    #[serde(default)]
    #[garde(length(chars, max = CONTENT_MAX), custom(is_storable))]
    #[schemars(length(max = 5000))]
    pub content: String,
    /// Of images and files: one that the sender uploaded.
    #[serde(default)]
    #[garde(skip)]
    pub file_id: Option<i64>,
}

pub(super) fn is_uuid(text: &str, _: &()) -> garde::Result {
    let ok = text.len() == 36 && uuid::Uuid::try_parse(text).is_ok();
    if ok { Ok(()) } else { Err(garde::Error::new("must be a UUID with hyphens")) }
}

/// PostgreSQL's text holds every character but NUL.
pub(crate) fn is_storable(text: &str, _: &()) -> garde::Result {
    if text.contains('\0') { Err(garde::Error::new("must not contain NUL characters")) } else { Ok(()) }
}

/// The same for text that may be left out.
pub(crate) fn is_storable_option(text: &Option<String>, unit: &()) -> garde::Result {
    text.as_deref().map_or(Ok(()), |t| is_storable(t, unit))
}

impl NewMessage {
    /// What the fields must satisfy together.
    pub fn check(&self) -> Result<(), FieldError> {
        let with_file = matches!(self.kind, NewMessageKind::Image | NewMessageKind::File);
        match (with_file, self.file_id) {
            (true, None) => Err(FieldError::required("fileId")),
            (false, Some(_)) => Err(FieldError::invalid("fileId", "belongs to images and files only")),
            (false, None) if text::is_blank(&self.content) => Err(FieldError::required("content")),
            _ => Ok(()),
        }
    }
}

/// One line for lists: white space folded, cut between characters.
pub fn preview(text: &str) -> String {
    let mut line = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        if count > 0 {
            line.push(' ');
            count += 1;
        }
        for c in word.chars() {
            if count >= PREVIEW_MAX {
                line.push('…');
                return line;
            }
            line.push(c);
            count += 1;
        }
    }
    line
}

/// A customer's place among others who wait.
pub fn priority_of(vip: bool) -> i16 {
    i16::from(vip)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
