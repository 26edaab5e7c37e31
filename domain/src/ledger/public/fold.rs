//! Counts from what is public. One person has a pseudonym for each proposal; which of them are one is said by entries,
//! and stays true whatever happens afterwards.

use super::{PublicEntry, Same};
use crate::{
    ids::{AccountId, ProposalId},
    ledger::{Counted, Entry, Event, Fold, Unfounded},
    proposal::SupportCount,
};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct PublicFold {
    /// Everything but the support of families.
    pub fold: Fold,
    /// Leads from a pseudonym to another one of the same person, until there is none that leads further.
    pub(super) leads: BTreeMap<AccountId, AccountId>,
}

impl PublicFold {
    pub fn apply(&mut self, public: &PublicEntry) -> Result<(), Unfounded> {
        for Same(_, one, _, other) in &public.same {
            let (one, other) = (self.person(*one), self.person(*other));
            if one != other {
                self.leads.insert(one, other);
            }
        }
        self.check_frozen(&public.entry)?;
        self.fold.apply(&public.entry)
    }

    /// A meeting counts the support that there was when it froze it. All entries stand in one order here, so that can be
    /// made again; what was imported is as it was kept.
    fn check_frozen(&self, entry: &Entry) -> Result<(), Unfounded> {
        let Event::SupportFrozen { counts } = &entry.event else { return Ok(()) };
        let support = self.fold.support_of_some(counts.iter().map(|count| count.proposal), |pseudonym| self.person(pseudonym));
        let is_right = |count: &Counted| {
            support.get(&count.proposal).is_some_and(|support| (support.local, support.other) == (count.local, count.other))
        };
        if entry.imported || counts.iter().all(is_right) { Ok(()) } else { Err(Unfounded::Rule) }
    }

    /// As [`Fold::support`], with each person once.
    pub fn support(&self) -> BTreeMap<ProposalId, SupportCount> {
        self.fold.support_of_persons(|pseudonym| self.person(pseudonym))
    }

    fn person(&self, pseudonym: AccountId) -> AccountId {
        let mut person = pseudonym;
        while let Some(next) = self.leads.get(&person) {
            person = *next;
        }
        person
    }
}
