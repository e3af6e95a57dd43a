//! What the AI gateway costs beside the least that any proxy costs, measured in one run on one machine.
//!
//! `stub` plays a provider, `floor` is the least a proxy can do, `load` asks and reads, `usage` reads the kernel's
//! books of a process and all it started, `goals` compares.

pub mod floor;
pub mod goals;
pub mod load;
pub mod stub;
pub mod usage;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};

/// A process of this very program in another part, which says its port on its first line.
#[derive(Debug)]
pub struct Part {
    child: Child,
    pub port: u16,
}

impl Part {
    pub fn start(arguments: &[&str]) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {arguments:?}"))?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("no stdout")?).read_line(&mut line)?;
        let port = line.trim().parse().with_context(|| format!("{arguments:?} said {line:?} instead of its port"))?;
        Ok(Self { child, port })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Listens on a free port of this machine and says which.
pub async fn listen() -> Result<tokio::net::TcpListener> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    Ok(listener)
}
