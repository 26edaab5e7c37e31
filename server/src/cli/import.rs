//! Loading files: dry by default, all or nothing, every bad row named.

use anyhow::{Context, bail};
use app::imports;
use clap::{Args, Subcommand};
use domain::{permission::may_manage_cycle, refusal::Refusal};
use services::{
    CommandError, Services,
    commands::{self, ImportReport},
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
    /// Columns `code,short_name,name`
    Agencies(Source),
    /// Begins a planning year: columns `stage,opens_on,closes_on`, in the city's order
    Stages(YearSource),
    /// Columns `code,name,kind,field,unit,unit_price,agency,programme_code,requirements`
    Catalogue(YearSource),
    /// Columns `region_code` or `agency`, then `physical,non_physical,source`
    Ceilings(YearSource),
    /// The columns of the city's sample sheet of proposals
    Proposals(Proposals),
}

#[derive(Args)]
struct Proposals {
    /// Phone number or e-mail of the planner in whose name the rows are recorded; needed with --apply only
    #[arg(long = "as", value_name = "CONTACT", required_if_eq("apply", "true"))]
    planner: Option<String>,
    /// Write the good rows even when others are wrong
    #[arg(long, requires = "apply")]
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
            What::Agencies(source) => (commands::import_agencies(services, source.open()?, source.apply).await, source.apply),
            What::Stages(YearSource { year, source }) => {
                (commands::import_stages(services, year, source.open()?, source.apply).await, source.apply)
            }
            What::Catalogue(YearSource { year, source }) => {
                (commands::import_catalogue(services, year, source.open()?, source.apply).await, source.apply)
            }
            What::Ceilings(YearSource { year, source }) => {
                (commands::import_ceilings(services, year, source.open()?, source.apply).await, source.apply)
            }
        };
        match report {
            Err(CommandError::Refused(Refusal::NotFound)) => bail!("there is no such planning year yet: `rembuk import stages` begins one"),
            report => print_report(&report?, apply),
        }
    }
}

impl Source {
    fn open(&self) -> anyhow::Result<File> {
        File::open(&self.file).with_context(|| format!("cannot read {}", self.file.display()))
    }
}

impl Proposals {
    async fn run(self, services: &Services) -> anyhow::Result<()> {
        let file = self.source.open()?;
        let report = match self.planner.filter(|_| self.source.apply) {
            Some(planner) => {
                let actor = actor_of_contact(services, &planner).await?;
                let permit = may_manage_cycle(&actor).with_context(|| format!("{planner} is not a planner of this city"))?;
                commands::import_proposals(services, &permit, file, self.skip_wrong).await?
            }
            None => commands::check_proposals(services, file).await?,
        };
        say(imports::doubts(&report.doubts));
        say(imports::problems(&report.problems));
        println!("{}", imports::proposal_counts(&report));
        end(report.was_written, !report.problems.is_empty())
    }
}

fn print_report(report: &ImportReport, apply: bool) -> anyhow::Result<()> {
    say(imports::problems(&report.problems));
    let is_wrong = !report.problems.is_empty();
    if !is_wrong {
        println!("{}", imports::counts(report));
    }
    end(apply && !is_wrong, is_wrong)
}

fn say(lines: Vec<String>) {
    for line in lines {
        println!("{line}");
    }
}

/// A file with bad rows ends with an error, so that scripts stop.
fn end(was_written: bool, is_wrong: bool) -> anyhow::Result<()> {
    let words = imports::outcome(was_written, is_wrong);
    if is_wrong && !was_written {
        bail!(words);
    }
    println!("{words}");
    Ok(())
}
