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
    /// Columns `code,level,name,parent_code` and, where known, `households`
    Regions(Source),
    /// Columns `code,name,kind,field,unit,unit_price,agency,programme_code,requirements`
    Catalogue(YearSource),
    /// Columns `region_code` or `agency`, then `physical,non_physical,source`
    Ceilings(YearSource),
}

#[derive(Args)]
struct YearSource {
    /// The plan year the file is for
    #[arg(long)]
    year: u16,
    #[command(flatten)]
    source: Source,
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
        let (report, apply) = match self.what {
            What::Regions(source) => (commands::import_regions(services, source.open()?, source.apply).await, source.apply),
            What::Catalogue(YearSource { year, source }) => {
                (commands::import_catalogue(services, year, source.open()?, source.apply).await, source.apply)
            }
            What::Ceilings(YearSource { year, source }) => {
                (commands::import_ceilings(services, year, source.open()?, source.apply).await, source.apply)
            }
        };
        print_report(&report?, apply)
    }
}

impl Source {
    fn open(&self) -> anyhow::Result<File> {
        File::open(&self.file).with_context(|| format!("cannot read {}", self.file.display()))
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
