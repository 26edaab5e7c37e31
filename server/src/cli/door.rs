//! How the site meets the network: what stands before it, what it is called, how many connections it has, and where it says
//! what happens. What it serves is in `serve`.

use super::{log, metrics};
use anyhow::{Context, ensure};
use clap::Args;
use rustix::process::{Resource, getrlimit};
use server::ConnectionLimits;
use std::net::SocketAddr;

/// Files that the process needs besides connections: databases, photos, exports.
const OTHER_FILES: u64 = 224;

#[derive(Args)]
pub struct Door {
    /// Behind a proxy of our own, which says in `X-Forwarded-For` who asks; without a word about it, where `--tls` is given
    #[arg(long, env = "REMBUK_BEHIND_PROXY", num_args = 0..=1, default_missing_value = "true")]
    behind_proxy: Option<bool>,
    /// The address under which people know the site, `https://rembuk.kota.go.id`
    #[arg(long, env = "REMBUK_URL", value_parser = site_address)]
    pub url: Option<String>,
    /// Connections at a time
    #[arg(long, env = "REMBUK_CONNECTIONS", default_value_t = ConnectionLimits::IN_ALL)]
    connections: usize,
    /// How the log is written
    #[arg(long, env = "REMBUK_LOG_FORMAT", value_enum, default_value = "text")]
    log_format: log::LogFormat,
    /// Where numbers about the program are shown to a monitoring program, `127.0.0.1:9464`; nowhere without it
    #[arg(long, env = "REMBUK_METRICS_ADDR")]
    metrics_addr: Option<SocketAddr>,
}

impl Door {
    /// From here on what happens is logged and counted.
    pub async fn begin(&self) -> anyhow::Result<()> {
        log::start(self.log_format);
        match self.metrics_addr {
            Some(address) => metrics::show_at(address).await,
            None => Ok(()),
        }
    }

    /// The first line: what runs, on what, and where; in the form of all that follow.
    pub fn say(&self, program: &str, database: &str, address: SocketAddr) {
        match self.log_format {
            log::LogFormat::Text => println!("{program} on {database}: http://{address}"),
            log::LogFormat::Json => tracing::info!(program, database, address = format!("http://{address}"), "begun"),
        }
    }

    pub fn is_behind_proxy(&self, is_behind_tls: bool) -> bool {
        self.behind_proxy.unwrap_or(is_behind_tls)
    }

    pub fn limits(&self, is_behind_tls: bool) -> ConnectionLimits {
        ConnectionLimits::new(as_files_allow(self.connections), self.is_behind_proxy(is_behind_tls))
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
