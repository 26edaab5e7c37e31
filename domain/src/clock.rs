//! The instants everything is dated with, the zones they are shown in, and new identifiers.
//! Reading the machine's clock is done in one place of the server; the rules only ever receive an instant.

use chrono::{DateTime, FixedOffset, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

/// An instant in UTC, cut to the microseconds both databases keep.
pub type Instant = DateTime<Utc>;
/// A calendar day in the city's zone.
pub type Day = chrono::NaiveDate;

/// Cuts an instant to microseconds, so that what is written reads back equal on both databases.
pub fn to_micros(at: Instant) -> Instant {
    at.trunc_subsecs(6)
}

/// Indonesia's three time zones; the country has no summer time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Zone {
    #[default]
    Wib,
    Wita,
    Wit,
}

impl Zone {
    pub fn name(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    fn offset(self) -> FixedOffset {
        let hours = match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        };
        FixedOffset::east_opt(hours * 3600).unwrap_or_else(|| unreachable!("a fixed, valid offset"))
    }

    pub fn local(self, at: Instant) -> DateTime<FixedOffset> {
        at.with_timezone(&self.offset())
    }

    pub fn day(self, at: Instant) -> Day {
        self.local(at).date_naive()
    }

    /// The instant at which a local day begins.
    pub fn start_of(self, day: Day) -> Instant {
        let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_else(|| unreachable!("midnight exists every day"));
        midnight.and_local_timezone(self.offset()).single().map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
    }
}
