//! Structured logs (JSON when not on a terminal) and, by setting, traces over OTLP.

use std::io::IsTerminal;

use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// Flushes spans when dropped.
pub struct Telemetry(Option<SdkTracerProvider>);

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(Err(e)) = self.0.take().map(|p| p.shutdown()) {
            eprintln!("traces were not all sent: {e}");
        }
    }
}

/// Traces are sent when `OTEL_EXPORTER_OTLP_ENDPOINT` is set.
pub fn start() -> anyhow::Result<Telemetry> {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,graphile_worker=warn,sqlx=warn,tantivy=warn"));
    let plain = std::io::stderr().is_terminal();
    let logs = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let logs = if plain { logs.boxed() } else { logs.json().flatten_event(true).boxed() };
    let provider = match std::env::var_os("OTEL_EXPORTER_OTLP_ENDPOINT") {
        None => None,
        Some(_) => {
            let exporter = SpanExporter::builder().with_http().build()?;
            let resource = Resource::builder().with_service_name("polydesk").build();
            Some(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
        }
    };
    let traces = provider.as_ref().map(|p| tracing_opentelemetry::layer().with_tracer(p.tracer("polydesk")));
    tracing_subscriber::registry()
        .with(traces.with_filter(filter.clone()))
        .with(logs.with_filter(filter))
        .try_init()?;
    Ok(Telemetry(provider))
}
