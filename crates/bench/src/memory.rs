//! Memory of running processes, from /proc.

use std::fs;

use anyhow::{Context as _, Result};

/// Resident memory of one process, in KiB.
pub fn resident_kib(pid: u32) -> Result<u64> {
    field(&fs::read_to_string(format!("/proc/{pid}/status"))?, "VmRSS:")
}

/// The most that one process ever had resident, in KiB.
pub fn peak_kib(pid: u32) -> Result<u64> {
    field(&fs::read_to_string(format!("/proc/{pid}/status"))?, "VmHWM:")
}

/// Proportional memory of a process and all it started, in KiB: shared pages count once, which is what
/// PostgreSQL's many processes need.
pub fn proportional_kib(root: u32) -> Result<u64> {
    let mut total = 0;
    for pid in family(root)? {
        // A process may end while we look.
        if let Ok(text) = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")) {
            total += field(&text, "Pss:")?;
        }
    }
    Ok(total)
}

/// A process and all that it started.
pub fn family(root: u32) -> Result<Vec<u32>> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let Ok(status) = fs::read_to_string(entry.path().join("status")) else { continue };
        if let Ok(parent) = field(&status, "PPid:") {
            parents.push((pid, u32::try_from(parent)?));
        }
    }
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    Ok(family)
}

fn field(text: &str, name: &str) -> Result<u64> {
    let line = text.lines().find(|line| line.starts_with(name)).with_context(|| format!("no {name}"))?;
    Ok(line[name.len()..].trim().trim_end_matches(" kB").trim().parse()?)
}
