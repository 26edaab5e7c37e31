//! The only place that reads the machine's clock, and where new identifiers are made.

use chrono::{DateTime, Utc};
use domain::clock::{Instant, to_micros};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::{ContextV7, Timestamp, Uuid};

/// Where the present comes from.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    ids: Arc<Mutex<ContextV7>>,
}

#[derive(Clone, Debug)]
enum Source {
    Machine,
    Frozen(Arc<Mutex<Instant>>),
    Rehearsal(PathBuf),
}

impl Clock {
    pub fn machine() -> Self {
        Self::from_source(Source::Machine)
    }

    /// Stands still until [`Clock::set`]; for tests.
    pub fn frozen(at: Instant) -> Self {
        Self::from_source(Source::Frozen(Arc::new(Mutex::new(at))))
    }

    /// Runs from the instant written in a file (RFC 3339) since that file was written; for rehearsals of a cycle.
    /// While the file is missing or unreadable it is the machine's clock.
    pub fn rehearsal(file: PathBuf) -> Self {
        Self::from_source(Source::Rehearsal(file))
    }

    fn from_source(source: Source) -> Self {
        Self { source, ids: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// The present, cut to microseconds.
    pub fn now(&self) -> Instant {
        to_micros(match &self.source {
            Source::Machine => machine_now(),
            Source::Frozen(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
            Source::Rehearsal(file) => rehearsed(file).unwrap_or_else(machine_now),
        })
    }

    /// Moves a frozen clock; no effect on the others.
    pub fn set(&self, to: Instant) {
        if let Source::Frozen(at) = &self.source {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }

    /// A new identifier that sorts by time, also within one millisecond.
    pub fn new_id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let context = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.timestamp_subsec_nanos()))
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
fn machine_now() -> Instant {
    Utc::now()
}

fn rehearsed(file: &PathBuf) -> Option<Instant> {
    let written: Instant = std::fs::metadata(file).ok()?.modified().ok()?.into();
    let start = DateTime::parse_from_rfc3339(std::fs::read_to_string(file).ok()?.trim()).ok()?;
    Some(start.with_timezone(&Utc) + (machine_now() - written))
}
