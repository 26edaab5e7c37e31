//! The demo city on one database, loaded once; every run of the browser gets a copy that it may change.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::postgres::Postgres;
use crate::{content, process, scratch, workspace};

const DATABASE_FILE: &str = "rembuk.db";
const TEMPLATE: &str = "demo_city";

pub struct DemoCity<'a> {
    postgres: Option<&'a Postgres>,
    folder: TempDir,
}

impl<'a> DemoCity<'a> {
    /// On SQLite, or on the server given.
    pub fn load(postgres: Option<&'a Postgres>) -> Result<Self> {
        Self::load_by(&workspace::server_binary()?, &[], postgres)
    }

    /// By another build of the program, with more words to `rembuk demo`.
    pub fn load_by(program: &Path, arguments: &[&str], postgres: Option<&'a Postgres>) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("rembuk-city").tempdir_in(scratch::folder())?;
        let address = match postgres {
            Some(postgres) => postgres.create_database(TEMPLATE)?,
            None => file_address(folder.path()),
        };
        let mut demo = Command::new(program);
        demo.arg("demo").args(arguments).env("DATABASE_URL", &address).env("REMBUK_PHOTOS", folder.path().join("photos"));
        process::run_quietly(&mut demo)?;
        recount(program, &address)?;
        Ok(Self { postgres, folder })
    }

    /// Returns the address of a copy; its files are in `folder`. `name` is that of no other copy.
    pub fn copy(&self, name: &str, folder: &Path) -> Result<String> {
        for file in content::files_below(self.folder.path())? {
            let copy = folder.join(file.strip_prefix(self.folder.path())?);
            fs::create_dir_all(copy.parent().context("a file lies in a folder")?)?;
            fs::copy(&file, copy)?;
        }
        match self.postgres {
            Some(postgres) => postgres.copy_database(TEMPLATE, name),
            None => Ok(file_address(folder)),
        }
    }
}

/// Everything counted beside the ledger of a database is as the ledger says.
pub fn recount(program: &Path, address: &str) -> Result<()> {
    process::run_quietly(Command::new(program).arg("recount").env("DATABASE_URL", address))
}

fn file_address(folder: &Path) -> String {
    format!("sqlite://{}", folder.join(DATABASE_FILE).display())
}
