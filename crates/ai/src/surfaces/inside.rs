//! Calls of the program itself: the customers' assistant, charged to the tenant's `portal` group.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use kernel::{Error, Result, TenantId, error::code, http::context};
use serde_json::{Value, json};

use crate::{
    Gateway,
    dispatch::{self, ANY_MODEL, Call, Served},
    wire::{self, Dialect},
};

impl Gateway {
    /// Asks the model that the tenant has bound to its portal; nothing when it has bound none.
    pub async fn ask_portal(
        &self,
        tenant: TenantId,
        system: &str,
        user: &str,
        max_tokens: i64,
    ) -> Result<Option<String>> {
        let tenant = self.tenant(tenant).await?;
        let snapshot = tenant.snapshot();
        let group = snapshot.portal_group.and_then(|id| snapshot.groups.get(&id)).cloned();
        let Some(group) = group.filter(|g| g.is_active && !g.drawn.is_empty()) else { return Ok(None) };
        let body = json!({
            "model": ANY_MODEL,
            "max_tokens": max_tokens,
            "temperature": 0,
            "messages": [{ "role": "system", "content": system }, { "role": "user", "content": user }],
        });
        let body = Bytes::from(body.to_string());
        let head = wire::peek(Dialect::OpenAiChat, None, &body).map_err(Error::internal)?;
        let call = Call {
            gateway: self.clone(),
            at: self.app().now(),
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
            service: None,
        };
        let Served::Whole(response) = dispatch::serve(Arc::new(call)).await? else {
            return Err(Error::new(code::AI_UPSTREAM_FAILED));
        };
        if !response.status().is_success() {
            return Err(Error::new(code::AI_UPSTREAM_FAILED));
        }
        let value: Value = serde_json::from_slice(response.body()).map_err(Error::internal)?;
        let text = value["choices"][0]["message"]["content"].as_str();
        text.map(|text| Some(text.to_owned())).ok_or_else(|| Error::new(code::AI_UPSTREAM_FAILED))
    }
}
