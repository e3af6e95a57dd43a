//! `/me/sessions`: the calling customer's own conversations.

use aide::axum::{
    ApiRouter,
    routing::{get_with, post_with},
};
use axum::extract::State;
use kernel::{
    Allow, App, Body, IdPath, List, Offers, Page, PageQuery, Path, Query, Reply, Result, feature, perm, text,
};
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    access,
    events::{Audience, announce},
    http::{MessageQuery, ReadUpTo},
    live,
    messages::{self, MessagePage},
    model::{
        CONTENT_MAX, Channel, Message, MySession, NewMessage, NewMessageKind, Status, is_storable_option, is_uuid,
    },
    ops,
    view::{self, ViewRow},
};

pub(super) fn routes() -> ApiRouter<App> {
    let tag = "my sessions";
    ApiRouter::new()
        .api_route(
            "/me/sessions",
            get_with(list, |o| o.id("listMySessions").summary("The caller's conversations, newest first.").tag(tag))
                .post_with(begin, |o| {
                    o.id("beginMySession")
                        .summary("Ask for a person; who waits or talks already gets that conversation.")
                        .tag(tag)
                }),
        )
        .api_route(
            "/me/sessions/{id}",
            get_with(get, |o| o.id("getMySession").summary("One of the caller's conversations.").tag(tag)),
        )
        .api_route(
            "/me/sessions/{id}/messages",
            get_with(messages, |o| o.id("listMyMessages").summary("A page of its messages.").tag(tag))
                .post_with(send, |o| {
                    o.id("sendMyMessage").summary("Send a message; repeating it is harmless.").tag(tag)
                }),
        )
        .api_route(
            "/me/sessions/{id}/read",
            post_with(read, |o| o.id("readMySession").summary("Read up to a message.").tag(tag)),
        )
        .api_route(
            "/me/sessions/{id}/leave",
            post_with(leave, |o| o.id("leaveMySession").summary("Leave the queue or the talk.").tag(tag)),
        )
        .api_route(
            "/me/sessions/{id}/rate",
            post_with(rate, |o| o.id("rateMySession").summary("Rate a closed conversation, once.").tag(tag)),
        )
}

/// Where a customer writes from.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CustomerChannel {
    #[default]
    Portal,
    H5,
    Widget,
}

impl From<CustomerChannel> for Channel {
    fn from(c: CustomerChannel) -> Self {
        match c {
            CustomerChannel::Portal => Self::Portal,
            CustomerChannel::H5 => Self::H5,
            CustomerChannel::Widget => Self::Widget,
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
pub struct BeginSession {
    #[garde(inner(length(chars, max = 200)), custom(is_storable_option))]
    #[schemars(length(max = 200))]
    pub topic: Option<String>,
    /// Sent as the first message.
    #[garde(inner(length(chars, max = CONTENT_MAX)), custom(is_storable_option))]
    #[schemars(length(max = 5000))]
    pub text: Option<String>,
    /// The first message's own id: with it, repeating the request sends the text once.
    #[garde(inner(custom(is_uuid)))]
    #[schemars(length(equal = 36))]
    pub client_message_id: Option<String>,
    #[garde(skip)]
    pub team_id: Option<i64>,
    #[serde(default)]
    #[garde(skip)]
    pub channel: CustomerChannel,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct MyFilter {
    #[serde(flatten)]
    #[garde(dive)]
    pub page: PageQuery,
    #[garde(skip)]
    pub status: Option<Status>,
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
pub struct Rating {
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    pub score: i16,
    #[garde(inner(length(chars, max = 1000)), custom(is_storable_option))]
    #[schemars(length(max = 1000))]
    pub comment: Option<String>,
}

async fn list(
    caller: Allow<perm::PortalChat>,
    State(app): State<App>,
    Query(filter): Query<MyFilter>,
) -> Result<List<MySession>> {
    let mut tx = caller.begin(&app).await?;
    let me = ops::customer(&tx)?;
    let rows = view::of_customer(&mut tx, me, filter.status, filter.page.limit(), filter.page.offset()).await?;
    let total = view::count_of_customer(&mut tx, me, filter.status).await?;
    Ok(Reply(Page::new(rows.iter().map(ViewRow::customer).collect(), total, &filter.page)))
}

async fn begin(
    caller: Allow<perm::PortalChat>,
    _: Offers<feature::LiveChat>,
    State(app): State<App>,
    Body(body): Body<BeginSession>,
) -> Result<Reply<MySession>> {
    let mut tx = caller.begin(&app).await?;
    let ask = ops::Ask { team_id: body.team_id, topic: body.topic.as_deref() };
    let (id, is_new) = ops::begin(&mut tx, &ask, body.channel.into()).await?;
    // What was typed is sent in either case: a customer who comes back to an open conversation means it, too.
    match body.text.filter(|t| !text::is_blank(t)) {
        Some(content) => {
            let client_message_id = body.client_message_id.unwrap_or_else(|| Uuid::now_v7().hyphenated().to_string());
            let first = NewMessage { client_message_id, kind: NewMessageKind::Text, content, file_id: None };
            messages::post(&mut tx, id, &first).await?;
        }
        None if is_new => drop(announce(&mut tx, id, Audience::default()).await?),
        None => {}
    }
    let session = view::get(&mut tx, id).await?.customer();
    tx.commit(session).await
}

async fn get(
    caller: Allow<perm::PortalChat>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<MySession>> {
    let mut tx = caller.begin(&app).await?;
    access::find_own(&mut tx, p.id).await?;
    Ok(Reply(view::get(&mut tx, p.id).await?.customer()))
}

async fn messages(
    caller: Allow<perm::PortalChat>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Query(query): Query<MessageQuery>,
) -> Result<Reply<MessagePage>> {
    let mut tx = caller.begin(&app).await?;
    access::find_own(&mut tx, p.id).await?;
    messages::page(&mut tx, p.id, query.window(), false, query.limit()).await.map(Reply)
}

async fn send(
    caller: Allow<perm::PortalChat>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<NewMessage>,
) -> Result<Reply<Message>> {
    live::send(&app, &caller.principal, p.id, body).await.map(Reply)
}

async fn read(
    caller: Allow<perm::PortalChat>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<ReadUpTo>,
) -> Result<Reply<MySession>> {
    let mut tx = caller.begin(&app).await?;
    let row = messages::read(&mut tx, p.id, body.seq).await?;
    tx.commit(row.customer()).await
}

async fn leave(
    caller: Allow<perm::PortalChat>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
) -> Result<Reply<MySession>> {
    let mut tx = caller.begin(&app).await?;
    let row = ops::leave(&mut tx, p.id).await?;
    tx.commit(row.customer()).await
}

async fn rate(
    caller: Allow<perm::PortalChat>,
    State(app): State<App>,
    Path(p): Path<IdPath>,
    Body(body): Body<Rating>,
) -> Result<Reply<MySession>> {
    let mut tx = caller.begin(&app).await?;
    let row = ops::rate(&mut tx, p.id, body.score, body.comment.as_deref()).await?;
    tx.commit(row.customer()).await
}
