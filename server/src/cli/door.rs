//! How the site meets the network: what stands before it, what it is called, how many connections it has, and where it
//! says what happens. What it serves is in `serve`.

use super::{address, log, metrics, yes_or_no};
use app::operator;
use clap::Args;
use rustix::process::{Resource, getrlimit};
use server::ConnectionLimits;
use std::net::SocketAddr;

/// Files that the process needs besides connections: databases, photos, exports.
const OTHER_FILES: u64 = 224;

#[derive(Args, Clone)]
pub struct Door {
    /// Di belakang proksi sendiri yang menulis alamat pengunjung di `X-Forwarded-For`; tanpa setelan ini: bila `--tls`
    /// dipakai
    #[arg(long, env = "REMBUK_BEHIND_PROXY", num_args = 0..=1, default_missing_value = "true", value_parser = yes_or_no)]
    behind_proxy: Option<bool>,
    /// Alamat situs yang dikenal orang, `https://rembuk.kota.go.id`
    #[arg(long, env = "REMBUK_URL", value_parser = site_address)]
    pub url: Option<String>,
    /// Sambungan sekaligus
    #[arg(long, env = "REMBUK_CONNECTIONS", default_value_t = ConnectionLimits::IN_ALL)]
    connections: usize,
    /// Bentuk log
    #[arg(long, env = "REMBUK_LOG_FORMAT", value_enum, default_value = "text")]
    log_format: log::LogFormat,
    /// Alamat angka pemantauan, `127.0.0.1:9464`; tanpa ini tidak ada
    #[arg(long, env = "REMBUK_METRICS_ADDR", value_parser = address)]
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
            log::LogFormat::Text => say!("{program} on {database}: http://{address}"),
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
pub fn site_address(typed: &str) -> Result<String, String> {
    let address = typed.trim_end_matches('/');
    let uri = address.parse::<axum::http::Uri>().ok();
    let is_whole = |uri: &axum::http::Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some();
    let fits = uri.is_some_and(|uri| is_whole(&uri) && uri.query().is_none());
    if fits { Ok(address.to_owned()) } else { Err(operator::start("site_address", typed)) }
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
