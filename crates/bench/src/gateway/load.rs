//! Closed-loop load over kept connections, each with one request at a time; streams are read piece by piece.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::load::percentile;

/// Where to, and as whom.
#[derive(Debug, Clone)]
pub struct Target {
    pub port: u16,
    pub key: String,
    pub is_stream: bool,
}

/// When a run ends.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    After(Duration),
    /// So many calls, all clients together.
    Calls(u64),
}

#[derive(Debug, Clone, Default)]
pub struct Measured {
    pub calls: u64,
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    /// Until the first piece.
    pub first_p50: Duration,
    /// The longest silence inside a stream, of the median stream.
    pub gap_p50: Duration,
}

/// One answer, timed.
struct Answered {
    whole: Duration,
    first: Duration,
    gap: Duration,
}

/// About 700 bytes, as a question with its system prompt has.
fn question(is_stream: bool) -> Bytes {
    let stream = if is_stream { r#""stream":true,"stream_options":{"include_usage":true},"# } else { "" };
    let words = "context ".repeat(40);
    let text = format!(
        r#"{{"model":"gpt-4o-mini","max_tokens":256,{stream}"messages":[{{"role":"system","content":"You are a helpful customer service assistant."}},{{"role":"user","content":"我想退款，订单号 20250801，多久到账？ Please answer in both languages. {words}"}}]}}"#
    );
    text.into()
}

/// Asks with so many clients at once. Any answer that is not whole fails the run.
pub async fn run(target: &Target, clients: usize, until: Until) -> Result<Measured> {
    let body = question(target.is_stream);
    let left = Arc::new(AtomicU64::new(match until {
        Until::Calls(calls) => calls,
        Until::After(_) => u64::MAX,
    }));
    let began = Instant::now();
    let end = match until {
        Until::After(time) => Some(began + time),
        Until::Calls(_) => None,
    };
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let (target, body, left) = (target.clone(), body.clone(), left.clone());
        tasks.push(tokio::spawn(async move {
            let mut answers = Vec::new();
            let mut sender = connect(target.port).await?;
            while end.is_none_or(|end| Instant::now() < end) {
                if left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_err() {
                    break;
                }
                answers.push(ask(&mut sender, &target, &body).await?);
            }
            anyhow::Ok(answers)
        }));
    }
    let mut answers: Vec<Answered> = Vec::new();
    for task in tasks {
        answers.extend(task.await??);
    }
    let took = began.elapsed();
    let sorted = |of: fn(&Answered) -> Duration| {
        let mut all: Vec<Duration> = answers.iter().map(of).collect();
        all.sort_unstable();
        all
    };
    let whole = sorted(|a| a.whole);
    Ok(Measured {
        calls: answers.len() as u64,
        per_second: answers.len() as f64 / took.as_secs_f64(),
        p50: percentile(&whole, 50),
        p99: percentile(&whole, 99),
        first_p50: percentile(&sorted(|a| a.first), 50),
        gap_p50: percentile(&sorted(|a| a.gap), 50),
    })
}

async fn connect(port: u16) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // Its error is the sender's, too.
        let _ = connection.await;
    });
    Ok(sender)
}

async fn ask(sender: &mut SendRequest<Full<Bytes>>, target: &Target, body: &Bytes) -> Result<Answered> {
    let request = Request::post("/v1/chat/completions")
        .header("host", "127.0.0.1")
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {}", target.key))
        .body(Full::new(body.clone()))?;
    sender.ready().await?;
    let began = Instant::now();
    let response = sender.send_request(request).await?;
    let status = response.status();
    let mut body = response.into_body();
    let (mut first, mut last, mut gap) = (None, began, Duration::ZERO);
    let mut tail = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame?.into_data() else { continue };
        let now = Instant::now();
        match first {
            None => first = Some(now - began),
            Some(_) => gap = gap.max(now - last),
        }
        last = now;
        // The end tells whether it is whole.
        if tail.len() > 1024 {
            tail.drain(..tail.len() - 512);
        }
        tail.extend_from_slice(&piece);
    }
    let tail = String::from_utf8_lossy(&tail);
    if !status.is_success() {
        bail!("{status}: {tail}");
    }
    let mark = if target.is_stream { "data: [DONE]" } else { "completion_tokens" };
    ensure!(tail.contains(mark), "an answer ended without {mark}: {tail}");
    Ok(Answered { whole: began.elapsed(), first: first.context("an empty answer")?, gap })
}
