//! Loading files: dry by default, all or nothing, every bad row named.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use domain::permission::may_manage_cycle;
use services::{
    Services,
    commands::{self, ImportMode, ImportReport},
    queries::actor::actor_of_contact,
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
    /// The columns of the city's sample sheet of proposals
    Proposals(Proposals),
}

#[derive(Args)]
struct Proposals {
    /// Phone number or e-mail of the planner in whose name the rows are recorded
    #[arg(long = "as")]
    planner: String,
    /// Write the good rows even when others are wrong
    #[arg(long)]
    skip_wrong: bool,
    #[command(flatten)]
    source: Source,
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
            What::Proposals(proposals) => return proposals.run(services).await,
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

impl Proposals {
    async fn run(self, services: &Services) -> anyhow::Result<()> {
        let actor = actor_of_contact(services, &self.planner).await?;
        let permit = may_manage_cycle(&actor).with_context(|| format!("{} is not a planner of this city", self.planner))?;
        let mode = ImportMode { apply: self.source.apply, skip_wrong: self.skip_wrong };
        let report = commands::import_proposals(services, &permit, self.source.open()?, mode).await?;
        for doubt in &report.doubts {
            println!("line {}, column {}: look at this ({:?})", doubt.line, doubt.column, doubt.doubt);
        }
        for problem in &report.problems {
            println!("line {}, column {}: {}", problem.line, problem.column, problem.refusal);
        }
        let wrong = report.wrong_rows();
        println!("{} rows: {} new, {} as before, {wrong} wrong.", report.rows, report.added, report.unchanged);
        match (report.was_written, wrong) {
            (true, _) => println!("Written."),
            (false, 0) => println!("Checked, nothing written (use --apply)."),
            (false, _) => bail!("nothing was written; mend the rows, or use --apply --skip-wrong"),
        }
        Ok(())
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
