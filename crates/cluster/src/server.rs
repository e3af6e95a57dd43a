//! Runs PostgreSQL's programs: initdb once, the postmaster for as long as the cluster lives.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::binaries::Binaries;
use crate::error::ClusterError;
use crate::folder::Folder;
use crate::{Options, PORT, SUPERUSER, leftovers, sys};

const POLL: Duration = Duration::from_millis(5);

/// Makes an empty cluster in the folder.
pub(crate) fn initialise(folder: &Folder, binaries: &Binaries, durable: bool) -> Result<(), ClusterError> {
    let making = folder.half_made();
    if making.exists() {
        fs::remove_dir_all(&making).map_err(ClusterError::folder(&making))?;
    }
    folder.make_private_dir(&making)?;
    let mut command = Command::new(binaries.program("initdb"));
    command.arg("-D").arg(folder.as_seen(&making));
    command.args(["-U", SUPERUSER, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]);
    command.arg("--pwfile").arg(folder.as_seen(&folder.password_file()));
    if !durable {
        command.arg("--no-sync");
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    surroundings(&mut command);
    // Spawned and waited for on this thread: no need for the spawner.
    sys::prepare(&mut command, folder.account().target(), folder.handed_down(), false);
    let output = command.output().map_err(ClusterError::Spawn)?;
    if !output.status.success() {
        return Err(ClusterError::Initdb(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    fs::rename(&making, folder.data()).map_err(ClusterError::folder(folder.data()))?;
    if durable {
        File::open(folder.root()).and_then(|root| root.sync_all()).map_err(ClusterError::folder(folder.root()))?;
    }
    Ok(())
}

/// The postmaster and what is needed to start it again.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    exited: bool,
    spawner: Spawner,
    binaries: Binaries,
    options: Options,
}

impl Server {
    pub fn start(folder: &Folder, binaries: Binaries, options: Options) -> Result<Self, ClusterError> {
        let spawner = Spawner::new()?;
        let child = launch(folder, &binaries, &options, &spawner)?;
        Ok(Self { child, exited: false, spawner, binaries, options })
    }

    pub fn restart(&mut self, folder: &Folder) -> Result<(), ClusterError> {
        self.child = launch(folder, &self.binaries, &self.options, &self.spawner)?;
        self.exited = false;
        Ok(())
    }

    pub fn is_alive(&mut self) -> bool {
        if !self.exited && !matches!(self.child.try_wait(), Ok(None)) {
            self.exited = true;
        }
        !self.exited
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
    pub fn major(&self) -> u32 {
        self.binaries.major
    }
    pub fn bin_dir(&self) -> &Path {
        &self.binaries.dir
    }

    /// Fast shutdown; after `patience` an immediate one, which the next start recovers from.
    pub fn stop(&mut self, patience: Duration) -> Result<(), ClusterError> {
        if !self.is_alive() {
            return Ok(());
        }
        sys::signal(self.pid(), sys::SIGINT);
        if self.ended_within(patience) {
            return Ok(());
        }
        sys::signal(self.pid(), sys::SIGQUIT);
        if !self.ended_within(Duration::from_secs(10)) {
            sys::signal(self.pid(), sys::SIGKILL);
            self.ended_within(Duration::from_secs(10));
        }
        Err(ClusterError::StopTimeout(self.pid()))
    }

    fn ended_within(&mut self, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        while self.is_alive() {
            if Instant::now() > deadline {
                return false;
            }
            thread::sleep(POLL);
        }
        true
    }
}

/// Starts the postmaster and waits until it accepts connections. Crash recovery may take minutes, so the
/// only limit is the process's own life.
fn launch(folder: &Folder, binaries: &Binaries, options: &Options, spawner: &Spawner) -> Result<Child, ClusterError> {
    const ATTEMPTS: u32 = 3;
    for attempt in 1.. {
        let mut child = spawner.spawn(postmaster(folder, binaries, options, false)?)?;
        let Some(status) = wait_ready(folder, &mut child)? else { return Ok(child) };
        let log = folder.log_tail();
        // Backends of a killed postmaster may hold its shared memory for a moment longer.
        if attempt >= ATTEMPTS || !log.contains("shared memory block") {
            return Err(ClusterError::Start { status: status.to_string(), log });
        }
        leftovers::end(folder)?;
    }
    unreachable!("the loop returns")
}

/// `None` when ready, else how it ended.
pub(crate) fn wait_ready(folder: &Folder, child: &mut Child) -> Result<Option<ExitStatus>, ClusterError> {
    let started = Instant::now();
    let mut told = 0;
    while !is_ready(folder, child.id()) {
        if let Some(status) = child.try_wait().map_err(ClusterError::Spawn)? {
            return Ok(Some(status));
        }
        let waited = started.elapsed().as_secs() / 10;
        if waited > told {
            told = waited;
            tracing::info!(seconds = waited * 10, log = %folder.log_tail(), "postgresql is still starting (recovering?)");
        }
        thread::sleep(POLL);
    }
    Ok(None)
}

/// Line 8 of postmaster.pid is the postmaster's state; line 1 tells whose file it is.
fn is_ready(folder: &Folder, pid: u32) -> bool {
    let text = fs::read_to_string(folder.data().join("postmaster.pid")).unwrap_or_default();
    let mut lines = text.lines();
    lines.next().and_then(|l| l.trim().parse().ok()) == Some(pid) && lines.nth(6).map(str::trim) == Some("ready")
}

pub(crate) fn postmaster(
    folder: &Folder,
    binaries: &Binaries,
    options: &Options,
    outlive: bool,
) -> Result<Command, ClusterError> {
    let data = folder.data();
    let sockets = folder.as_seen(folder.socket_dir());
    let mut command = Command::new(binaries.program("postgres"));
    command.arg("-D").arg(folder.as_seen(&data)).arg("-k").arg(sockets);
    for (name, value) in settings(folder, options) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(folder.open_log()?);
    surroundings(&mut command);
    sys::prepare(&mut command, folder.account().target(), folder.handed_down(), outlive);
    Ok(command)
}

fn settings(folder: &Folder, options: &Options) -> Vec<(&'static str, String)> {
    let mut settings = vec![
        ("cluster_name", folder.tag().to_owned()),
        ("port", PORT.to_string()),
        ("listen_addresses", String::new()),
        ("unix_socket_permissions", "0700".into()),
        ("max_connections", options.max_connections.to_string()),
        ("shared_buffers", format!("{}MB", options.shared_buffers_mb)),
        ("password_encryption", "scram-sha-256".into()),
        ("timezone", "UTC".into()),
        ("log_timezone", "UTC".into()),
        ("logging_collector", "off".into()),
        ("log_checkpoints", "off".into()),
        ("log_line_prefix", "%m [%p] %u@%d ".into()),
        // Statements here are short: compiling them costs more than it saves.
        ("jit", "off".into()),
        ("random_page_cost", "1.1".into()),
    ];
    let on_off = if options.durable { "on" } else { "off" };
    for name in ["fsync", "synchronous_commit", "full_page_writes"] {
        settings.push((name, on_off.into()));
    }
    let tuned: &[(&str, &str)] = if options.durable {
        &[("wal_level", "replica"), ("wal_compression", "on")]
    } else {
        &[("wal_level", "minimal"), ("max_wal_senders", "0"), ("max_wal_size", "1GB"), ("checkpoint_timeout", "30min")]
    };
    settings.extend(tuned.iter().map(|(name, value)| (*name, (*value).to_owned())));
    settings
}

fn surroundings(command: &mut Command) {
    command.current_dir("/").env_clear().env("LC_ALL", "C.UTF-8").env("PATH", "/usr/bin:/bin");
}

/// A thread that starts the postmaster and then stays: PR_SET_PDEATHSIG fires when the *thread* that
/// spawned a child ends, and the caller's thread may be a short-lived one.
#[derive(Debug)]
struct Spawner {
    jobs: mpsc::Sender<(Command, mpsc::Sender<std::io::Result<Child>>)>,
}

impl Spawner {
    fn new() -> Result<Self, ClusterError> {
        let (jobs, inbox) = mpsc::channel::<(Command, mpsc::Sender<std::io::Result<Child>>)>();
        thread::Builder::new()
            .name("cluster-parent".into())
            .spawn(move || {
                for (mut command, reply) in inbox {
                    let _ = reply.send(command.spawn());
                }
            })
            .map_err(ClusterError::Spawn)?;
        Ok(Self { jobs })
    }

    fn spawn(&self, command: Command) -> Result<Child, ClusterError> {
        let (reply, answer) = mpsc::channel();
        let gone = || ClusterError::Spawn(std::io::Error::other("the spawning thread ended"));
        self.jobs.send((command, reply)).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?.map_err(ClusterError::Spawn)
    }
}
