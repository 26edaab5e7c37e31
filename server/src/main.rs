//! The `rembuk` binary: reads settings, runs one command, and says in one line what went wrong.

mod cli;

use clap::Parser;
use mimalloc::MiMalloc;
use std::{process::ExitCode, time::Duration};

/// Gives memory back when pictures are read and passwords hashed; see docs/adr/0016-memory.md.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Blocking work has queues of its own; the rest are files that are read.
const MOST_BLOCKING_THREADS: usize = 32;
/// How long work that nobody waits for any more may hold up the end.
const MOST_WAIT: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(MOST_BLOCKING_THREADS).build();
    let outcome = runtime.map_err(anyhow::Error::from).and_then(|runtime| {
        let outcome = runtime.block_on(cli.run());
        runtime.shutdown_timeout(MOST_WAIT);
        outcome
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rembuk: {error:#}");
            ExitCode::FAILURE
        }
    }
}
