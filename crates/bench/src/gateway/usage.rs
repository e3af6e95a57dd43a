//! What a process and all that it started have used: the kernel's books, which other work on the machine does not
//! falsify as it does latencies.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::memory;

/// The kernel counts in hundredths of a second, on every Linux there is.
const TICK: Duration = Duration::from_millis(10);

/// Processor time since each process began, children that have ended included.
pub fn processor(root: u32) -> Result<Duration> {
    let mut ticks = 0;
    for pid in memory::family(root)? {
        // A process may end while we look; then its parent has its time.
        if let Ok(text) = fs::read_to_string(format!("/proc/{pid}/stat")) {
            ticks += of(&text)?;
        }
    }
    Ok(TICK * u32::try_from(ticks)?)
}

/// `utime`, `stime`, `cutime` and `cstime`, which come after the name in brackets.
fn of(stat: &str) -> Result<u64> {
    let (_, after) = stat.rsplit_once(") ").context("no name in brackets")?;
    after.split(' ').skip(11).take(4).map(|ticks| Ok(ticks.parse::<u64>()?)).sum()
}

/// Waits until nothing is left to be done for what was asked (bookings are carried to the database behind the
/// answers), and tells what has been used by then.
pub async fn when_quiet(root: u32) -> Result<Duration> {
    const LOOK_EVERY: Duration = Duration::from_millis(300);
    const QUIET: Duration = Duration::from_millis(20);
    let mut last = processor(root)?;
    for _ in 0..200 {
        tokio::time::sleep(LOOK_EVERY).await;
        let now = processor(root)?;
        if now.saturating_sub(last) <= QUIET {
            return Ok(now);
        }
        last = now;
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_times_of_a_process_are_found_behind_its_name() {
        let stat = "42 (a b) c) S 1 42 42 0 -1 4194560 1 2 3 4 100 20 3 1 20 0 9 0 77";
        assert_eq!(of(stat).unwrap(), 124);
    }
}
