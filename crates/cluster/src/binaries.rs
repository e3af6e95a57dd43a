//! Finds PostgreSQL's programs: the given folder, beside our executable, the system, the checkout's cache.
//! A data folder that exists decides the major version.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::ClusterError;
use crate::folder::Folder;

/// Older servers lack what the migrations use (002 asks for 15+).
const OLDEST_MAJOR: u32 = 15;

#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    pub dir: PathBuf,
    pub major: u32,
}

impl Binaries {
    pub fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

pub(crate) fn find(given: Option<&Path>, folder: &Folder) -> Result<Binaries, ClusterError> {
    let wanted = folder.major()?;
    let given = given
        .map(Path::to_path_buf)
        .or_else(|| std::env::var_os("POLYDESK_PG_BIN").filter(|v| !v.is_empty()).map(PathBuf::from));
    if let Some(dir) = given {
        let dir = dir.canonicalize().unwrap_or(dir);
        let bad = |reason: &str| ClusterError::BadBinaries { path: dir.clone(), reason: reason.into() };
        let major = major_of(&dir).ok_or_else(|| bad("`postgres --version` and `initdb` are needed there"))?;
        if !folder.account().can_reach(&dir) {
            return Err(bad(
                "the account that runs PostgreSQL cannot reach it; running as root, put it outside of /root",
            ));
        }
        if major < OLDEST_MAJOR {
            return Err(bad(&format!("it is PostgreSQL {major}, older than {OLDEST_MAJOR}")));
        }
        return match wanted {
            Some(data) if data != major => {
                Err(ClusterError::WrongMajor { path: folder.root().into(), data, found: major.to_string() })
            }
            _ => Ok(Binaries { dir, major }),
        };
    }

    let mut unreachable = Vec::new();
    let mut others = Vec::new();
    for dir in candidates() {
        let Some(major) = major_of(&dir) else { continue };
        if !folder.account().can_reach(&dir) {
            unreachable.push(dir.display().to_string());
        } else if wanted.is_some_and(|data| data != major) || major < OLDEST_MAJOR {
            others.push(major);
        } else {
            return Ok(Binaries { dir, major });
        }
    }
    others.dedup();
    match wanted {
        Some(data) if !others.is_empty() => {
            let found = others.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            Err(ClusterError::WrongMajor { path: folder.root().into(), data, found })
        }
        _ => Err(ClusterError::NoBinaries { detail: describe(&unreachable, wanted) }),
    }
}

fn describe(unreachable: &[String], wanted: Option<u32>) -> String {
    let mut detail = String::new();
    if let Some(major) = wanted {
        detail.push_str(&format!(" for the existing data of PostgreSQL {major}"));
    }
    if !unreachable.is_empty() {
        detail
            .push_str(&format!(" ({} cannot be reached by the account that runs PostgreSQL)", unreachable.join(", ")));
    }
    detail
}

/// In order of preference; not yet checked.
fn candidates() -> Vec<PathBuf> {
    let exe = std::env::current_exe().ok().and_then(|p| p.canonicalize().ok());
    let mut dirs = Vec::new();
    if let Some(beside) = exe.as_deref().and_then(Path::parent) {
        dirs.push(beside.join("pgsql/bin"));
    }
    dirs.extend(system());
    // The folder that `scripts/ensure-postgres.sh` fills in a checkout.
    let cwd = std::env::current_dir().ok();
    for start in [cwd.as_deref(), exe.as_deref()].into_iter().flatten() {
        dirs.extend(start.ancestors().map(|p| p.join(".cache/postgres/pgsql/bin")));
    }
    dirs.into_iter().filter_map(|dir| dir.canonicalize().ok()).collect()
}

fn system() -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = Vec::new();
    for major in (OLDEST_MAJOR..=30).rev() {
        dirs.push(format!("/usr/lib/postgresql/{major}/bin").into());
        dirs.push(format!("/usr/pgsql-{major}/bin").into());
    }
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output()
        && output.status.success()
    {
        dirs.push(String::from_utf8_lossy(&output.stdout).trim().into());
    }
    dirs.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    dirs
}

fn major_of(dir: &Path) -> Option<u32> {
    if !dir.join("initdb").is_file() {
        return None;
    }
    let output = Command::new(dir.join("postgres")).arg("--version").output().ok()?;
    parse_major(&String::from_utf8_lossy(&output.stdout))
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15, `… 19beta1` is 19.
fn parse_major(version: &str) -> Option<u32> {
    let after = version.split("(PostgreSQL) ").nth(1)?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse_major;

    #[test]
    fn the_major_version_is_read_from_releases_and_betas() {
        assert_eq!(parse_major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(parse_major("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(parse_major("something else"), None);
    }
}
