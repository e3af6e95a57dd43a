//! `polydesk serve`: from nothing to answering requests, and back down without losing one.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use axum::serve::{ListenerExt, TapIo};
use kernel::{clock::SystemClock, db::DbOptions};
use tokio::net::{TcpListener, TcpStream};

use crate::{
    Program, ProgramOptions,
    config::{self, Config},
    demo,
    postgres::Private,
};

/// Requests in flight and background tasks get this long to end.
const DRAIN: Duration = Duration::from_secs(10);
/// 003 §4.2 asks for bcrypt; OWASP's floor for it is 10.
pub const PASSWORD_COST: u32 = 12;

pub async fn serve(config: Config, with_demo: bool) -> anyhow::Result<()> {
    allow_many_sockets();
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("making the data folder {}", config.data.display()))?;
    // Taken before anything is started, so that a second program fails at once and touches nothing.
    let listener = TcpListener::bind(config.listen).await.with_context(|| format!("listening on {}", config.listen))?;
    let private = match &config.database_url {
        Some(_) => None,
        None => {
            let (data, bin) = (config.data.clone(), config.pg_bin.clone());
            Some(tokio::task::spawn_blocking(move || Private::start(&data, bin.as_deref())).await??)
        }
    };
    let outcome = run(&config, with_demo, listener, private.as_ref().map(|p| p.url.as_str())).await;
    if let Some(private) = private {
        tokio::task::spawn_blocking(move || private.stop()).await?;
    }
    outcome
}

/// Takes as many file descriptors as the system grants: shells often begin with 1,024, which is fewer than
/// the sockets of a middling service desk.
fn allow_many_sockets() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(e) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(error = %e, "the limit of open files could not be raised");
    }
}

async fn run(config: &Config, with_demo: bool, listener: TcpListener, private_url: Option<&str>) -> anyhow::Result<()> {
    let program = Program::start(options(config, with_demo, private_url)?).await?;
    match with_demo {
        true => demo::seed(&program).await.context("seeding the demo")?,
        false => first_start(&program).await.context("preparing the platform tenant")?,
    }
    let address = listener.local_addr()?;
    announce(config, address, with_demo);
    let app = program.app.clone();
    let service = program.router.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(without_delay(listener), service).with_graceful_shutdown({
        let app = app.clone();
        async move {
            asked_to_stop().await;
            tracing::info!("stopping");
            // Sockets and streams end now; requests in flight go on.
            app.stop().cancel();
        }
    });
    let stop = app.stop().clone();
    tokio::select! {
        ended = served => ended?,
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
    let base = config.public_url.clone().unwrap_or_else(|| config::address(address));
    let base = base.trim_end_matches('/');
    println!("\nPolydesk is ready.\n  portal   {base}/portal/\n  console  {base}/console/\n  API      {base}/api/docs");
    if with_demo {
        println!("{}", demo::logins());
    }
    if config.public_url.is_none() && !address.ip().is_loopback() {
        println!("  Links in mails point to {base}: set POLYDESK_PUBLIC_URL to the address that people use.");
    }
    println!();
}

/// Small frames leave at once: Nagle's algorithm would hold a chat message for up to 40 ms.
pub fn without_delay(listener: TcpListener) -> TapIo<TcpListener, fn(&mut TcpStream)> {
    listener.tap_io(|stream| drop(stream.set_nodelay(true)))
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
}
