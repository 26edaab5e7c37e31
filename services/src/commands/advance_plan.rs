//! After the follow-up: a planner enters the plan in the RKPD, the agency reports that the works began and that they
//! ended.

use super::{
    Outcome,
    plan_steps::{lock_to_manage, take_step},
};
use crate::{CommandError, Problem, Services, unit::Unit};
use domain::{
    account::Actor,
    ids::PlanId,
    money::Rupiah,
    plan::{PlanEventKind, PlanStep},
    reason::Note,
    refusal::Refusal,
};

/// What the form asks for, as typed.
#[derive(Clone, Debug)]
pub struct AdvanceForm {
    pub kind: Option<PlanEventKind>,
    pub note: String,
    /// Asked for when the plan enters the RKPD.
    pub amount: String,
}

/// Problems stand at the fields `kind`, `note` and `amount`.
pub async fn advance_plan(services: &Services, actor: &Actor, id: PlanId, form: &AdvanceForm) -> Outcome<()> {
    let mut unit = Unit::begin(services, None).await?;
    let (plan, _) = lock_to_manage(&mut unit, actor, id).await?;
    let unknown = || CommandError::Problems(vec![Problem::new("kind", Refusal::Required)]);
    let kind = form.kind.ok_or_else(unknown)?;
    unit.act_as(plan.state.permit(kind, actor, (plan.id, plan.agency))?.acting());
    let note = Note::new(&form.note).map_err(|refusal| CommandError::at("note", refusal))?;
    let step = match kind {
        PlanEventKind::EnteredRkpd => {
            let amount = Rupiah::parse(&form.amount).map_err(|refusal| CommandError::at("amount", refusal))?;
            PlanStep::EnterRkpd { note, amount }
        }
        PlanEventKind::Started => PlanStep::Start { note },
        PlanEventKind::Finished => PlanStep::Finish { note },
        _ => return Err(unknown()),
    };
    take_step(&mut unit, &plan, &step, None).await?;
    Ok(unit.commit().await?)
}
