//! Build steps of Rembuk: `cargo xtask <command>`. The Makefile's targets are short names for them.

mod attack;
mod bench;
mod check;
mod compile;
mod content;
mod demo_city;
mod demo_server;
mod drills;
mod e2e;
mod minify;
mod nginx;
mod package;
mod pictures;
mod postgres;
mod process;
mod run;
mod scratch;
mod setup;
mod site;
mod steps;
mod style;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Builds, runs and tests Rembuk.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Install what the builds need and this machine lacks
    Setup {
        /// Also what the tests need: PostgreSQL, Chromium, Java, Playwright
        #[arg(long)]
        tests: bool,
    },
    /// Build everything and start a server with the demo city
    Run {
        /// Passed on to `rembuk serve`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Build the static files: WebAssembly, styles, icons
    Site,
    /// Build the islands
    Wasm,
    /// Build the stylesheet and copy the icons
    Style,
    /// Run a command while a temporary PostgreSQL is there
    Postgres {
        #[arg(last = true, required = true)]
        command: Vec<String>,
    },
    /// Check formatting, lints, documentation, layering, migrations and translations
    Check,
    /// Run all checks and tests
    Test,
    /// Walk the product in a browser, on both databases, with JavaScript off and on
    E2e {
        /// Passed on to Playwright
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Measure the release build: answer times, bytes of a first visit, the disk; or a ledger of a million entries
    Bench {
        /// `ledger`: how fast it is recounted and published; `people`: what pages cost them; instead of the rest
        what: Option<bench::What>,
    },
    /// Play attacks and faults against the built program, and look what becomes of it
    Drills {
        /// Only those whose title has this word, such as `crowd`
        only: Option<String>,
    },
    /// Attack the demo city with scanners and lists of hostile strings; fetches tools, takes long
    Attack {
        /// Only those whose title has this word, such as `strings` or `on sqlite`
        only: Option<String>,
    },
    /// Build the release as one program and as a Debian package
    Package {
        /// Install it into a clean Debian and ask it for a page; needs root
        #[arg(long)]
        test: bool,
    },
    /// Take a screenshot of every page
    Pictures {
        /// Passed on to Playwright
        #[arg(last = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let ended = match compile::wanted() {
        Some(call) => compile::compile(&call),
        None => perform(Task::parse()).map(|()| ExitCode::SUCCESS),
    };
    ended.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Setup { tests } => setup::run(tests),
        Task::Run { arguments } => run::run(&arguments),
        Task::Site => site::run(),
        Task::Wasm => site::islands(),
        Task::Style => site::styles(),
        Task::Postgres { command } => postgres::run(&command),
        Task::Check => check::run(),
        Task::Test => test::run(),
        Task::E2e { arguments } => e2e::run(&arguments),
        Task::Bench { what: None } => bench::run(),
        Task::Bench { what: Some(bench::What::Ledger) } => bench::run_ledger(),
        Task::Bench { what: Some(bench::What::People) } => bench::run_people(),
        Task::Attack { only } => attack::run(only.as_deref()),
        Task::Drills { only } => drills::run(only.as_deref()),
        Task::Package { test } => package::run(test),
        Task::Pictures { arguments } => pictures::run(&arguments),
    }
}
