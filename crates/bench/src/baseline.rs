//! pgbench on the program's own PostgreSQL: the same statements as a request runs, without the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use crate::program::Program;
use crate::statements::{self, Statement};

/// The private cluster of a program, seen by its administrator.
#[derive(Debug)]
pub struct Baseline {
    bin: PathBuf,
    folder: PathBuf,
    database: String,
}

/// What pgbench said.
#[derive(Debug, Clone)]
pub struct Rate {
    pub per_second: f64,
    pub mean: Duration,
}

impl Baseline {
    /// `None` when the PostgreSQL in use comes without psql and pgbench.
    pub fn of(program: &Program) -> Result<Option<Self>> {
        let postgres = fs::read_link(format!("/proc/{}/exe", program.postmaster()?))?;
        let bin = postgres.parent().context("postgres has no folder")?.to_path_buf();
        if !bin.join("pgbench").exists() || !bin.join("psql").exists() {
            return Ok(None);
        }
        let mut baseline = Self { bin, folder: program.data().join("postgres"), database: "postgres".into() };
        // The program may keep its tables in a database of its own.
        let with_tables = baseline.ask(
            "select datname from pg_stat_activity where application_name = 'polydesk' and datname is not null limit 1",
        )?;
        if !with_tables.is_empty() {
            baseline.database = with_tables;
        }
        Ok(Some(baseline))
    }

    /// The transactions that `request` makes the application run, told by a statement that satisfies `wanted`.
    pub async fn capture<F>(&self, request: F, wanted: impl Fn(&Statement) -> bool) -> Result<Vec<Vec<Statement>>>
    where
        F: Future<Output = Result<()>>,
    {
        self.set("log_statement", "all")?;
        let log = self.folder.join("postgres.log");
        let from = usize::try_from(fs::metadata(&log)?.len())?;
        let outcome = request.await;
        self.set("log_statement", "none")?;
        outcome?;
        let text = fs::read(&log)?;
        let found = statements::transactions(&String::from_utf8_lossy(&text[from..]), wanted);
        ensure!(!found.is_empty(), "the request's statements are not in PostgreSQL's log");
        Ok(found)
    }

    fn set(&self, name: &str, value: &str) -> Result<()> {
        self.ask(&format!("alter system set {name} = '{value}'"))?;
        self.ask("select pg_reload_conf()")?;
        // Backends take the new setting up at their next statement after the signal.
        std::thread::sleep(Duration::from_millis(300));
        Ok(())
    }

    /// The first value of the first row.
    pub fn ask(&self, sql: &str) -> Result<String> {
        let mut command = self.client("psql")?;
        let output = command.args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql]).output()?;
        if !output.status.success() {
            bail!("psql: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().trim().to_owned())
    }

    /// Runs the scripts in turn, at random, as the application's role would: `role` is set first.
    pub fn run(&self, scripts: &[String], clients: usize, time: Duration) -> Result<Rate> {
        let place = self.folder.with_file_name("pgbench");
        fs::create_dir_all(&place)?;
        let mut command = self.client("pgbench")?;
        command.args(["-n", "-M", "prepared", "-j", "2", "-c", &clients.to_string()]);
        command.args(["-T", &time.as_secs().max(1).to_string()]);
        for (number, script) in scripts.iter().enumerate() {
            let file = place.join(format!("{number}.sql"));
            fs::write(&file, script)?;
            command.arg("-f").arg(file);
        }
        // Row-level security applies to it as it does to the program.
        command.env("PGOPTIONS", "-c role=polydesk_app -c search_path=tenants,core");
        let output = command.output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let problems = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() || problems.contains("ERROR") || problems.contains("aborted") {
            bail!("pgbench: {}", problems.lines().take(6).collect::<Vec<_>>().join("\n"));
        }
        let number = |name: &str| {
            let line = text.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line[name.len()..].split_whitespace().next()?.parse::<f64>().ok())
        };
        let (per_second, mean) = number("tps = ").zip(number("latency average = ")).context(text.clone())?;
        Ok(Rate { per_second, mean: Duration::from_secs_f64(mean / 1000.0) })
    }

    fn client(&self, name: &str) -> Result<Command> {
        let mut command = Command::new(self.bin.join(name));
        command
            .env("PGHOST", self.folder.join("run"))
            .env("PGPORT", "5432")
            .env("PGUSER", "polydesk")
            .env("PGPASSWORD", password(&self.folder)?)
            .env("PGDATABASE", &self.database);
        Ok(command)
    }
}

fn password(folder: &Path) -> Result<String> {
    let file = folder.join("password");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    Ok(text.trim().to_owned())
}
