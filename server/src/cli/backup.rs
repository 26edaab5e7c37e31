//! Keeping a city and taking it back: backup, restore, and moving to another database. What is in a backup is decided
//! in `services::backup`.

use super::{Settings, open::Missing};
use anyhow::{anyhow, bail};
use app::operator;
use clap::Args;
use services::{
    Services,
    backup::{self, BackupError, Manifest},
};
use std::path::PathBuf;

/// Menulis semua baris dan foto ke satu berkas, juga sambil server berjalan.
#[derive(Args)]
pub struct Backup {
    /// Berkas yang dibuat, misalnya `rembuk-2027-01-31.tar.gz`
    file: PathBuf,
}

/// Memeriksa cadangan; dengan --apply ditulis ke basis data kosong dan folder foto.
#[derive(Args)]
pub struct Restore {
    file: PathBuf,
    /// Tulis; tanpa ini berkas hanya diperiksa
    #[arg(long)]
    apply: bool,
}

/// Menyalin semua baris ke basis data lain yang kosong; foto tetap di foldernya.
#[derive(Args)]
pub struct Copy {
    /// `sqlite://BERKAS` atau `postgres://…`
    #[arg(long, value_name = "URL")]
    to: String,
}

impl Backup {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let written = backup::write(services, &self.file).await.map_err(in_words)?;
        say_contents(&written.manifest);
        say!("{}", operator::backup("written", &self.file.display().to_string()));
        say!("SHA-256 {}", written.sha256);
        Ok(())
    }
}

impl Restore {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        if !self.apply {
            let manifest = backup::inspect(&self.file).map_err(in_words)?;
            say_contents(&manifest);
            say!("{}", operator::backup("checked", &settings.database_name()));
            return Ok(());
        }
        let services = settings.connect(Missing::IsMade).await?;
        let turn = settings.turn(&services.database, std::time::Duration::ZERO).await?;
        let restored = backup::restore(&services, &self.file).await;
        services.database.close().await;
        drop(turn);
        say_contents(&restored.map_err(in_words)?);
        say!("{}", operator::backup("restored", &settings.database_name()));
        Ok(())
    }
}

impl Copy {
    pub async fn run(self, settings: &Settings, services: &Services) -> anyhow::Result<()> {
        let target = Settings { database_url: self.to, ..settings.clone() };
        if target.database_url == settings.database_url {
            bail!(operator::backup("same", &target.database_name()));
        }
        let to = target.open(Missing::IsMade).await?;
        let copied = backup::copy(&services.database, &to.database).await;
        to.database.close().await;
        let copied = copied.map_err(in_words)?;
        for table in &copied {
            say!("{:>9}  {}  {}", table.rows, &table.digest[..16], table.name);
        }
        say!("{}", operator::backup("copied", &target.database_name()));
        Ok(())
    }
}

fn say_contents(manifest: &Manifest) {
    for line in operator::contents(manifest) {
        say!("{line}");
    }
}

fn in_words(error: BackupError) -> anyhow::Error {
    anyhow!(operator::backup_error(&error))
}
