//! The least that a reverse proxy in Rust can do: hyper on both sides, connections kept, Nagle off, nothing looked at.

use anyhow::Result;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, Uri, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};

type Upstream = Client<HttpConnector, Incoming>;

/// Serves until it is killed.
pub async fn serve(upstream: u16) -> Result<()> {
    let listener = super::listen().await?;
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let client: Upstream = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(1024).build(connector);
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        stream.set_nodelay(true)?;
        let client = client.clone();
        let service = service_fn(move |request| pass(client.clone(), request, upstream));
        tokio::spawn(async move {
            // A connection that breaks is its client's end.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn pass(client: Upstream, mut request: Request<Incoming>, upstream: u16) -> Result<Response<Incoming>> {
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
    *request.uri_mut() = format!("http://127.0.0.1:{upstream}{path}").parse::<Uri>()?;
    request.headers_mut().remove(header::HOST);
    Ok(client.request(request).await?)
}
