//! The steps of a proposal. Each carries what must be said when it is taken, so that a proposal rejected without a
//! reason cannot be written down. When a step is allowed, and where it leads, is in [`super::status`].

use crate::{
    clock::Day,
    codes::{EventKind, StageKind},
    ids::{CycleId, ProposalId},
    money::Rupiah,
    reason::{Note, Reason},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What a duplicate was before it was merged, and becomes again when that is undone.
    pub enum BeforeMerge {
        Submitted = "submitted",
        Verified = "verified",
    }
}

/// One step of a proposal, with everything that must be said when it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    Submit,
    /// A draft thrown away; nobody else has seen it, so nobody is owed a reason.
    Discard,
    /// The same taken back: a draft again. Only of what was never sent, which its author's command looks at.
    Restore,
    /// Sent again after it had been returned.
    Resubmit,
    Verify,
    /// See [`Step::return_by`].
    Return {
        reason: Reason,
        until: Day,
    },
    Withdraw {
        reason: Reason,
    },
    Merge {
        into: ProposalId,
        reason: Reason,
    },
    UndoMerge {
        back_to: BeforeMerge,
        reason: Reason,
    },
    /// What it was merged into has ended, rejected or withdrawn: it stands for itself again, at the stage where that
    /// stood, in its year.
    Free {
        at: StageKind,
        into: CycleId,
        reason: Reason,
    },
    Agree,
    Reserve {
        reason: Reason,
    },
    Defer {
        reason: Reason,
    },
    Reject {
        reason: Reason,
    },
    /// An objection was upheld: the proposal is verified again, and a meeting decides anew.
    Reinstate {
        reason: Reason,
    },
    /// Money appeared for a reserve, after the meeting.
    Promote {
        reason: Reason,
    },
    /// The meeting closed.
    Forward,
    /// The meeting was reopened: what had gone up comes back, from the next meeting too while that has not taken it
    /// up.
    Recall {
        reason: Reason,
    },
    /// Received by the next meeting.
    Arrive,
    /// It came, or came back, after the meeting had closed: on to the next one, not looked at there yet.
    GoOn,
    EnterRkpd {
        note: Note,
        amount: Rupiah,
    },
    EnterApbd {
        note: Note,
        amount: Rupiah,
    },
    Start {
        note: Note,
    },
    Finish {
        note: Note,
    },
    /// A deferred proposal, or one that its year left open, enters the next year's cycle with its history; nothing is
    /// typed again.
    CarryOver {
        into: CycleId,
    },
}

impl Step {
    /// Sent back for correction; the deadline is not in the past.
    pub fn return_by(reason: Reason, until: Day, today: Day) -> Result<Self, Refusal> {
        if until < today { Err(Refusal::DateInPast) } else { Ok(Self::Return { reason, until }) }
    }

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
        }
    }

    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Return { reason, .. }
            | Self::Withdraw { reason }
            | Self::Merge { reason, .. }
            | Self::UndoMerge { reason, .. }
            | Self::Free { reason, .. }
            | Self::Reserve { reason }
            | Self::Defer { reason }
            | Self::Reject { reason }
            | Self::Reinstate { reason }
            | Self::Promote { reason }
            | Self::Recall { reason } => Some(reason),
            _ => None,
        }
    }

    pub fn note(&self) -> Option<&Note> {
        match self {
            Self::EnterRkpd { note, .. } | Self::EnterApbd { note, .. } | Self::Start { note } | Self::Finish { note } => Some(note),
            _ => None,
        }
    }

    pub fn amount(&self) -> Option<Rupiah> {
        match self {
            Self::EnterRkpd { amount, .. } | Self::EnterApbd { amount, .. } => Some(*amount),
            _ => None,
        }
    }
}
