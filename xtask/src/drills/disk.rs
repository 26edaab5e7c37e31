//! A disk of 24 MB that somebody else fills: writing stops in words, reading goes on, and when there is room again so
//! does writing, by itself. Needs root, to mount it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use super::city::{City, sqlite_in};
use crate::process;

pub fn drill() -> Result<()> {
    if !process::is_root() {
        eprintln!("  left out: mounting a small disk needs root");
        return Ok(());
    }
    let folder = tempfile::Builder::new().prefix("rembuk-disk").tempdir()?;
    let mut mount = Command::new("mount");
    process::run_quietly(mount.args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(folder.path()))?;
    let outcome = on_small_disk(folder.path());
    process::run_quietly(Command::new("umount").arg(folder.path()))?;
    outcome
}

fn on_small_disk(folder: &Path) -> Result<()> {
    let mut city = City::found(&sqlite_in(folder), folder)?;
    let mut answered = 0;
    for _ in 0..5 {
        answered += usize::from(city.register()?.status == 303);
    }
    ensure!(answered == 5, "{answered} of 5 registered before");
    let filler = folder.join("filler");
    fill(&filler)?;
    let mut refused = 0;
    for _ in 0..40 {
        let answer = city.register()?;
        if answer.status == 303 {
            answered += 1;
            continue;
        }
        answer.is_kept()?;
        ensure!(answer.text.contains("penuh"), "it is not said that the disk is full");
        refused += 1;
        fill(&filler)?;
    }
    ensure!(refused > 0, "the disk was never full");
    ensure!(city.get("/usulan")?.status == 200, "pages cannot be read");
    city.wait_until("not ready", |answer| answer.status == 503, "/readyz")?;
    fs::remove_file(filler)?;
    let healed = city.wait_until("ready", |answer| answer.status == 200, "/readyz")?;
    ensure!(healed < Duration::from_secs(10), "ready only after {healed:?}");
    for _ in 0..5 {
        let answer = city.register()?;
        ensure!(answer.status == 303, "{} with room again", answer.status);
        answered += 1;
    }
    let there = city.registered()?;
    ensure!(there == answered, "{answered} were told they are registered, {there} are");
    eprintln!("  {refused} refused in words while it was full, ready again after {healed:.1?}, {there} of {answered} registered are there");
    Ok(())
}

/// To the last byte.
fn fill(path: &Path) -> Result<()> {
    let mut filler = File::options().create(true).append(true).open(path)?;
    for size in [1024 * 1024, 4096, 1] {
        while filler.write_all(&vec![0; size]).is_ok() {}
    }
    Ok(())
}
