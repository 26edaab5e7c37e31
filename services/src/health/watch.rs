//! What was found when it was last looked whether this installation can do its work.

use std::{fmt, sync::Arc, time::Instant};
use tokio::sync::Mutex;

/// What was found at the last look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The code of an outage, or `failed`.
    pub database: Option<&'static str>,
    pub photos: Option<&'static str>,
    /// Bytes left where photos are stored; nothing when the system does not tell.
    pub free: Option<u64>,
}

impl Health {
    /// Everything that people can do here can be done.
    pub fn is_ready(&self) -> bool {
        self.database.is_none() && self.photos.is_none()
    }
}

impl fmt::Display for Health {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if self.is_ready() {
            formatter.write_str("ready")?;
        }
        for (what, trouble) in [("database", self.database), ("photos", self.photos)] {
            if let Some(trouble) = trouble {
                writeln!(formatter, "{what}: {trouble}")?;
            }
        }
        Ok(())
    }
}

/// The last look and when it was taken. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Watch(pub(super) Arc<Mutex<Option<(Instant, Health)>>>);
