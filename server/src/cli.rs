//! Commands and settings of the command line; each command has a file of its own.

mod create_admin;
mod demo_city;
mod export;
mod import;
mod secret;
mod serve;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use domain::clock::Zone;
use services::{Clock, PhotoStore, Services, store::Database};
use std::{net::SocketAddr, path::PathBuf};

/// Rembuk: participatory planning of a city, from the RT to the ranked list.
#[derive(Parser)]
#[command(version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
pub struct Settings {
    /// `sqlite://FILE` (made when missing) or `postgres://…`
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/rembuk.db", global = true)]
    database_url: String,
    /// Folder of uploaded photos
    #[arg(long, env = "REMBUK_PHOTOS", default_value = "data/photos", global = true)]
    photos: PathBuf,
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
    /// Load a CSV file; without --apply nothing is written
    Import(import::Import),
    /// Write a table to a file
    Export(export::Export),
    /// Make a city admin
    CreateAdmin(create_admin::CreateAdmin),
}

impl Cli {
    pub async fn run(self) -> anyhow::Result<()> {
        let services = self.settings.open().await?;
        let outcome = match self.command {
            Command::Serve(serve) => serve.run(&services).await,
            Command::Migrate => {
                println!("The database is up to date.");
                Ok(())
            }
            Command::Demo(demo) => demo.run(&services).await,
            Command::Import(import) => import.run(&services).await,
            Command::Export(export) => export.run(&services).await,
            Command::CreateAdmin(create) => create.run(&services).await,
        };
        services.database.close().await;
        outcome
    }
}

impl Settings {
    /// Connects and migrates; every command needs a current schema.
    async fn open(&self) -> anyhow::Result<Services> {
        if let Some(path) = self.database_url.strip_prefix("sqlite://").and_then(|file| PathBuf::from(file).parent().map(PathBuf::from))
            && !path.as_os_str().is_empty()
        {
            std::fs::create_dir_all(&path).with_context(|| format!("cannot make the folder {}", path.display()))?;
        }
        let database =
            Database::connect(&self.database_url).await.with_context(|| format!("cannot open {}", without_password(&self.database_url)))?;
        database.migrate().await.context("cannot bring the database up to date")?;
        let clock = self.clock_file.clone().map_or_else(Clock::machine, Clock::rehearsal);
        Ok(Services::new(database, clock, PhotoStore::at(&self.photos), Zone::Wib))
    }
}

/// A database address fit for the log.
fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => format!("{}://…{}", &url[..scheme], &url[at..]),
        _ => url.to_owned(),
    }
}

/// Where the site listens.
#[derive(Args)]
pub struct Listen {
    #[arg(long, env = "REMBUK_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
}
