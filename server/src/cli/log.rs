//! Where and how the log is written: to standard output, one line for each thing, for people or for programs.
//! What is logged, and what never is, is decided where it happens; see `request_log`.

use clap::ValueEnum;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// One line a request, and what goes wrong. Statements and connections are left out, and what a library says of a
/// passkey that does not hold: we say that ourselves.
const USUAL: &str = "info,sqlx=warn,hyper=error,webauthn_rs_core=off";

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

/// From here on everything is logged; `RUST_LOG` may ask for more or less.
pub fn start(format: LogFormat) {
    let mut filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    // It tells whole addresses, and whoever asks for everything does not want those.
    if let Ok(never) = "tower_http::csrf=off".parse() {
        filter = filter.add_directive(never);
    }
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(std::io::stdout().is_terminal()).log_internal_errors(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        // What it says may hold what somebody typed; where it was does not.
        tracing::error!(at = panic.location().map(tracing::field::display), "panicked");
    }));
}
