//! The journey of a proposal: one entry per change, in the past tense, never altered. The public timeline is this log.
//! Who did it and when is added by whoever writes the entry, from the permit and the clock.

use super::{status::Position, step::Step};
use crate::{
    clock::Day,
    codes::EventKind,
    cycle::Pipeline,
    ids::{CycleId, ProposalId},
    money::{Rupiah, Volume},
    reason::{Note, Reason},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

/// One entry of the journey, with what the step carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalEvent {
    pub kind: EventKind,
    pub from: Position,
    pub to: Position,
    pub reason: Option<Reason>,
    pub note: Option<Note>,
    pub amount: Option<Rupiah>,
    /// What a level recommends besides its text and that amount.
    pub recommended: Option<Recommended>,
    /// How far the works are.
    pub percent: Option<u8>,
    /// The deadline of a returned proposal, or of the answer to an objection.
    pub until: Option<Day>,
    /// What a duplicate was merged into.
    pub into: Option<ProposalId>,
    /// The cycle entered by a proposal carried over, proposed again, or freed from what it was merged into.
    pub cycle: Option<CycleId>,
}

/// What a level recommends, beside the text and the cost that its entry holds anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommended {
    /// The year in which it holds.
    pub cycle: CycleId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Volume>,
}

impl ProposalEvent {
    /// Takes `step` and writes it down: the entry exists only when the step was allowed.
    pub fn of(from: Position, step: &Step, pipeline: &Pipeline) -> Result<Self, Refusal> {
        let to = from.apply(step, pipeline)?;
        let mut event = Self::remark(step.kind(), to);
        event.from = from;
        event.reason = step.reason().cloned();
        event.note = step.note().cloned();
        event.amount = step.amount();
        match step {
            Step::Return { until, .. } => event.until = Some(*until),
            Step::Merge { into, .. } => event.into = Some(*into),
            Step::CarryOver { into } | Step::Free { into, .. } => event.cycle = Some(*into),
            _ => {}
        }
        Ok(event)
    }

    /// An entry of a kind that changes no status.
    pub fn remark(kind: EventKind, at: Position) -> Self {
        Self {
            kind,
            from: at,
            to: at,
            reason: None,
            note: None,
            amount: None,
            recommended: None,
            percent: None,
            until: None,
            into: None,
            cycle: None,
        }
    }

    #[must_use]
    pub fn with_reason(self, reason: Reason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    #[must_use]
    pub fn with_note(self, note: Note) -> Self {
        Self { note: Some(note), ..self }
    }
}
