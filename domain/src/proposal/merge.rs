//! Duplicates and support. Merging moves nobody's consent: each proposal keeps its own supporters, what is shown is their
//! union, and taking the merger back is exact because nothing was thrown away.
//! Who may support is asked in [`crate::permission`].

use super::status::Status;
use crate::{
    ids::{AccountId, ProposalId},
    ratio::Ratio,
    refusal::Refusal,
    region::RegionCode,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The supporters of one proposal and of every duplicate merged into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supporters {
    own: BTreeSet<AccountId>,
    absorbed: BTreeMap<ProposalId, Supporters>,
}

impl Supporters {
    pub fn new(own: BTreeSet<AccountId>) -> Self {
        Self { own, absorbed: BTreeMap::new() }
    }

    /// Those who backed this very proposal.
    pub fn own(&self) -> &BTreeSet<AccountId> {
        &self.own
    }

    /// Everybody who backed this proposal or one merged into it, each once.
    pub fn shown(&self) -> BTreeSet<AccountId> {
        let mut all = self.own.clone();
        self.absorbed.values().for_each(|duplicate| all.extend(duplicate.shown()));
        all
    }

    /// Takes a duplicate in, with whatever it had taken in before.
    pub fn absorb(&mut self, id: ProposalId, duplicate: Self) {
        self.absorbed.insert(id, duplicate);
    }

    /// Undoes [`Supporters::absorb`]: gives back what came in, and leaves here what was here.
    pub fn release(&mut self, id: ProposalId) -> Option<Self> {
        self.absorbed.remove(&id)
    }
}

/// A duplicate is merged into a living proposal, and not into itself. A proposal that was merged leads on to the one
/// it went into, so mergers cannot run in a circle.
pub fn check_merge(duplicate: ProposalId, into: ProposalId, into_status: Status) -> Result<(), Refusal> {
    if duplicate == into {
        return Err(Refusal::MergeIntoItself);
    }
    match into_status {
        Status::Draft | Status::Rejected | Status::Merged | Status::Withdrawn => Err(Refusal::StatusForbids { status: into_status }),
        _ => Ok(()),
    }
}

/// Support counted apart: from those at home in the kelurahan, and from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SupportCount {
    pub local: u32,
    pub other: u32,
}

impl SupportCount {
    /// Counts supporters by their homes; who has named none is not local.
    pub fn of_homes<'a>(homes: impl IntoIterator<Item = Option<&'a RegionCode>>, kelurahan: &RegionCode) -> Self {
        homes.into_iter().fold(Self::default(), |count, home| match home {
            Some(home) if kelurahan.contains(home) => Self { local: count.local.saturating_add(1), ..count },
            _ => Self { other: count.other.saturating_add(1), ..count },
        })
    }

    pub fn total(self) -> u32 {
        self.local.saturating_add(self.other)
    }

    /// Local support per household of the place, so that a large RT does not always win; none where the number of
    /// households is unknown.
    pub fn per_household(self, households: u32) -> Option<Ratio> {
        Ratio::new(self.local, households)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn people(numbers: &BTreeSet<u8>) -> BTreeSet<AccountId> {
        numbers.iter().map(|&number| AccountId(Uuid::from_u128(u128::from(number)))).collect()
    }

    fn id(number: u128) -> ProposalId {
        ProposalId(Uuid::from_u128(number))
    }

    #[test]
    fn support_is_counted_by_home() {
        let kelurahan = RegionCode::parse("15.71.07.1012").expect("code");
        let homes = ["15.71.07.1012-001", "15.71.07.1012-002", "15.71.07.1013-001"].map(|text| RegionCode::parse(text).expect(text));
        let count = SupportCount::of_homes(homes.iter().map(Some).chain([None]), &kelurahan);
        assert_eq!(count, SupportCount { local: 2, other: 2 });
        assert_eq!(count.total(), 4);
        assert_eq!((count.per_household(4), count.per_household(0)), (Ratio::new(1, 2), None));
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

    proptest! {
        #[test]
        fn a_merger_counts_nobody_twice_and_is_undone_exactly(a: BTreeSet<u8>, b: BTreeSet<u8>, c: BTreeSet<u8>) {
            let (first, second, third) = (Supporters::new(people(&a)), Supporters::new(people(&b)), Supporters::new(people(&c)));
            let mut nested = second.clone();
            nested.absorb(id(3), third.clone());
            let mut merged = first.clone();
            merged.absorb(id(2), nested.clone());
            let everybody: BTreeSet<u8> = a.iter().chain(&b).chain(&c).copied().collect();
            prop_assert_eq!(merged.shown(), people(&everybody));
            prop_assert_eq!(merged.own(), first.own());
            prop_assert_eq!(merged.release(id(2)), Some(nested.clone()));
            prop_assert_eq!(&merged, &first);
            prop_assert_eq!(nested.release(id(3)), Some(third));
            prop_assert_eq!(nested, second);
        }
    }
}
