//! The order of a meeting as an entry holds it: what was known of each proposal, and the places that followed from it.
//! How points become a score and scores an order is asked in [`crate::priority`].

use crate::{
    clock::Instant,
    ids::{CriterionId, ProposalId},
    money::Rupiah,
    priority::{AssessorScore, Candidate, Criteria, Criterion, Hundredths, Move, Points, Ranked, Ranking, Weights},
    proposal::SupportCount,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Support as a meeting counts it from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    pub local: u32,
    pub other: u32,
    /// Who came later is not in it.
    pub at: Instant,
}

impl Frozen {
    pub fn new(support: SupportCount, at: Instant) -> Self {
        Self { local: support.local, other: support.other, at }
    }

    pub fn support(self) -> SupportCount {
        SupportCount { local: self.local, other: self.other }
    }
}

/// The support of one of the proposals that are frozen together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub proposal: ProposalId,
    pub local: u32,
    pub other: u32,
}

/// A value that an assessor gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub proposal: ProposalId,
    pub criterion: CriterionId,
    pub points: Points,
}

/// What was known of a proposal when it was put in order, beside the values of the assessors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub proposal: ProposalId,
    pub physical: bool,
    pub cost: Rupiah,
    pub local: u32,
    /// Of the place; 0 where they are unknown.
    pub households: u32,
    pub beneficiaries: u32,
    pub years_waiting: u16,
    pub submitted_at: Instant,
}

impl Facts {
    pub fn candidate(&self, scores: Vec<AssessorScore>) -> Candidate {
        let support = SupportCount { local: self.local, other: 0 };
        Candidate {
            id: self.proposal,
            physical: self.physical,
            cost: self.cost,
            support_per_household: support.per_household(self.households),
            beneficiaries: self.beneficiaries,
            years_waiting: self.years_waiting,
            submitted_at: self.submitted_at,
            scores,
        }
    }
}

/// A place that a proposal got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPlace {
    pub proposal: ProposalId,
    /// The place by the score alone.
    pub proposed: u32,
    /// The place with what the meeting has moved.
    pub rank: u32,
    pub total: Hundredths,
}

/// What the score made of what was known. Of an order from before the ledger only the places are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub criteria: Vec<Criterion>,
    pub facts: Vec<Facts>,
    /// By rank.
    pub places: Vec<OrderPlace>,
}

impl OrderPlace {
    fn of(ranked: &Ranked, proposed: u32, rank: u32) -> Self {
        Self { proposal: ranked.id, proposed, rank, total: ranked.card.total }
    }

    /// Of everything, with what the meeting has moved moved again: a move stands until it is moved back.
    pub fn of_all(proposed: &Ranking, moves: &[Move]) -> Vec<Self> {
        let of_score: BTreeMap<ProposalId, u32> = proposed.iter().map(|(rank, ranked)| (ranked.id, rank)).collect();
        let place = |(rank, ranked): (u32, &Ranked)| Self::of(ranked, of_score.get(&ranked.id).copied().unwrap_or(rank), rank);
        proposed.clone().replay(moves).iter().map(place).collect()
    }

    /// Of what came late: after the last place there is, every other one stays.
    pub fn of_late(proposed: &Ranking, last: u32, is_late: impl Fn(ProposalId) -> bool) -> Vec<Self> {
        let late = proposed.iter().map(|(_, ranked)| ranked).filter(|ranked| is_late(ranked.id));
        (last.saturating_add(1)..).zip(late).map(|(rank, ranked)| Self::of(ranked, rank, rank)).collect()
    }
}

impl Order {
    /// The order by the score alone; none where it cannot be made again.
    pub fn proposed(&self, scores: impl Fn(ProposalId) -> Vec<AssessorScore>) -> Option<Ranking> {
        Some(self.proposed_by(&Criteria::new(self.criteria.clone()).ok()?, scores))
    }

    /// What counted how much in it; of an order from before the ledger nobody knows.
    pub fn weights(&self) -> Weights {
        self.criteria.iter().map(|one| (one.code.clone(), one.weight)).collect()
    }

    /// [`Order::proposed`] by these criteria.
    pub fn proposed_by(&self, criteria: &Criteria, scores: impl Fn(ProposalId) -> Vec<AssessorScore>) -> Ranking {
        let candidates: Vec<Candidate> = self.facts.iter().map(|facts| facts.candidate(scores(facts.proposal))).collect();
        Ranking::propose(&candidates, criteria)
    }
}
