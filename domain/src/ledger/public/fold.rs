//! Counts from what is public. One person has a pseudonym for each proposal; which of them are one is said by entries,
//! and stays true whatever happens afterwards.

use super::{PublicEntry, Same, frozen::Path};
use crate::{
    ids::{AccountId, ProposalId},
    ledger::{Fold, Unfounded},
    proposal::SupportCount,
};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct PublicFold {
    /// Everything but the support of families.
    pub fold: Fold,
    /// Leads from a pseudonym to another one of the same person, until there is none that leads further.
    pub(super) leads: BTreeMap<AccountId, AccountId>,
    pub(super) paths: BTreeMap<ProposalId, Path>,
}

impl PublicFold {
    pub fn apply(&mut self, public: &PublicEntry) -> Result<(), Unfounded> {
        for Same(_, one, _, other) in &public.same {
            let (one, other) = (self.person(*one), self.person(*other));
            if one != other {
                self.leads.insert(one, other);
            }
        }
        let checked = self.check_frozen(&public.entry);
        self.follow(&public.entry);
        // What a meeting says of support is named where it is wrong; what follows it is counted all the same.
        self.fold.apply(&public.entry)?;
        checked
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
