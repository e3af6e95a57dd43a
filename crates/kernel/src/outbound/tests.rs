use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// Answers one thing the first time and another ever after, as rebinding names do.
struct Changing {
    first: Vec<IpAddr>,
    then: Vec<IpAddr>,
    asked: AtomicUsize,
}

#[async_trait::async_trait]
impl Lookup for Changing {
    async fn lookup(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
        let first = self.asked.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(if first { self.first.clone() } else { self.then.clone() })
    }
}

fn changing(first: &[&str], then: &[&str]) -> Arc<Changing> {
    let parse = |all: &[&str]| all.iter().map(|ip| ip.parse().unwrap()).collect();
    Arc::new(Changing { first: parse(first), then: parse(then), asked: AtomicUsize::new(0) })
}

fn provider() {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// A server on this machine that answers `response` to everything, and counts.
async fn server(response: &'static str) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, hits) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let counting = hits.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counting.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut seen = [0; 4096];
                let _ = stream.read(&mut seen).await;
                let _ = stream.write_all(response.as_bytes()).await;
            });
        }
    });
    (port, hits)
}

const FINE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\nconnection: close\r\n\r\n{\"fine\":1}\n";

async fn get(out: &Outbound, url: &str) -> Result<Answer, OutboundError> {
    out.send(out.request(Method::GET, url)?).await
}

#[tokio::test]
async fn a_name_of_this_machine_is_not_connected_to_unless_the_operator_allows_it() {
    provider();
    let (port, hits) = server(FINE).await;
    let url = format!("http://inside.test:{port}/");
    let out = Outbound::with(&[], changing(&["127.0.0.1"], &["127.0.0.1"])).unwrap();
    assert!(matches!(get(&out, &url).await, Err(OutboundError::Private)));
    assert_eq!(hits.load(Ordering::SeqCst), 0);
    let allowed = Outbound::with(&["127.0.0.0/8".parse().unwrap()], changing(&["127.0.0.1"], &["127.0.0.1"])).unwrap();
    let answer = get(&allowed, &url).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.json::<serde_json::Value>().unwrap()["fine"].as_i64()), (200, Some(1)));
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    provider();
    let (port, hits) = server(FINE).await;
    let url = format!("http://rebinding.test:{port}/");
    // Public at the first look, this machine at the second: every connection is of a look of its own.
    // 192.0.2.0/24 is allowed here to stand for a public address that does not answer.
    let dead = ["192.0.2.0/24".parse().unwrap()];
    let out = Outbound::with(&dead, changing(&["192.0.2.1"], &["127.0.0.1"])).unwrap();
    let first = tokio::time::timeout(Duration::from_millis(300), get(&out, &url)).await;
    assert!(!matches!(first, Ok(Ok(_))), "nothing answers there");
    assert!(matches!(get(&out, &url).await, Err(OutboundError::Private)));
    // Both at once: only the public one is tried.
    let out = Outbound::with(&dead, changing(&["127.0.0.1", "192.0.2.1"], &[])).unwrap();
    let both = tokio::time::timeout(Duration::from_millis(300), get(&out, &url)).await;
    assert!(!matches!(both, Ok(Ok(_))));
    assert_eq!(hits.load(Ordering::SeqCst), 0, "this machine was never connected to");
}

#[test]
fn addresses_in_the_url_are_looked_at_in_every_spelling() {
    provider();
    let out = Outbound::with(&[], changing(&[], &[])).unwrap();
    for url in [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "http://169.254.169.254/latest/meta-data",
        "http://１２７.0.0.1/",
    ] {
        assert!(matches!(out.check(url), Err(OutboundError::Private)), "{url}");
    }
    for url in ["file:///etc/passwd", "gopher://x/", "https://user:secret@example.com/", "x", "https://"] {
        assert!(matches!(out.check(url), Err(OutboundError::Url)), "{url}");
    }
    assert!(out.check("https://api.weixin.qq.com/sns/userinfo").is_ok());
}

#[tokio::test]
async fn redirects_are_not_followed_and_long_answers_are_cut() {
    provider();
    let here: &[IpNet] = &["127.0.0.0/8".parse().unwrap()];
    let (port, _) =
        server("HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n").await;
    let out = Outbound::with(here, changing(&["127.0.0.1"], &["127.0.0.1"])).unwrap();
    assert_eq!(get(&out, &format!("http://127.0.0.1:{port}/")).await.unwrap().status.as_u16(), 302);
    let endless: &'static str = Box::leak(
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(ANSWER_MAX + 10)).into_boxed_str(),
    );
    let (port, _) = server(endless).await;
    assert!(matches!(get(&out, &format!("http://127.0.0.1:{port}/")).await, Err(OutboundError::TooLong)));
}
