//! What attacks: scanners and lists of Python and npm in `target/attack`, and the walks of `attack/` that use them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::demo_server::DemoServer;
use crate::{content, process, workspace};

/// Those for which the scanners were made.
const PYTHONS: [&str; 4] = ["python3.11", "python3.12", "python3.10", "python3"];
/// What is to be installed, as the folder `attack` says it.
const LISTS: [&str; 2] = ["requirements.txt", "package.json"];

pub struct Tools(PathBuf);

impl Tools {
    /// What is there already stays as it is.
    pub fn install() -> Result<Self> {
        let folder = workspace::target()?.join("attack");
        fs::create_dir_all(&folder)?;
        let wanted = LISTS.map(|list| content::read(&source(list))).into_iter().collect::<Result<Vec<_>>>()?.concat();
        let (stamp, wanted) = (folder.join(".installed"), content::fingerprint(&wanted));
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(Self(folder));
        }
        let python = PYTHONS.into_iter().find(|name| process::find(name).is_some()).context("Python 3.10 to 3.12 is not installed")?;
        eprintln!("  installing wapiti, sqlmap and lists of strings into {} …", workspace::relative(&folder));
        let environment = folder.join("venv");
        process::run_quietly(Command::new(python).args(["-m", "venv"]).arg(&environment))?;
        let mut pip = Command::new(environment.join("bin/pip"));
        process::run_quietly(pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(source("requirements.txt")))?;
        fs::copy(source("package.json"), folder.join("package.json"))?;
        process::run_quietly(Command::new("npm").args(["install", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder))?;
        content::write(&stamp, wanted.as_bytes())?;
        Ok(Self(folder))
    }

    /// What is planted into a page is found, by the parser and in the browser.
    pub fn find_what_is_planted(&self, server: &DemoServer) -> Result<()> {
        let folder = self.folder_of("planted")?;
        process::run(self.script("planted.py").arg(server.url()).arg(&folder))?;
        let seen = Command::new("node").arg(source("browse.mjs")).arg(server.url()).arg(&folder).output()?;
        ensure!(seen.status.code() == Some(1), "Chromium did not run what was planted: {}", String::from_utf8_lossy(&seen.stderr));
        Ok(())
    }

    /// Strings through every field of every form that these people find.
    pub fn walk(&self, server: &DemoServer, database: &str, people: &[&str]) -> Result<()> {
        process::run(self.script("walk.py").arg(server.url()).arg(self.folder_of(database)?).args(people))
    }

    /// What [`Tools::walk`] wrote down, in a browser with scripts on.
    pub fn browse(&self, server: &DemoServer, database: &str) -> Result<()> {
        process::run(Command::new("node").arg(source("browse.mjs")).arg(server.url()).arg(self.folder_of(database)?))
    }

    /// Two scanners; `database` in the words of sqlmap.
    pub fn scan(&self, server: &DemoServer, database: &str, people: &[&str]) -> Result<()> {
        process::run(self.script("scan.py").arg(server.url()).arg(self.folder_of(database)?).arg(database).args(people))
    }

    fn script(&self, name: &str) -> Command {
        let mut python = Command::new(self.0.join("venv/bin/python"));
        python.arg("-B").arg(source(name)).env("LISTS", &self.0);
        python
    }

    /// Where what is found on a database is written.
    fn folder_of(&self, database: &str) -> Result<PathBuf> {
        let folder = self.0.join(database);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

fn source(name: &str) -> PathBuf {
    workspace::path(&Path::new("attack").join(name).to_string_lossy())
}
