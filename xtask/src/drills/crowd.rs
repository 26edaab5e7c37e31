//! Everything hostile at once, and somebody who only wants to read: the reader is answered within two seconds each
//! time, and a minute later the memory is back.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rustix::process::{Resource, getrlimit, setrlimit};

use super::ground::{Ground, Played};
use super::hostile::{self, Client};

/// What a reader waits at most.
const MOST_WAIT: Duration = Duration::from_secs(2);
/// Megabytes, a minute after the last of them has gone.
const MOST_MEMORY_AFTER: usize = 300;
const REST: Duration = Duration::from_mins(1);

const UPLOADS: usize = 100;
const SIGN_INS: usize = 2000;
const PICTURES: usize = 12;
const EXPORTS: usize = 20;
const HALF_OPEN: usize = 1100;
const UNREAD: usize = 12;

pub fn play(ground: &Ground) -> Result<()> {
    // Each connection of the crowd is a file of ours.
    let mut files = getrlimit(Resource::Nofile);
    files.current = files.maximum;
    setrlimit(Resource::Nofile, files)?;
    let played = ground.serve()?;
    let client = Client::of(&played.server);
    let draft = hostile::draft(&client)?;
    let picture = hostile::picture()?;
    let (before, done, most) = (played.memory()?, AtomicBool::new(false), AtomicUsize::new(0));
    let (waits, exported) = thread::scope(|crowd| {
        let reading = crowd.spawn(|| read(&client, &done));
        crowd.spawn(|| watch(&played, &done, &most));
        let held = [hostile::half_open(&client, HALF_OPEN), hostile::unread_exports(&client, UNREAD)];
        let acts = [
            crowd.spawn(|| hostile::in_parallel(UPLOADS, UPLOADS, |_| hostile::upload_unasked(&client))),
            crowd.spawn(|| hostile::in_parallel(SIGN_INS, 16, |number| hostile::sign_in_and_hang_up(&client, number))),
            crowd
                .spawn(|| hostile::in_parallel(PICTURES, 1, |number| hostile::send_picture_and_hang_up(&client, &draft, number, &picture))),
        ];
        let exports = crowd.spawn(|| hostile::in_parallel(EXPORTS, EXPORTS, |number| hostile::export(&client, number)));
        for act in acts {
            drop(act.join());
        }
        let exported = exports.join().expect("exports do not panic");
        drop(held);
        done.store(true, Ordering::Relaxed);
        (reading.join().expect("readers do not panic"), exported)
    });
    let slowest = waits.iter().max().copied().unwrap_or_default();
    let most = most.into_inner();
    thread::sleep(REST);
    let after = played.memory()?;
    eprintln!(
        "  memory {before} MB before, {most} MB at most, {after} MB a minute later{}; {} readers, the slowest waited {:.2} s; \
         {exported} of {EXPORTS} exports whole, the others asked to come back",
        if played.is_limited() { ", of 1 GB" } else { "" },
        waits.len(),
        slowest.as_secs_f64()
    );
    ensure!(!waits.is_empty() && slowest <= MOST_WAIT, "a reader waited {:.2} s", slowest.as_secs_f64());
    ensure!(after <= MOST_MEMORY_AFTER, "{after} MB in memory a minute later");
    ensure!(exported > 0, "nobody got an export");
    Ok(())
}

/// Opens a page each second, on a new connection; a page that does not come counts as a very long wait.
fn read(client: &Client, done: &AtomicBool) -> Vec<Duration> {
    let mut waits = Vec::new();
    while !done.load(Ordering::Relaxed) {
        let start = Instant::now();
        let came = client.get("/usulan").is_ok_and(|answer| answer.starts_with(b"HTTP/1.1 200"));
        waits.push(if came { start.elapsed() } else { Duration::from_secs(99) });
        thread::sleep(Duration::from_secs(1).saturating_sub(start.elapsed()));
    }
    waits
}

fn watch(played: &Played, done: &AtomicBool, most: &AtomicUsize) {
    while !done.load(Ordering::Relaxed) {
        most.fetch_max(played.memory().unwrap_or(usize::MAX), Ordering::Relaxed);
        thread::sleep(Duration::from_millis(50));
    }
}
