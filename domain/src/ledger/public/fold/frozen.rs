//! What meetings count of support is made again, in the order in which everything happened: what they froze, what they
//! counted anew after a merger, and what the next meeting took over. What was imported is as it was kept.

use super::PublicFold;
use crate::{
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    ledger::{Counted, Entry, Event, Frozen, Subject, Unfounded},
    proposal::{EventKind, SupportCount},
};

/// Through which meetings a proposal has gone.
#[derive(Clone, Debug, Default)]
pub struct Path {
    /// What it stands or stood before, each at the stage at which it came there; the first one first.
    came: Vec<(MusrenbangId, StageKind)>,
    /// The stage of the meeting that hands on what it froze; nothing while the next meeting counts by itself.
    handed_on_from: Option<StageKind>,
    /// What a meeting had frozen that the proposal has just left.
    left: Option<Frozen>,
}

impl PublicFold {
    /// Before the entry is folded.
    pub(super) fn check_frozen(&self, entry: &Entry) -> Result<(), Unfounded> {
        let Subject::Musrenbang(meeting) = entry.subject else { return Ok(()) };
        let is_right = match &entry.event {
            _ if entry.imported => true,
            Event::SupportFrozen { counts } => {
                let support = self.fold.support_of_some(counts.iter().map(|count| count.proposal), |pseudonym| self.person(pseudonym));
                counts.iter().all(|count| support.get(&count.proposal).is_some_and(|support| is_equal(count, *support)))
            }
            Event::FrozenAnew(count) => {
                let support = self.fold.frozen_support(meeting, count.proposal, |pseudonym| self.person(pseudonym));
                support.is_none_or(|support| is_equal(count, support))
            }
            Event::ItemArrived { proposal, frozen } => self.may_arrive(*proposal, *frozen),
            _ => true,
        };
        if is_right { Ok(()) } else { Err(Unfounded::Rule) }
    }

    /// A meeting hands on what it froze, except that of an RT. Whatever else takes support along, as what was passed
    /// on to another forum, had it frozen by a meeting that it stood before; the others are counted by the meeting
    /// itself.
    fn may_arrive(&self, proposal: ProposalId, frozen: Option<Frozen>) -> bool {
        let Some(path) = self.paths.get(&proposal) else { return frozen.is_none() };
        match path.handed_on_from {
            Some(StageKind::Rt) => frozen.is_none(),
            Some(stage) => match path.came.iter().rfind(|(_, at)| *at == stage) {
                Some((meeting, _)) => frozen == self.frozen_at(*meeting, proposal),
                // It came there before the ledger began.
                None => true,
            },
            None => frozen.is_none() || frozen == path.left || path.came.iter().any(|(came, _)| frozen == self.frozen_at(*came, proposal)),
        }
    }

    fn frozen_at(&self, meeting: MusrenbangId, proposal: ProposalId) -> Option<Frozen> {
        self.fold.meetings.get(&meeting)?.items.get(&proposal)?.frozen
    }

    /// Where proposals go; before the entry is folded, too.
    pub(super) fn follow(&mut self, entry: &Entry) {
        match (entry.subject, &entry.event) {
            (Subject::Proposal(id), Event::Moved(leg)) if !entry.imported => {
                let before = self.fold.proposals.get(&id).and_then(|proposal| proposal.state).map(|state| state.position.stage);
                let path = self.paths.entry(id).or_default();
                match leg.what {
                    EventKind::Arrived | EventKind::Reinstated => path.handed_on_from = before,
                    EventKind::WentOn => {}
                    _ => path.handed_on_from = None,
                }
            }
            (Subject::Musrenbang(meeting), Event::ItemArrived { proposal, .. }) => {
                let state = self.fold.proposals.get(proposal).and_then(|proposal| proposal.state);
                let path = self.paths.entry(*proposal).or_default();
                (path.handed_on_from, path.left) = (None, None);
                path.came.extend(state.filter(|_| !entry.imported).map(|state| (meeting, state.position.stage)));
            }
            (Subject::Musrenbang(meeting), Event::ItemLeft { proposal }) => {
                let frozen = self.frozen_at(meeting, *proposal);
                let path = self.paths.entry(*proposal).or_default();
                let stage = path.came.iter().find(|(came, _)| *came == meeting).map(|(_, stage)| *stage);
                // What it takes along is what it leaves.
                path.handed_on_from = path.handed_on_from.filter(|from| Some(*from) != stage);
                path.came.retain(|(came, _)| *came != meeting);
                path.left = frozen.or(path.left);
            }
            _ => {}
        }
    }
}

fn is_equal(count: &Counted, support: SupportCount) -> bool {
    (count.local, count.other) == (support.local, support.other)
}
