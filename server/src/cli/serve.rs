//! Serving the site until it is asked to stop.

use super::{Listen, demo_city};
use anyhow::Context;
use app::web::{AppState, Site};
use clap::Args;
use leptos::config::LeptosOptions;
use server::Rates;
use services::Services;
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// How late a period may end.
const SECONDS_BETWEEN_JOBS: u64 = 5;
/// What is kept for a time only is kept for days.
const BETWEEN_TIDYING: Duration = Duration::from_hours(1);

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    listen: Listen,
    /// Folder of styles, icons and WebAssembly
    #[arg(long, env = "REMBUK_SITE", default_value = "target/site")]
    site: PathBuf,
    /// Behind TLS: session cookies are `__Host-` and `Secure`
    #[arg(long, env = "REMBUK_TLS")]
    tls: bool,
    /// Load the demo city when the database is empty
    #[arg(long, env = "REMBUK_DEMO")]
    demo: bool,
    /// Forms that one address may send in a minute
    #[arg(long, env = "REMBUK_WRITES_PER_MINUTE", default_value_t = Rates::WRITES)]
    writes_per_minute: NonZeroU32,
    /// Passwords that one address may try in a minute; twice as many at once
    #[arg(long, env = "REMBUK_SIGN_INS_PER_MINUTE", default_value_t = Rates::SIGN_INS)]
    sign_ins_per_minute: NonZeroU32,
}

impl Serve {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        tracing_subscriber::fmt().with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"))).init();
        if self.demo && services::queries::health::is_empty(services).await? {
            demo_city::run(services).await?;
        }
        let version = std::fs::read_to_string(self.site.join("version.txt")).map_or_else(|_| "0".into(), |text| text.trim().to_owned());
        let site = Site { secure: self.tls, is_demo: self.demo, version };
        let options = LeptosOptions::builder().output_name("rembuk").site_root(self.site.to_string_lossy().into_owned()).build();
        let state = AppState { services: services.clone(), options, site: Arc::new(site) };
        let listener = TcpListener::bind(self.listen.addr).await.with_context(|| format!("cannot listen on {}", self.listen.addr))?;
        let address = listener.local_addr()?;
        println!("Rembuk on {}: http://{address}", services.database.name());
        if self.demo {
            demo_city::print_accounts();
        }
        let jobs = tokio::spawn(run_jobs(services.clone()));
        let tidying = tokio::spawn(tidy_up(services.clone()));
        let rates = Rates { writes: self.writes_per_minute, sign_ins: self.sign_ins_per_minute };
        let router = server::router(&state, &self.site, rates).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, router).with_graceful_shutdown(asked_to_stop()).await?;
        jobs.abort();
        tidying.abort();
        Ok(())
    }
}

/// Does again and again what is due. A failure is logged and tried again: the next turn asks the same questions.
async fn run_jobs(services: Services) {
    let mut turns = tokio::time::interval(Duration::from_secs(SECONDS_BETWEEN_JOBS));
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        if let Err(error) = services::jobs::run_due(&services).await {
            tracing::error!(%error, "what was due could not be done");
        }
    }
}

async fn tidy_up(services: Services) {
    let mut turns = tokio::time::interval(BETWEEN_TIDYING);
    loop {
        turns.tick().await;
        if let Err(error) = services::jobs::tidy_up(&services).await {
            tracing::error!(%error, "what is kept for a time only could not be removed");
        }
    }
}

/// Ctrl-C or SIGTERM; requests under way are finished.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
