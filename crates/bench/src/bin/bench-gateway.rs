//! `make bench-gateway`: the AI gateway beside a bare proxy and the provider itself, in one run on one machine, judged
//! against its goals; ends with an error when one is missed.
//!
//! A proxy is a process with one worker thread, the floor and Polydesk alike; the processor time is that of the
//! process and all it started, Polydesk's PostgreSQL included. It stands when other work shares the machine, where
//! latencies and calls a second do not: read those beside the floor's of the same round.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use bench::api::{Api, DEMO_PASSWORD, DEMO_TENANT};
use bench::gateway::goals::{self, Goal};
use bench::gateway::load::{self, Measured, Target, Until};
use bench::gateway::{Part, floor, stub, usage};
use bench::memory;
use bench::program::Program;
use serde_json::json;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CLIENTS: [usize; 3] = [1, 16, 64];
const ROUNDS: usize = 3;
/// The run that shows whether memory stays.
const MANY: u64 = 200_000;
const MANY_AT_ONCE: usize = 64;
const WARM_UP: Duration = Duration::from_millis(300);
const NAMES: [&str; 4] = ["provider", "floor", "ungoverned", "Polydesk"];
const FLOOR: usize = 1;
const POLYDESK: usize = 3;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["stub"] => on_threads(1)?.block_on(stub::serve()),
        ["floor", upstream] => on_threads(1)?.block_on(floor::serve(upstream.parse()?)),
        [binary] => on_threads(2)?.block_on(bench(Path::new(binary), Duration::from_secs(2))),
        [binary, seconds] => on_threads(2)?.block_on(bench(Path::new(binary), Duration::from_secs(seconds.parse()?))),
        _ => anyhow::bail!("usage: bench-gateway PATH-OF-POLYDESK [SECONDS]"),
    }
}

fn on_threads(count: usize) -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(count).enable_all().build()?)
}

/// What is measured, in the order of [`NAMES`].
struct Lane {
    port: u16,
    key: String,
    pid: u32,
    /// Calls that it answered.
    answered: Cell<u64>,
}

impl Lane {
    fn new(port: u16, key: &str, pid: u32) -> Self {
        Self { port, key: key.to_owned(), pid, answered: Cell::new(0) }
    }

    async fn load(&self, clients: usize, is_stream: bool, until: Until) -> Result<Measured> {
        let target = Target { port: self.port, key: self.key.clone(), is_stream };
        let measured = load::run(&target, clients, until).await?;
        self.answered.set(self.answered.get() + measured.calls);
        Ok(measured)
    }
}

/// The figures of a lane, of all rounds.
#[derive(Default)]
struct Figures {
    /// Microseconds of processor a call.
    cpu: Vec<f64>,
    runs: Vec<Measured>,
}

impl Figures {
    fn cpu(&self) -> f64 {
        median(self.cpu.clone())
    }
    /// Of the round that other work disturbed least.
    fn best(&self, of: fn(&Measured) -> Duration) -> f64 {
        self.runs.iter().map(of).min().unwrap_or_default().as_secs_f64() * 1e3
    }
    fn per_second(&self) -> f64 {
        self.runs.iter().map(|run| run.per_second).fold(0.0, f64::max)
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

async fn bench(binary: &Path, time: Duration) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("polydesk-bench-gateway-{}", std::process::id()));
    let outcome = run(binary, &folder, time).await;
    let _ = std::fs::remove_dir_all(&folder);
    let missed = outcome?;
    ensure!(missed == 0, "{missed} goals were missed");
    Ok(())
}

