//! `make bench`: what the program does a second, beside what its own PostgreSQL does with the same
//! statements; what it weighs; how fast it starts. Prints tables; changes nothing but a scratch folder.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use bench::api::{Api, DEMO_PASSWORD, DEMO_TENANT};
use bench::baseline::Baseline;
use bench::program::Program;
use bench::size::{self, People};
use bench::statements::{self, Statement};
use bench::{idle, load, memory};
use serde_json::{Value, json};
use uuid::Uuid;

/// Requests in flight.
const CLIENTS: usize = 32;
/// pgbench's connections: the program's pool has as many.
const CONNECTIONS: usize = 10;
/// Conversations that messages go to, and customers who talk in them.
const CONVERSATIONS: usize = 32;
const AGENTS: [&str; 6] = ["agent.li", "agent.wang", "agent.chen", "agent.zhao", "agent.lin", "agent.xu"];
const TICKETS: usize = 300;
const SOCKETS: usize = 2000;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let binary = PathBuf::from(arguments.next().context("usage: bench PATH-OF-POLYDESK [SECONDS]")?);
    let time = Duration::from_secs(arguments.next().map_or(Ok(5), |text| text.parse())?);
    let folder = std::env::temp_dir().join(format!("polydesk-bench-{}", std::process::id()));
    let outcome = bench(&binary, &folder, time).await;
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

async fn bench(binary: &std::path::Path, folder: &std::path::Path, time: Duration) -> Result<()> {
    let mut program = Program::new(binary, folder)?;
    let cold = program.start().await?;
    let stopped = program.stop()?;
    let warm = program.start().await?;
    println!("start, cold (initdb, migrations, demo)  {:>8.2} s", cold.as_secs_f64());
    println!("stop                                    {:>8.2} s", stopped.as_secs_f64());
    println!("start, warm                             {:>8.2} s", warm.as_secs_f64());

    let world = World::new(&program.url()).await?;
    weigh(&program, &world).await?;
    let readers = world.agents.clone();
    rates(&program, Arc::new(world), time).await?;
    at_size(&program, readers, time).await?;
    program.stop()?;
    Ok(())
}

/// Memory when nothing happens, and with many sockets that are open and silent.
async fn weigh(program: &Program, world: &World) -> Result<()> {
    let pid = program.pid().context("not running")?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mib = |kib: u64| kib as f64 / 1024.0;
    let idle = memory::resident_kib(pid)?;
    let postgres = memory::proportional_kib(program.postmaster()?)?;
    println!("memory, idle: program                   {:>8.1} MiB", mib(idle));
    println!("memory, idle: PostgreSQL                {:>8.1} MiB", mib(postgres));
    let sockets = idle::open(&world.agents[0], SOCKETS).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let loaded = memory::resident_kib(pid)?;
    ensure!(sockets.all_open(), "some of the idle sockets were closed");
    println!("memory with {SOCKETS} idle sockets: program   {:>8.1} MiB", mib(loaded));
    println!(
        "  each socket                           {:>8.1} KiB",
        loaded.saturating_sub(idle) as f64 / SOCKETS as f64
    );
    sockets.close().await;
    Ok(())
}

/// Who and what the load works on.
struct World {
    agents: Vec<Api>,
    /// Customers, each in a conversation of its own.
    talks: Vec<(Api, i64)>,
    tickets: Vec<i64>,
    next: AtomicI64,
}

impl World {
    async fn new(url: &str) -> Result<Self> {
        let anonymous = Api::anonymous(url)?;
        let mut agents = Vec::new();
        for name in AGENTS {
            agents.push(anonymous.sign_in(DEMO_TENANT, name, DEMO_PASSWORD).await?);
        }
        let mut tickets = Vec::new();
        for number in 0..TICKETS {
            let ticket = agents[number % agents.len()].post("/tickets", &new_ticket(&number.to_string())).await?;
            tickets.push(id_of(&ticket)?);
        }
        let mut talks = Vec::new();
        for number in 0..CONVERSATIONS {
            let name = format!("Bench {number}");
            let customer = anonymous.register(&name, &format!("1360000{number:04}")).await?;
            let session = customer.post("/me/sessions", &json!({"topic": "bench"})).await?;
            talks.push((customer, id_of(&session)?));
        }
        Ok(Self { agents, talks, tickets, next: AtomicI64::new(0) })
    }

    fn agent(&self, client: usize) -> &Api {
        &self.agents[client % self.agents.len()]
    }

    /// Another number each time.
    fn number(&self) -> usize {
        usize::try_from(self.next.fetch_add(1, Ordering::Relaxed)).unwrap_or_default()
    }

    async fn list(&self, client: usize) -> Result<()> {
        let page = self.agent(client).get("/tickets?page=1&size=20&sort=-createdAt").await?;
        ensure!(page["list"].as_array().is_some_and(|list| list.len() == 20), "not a full page: {page}");
        Ok(())
    }

    async fn get(&self) -> Result<()> {
        let number = self.number() % self.tickets.len();
        let id = self.tickets[number];
        // An agent sees its own: the one who opened it reads it.
        let ticket = self.agent(number).get(&format!("/tickets/{id}")).await?;
        ensure!(ticket["id"] == id, "another ticket: {ticket}");
        Ok(())
    }

    async fn message(&self, client: usize) -> Result<()> {
        self.message_as(client, &Uuid::now_v7().to_string()).await
    }

