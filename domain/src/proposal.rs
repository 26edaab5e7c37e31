//! A proposal by residents (*usulan*): its number, how its proposer is shown, and how long its problem has waited.
//! Its fields and what they lack are in [`draft`], what a page of the form wants of them in [`change`], its states in
//! [`status`], the steps between in [`step`], its journey in [`event`], what may be done now in [`offered`], duplicates
//! and support in [`merge`], objections in [`objection`], reports of works in [`works`], its way into a later year in
//! [`again`]. Deciding on many at once belongs to [`crate::musrenbang`].

pub mod again;
pub mod change;
pub mod draft;
pub mod event;
pub mod merge;
pub mod objection;
pub mod offered;
pub mod progress;
pub mod status;
pub mod step;
pub mod works;

pub use crate::codes::{EventKind, Status};
pub use change::{DraftChange, DraftValue};
pub use draft::{Draft, DraftField, DraftWarning, SubmittedProposal, Surroundings, TypeChoice};
pub use event::{ProposalEvent, Recommended};
pub use merge::SupportCount;
pub use objection::Objection;
pub use offered::Opens;
pub use progress::{Marking, Progress};
pub use status::Position;
pub use step::{BeforeMerge, Step};
pub use works::WorksReport;

use crate::{
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The number people read out, `15.71.07.1012/2028/0042`: kelurahan, plan year, running number. Given once, for life,
/// even when the works move to another year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProposalNumber {
    kelurahan: RegionCode,
    plan_year: u16,
    serial: u32,
}

impl ProposalNumber {
    pub fn new(kelurahan: RegionCode, plan_year: u16, serial: u32) -> Result<Self, Refusal> {
        let fits = kelurahan.level() == RegionLevel::Kelurahan && (2000..=2999).contains(&plan_year) && (1..=999_999).contains(&serial);
        if fits { Ok(Self { kelurahan, plan_year, serial }) } else { Err(Refusal::ProposalNumberUnreadable) }
    }

    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let unreadable = || Refusal::ProposalNumberUnreadable;
        let mut parts = text.trim().split('/');
        let (Some(kelurahan), Some(year), Some(serial), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(unreadable());
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year) || !digits(serial) {
            return Err(unreadable());
        }
        let kelurahan = RegionCode::parse(kelurahan).map_err(|_| unreadable())?;
        Self::new(kelurahan, year.parse().map_err(|_| unreadable())?, serial.parse().map_err(|_| unreadable())?)
    }

    pub fn kelurahan(&self) -> &RegionCode {
        &self.kelurahan
    }

    pub fn plan_year(&self) -> u16 {
        self.plan_year
    }

    pub fn serial(&self) -> u32 {
        self.serial
    }
}

impl fmt::Display for ProposalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{:04}", self.kelurahan, self.plan_year, self.serial)
    }
}

impl FromStr for ProposalNumber {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ProposalNumber {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl From<ProposalNumber> for String {
    fn from(number: ProposalNumber) -> Self {
        number.to_string()
    }
}

/// How the public sees who proposed. The words around it ("Warga RT 05") are a translation's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProposerDisplay {
    /// A resident of the RT with this number, as people say it: `05`.
    ResidentOfRt(String),
    /// A resident of the place, where the code names no RT.
    Resident,
    /// Who chose to show their name.
    Named(String),
}

impl ProposerDisplay {
    /// The name stays hidden unless its owner chose to show it.
    pub fn of(shows_name: bool, name: &str, place: &RegionCode) -> Self {
        match (shows_name, place.rt_number()) {
            (true, _) => Self::Named(name.to_owned()),
            (false, Some(number)) => Self::ResidentOfRt(number),
            (false, None) => Self::Resident,
        }
    }
}

/// Years since the problem was first proposed, in the planning year of `plan_year`: 0 in the first.
pub fn years_waiting(plan_year: u16, first_year: u16) -> u16 {
    plan_year.saturating_sub(first_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).expect(text)
    }

    #[test]
    fn a_number_names_kelurahan_year_and_serial() {
        let number = ProposalNumber::parse(" 15.71.07.1012/2028/0042 ").expect("a number");
        assert_eq!((number.kelurahan(), number.plan_year(), number.serial()), (&code("15.71.07.1012"), 2028, 42));
        assert_eq!(number.to_string(), "15.71.07.1012/2028/0042");
        for text in [
            "",
            "15.71.07.1012/2028",
            "15.71.07/2028/0042",
            "15.71.07.1012-014/2028/0042",
            "15.71.07.1012/28/0042",
            "15.71.07.1012/2028/0",
            "15.71.07.1012/2028/+1",
            "15.71.07.1012/2028/1/2",
        ] {
            assert_eq!(ProposalNumber::parse(text), Err(Refusal::ProposalNumberUnreadable), "{text}");
        }
    }

    #[test]
    fn a_proposer_is_a_neighbour_unless_they_chose_to_be_named() {
        let rt = code("15.71.07.1012-005");
        assert_eq!(ProposerDisplay::of(false, "Siti", &rt), ProposerDisplay::ResidentOfRt("05".into()));
        assert_eq!(ProposerDisplay::of(false, "Siti", &code("15.71.07.1012")), ProposerDisplay::Resident);
        assert_eq!(ProposerDisplay::of(true, "Siti", &rt), ProposerDisplay::Named("Siti".into()));
    }

    proptest! {
        #[test]
        fn printed_numbers_read_back(group in 0..10_000_u32, year in 2000..=2999_u16, serial in 1..=999_999_u32) {
            let number = ProposalNumber::new(code(&format!("15.71.07.{group:04}")), year, serial).expect("in range");
            prop_assert_eq!(ProposalNumber::parse(&number.to_string()), Ok(number));
        }
    }
}