async fn run(binary: &Path, folder: &Path, time: Duration) -> Result<usize> {
    let provider = Part::start(&["stub"])?;
    let floor = Part::start(&["floor", &provider.port.to_string()])?;
    let ungoverned = Gateway::start(binary, folder.join("ungoverned"), provider.port, "off").await?;
    let polydesk = Gateway::start(binary, folder.join("polydesk"), provider.port, "on").await?;
    let lanes = [
        Lane::new(provider.port, "none", provider.pid()),
        Lane::new(floor.port, "none", floor.pid()),
        ungoverned.lane()?,
        polydesk.lane()?,
    ];
    println!("{}", conditions()?);
    let mut goals = Vec::new();
    for is_stream in [false, true] {
        for clients in CLIENTS {
            let figures = measure(&lanes, clients, is_stream, time).await?;
            table(&figures, clients, is_stream);
            compare(&figures, clients, is_stream, &mut goals);
        }
    }
    println!();
    many(&lanes[POLYDESK], &mut goals).await?;
    let (booked, answered) = (polydesk.booked(lanes[POLYDESK].answered.get()).await?, lanes[POLYDESK].answered.get());
    println!("{answered} calls were answered and {booked} are booked");
    ensure!(booked == answered, "not every call is booked once");
    for (lane, name) in lanes.iter().zip(NAMES) {
        let (peak, tree) = (memory::peak_kib(lane.pid)?, memory::proportional_kib(lane.pid)?);
        println!("memory of {name:<12} peak {:>7.1} MiB; now, with all it started, {:>7.1} MiB", mib(peak), mib(tree));
    }
    Ok(goals::judge(&goals))
}

/// A polydesk of its own whose one group draws on two accounts at the provider.
struct Gateway {
    program: Program,
    admin: Api,
    key: String,
    accounts: Vec<i64>,
}

impl Gateway {
    async fn start(binary: &Path, data: PathBuf, provider: u16, governance: &str) -> Result<Self> {
        let mut program = Program::new(binary, data)?
            .with_env("POLYDESK_OUTBOUND_ALLOW", "127.0.0.0/8")
            .with_env("POLYDESK_AI_GOVERNANCE", governance)
            .with_env("TOKIO_WORKER_THREADS", "1");
        program.start().await?;
        let admin = Api::anonymous(&program.url())?.sign_in(DEMO_TENANT, "admin", DEMO_PASSWORD).await?;
        // Limits that are looked at and not reached.
        let quota = json!({ "dailyTokenLimit": 900_000_000_000_i64, "monthlyBudget": "900000000" });
        let group = admin.post("/ai/groups", &json!({ "name": "bench", "sticky": false, "quota": quota })).await?;
        let group = group["id"].as_i64().context("a group without id")?;
        let mut accounts = Vec::new();
        for name in ["bench one", "bench two"] {
            let account = json!({
                "name": name, "serviceType": "openai", "accountType": "dedicated", "apiKey": "sk-bench",
                "apiEndpoint": format!("http://127.0.0.1:{provider}/v1"), "supportedModels": ["gpt-4o-mini"],
                "maxConcurrency": 500, "dailyLimit": 900_000_000_000_i64,
                "price": { "input": "2.5", "output": "10", "cached": "1.25", "call": "0.0001" },
            });
            accounts.push(admin.post("/ai/accounts", &account).await?["id"].as_i64().context("an account without id")?);
        }
        let bound: Vec<_> = accounts.iter().map(|id| json!({ "accountId": id })).collect();
        let binding = json!({ "bindingMode": "dedicated", "bindingConfig": { "accounts": bound } });
        admin.put(&format!("/ai/groups/{group}/resource-binding"), &binding).await?;
        let key = json!({ "name": "bench", "monthlyBudget": "900000000", "models": ["gpt-4o-mini"] });
        let key = admin.post(&format!("/ai/groups/{group}/keys"), &key).await?;
        let key = key["secret"].as_str().context("a key without secret")?.to_owned();
        Ok(Self { program, admin, key, accounts })
    }

    fn lane(&self) -> Result<Lane> {
        let port = self.program.url().rsplit(':').next().context("no port")?.parse()?;
        Ok(Lane::new(port, &self.key, self.program.pid().context("not running")?))
    }

