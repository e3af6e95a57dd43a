//! The private cluster against real PostgreSQL: life, sudden death, and everything that stands in the way
//! of a start.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should say where")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cluster::{Cluster, ClusterError, Options};
use sqlx::{Connection as _, PgConnection};

/// A folder of the test's own, removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("polydesk-cluster-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn options(data: &Path) -> Options {
    Options { data: data.to_path_buf(), bin: None, durable: true, max_connections: 20, shared_buffers_mb: 16 }
}

async fn connect(cluster: &Cluster) -> PgConnection {
    PgConnection::connect(&cluster.url("postgres")).await.unwrap()
}

async fn count(cluster: &Cluster) -> i64 {
    sqlx::query_scalar("select count(*) from kept").fetch_one(&mut connect(cluster).await).await.unwrap()
}

async fn keep(cluster: &Cluster, rows: i32) {
    let mut connection = connect(cluster).await;
    sqlx::raw_sql("create table if not exists kept (id int primary key)").execute(&mut connection).await.unwrap();
    sqlx::query("insert into kept select generate_series(1, $1)").bind(rows).execute(&mut connection).await.unwrap();
}

fn kill_nine(pid: u32) {
    kill("KILL", pid);
}

/// The shell has `kill` built in; a slim machine may have no other.
fn kill(signal: &str, pid: u32) {
    assert!(Command::new("sh").args(["-c", &format!("kill -{signal} {pid}")]).status().unwrap().success());
}

#[tokio::test]
async fn data_outlives_a_stop_and_the_settings_are_durable() {
    let scratch = Scratch::new("life");
    let mut cluster = Cluster::start(options(&scratch.0)).unwrap();
    assert!(cluster.is_alive());
    keep(&cluster, 7).await;
    for (name, wanted) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("password_encryption", "scram-sha-256"),
    ] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(name)
            .fetch_one(&mut connect(&cluster).await)
            .await
            .unwrap();
        assert_eq!(value, wanted, "{name}");
    }
    let (first, pid) = (cluster.url("postgres"), cluster.pid());
    cluster.stop().unwrap();
    assert!(!Path::new(&format!("/proc/{pid}")).exists());

    let cluster = Cluster::start(options(&scratch.0)).unwrap();
    assert_eq!(cluster.url("postgres"), first, "the address does not change between runs");
    assert_eq!(count(&cluster).await, 7);
}

#[tokio::test]
async fn a_client_without_the_password_is_refused() {
    let scratch = Scratch::new("scram");
    let cluster = Cluster::start(options(&scratch.0)).unwrap();
    let wrong = cluster.url("postgres").replace(cluster.password(), "guess");
    let error = PgConnection::connect(&wrong).await.unwrap_err();
    assert!(error.to_string().contains("password authentication failed"), "{error}");
}

#[tokio::test]
async fn a_killed_postmaster_is_started_again_with_all_committed_rows() {
    let scratch = Scratch::new("crash");
    let mut cluster = Cluster::start(options(&scratch.0)).unwrap();
    keep(&cluster, 500).await;
    // A backend in the middle of a statement does not notice that its postmaster is gone.
    let mut busy = connect(&cluster).await;
    let busy = tokio::spawn(async move { sqlx::raw_sql("select pg_sleep(60)").execute(&mut busy).await.is_err() });
    assert!(!cluster.restart_if_dead().unwrap(), "nothing to do while it lives");

    let before = cluster.pid();
    kill_nine(before);
    let began = Instant::now();
    while cluster.is_alive() {
        assert!(began.elapsed() < Duration::from_secs(10));
        std::thread::yield_now();
    }
    assert!(cluster.restart_if_dead().unwrap());
    assert!(began.elapsed() < Duration::from_secs(30), "took {:?}", began.elapsed());
    assert_ne!(cluster.pid(), before);
    assert_eq!(count(&cluster).await, 500);
    assert!(busy.await.unwrap(), "the old backend is gone");
}

