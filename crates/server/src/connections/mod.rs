//! Connections: accepted up to a number, and given up when the other side is too slow to be a person's device.
//!
//! Three clocks run, each of them only while the server waits for the client: until a connection says which protocol
//! it speaks, until the head of a request is whole (the time between two requests counts, too), and between two
//! pieces of a body, which must on the whole keep a minimal pace. What the server sends (SSE, a long poll) and what
//! a socket has been upgraded to (WebSocket) is under none of them.

mod first_bytes;
mod slow_body;

use std::{
    io,
    net::SocketAddr,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{ConnectInfo, Request},
    response::{IntoResponse, Response},
};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use kernel::{Error, error::code};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use first_bytes::FirstBytes;
use slow_body::SlowBody;

/// How long the server waits for a client, and for how many at once.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the first bytes of a connection.
    pub first_bytes: Duration,
    /// For the whole head of a request, and for the next request on a connection that is kept.
    pub head: Duration,
    /// Between two pieces of a body.
    pub body_idle: Duration,
    /// A body may take this long, and then as long as [`Self::body_rate`] allows for what has come.
    pub body_start: Duration,
    /// Bytes in a second.
    pub body_rate: u32,
    pub connections: usize,
}

impl Patience {
    /// Longer than load balancers keep an idle connection (60 s is common): who closes first must not be the server,
    /// or a request that is on its way fails. A body's pace is that of a phone at the edge of its net.
    pub fn with_connections(connections: usize) -> Self {
        Self {
            first_bytes: Duration::from_secs(20),
            head: Duration::from_secs(65),
            body_idle: Duration::from_secs(30),
            body_start: Duration::from_secs(60),
            body_rate: 500,
            connections,
        }
    }
}

/// Streams of one HTTP/2 connection: a page's own requests, not a second server's worth.
const STREAMS_MAX: u32 = 200;
/// What a full house is worth in the log: once in this time.
const WARN_EVERY: Duration = Duration::from_secs(10);

/// Serves until `stop`; then no connection is accepted, idle ones are closed, and requests in flight are finished.
pub async fn serve(listener: TcpListener, router: Router, patience: Patience, stop: CancellationToken) {
    let connections = Connections {
        router,
        patience,
        builder: Arc::new(builder(&patience)),
        seats: Arc::new(Semaphore::new(patience.connections)),
        tasks: TaskTracker::new(),
        stop: stop.clone(),
    };
    let mut warned: Option<Instant> = None;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => match connections.seats.clone().try_acquire_owned() {
                Ok(seat) => connections.take(stream, peer, seat),
                Err(_) => {
                    metrics::counter!("polydesk_connections_refused_total").increment(1);
                    if warned.is_none_or(|at| at.elapsed() >= WARN_EVERY) {
                        warned = Some(Instant::now());
                        tracing::warn!(max = patience.connections, "too many connections, new ones are refused");
                    }
                    connections.tasks.spawn(refuse(stream));
                }
            },
            Err(e) if is_the_clients(&e) => {}
            Err(e) => {
                // Most likely no file descriptor is left: accepting at once would only burn the processor.
                tracing::error!(error = %e, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        }
    }
    drop(listener);
    connections.tasks.close();
    connections.tasks.wait().await;
}

fn builder(patience: &Patience) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience.head);
    builder
        .http2()
        .timer(TokioTimer::new())
        // A silent connection is asked whether it is still there.
        .keep_alive_interval(patience.head)
        .keep_alive_timeout(patience.first_bytes)
        .max_concurrent_streams(STREAMS_MAX)
        // WebSockets over HTTP/2 (RFC 8441).
        .enable_connect_protocol();
    builder
}

/// The client went away before it was accepted.
fn is_the_clients(e: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(e.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Says why in a few bytes that fit into the socket's buffer, and closes.
async fn refuse(stream: TcpStream) {
    const FULL: &[u8] =
        b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    drop(stream.try_write(FULL));
}

struct Connections {
    router: Router,
    patience: Patience,
    builder: Arc<Builder<TokioExecutor>>,
    seats: Arc<Semaphore>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Connections {
    fn take(&self, stream: TcpStream, peer: SocketAddr, seat: OwnedSemaphorePermit) {
        // Small frames leave at once: Nagle's algorithm would hold a chat message for up to 40 ms.
        drop(stream.set_nodelay(true));
        let (builder, stop, patience) = (self.builder.clone(), self.stop.clone(), self.patience);
        let router = self.router.clone();
        let service = hyper::service::service_fn(move |request| answer(router.clone(), request, peer, patience));
        self.tasks.spawn(async move {
            // A WebSocket outlives the service of its connection, and its seat is held by whoever holds the socket.
            let io = TokioIo::new(FirstBytes::new(stream, patience.first_bytes, seat));
            let mut connection = pin!(builder.serve_connection_with_upgrades(io, service));
            let served = tokio::select! {
                served = connection.as_mut() => served,
                () = stop.cancelled() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(e) = served {
                tracing::trace!(error = %e, "a connection ended early");
            }
        });
    }
}

async fn answer(
    router: Router,
    request: hyper::Request<Incoming>,
    peer: SocketAddr,
    patience: Patience,
) -> Result<Response, std::convert::Infallible> {
    let was_slow = slow_body::Flag::default();
    let flag = was_slow.clone();
    let mut request: Request = request.map(|body| match hyper::body::Body::is_end_stream(&body) {
        true => axum::body::Body::empty(),
        false => axum::body::Body::new(SlowBody::new(body, patience, flag)),
    });
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.oneshot(request).await?;
    // Whatever the reader made of a body that broke off: this is why it did.
    match was_slow.is_raised() {
        true => Ok(too_slow()),
        false => Ok(response),
    }
}

fn too_slow() -> Response {
    let mut response = Error::new(code::REQUEST_TOO_SLOW).into_response();
    response.headers_mut().insert(http::header::CONNECTION, http::HeaderValue::from_static("close"));
    response
}
