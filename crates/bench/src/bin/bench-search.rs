//! `make bench-search`: search and answers through the public API, on labelled questions.
//!
//! Imports the documents into a tenant of its own, asks every question, hands the answers to the data's own
//! `score.py`, compares each kind of question with plain BM25 (and fails when one is worse), then fills up to 100,000 articles and measures latency with 50 people searching at once and
//! the time from publishing to finding.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bench::api::{Api, DEMO_PASSWORD};
use bench::load;
use bench::plain::PlainBm25;
use bench::program::Program;
use serde_json::{Value, json};

/// Lines of one import; a file must stay well below the upload limit.
const LINES_AT_ONCE: usize = 4000;
/// Questions in flight while accuracy is measured: latency is measured apart.
const ASKING: usize = 4;
const SEARCHING: usize = 50;
const SEARCH_FOR: Duration = Duration::from_secs(15);
const PUBLISHED: usize = 20;
const HITS: usize = 50;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: bench-search PATH-OF-POLYDESK FOLDER-OF-DATA";
    let binary = PathBuf::from(arguments.next().context(usage)?);
    let data = PathBuf::from(arguments.next().context(usage)?);
    let folder = std::env::temp_dir().join(format!("polydesk-bench-search-{}", std::process::id()));
    let outcome = run(&binary, &data, &folder).await;
    let _ = fs::remove_dir_all(&folder);
    outcome
}

async fn run(binary: &Path, data: &Path, folder: &Path) -> Result<()> {
    let mut program = Program::new(binary, folder)?;
    program.start().await?;
    let editor = tenant(&program.url()).await?;

    import(&editor, &data.join("docs.jsonl.gz")).await?;
    let documents = Arc::new(documents(&editor).await?);
    let questions = Arc::new(lines(&data.join("queries.jsonl.gz"))?);
    println!("{} documents, {} questions", documents.len(), questions.len());
    let answers = ask(&editor, &questions, &documents).await?;
    score(data, folder, &questions, &answers)?;
    let worse = beside_plain_bm25(&lines(&data.join("docs.jsonl.gz"))?, &questions, &answers)?;

    import(&editor, &data.join("filler.jsonl.gz")).await?;
    latency(&editor, &questions).await?;
    freshness(&editor).await?;
    program.stop()?;
    ensure!(worse.is_empty(), "worse than plain BM25: {worse:?}");
    Ok(())
}

/// hit@3 of each kind of question beside that of plain BM25 on the same documents. Returns the kinds in which
/// ours is worse by more than one question in a hundred, which is what chance does to these numbers.
fn beside_plain_bm25(documents: &[Value], questions: &[Value], answers: &[Value]) -> Result<Vec<String>> {
    let plain = PlainBm25::of(documents)?;
    let ours: HashMap<&str, &Value> = answers.iter().filter_map(|a| Some((a["qid"].as_str()?, &a["ids"]))).collect();
    let mut kinds: BTreeMap<String, [u32; 3]> = BTreeMap::new();
    for question in questions.iter().filter(|question| question["kind"] != "unanswerable") {
        let text = |name: &str| question[name].as_str().unwrap_or_default();
        let is_relevant = |id: &Value| question["relevant_ids"].as_array().is_some_and(|ids| ids.contains(id));
        let found = ours.get(text("qid")).and_then(|ids| ids.as_array()).map(Vec::as_slice).unwrap_or_default();
        let [count, hits, plain_hits] = kinds.entry(format!("{}/{}", text("set"), text("kind"))).or_default();
        *count += 1;
        *hits += u32::from(found.iter().take(3).any(is_relevant));
        *plain_hits += u32::from(plain.search(text("text"), 3)?.into_iter().any(|id| is_relevant(&id.into())));
    }
    let mut worse = Vec::new();
    let (mut sum, mut plain_sum) = (0.0, 0.0);
    println!("hit@3 by kind                    ours   plain BM25");
    for (kind, [count, hits, plain_hits]) in &kinds {
        let share = |hits: &u32| f64::from(*hits) / f64::from(*count);
        sum += share(hits);
        plain_sum += share(plain_hits);
        println!("  {kind:30} {:.3}   {:.3}", share(hits), share(plain_hits));
        if share(hits) + 0.01 < share(plain_hits) {
            worse.push(kind.clone());
        }
    }
    println!("  {:30} {:.3}   {:.3}", "macro", sum / kinds.len() as f64, plain_sum / kinds.len() as f64);
    Ok(worse)
}