    async fn message_as(&self, client: usize, id: &str) -> Result<()> {
        let (customer, session) = &self.talks[client % self.talks.len()];
        let body =
            json!({"clientMessageId": id, "kind": "text", "content": "How do I reset the password of an account?"});
        let message = customer.post(&format!("/me/sessions/{session}/messages"), &body).await?;
        ensure!(message["clientMessageId"] == id, "another message: {message}");
        Ok(())
    }

    async fn ticket(&self, client: usize) -> Result<()> {
        let number = self.number().to_string();
        self.agent(client).post("/tickets", &new_ticket(&number)).await.map(drop)
    }
}

fn new_ticket(mark: &str) -> Value {
    json!({
        "subject": format!("Report cannot be submitted {mark}"),
        "description": "The report form answers RPT-5003 since this morning. Other forms work.",
    })
}

fn id_of(value: &Value) -> Result<i64> {
    value["id"].as_i64().with_context(|| format!("no id in {value}"))
}

/// API beside pgbench.
async fn rates(program: &Program, world: Arc<World>, time: Duration) -> Result<()> {
    let baseline = Baseline::of(program)?;
    if baseline.is_none() {
        println!("\nThis PostgreSQL comes without pgbench: no ratios.");
    }
    println!(
        "\n{CLIENTS} clients, {} s each; pgbench: {CONNECTIONS} connections, prepared, same statements",
        time.as_secs()
    );
    println!(
        "{:<16}{:>10}{:>10}{:>10}{:>8}{:>14}{:>8}",
        "", "req/s", "p50 ms", "p99 ms", "errors", "pgbench tx/s", "ratio"
    );

    for kind in ["list tickets", "get ticket", "write message", "write ticket"] {
        let work = world.clone();
        let measured = load::run(CLIENTS, time, move |client| {
            let world = work.clone();
            async move { world.request(kind, client).await }
        })
        .await?;
        let pgbench = match &baseline {
            Some(baseline) => {
                let scripts = scripts(baseline, &world, kind).await?;
                Some(baseline.run(&scripts, CONNECTIONS, time)?.per_second)
            }
            None => None,
        };
        tell(kind, &measured, pgbench);
    }
    Ok(())
}

fn tell(kind: &str, measured: &load::Measured, pgbench: Option<f64>) {
    println!(
        "{kind:<16}{:>10.0}{:>10.2}{:>10.2}{:>8}{:>14}{:>8}",
        measured.per_second,
        measured.p50.as_secs_f64() * 1e3,
        measured.p99.as_secs_f64() * 1e3,
        measured.errors,
        pgbench.map_or("-".into(), |rate| format!("{rate:.0}")),
        pgbench.map_or("-".into(), |rate| format!("{:.2}", measured.per_second / rate)),
    );
    if let Some(error) = &measured.error {
        println!("  first error: {error}");
    }
}

/// Looking customers up where there are very many of them.
async fn at_size(program: &Program, readers: Vec<Api>, time: Duration) -> Result<()> {
    let Some(baseline) = Baseline::of(program)? else { return Ok(()) };
    size::fill(&baseline, DEMO_TENANT)?;
    println!("\nwith {} customers", size::CUSTOMERS);
    let people = Arc::new(People::new(readers));
    for kind in ["list customers", "get customer", "people mixed"] {
        let work = people.clone();
        let measured = load::run(CLIENTS, time, move |client| {
            let people = work.clone();
            async move { people.request(kind, client).await }
        })
        .await?;
        let sample = async {
            for client in 0..40 {
                people.request(kind, client).await?;
            }
            Ok(())
        };
        let captured = baseline.capture(sample, |statement| statement.sql.contains("from customers c")).await?;
        let scripts: Vec<_> = captured.iter().map(|t| statements::script(t, |_, _, _| None, |_| false)).collect();
        tell(kind, &measured, Some(baseline.run(&scripts, CONNECTIONS, time)?.per_second));
    }
    println!("\n{:<16}{:>10}{:>12}", "preview of", "ms", "customers");
    for (field, ms, total) in people.previews().await? {
        println!("{field:<16}{ms:>10.1}{total:>12}");
    }
    Ok(())
}

impl World {
    async fn request(&self, kind: &str, client: usize) -> Result<()> {
        match kind {
            "list tickets" => self.list(client).await,
            "get ticket" => self.get().await,
            "write message" => self.message(client).await,
            _ => self.ticket(client).await,
        }
    }
}

/// A script for each of several requests of a kind, so that pgbench spreads over rows as the load does.
async fn scripts(baseline: &Baseline, world: &World, kind: &str) -> Result<Vec<String>> {
    let (marker, requests) = match kind {
        "list tickets" => ("tickets", AGENTS.len()),
        "get ticket" => ("tickets", 20),
        "write message" => ("into messages", CONVERSATIONS),
        _ => ("into tickets", AGENTS.len()),
    };
    let captured = baseline
        .capture(
            async {
                for client in 0..requests {
                    world.request(kind, client).await?;
                }
                Ok(())
            },
            |statement| statement.sql.contains(marker),
        )
        .await?;
    Ok(captured.iter().map(|transaction| statements::script(transaction, fresh, |_| false)).collect())
}

/// Values that may stand in a table only once are made anew by the baseline: a message's own id, and a
/// ticket's number (the second column), which the program counts up in a statement before.
fn fresh(statement: &Statement, index: usize, value: &str) -> Option<String> {
    if statement.sql.starts_with("insert into tickets") && index == 1 {
        return Some(format!("left(gen_random_uuid()::text, {})", value.len()));
    }
    Uuid::parse_str(value).is_ok().then(|| "gen_random_uuid()::text".to_owned())
}
