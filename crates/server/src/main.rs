//! The command line.

use clap::{Parser, Subcommand};
use server::{config::Config, serve, telemetry};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A multi-tenant customer-service cloud.
#[derive(Parser)]
#[command(name = "polydesk", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve requests and do the background work.
    Serve {
        #[command(flatten)]
        config: Box<Config>,
        /// Fill an empty database with the demo's tenants, people and articles.
        #[arg(long)]
        demo: bool,
    },
    /// Print the OpenAPI document.
    Openapi,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    // One provider for the whole process: with two compiled in, rustls refuses to choose.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let _telemetry = telemetry::start()?;
    match cli.command {
        Command::Serve { config, demo } => serve::serve(*config, demo).await,
        Command::Openapi => {
            println!("{}", server::api::document_text()?);
            Ok(())
        }
    }
}
