//! Erasing a customer, across the rooms: sign-ins are identity's, calls are insight's, everything else the desk's.
//! As a job, and before serving for those whom a restored backup knows again.

use std::time::Duration;

use desk::{
    erasure::{self, EraseCustomer},
    files::Files,
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use identity::{
    Identity,
    sign_in::{self, Kind},
};
use kernel::{App, Error, Result, TenantId, app::JobApp, error::code};
use serde::{Deserialize, Serialize};

/// Within this every node has let go of a sign-in that ended (ARCHITECTURE, invariant 8), and what was begun
/// under it has ended.
const LET_GO: Duration = Duration::from_secs(3);

pub fn jobs(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<Erase>()
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
struct Erase(EraseCustomer);

impl TaskHandler for Erase {
    const IDENTIFIER: &'static str = erasure::JOB;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(JobApp(app)) = ctx.get_ext::<JobApp>() else { return Err("the job has no app".to_owned()) };
        let Some(identity) = ctx.get_ext::<Identity>() else { return Err("the job has no identity".to_owned()) };
        let Some(files) = ctx.get_ext::<Files>() else { return Err("the job has no files".to_owned()) };
        // What failed or was killed is tried again by the queue, from the beginning: each step can be repeated.
        let Erase(EraseCustomer { tenant, erasure }) = self;
        carry_out(app, identity, files, (tenant, erasure), LET_GO).await.map_err(|e| e.to_string())
    }
}

async fn carry_out(
    app: &App,
    identity: &Identity,
    files: &Files,
    (tenant, erasure): (TenantId, i64),
    let_go: Duration,
) -> Result<()> {
    let Some(run) = erasure::begin(app, files, tenant, erasure).await? else { return Ok(()) };
    let mut tx = app.db().begin_system(tenant).await?;
    let mut ended = Vec::new();
    for customer in &run.who {
        ended.extend(sign_in::revoke_all(&mut tx, Kind::Customer, *customer, None).await?);
    }
    tx.finish().await?;
    for sign_in in ended {
        identity.revoke_session(app, tenant, sign_in);
    }
    if app.stop().run_until_cancelled(tokio::time::sleep(let_go)).await.is_none() {
        return Err(
            Error::new(code::UNAVAILABLE).detail("the program is stopping; the erasure goes on when it is back")
        );
    }
    // Before the sign-ins go, which alone know the addresses.
    let principals: Vec<String> = run.who.iter().map(|id| format!("customer/{id}")).collect();
    insight::calls::forget(app, tenant, &principals, &run.addresses).await?;
    erasure::overwrite(app, files, &run).await?;
    erasure::finish(app, &run).await?;
    tracing::info!(tenant, erasure, "a customer was erased");
    Ok(())
}

/// Carries out what a restored backup does not know of, and what a killed process left half done. Nothing is
/// served yet, so nobody has to let go.
pub async fn replay(app: &App, identity: &Identity, files: &Files) -> Result<()> {
    for (tenant, erasure) in erasure::replay(app, files).await? {
        tracing::warn!(tenant, erasure, "the database knew an erased customer; it is erased again");
    }
    for erasure in erasure::unfinished(app).await? {
        carry_out(app, identity, files, erasure, Duration::ZERO).await?;
    }
    Ok(())
}
