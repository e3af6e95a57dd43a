//! Clients that are too slow, or too many: through real sockets, with limits short enough to wait for.

use std::time::{Duration, Instant};

use axum::{
    Router,
    body::Bytes,
    extract::ws::{Message, WebSocketUpgrade},
    routing::{get, post},
};
use futures_util::{SinkExt, StreamExt};
use server::connections::{Patience, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

const MS: Duration = Duration::from_millis(1);

fn patience() -> Patience {
    Patience {
        first_bytes: 150 * MS,
        head: 300 * MS,
        body_idle: 600 * MS,
        body_start: 800 * MS,
        body_rate: 20_000,
        connections: 100,
    }
}

struct Server {
    at: std::net::SocketAddr,
    stop: CancellationToken,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Server {
    async fn start(patience: Patience) -> Self {
        let router = Router::new()
            .route("/size", post(|body: Bytes| async move { body.len().to_string() }))
            // Longer than any of the client's deadlines.
            .route(
                "/long",
                get(|| async {
                    sleep(600 * MS).await;
                    "late"
                }),
            )
            .route(
                "/ws",
                get(|upgrade: WebSocketUpgrade| async {
                    upgrade.on_upgrade(|mut socket| async move {
                        while let Some(Ok(Message::Text(text))) = socket.recv().await {
                            drop(socket.send(Message::Text(text)).await);
                        }
                    })
                }),
            );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        tokio::spawn(serve(listener, router, patience, stop.clone()));
        Self { at, stop }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.unwrap()
    }
}

/// All that comes until the server closes, which it does within seconds.
async fn rest(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    // A reset is an end, too.
    drop(timeout(Duration::from_secs(10), stream.read_to_end(&mut all)).await.expect("the server never closes"));
    String::from_utf8(all).unwrap()
}

#[tokio::test]
async fn a_connection_that_says_nothing_or_half_a_head_is_closed() {
    let server = Server::start(patience()).await;
    for said in ["", "P", "PRI * HTTP/2.0\r\n", "GET /long HTTP/1.1\r\nhost: x\r\nx-slow: "] {
        let mut stream = server.connect().await;
        let start = Instant::now();
        stream.write_all(said.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(!answer.contains("200 OK"), "{said:?}: {answer}");
        assert!(start.elapsed() >= 100 * MS, "{said:?} was given no time");
    }
}

#[tokio::test]
async fn a_head_that_drips_is_closed_all_the_same() {
    let server = Server::start(patience()).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /long HTTP/1.1\r\nhost: localhost\r\n").await.unwrap();
    let dripped = async {
        while stream.write_all(b"x: y\r\n").await.is_ok() {
            sleep(20 * MS).await;
        }
    };
    timeout(Duration::from_secs(10), dripped).await.expect("the server reads headers for ever");
}

#[tokio::test]
async fn half_a_body_is_answered_408_and_a_slow_one_is_taken() {
    let server = Server::start(patience()).await;
    let head = "POST /size HTTP/1.1\r\nhost: x\r\ncontent-length: 30000\r\n\r\n";
    // It stops in the middle.
    let mut stream = server.connect().await;
    stream.write_all(format!("{head}half").as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("\"code\":10015"), "{answer}");
    // A byte now and then keeps no request open.
    let mut stream = server.connect().await;
    stream.write_all(head.as_bytes()).await.unwrap();
    let start = Instant::now();
    let (mut reader, mut writer) = stream.split();
    let drip = async {
        while writer.write_all(b"x").await.is_ok() {
            sleep(50 * MS).await;
        }
    };
    let mut seen = [0; 12];
    tokio::select! {
        () = drip => {}
        read = reader.read_exact(&mut seen) => drop(read),
        () = sleep(Duration::from_secs(10)) => panic!("the server waits for ever"),
    }
    assert!(start.elapsed() >= 300 * MS, "it was given no time");
    // A phone that sends a piece at a time, for longer than the first allowance, is welcome.
    let mut stream = server.connect().await;
    stream.write_all(head.as_bytes()).await.unwrap();
    let start = Instant::now();
    for _ in 0..10 {
        stream.write_all(&[b'x'; 3000]).await.unwrap();
        sleep(120 * MS).await;
    }
    let mut answer = vec![0; 15];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8(answer).unwrap(), "HTTP/1.1 200 OK");
    assert!(start.elapsed() > patience().body_start);
}

#[tokio::test]
async fn what_the_server_takes_its_time_for_is_under_no_clock() {
    let server = Server::start(patience()).await;
    let answer = reqwest::get(format!("http://{}/long", server.at)).await.unwrap().text().await.unwrap();
    assert_eq!(answer, "late");
    let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{}/ws", server.at)).await.unwrap();
    sleep(500 * MS).await;
    socket.send("still here".into()).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap().into_text().unwrap(), "still here");
}

#[tokio::test]
async fn too_many_connections_are_told_so_and_room_is_used_again() {
    let server = Server::start(Patience { connections: 2, ..patience() }).await;
    let first = server.connect().await;
    let (socket, _) = tokio_tungstenite::connect_async(format!("ws://{}/ws", server.at)).await.unwrap();
    let answer = rest(&mut server.connect().await).await;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after"), "{answer}");
    // An open WebSocket holds its place; the others free theirs when they end.
    drop(first);
    let asked = async {
        loop {
            match reqwest::get(format!("http://{}/long", server.at)).await {
                Ok(answer) if answer.status() == 200 => break,
                _ => sleep(10 * MS).await,
            }
        }
    };
    timeout(Duration::from_secs(10), asked).await.expect("room was never freed");
    drop(socket);
}

#[tokio::test]
async fn a_request_in_flight_is_finished_when_the_program_stops() {
    let server = Server::start(patience()).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /long HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    sleep(50 * MS).await;
    server.stop.cancel();
    assert!(rest(&mut stream).await.ends_with("late"));
}
