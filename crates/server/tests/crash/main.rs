//! Sudden death: the program or its PostgreSQL is killed (SIGKILL) again and again while 50 clients write
//! 2,000 messages. Afterwards each acknowledged message is there once, where its acknowledgement said, in
//! the same order for both sides and on every socket, and the service came back by itself.

#[path = "../it/support/upstream/mod.rs"]
#[allow(dead_code, unused_imports, clippy::unwrap_used, reason = "the integration tests use the rest, and may fail")]
mod upstream;

mod metering;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bench::api::{Api, DEMO_PASSWORD, DEMO_TENANT};
use bench::ledger::faults;
use bench::program::Program;
use bench::talk::Person;
use serde_json::json;

/// Two people each.
const CONVERSATIONS: usize = 25;
const MESSAGES_EACH: usize = 40;
const TOTAL: usize = 2 * CONVERSATIONS * MESSAGES_EACH;
/// The kills come when this many messages were acknowledged.
const KILL_AT: [usize; 4] = [200, 600, 1000, 1500];
/// From a kill to serving again. The machine that runs the tests may be busy; on an idle one it is near 1 s.
const BACK_WITHIN: Duration = Duration::from_secs(30);

enum Victim {
    Program,
    Postgres,
    Both,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_or_doubled_when_the_program_is_killed() -> Result<()> {
    survive("program", &[Victim::Program]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_or_doubled_when_postgresql_is_killed() -> Result<()> {
    survive("postgres", &[Victim::Postgres]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_or_doubled_when_both_are_killed() -> Result<()> {
    survive("both", &[Victim::Both, Victim::Postgres, Victim::Program]).await
}

const IMPORTED: usize = 6_000;
/// A killed worker's job is free again after its heart has not beaten for 45 s.
const IMPORTED_WITHIN: Duration = Duration::from_secs(300);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_customer_of_an_import_is_lost_or_doubled_when_both_are_killed() -> Result<()> {
    let folder = Folder::new("import")?;
    let mut program = Program::new(env!("CARGO_BIN_EXE_polydesk"), &folder.0)?;
    program.start().await?;
    let sign_in =
        async |program: &Program| Api::anonymous(&program.url())?.sign_in(DEMO_TENANT, "admin", DEMO_PASSWORD).await;
    let admin = sign_in(&program).await?;
    let before = total(&admin).await?;
    let mut file = String::from("姓名,手机号,所属机构\n");
    for n in 0..IMPORTED {
        file += &format!("客户{n},150{n:08},机构{}\n", n % 300);
    }
    let import = admin.upload("/customer-imports", "customers.csv", file.into_bytes()).await?;
    let path = format!("/customer-imports/{}", import["id"]);
    let until = async |admin: &Api, done: &dyn Fn(&serde_json::Value) -> bool| {
        let began = Instant::now();
        loop {
            // While PostgreSQL comes back there is no answer.
            match admin.get(&path).await {
                Ok(import) if done(&import) => return Ok(import),
                answer => ensure!(began.elapsed() < IMPORTED_WITHIN, "it stays {answer:?}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    admin.post(&format!("{path}/check"), &json!({})).await?;
    until(&admin, &|i| i["status"] == "checked").await?;
    admin.post(&format!("{path}/start"), &json!({})).await?;
    until(&admin, &|i| i["counts"]["processed"].as_i64() >= Some(1000)).await?;
    strike(&mut program, &Victim::Both).await?;
    let admin = sign_in(&program).await?;
    let at = admin.get(&path).await?["counts"]["processed"].clone();
    until(&admin, &|i| i["counts"]["processed"].as_i64() > at.as_i64()).await?;
    strike(&mut program, &Victim::Postgres).await?;
    let done = until(&admin, &|i| i["status"] == "done").await?;
    println!("import: killed at {at} of {IMPORTED} rows, and again; {}", done["counts"]);
    ensure!(done["counts"]["created"] == IMPORTED && done["counts"]["skipped"] == 0, "{done}");
    ensure!(total(&admin).await? - before == i64::try_from(IMPORTED)?, "not as many as were imported");
    program.stop()?;
    Ok(())
}

async fn total(admin: &Api) -> Result<i64> {
    admin.get("/customers?size=1").await?["total"].as_i64().context("no total")
}

async fn survive(name: &str, victims: &[Victim]) -> Result<()> {
    let folder = Folder::new(name)?;
    let mut program = Program::new(env!("CARGO_BIN_EXE_polydesk"), &folder.0)?;
    program.start().await?;
    let people = seat(&program.url()).await?;

    let progress = Arc::new(AtomicUsize::new(0));
    let talks: Vec<_> =
        people.into_iter().map(|person| tokio::spawn(person.say(MESSAGES_EACH, progress.clone()))).collect();
    for (kill, at) in KILL_AT.into_iter().enumerate() {
        while progress.load(Ordering::Relaxed) < at {
            ensure!(!talks.iter().all(tokio::task::JoinHandle::is_finished), "the talks ended early");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let back = strike(&mut program, &victims[kill % victims.len()]).await?;
        println!("{name}: killed after {at} messages, serving again after {} ms", back.as_millis());
        ensure!(back < BACK_WITHIN, "serving again only after {back:?}");
    }

    let mut people = Vec::new();
    for talk in talks {
        people.push(talk.await??);
    }
    ensure!(progress.load(Ordering::Relaxed) == TOTAL, "not all messages were acknowledged");
    check(name, people).await?;
    program.stop()?;
    Ok(())
}

/// How long until it serves again. Only the program itself is started by hand here, as systemd would.
async fn strike(program: &mut Program, victim: &Victim) -> Result<Duration> {
    let began = Instant::now();
    match victim {
        Victim::Program => program.kill_nine()?,
        Victim::Postgres => program.kill_postgres()?,
        Victim::Both => {
            program.kill_postgres()?;
            program.kill_nine()?;
        }
    }
    if program.pid().is_none() {
        program.start().await?;
    }
    serving_since(program, began).await
}

/// `/readyz` may still say yes in the moment after a kill: what counts is a read that reaches the database.
async fn serving_since(program: &mut Program, began: Instant) -> Result<Duration> {
    program.ready_since(began).await?;
    let api = Api::anonymous(&program.url())?;
    while api.get(&format!("/public/tenants/{DEMO_TENANT}")).await.is_err() {
        ensure!(began.elapsed() < BACK_WITHIN, "no answer from the database");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(began.elapsed())
}

/// Compares what everybody was told with what is there, conversation by conversation.
async fn check(name: &str, people: Vec<Person>) -> Result<()> {
    let (mut cuts, mut retries) = (0, 0);
    let mut people = people.into_iter();
    while let (Some(mut customer), Some(mut agent)) = (people.next(), people.next()) {
        let everything = 2 * MESSAGES_EACH;
        for person in [&mut customer, &mut agent] {
            person.live.until(everything, BACK_WITHIN).await.with_context(|| person.name.clone())?;
            retries += person.retries;
        }
        let fetched = customer.fetch().await?;
        let (for_agent, on_customer, on_agent) = (agent.fetch().await?, customer.live.seen(), agent.live.seen());
        let found = faults(
            &[(&customer.name, &customer.ledger), (&agent.name, &agent.ledger)],
            &fetched,
            &[
                ("the agent's list", &for_agent),
                ("the customer's socket", &on_customer),
                ("the agent's socket", &on_agent),
            ],
        );
        ensure!(found.is_empty(), "{}:\n{}", customer.name, found.join("\n"));
        cuts += customer.live.close().await? + agent.live.close().await?;
    }
    println!("{name}: {TOTAL} messages, {} kills, {cuts} reconnects, {retries} repeats, no fault", KILL_AT.len());
    ensure!(retries > 0, "no message had to be repeated: the kills hit nothing");
    Ok(())
}

/// Customers in conversation with an agent: customer, agent, customer, agent, …
async fn seat(url: &str) -> Result<Vec<Person>> {
    let anonymous = Api::anonymous(url)?;
    let admin = anonymous.sign_in(DEMO_TENANT, "admin", DEMO_PASSWORD).await?;
    let agent = anonymous.sign_in(DEMO_TENANT, "agent.lin", DEMO_PASSWORD).await?;
    let me = agent.get("/user/info").await?;
    admin.put(&format!("/users/{}", me["id"]), &json!({"maxSessions": CONVERSATIONS})).await?;
    agent.put("/agents/me/status", &json!({"status": "online"})).await?;

    let mut people = Vec::new();
    for number in 0..CONVERSATIONS {
        let customer = anonymous.register(&format!("Customer {number}"), &format!("1370000{number:04}")).await?;
        let session = customer.post("/me/sessions", &json!({"topic": "crash"})).await?;
        let id = session["id"].as_i64().context("a session without id")?;
        assigned(&customer, id).await?;
        people.push(Person::customer(format!("customer {number}"), customer, id));
        people.push(Person::agent(format!("agent of {number}"), agent.clone(), id));
    }
    Ok(people)
}

async fn assigned(customer: &Api, session: i64) -> Result<()> {
    let began = Instant::now();
    loop {
        let now = customer.get(&format!("/me/sessions/{session}")).await?;
        if now["status"] == "active" {
            return Ok(());
        }
        ensure!(began.elapsed() < BACK_WITHIN, "nobody was assigned: {now}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The program's data folder, removed when the test ends.
/// An erasure is killed where it waits for sign-ins to end, and in the middle of its work: when the program
/// serves again it is done, and nothing of the person is found.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_is_carried_out_though_the_program_is_killed() -> Result<()> {
    let folder = Folder::new("erasure")?;
    let mut program = Program::new(env!("CARGO_BIN_EXE_polydesk"), &folder.0)?;
    program.start().await?;
    for (round, kill_after) in [Duration::ZERO, Duration::from_millis(3500)].into_iter().enumerate() {
        let phone = format!("1397777000{round}");
        let api = Api::anonymous(&program.url())?;
        let admin = api.sign_in(DEMO_TENANT, "admin", DEMO_PASSWORD).await?;
        let person = api.register("欧阳小倩", &phone).await?;
        let ticket = json!({ "subject": "冰箱", "description": "坏了" });
        let ticket = person.post("/customer-portal/tickets", &ticket).await?;
        admin.post(&format!("/tickets/{}/flow", ticket["id"]), &json!({ "to": "cancelled" })).await?;
        let found = admin.get(&format!("/customers?q={phone}")).await?;
        let id = &found["list"][0]["id"];
        let ask = json!({ "name": "欧阳小倩", "reason": "本人书面要求" });
        admin.post(&format!("/customers/{id}/erasure"), &ask).await?;
        tokio::time::sleep(kill_after).await;
        program.kill_nine()?;
        program.start().await?;
        let admin = Api::anonymous(&program.url())?.sign_in(DEMO_TENANT, "admin", DEMO_PASSWORD).await?;
        let erasures = admin.get("/erasures").await?;
        ensure!(erasures["list"][0]["customerId"] == *id && erasures["list"][0]["status"] == "done", "{erasures}");
        ensure!(admin.get("/customers?q=欧阳小倩").await?["total"] == 0, "the person is found");
        let ticket = admin.get(&format!("/tickets/{}", ticket["id"])).await?;
        ensure!(!ticket.to_string().contains("冰箱") && !ticket.to_string().contains("欧阳"), "{ticket}");
    }
    program.stop()?;
    Ok(())
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("polydesk-crash-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
