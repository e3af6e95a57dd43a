//! Runs labelled questions against an index in memory and prints one JSON line per question, for
//! tuning without a server: `cargo run --example score -- DOCS.jsonl[,MORE.jsonl] QUERIES.jsonl > run.jsonl`.
//! The public figure is `make bench-search`, through HTTP.

use knowledge::answer::{Calibration, features, quote};
use knowledge::index::{Audience, Entry, Filter, Mix, Question, SearchIndex};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

type Any = Box<dyn std::error::Error>;

fn lines(paths: &str) -> Result<Vec<Value>, Any> {
    let mut found = Vec::new();
    for path in paths.split(',') {
        for line in BufReader::new(std::fs::File::open(path)?).lines() {
            found.push(serde_json::from_str(&line?)?);
        }
    }
    Ok(found)
}

fn main() -> Result<(), Any> {
    let args: Vec<String> = std::env::args().collect();
    let [_, docs, queries, ..] = &args[..] else {
        return Err("usage: score DOCS.jsonl[,MORE.jsonl] QUERIES.jsonl".into());
    };
    let only = args.get(3);
    let index = SearchIndex::in_memory()?;
    let start = Instant::now();
    let mut ids = Vec::new();
    for doc in lines(docs)? {
        let text = |name: &str| doc[name].as_str().unwrap_or_default().to_owned();
        if only.is_some_and(|source| *source != text("source")) {
            continue;
        }
        ids.push(text("id"));
        index.put(&Entry {
            tenant: 1,
            article: i64::try_from(ids.len())?,
            version: 1,
            title: text("title"),
            text: text("body"),
            category: None,
            tags: vec![],
            audience: Audience::Public,
        })?;
    }
    index.commit("")?;
    eprintln!("{} entries in {:.1} s", ids.len(), start.elapsed().as_secs_f32());
    let start = Instant::now();
    let calibration = Calibration::learn(&index, 1)?;
    eprintln!("{calibration:?} in {:.1} s", start.elapsed().as_secs_f32());
    let mix = Mix::default();
    let filter = Filter::of(Audience::Public);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for query in lines(queries)? {
        let start = Instant::now();
        let question = Question::read(query["text"].as_str().unwrap_or_default());
        let ranking = index.search(1, &question, &filter, &mix, 0, 50)?;
        let answer = quote(&ranking, &question.core).iter().map(|s| s.text.clone()).collect::<Vec<_>>().join("\n");
        let confidence = calibration.confidence(&ranking);
        let ms = start.elapsed().as_secs_f64() * 1e3;
        let found: Vec<&String> =
            ranking.hits.iter().filter_map(|h| ids.get(usize::try_from(h.article - 1).ok()?)).collect();
        writeln!(
            out,
            "{}",
            json!({"qid": query["qid"], "ids": found, "ms": ms,
            "legs": ranking.hits.iter().map(|h| h.legs()).collect::<Vec<_>>(),
            "features": features(&ranking), "answer": answer, "confidence": confidence})
        )?;
    }
    Ok(())
}
