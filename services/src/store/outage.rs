//! Failures that pass by themselves or when somebody looks after the machine: who asked is told so in words and may
//! try again. What these words are is the pages' business.

use sqlx::{Error, sqlite::SqliteError};
use std::{fmt, io};

/// Why nothing can be done at the moment, through no fault of whoever asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// No space is left; reading goes on.
    DiskFull,
    /// The file, its folder or the database server takes no writes.
    ReadOnly,
    /// Others hold what this work needs.
    Busy,
    /// Two units of work stood in each other's way and this one was undone whole: once more will do.
    Conflict,
    /// The database does not answer.
    Away,
}

impl Outage {
    pub const ALL: [Self; 5] = [Self::DiskFull, Self::ReadOnly, Self::Busy, Self::Conflict, Self::Away];

    /// The stable name under which words are found.
    pub fn code(self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::Busy => "busy",
            Self::Conflict => "conflict",
            Self::Away => "away",
        }
    }

    /// Nothing when the error is a mistake of ours, which waiting does not mend.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        match error {
            Error::Database(error) => {
                let code = error.code()?;
                if error.try_downcast_ref::<SqliteError>().is_some() { of_sqlite(code.parse().ok()?) } else { of_postgres(&code) }
            }
            Error::Io(error) => Self::of_io(error).or(Some(Self::Away)),
            Error::PoolTimedOut => Some(Self::Busy),
            Error::PoolClosed | Error::WorkerCrashed | Error::BeginFailed | Error::Protocol(_) | Error::Tls(_) => Some(Self::Away),
            _ => None,
        }
    }

    /// Of files beside the database.
    pub(crate) fn of_io(error: &io::Error) -> Option<Self> {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(Self::DiskFull),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Some(Self::ReadOnly),
            _ => None,
        }
    }
}

impl fmt::Display for Outage {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// By the result codes of SQLite; the lower eight bits are the kind, the upper ones say more.
fn of_sqlite(code: u32) -> Option<Outage> {
    const BUSY_SNAPSHOT: u32 = 517;
    match code & 0xff {
        _ if code == BUSY_SNAPSHOT => Some(Outage::Conflict),
        5 | 6 => Some(Outage::Busy),
        8 => Some(Outage::ReadOnly),
        13 => Some(Outage::DiskFull),
        // The file cannot be read, written or opened.
        10 | 14 => Some(Outage::Away),
        _ => None,
    }
}

/// By the classes of SQLSTATE and the codes in them that say something else than their class.
fn of_postgres(code: &str) -> Option<Outage> {
    match code {
        // Serialisation failure, deadlock.
        "40001" | "40P01" => Some(Outage::Conflict),
        "25006" => Some(Outage::ReadOnly),
        "53100" => Some(Outage::DiskFull),
        // A lock that was not available.
        "55P03" => Some(Outage::Busy),
        _ if code.starts_with("53") => Some(Outage::Busy),
        // Connections, shutting down or starting, a broken disk under the server.
        _ if ["08", "57P", "58"].iter().any(|class| code.starts_with(class)) => Some(Outage::Away),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_say_what_passes() {
        for (code, outage) in [
            (13, Some(Outage::DiskFull)),
            (8, Some(Outage::ReadOnly)),
            (1032, Some(Outage::ReadOnly)),
            (5, Some(Outage::Busy)),
            (517, Some(Outage::Conflict)),
            (778, Some(Outage::Away)),
            (14, Some(Outage::Away)),
            (2067, None),
            (11, None),
        ] {
            assert_eq!(of_sqlite(code), outage, "{code}");
        }
        for (code, outage) in [
            ("40P01", Some(Outage::Conflict)),
            ("53100", Some(Outage::DiskFull)),
            ("53300", Some(Outage::Busy)),
            ("57P01", Some(Outage::Away)),
            ("57014", None),
            ("08006", Some(Outage::Away)),
            ("25006", Some(Outage::ReadOnly)),
            ("23505", None),
        ] {
            assert_eq!(of_postgres(code), outage, "{code}");
        }
    }
}
