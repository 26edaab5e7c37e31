//! A Debian that knows nothing of this machine: the package is installed there as on a city's server, started by the
//! user it made, asked for a page, and asked again through nginx. Needs root and `debootstrap`; the Debian is kept in
//! `target` for the next time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::nginx::{self, Nginx};
use crate::postgres::free_port;
use crate::{process, workspace};

/// The oldest release that runs the program.
const RELEASE: &str = "bookworm";
const MIRROR: &str = "http://deb.debian.org/debian";
const PATIENCE: Duration = Duration::from_secs(30);

pub fn install_and_ask(package: &Path) -> Result<()> {
    ensure!(process::is_root(), "installing a package needs root");
    let debian = clean()?;
    let inside = debian.join("rembuk.deb");
    fs::copy(package, &inside)?;
    let port = free_port()?;
    let _processes = Processes::shown_in(&debian)?;
    let outcome = process::run_quietly(chroot(&debian).args(["dpkg", "--install", "/rembuk.deb"])).and_then(|()| ask(&debian, port));
    let purged = process::run_quietly(chroot(&debian).args(["dpkg", "--purge", "rembuk"]));
    let data = debian.join("var/lib/rembuk");
    let is_kept = data.join("rembuk.db").exists();
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    // What went wrong first is what is said.
    outcome.and(purged)?;
    ensure!(is_kept, "the data of a city stays when the package goes");
    Ok(())
}

/// Unpacked once.
fn clean() -> Result<PathBuf> {
    let debian = workspace::target()?.join("clean-debian");
    if !debian.join("etc/debian_version").is_file() {
        process::find("debootstrap").context("debootstrap is not installed: apt-get install debootstrap")?;
        let mut bootstrap = Command::new("debootstrap");
        bootstrap.args(["--variant=minbase", "--include=adduser", RELEASE]).arg(&debian).arg(MIRROR);
        process::run_quietly(&mut bootstrap)?;
    }
    Ok(debian)
}

/// `/proc`, as every machine has it: a program finds itself there. Gone when dropped.
struct Processes(PathBuf);

impl Processes {
    fn shown_in(debian: &Path) -> Result<Self> {
        let place = debian.join("proc");
        process::run_quietly(Command::new("mount").args(["-t", "proc", "proc"]).arg(&place))?;
        Ok(Self(place))
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        let _ = process::run_quietly(Command::new("umount").arg(&self.0));
    }
}

fn chroot(debian: &Path) -> Command {
    let mut command = Command::new("chroot");
    command.arg(debian).env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// As the unit of systemd does it, which a chroot does not have.
fn as_rembuk(debian: &Path, arguments: &[&str]) -> Command {
    let mut command = chroot(debian);
    command.args(["runuser", "-u", "rembuk", "--", "/usr/bin/rembuk", "--config", "/etc/rembuk/rembuk.conf"]).args(arguments);
    command
}

fn ask(debian: &Path, port: u16) -> Result<()> {
    let address = format!("127.0.0.1:{port}");
    let mut server = Running(as_rembuk(debian, &["serve", "--addr", &address, "--tls"]).stdout(Stdio::null()).spawn()?);
    let start = Instant::now();
    let ready = loop {
        match process::output(
            Command::new("curl").args(["-sS", "--max-time", "5", &format!("http://{address}/readyz")]).stderr(Stdio::null()),
        ) {
            Ok(ready) => break ready,
            Err(error) if start.elapsed() > PATIENCE => return Err(error),
            Err(_) => std::thread::sleep(Duration::from_millis(200)),
        }
        if let Some(status) = server.0.try_wait()? {
            bail!("the server ended ({status})");
        }
    };
    ensure!(ready.trim() == "ready", "not ready: {ready}");
    for (path, words) in [("/", "Rembuk"), ("/pkg/rembuk.css", "color"), ("/healthz", env!("CARGO_PKG_VERSION"))] {
        let page = process::output(Command::new("curl").args(["-sSf", "--compressed", &format!("http://{address}{path}")]))?;
        ensure!(page.contains(words), "{path} says {page}");
        eprintln!("  {path}: {} bytes", page.len());
    }
    if nginx::is_here() {
        Nginx::in_front_of(port)?.lets_through_what_is_ours()?;
    } else {
        eprintln!("  not tried behind nginx: nginx or openssl is not installed");
    }
    let said = process::output(&mut as_rembuk(debian, &["check"]))?;
    eprintln!("{}", said.trim_end().lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"));
    let backup = "/var/lib/rembuk/cadangan.tar.gz";
    process::run_quietly(&mut as_rembuk(debian, &["backup", backup]))?;
    process::run_quietly(&mut as_rembuk(debian, &["restore", backup]))
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
