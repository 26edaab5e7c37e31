//! A server with a fresh demo city on a free loopback port, for as long as a test run needs it.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::postgres::free_port;
use crate::workspace;

/// How long migrations and the demo data may take.
const PATIENCE: Duration = Duration::from_mins(3);

/// In the server's folder. A test that writes an instant into it moves the server's present; while it is missing, time
/// is what it is.
pub const CLOCK_FILE: &str = "clock";

/// All the people of a test sit behind one address.
const OF_TESTS: [(&str, &str); 2] = [("REMBUK_WRITES_PER_MINUTE", "6000"), ("REMBUK_SIGN_INS_PER_MINUTE", "600")];

/// A running server; dropping it ends it.
pub struct DemoServer {
    process: Child,
    port: u16,
}

impl DemoServer {
    /// Starts the built binary on a database, with its files in `folder` and its log in `folder/server.log`.
    pub fn start(database: &str, folder: &Path) -> Result<Self> {
        Self::start_program(&workspace::server_binary()?, database, folder)
    }

    /// The same, with a log that says more.
    pub fn start_logging(database: &str, folder: &Path, level: &str) -> Result<Self> {
        let settings = [&OF_TESTS[..], &[("RUST_LOG", level)]].concat();
        Self::start_command(Command::new(workspace::server_binary()?), database, folder, &settings)
    }

    /// The same with another build of it.
    pub fn start_program(program: &Path, database: &str, folder: &Path) -> Result<Self> {
        Self::start_command(Command::new(program), database, folder, &OF_TESTS)
    }

    /// The same by another call, with other settings.
    pub fn start_command(mut command: Command, database: &str, folder: &Path, settings: &[(&str, &str)]) -> Result<Self> {
        let port = free_port()?;
        let log = File::create(folder.join("server.log"))?;
        command.args(["serve", "--demo"]).current_dir(workspace::root());
        command.env("DATABASE_URL", database).env("REMBUK_PHOTOS", folder.join("photos"));
        command.env("REMBUK_ADDR", format!("127.0.0.1:{port}")).env("REMBUK_CLOCK_FILE", folder.join(CLOCK_FILE));
        command.envs(settings.iter().copied());
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let mut server = Self { process: command.spawn().context("cannot start the server: is it built?")?, port };
        server.wait_until_ready().with_context(|| format!("its log: {}", folder.join("server.log").display()))?;
        Ok(server)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended at once ({status})");
            }
            if self.is_ready().unwrap_or(false) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("the server was not ready within {} seconds", PATIENCE.as_secs())
    }

    fn is_ready(&self) -> Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port)?;
        let mut status_line = [0; 12];
        stream.read_exact(&mut status_line)?;
        Ok(&status_line == b"HTTP/1.1 200")
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
