//! The cluster's folder: layout, ownership, the lock that one program holds, the password, the socket's place.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write as _};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use crate::account::Account;
use crate::error::ClusterError;
use crate::{PORT, SUPERUSER};

/// sun_path holds 107 bytes and a NUL; the file is `/.s.PGSQL.5432`, and while starting `….lock`.
const SOCKET_DIR_MAX: usize = 107 - "/.s.PGSQL.5432.lock".len();
/// The log is renamed to `postgres.log.1` at a start when it is larger (bytes).
const LOG_MAX: u64 = 8 << 20;

#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    socket_dir: PathBuf,
    account: Account,
    password: String,
    tag: String,
    /// The root, held open; see `as_seen`.
    handle: File,
    reachable: bool,
    /// Held open: closing it releases the lock.
    _lock: File,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self, ClusterError> {
        let fail = || ClusterError::folder(path);
        fs::create_dir_all(path).map_err(fail())?;
        let root = path.canonicalize().map_err(fail())?;
        let account = Account::choose(&root.join("data"))?;
        fs::set_permissions(&root, fs::Permissions::from_mode(0o700)).map_err(fail())?;
        give(&root, account).map_err(fail())?;
        let lock = take_lock(&root)?;
        let tag = tag_of(&root);
        let socket_dir = make_socket_dir(&root, &tag, account)?;
        let password = read_or_make_password(&root, account)?;
        let handle = File::open(&root).map_err(fail())?;
        let reachable = account.can_reach(&root);
        Ok(Self { root, socket_dir, account, password, tag, handle, reachable, _lock: lock })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }
    pub fn data(&self) -> PathBuf {
        self.root.join("data")
    }
    /// Where initdb works until it is done, so that a half-made cluster is never taken for a whole one.
    pub fn half_made(&self) -> PathBuf {
        self.root.join("data.new")
    }
    pub fn password_file(&self) -> PathBuf {
        self.root.join("password")
    }
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }
    pub fn account(&self) -> Account {
        self.account
    }
    pub fn password(&self) -> &str {
        &self.password
    }
    /// PostgreSQL's `cluster_name`: in the command line of each of its processes, and so how they are found.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// A path inside the folder, as PostgreSQL is told it. When we are root and a folder above is closed to
    /// PostgreSQL's account (a checkout under /root), that account cannot walk the path; but it can use an
    /// open handle that it inherits, and /proc/self/fd names it for the postmaster and all its children.
    pub fn as_seen(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.root) {
            Ok(inside) if !self.reachable => {
                PathBuf::from(format!("/proc/self/fd/{}", self.handle.as_raw_fd())).join(inside)
            }
            _ => path.to_path_buf(),
        }
    }

    /// The handle that `as_seen` needs in the child.
    pub fn handed_down(&self) -> Option<RawFd> {
        (!self.reachable).then(|| self.handle.as_raw_fd())
    }

    /// The major version of the data that is there.
    pub fn major(&self) -> Result<Option<u32>, ClusterError> {
        let file = self.data().join("PG_VERSION");
        match fs::read_to_string(&file) {
            Ok(text) => match text.trim().parse() {
                Ok(major) => Ok(Some(major)),
                Err(_) => Err(ClusterError::folder(file)(io::Error::other("not a PostgreSQL version"))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ClusterError::folder(file)(error)),
        }
    }

    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://{SUPERUSER}:{}@{}:{PORT}/{}",
            self.password,
            percent_encode(self.socket_dir.as_os_str().as_bytes()),
            percent_encode(database.as_bytes()),
        )
    }

    pub fn open_log(&self) -> Result<File, ClusterError> {
        let path = self.root.join("postgres.log");
        if fs::metadata(&path).is_ok_and(|m| m.len() > LOG_MAX) {
            let _ = fs::rename(&path, self.root.join("postgres.log.1"));
        }
        let fail = || ClusterError::folder(&path);
        OpenOptions::new().create(true).append(true).mode(0o600).open(&path).map_err(fail())
    }

    /// The last lines of PostgreSQL's log, for an error message.
    pub fn log_tail(&self) -> String {
        let text = fs::read(self.root.join("postgres.log")).unwrap_or_default();
        let from = text.len().saturating_sub(2000);
        let text = String::from_utf8_lossy(&text[from..]).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }

    /// Makes `path` a folder that only PostgreSQL's account can open.
    pub fn make_private_dir(&self, path: &Path) -> Result<(), ClusterError> {
        private_dir(path, self.account).map_err(ClusterError::folder(path))
    }

    pub fn remove_short_socket_dir(&self) {
        if !self.socket_dir.starts_with(&self.root) {
            let _ = fs::remove_dir_all(&self.socket_dir);
        }
    }
}

