//! Numbered steps with the time each took, and a summary of them at the end.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// The steps of one command.
pub struct Steps {
    total: usize,
    start: Instant,
    done: Vec<Done>,
}

struct Done {
    title: String,
    time: Duration,
    failed: bool,
}

impl Steps {
    pub fn new(total: usize) -> Self {
        Self { total, start: Instant::now(), done: Vec::new() }
    }

    /// Runs a step; the command ends when it fails.
    pub fn run<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("[{}/{}] {title} …", self.done.len() + 1, self.total);
        let start = Instant::now();
        let result = work();
        let time = start.elapsed();
        let outcome = if result.is_ok() { "done" } else { "FAILED" };
        eprintln!("[{}/{}] {title}: {outcome} after {}", self.done.len() + 1, self.total, seconds(time));
        self.done.push(Done { title: title.to_owned(), time, failed: result.is_err() });
        result
    }

    /// Runs a step; when it fails, says why and goes on. [`Steps::finish`] reports it.
    pub fn attempt(&mut self, title: &str, work: impl FnOnce() -> Result<()>) {
        if let Err(error) = self.run(title, work) {
            eprintln!("error: {error:#}");
        }
    }

    /// Prints one line per step; an error when a step failed.
    pub fn finish(&self, name: &str) -> Result<()> {
        let mut summary = String::new();
        for step in &self.done {
            let word = if step.failed { "FAILED" } else { "ok" };
            writeln!(summary, "  {word:<7}{:>11}  {}", seconds(step.time), step.title)?;
        }
        let failed = self.done.iter().filter(|step| step.failed).count();
        let word = if failed == 0 { "ok".to_owned() } else { format!("{failed} of {} steps failed", self.done.len()) };
        eprintln!("{name}: {word} in {}\n{summary}", seconds(self.start.elapsed()));
        if failed > 0 {
            bail!("{name}: {word}");
        }
        Ok(())
    }
}

/// A time in words.
pub fn seconds(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 { format!("{} min {:02} s", seconds / 60, seconds % 60) } else { format!("{:.1} s", time.as_secs_f32()) }
}
