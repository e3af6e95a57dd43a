//! A throw-away PostgreSQL for a test run; not shipped.
//!
//! `polydesk-testpg exec COMMAND [ARGS…]` runs the command with `POLYDESK_TEST_PG` set, then ends the
//! cluster and passes the command's exit code on.
//! `polydesk-testpg hold FOLDER` runs a durable cluster there, prints its URL, and stays until its
//! standard input closes: the crash tests kill it.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use cluster::{Cluster, Options, testing};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["exec", program, ref rest @ ..] => exec(program, rest),
        ["hold", folder] => hold(Path::new(folder)),
        _ => Err("usage: polydesk-testpg exec COMMAND [ARGS…] | hold FOLDER".into()),
    };
    result.unwrap_or_else(|error| {
        eprintln!("polydesk-testpg: {error}");
        ExitCode::from(2)
    })
}

fn exec(program: &str, args: &[&str]) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let (cluster, folder) = testing::throw_away()?;
    let url = cluster.url("");
    let status = Command::new(program).args(args).env(testing::ENV, url.trim_end_matches('/')).status();
    cluster.stop()?;
    std::fs::remove_dir_all(folder)?;
    let code = status?.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}

fn hold(folder: &Path) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let options =
        Options { data: folder.to_path_buf(), bin: None, durable: true, max_connections: 20, shared_buffers_mb: 32 };
    let cluster = Cluster::start(options)?;
    println!("{}", cluster.url("postgres"));
    std::io::stdin().read_to_end(&mut Vec::new())?;
    cluster.stop()?;
    Ok(ExitCode::SUCCESS)
}
