//! What has to be known of the entries so far to publish the next one: who backs what, from where, and which proposals
//! are one family. Only what is asked for is held, so that a city of a million entries does not have to be read first.

use super::{AS_MANY_OTHERS, Pseudonyms, PublicEntry, Publicity, Same, part, publicity, without_private_parts};
use crate::{
    ids::{AccountId, EntryId, ProposalId},
    ledger::{Entry, Event, Subject},
    permission::Acting,
    region::{RegionCode, RegionLevel},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Stands behind the last entry that was published or withheld.
#[derive(Clone, Debug, Default)]
pub struct Publisher {
    proposals: BTreeMap<ProposalId, Known>,
    above: BTreeMap<ProposalId, ProposalId>,
    below: BTreeMap<ProposalId, BTreeSet<ProposalId>>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    is_sent: bool,
    supporters: BTreeMap<AccountId, Option<RegionCode>>,
    of_homes: BTreeMap<RegionCode, u32>,
}

impl Publisher {
    /// `mergers` are all entries so far that merge or part, those of one proposal in their order.
    pub fn new<'a>(mergers: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut publisher = Self::default();
        for entry in mergers {
            if let Subject::Proposal(id) = entry.subject {
                publisher.relate(id, &entry.event);
            }
        }
        publisher
    }

    /// Whose entries so far have to be learnt before this one can be published.
    pub fn missing(&self, entry: &Entry) -> BTreeSet<ProposalId> {
        let Subject::Proposal(id) = entry.subject else { return BTreeSet::new() };
        let mut needed = match &entry.event {
            Event::SupportGiven { .. } => self.family(id),
            Event::Merged { into } => self.family(id).into_iter().chain(self.family(*into)).collect(),
            _ => BTreeSet::from([id]),
        };
        needed.retain(|id| !self.proposals.contains_key(id));
        needed
    }

    /// The entries of a proposal so far; only those that send it and those about its supporters matter.
    pub fn learn<'a>(&mut self, id: ProposalId, entries: impl IntoIterator<Item = &'a Entry>) {
        let mut known = Known::default();
        for entry in entries {
            known.apply(entry);
        }
        self.proposals.insert(id, known);
    }

    /// How much is held.
    pub fn held(&self) -> usize {
        self.proposals.values().map(|known| known.supporters.len() + 1).sum()
    }

    /// The entry as everybody may read it; nothing where nobody may.
    pub fn publish(&mut self, entry: &Entry, pseudonyms: &impl Pseudonyms) -> Option<PublicEntry> {
        let is_public = match publicity(entry) {
            Publicity::Public => true,
            Publicity::Never => false,
            Publicity::OnceSent(id) => matches!(entry.event, Event::Sent { .. }) || self.of(id).is_some_and(|known| known.is_sent),
        };
        let published = is_public.then(|| self.published(entry, pseudonyms));
        if let Subject::Proposal(id) = entry.subject {
            self.proposals.entry(id).or_default().apply(entry);
            self.relate(id, &entry.event);
        }
        published
    }

    fn published(&self, entry: &Entry, pseudonyms: &impl Pseudonyms) -> PublicEntry {
        let subject = entry.subject.id();
        let name = |account, part| AccountId(pseudonyms.pseudonym(subject, account, part));
        let place = |person: Option<AccountId>, home: &RegionCode| self.place(entry.subject, person, home);
        let by = entry.acting.as_ref().map(|acting| acting.account);
        let acting = entry.acting.as_ref().map(|acting| Acting {
            account: name(acting.account, part(&entry.event, acting.role)),
            region: acting.region.as_ref().map(|region| match acting.role {
                Some(_) => region.clone(),
                None => place(by, region),
            }),
            ..acting.clone()
        });
        let event = without_private_parts(&entry.event, entry.acting.as_ref(), |person| name(person, ""), place);
        let same = self.same(entry).into_iter().map(|(one, other, person)| {
            let name = |id: ProposalId| AccountId(pseudonyms.pseudonym(id.0, person, ""));
            Same(one, name(one), other, name(other))
        });
        let mut same: Vec<Same> = same.collect();
        // Not in the order of accounts, which is that of their age.
        same.sort_unstable();
        PublicEntry { entry: Entry { id: EntryId(Uuid::nil()), acting, event, ..entry.clone() }, same }
    }

    /// The RT, or the kelurahan where too few others of it stand there.
    fn place(&self, subject: Subject, person: Option<AccountId>, home: &RegionCode) -> RegionCode {
        let others = match subject {
            Subject::Proposal(id) => self.of(id).map_or(0, |known| known.others_of(home, person)),
            _ => 0,
        };
        let is_known_by_it = home.level() == RegionLevel::Rt && others < AS_MANY_OTHERS;
        if is_known_by_it { home.kelurahan().unwrap_or_else(|| home.city()) } else { home.clone() }
    }

    /// People who are counted once from now on, with two proposals of which each backs both. Those who backed several of
    /// one family before are said to be one person already.
    fn same(&self, entry: &Entry) -> Vec<(ProposalId, ProposalId, AccountId)> {
        let Subject::Proposal(id) = entry.subject else { return Vec::new() };
        match (&entry.event, &entry.acting) {
            (Event::SupportGiven { .. }, Some(acting)) => {
                let others = self.family(id).into_iter().filter(|other| *other != id);
                let first = others.into_iter().find(|other| self.of(*other).is_some_and(|known| known.has(acting.account)));
                first.map(|other| (id, other, acting.account)).into_iter().collect()
            }
            (Event::Merged { into }, _) => {
                let (ours, theirs) = (self.family(id), self.family(*into));
                if ours.contains(into) {
                    return Vec::new();
                }
                let (ours, theirs) = (self.people(&ours), self.people(&theirs));
                ours.into_iter().filter_map(|(person, one)| Some((one, *theirs.get(&person)?, person))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Everybody who backs one of them, with the first that they back.
    fn people(&self, family: &BTreeSet<ProposalId>) -> BTreeMap<AccountId, ProposalId> {
        let mut people = BTreeMap::new();
        for id in family {
            for person in self.of(*id).into_iter().flat_map(|known| known.supporters.keys()) {
                people.entry(*person).or_insert(*id);
            }
        }
        people
    }

    /// All that went, however far, into what this one went into; itself among them.
    fn family(&self, id: ProposalId) -> BTreeSet<ProposalId> {
        let mut line = BTreeSet::new();
        let mut top = id;
        while let Some(above) = self.above.get(&top).filter(|_| line.insert(top)) {
            top = *above;
        }
        let (mut family, mut ahead) = (BTreeSet::new(), vec![top]);
        while let Some(next) = ahead.pop() {
            if family.insert(next) {
                ahead.extend(self.below.get(&next).into_iter().flatten());
            }
        }
        family
    }

    fn relate(&mut self, id: ProposalId, event: &Event) {
        let into = match event {
            Event::Merged { into } => Some(*into),
            Event::Parted => None,
            _ => return,
        };
        let before = match into {
            Some(into) => self.above.insert(id, into),
            None => self.above.remove(&id),
        };
        if let Some(below) = before.and_then(|before| self.below.get_mut(&before)) {
            below.remove(&id);
        }
        if let Some(into) = into {
            self.below.entry(into).or_default().insert(id);
        }
    }

    fn of(&self, id: ProposalId) -> Option<&Known> {
        self.proposals.get(&id)
    }
}

impl Known {
    /// What cannot have happened changes nothing: saying so is the matter of a recount.
    fn apply(&mut self, entry: &Entry) {
        let by = entry.acting.as_ref().map(|acting| acting.account);
        match (&entry.event, by) {
            (Event::Sent { .. }, _) => self.is_sent = true,
            (Event::SupportGiven { home }, Some(by)) => self.add(by, home.clone()),
            (Event::SupportWithdrawn, Some(by)) => self.take(by),
            (Event::SupporterSettled { person, home }, _) if self.has(*person) => self.add(*person, home.clone()),
            _ => {}
        }
    }

    fn add(&mut self, person: AccountId, home: Option<RegionCode>) {
        self.take(person);
        if let Some(home) = &home {
            let count = self.of_homes.entry(home.clone()).or_default();
            *count = count.saturating_add(1);
        }
        self.supporters.insert(person, home);
    }

    fn take(&mut self, person: AccountId) {
        let home = self.supporters.remove(&person).flatten();
        if let Some(count) = home.and_then(|home| self.of_homes.get_mut(&home)) {
            *count = count.saturating_sub(1);
        }
    }

    fn has(&self, person: AccountId) -> bool {
        self.supporters.contains_key(&person)
    }

    fn others_of(&self, home: &RegionCode, person: Option<AccountId>) -> u32 {
        let all = self.of_homes.get(home).copied().unwrap_or(0);
        let own = person.and_then(|person| self.supporters.get(&person));
        let is_one = own.is_some_and(|own| own.as_ref() == Some(home));
        all.saturating_sub(u32::from(is_one))
    }
}