    /// How many calls the totals of the accounts tell of, waited for until they are `expected`.
    async fn booked(&self, expected: u64) -> Result<u64> {
        let mut booked = 0;
        for _ in 0..300 {
            booked = 0;
            for id in &self.accounts {
                let shown = self.admin.get(&format!("/ai/accounts/{id}")).await?;
                booked += shown["account"]["totalRequests"].as_u64().context("no totalRequests")?;
            }
            if booked >= expected {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(booked)
    }
}

fn conditions() -> Result<String> {
    let load = std::fs::read_to_string("/proc/loadavg")?;
    let cores = std::thread::available_parallelism()?;
    Ok(format!(
        "{cores} cores, load average {}. One worker thread for each proxy, {ROUNDS} rounds in turn; CPU is the median \
         and counts all that a process started, latencies and calls a second are those of the best round.",
        load.split(' ').next().unwrap_or_default(),
    ))
}

/// Each lane in turn, and that several times, so that a busy moment of the machine falls on all.
async fn measure(lanes: &[Lane; 4], clients: usize, is_stream: bool, time: Duration) -> Result<[Figures; 4]> {
    let mut figures: [Figures; 4] = Default::default();
    for _ in 0..ROUNDS {
        for (lane, figures) in lanes.iter().zip(&mut figures) {
            lane.load(clients, is_stream, Until::After(WARM_UP)).await?;
            let before = usage::when_quiet(lane.pid).await?;
            let measured = lane.load(clients, is_stream, Until::After(time)).await?;
            let used = usage::when_quiet(lane.pid).await?.saturating_sub(before);
            figures.cpu.push(used.as_secs_f64() * 1e6 / measured.calls.max(1) as f64);
            figures.runs.push(measured);
        }
    }
    Ok(figures)
}

fn table(figures: &[Figures; 4], clients: usize, is_stream: bool) {
    let kind = if is_stream { "streams" } else { "whole answers" };
    println!("\n{kind}, {clients} at once");
    println!(
        "{:<12} {:>9} {:>9} {:>10} {:>9} {:>9} {:>9} {:>9}",
        "", "CPU µs", "/ floor", "calls/s", "p50 ms", "p99 ms", "first ms", "gap ms"
    );
    for (figures_of, name) in figures.iter().zip(NAMES) {
        println!(
            "{name:<12} {:>9.1} {:>9.2} {:>10.0} {:>9.3} {:>9.3} {:>9.3} {:>9.3}",
            figures_of.cpu(),
            figures_of.cpu() / figures[FLOOR].cpu(),
            figures_of.per_second(),
            figures_of.best(|m| m.p50),
            figures_of.best(|m| m.p99),
            figures_of.best(|m| m.first_p50),
            figures_of.best(|m| m.gap_p50),
        );
    }
}

fn compare(figures: &[Figures; 4], clients: usize, is_stream: bool, goals: &mut Vec<Goal>) {
    let [provider, floor, ungoverned, polydesk] = figures;
    let (kind, most) = if is_stream { ("stream", goals::STREAM_MAX) } else { ("call", goals::PLAIN_MAX) };
    let name = |what: &str| format!("{what}, {kind}s, {clients} at once");
    goals.push(Goal::ratio(name("CPU / floor's"), polydesk.cpu(), floor.cpu(), most));
    goals.push(Goal::ratio(name("CPU governed / ungoverned"), polydesk.cpu(), ungoverned.cpu(), goals::GOVERNANCE_MAX));
    if clients == 1 {
        let added = |lane: &Figures| lane.best(|m| m.p50) - provider.best(|m| m.p50);
        if is_stream {
            let stall = goals::STALL.as_secs_f64() * 1e3;
            goals.push(Goal::ratio("longest silence in a stream / a stall", polydesk.best(|m| m.gap_p50), stall, 1.0));
        } else {
            goals.push(Goal::ratio(name("added p50 / floor's"), added(polydesk), added(floor), goals::ADDED_MAX));
        }
    }
}

/// Memory over many calls: what a call leaves behind would show.
async fn many(lane: &Lane, goals: &mut Vec<Goal>) -> Result<()> {
    const STEPS: u64 = 20;
    let mut resident = Vec::new();
    for _ in 0..STEPS {
        lane.load(MANY_AT_ONCE, false, Until::Calls(MANY / STEPS)).await?;
        usage::when_quiet(lane.pid).await?;
        resident.push(memory::resident_kib(lane.pid)?);
    }
    let shown: Vec<String> = resident.iter().map(|kib| format!("{:.0}", mib(*kib))).collect();
    println!("resident MiB over {MANY} calls: {}", shown.join(" "));
    let quarter = |n: usize| median(resident.chunks(5).nth(n).unwrap_or_default().iter().map(|k| *k as f64).collect());
    goals.push(Goal::ratio("memory, last quarter / second quarter", quarter(3), quarter(1), goals::GROWTH_MAX));
    Ok(())
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}
