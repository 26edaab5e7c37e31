//! Loading files: dry by default, all or nothing, every bad row and every change named.

use anyhow::{anyhow, bail};
use app::imports;
use clap::{Args, Subcommand};
use domain::{permission::may_manage_cycle, refusal::Refusal};
use services::{CommandError, Services, commands, queries::actor::actor_of_contact};
use std::{fs::File, path::PathBuf};

#[derive(Args)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Daftar wilayah: kolom `kode,tingkat,nama,kode_induk` dan, bila diketahui, `jumlah_kk`
    Regions(Source),
    /// Daftar OPD: kolom `kode,singkatan,nama`
    Agencies(Source),
    /// Memulai tahun rencana atau mengubah tanggalnya: kolom `tahap,mulai,selesai`, menurut urutan kota
    Stages(YearSource),
    /// Kamus usulan: kolom `kode,nama,jenis,bidang,satuan,harga_satuan,opd,kode_nomenklatur,persyaratan`
    Catalogue(YearSource),
    /// Pagu indikatif: kolom `kode_wilayah` atau `opd`, lalu `fisik,nonfisik,sumber`
    Ceilings(YearSource),
    /// Daftar usulan; kolomnya ada di `rembuk template proposals`
    Proposals(Proposals),
}

#[derive(Args)]
struct Proposals {
    /// Nomor telepon atau surel perencana yang mencatat; hanya perlu dengan --apply
    #[arg(long = "as", value_name = "CONTACT", required_if_eq("apply", "true"))]
    planner: Option<String>,
    /// Tulis baris yang benar walaupun ada yang salah
    #[arg(long, requires = "apply")]
    skip_wrong: bool,
    #[command(flatten)]
    source: Source,
}

#[derive(Args)]
struct YearSource {
    /// Tahun rencana
    #[arg(long)]
    year: u16,
    #[command(flatten)]
    source: Source,
}

#[derive(Args)]
struct Source {
    file: PathBuf,
    /// Tulis; tanpa ini berkas hanya diperiksa
    #[arg(long)]
    apply: bool,
}

impl Import {
    /// Whether anything is to be written.
    pub fn applies(&self) -> bool {
        match &self.what {
            What::Regions(source) | What::Agencies(source) => source.apply,
            What::Stages(year) | What::Catalogue(year) | What::Ceilings(year) => year.source.apply,
            What::Proposals(proposals) => proposals.source.apply,
        }
    }

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
        let report = match report {
            Err(CommandError::Refused(Refusal::NotFound)) => bail!(imports::said("no_year")),
            report => report?,
        };
        say(imports::lines(&report));
        end(report.was_written, report.is_refused(), apply)
    }
}

impl Source {
    fn open(&self) -> anyhow::Result<File> {
        File::open(&self.file).map_err(|error| anyhow!(imports::cannot_read(&self.file.display().to_string(), &error.to_string())))
    }
}

impl Proposals {
    async fn run(self, services: &Services) -> anyhow::Result<()> {
        let file = self.source.open()?;
        let report = match self.planner.filter(|_| self.source.apply) {
            Some(planner) => {
                // As it is typed at signing in: 0812… is +62812….
                let contact = commands::Contact::parse(&planner).map_or_else(|_| planner.clone(), |contact| contact.as_str().to_owned());
                let permit = actor_of_contact(services, &contact).await.map(|actor| may_manage_cycle(&actor))?;
                let permit = permit.map_err(|_| anyhow!(imports::no_planner(&planner)))?;
                commands::import_proposals(services, &permit, file, self.skip_wrong).await?
            }
            None => commands::check_proposals(services, file).await?,
        };
        say(imports::proposal_lines(&report));
        end(report.was_written, report.is_wrong(), self.source.apply)
    }
}

fn say(lines: Vec<String>) {
    for line in lines {
        println!("{line}");
    }
}

/// A file that is wrong ends with an error, so that scripts stop.
fn end(was_written: bool, is_wrong: bool, applies: bool) -> anyhow::Result<()> {
    let words = imports::outcome(was_written, is_wrong, applies);
    if is_wrong && !was_written {
        bail!(words);
    }
    println!("{words}");
    Ok(())
}
