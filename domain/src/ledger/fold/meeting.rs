//! A meeting, as far as its entries tell: how far it is, what is before it, what was given, ordered, moved and decided.
//! An order and a list that do not follow from what was known are no foundation for anything, and are named.

use super::{Unfounded, changed};
use crate::{
    clock::{Day, Instant},
    ids::{AccountId, CriterionId, DelegateId, ProposalId},
    ledger::{
        Counted, Digest, Entry, Event, Facts, Frozen, HandingOverRecord, NotesRecord, OpeningRecord, Order, OrderPlace, SigningRecord,
    },
    musrenbang::{Decision, MusrenbangStatus},
    priority::{AssessorScore, Hundredths, Move, Points, Ranking, ScoreCard, Weights},
    reason::ReasonCode,
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
pub struct MeetingFold {
    pub status: MusrenbangStatus,
    pub scheduled_on: Option<Day>,
    /// The digest of the words; none while there are none.
    pub place: Option<Digest>,
    pub opening: Option<OpeningRecord>,
    pub opened_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    /// Of the minutes.
    pub version: u16,
    pub notes: Option<NotesRecord>,
    /// Whether each is a woman.
    pub delegates: BTreeMap<DelegateId, bool>,
    pub items: BTreeMap<ProposalId, ItemFold>,
    pub scores: BTreeMap<(ProposalId, CriterionId, AccountId), Points>,
    /// The SHA-256 of each version of the minutes.
    pub minutes: BTreeMap<u16, Digest>,
    /// Of the version it is at.
    pub signed: Option<SigningRecord>,
    pub handed_over: Option<HandingOverRecord>,
    /// What counted how much in its orders. The year that says so is another subject, and may be read later.
    pub weights: BTreeSet<Weights>,
    moves: Vec<Move>,
}

/// A proposal before a meeting.
#[derive(Clone, Debug)]
pub struct ItemFold {
    pub arrived_at: Instant,
    pub frozen: Option<Frozen>,
    pub decision: Option<Decision>,
    pub reason: Option<ReasonCode>,
    pub words: Option<Digest>,
    pub proposed: Option<u32>,
    pub rank: Option<u32>,
    pub total: Option<Hundredths>,
    /// None where the order is older than the ledger.
    pub card: Option<ScoreCard>,
}

impl Default for MeetingFold {
    fn default() -> Self {
        Self {
            status: MusrenbangStatus::Prepared,
            scheduled_on: None,
            place: None,
            opening: None,
            opened_at: None,
            closed_at: None,
            version: 1,
            notes: None,
            delegates: BTreeMap::new(),
            items: BTreeMap::new(),
            scores: BTreeMap::new(),
            minutes: BTreeMap::new(),
            signed: None,
            handed_over: None,
            weights: BTreeSet::new(),
            moves: Vec::new(),
        }
    }
}

impl MeetingFold {
    pub(super) fn apply(&mut self, entry: &Entry, by: impl Fn() -> Result<AccountId, Unfounded>) -> Result<(), Unfounded> {
        match &entry.event {
            Event::Scheduled { on, place } => (self.scheduled_on, self.place) = (*on, *place),
            Event::MeetingOpened(record) => {
                self.status = MusrenbangStatus::Open;
                self.opened(record, entry.at);
            }
            Event::OpeningCorrected(record) => self.opened(record, entry.at),
            Event::NotesWritten(notes) => self.notes = Some(notes.clone()),
            Event::DelegateNamed { delegate, is_woman } => changed(self.delegates.insert(*delegate, *is_woman).is_none())?,
            Event::DelegateRemoved { delegate } => changed(self.delegates.remove(delegate).is_some())?,
            Event::MeetingClosed { version, minutes, agreed } => {
                (self.status, self.closed_at, self.version) = (MusrenbangStatus::Closed, Some(entry.at), *version);
                self.minutes.insert(*version, *minutes);
                follows(entry.imported || *agreed == self.agreed())?;
            }
            Event::MinutesRenewed { version, minutes } => {
                (self.status, self.version) = (MusrenbangStatus::Closed, *version);
                (self.signed, self.handed_over) = (None, None);
                changed(self.minutes.insert(*version, *minutes).is_none())?;
            }
            Event::MeetingReopened { version, .. } => {
                (self.status, self.closed_at, self.version) = (MusrenbangStatus::Open, None, *version);
                (self.signed, self.handed_over) = (None, None);
            }
            Event::MinutesSigned(record) => {
                self.status = MusrenbangStatus::Signed;
                follows(record.version == self.version && self.signed.replace(record.clone()).is_none())?;
            }
            Event::MinutesHandedOver(record) => {
                self.status = MusrenbangStatus::Sent;
                let is_signed = self.signed.as_ref().is_some_and(|signed| signed.version == record.version);
                follows(is_signed && self.handed_over.replace(record.clone()).is_none())?;
            }
            Event::Scored { given } => {
                let assessor = by()?;
                self.scores.extend(given.iter().map(|given| ((given.proposal, given.criterion, assessor), given.points)));
            }
            Event::OrderProposed(order) => self.order(order, entry.imported)?,
            Event::LateOrdered(order) => self.order_late(order)?,
            Event::RankMoved { proposal, from, to, order, .. } => {
                let step = Move { proposal: *proposal, from: *from, to: *to };
                self.moves.push(step);
                if !entry.imported {
                    self.moved(step, order)?;
                }
            }
            Event::SuggestionAccepted { .. } => {}
            _ => self.apply_to_item(entry)?,
        }
        Ok(())
    }

    fn apply_to_item(&mut self, entry: &Entry) -> Result<(), Unfounded> {
        match &entry.event {
            Event::ItemArrived { proposal, frozen } => {
                let item = ItemFold { frozen: *frozen, ..ItemFold::new(entry.at) };
                changed(self.items.insert(*proposal, item).is_none())?;
            }
            Event::ItemLeft { proposal } => {
                self.scores.retain(|(scored, ..), _| scored != proposal);
                changed(self.items.remove(proposal).is_some())?;
            }
            Event::SupportFrozen { counts } => {
                for Counted { proposal, local, other } in counts {
                    let frozen = Frozen { local: *local, other: *other, at: entry.at };
                    changed(self.item(*proposal)?.frozen.replace(frozen).is_none())?;
                }
            }
            Event::FrozenAnew(Counted { proposal, local, other }) => {
                let frozen = self.item(*proposal)?.frozen.as_mut().ok_or(Unfounded::Nothing)?;
                (frozen.local, frozen.other) = (*local, *other);
            }
            Event::ItemDecided { proposal, decision, reason, words } => {
                let item = self.item(*proposal)?;
                (item.decision, item.reason, item.words) = (*decision, *reason, *words);
            }
            Event::ReservePromoted { proposal, .. } => {
                let last = self.items.values().filter_map(|item| item.rank).max().unwrap_or(0);
                self.item(*proposal)?.rank = Some(last.saturating_add(1));
            }
            _ => return Err(Unfounded::Subject),
        }
        Ok(())
    }

    fn item(&mut self, proposal: ProposalId) -> Result<&mut ItemFold, Unfounded> {
        self.items.get_mut(&proposal).ok_or(Unfounded::Nothing)
    }

    fn opened(&mut self, record: &OpeningRecord, at: Instant) {
        self.place = record.place;
        self.opening = Some(record.clone());
        self.opened_at.get_or_insert(at);
    }

    /// What assessors gave for a proposal.
    fn given(&self, proposal: ProposalId) -> Vec<AssessorScore> {
        let of_it = self.scores.iter().filter(|((scored, ..), _)| *scored == proposal);
        of_it
            .map(|((_, criterion, assessor), points)| AssessorScore { assessor: *assessor, criterion: *criterion, points: *points })
            .collect()
    }

    fn order(&mut self, order: &Order, imported: bool) -> Result<(), Unfounded> {
        for item in self.items.values_mut() {
            (item.proposed, item.rank, item.total, item.card) = (None, None, None, None);
        }
        if imported {
            return order.places.iter().try_for_each(|place| {
                let item = self.item(place.proposal)?;
                (item.proposed, item.rank, item.total) = (Some(place.proposed), Some(place.rank), Some(place.total));
                Ok(())
            });
        }
        let proposed = self.proposed(order)?;
        let places = OrderPlace::of_all(&proposed, &self.moves);
        self.place(&places, &proposed, order)
    }

    fn order_late(&mut self, order: &Order) -> Result<(), Unfounded> {
        let last = self.items.values().filter_map(|item| item.rank).max().unwrap_or(0);
        let proposed = self.proposed(order)?;
        let is_late = |id| self.items.get(&id).is_some_and(|item| item.rank.is_none());
        let places = OrderPlace::of_late(&proposed, last, is_late);
        self.place(&places, &proposed, order)
    }

    /// Support that has been frozen is what the order is made with.
    fn proposed(&mut self, order: &Order) -> Result<Ranking, Unfounded> {
        let counts_as_frozen = |facts: &Facts| {
            let frozen = self.items.get(&facts.proposal).and_then(|item| item.frozen);
            frozen.is_none_or(|frozen| frozen.local == facts.local)
        };
        follows(order.facts.iter().all(counts_as_frozen))?;
        self.weights.insert(order.weights());
        order.proposed(|proposal| self.given(proposal)).ok_or(Unfounded::Rule)
    }

    fn place(&mut self, places: &[OrderPlace], proposed: &Ranking, order: &Order) -> Result<(), Unfounded> {
        follows(places == order.places)?;
        let mut cards: BTreeMap<ProposalId, &ScoreCard> = proposed.iter().map(|(_, ranked)| (ranked.id, &ranked.card)).collect();
        for place in places {
            let item = self.item(place.proposal)?;
            (item.proposed, item.rank, item.total) = (Some(place.proposed), Some(place.rank), Some(place.total));
            item.card = cards.remove(&place.proposal).cloned();
        }
        Ok(())
    }

    /// `order` is what was in the order and may still be agreed on, with the one proposal moved.
    fn moved(&mut self, step: Move, order: &[ProposalId]) -> Result<(), Unfounded> {
        let mut before: Vec<(u32, ProposalId)> = Vec::new();
        for proposal in order {
            before.push((self.item(*proposal)?.rank.ok_or(Unfounded::Nothing)?, *proposal));
        }
        before.sort_unstable();
        let mut after: Vec<ProposalId> = before.into_iter().map(|(_, proposal)| proposal).collect();
        step.put(&mut after, |id| *id);
        follows(after == order)?;
        for (rank, proposal) in (1..).zip(order) {
            self.item(*proposal)?.rank = Some(rank);
        }
        Ok(())
    }

    /// The list that goes up: what was agreed and has a place, in the order of the meeting.
    fn agreed(&self) -> Vec<ProposalId> {
        let agreed = self.items.iter().filter(|(_, item)| item.decision == Some(Decision::Agreed));
        let mut ranked: Vec<(u32, ProposalId)> = agreed.filter_map(|(id, item)| Some((item.rank?, *id))).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, id)| id).collect()
    }
}

impl ItemFold {
    fn new(arrived_at: Instant) -> Self {
        Self { arrived_at, frozen: None, decision: None, reason: None, words: None, proposed: None, rank: None, total: None, card: None }
    }
}

fn follows(follows: bool) -> Result<(), Unfounded> {
    if follows { Ok(()) } else { Err(Unfounded::Rule) }
}