fn take_lock(root: &Path) -> Result<File, ClusterError> {
    let path = root.join("lock");
    let fail = || ClusterError::folder(&path);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(fail())?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            let _ = file.read_to_string(&mut pid);
            let pid = Some(pid.trim()).filter(|p| !p.is_empty()).unwrap_or("unknown").to_owned();
            return Err(ClusterError::Held { path: root.to_path_buf(), pid });
        }
        Err(TryLockError::Error(error)) => return Err(fail()(error)),
    }
    file.set_len(0).map_err(fail())?;
    writeln!(file, "{}", std::process::id()).map_err(fail())?;
    Ok(file)
}

fn make_socket_dir(root: &Path, tag: &str, account: Account) -> Result<PathBuf, ClusterError> {
    let run = root.join("run");
    if run.as_os_str().len() <= SOCKET_DIR_MAX {
        private_dir(&run, account).map_err(ClusterError::folder(&run))?;
        return Ok(run);
    }
    // The path is too long for a unix socket: a short folder named after it, in a place that others
    // may write to, so it must be checked to be ours and to be no link.
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|_| !account.switch);
    let short = runtime
        .filter(|dir| dir.is_dir() && dir.as_os_str().len() + 1 + tag.len() <= SOCKET_DIR_MAX)
        .unwrap_or_else(|| PathBuf::from("/tmp"))
        .join(tag);
    if let Ok(found) = fs::symlink_metadata(&short)
        && (!found.is_dir() || (found.uid() != account.uid && found.uid() != 0))
    {
        let reason = io::Error::other("it exists and belongs to somebody else");
        return Err(ClusterError::folder(short)(reason));
    }
    private_dir(&short, account).map_err(ClusterError::folder(&short))?;
    Ok(short)
}

fn private_dir(path: &Path, account: Account) -> io::Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    give(path, account)
}

fn give(path: &Path, account: Account) -> io::Result<()> {
    match account.target() {
        Some((uid, gid)) => chown(path, Some(uid), Some(gid)),
        None => Ok(()),
    }
}

fn read_or_make_password(root: &Path, account: Account) -> Result<String, ClusterError> {
    let path = root.join("password");
    match fs::read_to_string(&path) {
        Ok(text) if !text.trim().is_empty() => return Ok(text.trim().to_owned()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(ClusterError::folder(path)(error));
        }
        _ => {}
    }
    if root.join("data/PG_VERSION").exists() {
        return Err(ClusterError::NoPassword { path: root.to_path_buf(), file: path });
    }
    make_password(&path, account).map_err(ClusterError::folder(&path))
}

fn make_password(path: &Path, account: Account) -> io::Result<String> {
    let mut bytes = [0_u8; 24];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    let mut password = String::with_capacity(48);
    for byte in bytes {
        let _ = write!(password, "{byte:02x}");
    }
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    writeln!(file, "{password}")?;
    file.sync_all()?;
    give(path, account)?;
    Ok(password)
}

fn percent_encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, &byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Names the cluster in `root` (a canonical path) in process titles and short socket folders.
pub(crate) fn tag_of(root: &Path) -> String {
    format!("polydesk-{:016x}", fnv1a(root.as_os_str().as_bytes()))
}

/// Stable across programs and versions, unlike std's hasher: the next start must find the same name.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
