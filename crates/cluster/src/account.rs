//! Which account PostgreSQL runs as, and what that account can reach.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::error::ClusterError;
use crate::sys;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Account {
    pub uid: u32,
    pub gid: u32,
    /// We are root and the child must become this account.
    pub switch: bool,
}

impl Account {
    /// As root: the owner of existing data, else `postgres`, else `nobody`. Otherwise: ourselves.
    pub fn choose(data: &Path) -> Result<Self, ClusterError> {
        let me = sys::effective_uid();
        let owner = fs::metadata(data).ok().map(|m| (m.uid(), m.gid()));
        if me != 0 {
            return match owner {
                Some((owner, _)) if owner != me => {
                    Err(ClusterError::ForeignOwner { path: data.to_path_buf(), owner, me })
                }
                _ => Ok(Self { uid: me, gid: 0, switch: false }),
            };
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let (uid, gid) = owner
            .filter(|(uid, _)| *uid != 0)
            .or_else(|| lookup(&passwd, "postgres"))
            .or_else(|| lookup(&passwd, "nobody"))
            .ok_or(ClusterError::NoAccount)?;
        Ok(Self { uid, gid, switch: true })
    }

    pub fn target(self) -> Option<(u32, u32)> {
        self.switch.then_some((self.uid, self.gid))
    }

    /// Whether every folder above (and including) `path` lets this account pass. Looks at mode bits
    /// only: an ACL that grants more is not seen, which costs nothing but a detour.
    pub fn can_reach(self, path: &Path) -> bool {
        if !self.switch {
            return true;
        }
        path.ancestors().filter(|p| !p.as_os_str().is_empty()).all(|folder| {
            fs::metadata(folder).is_ok_and(|m| {
                let bit = if m.uid() == self.uid {
                    0o100
                } else if m.gid() == self.gid {
                    0o010
                } else {
                    0o001
                };
                m.mode() & bit != 0
            })
        })
    }
}

fn lookup(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let line = passwd.lines().find(|l| l.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    let uid = fields.next()?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some((uid, gid))
}

#[cfg(test)]
mod tests {
    use super::lookup;

    #[test]
    fn accounts_are_found_by_whole_name() {
        let passwd =
            "root:x:0:0::/root:/bin/sh\npostgresx:x:7:8::/:/\npostgres:x:114:122:,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(lookup(passwd, "postgres"), Some((114, 122)));
        assert_eq!(lookup(passwd, "nobody"), None);
    }
}
