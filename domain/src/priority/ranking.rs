//! The order a score proposes, the moves a meeting makes in it, and what of it the money reaches.
//! What is agreed and what is reserve is decided by the meeting; here it is only suggested.

use super::{Candidate, Criteria, Hundredths, ScoreCard};
use crate::{clock::Instant, cycle::Ceiling, ids::ProposalId, money::Rupiah, ratio::Ratio, reason::Reason, refusal::Refusal};
use serde::{Deserialize, Serialize};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// One proposal in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub id: ProposalId,
    pub physical: bool,
    pub cost: Rupiah,
    pub card: ScoreCard,
}

/// The meeting moves a rank. Each move has a reason and is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub proposal: ProposalId,
    /// The rank it had, so that two moves made at once are noticed.
    pub from: u32,
    pub to: u32,
    pub reason: Reason,
}

coded_enum! {
    /// What the money suggests.
    pub enum Suggestion {
        Agree = "agree",
        Reserve = "reserve",
    }
}

/// One line of the walk through the ranking with the ceiling in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub rank: u32,
    pub id: ProposalId,
    pub physical: bool,
    pub cost: Rupiah,
    /// What the suggested items of this kind, physical or not, have taken so far, this one included.
    pub running_total: Rupiah,
    pub suggestion: Suggestion,
}

/// An order without ties or gaps: ranks are places, 1 to n.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking(Vec<Ranked>);

type Key = (Reverse<Hundredths>, Reverse<Option<Ratio>>, Instant, ProposalId);

impl Ranking {
    /// Score first; then support per household, then the earlier submission, then the identifier, so that no two
    /// proposals are ever equal and the order does not depend on how they were handed in.
    pub fn propose(candidates: &[Candidate], criteria: &Criteria) -> Self {
        let mut cards = criteria.score(candidates);
        let mut ordered: BTreeMap<Key, Ranked> = BTreeMap::new();
        for candidate in candidates {
            // A card is taken out once, so a proposal handed in twice has one place.
            let Some(card) = cards.remove(&candidate.id) else { continue };
            let key = (Reverse(card.total), Reverse(candidate.support_per_household), candidate.submitted_at, candidate.id);
            ordered.insert(key, Ranked { id: candidate.id, physical: candidate.physical, cost: candidate.cost, card });
        }
        Self(ordered.into_values().collect())
    }

    /// An order that was kept.
    pub fn in_order(ranked: Vec<Ranked>) -> Self {
        Self(ranked)
    }

    /// Applies moves in the order in which they were made.
    pub fn with_moves(self, moves: &[Move]) -> Result<Self, Refusal> {
        moves.iter().try_fold(self, Self::moved)
    }

    fn moved(mut self, step: &Move) -> Result<Self, Refusal> {
        let last = self.len();
        let at = self.0.iter().position(|ranked| ranked.id == step.proposal).ok_or(Refusal::NotFound)?;
        if u32::try_from(at + 1) != Ok(step.from) {
            return Err(Refusal::ChangedMeanwhile);
        }
        if !(1..=last).contains(&step.to) {
            return Err(Refusal::RankOutOfRange { last });
        }
        let ranked = self.0.remove(at);
        self.0.insert((step.to - 1) as usize, ranked);
        Ok(self)
    }

    /// The same order without the others: ranks close up.
    #[must_use]
    pub fn only(mut self, keep: &BTreeSet<ProposalId>) -> Self {
        self.0.retain(|ranked| keep.contains(&ranked.id));
        self
    }

    pub fn len(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ranks and proposals, the first first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Ranked)> {
        (1..).zip(&self.0)
    }

    pub fn rank_of(&self, proposal: ProposalId) -> Option<u32> {
        self.iter().find_map(|(rank, ranked)| (ranked.id == proposal).then_some(rank))
    }

    /// From the first rank down, each item is suggested when it fits in what is left for its kind, and is reserve when it
    /// does not; a smaller item further down may still fit. Without an announced ceiling everything fits.
    pub fn within(&self, ceiling: Option<&Ceiling>) -> Vec<Placed> {
        let mut taken = [Rupiah::ZERO; 2];
        self.iter()
            .map(|(rank, ranked)| {
                let so_far = &mut taken[usize::from(ranked.physical)];
                let limit = ceiling.map_or(Rupiah::MAX, |ceiling| ceiling.part(ranked.physical));
                let after = so_far.checked_add(ranked.cost).ok().filter(|&sum| sum <= limit);
                let suggestion = if after.is_some() { Suggestion::Agree } else { Suggestion::Reserve };
                *so_far = after.unwrap_or(*so_far);
                Placed { rank, id: ranked.id, physical: ranked.physical, cost: ranked.cost, running_total: *so_far, suggestion }
            })
            .collect()
    }
}

/// When money appears, the first reserve that fits moves up. `reserves` come in the order of the reserve list, each with
/// its kind (physical or not) and cost; `left` is what is left of the ceiling.
pub fn first_reserve_that_fits(reserves: impl IntoIterator<Item = (ProposalId, bool, Rupiah)>, left: &Ceiling) -> Option<ProposalId> {
    reserves.into_iter().find_map(|(id, physical, cost)| (cost <= left.part(physical)).then_some(id))
}
