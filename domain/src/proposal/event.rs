//! The journey of a proposal: one entry per change, in the past tense, never altered. The public timeline is this log.
//! Who did it and when is added by whoever writes the entry, from the permit and the clock.

use super::status::{Position, Step};
use crate::{
    clock::Day,
    cycle::Pipeline,
    ids::{CycleId, ProposalId},
    money::Rupiah,
    reason::{Note, Reason},
    refusal::Refusal,
};

coded_enum! {
    /// What happened. The first part changes the status, each kind by its [`Step`]; the last part does not.
    pub enum EventKind {
        Submitted = "submitted",
        Discarded = "discarded",
        Restored = "restored",
        Resubmitted = "resubmitted",
        Verified = "verified",
        Returned = "returned",
        Withdrawn = "withdrawn",
        Merged = "merged",
        MergeUndone = "merge_undone",
        Agreed = "agreed",
        Reserved = "reserved",
        Deferred = "deferred",
        Rejected = "rejected",
        Reinstated = "reinstated",
        Promoted = "promoted",
        Forwarded = "forwarded",
        Recalled = "recalled",
        Arrived = "arrived",
        /// It came after the meeting had closed, and stands before the next one.
        WentOn = "went_on",
        EnteredRkpd = "entered_rkpd",
        EnteredApbd = "entered_apbd",
        Started = "started",
        Finished = "finished",
        CarriedOver = "carried_over",
        ProposedAgain = "proposed_again",
        /// Another proposal was merged into this one, or came out of it again.
        Absorbed = "absorbed",
        Released = "released",
        /// Somebody beside the office that recorded it knows the resident it was recorded for.
        Seconded = "seconded",
        /// A level added its own text, volume and budget beside the original.
        Recommended = "recommended",
        /// Passed to another agency; the agency asked for is kept beside it.
        Rerouted = "rerouted",
        /// A rank moved by the meeting, with a reason.
        RankMoved = "rank_moved",
        ObjectionRaised = "objection_raised",
        ObjectionAnswered = "objection_answered",
        /// Progress of the works, with photos (*realisasi*).
        ProgressReported = "progress_reported",
    }
}

impl Step {
    /// The kind of entry this step leaves.
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Submit => EventKind::Submitted,
            Self::Discard => EventKind::Discarded,
            Self::Restore => EventKind::Restored,
            Self::Resubmit => EventKind::Resubmitted,
            Self::Verify => EventKind::Verified,
            Self::Return { .. } => EventKind::Returned,
            Self::Withdraw { .. } => EventKind::Withdrawn,
            Self::Merge { .. } => EventKind::Merged,
            Self::UndoMerge { .. } | Self::Free { .. } => EventKind::MergeUndone,
            Self::Agree => EventKind::Agreed,
            Self::Reserve { .. } => EventKind::Reserved,
            Self::Defer { .. } => EventKind::Deferred,
            Self::Reject { .. } => EventKind::Rejected,
            Self::Reinstate { .. } => EventKind::Reinstated,
            Self::Promote { .. } => EventKind::Promoted,
            Self::Forward => EventKind::Forwarded,
            Self::Recall { .. } => EventKind::Recalled,
            Self::Arrive => EventKind::Arrived,
            Self::GoOn => EventKind::WentOn,
            Self::EnterRkpd { .. } => EventKind::EnteredRkpd,
            Self::EnterApbd { .. } => EventKind::EnteredApbd,
            Self::Start { .. } => EventKind::Started,
            Self::Finish { .. } => EventKind::Finished,
            Self::CarryOver { .. } => EventKind::CarriedOver,
            Self::ProposeAgain { .. } => EventKind::ProposedAgain,
        }
    }
}

/// One entry of the journey, with what the step carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalEvent {
    pub kind: EventKind,
    pub from: Position,
    pub to: Position,
    pub reason: Option<Reason>,
    pub note: Option<Note>,
    pub amount: Option<Rupiah>,
    /// The deadline of a returned proposal.
    pub until: Option<Day>,
    /// What a duplicate was merged into.
    pub into: Option<ProposalId>,
    /// The cycle entered by a proposal carried over, proposed again, or freed from what it was merged into.
    pub cycle: Option<CycleId>,
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
            Step::CarryOver { into } | Step::ProposeAgain { into } | Step::Free { into, .. } => event.cycle = Some(*into),
            _ => {}
        }
        Ok(event)
    }

    /// An entry of a kind that changes no status.
    pub fn remark(kind: EventKind, at: Position) -> Self {
        Self { kind, from: at, to: at, reason: None, note: None, amount: None, until: None, into: None, cycle: None }
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
