//! A polydesk process of our own: started on a free port, killed at will, started again on the same data.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How long a start may take before it counts as failed: a debug build seeds the demo meanwhile.
const START_MAX: Duration = Duration::from_secs(180);

#[derive(Debug)]
pub struct Program {
    binary: PathBuf,
    data: PathBuf,
    port: u16,
    environment: Vec<(String, String)>,
    child: Option<Child>,
}

impl Program {
    /// Not started yet. `data` is kept between starts.
    pub fn new(binary: impl Into<PathBuf>, data: impl Into<PathBuf>) -> Result<Self> {
        // Freed at once: another process could take it, but nothing here asks for ports at random.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        // Thousands of callers come from one address.
        let environment = vec![("POLYDESK_RATE_LIMITS".into(), "off".into())];
        Ok(Self { binary: binary.into(), data: data.into(), port, environment, child: None })
    }

    #[must_use]
    pub fn with_env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    pub fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Starts the program and returns how long it took to answer `/readyz` with 200.
    pub async fn start(&mut self) -> Result<Duration> {
        fs::create_dir_all(&self.data)?;
        let log = File::options().create(true).append(true).open(self.data.join("polydesk.log"))?;
        let began = Instant::now();
        let child = Command::new(&self.binary)
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{}", self.port), "--data"])
            .arg(&self.data)
            .envs(self.environment.iter().cloned())
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot start {}", self.binary.display()))?;
        self.child = Some(child);
        self.ready_since(began).await
    }

    /// Waits until the program serves; the time counts from `began`.
    pub async fn ready_since(&mut self, began: Instant) -> Result<Duration> {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(2)).no_proxy().build()?;
        let url = format!("{}/readyz", self.url());
        loop {
            if let Ok(reply) = client.get(&url).send().await
                && reply.status().is_success()
            {
                return Ok(began.elapsed());
            }
            if let Some(child) = &mut self.child
                && let Some(status) = child.try_wait()?
            {
                bail!("polydesk ended ({status}):\n{}", self.log_tail());
            }
            if began.elapsed() > START_MAX {
                bail!("polydesk is not ready after {START_MAX:?}:\n{}", self.log_tail());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// `kill -9`, as the kernel does when memory runs out.
    pub fn kill_nine(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// SIGTERM, and wait for the orderly end.
    pub fn stop(&mut self) -> Result<Duration> {
        let began = Instant::now();
        if let Some(mut child) = self.child.take() {
            signal(child.id(), "TERM")?;
            child.wait()?;
        }
        Ok(began.elapsed())
    }

    /// The postmaster of the program's private cluster.
    pub fn postmaster(&self) -> Result<u32> {
        let file = find(&self.data, "postmaster.pid", 4).context("no postmaster.pid in the data folder")?;
        let text = fs::read_to_string(file)?;
        Ok(text.lines().next().unwrap_or_default().trim().parse()?)
    }

    /// `kill -9` of the postmaster; its backends notice by themselves.
    pub fn kill_postgres(&self) -> Result<()> {
        signal(self.postmaster()?, "KILL")
    }

    pub fn log_tail(&self) -> String {
        let text = fs::read(self.data.join("polydesk.log")).unwrap_or_default();
        String::from_utf8_lossy(&text[text.len().saturating_sub(4000)..]).into_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}

/// The shell has `kill` built in; std has no way to send a signal.
fn signal(pid: u32, name: &str) -> Result<()> {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {pid}")]).status()?;
    if !status.success() {
        bail!("cannot send {name} to {pid}");
    }
    Ok(())
}

fn find(folder: &Path, name: &str, depth: u32) -> Option<PathBuf> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if entry.file_name() == name {
            return Some(path);
        }
        if depth > 0 && path.is_dir() {
            folders.push(path);
        }
    }
    folders.iter().find_map(|folder| find(folder, name, depth - 1))
}
