//! The pooled-AI gateway (拼车): what a group of people and keys asks of a model, and which account answers.
//!
//! [`wire`] knows the vendors' formats and nothing else: no accounts, no money, no network. [`routing`],
//! [`breaker`], [`budget`], [`pricing`] and the order of [`queue`] decide, and are pure. [`dispatch`] does:
//! it reads a [`snapshot`], never the database. [`metering`] books.

pub mod accounts;
mod alerts;
pub mod bindings;
mod breaker;
mod budget;
mod connector;
pub mod demo;
mod dispatch;
mod gateway;
pub mod groups;
mod health;
pub mod keys;
mod metering;
pub mod pricing;
mod queue;
mod routing;
pub mod settings;
mod snapshot;
pub mod sse;
mod surfaces;
mod usage;
pub mod wire;

use aide::axum::ApiRouter;
use kernel::App;
use schemars::JsonSchema;
use serde::Serialize;

pub use gateway::Gateway;
pub use surfaces::native;

/// Every route of this room, without the `/api/v1` in front.
pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(accounts::routes())
        .merge(groups::routes())
        .merge(keys::routes())
        .merge(bindings::routes())
        .merge(settings::routes())
        .merge(usage::routes())
        .merge(surfaces::routes())
        .layer(axum::middleware::from_fn(surfaces::caught_up))
}

/// Nothing to say but that it is done.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AiDone")]
pub struct Done {}
