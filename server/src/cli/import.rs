//! Loading files: dry by default, all or nothing, every bad row named.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use services::{
    Services,
    commands::{self, ImportReport},
};
use std::{fs::File, path::PathBuf};

#[derive(Args)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// code,level,name,parent_code[,households]
    Regions(Source),
}

#[derive(Args)]
struct Source {
    file: PathBuf,
    /// Write; without it the file is only checked
    #[arg(long)]
    apply: bool,
}

impl Import {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let What::Regions(Source { file, apply }) = self.what;
        let opened = File::open(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let report = commands::import_regions(services, opened, apply).await?;
        print_report(&report, apply)
    }
}

fn print_report(report: &ImportReport, apply: bool) -> anyhow::Result<()> {
    for problem in &report.problems {
        println!("line {}, column {}: {}", problem.line, problem.column, problem.refusal);
    }
    if !report.problems.is_empty() {
        bail!("{} problems; nothing was written", report.problems.len());
    }
    let verb = if apply { "Written" } else { "Checked, nothing written (use --apply)" };
    println!("{verb}: {} new, {} changed, {} as before.", report.added, report.changed, report.unchanged);
    Ok(())
}
