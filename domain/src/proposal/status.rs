//! Where a proposal stands (stage and status) and the steps between. A step carries what it needs, so that a proposal
//! rejected without a reason cannot be written down.
//! Who may take a step is asked in [`crate::permission`]; whether a meeting is open, in [`crate::musrenbang`].

use super::event::EventKind;
use crate::{
    clock::Day,
    cycle::{Pipeline, StageKind},
    ids::{CycleId, ProposalId},
    money::Rupiah,
    musrenbang::{Decision, MusrenbangStatus},
    reason::{Note, Reason},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What became of a proposal at its stage.
    pub enum Status {
        Draft = "draft",
        Submitted = "submitted",
        /// *Dikembalikan*: with a deadline for the proposer.
        Returned = "returned",
        Verified = "verified",
        /// *Disepakati*: on the ranked list.
        Agreed = "agreed",
        /// *Cadangan*: agreed, beyond the money.
        Reserve = "reserve",
        /// *Ditunda*: waits for next year with its history.
        Deferred = "deferred",
        /// *Ditolak (belum dapat diakomodir)*.
        Rejected = "rejected",
        Merged = "merged",
        Withdrawn = "withdrawn",
        Forwarded = "forwarded",
        InRkpd = "in_rkpd",
        InApbd = "in_apbd",
        UnderWay = "under_way",
        Finished = "finished",
    }
}

impl Status {
    /// Everything but drafts is published.
    pub fn is_public(self) -> bool {
        self != Self::Draft
    }

    /// Residents may back what has not come to an end here.
    pub fn is_open_to_support(self) -> bool {
        matches!(self, Self::Submitted | Self::Returned | Self::Verified | Self::Agreed | Self::Reserve | Self::Forwarded)
    }

    /// Rejected or withdrawn: what was merged into it is no longer counted there.
    pub fn frees_its_duplicates(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn)
    }

    /// Before a meeting that has said nothing on it yet.
    pub fn awaits_decision(self) -> bool {
        matches!(self, Self::Submitted | Self::Verified)
    }

    /// Its year may end without an answer: it came late, was never mended, or the money never came.
    fn is_left_open(self) -> bool {
        self.awaits_decision() || matches!(self, Self::Returned | Self::Reserve)
    }

    /// What a meeting has said, or may still say otherwise while it is open.
    fn is_before_the_meeting(self) -> bool {
        matches!(self, Self::Verified | Self::Agreed | Self::Reserve | Self::Deferred | Self::Rejected)
    }
}

coded_enum! {
    /// What a duplicate was before it was merged, and becomes again when that is undone.
    pub enum BeforeMerge {
        Submitted = "submitted",
        Verified = "verified",
    }
}

/// Stage and status together: the state of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    pub stage: StageKind,
    pub status: Status,
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
    /// An objection was upheld: the proposal is verified again.
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
    /// It came after the meeting had closed: on to the next one, not looked at yet.
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
    /// A rejected proposal becomes a draft of the next year, with its history.
    ProposeAgain {
        into: CycleId,
    },
}

impl Step {
    /// Sent back for correction; the deadline is not in the past.
    pub fn return_by(reason: Reason, until: Day, today: Day) -> Result<Self, Refusal> {
        if until < today { Err(Refusal::DateInPast) } else { Ok(Self::Return { reason, until }) }
    }

    /// Whether the status alone lets this step be taken.
    pub fn allowed_from(&self, at: Position) -> bool {
        self.kind().is_allowed_from(at.status)
    }

