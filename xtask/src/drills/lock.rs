//! Another process writes for eight seconds: writers are told, readers notice nothing, and then work goes on.

use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, ensure};

use super::city::{City, sqlite_in};
use crate::process;

pub fn drill() -> Result<()> {
    if process::find("sqlite3").is_none() {
        eprintln!("  left out: sqlite3, which holds the file, is not installed");
        return Ok(());
    }
    let folder = tempfile::Builder::new().prefix("rembuk-lock").tempdir()?;
    let mut city = City::found(&sqlite_in(folder.path()), folder.path())?;
    let mut other = Command::new("sqlite3");
    other.arg(folder.path().join("rembuk.db")).args(["BEGIN IMMEDIATE", ".shell sleep 8", "ROLLBACK"]);
    let mut other = other.stdin(Stdio::null()).spawn()?;
    std::thread::sleep(Duration::from_millis(500));
    city.register()?.is_kept()?;
    let page = city.get("/usulan")?;
    ensure!(page.status == 200 && page.time < Duration::from_secs(1), "{} after {:?}", page.status, page.time);
    let quick = city.register()?;
    quick.is_kept()?;
    ensure!(quick.time < Duration::from_secs(6), "{:?}", quick.time);
    other.wait()?;
    let healed = city.wait_until("ready", |answer| answer.status == 200, "/readyz")?;
    let answer = city.register()?;
    ensure!(answer.status == 303 && city.registered()? == 1, "{} afterwards", answer.status);
    eprintln!("  the next writer was told after {:.1?}; writing again {healed:.1?} after the lock was gone", quick.time);
    Ok(())
}
