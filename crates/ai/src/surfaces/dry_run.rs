//! `/ai/groups/{id}/route`: which account a call would go to now, and why (nothing is sent).

use aide::axum::{ApiRouter, routing::get_with};
use axum::{Extension, extract::State};
use bytes::Bytes;
use http::HeaderMap;
use kernel::{Allow, App, Error, IdPath, Path, Query, Reply, Result, http::context, perm};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    Gateway,
    accounts::ServiceType,
    dispatch::{self, ANY_MODEL, Call, Route},
    groups,
    wire::{self, Dialect},
};

pub fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/ai/groups/{id}/route",
        get_with(route, |o| {
            o.id("explainAiRoute").summary("Which account a call would go to now, and why; nothing is sent.").tag("ai")
        }),
    )
}

#[derive(Debug, Deserialize, JsonSchema, garde::Validate)]
#[serde(rename_all = "camelCase")]
struct Asked {
    #[garde(length(chars, min = 1, max = 200))]
    #[schemars(length(min = 1, max = 200))]
    model: Option<String>,
    #[garde(skip)]
    service_type: Option<ServiceType>,
    #[garde(range(min = 1, max = 1_000_000))]
    #[schemars(range(min = 1, max = 1_000_000))]
    max_tokens: Option<i64>,
}

async fn route(
    caller: Allow<perm::AiGroupsRead>,
    State(app): State<App>,
    Extension(gateway): Extension<Gateway>,
    Path(p): Path<IdPath>,
    Query(asked): Query<Asked>,
) -> Result<Reply<Route>> {
    let mut tx = caller.begin(&app).await?;
    groups::visible(&mut tx, caller.scope, p.id).await?;
    drop(tx);
    let tenant = gateway.tenant(caller.principal.tenant).await?;
    let snapshot = tenant.snapshot();
    let group = snapshot.groups.get(&p.id).cloned().ok_or_else(Error::not_found)?;
    let model = asked.model.as_deref().unwrap_or(ANY_MODEL);
    let body = json!({ "model": model, "messages": [], "max_tokens": asked.max_tokens.unwrap_or(512) });
    let body = Bytes::from(body.to_string());
    let head = wire::peek(Dialect::OpenAiChat, None, &body).map_err(|e| Error::field("model", &e.message))?;
    let call = Call {
        gateway,
        tenant,
        snapshot,
        group,
        key: None,
        user: None,
        surface: Dialect::OpenAiChat,
        head,
        body,
        headers: HeaderMap::new(),
        request_id: context::current().trace_id.clone(),
        at: app.now(),
        service: asked.service_type,
    };
    Ok(Reply(dispatch::dry_run(&call)))
}
