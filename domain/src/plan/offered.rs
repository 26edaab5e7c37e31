//! What may be done with a plan now, and by whom: a page has a button exactly where the step would be let through.

use super::{FollowUpKind, PlanEventKind, PlanState, PlanStatus, PlanStep};
use crate::{
    account::Actor,
    ids::{AgencyId, PlanId},
    permission::{MayManagePlan, may_enter_plan, may_manage_plan},
    reason::Note,
    refusal::Refusal,
};

impl PlanState {
    /// The permit for what this person wants to do, where it may be done now.
    pub fn permit(self, kind: PlanEventKind, actor: &Actor, (plan, agency): (PlanId, AgencyId)) -> Result<MayManagePlan, Refusal> {
        let permit = match kind {
            PlanEventKind::EnteredRkpd => may_enter_plan(actor, plan, agency),
            _ => may_manage_plan(actor, plan, agency),
        }?;
        match kind {
            PlanEventKind::FollowedUp => self.check(kind).or_else(|refusal| self.awaits_first().then_some(()).ok_or(refusal))?,
            // The clock takes these.
            PlanEventKind::ResponsesClosed | PlanEventKind::FollowUpAwaited => {
                return Err(Refusal::PlanStatusForbids { status: self.status });
            }
            _ => self.check(kind)?,
        }
        Ok(permit)
    }

    /// Everything this person may do now.
    pub fn offered(self, actor: &Actor, of: (PlanId, AgencyId)) -> Vec<PlanEventKind> {
        PlanEventKind::ALL.into_iter().filter(|kind| self.permit(*kind, actor, of).is_ok()).collect()
    }

    /// What comes next on the way to the works; none where nothing does.
    pub fn advance(self) -> Option<PlanEventKind> {
        [PlanEventKind::EnteredRkpd, PlanEventKind::Started, PlanEventKind::Finished].into_iter().find(|kind| self.check(*kind).is_ok())
    }

    /// The steps of a follow-up. After too few answers nothing is owed, but an agency may still say what it will do.
    pub fn follow_up(self, kind: FollowUpKind, note: Note) -> Vec<PlanStep> {
        let first = self.awaits_first().then_some(PlanStep::AwaitFollowUp);
        first.into_iter().chain([PlanStep::FollowUp { kind, note }]).collect()
    }

    fn awaits_first(self) -> bool {
        self.status == PlanStatus::ResponsesClosed
    }
}
