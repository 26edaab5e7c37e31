//! Duplicates and support. Merging moves nobody's consent: each proposal keeps its own supporters, what is shown is
//! their union, and taking the merger back is exact because nothing was thrown away. People are counted where they are
//! kept, in the store. Who may merge and who may support is asked in [`crate::permission`].

use crate::{codes::Status, ids::ProposalId, ratio::Ratio, refusal::Refusal, region::RegionLevel};
use serde::{Deserialize, Serialize};

/// A duplicate is merged into a living proposal, and not into itself; that it stands before the same meeting is looked
/// up by whoever merges. A proposal that was merged leads on to the one it went into, so mergers cannot run in a
/// circle.
pub fn check_merge(duplicate: ProposalId, into: ProposalId, into_status: Status) -> Result<(), Refusal> {
    if duplicate == into {
        return Err(Refusal::MergeIntoItself);
    }
    match into_status {
        Status::Draft | Status::Rejected | Status::Merged | Status::Withdrawn => Err(Refusal::StatusForbids { status: into_status }),
        _ => Ok(()),
    }
}

/// Support counted apart: from those who are at home in the kelurahan of the proposal, confirmed, and from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SupportCount {
    pub local: u32,
    pub other: u32,
}

impl SupportCount {
    pub fn total(self) -> u32 {
        self.local.saturating_add(self.other)
    }

    /// Local support per household of the place, see [`counted_households`], so that a large RT does not always win;
    /// none where their number is unknown.
    pub fn per_household(self, households: u32) -> Option<Ratio> {
        Ratio::new(self.local, households)
    }

    /// The same per million households, rounded down, by which lists are ordered; nothing where they are unknown.
    /// `rate!` of the store says the same, and every recount compares them.
    pub fn rate(self, of_rt: u32, of_kelurahan: u32) -> u64 {
        let households = counted_households(of_rt, of_kelurahan).map_or(0, |(households, _)| households);
        (u64::from(self.local) * 1_000_000).checked_div(u64::from(households)).unwrap_or(0)
    }
}

/// Against whose households support is held: those of the RT, or of the kelurahan where the RT's are not known; none
/// where neither are.
pub fn counted_households(of_rt: u32, of_kelurahan: u32) -> Option<(u32, RegionLevel)> {
    let known = |households, level| (households > 0).then_some((households, level));
    known(of_rt, RegionLevel::Rt).or_else(|| known(of_kelurahan, RegionLevel::Kelurahan))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> ProposalId {
        ProposalId(Uuid::from_u128(number))
    }

    #[test]
    fn support_is_measured_by_the_neighbours_among_the_households() {
        let count = SupportCount { local: 2, other: 2 };
        assert_eq!(count.total(), 4);
        assert_eq!((count.per_household(4), count.per_household(0)), (Ratio::new(1, 2), None));
        assert_eq!((count.rate(3, 100), count.rate(0, 100), count.rate(0, 0)), (666_666, 20_000, 0));
        assert_eq!(counted_households(3, 100), Some((3, RegionLevel::Rt)));
        assert_eq!((counted_households(0, 100), counted_households(0, 0)), (Some((100, RegionLevel::Kelurahan)), None));
    }

    #[test]
    fn a_small_rt_can_stand_above_a_large_one() {
        let small = SupportCount { local: 30, other: 0 }.per_household(40);
        let large = SupportCount { local: 90, other: 50 }.per_household(300);
        assert!(small > large);
    }

    #[test]
    fn nothing_is_merged_into_itself_or_into_what_has_ended() {
        assert_eq!(check_merge(id(1), id(1), Status::Verified), Err(Refusal::MergeIntoItself));
        for status in Status::ALL {
            let ended = matches!(status, Status::Draft | Status::Rejected | Status::Merged | Status::Withdrawn);
            assert_eq!(check_merge(id(1), id(2), status).is_err(), ended, "{status:?}");
        }
    }
}
