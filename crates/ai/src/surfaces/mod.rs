//! The doors: the providers' own APIs, so that their SDKs work unchanged, and 004's `/ai/chat`.

mod catch_up;
mod chat;
mod chat_stream;
mod dry_run;
mod inside;
mod native;
mod tools;
mod who;

use aide::axum::ApiRouter;
use kernel::App;

pub use catch_up::caught_up;
pub use native::native;

/// The documented ones.
pub fn routes() -> ApiRouter<App> {
    chat::routes().merge(dry_run::routes())
}
