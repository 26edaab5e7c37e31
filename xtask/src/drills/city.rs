//! A small city for drills: an empty database that is served, and people who register and sign in.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::postgres::free_port;
use crate::{process, workspace};

const PATIENCE: Duration = Duration::from_secs(30);
const PASSWORD: &str = "kemarau+panjang+di+legok";

/// A served city; dropping it ends its server.
pub struct City {
    server: Child,
    port: u16,
    people: usize,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub text: String,
    pub time: Duration,
}

impl City {
    /// With its files in a folder and its database at an address; a file `clock` in the folder is its present.
    pub fn found(database: &str, folder: &Path) -> Result<Self> {
        Self::found_with(database, folder, &[])
    }

    /// The same with more words to `rembuk serve`.
    pub fn found_with(database: &str, folder: &Path, arguments: &[&str]) -> Result<Self> {
        process::run_quietly(&mut rembuk(database, folder, &["migrate"])?)?;
        let port = free_port()?;
        let log = File::create(std::env::temp_dir().join(format!("rembuk-drill-{port}.log")))?;
        let mut serve = rembuk(database, folder, &["serve", "--addr", &format!("127.0.0.1:{port}")])?;
        serve.args(arguments).env("REMBUK_SIGN_INS_PER_MINUTE", "6000").env("REMBUK_WRITES_PER_MINUTE", "6000");
        serve.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let city = Self { server: serve.spawn()?, port, people: 0 };
        city.wait_until("ready", |answer| answer.status == 200, "/readyz")?;
        Ok(city)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn get(&self, path: &str) -> Result<Answer> {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    fn post(&self, path: &str, form: &str) -> Result<Answer> {
        let (port, length) = (self.port, form.len());
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
    }

    fn ask(&self, request: &str) -> Result<Answer> {
        let start = Instant::now();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let text = String::from_utf8_lossy(&answer).into_owned();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
        Ok(Answer { status, text, time: start.elapsed() })
    }

    /// The next person registers, whatever comes of it.
    pub fn register(&mut self) -> Result<Answer> {
        self.people += 1;
        self.post("/daftar", &format!("name=Warga+Latihan&contact={}&password={PASSWORD}", contact(self.people)))
    }

    /// Everybody who was told that they are registered can sign in, and nobody else.
    pub fn registered(&self) -> Result<usize> {
        let mut count = 0;
        for person in 1..=self.people {
            count += usize::from(self.post("/masuk", &format!("contact={}&password={PASSWORD}", contact(person)))?.status == 303);
        }
        Ok(count)
    }

    pub fn wait_until(&self, what: &str, is_so: impl Fn(&Answer) -> bool, path: &str) -> Result<Duration> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.get(path).is_ok_and(|answer| is_so(&answer)) {
                return Ok(start.elapsed());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        anyhow::bail!("{path} was not {what} within {} s", PATIENCE.as_secs())
    }
}

impl Answer {
    /// Refused in words, with what was typed given back, and quickly.
    pub fn is_kept(&self) -> Result<()> {
        ensure!(self.status == 503, "{} instead of 503", self.status);
        let said = self.text.to_lowercase();
        ensure!(said.contains("retry-after: "), "no word on when to try again");
        ensure!(said.contains("belum tersimpan"), "not said in words: {}", self.text);
        ensure!(self.time < Duration::from_secs(12), "only after {:?}", self.time);
        Ok(())
    }
}

impl Drop for City {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A call of the built program.
pub fn rembuk(database: &str, folder: &Path, arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(workspace::server_binary()?);
    command.args(arguments).env("DATABASE_URL", database).env("REMBUK_PHOTOS", folder.join("photos"));
    command.env("REMBUK_CLOCK_FILE", folder.join("clock"));
    Ok(command)
}

pub fn sqlite_in(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("rembuk.db").display())
}

fn contact(person: usize) -> String {
    format!("warga{person}%40contoh.id")
}
