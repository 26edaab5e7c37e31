//! Where a proposal stands (stage and status), and which step may lead from there to where.
//! Who may take a step is asked in [`crate::permission`]; whether a meeting is open, in [`crate::musrenbang`].

use super::{
    step::{BeforeMerge, Step},
    works,
};
use crate::{
    codes::{Decision, EventKind, MusrenbangStatus, StageKind, Status},
    cycle::Pipeline,
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

/// Stage and status together: the state of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    pub stage: StageKind,
    pub status: Status,
}

impl Step {
    /// Whether the status alone lets this step be taken.
    pub fn allowed_from(&self, at: Position) -> bool {
        self.kind().is_allowed_from(at.status)
    }

    /// See [`EventKind::check_meeting`].
    pub fn check_meeting(&self, from: Status, meeting: Option<MusrenbangStatus>) -> Result<(), Refusal> {
        self.kind().check_meeting(from, meeting)
    }
}

impl EventKind {
    /// What the meeting of the proposal's place and stage must be; none where none has been set up.
    ///
    /// A meeting's decisions are taken, and taken otherwise, while it is open. Rejecting what was only submitted is
    /// the verifying office's; deferring a reserve, or what RKPD or APBD left out, comes after the meeting. Merging
    /// and all other work ends when its list goes up, and promoting begins. Forwarding and arriving follow its
    /// closing, recalling its reopening; withdrawing ends with its opening. What a year left open is taken out of no
    /// meeting that is open; one that was never held gives it up.
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
            // It may still say otherwise itself.
            (Self::ObjectionRaised, Some(status @ M::Open)) => Err(Refusal::MeetingForbids { status }),
            (Self::CarriedOver, Some(status @ M::Open)) if from.is_left_open() => Err(Refusal::MeetingForbids { status }),
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
            Self::Verified | Self::Returned => status == S::Submitted,
            Self::WentOn => status.awaits_decision(),
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
            Self::Reinstated => status.is_open_to_objection(),
            Self::ProposedAgain => status == S::Rejected,
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
            EventKind::ProgressReported => works::are_reported(status),
            EventKind::ObjectionRaised | EventKind::ObjectionAnswered | EventKind::Reinstated => {
                self.stage.is_meeting() && status.is_open_to_objection()
            }
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

    /// Handed up to another meeting, which is the one to say something on it.
    pub(super) fn is_on_its_way(self, pipeline: &Pipeline) -> bool {
        self.status == Status::Forwarded && pipeline.next_after(self.stage).is_some_and(StageKind::is_meeting)
    }

    /// A new draft, at the stage where the city's pipeline begins.
    pub fn draft(pipeline: &Pipeline) -> Self {
        Self { stage: pipeline.first(), status: Status::Draft }
    }

    /// The position after `step`. Where the next stage matters, the city's pipeline says which one it is; for
    /// [`Step::CarryOver`], pass the pipeline of the cycle entered.
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
            Step::Reinstate { .. } if !self.stage.is_meeting() => Err(Refusal::StageForbids { stage: self.stage }),
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
            Step::Defer { .. } if self.is_on_its_way(pipeline) => Err(Refusal::StageForbids { stage: self.stage }),
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
        }
    }
}
