//! Counts from what is public. One person has a pseudonym for each proposal; which of them are one is said by entries,
//! and stays true whatever happens afterwards.

mod frozen;

use super::{PublicEntry, Same, households::Households, needs::Needs};
use crate::{
    ids::{AccountId, ProposalId},
    ledger::{Entry, Event, Fold, Unfounded},
    priority::Weighed,
    proposal::SupportCount,
};
use frozen::Path;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct PublicFold {
    /// Everything but the support of families.
    pub fold: Fold,
    /// Leads from a pseudonym to another one of the same person, until there is none that leads further.
    pub(super) leads: BTreeMap<AccountId, AccountId>,
    pub(super) paths: BTreeMap<ProposalId, Path>,
    households: Households,
    needs: Needs,
}

impl PublicFold {
    pub fn apply(&mut self, public: &PublicEntry) -> Result<(), Unfounded> {
        for Same(_, one, _, other) in &public.same {
            let (one, other) = (self.person(*one), self.person(*other));
            if one != other {
                self.leads.insert(one, other);
            }
        }
        let checked = self.check_frozen(&public.entry).and(self.check_order(&public.entry));
        self.follow(&public.entry);
        self.households.learn(&public.entry.event);
        self.needs.learn(&public.entry);
        // What a meeting says of support is named where it is wrong; what follows it is counted all the same.
        self.fold.apply(&public.entry)?;
        checked
    }

    /// An order weighs support by the households that were told, what was asked for as it was told, and everything by
    /// what was set for some year: in which one a meeting is, entries do not say.
    fn check_order(&self, entry: &Entry) -> Result<(), Unfounded> {
        let (Event::OrderProposed(order) | Event::LateOrdered(order)) = &entry.event else { return Ok(()) };
        let rt = |id| self.fold.proposals.get(&id).and_then(|proposal| proposal.rt.as_ref());
        let weights = order.weights();
        let is_set = |set: &[Weighed]| Weighed::by_code(set) == weights;
        let is_weighed = is_set(&Weighed::defaults()) || self.fold.weights.values().any(|set| is_set(set));
        let follows = entry.imported || (is_weighed && self.households.are_those_of(order, rt) && self.needs.are_those_of(order));
        if follows { Ok(()) } else { Err(Unfounded::Rule) }
    }

    /// As [`Fold::support`], with each person once.
    pub fn support(&self) -> BTreeMap<ProposalId, SupportCount> {
        self.fold.support_of_persons(|pseudonym| self.person(pseudonym))
    }

    pub(super) fn person(&self, pseudonym: AccountId) -> AccountId {
        let mut person = pseudonym;
        while let Some(next) = self.leads.get(&person) {
            person = *next;
        }
        person
    }
}
