//! After the follow-up: a planner enters the plan in the RKPD, the agency reports that the works began and that they
//! ended.

use super::{
    Outcome, once_more,
    plan_steps::{lock_to_manage, take_step},
};
use crate::{Services, unit::Unit};
use domain::{account::Actor, ids::PlanId, money::Rupiah, plan::PlanStep, reason::Note};

/// How it goes on, with what is said of it.
#[derive(Clone, Debug)]
pub enum Advance {
    EnterRkpd { note: Note, amount: Rupiah },
    Start { note: Note },
    Finish { note: Note },
}

impl From<Advance> for PlanStep {
    fn from(advance: Advance) -> Self {
        match advance {
            Advance::EnterRkpd { note, amount } => Self::EnterRkpd { note, amount },
            Advance::Start { note } => Self::Start { note },
            Advance::Finish { note } => Self::Finish { note },
        }
    }
}

pub async fn advance_plan(services: &Services, actor: &Actor, id: PlanId, advance: Advance) -> Outcome<()> {
    let step = &PlanStep::from(advance);
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let (plan, _) = lock_to_manage(&mut unit, actor, id).await?;
        unit.act_as(plan.state.permit(step.kind(), actor, (plan.id, plan.agency))?.acting());
        take_step(&mut unit, &plan, step, None).await?;
        Ok(unit.commit().await?)
    })
    .await
}
