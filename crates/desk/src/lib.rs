//! The desk: where a tenant's people serve its customers. Conversations and their queue, who is
//! given which and why, the agents' presence, canned replies.

pub mod agents;
pub mod archiving;
pub mod assignment;
pub mod conversations;
pub mod customers;
pub mod dictionaries;
pub mod exports;
pub mod files;
pub mod hours;
pub mod imports;
pub mod merging;
pub mod organizations;
pub mod portal;
pub mod queue;
pub mod quick_replies;
pub mod relations;
pub mod segments;
pub mod settings;
pub mod splitting;
pub mod teams;
pub mod tickets;

use aide::axum::ApiRouter;
use graphile_worker::WorkerOptions;
use kernel::App;

/// Every route of the desk, without the `/api/v1` in front.
pub fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(agents::routes())
        .merge(archiving::routes())
        .merge(assignment::routes())
        .merge(conversations::routes())
        .merge(customers::routes())
        .merge(dictionaries::routes())
        .merge(exports::routes())
        .merge(files::routes())
        .merge(imports::routes())
        .merge(merging::routes())
        .merge(organizations::routes())
        .merge(portal::routes())
        .merge(splitting::routes())
        .merge(hours::routes())
        .merge(relations::routes())
        .merge(teams::routes())
        .merge(tickets::routes())
        .merge(quick_replies::routes())
        .merge(segments::routes())
        .merge(settings::routes())
}

/// The desk's background jobs.
pub fn jobs(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<imports::RunImport>()
}

/// Starts the desk's background work; it ends when the app stops.
pub fn start(app: &App, files: &files::Files) {
    assignment::start(app);
    imports::start(app, files);
    tickets::start(app);
}
