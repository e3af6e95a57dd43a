//! The private PostgreSQL of a program that was given none: started first, watched, stopped last.

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use cluster::{Cluster, ClusterError, Options};

/// How soon a death is noticed.
const WATCH_EVERY: Duration = Duration::from_millis(100);

pub struct Private {
    cluster: Arc<Mutex<Option<Cluster>>>,
    ending: Arc<AtomicBool>,
    watcher: Option<JoinHandle<()>>,
    pub url: String,
    pub pid: u32,
}

impl Private {
    pub fn start(data: &Path, bin: Option<&Path>) -> Result<Self, ClusterError> {
        let options = Options {
            data: data.join("postgres"),
            bin: bin.map(Path::to_path_buf),
            durable: true,
            max_connections: 100,
            shared_buffers_mb: 128,
        };
        let cluster = Cluster::start(options)?;
        let (url, pid) = (cluster.url("postgres"), cluster.pid());
        tracing::info!(major = cluster.major(), pid, "private PostgreSQL is up");
        let cluster = Arc::new(Mutex::new(Some(cluster)));
        let ending = Arc::new(AtomicBool::new(false));
        let watcher = std::thread::Builder::new()
            .name("postgres-watch".into())
            .spawn({
                let (cluster, ending) = (cluster.clone(), ending.clone());
                move || watch(&cluster, &ending)
            })
            .ok();
        Ok(Self { cluster, ending, watcher, url, pid })
    }

    pub fn stop(mut self) {
        self.ending.store(true, Ordering::Release);
        if let Some(watcher) = self.watcher.take() {
            drop(watcher.join());
        }
        let cluster = self.cluster.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(e)) = cluster.map(Cluster::stop) {
            tracing::error!(error = %e, "private PostgreSQL did not stop cleanly");
        }
    }
}

fn watch(cluster: &Mutex<Option<Cluster>>, ending: &AtomicBool) {
    while !ending.load(Ordering::Acquire) {
        std::thread::sleep(WATCH_EVERY);
        let mut held = cluster.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(cluster) = held.as_mut() else { return };
        if let Err(e) = cluster.restart_if_dead() {
            tracing::error!(error = %e, "private PostgreSQL could not be started again; trying on");
        }
    }
}
