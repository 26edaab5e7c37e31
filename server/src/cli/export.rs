//! Writing tables to files: the same as the downloads of the site.

use anyhow::Context;
use app::{Lang, Voice, exports, operator};
use clap::{Args, Subcommand, ValueEnum};
use services::{
    Services,
    queries::{proposal_export::proposal_export, proposal_list::Wanted},
    sheet::FileKind,
};
use std::{
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
};

#[derive(Args)]
pub struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Semua usulan yang sudah dikirim
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
    /// Bentuk berkas
    #[arg(long, value_enum)]
    format: Format,
    /// Berkas yang ditulis
    #[arg(long)]
    out: PathBuf,
    /// Hanya tahun rencana ini
    #[arg(long)]
    year: Option<u16>,
}

impl Export {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let What::Proposals(target) = self.what;
        let wanted = Wanted { plan_year: target.year, ..Wanted::default() };
        let export = proposal_export(services, &wanted).await?;
        let count = export.count;
        let filters: Vec<(&'static str, String)> = target.year.map(|year| ("tahun", year.to_string())).into_iter().collect();
        let sheet = exports::proposals(Voice { lang: Lang::Indonesian, city: services.city() }, export, &filters);
        let kind = match target.format {
            Format::Csv => FileKind::Csv,
            Format::Xlsx => FileKind::Xlsx,
            Format::Json => FileKind::Json,
        };
        let out = target.out.clone();
        let writing = tokio::task::spawn_blocking(move || {
            let beside = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            sheet.write(kind, beside, BufWriter::new(File::create(&out)?))
        });
        writing.await?.with_context(|| operator::start("cannot_write", &target.out.display().to_string()))?;
        say!("{}", operator::start("exported", &format!("{}: {count}", target.out.display())));
        Ok(())
    }
}
