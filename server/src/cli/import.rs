//! Loading files: dry by default, all or nothing, every bad row and every change named.

use super::{door::site_address, slips};
use anyhow::{anyhow, bail};
use app::imports;
use clap::{Args, Subcommand};
use domain::{permission::may_manage_cycle, refusal::Refusal};
use services::{
    CommandError, Services, commands,
    queries::{self, actor::actor_of_contact},
    table::Upload,
};
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
    /// Daftar petugas: kolom `nama,kontak,peran,kode_wilayah,opd,mulai,sampai`
    Accounts(Accounts),
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
struct Accounts {
    /// Tulis kode sekali pakai bagi yang belum mempunyai kata sandi ke berkas HTML ini, satu lembar tiap kantor
    #[arg(long, value_name = "BERKAS", requires = "apply")]
    codes: Option<PathBuf>,
    /// Alamat situs yang dicetak pada slip
    #[arg(long, env = "REMBUK_URL", value_parser = site_address)]
    url: Option<String>,
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
    /// CSV atau XLSX
    file: PathBuf,
    /// Baris judul kolom, seperti nomor yang ditampilkan Excel; tanpa ini dicari sendiri
    #[arg(long, value_name = "BARIS", value_parser = clap::value_parser!(u64).range(1..=20_000))]
    heading_row: Option<u64>,
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
            What::Accounts(accounts) => accounts.source.apply,
            What::Proposals(proposals) => proposals.source.apply,
        }
    }

    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let (report, apply) = match self.what {
            What::Proposals(proposals) => return proposals.run(services).await,
            What::Accounts(accounts) => return accounts.run(services).await,
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
    fn open(&self) -> anyhow::Result<Upload> {
        let file = File::open(&self.file);
        let file = file.map_err(|error| anyhow!(imports::cannot_read(&self.file.display().to_string(), &error.to_string())))?;
        Ok(Upload::from(file).with_heading(self.heading_row))
    }
}

impl Accounts {
    async fn run(self, services: &Services) -> anyhow::Result<()> {
        let file = self.source.open()?;
        let city = queries::city::city(services).await?;
        // Made before anything is written: a file that is there already holds somebody's codes.
        let sheets = self.codes.map(slips::Sheets::make).transpose()?;
        let import = match commands::import_accounts(services, file, self.source.apply, sheets.is_some()).await {
            Ok(import) => import,
            Err(error) => {
                if let Some(sheets) = sheets {
                    sheets.leave();
                }
                return Err(error.into());
            }
        };
        say(imports::lines(&import.report));
        let written = match sheets {
            Some(sheets) if import.slips.is_empty() => {
                sheets.leave();
                None
            }
            Some(sheets) => Some(
                sheets.write(&app::slips::sheets(city.name(), &import.slips, services.zone(), self.url.as_deref()), import.slips.len())?,
            ),
            None => None,
        };
        if import.report.unreadable.is_none() && import.without_password > import.slips.len() {
            say!("{}", imports::no_password(import.without_password - import.slips.len()));
        }
        end(import.report.was_written, import.report.is_refused(), self.source.apply)?;
        say(written.into_iter().collect());
        Ok(())
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
        say!("{line}");
    }
}

/// A file that is wrong ends with an error, so that scripts stop.
fn end(was_written: bool, is_wrong: bool, applies: bool) -> anyhow::Result<()> {
    let words = imports::outcome(was_written, is_wrong, applies);
    if is_wrong && !was_written {
        bail!(words);
    }
    say!("{words}");
    Ok(())
}
