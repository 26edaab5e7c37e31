//! `cargo xtask postgres -- <command>`: a PostgreSQL of our own while the command runs.
//!
//! It listens on a free loopback port, lives in a scratch folder and trusts whoever connects: for tests only.

pub mod programs;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{process, scratch, workspace};
use programs::Programs;

/// The variable in which the tests look for a server in which they may create databases.
pub const URL_VARIABLE: &str = "TEST_POSTGRES_URL";

/// Speed over safety: nobody needs the data after a crash. Every test opens a few connections of its own.
const SETTINGS: [&str; 5] =
    ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300", "log_min_messages=fatal"];

/// A running server; dropping it stops it and removes its files.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
    programs: Programs,
}

/// Runs a command with [`URL_VARIABLE`] set.
pub fn run(words: &[String]) -> Result<()> {
    let (program, arguments) = words.split_first().context("name the command to run: cargo xtask postgres -- <command>")?;
    let postgres = Postgres::start()?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(workspace::root());
    process::run(command.env(URL_VARIABLE, postgres.url("postgres")).env("TMPDIR", scratch::folder()))
}

impl Postgres {
    pub fn start() -> Result<Self> {
        let programs = Programs::find()?;
        let folder = programs.make_folder()?;
        let data = folder.join("data");
        let mut initialise = programs.command("initdb");
        initialise.args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"]).arg(&data);
        process::run_quietly(&mut initialise)?;

        let port = free_port()?;
        let server = spawn(&programs, &folder, port)?;
        let mut postgres = Self { server, folder, port, programs };
        postgres.wait_until_ready()?;
        Ok(postgres)
    }

    /// Ends it and every connection; its data stay. (Not as a crash would: [`SETTINGS`] trade that away.)
    pub fn stop(&mut self) -> Result<()> {
        let mut stop = self.programs.command("pg_ctl");
        process::run_quietly(stop.args(["stop", "-m", "fast", "-w", "-D"]).arg(self.folder.join("data")))?;
        self.server.wait()?;
        Ok(())
    }

    /// After [`Postgres::stop`], on the same port.
    pub fn start_again(&mut self) -> Result<()> {
        self.server = spawn(&self.programs, &self.folder, self.port)?;
        self.wait_until_ready()
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Creates an empty database and returns its address.
    pub fn create_database(&self, name: &str) -> Result<String> {
        self.copy_database("template1", name)
    }

    /// Copies a database that nobody is connected to and returns the copy's address.
    pub fn copy_database(&self, from: &str, name: &str) -> Result<String> {
        let port = self.port.to_string();
        let mut copy = self.programs.command("createdb");
        process::run_quietly(copy.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &port, "-T", from, name]))?;
        Ok(self.url(name))
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let port = self.port.to_string();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended at once ({status})");
            }
            let mut question = self.programs.command("pg_isready");
            if process::run_quietly(question.args(["-q", "-h", "127.0.0.1", "-p", &port])).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL did not answer within 30 seconds")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = self.programs.command("pg_ctl");
        let stopped = process::run_quietly(stop.args(["stop", "-m", "immediate", "-w", "-D"]).arg(self.folder.join("data")));
        if stopped.is_err() {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn spawn(programs: &Programs, folder: &Path, port: u16) -> Result<Child> {
    let mut server = programs.command("postgres");
    server.arg("-D").arg(folder.join("data")).arg("-k").arg(folder).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    for setting in SETTINGS {
        server.args(["-c", setting]);
    }
    server.stdin(Stdio::null()).stdout(Stdio::null()).spawn().context("cannot start PostgreSQL")
}

/// A port that nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
