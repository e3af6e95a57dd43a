//! Closed-loop load: each client sends its next request when the last one was answered.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;

/// What a run measured.
#[derive(Debug, Clone)]
pub struct Measured {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    pub errors: usize,
    /// The first one, in words.
    pub error: Option<String>,
}

/// Runs `clients` at once for `time`; `work` gets the client's number. A tenth of the time goes by before
/// anything counts, so that pools and caches are warm.
pub async fn run<W, F>(clients: usize, time: Duration, work: W) -> Result<Measured>
where
    W: Fn(usize) -> F + Send + Sync + 'static,
    F: Future<Output = Result<()>> + Send,
{
    let work = Arc::new(work);
    let counting_from = Instant::now() + time / 10;
    let until = counting_from + time;
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let work = work.clone();
            tokio::spawn(async move {
                let (mut latencies, mut errors) = (Vec::new(), Vec::new());
                while Instant::now() < until {
                    let began = Instant::now();
                    let outcome = work(client).await;
                    if began < counting_from {
                        continue;
                    }
                    match outcome {
                        Ok(()) => latencies.push(began.elapsed()),
                        Err(error) => errors.push(error.to_string()),
                    }
                }
                (latencies, errors)
            })
        })
        .collect();
    let (mut latencies, mut errors) = (Vec::new(), Vec::new());
    for task in tasks {
        let (more, failed) = task.await?;
        latencies.extend(more);
        errors.extend(failed);
    }
    latencies.sort_unstable();
    Ok(Measured {
        per_second: latencies.len() as f64 / time.as_secs_f64(),
        p50: percentile(&latencies, 50),
        p99: percentile(&latencies, 99),
        errors: errors.len(),
        error: errors.into_iter().next(),
    })
}

/// Nearest rank; zero when nothing was measured.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_ranks_of_what_was_measured() {
        let hundred: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&hundred, 50), Duration::from_millis(50));
        assert_eq!(percentile(&hundred, 99), Duration::from_millis(99));
        assert_eq!(percentile(&hundred[..1], 99), Duration::from_millis(1));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
