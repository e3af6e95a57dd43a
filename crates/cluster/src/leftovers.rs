//! Ends what an earlier program left running in this folder, so that the next start is not refused.
//!
//! Only called while we hold the folder's lock, so whatever still runs there has lost its program: a
//! postmaster on its way down (it is told to shut down when its parent dies), or backends that outlived a
//! killed postmaster and still hold its shared memory.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::error::ClusterError;
use crate::folder::Folder;
use crate::{PORT, sys};

const POLL: Duration = Duration::from_millis(20);
/// A fast shutdown writes a checkpoint: give it time before cutting it short.
const FAST: Duration = Duration::from_secs(30);
const IMMEDIATE: Duration = Duration::from_secs(5);
const KILLED: Duration = Duration::from_secs(10);

pub(crate) fn end(folder: &Folder) -> Result<(), ClusterError> {
    let found = running(folder.tag());
    if !found.is_empty() {
        tracing::warn!(?found, "ending what an earlier run left of postgresql");
    }
    // Without a postmaster there is nobody to shut down in order; its backends just have to go.
    let steps: &[(i32, Duration)] = if found.iter().any(|process| process.postmaster) {
        &[(sys::SIGINT, FAST), (sys::SIGQUIT, IMMEDIATE), (sys::SIGKILL, KILLED)]
    } else {
        &[(sys::SIGQUIT, IMMEDIATE), (sys::SIGKILL, KILLED)]
    };
    for (signal, patience) in steps {
        if gone_after(folder, *signal, *patience) {
            break;
        }
    }
    if let Some(process) = running(folder.tag()).first() {
        return Err(ClusterError::Leftover { path: folder.root().into(), pid: process.pid });
    }
    forget_reused_pid(folder)
}

fn gone_after(folder: &Folder, signal: i32, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    let processes = running(folder.tag());
    // A living postmaster ends its own backends; signalling them too would look like a crash to it.
    let with_postmaster = processes.iter().any(|p| p.postmaster);
    for process in processes.iter().filter(|p| p.postmaster || !with_postmaster || signal == sys::SIGKILL) {
        sys::signal(process.pid, signal);
    }
    while Instant::now() < deadline {
        if running(folder.tag()).is_empty() {
            return true;
        }
        thread::sleep(POLL);
    }
    false
}

/// PostgreSQL refuses to start when the pid in one of its lock files is alive, whoever that is now. After a
/// restart of a container small pids collide often, and a killed postmaster stays a zombie until init gets
/// round to it. We know that none of our processes runs.
fn forget_reused_pid(folder: &Folder) -> Result<(), ClusterError> {
    for file in [folder.data().join("postmaster.pid"), folder.socket_dir().join(format!(".s.PGSQL.{PORT}.lock"))] {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let pid: u32 = text.lines().next().and_then(|l| l.trim().parse().ok()).unwrap_or(0);
        if pid != 0 && fs::exists(format!("/proc/{pid}")).unwrap_or(false) {
            tracing::warn!(pid, file = %file.display(), "names a process that is not postgresql; removing it");
            fs::remove_file(&file).map_err(ClusterError::folder(&file))?;
        }
    }
    Ok(())
}

/// Whether any process of the cluster with this tag runs.
pub(crate) fn any(tag: &str) -> bool {
    !running(tag).is_empty()
}

#[derive(Debug)]
struct Process {
    pid: u32,
    postmaster: bool,
}

/// All processes of this cluster, told by the `cluster_name` in their command lines (readable without
/// ptrace rights, which a container's root may lack).
fn running(tag: &str) -> Vec<Process> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let tag = tag.as_bytes();
    entries
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let line = fs::read(entry.path().join("cmdline")).ok()?;
            if !line.windows(tag.len()).any(|window| window == tag) {
                return None;
            }
            let name = fs::read_to_string(entry.path().join("comm")).ok()?;
            (name.trim() == "postgres").then(|| Process { pid, postmaster: !line.starts_with(b"postgres: ") })
        })
        .collect()
}
