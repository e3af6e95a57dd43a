//! Throw-away PostgreSQL for tests: fast (nothing is fsynced), in memory where there is room.
//!
//! `make test` starts one with `polydesk-testpg exec` and names it in `POLYDESK_TEST_PG`. A test that is
//! run by hand gets a shared one from `shared_url`: the first process starts it detached, and a small
//! watchdog ends it when nobody has used it for two minutes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::ClusterError;
use crate::folder::{Folder, tag_of};
use crate::{Cluster, Options, PORT, binaries, leftovers, server, sys};

/// The environment variable that names the cluster of a test run: a superuser URL without database.
pub const ENV: &str = "POLYDESK_TEST_PG";

const PREFIX: &str = "polydesk-testpg-";
const IDLE_SECS: u32 = 120;
/// Databases of past tests pile up in memory; a shared cluster larger than this (MiB) is retired.
const RETIRE_MB: u32 = 4096;
/// Memory is used for the data only where at least this much (bytes) is free.
const ROOM: u64 = 6 << 30;

/// The superuser URL of a running test cluster, without a database: `format!("{}/postgres", shared_url())`.
///
/// # Panics
/// When no cluster can be started; the message says why.
pub fn shared_url() -> String {
    if let Some(url) = std::env::var(ENV).ok().filter(|url| !url.is_empty()) {
        return url.trim_end_matches('/').to_owned();
    }
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| find_or_start().unwrap_or_else(|error| panic!("no PostgreSQL for the tests: {error}"))).clone()
}

/// A cluster of one's own that ends with its owner.
pub fn throw_away() -> Result<(Cluster, PathBuf), ClusterError> {
    let folder = fresh_folder()?;
    let cluster = Cluster::start(options(&folder))?;
    Ok((cluster, folder))
}

fn options(folder: &Path) -> Options {
    Options { data: folder.to_path_buf(), bin: None, durable: false, max_connections: 400, shared_buffers_mb: 256 }
}

fn find_or_start() -> Result<String, ClusterError> {
    let home = home();
    let fail = || ClusterError::folder(&home);
    fs::create_dir_all(&home).map_err(fail())?;
    let lock_path = home.join("lock");
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&lock_path).map_err(fail())?;
    // Held while starting: the other test processes wait here and then find it running.
    lock.lock().map_err(fail())?;
    let url_file = home.join("url");
    if let Some(url) = running_url(&url_file) {
        return Ok(url);
    }
    let root = fresh_folder()?;
    let (url, pid, tag) = start_detached(&root)?;
    write_url_file(&url_file, &url, pid, &root).map_err(fail())?;
    watch(&url_file, &lock_path, &root, pid, &tag)?;
    Ok(url)
}

/// `target/testpg` of the checkout that the running test was built in.
fn home() -> PathBuf {
    let exe = std::env::current_exe().unwrap_or_default();
    let target = exe.ancestors().find(|dir| dir.join("CACHEDIR.TAG").is_file()).map(Path::to_path_buf);
    target.unwrap_or_else(std::env::temp_dir).join("testpg")
}

fn fresh_folder() -> Result<PathBuf, ClusterError> {
    let memory = Path::new("/dev/shm");
    let base = if sys::free_bytes(memory).is_ok_and(|free| free >= ROOM) { memory.to_path_buf() } else { home() };
    sweep(&base);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let folder = base.join(format!("{PREFIX}{}-{:x}", std::process::id(), now));
    fs::create_dir_all(&folder).map_err(ClusterError::folder(&folder))?;
    Ok(folder)
}

/// Removes what killed test runs left behind; it would fill the memory.
fn sweep(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let path = entry.path();
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let young = entry
            .metadata()
            .and_then(|m| m.modified())
            .is_ok_and(|at| at.elapsed().is_ok_and(|age| age < Duration::from_secs(60)));
        if !ours || young || leftovers::any(&tag_of(&path)) {
            continue;
        }
        let held = File::open(path.join("lock")).is_ok_and(|lock| lock.try_lock().is_err());
        if !held {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

fn start_detached(root: &Path) -> Result<(String, u32, String), ClusterError> {
    let options = options(root);
    let folder = Folder::open(root)?;
    let binaries = binaries::find(None, &folder)?;
    server::initialise(&folder, &binaries, false)?;
    let mut child = server::postmaster(&folder, &binaries, &options, true)?.spawn().map_err(ClusterError::Spawn)?;
    if let Some(status) = server::wait_ready(&folder, &mut child)? {
        return Err(ClusterError::Start { status: status.to_string(), log: folder.log_tail() });
    }
    let url = folder.url("");
    Ok((url.trim_end_matches('/').to_owned(), child.id(), folder.tag().to_owned()))
}

fn write_url_file(path: &Path, url: &str, pid: u32, root: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path)?;
    writeln!(file, "{url}\n{pid}\n{}", root.display())
}

fn running_url(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let mut lines = text.lines();
    let (url, _pid, root) = (lines.next()?, lines.next()?, lines.next()?);
    // Before connecting: the watchdog looks at the file's time.
    File::options().write(true).open(path).ok()?.set_modified(SystemTime::now()).ok()?;
    UnixStream::connect(Path::new(root).join(format!("run/.s.PGSQL.{PORT}"))).ok()?;
    Some(url.to_owned())
}

/// The watchdog is a shell script: it must outlive this test process and need nothing that is built.
fn watch(url_file: &Path, lock: &Path, root: &Path, pid: u32, tag: &str) -> Result<(), ClusterError> {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", include_str!("testing_watchdog.sh"), "polydesk-testpg-watchdog"]);
    command.args([pid.to_string(), IDLE_SECS.to_string(), RETIRE_MB.to_string(), tag.to_owned()]);
    command.args([url_file, lock, root]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
    sys::prepare(&mut command, None, None, true);
    command.spawn().map(drop).map_err(ClusterError::Spawn)
}
