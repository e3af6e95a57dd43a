//! Background jobs: one worker for each database that has a queue. Jobs come from the rooms.

use std::time::Duration;

use graphile_worker::WorkerOptions;
use kernel::{App, Error, Result, app::JobApp};

/// Jobs that run at once, for each database.
const CONCURRENCY: usize = 2;

pub async fn start(app: &App, knowledge: &knowledge::Knowledge, files: &desk::files::Files) -> Result<()> {
    for pool in app.db().job_pools().await? {
        let options = WorkerOptions::default()
            .pg_pool(pool)
            .schema("graphile_worker")
            .concurrency(CONCURRENCY)
            .poll_interval(Duration::from_secs(1))
            .listen_os_shutdown_signals(false)
            // Off by default: without it the job of a killed process would stay locked for hours.
            .heartbeat_interval(Duration::from_secs(10))
            .sweep_interval(Duration::from_secs(15))
            .sweep_threshold(Duration::from_secs(45))
            .add_extension(JobApp(app.clone()))
            .add_extension(knowledge.clone())
            .add_extension(files.clone());
        let options = desk::jobs(knowledge::jobs(identity::jobs(options)));
        let stop = app.stop().clone();
        let worker =
            options.shutdown_signal(async move { stop.cancelled().await }).init().await.map_err(Error::internal)?;
        app.spawn("jobs", async move {
            if let Err(e) = worker.run().await {
                tracing::error!(error = %e, "the job worker ended");
            }
        });
    }
    Ok(())
}
