//! The program is killed (SIGKILL) at random points under AI calls, whole and streamed, again and again. Afterwards
//! each call that the provider was asked for has one row, of the provider's own count or, when nobody knows how it
//! ended, of its estimate; what a client was told is a success; and all sums are those of the rows.
//!
//! `POLYDESK_CRASH_ROUNDS=50` kills fifty times.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, bail, ensure};
use bench::api::{Api, DEMO_PASSWORD, DEMO_TENANT};
use bench::program::Program;
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use crate::Folder;
use crate::upstream::{Call, End, Upstream};

const CLIENTS: usize = 12;
const BOOKED_WITHIN: Duration = Duration::from_secs(30);

fn rounds() -> usize {
    std::env::var("POLYDESK_CRASH_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(3)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_ai_call_is_lost_or_doubled_when_the_program_is_killed() -> Result<()> {
    let folder = Folder::new("metering")?;
    let upstream = Upstream::start().await;
    // Streams take a while, so that kills fall into them.
    upstream.pace(Duration::from_millis(2));
    let mut program =
        Program::new(env!("CARGO_BIN_EXE_polydesk"), &folder.0)?.with_env("POLYDESK_OUTBOUND_ALLOW", "127.0.0.0/8");
    program.start().await?;
    let site = Site::set_up(&program, &upstream).await?;
    let told = Arc::new(Told::default());
    let seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.subsec_nanos() as usize;
    println!("metering: seed {seed}");
    for round in 0..rounds() {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| tokio::spawn(ask_until_dead(site.caller.clone(), round, client, told.clone())))
            .collect();
        let kill_at = told.count.load(Ordering::Relaxed) + 20 + mix(seed + round) % 200;
        while told.count.load(Ordering::Relaxed) < kill_at {
            ensure!(!clients.iter().all(tokio::task::JoinHandle::is_finished), "the calls ended early");
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        program.kill_nine()?;
        for client in clients {
            client.await??;
        }
        program.start().await?;
    }
    let (served, told) = (upstream.calls(), told.models());
    let unknown = site.check(&program, &served, &told).await?;
    println!(
        "metering: {} kills, {} calls reached the provider, {} clients were answered, {unknown} ends unknown, no fault",
        rounds(),
        served.len(),
        told.len(),
    );
    ensure!(unknown > 0, "no call was under way when the program was killed");
    program.stop()?;
    Ok(())
}

fn mix(mut x: usize) -> usize {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The calls whose whole answer a client has. Each asks for a model of its own, by which its row is found.
#[derive(Default)]
struct Told {
    count: AtomicUsize,
    models: Mutex<HashSet<String>>,
}

impl Told {
    fn add(&self, model: String) {
        self.models.lock().unwrap_or_else(PoisonError::into_inner).insert(model);
        self.count.fetch_add(1, Ordering::Relaxed);
    }
    fn models(&self) -> HashSet<String> {
        self.models.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[derive(Clone)]
struct Caller {
    http: reqwest::Client,
    url: String,
    key: String,
}

/// One call after the other, until one of them fails: then the program is dead.
async fn ask_until_dead(caller: Caller, round: usize, client: usize, told: Arc<Told>) -> Result<()> {
    for n in 0.. {
        let model = format!("model-{round}-{client}-{n}");
        match caller.ask(&model, n % 2 == 0).await {
            Ok(true) => told.add(model),
            // A stream that was cut, or no connection.
            Ok(false) | Err(_) => return Ok(()),
        }
    }
    Ok(())
}

impl Caller {
    /// Whether the answer came whole.
    async fn ask(&self, model: &str, stream: bool) -> Result<bool> {
        let text = format!("one two three four five six seven of {model}");
        let body = json!({ "model": model, "max_tokens": 50, "stream": stream,
            "messages": [{ "role": "user", "content": text }] });
        let request = self.http.post(format!("{}/v1/chat/completions", self.url)).bearer_auth(&self.key);
        let answer = request.json(&body).send().await?;
        if !answer.status().is_success() {
            bail!("{}: {}", answer.status(), answer.text().await?);
        }
        let mut pieces = answer.bytes_stream();
        let mut all = Vec::new();
        while let Some(piece) = pieces.next().await {
            all.extend_from_slice(&piece?);
        }
        let mark: &[u8] = if stream { b"data: [DONE]" } else { b"completion_tokens" };
        Ok(all.windows(mark.len()).any(|w| w == mark))
    }
}

/// A group with one account at the provider, and what had been used before.
struct Site {
    caller: Caller,
    group: i64,
    account: i64,
    before: Sum,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sum {
    calls: i64,
    tokens: i64,
    charge: i64,
}

impl Site {
    async fn set_up(program: &Program, upstream: &Upstream) -> Result<Self> {
        let admin = admin(program).await?;
        let before = tenant_sum(&admin).await?;
        let group = admin.post("/ai/groups", &json!({ "name": "crash" })).await?["id"].as_i64().context("no id")?;
        let account = json!({ "name": "crash", "serviceType": "compatible", "accountType": "dedicated",
            "apiKey": "sk-crash", "apiEndpoint": upstream.openai(), "maxConcurrency": 500,
            "price": { "input": "2.5", "output": "10", "cached": "1", "call": "0.001" } });
        let account = admin.post("/ai/accounts", &account).await?["id"].as_i64().context("no id")?;
        let binding =
            json!({ "bindingMode": "dedicated", "bindingConfig": { "accounts": [{ "accountId": account }] } });
        admin.put(&format!("/ai/groups/{group}/resource-binding"), &binding).await?;
        let key = admin.post(&format!("/ai/groups/{group}/keys"), &json!({ "name": "crash" })).await?;
        let key = key["secret"].as_str().context("no secret")?.to_owned();
        let http = reqwest::Client::builder().timeout(Duration::from_secs(60)).no_proxy().build()?;
        let caller = Caller { http, url: program.url(), key };
        Ok(Self { caller, group, account, before })
    }

    /// Compares the provider's books with ours; how many ends nobody knows.
    async fn check(&self, program: &Program, served: &[Call], told: &HashSet<String>) -> Result<usize> {
        let admin = admin(program).await?;
        let began = Instant::now();
        let rows = loop {
            let rows = rows(&admin, self.group).await?;
            if rows.len() >= served.len() {
                break rows;
            }
            ensure!(began.elapsed() < BOOKED_WITHIN, "{} of {} calls are booked", rows.len(), served.len());
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let mut by_model: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for row in &rows {
            by_model.entry(row["modelUsed"].as_str().unwrap_or_default()).or_default().push(row);
        }
        let mut asked: HashMap<&str, &Call> = HashMap::new();
        for call in served {
            ensure!(asked.insert(&call.model, call).is_none(), "the provider was asked twice for {}", call.model);
            ensure!(by_model.contains_key(call.model.as_str()), "no row tells of {call:?}");
        }
        let mut unknown = 0;
        for (model, rows) in by_model {
            let [row] = rows[..] else { bail!("{} rows tell of {model}: {rows:#?}", rows.len()) };
            let is_known = row["status"] == "success";
            ensure!(is_known || row["status"] == "unknown" && row["isEstimated"] == true, "{row}");
            ensure!(is_known || !told.contains(model), "a client has the whole answer: {row}");
            unknown += usize::from(!is_known);
            if is_known {
                let call = asked.get(model).with_context(|| format!("the provider knows nothing of {row}"))?;
                let ours = ["inputTokens", "cachedTokens", "outputTokens"].map(|name| row[name].as_u64());
                ensure!(ours == [call.input, call.cached, call.output].map(Some), "{row}\n{call:?}");
                ensure!(call.end == End::Whole, "{row}\n{call:?}");
            }
        }
        self.check_sums(&admin, &rows).await?;
        Ok(unknown)
    }

    async fn check_sums(&self, admin: &Api, rows: &[Value]) -> Result<()> {
        let mut sum = Sum { calls: i64::try_from(rows.len())?, ..Sum::default() };
        let mut cost = 0;
        for row in rows {
            for name in ["inputTokens", "cachedTokens", "cacheWriteTokens", "outputTokens"] {
                sum.tokens += row[name].as_i64().with_context(|| format!("no {name}"))?;
            }
            sum.charge += micros(&row["charge"])?;
            cost += micros(&row["cost"])?;
        }
        let tenant = tenant_sum(admin).await?;
        let tenant = Sum {
            calls: tenant.calls - self.before.calls,
            tokens: tenant.tokens - self.before.tokens,
            charge: tenant.charge - self.before.charge,
        };
        ensure!(tenant == sum, "the tenant's {tenant:?} are not the rows' {sum:?}");
        let group = admin.get(&format!("/ai/groups/{}/usage-stats", self.group)).await?;
        ensure!(sum_of(&group)? == sum, "the group's {group} are not the rows' {sum:?}");
        // What its budget is compared with.
        let group = admin.get(&format!("/ai/groups/{}", self.group)).await?;
        ensure!(micros(&group["monthlyUsedBudget"])? == sum.charge, "the budget's {group} is not the rows' {sum:?}");
        let account = admin.get(&format!("/ai/accounts/{}", self.account)).await?["account"].clone();
        let total = Sum {
            calls: account["totalRequests"].as_i64().context("no totalRequests")?,
            tokens: account["totalTokens"].as_i64().context("no totalTokens")?,
            charge: sum.charge,
        };
        ensure!(total == sum && micros(&account["totalCost"])? == cost, "the account's {account} are not the rows'");
        Ok(())
    }
}

async fn admin(program: &Program) -> Result<Api> {
    Api::anonymous(&program.url())?.sign_in(DEMO_TENANT, "admin", DEMO_PASSWORD).await
}

async fn tenant_sum(admin: &Api) -> Result<Sum> {
    sum_of(&admin.get("/ai/usage").await?)
}

fn sum_of(usage: &Value) -> Result<Sum> {
    let summary = &usage["summary"];
    Ok(Sum {
        calls: summary["totalRequests"].as_i64().with_context(|| format!("no totalRequests in {usage}"))?,
        tokens: summary["totalTokens"].as_i64().context("no totalTokens")?,
        charge: micros(&summary["totalCost"])?,
    })
}

/// Money is text with a point.
fn micros(money: &Value) -> Result<i64> {
    let text = money.as_str().with_context(|| format!("{money} is not money"))?;
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    Ok(whole.parse::<i64>()? * 1_000_000 + format!("{part:0<6}").parse::<i64>()?)
}

async fn rows(admin: &Api, group: i64) -> Result<Vec<Value>> {
    const SIZE: usize = 200;
    let mut all = Vec::new();
    for page in 1.. {
        let mut answer = admin.get(&format!("/ai/calls?groupId={group}&size={SIZE}&page={page}")).await?;
        let Value::Array(list) = answer["list"].take() else { bail!("no list in {answer}") };
        let is_last = list.len() < SIZE;
        all.extend(list);
        if is_last {
            break;
        }
    }
    Ok(all)
}
