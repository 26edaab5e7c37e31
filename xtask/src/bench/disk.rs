//! How often a second this disk can promise that something is kept: each write of the product waits for one such
//! promise.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

const BLOCK: [u8; 4096] = [0x5a; 4096];
const TIME: Duration = Duration::from_secs(2);

pub fn measure(folder: &Path) -> Result<()> {
    let mut file = File::create(folder.join("fsync"))?;
    let start = Instant::now();
    let mut count: u32 = 0;
    while start.elapsed() < TIME {
        file.write_all(&BLOCK)?;
        file.sync_all()?;
        count += 1;
    }
    let rate = f64::from(count) / start.elapsed().as_secs_f64();
    eprintln!("  {rate:.0} writes of 4 KiB with fsync a second, {:.2} ms each", 1000.0 / rate);
    Ok(())
}
