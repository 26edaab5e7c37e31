//! What a ledger of a million entries costs: seconds and memory of a recount, and entries published a second.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::http;
use crate::demo_server::DemoServer;

/// What we promise of a million entries.
const LONGEST: Duration = Duration::from_mins(1);
const MOST_BYTES: u64 = 500 << 20;
/// What we promise of publishing, a second.
const LEAST_PUBLISHED: f64 = 5000.0;
/// Publishing is watched for so long, from its first checkpoint on.
const WATCHED: Duration = Duration::from_secs(30);

pub fn recount(program: &Path, database: &str) -> Result<()> {
    let start = Instant::now();
    let mut counting = Command::new(program).arg("recount").env("DATABASE_URL", database).stdout(Stdio::null()).spawn()?;
    let mut most = 0;
    let status = loop {
        most = most.max(memory(&counting));
        if let Some(status) = counting.try_wait()? {
            break status;
        }
        sleep(Duration::from_millis(20));
    };
    let time = start.elapsed();
    ensure!(status.success(), "the recount found differences ({status})");
    eprintln!("  {:.1} s, at most {} MiB of memory", time.as_secs_f32(), most >> 20);
    ensure!(time <= LONGEST && most <= MOST_BYTES, "more than {} s or {} MiB", LONGEST.as_secs(), MOST_BYTES >> 20);
    Ok(())
}

/// The most that a process ever had, as the system says it; nothing once it has ended.
fn memory(process: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) << 10
}

/// By a server that has nothing else to do.
pub fn publish(program: &Path, database: &str, folder: &Path) -> Result<()> {
    let settings = [("REMBUK_URL", "https://rembuk.example")];
    let server = DemoServer::start_command(Command::new(program), database, folder, &settings)?;
    let (mut first, mut last) = (None, None);
    let start = Instant::now();
    while start.elapsed() < WATCHED {
        sleep(Duration::from_millis(200));
        let Ok(checkpoint) = http::text(server.port(), "/data/log/checkpoint") else { continue };
        let size: u32 = checkpoint.lines().nth(1).and_then(|size| size.parse().ok()).context("a checkpoint says its size")?;
        let seen = (Instant::now(), size);
        if last.is_none_or(|(_, before)| before < size) {
            first.get_or_insert(seen);
            last = Some(seen);
        }
    }
    let (since, until) = first.zip(last).context("nothing was published")?;
    let rate = f64::from(until.1 - since.1) / (until.0 - since.0).as_secs_f64();
    eprintln!("  {rate:.0} entries a second");
    ensure!(rate >= LEAST_PUBLISHED, "fewer than {LEAST_PUBLISHED:.0} entries a second");
    Ok(())
}
