//! Writing tables to files: the same as the downloads of the site.

use anyhow::Context;
use app::{Lang, exports};
use clap::{Args, Subcommand, ValueEnum};
use services::{
    Services,
    queries::proposal_list::{self, Wanted},
};
use std::path::PathBuf;

#[derive(Args)]
pub struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every proposal that was submitted
    Proposals(Target),
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Json,
}

#[derive(Args)]
struct Target {
    #[arg(long, value_enum)]
    format: Format,
    #[arg(long)]
    out: PathBuf,
    /// Only this plan year
    #[arg(long)]
    year: Option<u16>,
}

impl Export {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let What::Proposals(target) = self.what;
        let wanted = Wanted { plan_year: target.year, ..Wanted::default() };
        let (rows, at) = proposal_list::proposal_export(services, &wanted).await?;
        let filters: Vec<(&'static str, String)> = target.year.map(|year| ("tahun", year.to_string())).into_iter().collect();
        let sheet = exports::proposals(Lang::Indonesian, &rows, &filters, at, services.zone);
        let bytes = match target.format {
            Format::Csv => sheet.to_csv(),
            Format::Xlsx => sheet.to_xlsx(),
            Format::Json => sheet.to_json(),
        };
        std::fs::write(&target.out, bytes?).with_context(|| format!("cannot write {}", target.out.display()))?;
        println!("{} proposals in {}.", rows.len(), target.out.display());
        Ok(())
    }
}
