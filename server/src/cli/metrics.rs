//! `/metrics`: what a monitoring program (Prometheus) asks for, on an address of its own that visitors do not reach.
//! Things are counted where they happen; here they are only shown.

use anyhow::Context;
use axum::{Router, routing::get};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use std::{net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

/// In seconds: what people feel, up to what they do not wait for.
const STEPS: [f64; 8] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];
/// Between two looks at what nobody has asked for.
const UPKEEP: Duration = Duration::from_secs(30);

/// Begins to count, and shows the numbers at this address.
pub async fn show_at(address: SocketAddr) -> anyhow::Result<()> {
    let numbers = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("seconds".into()), &STEPS)?.install_recorder()?;
    let listener = TcpListener::bind(address).await.with_context(|| app::operator::start("listen", &format!("{address} (/metrics)")))?;
    let upkeep = numbers.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            upkeep.run_upkeep();
        }
    });
    let page = Router::new().route("/metrics", get(move || async move { numbers.render() }));
    tokio::spawn(async move { axum::serve(listener, page).await });
    Ok(())
}
