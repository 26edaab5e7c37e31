//! A database that root made and another user serves: that is said at the start, with what to do. Needs root and the
//! user `nobody`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use anyhow::{Result, ensure};

use super::city::{rembuk, sqlite_in};
use crate::{process, workspace};

pub fn drill() -> Result<()> {
    if !process::is_root() {
        eprintln!("  left out: running as another user needs root");
        return Ok(());
    }
    let folder = tempfile::Builder::new().prefix("rembuk-owner").tempdir()?;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    let database = sqlite_in(folder.path());
    process::run_quietly(&mut rembuk(&database, folder.path(), &["migrate"])?)?;
    let program = folder.path().join("rembuk");
    fs::copy(workspace::server_binary()?, &program)?;
    let mut serve = Command::new("setpriv");
    serve.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(program).args(["serve", "--addr", "127.0.0.1:0"]);
    serve.env("DATABASE_URL", &database).env("REMBUK_PHOTOS", std::env::temp_dir().join("rembuk-owner-photos"));
    serve.env("REMBUK_SITE", workspace::site()?);
    let output = serve.output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(!output.status.success() && said.contains("pemilik"), "it started, or did not say why not: {said}");
    eprintln!("  {}", said.trim());
    Ok(())
}
