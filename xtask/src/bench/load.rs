//! The list of proposals under a steady load. Each request is due at its moment, whether or not those before it were
//! answered, and its time counts from that moment: a server that stalls cannot hide it.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::http;

const REQUESTS_PER_SECOND: u32 = 100;
const SECONDS: u32 = 25;
/// How many people ask in turn. Each of them waits for the answer, or for the moment of the next question if that is
/// later.
const ASKING: usize = 20;
/// What we promise for 99 of 100 requests.
const LIMIT: Duration = Duration::from_millis(30);

/// What people ask of the list.
const QUERIES: [&str; 12] = [
    "",
    "?urut=dukungan",
    "?wilayah=15.71.10",
    "?wilayah=15.71.10.1003",
    "?wilayah=15.71.10.1003-018",
    "?status=submitted",
    "?status=rejected",
    "?tahap=rt",
    "?bidang=fisik_prasarana&opd=1-03",
    "?tahun=2028&urut=dukungan&wilayah=15.71.01",
    "?cari=jalan",
    "?cari=drainase+teratai",
];
/// How many pages of each are asked for.
const PAGES: usize = 3;

pub fn measure(port: u16) -> Result<()> {
    let paths = &pages(port)?;
    let start = Instant::now();
    let mut times = thread::scope(|people| {
        let asking: Vec<_> = (0..ASKING).map(|turn| people.spawn(move || ask(port, paths, start, turn))).collect();
        asking.into_iter().map(|person| person.join().expect("nobody panics")).collect::<Result<Vec<_>>>()
    })?
    .concat();
    times.sort();
    report(&times)
}

/// What one of them had to wait for each answer.
fn ask(port: u16, paths: &[String], start: Instant, turn: usize) -> Result<Vec<(Duration, &str)>> {
    let pause = Duration::from_secs(1) / REQUESTS_PER_SECOND;
    let questions = (0..REQUESTS_PER_SECOND * SECONDS).zip(paths.iter().cycle()).skip(turn).step_by(ASKING);
    questions
        .map(|(number, path)| {
            let due = start + pause * number;
            thread::sleep(due.saturating_duration_since(Instant::now()));
            http::compressed(port, path)?;
            Ok((due.elapsed(), path.as_str()))
        })
        .collect()
}

/// The first pages of every query; reading them once also warms the server up.
fn pages(port: u16) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for query in QUERIES {
        let mut next = Some(format!("/usulan{query}"));
        for _ in 0..PAGES {
            let Some(path) = next else { break };
            let html = http::text(port, &path).with_context(|| path.clone())?;
            next = http::addresses(&html, "/usulan?").into_iter().find(|address| address.contains("setelah="));
            all.push(path);
        }
    }
    Ok(all)
}

fn report(times: &[(Duration, &str)]) -> Result<()> {
    let at = |percent: usize| times.get(times.len() * percent / 100).or(times.last()).map(|(time, _)| *time).unwrap_or_default();
    let words = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    let slowest = times.last().map(|(time, path)| format!("{} ({path})", words(*time))).unwrap_or_default();
    eprintln!(
        "  {} requests, {REQUESTS_PER_SECOND} a second: half within {}, 99 % within {}, slowest {slowest}",
        times.len(),
        words(at(50)),
        words(at(99))
    );
    ensure!(at(99) <= LIMIT, "99 % within {}, more than {}", words(at(99)), words(LIMIT));
    Ok(())
}
