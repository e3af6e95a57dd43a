//! A private PostgreSQL cluster under a data folder: created when missing, started, watched, stopped.
//!
//! It listens on a unix socket only, with a generated password (scram). It works as root (PostgreSQL
//! refuses root, so the child drops to the account `postgres`, else `nobody`) and without root. The
//! folder is locked while a program holds it; what an earlier, killed program left running is ended
//! before the next start, and PostgreSQL's own crash recovery does the rest.

mod account;
mod binaries;
mod error;
mod folder;
mod leftovers;
mod server;
mod sys;
pub mod testing;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use error::ClusterError;
use folder::Folder;
use server::Server;

/// The role that owns the cluster; the password is in the folder's `password` file (0600).
const SUPERUSER: &str = "polydesk";
/// Part of the socket's file name only: nothing listens on TCP.
const PORT: u16 = 5432;

/// How to run the cluster.
#[derive(Debug, Clone)]
pub struct Options {
    /// The cluster's own folder (it becomes 0700); `data/`, `run/`, `password`, `lock` and
    /// `postgres.log` are made inside.
    pub data: PathBuf,
    /// A folder with `postgres` and `initdb`; searched for when `None`.
    pub bin: Option<PathBuf>,
    /// `false` trades safety for speed (fsync off): for tests only.
    pub durable: bool,
    /// PostgreSQL's `max_connections`.
    pub max_connections: u16,
    /// PostgreSQL's `shared_buffers`, in MiB.
    pub shared_buffers_mb: u32,
}

/// A running cluster. Dropping it shuts PostgreSQL down.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    folder: Folder,
}

impl Cluster {
    /// Creates the cluster when the folder is empty, recovers it when it crashed, and returns when it
    /// accepts connections.
    pub fn start(options: Options) -> Result<Self, ClusterError> {
        let folder = Folder::open(&options.data)?;
        let binaries = binaries::find(options.bin.as_deref(), &folder)?;
        leftovers::end(&folder)?;
        if folder.major()?.is_none() {
            server::initialise(&folder, &binaries, options.durable)?;
        }
        let server = Server::start(&folder, binaries, options)?;
        Ok(Self { server, folder })
    }

    /// The folder that holds the unix socket.
    pub fn socket_dir(&self) -> &Path {
        self.folder.socket_dir()
    }

    /// The number in the socket's file name.
    pub fn port(&self) -> u16 {
        PORT
    }

    pub fn superuser(&self) -> &str {
        SUPERUSER
    }

    pub fn password(&self) -> &str {
        self.folder.password()
    }

    /// `postgres://user:password@<percent-encoded socket folder>:port/database`, which sqlx and libpq read.
    pub fn url(&self, database: &str) -> String {
        self.folder.url(database)
    }

    /// The major version of the data, for example 15.
    pub fn major(&self) -> u32 {
        self.server.major()
    }

    /// Where `pgbench`, `psql` and the like of the same version are.
    pub fn bin_dir(&self) -> &Path {
        self.server.bin_dir()
    }

    /// Whether the postmaster runs. After a crash of one backend it does, and heals itself.
    pub fn is_alive(&mut self) -> bool {
        self.server.is_alive()
    }

    /// The postmaster's process id.
    pub fn pid(&self) -> u32 {
        self.server.pid()
    }

    /// Starts PostgreSQL again when it died; `true` when it had. Returns when it serves again.
    pub fn restart_if_dead(&mut self) -> Result<bool, ClusterError> {
        if self.server.is_alive() {
            return Ok(false);
        }
        tracing::error!(pid = self.pid(), log = %self.folder.log_tail(), "postgresql died; starting it again");
        leftovers::end(&self.folder)?;
        self.server.restart(&self.folder)?;
        Ok(true)
    }

    /// Fast shutdown: clients are disconnected, a checkpoint is written. Returns when it is done.
    pub fn stop(mut self) -> Result<(), ClusterError> {
        self.server.stop(Duration::from_secs(60))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.server.stop(Duration::from_secs(20)) {
            tracing::error!(%error, "postgresql did not stop");
        }
        self.folder.remove_short_socket_dir();
    }
}
