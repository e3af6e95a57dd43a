//! Accounts that people have at providers (WeChat, DingTalk), bound to users: signing in with them, binding,
//! unbinding, and the tenant's own apps at the providers. What differs between providers is one file each.
//!
//! Invariants: nobody is signed in who was not bound before, by itself after signing in with its password; a
//! request to a provider comes back once, within ten minutes, to the browser that began it; an account at a
//! provider opens one user, and a user has one account of each provider. A second factor is asked for as
//! after a password.

mod apps_http;
mod browser;
mod dingtalk;
mod flows;
mod http;
mod model;
mod provider;
mod store;
mod wechat;

use aide::axum::ApiRouter;
use kernel::App;

pub use http::Unbound;
pub use model::{Provider, SignInApp};
pub(crate) use provider::{endpoint, query};
pub(crate) use store::{delete_stale, enabled};

pub fn routes() -> ApiRouter<App> {
    http::routes().merge(apps_http::routes())
}
