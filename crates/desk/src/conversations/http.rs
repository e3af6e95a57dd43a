//! `/sessions`: conversations as staff handle them. Assigning and transferring is in `assignment`.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with, put_with},
};
use axum::extract::State;
use kernel::{Allow, App, Body, IdPath, List, Path, Query, Reply, Result, perm, text};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    access, draft,
    list::{self, id},
    live,
    messages::{self, MessagePage},
    model::{Message, NewMessage, Session, is_storable_option},
    ops, portal,
    store::Window,
    view::{self, ViewRow},
};

pub fn routes() -> ApiRouter<App> {
    let tag = "sessions";
    ApiRouter::new()
        .api_route(
            "/sessions",
            get_with(list, |o| o.id("listSessions").summary("Conversations that the caller may see.").tag(tag))
                .post_with(begin, |o| o.id("createSession").summary("Begin to serve a customer.").tag(tag)),
        )
        .api_route("/sessions/{id}", get_with(get, |o| o.id("getSession").summary("One conversation.").tag(tag)))
        .api_route(
            "/sessions/{id}/messages",
            get_with(messages, |o| {
                o.id("listMessages").summary("A page of its messages, with staff's notes.").tag(tag)
            })
            .post_with(send, |o| {
                o.id("sendMessage").summary("Send a message or add a note; repeating it is harmless.").tag(tag)
            }),
        )
        .api_route(
            "/sessions/{id}/read",
            post_with(read, |o| o.id("readSession").summary("Read up to a message.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/close",
            put_with(close, |o| o.id("closeSession").summary("End it, with a summary.").tag(tag)),
        )
        .api_route(
            "/sessions/{id}/ticket-draft",
            get_with(ticket_draft, |o| o.id("draftTicket").summary("A ticket prefilled from it.").tag(tag)),
        )
        .merge(portal::routes())
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewSession {
    #[garde(skip)]
    pub customer_id: i64,
    #[garde(skip)]
    pub team_id: Option<i64>,
    #[garde(inner(length(chars, max = 200)), custom(is_storable_option))]
    #[schemars(length(max = 200))]
    pub topic: Option<String>,
}

/// Which messages: those after a number, those before one, or the newest.
#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct MessageQuery {
    #[serde(default, deserialize_with = "id")]
    #[garde(inner(range(min = 0)))]
    #[schemars(with = "Option<i64>", range(min = 0))]
    pub after: Option<i64>,
    #[serde(default, deserialize_with = "id")]
    #[garde(inner(range(min = 1)))]
    #[schemars(with = "Option<i64>", range(min = 1))]
    pub before: Option<i64>,
    #[garde(inner(range(min = 1, max = 200)))]
    #[schemars(range(min = 1, max = 200))]
    pub limit: Option<u16>,
}

impl MessageQuery {
    pub(super) fn window(&self) -> Window {
        self.after.map_or_else(|| Window::Before(self.before.unwrap_or(i64::MAX)), Window::After)
    }
    pub(super) fn limit(&self) -> usize {
        self.limit.unwrap_or(50).into()
    }
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct ReadUpTo {
    #[garde(range(min = 0))]
    #[schemars(range(min = 0))]
    pub seq: i64,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct CloseSession {
    /// What it was about and how it ended (服务小结).
    #[garde(inner(length(chars, max = 2000)), custom(is_storable_option))]
    #[schemars(length(max = 2000))]
    pub summary: Option<String>,
    #[serde(default)]
    #[garde(length(max = 20), inner(length(chars, min = 1, max = 32), custom(is_tag)))]
    #[schemars(length(max = 20), inner(length(min = 1, max = 32)))]
    pub tags: Vec<String>,
}

/// Tags are stored in one comma-separated text.
fn is_tag(tag: &str, unit: &()) -> garde::Result {
    if tag.contains(',') { Err(garde::Error::new("must be a word without commas")) } else { text::is_name(tag, unit) }
}

async fn list(
    caller: Allow<perm::SessionsRead>,
    State(app): State<App>,
    Query(filter): Query<list::Filter>,
) -> Result<List<Session>> {
    let mut tx = caller.begin(&app).await?;
    list::list(&mut tx, &filter).await.map(Reply)
}

async fn begin(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Body(body): Body<NewSession>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let ask = ops::Ask { team_id: body.team_id, topic: body.topic.as_deref() };
    let row = ops::serve(&mut tx, body.customer_id, &ask).await?;
    tx.commit(row.staff()).await
}

async fn get(
    caller: Allow<perm::SessionsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    access::find_for_staff(&mut tx, p.id).await?;
    Ok(Reply(view::get(&mut tx, p.id).await?.staff()))
}

async fn messages(
    caller: Allow<perm::SessionsRead>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(query): Query<MessageQuery>,
) -> Result<Reply<MessagePage>> {
    let mut tx = caller.begin(&app).await?;
    access::find_for_staff(&mut tx, p.id).await?;
    messages::page(&mut tx, p.id, query.window(), true, query.limit()).await.map(Reply)
}

async fn send(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<NewMessage>,
) -> Result<Reply<Message>> {
    live::send(&app, &caller.principal, p.id, body).await.map(Reply)
}

async fn read(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<ReadUpTo>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let row: ViewRow = messages::read(&mut tx, p.id, body.seq).await?;
    tx.commit(row.staff()).await
}

async fn close(
    caller: Allow<perm::SessionsServe>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<CloseSession>,
) -> Result<Reply<Session>> {
    let mut tx = caller.begin(&app).await?;
    let summary = text::filled(&body.summary);
    let row = ops::close(&mut tx, p.id, summary, &body.tags).await?;
    tx.commit(row.staff()).await
}

async fn ticket_draft(
    caller: Allow<perm::TicketsWrite>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<draft::TicketDraft>> {
    let mut tx = caller.begin(&app).await?;
    draft::draft(&mut tx, p.id).await.map(Reply)
}