    /// See [`EventKind::check_meeting`].
    pub fn check_meeting(&self, from: Status, meeting: Option<MusrenbangStatus>) -> Result<(), Refusal> {
        self.kind().check_meeting(from, meeting)
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

impl EventKind {
    /// What the meeting of the proposal's place and stage must be; none where none has been set up.
    ///
    /// A meeting's decisions are taken, and taken otherwise, while it is open. Rejecting what was only submitted is
    /// the verifying office's; deferring a reserve, or what RKPD or APBD left out, comes after the meeting. Merging
    /// and all other work ends when its list goes up, and promoting begins. Forwarding and arriving follow its
    /// closing, recalling its reopening; withdrawing ends with its opening. What a year left open is taken out of no
    /// meeting that still works.
    pub fn check_meeting(self, from: Status, meeting: Option<MusrenbangStatus>) -> Result<(), Refusal> {
        use MusrenbangStatus as M;
        let decides = match self {
            Self::Agreed | Self::Reserved | Self::Recalled => true,
            Self::Deferred => matches!(from, Status::Verified | Status::Agreed | Status::Rejected),
            Self::Rejected => from != Status::Submitted,
            _ => false,
        };
        match (self, meeting) {
            _ if decides => meeting.filter(|status| *status == M::Open).map(drop).ok_or(Refusal::MeetingNotOpen),
            (Self::Withdrawn, None | Some(M::Prepared)) => Ok(()),
            (Self::Withdrawn, Some(_)) => Err(Refusal::MeetingHasOpened),
            (Self::Promoted | Self::Forwarded | Self::Arrived, Some(status)) if !status.has_closed() => {
                Err(Refusal::MeetingForbids { status })
            }
            (Self::Promoted | Self::Forwarded | Self::Arrived, None) => Err(Refusal::MeetingNotOpen),
            (Self::CarriedOver, Some(status)) if from.is_left_open() && !status.has_closed() => Err(Refusal::MeetingForbids { status }),
            (Self::Merged | Self::MergeUndone | Self::Rerouted | Self::Recommended, Some(status)) if status.has_closed() => {
                Err(Refusal::MeetingForbids { status })
            }
            _ => Ok(()),
        }
    }

    /// The table of statuses and what may follow each. Kinds that change no status are in no row.
    ///
    /// Two rows say more than the shortest form of the table: withdrawing is the proposer's right until the meeting
    /// opens, so it is open to what is returned or verified too; and what RKPD or APBD leave out, or what is dropped
    /// after all, is deferred, so that no proposal waits for ever without an answer.
    pub fn is_allowed_from(self, status: Status) -> bool {
        use Status as S;
        match self {
            Self::Submitted | Self::Discarded => status == S::Draft,
            Self::Restored => status == S::Withdrawn,
            Self::Resubmitted => status == S::Returned,
            Self::Verified | Self::Returned | Self::WentOn => status == S::Submitted,
            Self::Withdrawn => matches!(status, S::Submitted | S::Returned | S::Verified),
            Self::Merged => matches!(status, S::Submitted | S::Verified),
            Self::MergeUndone => status == S::Merged,
            Self::Agreed => status.is_before_the_meeting() && status != S::Agreed,
            Self::Reserved => status.is_before_the_meeting() && status != S::Reserve,
            Self::Deferred => {
                (status.is_before_the_meeting() && status != S::Deferred)
                    || matches!(status, S::Forwarded | S::InRkpd | S::InApbd | S::UnderWay)
            }
            Self::Rejected => (status.is_before_the_meeting() && status != S::Rejected) || status == S::Submitted,
            Self::Reinstated | Self::ProposedAgain => status == S::Rejected,
            Self::Promoted => status == S::Reserve,
            Self::Forwarded => status == S::Agreed,
            Self::Recalled => matches!(status, S::Forwarded | S::Submitted),
            Self::Arrived | Self::EnteredRkpd => status == S::Forwarded,
            Self::EnteredApbd => status == S::InRkpd,
            Self::Started => status == S::InApbd,
            Self::Finished => status == S::UnderWay,
            Self::CarriedOver => status == S::Deferred || status.is_left_open(),
            _ => false,
        }
    }
}

impl Position {
    /// Whether something of this kind may be done here while the meeting is so far: what a page offers, and what a
    /// command asks before it does it.
    pub fn check(&self, kind: EventKind, meeting: Option<MusrenbangStatus>) -> Result<(), Refusal> {
        let (status, in_forum) = (self.status, self.stage == StageKind::AgencyForum);
        let is_alive = status.awaits_decision() || status.is_before_the_meeting() || status == Status::Returned;
        let allowed = match kind {
            EventKind::Recommended => is_alive,
            // In a forum it goes before another meeting, which has to decide itself.
            EventKind::Rerouted => {
                if in_forum {
                    status.awaits_decision()
                } else {
                    is_alive
                }
            }
            kind => kind.is_allowed_from(status),
        };
        if allowed { kind.check_meeting(status, meeting) } else { Err(Refusal::StatusForbids { status }) }
    }

    /// The decisions a meeting may take on it now; what was not looked at yet is verified with the decision.
    pub fn decisions(&self, meeting: MusrenbangStatus) -> Vec<Decision> {
        let verified = if self.status == Status::Submitted { Self { status: Status::Verified, ..*self } } else { *self };
        let kinds = [
            (Decision::Agreed, EventKind::Agreed),
            (Decision::Reserve, EventKind::Reserved),
            (Decision::Deferred, EventKind::Deferred),
            (Decision::Rejected, EventKind::Rejected),
        ];
        kinds.into_iter().filter(|(_, kind)| verified.check(*kind, Some(meeting)).is_ok()).map(|(decision, _)| decision).collect()
    }

    /// A new draft, at the stage where the city's pipeline begins.
    pub fn draft(pipeline: &Pipeline) -> Self {
        Self { stage: pipeline.first(), status: Status::Draft }
    }

    /// The position after `step`. Where the next stage matters, the city's pipeline says which one it is; for
    /// [`Step::CarryOver`] and [`Step::ProposeAgain`], pass the pipeline of the cycle entered.
    pub fn apply(&self, step: &Step, pipeline: &Pipeline) -> Result<Self, Refusal> {
        if !step.allowed_from(*self) {
            return Err(Refusal::StatusForbids { status: self.status });
        }
        let next = pipeline.next_after(self.stage);
        let here = |status| Ok(Self { stage: self.stage, status });
        let only_into =
            |stage, status| if next == Some(stage) { Ok(Self { stage, status }) } else { Err(Refusal::StageForbids { stage: self.stage }) };
        match step {
            Step::Submit | Step::Resubmit | Step::UndoMerge { back_to: BeforeMerge::Submitted, .. } => here(Status::Submitted),
            Step::Discard | Step::Withdraw { .. } => here(Status::Withdrawn),
            Step::Restore => here(Status::Draft),
            Step::Verify | Step::Reinstate { .. } | Step::UndoMerge { back_to: BeforeMerge::Verified, .. } => here(Status::Verified),
            Step::Return { .. } => here(Status::Returned),
            Step::Merge { .. } => here(Status::Merged),
            Step::Free { at, .. } if at.is_meeting() && pipeline.has(*at) => Ok(Self { stage: *at, status: Status::Submitted }),
            Step::Free { at, .. } => Err(Refusal::StageForbids { stage: *at }),
            // It had arrived already: back to the meeting it came from.
            Step::Recall { .. } if self.status == Status::Submitted => match pipeline.before(self.stage) {
                Some(stage) => Ok(Self { stage, status: Status::Agreed }),
                None => Err(Refusal::StageForbids { stage: self.stage }),
            },
            Step::Agree | Step::Promote { .. } | Step::Recall { .. } => here(Status::Agreed),
            Step::Reserve { .. } => here(Status::Reserve),
            // What is on its way to another meeting is that meeting's to defer.
            Step::Defer { .. } if self.status == Status::Forwarded && next.is_some_and(StageKind::is_meeting) => {
                Err(Refusal::StageForbids { stage: self.stage })
            }
            Step::Defer { .. } => here(Status::Deferred),
            Step::Reject { .. } => here(Status::Rejected),
            Step::Forward => next.map_or(Err(Refusal::StageForbids { stage: self.stage }), |_| here(Status::Forwarded)),
            Step::Arrive | Step::GoOn => match next.filter(|next| next.is_meeting()) {
                Some(stage) => Ok(Self { stage, status: Status::Submitted }),
                None => Err(Refusal::StageForbids { stage: self.stage }),
            },
            Step::EnterRkpd { .. } => only_into(StageKind::Rkpd, Status::InRkpd),
            Step::EnterApbd { .. } => only_into(StageKind::Apbd, Status::InApbd),
            Step::Start { .. } => only_into(StageKind::Execution, Status::UnderWay),
            Step::Finish { .. } => only_into(StageKind::Finished, Status::Finished),
            // What has to be mended still has to be.
            Step::CarryOver { .. } if self.status == Status::Returned => Ok(Self { stage: pipeline.first(), ..*self }),
            Step::CarryOver { .. } => Ok(Self { stage: pipeline.first(), status: Status::Submitted }),
            Step::ProposeAgain { .. } => Ok(Self::draft(pipeline)),
        }
    }
}
