//! 004's `POST /ai/chat`: a member's call through a group, in our own envelope. `stream` answers with events
//! `delta`, then `done` or `error`.

use std::sync::Arc;

use aide::axum::{ApiRouter, routing::post_with};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use garde::Validate;
use http::HeaderMap;
use kernel::{Allow, App, Body, Error, Reply, Result, error::code, http::context, perm, perm::Scope};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::chat_stream;
use crate::{
    Gateway,
    accounts::ServiceType,
    dispatch::{self, ANY_MODEL, Call, Refusal, Served, Why},
    pricing::{Money, Tokens, charge, cost},
    wire::{self, Dialect},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/ai/chat",
        post_with(chat, |o| {
            o.id("aiChat")
                .summary(
                    "Ask a model through a group. With `stream`, server-sent events `delta`, then `done` or `error`.",
                )
                .tag("ai")
                .response::<200, Reply<ChatReply>>()
        }),
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AiChatRole")]
pub enum Role {
    User,
    Assistant,
    System,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[schemars(rename = "AiChatMessage")]
pub struct Message {
    #[garde(skip)]
    pub role: Role,
    #[garde(length(max = 1_000_000))]
    #[schemars(length(max = 1_000_000))]
    pub content: String,
}

#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiChatInput")]
pub struct ChatInput {
    /// The caller's only group, or the tenant's default one, when left out.
    #[garde(skip)]
    pub group_id: Option<i64>,
    #[garde(length(min = 1, max = 1000), dive)]
    #[schemars(length(min = 1, max = 1000))]
    pub messages: Vec<Message>,
    #[garde(skip)]
    pub service_type: Option<ServiceType>,
    /// The account's current model when left out.
    #[garde(length(chars, min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    pub model: Option<String>,
    #[garde(range(min = 1, max = 1_000_000))]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub max_tokens: Option<i64>,
    #[garde(range(min = 0.0, max = 2.0))]
    #[schemars(range(min = 0.0, max = 2.0))]
    pub temperature: Option<f64>,
    #[serde(default)]
    #[garde(skip)]
    pub stream: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiChatUsage")]
pub struct ChatUsage {
    pub prompt_tokens: i64,
    pub completion_tokens: i64,
    pub total_tokens: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiAccountUsed")]
pub struct AccountUsed {
    pub id: i64,
    pub name: String,
    pub service_type: ServiceType,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AiChatReply")]
pub struct ChatReply {
    pub message: Message,
    pub model: String,
    pub usage: ChatUsage,
    /// What the group is charged.
    pub cost: Money,
    pub account_used: AccountUsed,
    /// Why this account.
    pub reason: String,
}

/// The call as an OpenAI client would have made it.
fn as_openai(input: &ChatInput) -> Bytes {
    let mut body = json!({ "model": input.model.as_deref().unwrap_or(ANY_MODEL), "messages": input.messages });
    if let Some(max) = input.max_tokens {
        body["max_tokens"] = max.into();
    }
    if let Some(temperature) = input.temperature {
        body["temperature"] = temperature.into();
    }
    if input.stream {
        body["stream"] = true.into();
        body["stream_options"] = json!({ "include_usage": true });
    }
    body.to_string().into()
}

async fn chat(
    caller: Allow<perm::AiUse>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Body(input): Body<ChatInput>,
) -> Result<Response> {
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let snapshot = tenant.snapshot();
    let user = caller.principal.id;
    let mine = || snapshot.members.iter().filter(|(_, u)| *u == user).map(|(g, _)| *g).min();
    let id = input.group_id.or_else(mine).or(snapshot.default_group).ok_or_else(Error::not_found)?;
    // A group of others is as absent as a missing one; who may manage all groups may use all.
    let manages = caller.principal.scope("ai-groups:write") == Some(Scope::Tenant);
    let may = snapshot.members.contains(&(id, user)) || Some(id) == snapshot.default_group || manages;
    let group = snapshot.groups.get(&id).filter(|_| may).cloned().ok_or_else(Error::not_found)?;
    if !group.is_active {
        return Err(Error::new(code::AI_GROUP_INACTIVE));
    }
    let body = as_openai(&input);
    let head = wire::peek(Dialect::OpenAiChat, None, &body).map_err(|e| Error::field("messages", &e.message))?;
    let call = Arc::new(Call {
        gateway,
        tenant,
        snapshot: snapshot.clone(),
        group,
        key: None,
        user: Some(user),
        surface: Dialect::OpenAiChat,
        head,
        body,
        headers: HeaderMap::new(),
        request_id: context::current().trace_id.clone(),
        at: app.now(),
        service: input.service_type,
    });
    match dispatch::serve(call.clone()).await? {
        Served::Whole(response) if !response.status().is_success() => Err(told(response.body()).into()),
        Served::Whole(response) => {
            let used = used(&call, response.headers())?;
            Ok(Reply(reply(&call, used, response.headers(), response.body())?).into_response())
        }
        Served::Stream(response) => {
            let used = used(&call, response.headers())?;
            Ok(chat_stream::events(&call, used, response.into_body()))
        }
    }
}

/// The provider's own words on a request that it refused.
fn told(body: &[u8]) -> Refusal {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    let message = value["error"]["message"].as_str().unwrap_or("The provider refused the request");
    Refusal::new(Why::BadRequest, message)
}

/// Which account served.
fn used(call: &Call, headers: &HeaderMap) -> Result<AccountUsed> {
    let id = headers.get("x-polydesk-account").and_then(|v| v.to_str().ok()?.parse::<i64>().ok());
    let account = id.and_then(|id| call.snapshot.accounts.get(&id));
    let account = account.ok_or_else(|| Error::internal("an answer names no account"))?;
    Ok(AccountUsed { id: account.id, name: account.name.clone(), service_type: account.service })
}

/// From OpenAI's counts, which include what came from the cache.
pub fn counted(usage: &Value) -> (ChatUsage, Tokens) {
    let of = |value: &Value| value.as_i64().unwrap_or(0);
    let (prompt, completion) = (of(&usage["prompt_tokens"]), of(&usage["completion_tokens"]));
    let cached = of(&usage["prompt_tokens_details"]["cached_tokens"]).min(prompt);
    let tokens = Tokens { input: prompt - cached, cached, output: completion, ..Tokens::default() };
    (ChatUsage { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }, tokens)
}

/// What the group is charged for these tokens.
pub fn charged(call: &Call, account: i64, tokens: Tokens) -> Money {
    let price = call.snapshot.accounts.get(&account).map(|a| a.price).unwrap_or_default();
    charge(cost(&price, tokens), call.snapshot.settings.charge_rate)
}

fn reply(call: &Call, account_used: AccountUsed, headers: &HeaderMap, body: &[u8]) -> Result<ChatReply> {
    let value: Value = serde_json::from_slice(body).map_err(Error::internal)?;
    let content = value["choices"][0]["message"]["content"].as_str().unwrap_or_default().to_owned();
    let (usage, tokens) = counted(&value["usage"]);
    Ok(ChatReply {
        message: Message { role: Role::Assistant, content },
        model: value["model"].as_str().unwrap_or(&call.head.model).to_owned(),
        usage,
        cost: charged(call, account_used.id, tokens),
        account_used,
        reason: headers.get("x-polydesk-reason").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned(),
    })
}
