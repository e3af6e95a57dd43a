//! What is seen: every API call, the platform at a glance, a tenant's day. Read models only; nothing
//! here is written that another room reads.

pub mod calls;
pub mod overview;
pub mod stats;

use aide::axum::ApiRouter;
use kernel::App;

pub use calls::Recorder;

pub fn routes() -> ApiRouter<App> {
    calls::http::routes().merge(overview::routes()).merge(stats::routes())
}
