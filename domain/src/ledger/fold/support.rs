//! The support of families: a proposal and everything merged into it, however far, each person once. Local is whoever
//! lives in the kelurahan of the proposal itself.

use super::Fold;
use crate::{
    clock::Instant,
    ids::{AccountId, MusrenbangId, ProposalId},
    proposal::SupportCount,
    region::RegionCode,
};
use std::collections::BTreeMap;

/// Its members, each with the instant up to which those who back it count; none where all do.
type Family = BTreeMap<ProposalId, Option<Instant>>;

impl Fold {
    /// Of every proposal.
    pub fn support(&self) -> BTreeMap<ProposalId, SupportCount> {
        self.support_of_persons(|account| account)
    }

    /// The same where one person may have several names.
    pub fn support_of_persons(&self, person: impl Fn(AccountId) -> AccountId) -> BTreeMap<ProposalId, SupportCount> {
        self.support_of_some(self.proposals.keys().copied(), person)
    }

    /// Of these proposals only, each with everything that went into it.
    pub fn support_of_some(
        &self,
        wanted: impl IntoIterator<Item = ProposalId>,
        person: impl Fn(AccountId) -> AccountId,
    ) -> BTreeMap<ProposalId, SupportCount> {
        wanted.into_iter().map(|id| (id, self.support_of(id, &self.family(id, None, |_| None), &person))).collect()
    }

    /// What a meeting counts of a proposal whose family has become another one since it froze it: each member brings
    /// whom it had when it was frozen there itself, or else when that was which it went into. None where nothing is
    /// frozen.
    pub fn frozen_support(&self, meeting: MusrenbangId, id: ProposalId, person: impl Fn(AccountId) -> AccountId) -> Option<SupportCount> {
        let items = &self.meetings.get(&meeting)?.items;
        let frozen_at = |id: ProposalId| items.get(&id).and_then(|item| item.frozen).map(|frozen| frozen.at);
        let family = self.family(id, Some(frozen_at(id)?), frozen_at);
        Some(self.support_of(id, &family, &person))
    }

    /// The proposal and everything that went into it, however far. What has no instant of its own has that of what it
    /// went into. A circle, which no rule allows, ends where it closes.
    fn family(&self, id: ProposalId, until: Option<Instant>, own: impl Fn(ProposalId) -> Option<Instant>) -> Family {
        let mut family = Family::new();
        let mut ahead = vec![(id, until)];
        while let Some((next, until)) = ahead.pop() {
            if family.insert(next, until).is_none() {
                ahead.extend(self.parts_of(next).map(|part| (part, own(part).or(until))));
            }
        }
        family
    }

    fn support_of(&self, id: ProposalId, family: &Family, who: &impl Fn(AccountId) -> AccountId) -> SupportCount {
        let kelurahan = self.proposals.get(&id).and_then(|proposal| proposal.rt.as_ref()).and_then(RegionCode::kelurahan);
        let mut people: BTreeMap<AccountId, bool> = BTreeMap::new();
        for (member, until) in family.iter().filter_map(|(id, until)| Some((self.proposals.get(id)?, until))) {
            let in_time = member.supporters.iter().filter(|(_, backing)| until.is_none_or(|until| backing.since <= until));
            for (person, home) in in_time.filter_map(|(person, backing)| Some((person, backing.home.as_ref()?))) {
                *people.entry(who(*person)).or_default() |= kelurahan.as_ref().is_some_and(|kelurahan| kelurahan.contains(home));
            }
        }
        let mut count = SupportCount::default();
        for is_local in people.into_values() {
            let side = if is_local { &mut count.local } else { &mut count.other };
            *side = side.saturating_add(1);
        }
        count
    }
}
