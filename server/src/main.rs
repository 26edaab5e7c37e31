//! The `rembuk` binary: reads settings, runs one command, and says in one line what went wrong.

mod cli;

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match cli.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rembuk: {error:#}");
            ExitCode::FAILURE
        }
    }
}
