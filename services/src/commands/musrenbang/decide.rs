//! The meeting decides on one proposal: agreed, reserve, deferred, or not accommodated.

use super::{Desk, Outcome};
use crate::{CommandError, Services, commands::once_more, ledger};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    musrenbang::Decision,
    proposal::{Status, Step},
    reason::Reason,
    refusal::Refusal,
};

/// What the meeting decides.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// Returning and merging have commands of their own.
    pub decision: Decision,
    /// Asked for where the decision needs one.
    pub reason: Option<Reason>,
    /// How many entries its journey had when the form was shown; none where the form did not say.
    pub seen: Option<usize>,
}

/// What came in and was not looked at yet is verified with the decision. When something happened to the proposal since
/// the form was shown, that is looked at first: no decision undoes another in silence. The same decision again changes
/// nothing.
pub async fn decide(services: &Services, actor: &Actor, meeting: MusrenbangId, proposal: ProposalId, ruling: &Ruling) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        let decision = ruling.decision;
        if matches!(decision, Decision::Returned | Decision::Merged) {
            return Err(CommandError::at("decision", Refusal::ChoiceUnknown));
        }
        let reason = ruling.reason.clone().filter(|_| decision.needs_reason());
        if decision.needs_reason() && reason.is_none() {
            return Err(CommandError::at("reason_text", Refusal::Required));
        }
        if let Some(seen) = ruling.seen {
            let events = ledger::proposal_journey(&mut desk.hall.unit.tx, case.permit.proposal()).await?;
            if events.len() != seen {
                let last = events.last().and_then(|entry| entry.event.reason.clone());
                let is_same = Decision::of(case.proposal.position.status) == Some(decision) && last == reason;
                return if is_same { Ok(()) } else { Err(Refusal::ChangedMeanwhile.into()) };
            }
        }
        let step = decision.step(reason, None, None)?;
        if case.proposal.position.status == Status::Submitted && decision != Decision::Rejected {
            step.check_meeting(Status::Verified, Some(desk.hall.meeting.status))?;
            desk.take(&mut case, &Step::Verify).await?;
        }
        desk.take(&mut case, &step).await?;
        desk.commit().await
    })
    .await
}
