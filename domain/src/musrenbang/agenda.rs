//! What a meeting has before it when it wants to close, and what still keeps it from closing.

use super::{Attendance, Decision};
use crate::{cycle::Ceiling, ids::ProposalId, money::Rupiah, proposal::Status, reason::Note};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One proposal before the meeting, as far as closing is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    pub id: ProposalId,
    pub status: Status,
    pub physical: bool,
    pub cost: Rupiah,
    pub rank: Option<u32>,
    pub has_reason: bool,
    pub has_agency: bool,
}

/// Everything closing looks at.
#[derive(Clone, Debug, Default)]
pub struct Agenda<'a> {
    pub items: &'a [AgendaItem],
    /// None where no money was announced.
    pub ceiling: Option<Ceiling>,
    /// Why the agreed items pass the ceiling.
    pub ceiling_note: Option<&'a Note>,
    pub delegates: Attendance,
    /// In percent of the delegates.
    pub wanted_women: u32,
    pub women_note: Option<&'a Note>,
    /// Another meeting comes after this one, so delegates are sent to it.
    pub has_next_meeting: bool,
    /// The next meetings are those of agencies: what is agreed must have one.
    pub goes_to_agencies: bool,
}

/// What still keeps a meeting from closing, each by itself, so that it can be shown and dealt with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Blocker {
    Undecided {
        proposal: ProposalId,
    },
    ReasonMissing {
        proposal: ProposalId,
    },
    RankMissing {
        proposal: ProposalId,
    },
    /// The next meeting is an agency's, and nobody has said which.
    AgencyMissing {
        proposal: ProposalId,
    },
    RankTied {
        rank: u32,
        proposals: Vec<ProposalId>,
    },
    /// Nothing has this rank, though something stands below it.
    RankSkipped {
        rank: u32,
    },
    CeilingExceeded {
        physical: bool,
        by: Rupiah,
    },
    DelegatesMissing,
}

impl Blocker {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Undecided { .. } => "undecided",
            Self::ReasonMissing { .. } => "reason_missing",
            Self::RankMissing { .. } => "rank_missing",
            Self::AgencyMissing { .. } => "agency_missing",
            Self::RankTied { .. } => "rank_tied",
            Self::RankSkipped { .. } => "rank_skipped",
            Self::CeilingExceeded { .. } => "ceiling_exceeded",
            Self::DelegatesMissing => "delegates_missing",
        }
    }
}

impl Agenda<'_> {
    /// Every proposal has a decision, every decision but "agreed" a reason, the agreed ones ranks 1 to n, the totals
    /// stand within the ceiling or a note says why not, and delegates are named where there is a next meeting.
    pub fn blockers(&self) -> Vec<Blocker> {
        let mut blockers = Vec::new();
        for item in self.items {
            match Decision::of(item.status) {
                _ if item.status.awaits_decision() => blockers.push(Blocker::Undecided { proposal: item.id }),
                Some(decision) if decision.needs_reason() && !item.has_reason => {
                    blockers.push(Blocker::ReasonMissing { proposal: item.id });
                }
                _ => {}
            }
        }
        if self.goes_to_agencies {
            let homeless = self.agreed().filter(|item| !item.has_agency);
            blockers.extend(homeless.map(|item| Blocker::AgencyMissing { proposal: item.id }));
        }
        self.rank_blockers(&mut blockers);
        self.ceiling_blockers(&mut blockers);
        if self.has_next_meeting && self.delegates.total == 0 {
            blockers.push(Blocker::DelegatesMissing);
        }
        blockers
    }

    /// Fewer women than wanted among the delegates asks for a written note. It is asked for and never blocks.
    pub fn wants_women_note(&self) -> bool {
        self.has_next_meeting && self.delegates.has_few_women(self.wanted_women) && self.women_note.is_none()
    }

    fn agreed(&self) -> impl Iterator<Item = &AgendaItem> {
        self.items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed))
    }

    fn rank_blockers(&self, blockers: &mut Vec<Blocker>) {
        let mut by_rank: BTreeMap<u32, Vec<ProposalId>> = BTreeMap::new();
        for item in self.agreed() {
            match item.rank {
                Some(rank) => by_rank.entry(rank).or_default().push(item.id),
                None => blockers.push(Blocker::RankMissing { proposal: item.id }),
            }
        }
        let skipped = (1..).zip(by_rank.keys()).find(|&(expected, &rank)| expected != rank).map(|(expected, _)| expected);
        let tied = by_rank.into_iter().filter(|(_, proposals)| proposals.len() > 1);
        blockers.extend(tied.map(|(rank, proposals)| Blocker::RankTied { rank, proposals }));
        blockers.extend(skipped.map(|rank| Blocker::RankSkipped { rank }));
    }

    fn ceiling_blockers(&self, blockers: &mut Vec<Blocker>) {
        let (Some(ceiling), None) = (self.ceiling, self.ceiling_note) else { return };
        for physical in [true, false] {
            let spent = Rupiah::total(self.agreed().filter(|item| item.physical == physical).map(|item| item.cost));
            let excess = ceiling.excess(physical, spent.unwrap_or(Rupiah::MAX));
            blockers.extend(excess.map(|by| Blocker::CeilingExceeded { physical, by }));
        }
    }
}
