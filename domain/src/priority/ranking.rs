//! The order a score proposes, the moves a meeting makes in it, and what of it the money reaches.
//! What is agreed and what is reserve is decided by the meeting; here it is only suggested.

use super::{Candidate, Criteria, Hundredths, ScoreCard};
use crate::{clock::Instant, cycle::Ceiling, ids::ProposalId, money::Rupiah, ratio::Ratio, refusal::Refusal};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeMap};

/// One proposal in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub id: ProposalId,
    pub physical: bool,
    pub cost: Rupiah,
    pub card: ScoreCard,
}

/// The meeting moves a rank. Each move has a reason and is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub proposal: ProposalId,
    /// The rank it had, so that two moves made at once are noticed.
    pub from: u32,
    pub to: u32,
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
    /// What has been agreed, and suggested down to here, of this kind, physical or not, this one included.
    pub running_total: Rupiah,
    /// What the meeting has said, or what the money suggests.
    pub suggestion: Suggestion,
}

impl Move {
    /// In a list that holds the proposal; in any other it moves nothing.
    pub(crate) fn put<T>(self, list: &mut Vec<T>, id: impl Fn(&T) -> ProposalId) {
        if let Some(at) = list.iter().position(|one| id(one) == self.proposal) {
            let moved = list.remove(at);
            let to = usize::try_from(self.to.saturating_sub(1)).unwrap_or(usize::MAX).min(list.len());
            list.insert(to, moved);
        }
    }
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

    /// A word for this order, another one for any other: a form says by it on which order it was made.
    pub fn mark(&self) -> String {
        // FNV-1a: not against forgers, who gain nothing by it.
        let bytes = self.0.iter().flat_map(|ranked| ranked.id.0.into_bytes());
        let mark = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{mark:016x}")
    }

    /// One move, by somebody who saw this order.
    pub fn moved(self, step: Move) -> Result<Self, Refusal> {
        let at = self.rank_of(step.proposal).ok_or(Refusal::NotFound)?;
        if at != step.from {
            return Err(Refusal::ChangedMeanwhile);
        }
        let last = self.len();
        if !(1..=last).contains(&step.to) {
            return Err(Refusal::RankOutOfRange { last });
        }
        Ok(self.replay(&[step]))
    }

    /// Moves that were made in an order that was computed anew since: each proposal goes again where the meeting put
    /// it, or last where there are not so many any more. Moves of what is no longer in the order move nothing.
    #[must_use]
    pub fn replay(mut self, moves: &[Move]) -> Self {
        for step in moves {
            step.put(&mut self.0, |ranked| ranked.id);
        }
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

    /// What the meeting has agreed takes its money first, wherever it stands and even beyond the ceiling; what it has
    /// put in reserve takes none. From the first rank down, each of the others is suggested when it fits in what is
    /// left for its kind, and is reserve when it does not; a smaller item further down may still fit. Without an
    /// announced ceiling everything fits.
    pub fn within(&self, ceiling: Option<&Ceiling>, decided: impl Fn(ProposalId) -> Option<Suggestion>) -> Vec<Placed> {
        let agreed = |physical: bool| {
            let taken = self.0.iter().filter(|ranked| ranked.physical == physical && decided(ranked.id) == Some(Suggestion::Agree));
            Rupiah::total(taken.map(|ranked| ranked.cost)).unwrap_or(Rupiah::MAX)
        };
        let mut taken = [agreed(false), agreed(true)];
        self.iter()
            .map(|(rank, ranked)| {
                let so_far = &mut taken[usize::from(ranked.physical)];
                let limit = ceiling.map_or(Rupiah::MAX, |ceiling| ceiling.part(ranked.physical));
                let suggestion = decided(ranked.id).unwrap_or_else(|| {
                    let after = so_far.checked_add(ranked.cost).ok().filter(|&sum| sum <= limit);
                    *so_far = after.unwrap_or(*so_far);
                    if after.is_some() { Suggestion::Agree } else { Suggestion::Reserve }
                });
                Placed { rank, id: ranked.id, physical: ranked.physical, cost: ranked.cost, running_total: *so_far, suggestion }
            })
            .collect()
    }
}

/// When money appears, the first reserve that fits moves up. `reserves` come in the order of the reserve list, each
/// with its kind (physical or not) and cost; `left` is what is left of the ceiling.
pub fn first_reserve_that_fits(reserves: impl IntoIterator<Item = (ProposalId, bool, Rupiah)>, left: &Ceiling) -> Option<ProposalId> {
    reserves.into_iter().find_map(|(id, physical, cost)| (cost <= left.part(physical)).then_some(id))
}
