//! One leg of a journey, of a proposal or of a plan, as an entry holds it: what happened, with digests in the place of
//! words. Pages tell a journey from these.

use super::Digest;
use crate::{
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{CycleId, ProposalId},
    money::Rupiah,
    plan::{Evaluation, PlanEventKind, PlanState, ResponseRule},
    proposal::{EventKind, Position, ProposalEvent, Recommended, Status},
    reason::{Reason, ReasonCode},
};
use serde::{Deserialize, Serialize};

/// What happened and where the proposal stands afterwards. What is not said is not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    pub what: EventKind,
    pub stage: StageKind,
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonCode>,
    /// The name that the office had then; nothing for acts of the machine itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Of the reason's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Rupiah>,
    /// What a level recommended, besides its note and its amount; entries of before said no more than these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended: Option<Recommended>,
    /// How far the works are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// The deadline of what was returned, or of the answer to an objection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// What it was merged into, or what was merged into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<ProposalId>,
    /// The year entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CycleId>,
}

/// One leg of a plan's journey: what it is from then on, and the day by which its agency owes what comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLeg {
    pub what: PlanEventKind,
    pub state: PlanState,
    pub due_on: Option<Day>,
    pub reason: Option<ReasonCode>,
    /// Of its note or of the reason's text.
    pub words: Option<Digest>,
    /// The name that the office had then; nothing for what the clock does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// The rule that was frozen with its publication; entries of before told it with the figures alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<ResponseRule>,
    /// The figures that were frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Rupiah>,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProposalState {
    pub position: Position,
    pub since: Instant,
    pub rank: Option<u32>,
    /// The deadline, while it is returned.
    pub until: Option<Day>,
    /// The last year that it entered later than its first.
    pub cycle: Option<CycleId>,
}

impl Leg {
    /// `words` and `note` are the digests of what the event says in words.
    pub fn of(event: &ProposalEvent, rank: Option<u32>, words: Option<Digest>, note: Option<Digest>) -> Self {
        Self {
            what: event.kind,
            stage: event.to.stage,
            status: event.to.status,
            rank,
            reason: event.reason.as_ref().map(Reason::code),
            office: String::new(),
            words,
            note,
            amount: event.amount,
            recommended: event.recommended,
            percent: event.percent,
            until: event.until,
            other: event.into,
            cycle: event.cycle,
        }
    }

    /// Where a step taken at that instant leads; the year is said only where it is entered.
    pub fn state(&self, since: Instant) -> ProposalState {
        let position = Position { stage: self.stage, status: self.status };
        ProposalState { position, since, rank: self.rank, until: self.until, cycle: self.cycle }
    }
}
