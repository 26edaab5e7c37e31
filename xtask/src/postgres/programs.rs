//! PostgreSQL's own programs, run as a user that it accepts: it refuses to run as root.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{content, process, scratch};

/// Where Debian keeps one folder per major version.
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql";

/// The programs of one installed version.
pub struct Programs {
    folder: PathBuf,
    as_root: bool,
}

impl Programs {
    pub fn find() -> Result<Self> {
        let folder = folder().context("PostgreSQL is not installed: run `cargo xtask setup --tests`")?;
        Ok(Self { folder, as_root: process::is_root() })
    }

    /// A call of one of the programs. Where we are root, the user `postgres` that the package made runs it; it ends
    /// when we do.
    pub fn command(&self, program: &str) -> Command {
        let mut command = self.as_postgres(&self.folder.join(program));
        command.current_dir("/");
        command
    }

    /// A new folder that belongs to the user who runs the programs.
    pub fn make_folder(&self) -> Result<PathBuf> {
        let mut command = self.as_postgres(Path::new("mktemp"));
        let folder = command.arg("-d").arg(scratch::folder().join("rembuk-postgres.XXXXXX"));
        Ok(PathBuf::from(process::output(folder)?.trim()))
    }

    fn as_postgres(&self, program: &Path) -> Command {
        if !self.as_root {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=INT", "--"]).arg(program);
        command
    }
}

/// The folder of the newest installed version.
pub fn folder() -> Option<PathBuf> {
    let debian = content::files_below(Path::new(DEBIAN_FOLDER)).unwrap_or_default();
    let newest = debian.into_iter().filter(|file| file.ends_with("bin/initdb")).max();
    newest.or_else(|| process::find("initdb"))?.parent().map(Path::to_path_buf)
}
