//! Serving the site until it is asked to stop.

use super::{Listen, demo_city, log, metrics};
use anyhow::{Context, ensure};
use app::web::{AppState, Site};
use clap::Args;
use leptos::config::LeptosOptions;
use rustix::process::{Resource, getrlimit};
use server::{ConnectionLimits, Rates};
use services::Services;
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// How late a period may end.
const BETWEEN_JOBS: Duration = Duration::from_secs(5);
/// How long what nobody knows any more may lie about.
const BETWEEN_TIDYING: Duration = Duration::from_mins(15);
/// Files that the process needs besides connections: databases, photos, exports.
const OTHER_FILES: u64 = 224;
/// For connections to the database that are still at work.
const MOST_CLOSING: Duration = Duration::from_secs(4);

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
    /// Behind a proxy of our own, which says in `X-Forwarded-For` who asks; without a word about it, where `--tls` is given
    #[arg(long, env = "REMBUK_BEHIND_PROXY", num_args = 0..=1, default_missing_value = "true")]
    behind_proxy: Option<bool>,
    /// The address under which people know the site, `https://rembuk.kota.go.id`
    #[arg(long, env = "REMBUK_URL", value_parser = site_address)]
    url: Option<String>,
    /// How the log is written
    #[arg(long, env = "REMBUK_LOG_FORMAT", value_enum, default_value = "text")]
    log_format: log::LogFormat,
    /// Where numbers about the program are shown to a monitoring program, `127.0.0.1:9464`; nowhere without it
    #[arg(long, env = "REMBUK_METRICS_ADDR")]
    metrics_addr: Option<SocketAddr>,
    /// Connections at a time
    #[arg(long, env = "REMBUK_CONNECTIONS", default_value_t = ConnectionLimits::IN_ALL)]
    connections: usize,
    /// Load the demo city when the database is empty
    #[arg(long, env = "REMBUK_DEMO")]
    demo: bool,
    /// Forms that one address may send in a minute
    #[arg(long, env = "REMBUK_WRITES_PER_MINUTE", default_value_t = Rates::WRITES)]
    writes_per_minute: NonZeroU32,
    /// Wrong passwords that one address may try in a minute; twice as many at once
    #[arg(long, env = "REMBUK_SIGN_INS_PER_MINUTE", default_value_t = Rates::SIGN_INS)]
    sign_ins_per_minute: NonZeroU32,
}

impl Serve {
    /// `database` is its address, fit to be shown.
    pub async fn run(self, services: &Services, database: &str) -> anyhow::Result<()> {
        log::start(self.log_format);
        if let Some(address) = self.metrics_addr {
            metrics::show_at(address).await?;
        }
        if self.demo && services::queries::health::is_empty(services).await? {
            demo_city::run(services).await?;
        }
        let version = std::fs::read_to_string(self.site.join("version.txt")).map_or_else(|_| "0".into(), |text| text.trim().to_owned());
        let behind_proxy = self.behind_proxy.unwrap_or(self.tls);
        let site = Site { secure: self.tls, is_demo: self.demo, version, behind_proxy, url: self.url };
        let options = LeptosOptions::builder().output_name("rembuk").site_root(self.site.to_string_lossy().into_owned()).build();
        let state = AppState { services: services.clone(), options, site: Arc::new(site) };
        let listener = TcpListener::bind(self.listen.addr).await.with_context(|| format!("cannot listen on {}", self.listen.addr))?;
        let address = listener.local_addr()?;
        let program = concat!("Rembuk ", env!("CARGO_PKG_VERSION"));
        match self.log_format {
            log::LogFormat::Text => println!("{program} on {}, {database}: http://{address}", services.database.name()),
            log::LogFormat::Json => tracing::info!(program, database, address = format!("http://{address}"), "begun"),
        }
        if self.demo {
            demo_city::print_accounts();
        }
        let jobs = [tokio::spawn(run_jobs(services.clone())), tokio::spawn(tidy(services.clone()))];
        let rates = Rates { writes: self.writes_per_minute, sign_ins: self.sign_ins_per_minute };
        let router = server::router(&state, &self.site, rates);
        let limits = ConnectionLimits::new(as_files_allow(self.connections), behind_proxy);
        server::serve(listener, router, limits, asked_to_stop()).await;
        tracing::info!("asked to stop, and stopping");
        jobs.iter().for_each(tokio::task::JoinHandle::abort);
        if tokio::time::timeout(MOST_CLOSING, services.close()).await.is_err() {
            tracing::warn!("the database was still at work");
        }
        Ok(())
    }
}

/// What others put behind it is put behind it here, too: `https://rembuk.kota.go.id/usulan`.
fn site_address(typed: &str) -> anyhow::Result<String> {
    let address = typed.trim_end_matches('/');
    let uri: axum::http::Uri = address.parse().context("no address")?;
    let is_whole = matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some();
    ensure!(is_whole && uri.query().is_none(), "an address begins with https:// or http:// and has no question mark");
    Ok(address.to_owned())
}

/// Each connection is a file; the system allows a process only so many.
fn as_files_allow(connections: usize) -> usize {
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let allowed = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX).max(16);
    if allowed < connections {
        tracing::warn!(files, connections = allowed, "fewer connections than asked for: the system allows too few open files");
    }
    connections.min(allowed)
}

/// Does again and again what is due. A failure is logged and tried again: the next turn asks the same questions.
async fn run_jobs(services: Services) {
    let mut turns = tokio::time::interval(BETWEEN_JOBS);
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        if let Err(error) = services::jobs::run_due(&services).await {
            tracing::error!(%error, "what was due could not be done");
        }
    }
}

/// Puts away now and then what was left lying about.
async fn tidy(services: Services) {
    let mut turns = tokio::time::interval(BETWEEN_TIDYING);
    loop {
        turns.tick().await;
        if let Err(error) = services::jobs::tidy(&services).await {
            tracing::error!(%error, "what was left lying about could not be put away");
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
