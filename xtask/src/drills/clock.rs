//! The machine's clock jumps three hours back: who signed in stays so, and everybody can go on.

use std::fs;

use anyhow::{Result, ensure};

use super::city::{City, rembuk, sqlite_in};
use crate::process;

pub fn drill() -> Result<()> {
    let folder = tempfile::Builder::new().prefix("rembuk-clock").tempdir()?;
    let clock = folder.path().join("clock");
    fs::write(&clock, "2027-01-12T12:00:00+00:00")?;
    let database = sqlite_in(folder.path());
    let mut city = City::found(&database, folder.path())?;
    ensure!(city.register()?.status == 303, "nobody can register before");
    fs::write(&clock, "2027-01-12T09:00:00+00:00")?;
    let answer = city.register()?;
    ensure!(answer.status == 303, "{} after the clock was put back", answer.status);
    ensure!(city.registered()? == 2, "not everybody can sign in after the clock was put back");
    ensure!(city.get("/readyz")?.status == 200, "not ready after the clock was put back");
    let check = rembuk(&database, folder.path(), &["check"])?.output()?;
    ensure!(String::from_utf8_lossy(&check.stdout).contains("jam mesin mundur"), "`rembuk check` does not say so");
    process::run_quietly(&mut rembuk(&database, folder.path(), &["backup", &folder.path().join("c.tar.gz").to_string_lossy()])?)
}
