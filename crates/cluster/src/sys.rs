//! The system calls that std does not offer: dropping privileges in the child, signals, free space.
#![expect(unsafe_code, reason = "setresuid, prctl, kill and statvfs have no safe form in std")]

use std::ffi::CString;
use std::io;
use std::os::fd::RawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

pub(crate) use libc::{SIGINT, SIGKILL, SIGQUIT};

pub(crate) fn effective_uid() -> u32 {
    // SAFETY: takes nothing, cannot fail.
    unsafe { libc::geteuid() }
}

/// Whether the signal was delivered.
pub(crate) fn signal(pid: u32, signal: i32) -> bool {
    let Ok(pid) = i32::try_from(pid) else { return false };
    // Never signal a process group or "everyone" (pid 0, -1) by accident.
    // SAFETY: plain values.
    pid > 1 && unsafe { libc::kill(pid, signal) } == 0
}

/// Bytes that a new file in `folder` could take.
pub(crate) fn free_bytes(folder: &Path) -> io::Result<u64> {
    let path = CString::new(folder.as_os_str().as_bytes())?;
    // SAFETY: all-zero is a valid statvfs; the path is NUL-terminated and outlives the call.
    unsafe {
        let mut stat: libc::statvfs = std::mem::zeroed();
        if libc::statvfs(path.as_ptr(), &raw mut stat) != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(stat.f_bavail * stat.f_frsize)
    }
}

/// Prepares the child: own session (a terminal's Ctrl-C must reach only our program, which then stops
/// PostgreSQL in order), another account when given, `hand_down` left open across exec, and, unless `outlive`, a shutdown when we die.
pub(crate) fn prepare(command: &mut Command, become_user: Option<(u32, u32)>, hand_down: Option<RawFd>, outlive: bool) {
    let parent = std::process::id();
    let setup = move || {
        // SAFETY: only async-signal-safe calls on plain values, between fork and exec.
        unsafe {
            if libc::setsid() < 0 {
                return Err(io::Error::last_os_error());
            }
            if let Some(fd) = hand_down
                && libc::fcntl(fd, libc::F_SETFD, 0) < 0
            {
                return Err(io::Error::last_os_error());
            }
            if let Some((uid, gid)) = become_user
                && (libc::setgroups(0, std::ptr::null()) != 0
                    || libc::setresgid(gid, gid, gid) != 0
                    || libc::setresuid(uid, uid, uid) != 0)
            {
                return Err(io::Error::last_os_error());
            }
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            if !outlive {
                // After setresuid, which clears it. SIGINT is PostgreSQL's fast, clean shutdown.
                libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGINT);
                // The parent may have died between fork and prctl.
                if libc::getppid().cast_unsigned() != parent {
                    return Err(io::Error::from_raw_os_error(libc::ESRCH));
                }
            }
        }
        Ok(())
    };
    // SAFETY: the closure allocates nothing and touches no lock.
    unsafe { command.pre_exec(setup) };
}
