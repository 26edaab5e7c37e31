//! Commands and settings of the command line; each command has a file of its own.

mod backup;
mod check;
mod city;
mod config;
mod create_admin;
mod demo_city;
mod door;
mod export;
mod import;
mod log;
mod metrics;
mod open;
mod reset_password;
mod secret;
mod serve;
mod template;

use app::operator;
use clap::{Args, Parser, Subcommand};
use open::Missing;
use std::{net::SocketAddr, path::PathBuf};

/// Rembuk: participatory planning of a city, from the RT to the ranked list.
#[derive(Parser)]
#[command(name = "rembuk", version = server::VERSION, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args, Clone)]
pub struct Settings {
    /// `sqlite://FILE` or `postgres://…`; `rembuk migrate` and `rembuk demo` make a missing file
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/rembuk.db", global = true)]
    database_url: String,
    /// Folder of uploaded photos
    #[arg(long, env = "REMBUK_PHOTOS", default_value = "data/photos", global = true)]
    photos: PathBuf,
    /// A file of settings, one `NAME=value` a line; what the environment and the options say counts more
    #[arg(long, env = config::VARIABLE, global = true)]
    config: Option<PathBuf>,
    /// For rehearsals: the present runs from the instant written in this file (RFC 3339)
    #[arg(long, env = "REMBUK_CLOCK_FILE", global = true)]
    clock_file: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve(serve::Serve),
    /// Bring the database up to date
    Migrate,
    /// Load the demo city into an empty database
    Demo(demo_city::Demo),
    /// Muat berkas CSV; tanpa --apply tidak ada yang ditulis
    Import(import::Import),
    /// Tulis tabel ke berkas
    Export(export::Export),
    /// Look over the installation: database, photos, disk, clock, proxy
    Check(check::Check),
    /// Write everything into one file
    Backup(backup::Backup),
    /// Check a backup and take it back
    Restore(backup::Restore),
    /// Move everything to another database
    Copy(backup::Copy),
    City(city::City),
    /// Tulis berkas kosong dengan judul kolom dan contoh, untuk diisi lalu dimuat dengan `import`
    Template(template::Template),
    /// Make a city admin
    CreateAdmin(create_admin::CreateAdmin),
    /// Make a one-time code for somebody who forgot the password
    ResetPassword(reset_password::ResetPassword),
}

impl Cli {
    pub async fn run(self) -> anyhow::Result<()> {
        if let Some(file) = &self.settings.config {
            return config::start_again_with(file);
        }
        // These open it in their own way, or need none.
        let command = match self.command {
            Command::Serve(serve) => return serve.run(&self.settings).await,
            Command::Restore(restore) => return restore.run(&self.settings).await,
            Command::Template(template) => {
                template.print();
                return Ok(());
            }
            Command::Check(check) => return check.run(&self.settings).await,
            command => command,
        };
        let services = match &command {
            Command::Migrate | Command::Demo(_) => self.settings.open(Missing::IsMade).await?,
            Command::Import(import) if !import.applies() => self.settings.open_to_look().await?,
            Command::Export(_) => self.settings.open_to_look().await?,
            _ => self.settings.open(Missing::IsRefused).await?,
        };
        // Whoever meant another one reads it before anything is done.
        if matches!(command, Command::Import(_) | Command::Export(_) | Command::City(_) | Command::CreateAdmin(_)) {
            eprintln!("{}", operator::start("database", &self.settings.database_name()));
        }
        let outcome = match command {
            Command::Serve(_) | Command::Restore(_) | Command::Check(_) | Command::Template(_) => Ok(()),
            Command::Migrate => {
                println!("The database is up to date.");
                Ok(())
            }
            Command::Demo(demo) => demo.run(&services).await,
            Command::Import(import) => import.run(&services).await,
            Command::Export(export) => export.run(&services).await,
            Command::Backup(backup) => backup.run(&services).await,
            Command::Copy(copy) => copy.run(&self.settings, &services).await,
            Command::CreateAdmin(create) => create.run(&services).await,
            Command::City(city) => city.run(&services).await,
            Command::ResetPassword(reset) => reset.run(&services).await,
        };
        services.database.close().await;
        outcome
    }
}

/// Where the site listens.
#[derive(Args)]
pub struct Listen {
    #[arg(long, env = "REMBUK_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
}
