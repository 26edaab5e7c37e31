//! Numbered steps with the time each took, and at the end a summary of them with what went wrong.

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
    error: Option<String>,
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
        let error = result.as_ref().err().map(|error| format!("{error:#}"));
        self.done.push(Done { title: title.to_owned(), time, error });
        result
    }

    /// Runs a step; goes on when it fails. [`Steps::finish`] says why it did.
    pub fn attempt(&mut self, title: &str, work: impl FnOnce() -> Result<()>) {
        let _ = self.run(title, work);
    }

    /// Prints one line per step, then the errors; fails when a step did.
    pub fn finish(&self, name: &str) -> Result<()> {
        let mut summary = String::new();
        for step in &self.done {
            let word = if step.error.is_some() { "FAILED" } else { "ok" };
            writeln!(summary, "  {word:<7}{:>11}  {}", seconds(step.time), step.title)?;
        }
        let errors: Vec<_> = self.done.iter().filter_map(|step| Some(format!("{}: {}", step.title, step.error.as_ref()?))).collect();
        let word = if errors.is_empty() { "ok".to_owned() } else { format!("{} of {} steps failed", errors.len(), self.done.len()) };
        eprintln!("{name}: {word} in {}\n{summary}", seconds(self.start.elapsed()));
        if !errors.is_empty() {
            bail!("{name}: {word}\n{}", errors.join("\n"));
        }
        Ok(())
    }
}

/// A time in words.
pub fn seconds(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 { format!("{} min {:02} s", seconds / 60, seconds % 60) } else { format!("{:.1} s", time.as_secs_f32()) }
}
