//! Background jobs: one worker for each database that has a queue. Jobs come from the rooms.

use std::time::Duration;

use graphile_worker::{Worker, WorkerOptions};
use kernel::{App, Error, Result, app::JobApp};
use sqlx::PgPool;

use crate::{erasing, notices};

/// Jobs that run at once, for each database.
const CONCURRENCY: usize = 2;

/// How long a worker that lost its database waits before it tries again.
const PAUSE: Duration = Duration::from_secs(1);

/// What jobs need beside the app.
#[derive(Clone)]
pub struct Extensions {
    pub identity: identity::Identity,
    pub knowledge: knowledge::Knowledge,
    pub files: desk::files::Files,
}

pub async fn start(app: &App, extensions: Extensions) -> Result<()> {
    for pool in app.db().job_pools().await? {
        let worker = options(app, &pool, &extensions).init().await.map_err(Error::internal)?;
        let (task, extensions) = (app.clone(), extensions.clone());
        app.spawn("jobs", async move {
            let mut worker = Some(worker);
            while !task.stop().is_cancelled() {
                if let Err(cause) = work(&task, &pool, &extensions, worker.take()).await {
                    // A worker ends at the first query that fails, such as while the database starts again.
                    tracing::warn!(%cause, "the job worker ended; another one takes over");
                }
                tokio::select! {
                    () = task.stop().cancelled() => return,
                    () = tokio::time::sleep(PAUSE) => {}
                }
            }
        });
    }
    Ok(())
}

/// Until the app stops, or something fails.
async fn work(app: &App, pool: &PgPool, extensions: &Extensions, ready: Option<Worker>) -> Result<()> {
    let worker = match ready {
        Some(worker) => worker,
        None => options(app, pool, extensions).init().await.map_err(Error::internal)?,
    };
    worker.run().await.map_err(Error::internal)
}

fn options(app: &App, pool: &PgPool, extensions: &Extensions) -> WorkerOptions {
    let options = WorkerOptions::default()
        .pg_pool(pool.clone())
        .schema("graphile_worker")
        .concurrency(CONCURRENCY)
        .poll_interval(Duration::from_secs(1))
        .listen_os_shutdown_signals(false)
        // Off by default: without it the job of a killed process would stay locked for hours.
        .heartbeat_interval(Duration::from_secs(10))
        .sweep_interval(Duration::from_secs(15))
        .sweep_threshold(Duration::from_secs(45))
        .add_extension(JobApp(app.clone()))
        .add_extension(extensions.identity.clone())
        .add_extension(extensions.knowledge.clone())
        .add_extension(extensions.files.clone());
    let stop = app.stop().clone();
    desk::jobs(knowledge::jobs(identity::jobs(notices::jobs(erasing::jobs(options)))))
        .shutdown_signal(async move { stop.cancelled().await })
}