/// A new tenant's admin.
async fn tenant(url: &str) -> Result<Api> {
    let anonymous = Api::anonymous(url)?;
    let operator = anonymous.sign_in("platform", "admin", DEMO_PASSWORD).await?;
    let created = operator
        .post(
            "/tenants",
            &json!({
                "slug": "search-bench", "name": "Search bench", "contactPerson": "Bench",
                "contactEmail": "bench@example.com", "contactPhone": "13500000000", "adminUsername": "admin",
            }),
        )
        .await?;
    let initial = created["initialPassword"].as_str().context("no initialPassword")?;
    let first = anonymous.sign_in("search-bench", "admin", initial).await?;
    first.put("/user/password", &json!({"oldPassword": initial, "newPassword": DEMO_PASSWORD})).await?;
    anonymous.sign_in("search-bench", "admin", DEMO_PASSWORD).await
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let mut gzip = Command::new("gzip").arg("-dc").arg(path).stdout(Stdio::piped()).spawn()?;
    let output = gzip.stdout.take().context("gzip has no output")?;
    let lines: Result<Vec<Value>> =
        BufReader::new(output).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect();
    ensure!(gzip.wait()?.success(), "cannot read {}", path.display());
    lines
}

/// The document's own id goes along as a tag, by which it is known again.
async fn import(editor: &Api, path: &Path) -> Result<()> {
    let (began, documents) = (Instant::now(), lines(path)?);
    for (part, documents) in documents.chunks(LINES_AT_ONCE).enumerate() {
        let mut file = Vec::new();
        for document in documents {
            let line = json!({
                "title": document["title"], "body": document["body"], "tags": [document["id"]],
            });
            writeln!(file, "{line}")?;
        }
        let job = editor.upload("/kb/imports", &format!("part-{part}.jsonl"), file).await?;
        let job = finished(editor, &job).await?;
        if job["imported"] != documents.len() {
            println!("left out of part {part}: {} articles, {}", job["failed"], job["errors"]);
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("imported {} articles in {seconds:.0} s ({:.0}/s)", documents.len(), documents.len() as f64 / seconds);
    settled(editor).await
}

async fn finished(editor: &Api, job: &Value) -> Result<Value> {
    let path = format!("/kb/imports/{}", job["id"]);
    loop {
        let job = editor.get(&path).await?;
        match job["status"].as_str() {
            Some("queued" | "running") => tokio::time::sleep(Duration::from_millis(200)).await,
            Some("done") => return Ok(job),
            _ => anyhow::bail!("the import failed: {job}"),
        }
    }
}

/// The index follows the database: an article that is published now comes after all that were imported.
async fn settled(editor: &Api) -> Result<()> {
    let waited = findable(editor, Duration::from_secs(600)).await?;
    println!("indexed {:.1} s after the import", waited.as_secs_f64());
    Ok(())
}

/// From the answer to publishing until a search finds it.
async fn findable(editor: &Api, patience: Duration) -> Result<Duration> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let word = format!("zyxwv{}q", NUMBER.fetch_add(1, Ordering::Relaxed));
    let article = editor.post("/kb/articles", &json!({"title": word, "body": word, "publish": true})).await?;
    let began = Instant::now();
    loop {
        let found = editor.get(&format!("/kb/articles/search?q={word}&limit=5")).await?;
        let hits = found["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
        if hits.iter().any(|hit| hit["id"] == article["id"]) {
            return Ok(began.elapsed());
        }
        ensure!(began.elapsed() < patience, "{word} is not found after {patience:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Article id to document id.
async fn documents(editor: &Api) -> Result<HashMap<i64, String>> {
    let mut documents = HashMap::new();
    for page in 1.. {
        let cards = editor.get(&format!("/kb/articles?page={page}&size=200&sort=title")).await?;
        let cards = cards["list"].as_array().context("no list")?;
        for card in cards {
            if let (Some(id), Some(document)) = (card["id"].as_i64(), card["tags"][0].as_str()) {
                documents.insert(id, document.to_owned());
            }
        }
        if cards.is_empty() {
            break;
        }
    }
    Ok(documents)
}

/// A line of score.py's run file for each question.
async fn ask(editor: &Api, questions: &Arc<Vec<Value>>, documents: &Arc<HashMap<i64, String>>) -> Result<Vec<Value>> {
    let next = Arc::new(AtomicUsize::new(0));
    let askers: Vec<_> = (0..ASKING)
        .map(|_| {
            let (editor, questions) = (editor.clone(), questions.clone());
            let (documents, next) = (documents.clone(), next.clone());
            tokio::spawn(async move {
                let mut answers = Vec::new();
                while let Some(question) = questions.get(next.fetch_add(1, Ordering::Relaxed)) {
                    answers.push(answer(&editor, question, &documents).await?);
                }
                anyhow::Ok(answers)
            })
        })
        .collect();
    let mut answers = Vec::new();
    for asker in askers {
        answers.extend(asker.await??);
    }
    Ok(answers)
}

async fn answer(editor: &Api, question: &Value, documents: &HashMap<i64, String>) -> Result<Value> {
    let text = question["text"].as_str().context("a question without text")?;
    let began = Instant::now();
    let found = editor.get(&search_path(text, HITS)).await?;
    let ms = began.elapsed().as_secs_f64() * 1e3;
    let hits = found["hits"].as_array().context("no hits")?;
    let ids: Vec<&String> = hits.iter().filter_map(|hit| documents.get(&hit["id"].as_i64()?)).collect();
    // A few of the data's questions are blank; the API refuses those, and rightly.
    let answer = match text.trim() {
        "" => json!({"confidence": 0.0, "answer": "", "outcome": "none"}),
        _ => editor.post("/kb/qa", &json!({"question": text})).await?,
    };
    Ok(json!({
        "qid": question["qid"], "ids": ids, "ms": ms,
        "confidence": answer["confidence"], "answer": answer["answer"], "outcome": answer["outcome"],
    }))
}

fn search_path(text: &str, limit: usize) -> String {
    let mut path = String::from("/kb/articles/search?q=");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{path}&limit={limit}")
}

fn score(data: &Path, folder: &Path, questions: &[Value], answers: &[Value]) -> Result<()> {
    let write = |name: &str, lines: &[Value]| -> Result<PathBuf> {
        let path = folder.join(name);
        let mut file = std::io::BufWriter::new(File::create(&path)?);
        lines.iter().try_for_each(|line| writeln!(file, "{line}"))?;
        file.flush()?;
        Ok(path)
    };
    let (queries, run) = (write("queries.jsonl", questions)?, write("run.jsonl", answers)?);
    let status = Command::new("python3").arg(data.join("score.py")).arg(queries).arg(run).status()?;
    ensure!(status.success(), "score.py failed");

    // What a customer would have been told, whatever the number behind it.
    let by_qid: HashMap<&str, &Value> =
        answers.iter().filter_map(|answer| Some((answer["qid"].as_str()?, answer))).collect();
    for (name, unanswerable) in [("unanswerable", true), ("answerable", false)] {
        let these = questions.iter().filter(|question| (question["kind"] == "unanswerable") == unanswerable);
        let (mut all, mut answered) = (0_u32, 0_u32);
        for question in these {
            all += 1;
            let answer = question["qid"].as_str().and_then(|qid| by_qid.get(qid));
            answered += u32::from(answer.is_some_and(|answer| answer["outcome"] == "answered"));
        }
        println!("told an answer, of the {name}: {:.3} (n={all})", f64::from(answered) / f64::from(all.max(1)));
    }
    Ok(())
}

async fn latency(editor: &Api, questions: &Arc<Vec<Value>>) -> Result<()> {
    for (what, limit) in [("10 hits", 10), ("20 hits", 20)] {
        let (editor, questions) = (editor.clone(), questions.clone());
        let next = Arc::new(AtomicUsize::new(0));
        let measured = load::run(SEARCHING, SEARCH_FOR, move |_| {
            let (editor, questions, next) = (editor.clone(), questions.clone(), next.clone());
            async move {
                let question = &questions[next.fetch_add(1, Ordering::Relaxed) % questions.len()];
                editor.get(&search_path(question["text"].as_str().unwrap_or_default(), limit)).await.map(drop)
            }
        })
        .await?;
        println!(
            "search, {what}, {SEARCHING} at once: {:.0}/s, p50 {:.1} ms, p99 {:.1} ms, {} errors {}",
            measured.per_second,
            measured.p50.as_secs_f64() * 1e3,
            measured.p99.as_secs_f64() * 1e3,
            measured.errors,
            measured.error.unwrap_or_default(),
        );
    }
    Ok(())
}

async fn freshness(editor: &Api) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..PUBLISHED {
        times.push(findable(editor, Duration::from_secs(30)).await?);
    }
    times.sort_unstable();
    println!(
        "published to findable: p50 {:.0} ms, slowest {:.0} ms of {PUBLISHED}",
        load::percentile(&times, 50).as_secs_f64() * 1e3,
        load::percentile(&times, 100).as_secs_f64() * 1e3,
    );
    Ok(())
}