#[tokio::test]
async fn a_killed_program_does_not_block_the_next_start() {
    let scratch = Scratch::new("orphan");
    let mut program = Command::new(env!("CARGO_BIN_EXE_polydesk-testpg"))
        .arg("hold")
        .arg(&scratch.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let mut connection = PgConnection::connect(url.trim()).await.unwrap();
    sqlx::raw_sql("create table kept (id int primary key); insert into kept select generate_series(1, 42)")
        .execute(&mut connection)
        .await
        .unwrap();

    kill_nine(program.id());
    program.wait().unwrap();
    let cluster = Cluster::start(options(&scratch.0)).unwrap();
    assert_eq!(count(&cluster).await, 42);
}

/// The postmaster's own end is not waited for by anybody, so it may be a zombie when the next one starts.
#[tokio::test]
async fn a_program_and_a_postmaster_killed_together_do_not_block_the_next_start() {
    let scratch = Scratch::new("both");
    let mut program = Command::new(env!("CARGO_BIN_EXE_polydesk-testpg"))
        .arg("hold")
        .arg(&scratch.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    let pid = fs::read_to_string(scratch.0.join("data/postmaster.pid")).unwrap();
    // Killed while the program cannot take note of it, as when the kernel frees memory.
    kill("STOP", program.id());
    kill("KILL", pid.lines().next().unwrap().parse().unwrap());
    kill_nine(program.id());
    program.wait().unwrap();
    let cluster = Cluster::start(options(&scratch.0)).unwrap();
    keep(&cluster, 5).await;
    assert_eq!(count(&cluster).await, 5);
}

#[test]
fn a_second_holder_is_refused_and_told_who_holds_it() {
    let scratch = Scratch::new("held");
    let _cluster = Cluster::start(options(&scratch.0)).unwrap();
    let error = Cluster::start(options(&scratch.0)).unwrap_err();
    assert!(matches!(error, ClusterError::Held { .. }), "{error:?}");
    assert!(error.to_string().contains(&format!("held by pid {}", std::process::id())), "{error}");
}

#[test]
fn data_of_another_major_version_is_refused_with_both_versions() {
    let scratch = Scratch::new("major");
    let major = {
        let cluster = Cluster::start(options(&scratch.0)).unwrap();
        cluster.major()
    };
    fs::write(scratch.0.join("data/PG_VERSION"), "12\n").unwrap();
    let error = Cluster::start(options(&scratch.0)).unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, ClusterError::WrongMajor { data: 12, .. }), "{error:?}");
    for part in ["PostgreSQL 12", &major.to_string(), "pg_upgrade"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_folder_without_binaries_is_named() {
    let scratch = Scratch::new("nobin");
    let mut options = options(&scratch.0.join("cluster"));
    options.bin = Some(scratch.0.clone());
    let error = Cluster::start(options).unwrap_err();
    assert!(matches!(error, ClusterError::BadBinaries { .. }), "{error:?}");
}

#[test]
fn the_password_and_the_folders_are_closed_to_others() {
    let scratch = Scratch::new("modes");
    let cluster = Cluster::start(options(&scratch.0)).unwrap();
    let mode = |name: &str| fs::metadata(scratch.0.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("password"), 0o600);
    assert_eq!(mode("postgres.log"), 0o600);
    for folder in ["", "data", "run"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
    assert!(cluster.password().len() >= 32);
}

/// A checkout under /root: the account that PostgreSQL runs as cannot walk there.
#[tokio::test]
async fn a_closed_parent_folder_does_not_matter() {
    let scratch = Scratch::new("closed");
    fs::set_permissions(&scratch.0, fs::Permissions::from_mode(0o700)).unwrap();
    let data = scratch.0.join("cluster");
    let mut cluster = Cluster::start(options(&data)).unwrap();
    keep(&cluster, 3).await;
    kill_nine(cluster.pid());
    while cluster.is_alive() {
        std::thread::yield_now();
    }
    assert!(cluster.restart_if_dead().unwrap());
    cluster.stop().unwrap();
    let cluster = Cluster::start(options(&data)).unwrap();
    assert_eq!(count(&cluster).await, 3);
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_is_served_from_a_short_one() {
    let scratch = Scratch::new("long");
    let data = scratch.0.join("x".repeat(120));
    let cluster = Cluster::start(options(&data)).unwrap();
    let sockets = cluster.socket_dir().to_path_buf();
    assert!(sockets.as_os_str().len() < 90, "{}", sockets.display());
    keep(&cluster, 1).await;
    cluster.stop().unwrap();
    assert!(!sockets.exists(), "the short folder is removed");
}

#[tokio::test]
async fn a_half_made_cluster_and_a_reused_pid_do_not_block_a_start() {
    let scratch = Scratch::new("half");
    fs::create_dir_all(scratch.0.join("data.new/base")).unwrap();
    let cluster = Cluster::start(options(&scratch.0)).unwrap();
    keep(&cluster, 9).await;
    cluster.stop().unwrap();
    // What a killed cluster leaves, with the pid of a process that is alive but is something else.
    let mut other = Command::new("sleep").arg("60").spawn().unwrap();
    let data = scratch.0.join("data");
    let lock = format!("{}\n{}\n0\n5432\n", other.id(), data.display());
    fs::write(data.join("postmaster.pid"), &lock).unwrap();
    fs::write(scratch.0.join("run/.s.PGSQL.5432.lock"), &lock).unwrap();
    let cluster = Cluster::start(options(&scratch.0)).unwrap();
    assert_eq!(count(&cluster).await, 9);
    other.kill().unwrap();
    other.wait().unwrap();
}
