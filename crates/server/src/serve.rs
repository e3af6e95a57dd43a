//! `polydesk serve`: from nothing to answering requests, and back down without losing one.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use kernel::{App, clock::SystemClock, db::DbOptions, error::code};
use tokio::net::TcpListener;

use crate::{
    Program, ProgramOptions,
    config::{self, Config, Switch},
    connections::{self, Patience},
    demo,
    postgres::Private,
};

/// Requests in flight and background tasks get this long to end.
const DRAIN: Duration = Duration::from_secs(10);
/// 003 §4.2 asks for bcrypt; OWASP's floor for it is 10.
pub const PASSWORD_COST: u32 = 12;

pub async fn serve(config: Config, with_demo: bool) -> anyhow::Result<()> {
    let files_max = allow_many_sockets();
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("making the data folder {}", config.data.display()))?;
    // What cannot work is refused before anything is started.
    config.settings()?;
    config.master_key()?;
    // Taken before anything is started, so that a second program fails at once and touches nothing.
    let listener = TcpListener::bind(config.listen).await.with_context(|| format!("listening on {}", config.listen))?;
    let private = match &config.database_url {
        Some(_) => None,
        None => {
            let (data, bin) = (config.data.clone(), config.pg_bin.clone());
            Some(tokio::task::spawn_blocking(move || Private::start(&data, bin.as_deref())).await??)
        }
    };
    let connections =
        config.max_connections.map_or_else(|| connections_for(files_max), |n| usize::try_from(n).unwrap_or(usize::MAX));
    let door = Door { listener, patience: Patience::with_connections(connections) };
    let outcome = run(&config, with_demo, door, private.as_ref().map(|p| p.url.as_str())).await;
    if let Some(private) = private {
        tokio::task::spawn_blocking(move || private.stop()).await?;
    }
    outcome
}

/// Takes as many file descriptors as the system grants: shells often begin with 1,024, which is fewer than
/// the sockets of a middling service desk. Answers how many there are then.
fn allow_many_sockets() -> u64 {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(e) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(error = %e, "the limit of open files could not be raised");
    }
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// So many connections that descriptors remain for the database, the search index and uploads.
fn connections_for(files_max: u64) -> usize {
    const OURS: u64 = 512;
    const MANY: usize = 1_000_000;
    let free = files_max.saturating_sub(OURS).max(files_max / 2);
    usize::try_from(free).unwrap_or(MANY).clamp(16, MANY)
}

/// Where clients come in.
struct Door {
    listener: TcpListener,
    patience: Patience,
}

async fn run(config: &Config, with_demo: bool, door: Door, private_url: Option<&str>) -> anyhow::Result<()> {
    let program = Program::start(options(config, with_demo, private_url)?).await?;
    match with_demo {
        true => demo::seed(&program).await.context("seeding the demo")?,
        false => first_start(&program).await.context("preparing the platform tenant")?,
    }
    let address = door.listener.local_addr()?;
    announce(config, address, with_demo);
    let app = program.app.clone();
    tell_of_default_tenant(&app).await?;
    app.spawn("stop on a signal", {
        let app = app.clone();
        async move {
            tokio::select! {
                () = asked_to_stop() => tracing::info!("stopping"),
                () = app.stop().cancelled() => {}
            }
            // Sockets and streams end now; requests in flight go on.
            app.stop().cancel();
        }
    });
    let served = connections::serve(door.listener, program.router, door.patience, app.stop().clone());
    let stop = app.stop().clone();
    tokio::select! {
        () = served => {}
        () = async { stop.cancelled().await; tokio::time::sleep(DRAIN).await } => tracing::warn!("some requests did not end in time"),
    }
    app.shut_down(DRAIN).await;
    Ok(())
}

pub fn options(config: &Config, with_demo: bool, private_url: Option<&str>) -> anyhow::Result<ProgramOptions> {
    let admin_url = private_url.or(config.database_url.as_deref()).context("no database")?.to_owned();
    let mut settings = config.settings()?;
    if with_demo && settings.default_tenant.is_none() {
        settings.default_tenant = Some(demo::DEFAULT_TENANT.to_owned());
    }
    Ok(ProgramOptions {
        db: DbOptions { admin_url, tenant_databases: config.tenant_databases()?, pool_size: config.pool_size },
        keys: config.master_key()?,
        settings,
        clock: Arc::new(SystemClock),
        password_cost: PASSWORD_COST,
        ai_governance: config.ai_governance == Switch::On,
    })
}

/// A fresh deployment has the operator's tenant and one administrator, whose password is shown once.
async fn first_start(program: &Program) -> anyhow::Result<()> {
    identity::tenants::ensure_platform(&program.app, "platform").await?;
    let fresh = program.identity.hasher().fresh().await?;
    if identity::tenants::bootstrap_admin(&program.app, "admin", &fresh).await? {
        println!(
            "\nFirst start: sign in to the console as tenant platform, user admin, password {}\n(it must be changed at the first sign-in and is not shown again)",
            fresh.plain
        );
    }
    Ok(())
}

fn announce(config: &Config, address: SocketAddr, with_demo: bool) {
    let base = match config.public_url() {
        Ok(Some(url)) => url.to_owned(),
        _ => config::address(address),
    };
    println!("\nPolydesk is ready.\n  portal   {base}/portal/\n  console  {base}/console/\n  API      {base}/api/docs");
    if with_demo {
        println!("{}", demo::logins());
    }
    if config.public_url.as_deref().is_none_or(str::is_empty) && !address.ip().is_loopback() {
        println!("  Links in mails point to {base}: set POLYDESK_PUBLIC_URL to the address that people use.");
    }
    println!();
}

/// The first start comes before its tenant, so that one which is not there is told of and not refused.
async fn tell_of_default_tenant(app: &App) -> kernel::Result<()> {
    let Some(slug) = &app.settings().default_tenant else { return Ok(()) };
    match app.db().tenant_by_slug(slug).await {
        Err(e) if e.code == code::NOT_FOUND => {
            tracing::warn!(slug, "the default tenant does not exist");
            println!(
                "  The default tenant '{slug}' does not exist: /portal/ shows nothing until it is made in the console, under Tenants.\n"
            );
            Ok(())
        }
        found => found.map(drop),
    }
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_everything_else() {
        assert_eq!(connections_for(1024), 512);
        assert_eq!(connections_for(65_536), 65_024);
        assert_eq!(connections_for(600), 300);
        assert_eq!(connections_for(u64::MAX), 1_000_000);
    }
}
