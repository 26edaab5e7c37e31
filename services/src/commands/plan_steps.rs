//! The one way in which a plan moves: the rule, and the leg of its journey in the ledger, which everything follows.

use super::Outcome;
use crate::{
    CommandError,
    office::office_of,
    store::{
        Tx, agencies,
        plans::{self, Plan},
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    clock::Day,
    ids::PlanId,
    ledger::{Event, PlanLeg},
    permission::{MayManagePlan, may_manage_plan},
    plan::{PlanEventKind, PlanState, PlanStep},
    reason::{Note, Reason},
    refusal::Refusal,
};

/// The plan, kept for this unit of work, and the permit of whoever writes for its agency, who acts from now on.
pub(crate) async fn lock_to_manage(unit: &mut Unit, actor: &Actor, id: PlanId) -> Outcome<(Plan, MayManagePlan)> {
    let plan = plans::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
    let permit = may_manage_plan(actor, plan.id, plan.agency).map_err(|refusal| hide_draft(&plan, refusal))?;
    unit.act_as(permit.acting());
    Ok((plan, permit))
}

/// The same for whoever may do this with it now.
pub(crate) async fn lock_to_take(unit: &mut Unit, actor: &Actor, id: PlanId, kind: PlanEventKind) -> Outcome<Plan> {
    let (plan, _) = lock_to_manage(unit, actor, id).await?;
    unit.act_as(plan.state.permit(kind, actor, (plan.id, plan.agency))?.acting());
    Ok(plan)
}

/// To others a draft does not exist.
fn hide_draft(plan: &Plan, refusal: Refusal) -> CommandError {
    let signed_in = refusal != Refusal::SignInFirst;
    if !plan.is_public() && signed_in { Refusal::NotFound.into() } else { refusal.into() }
}

/// Takes `step` on a plan that the caller has locked, with the rule or the figures that the step freezes. `due_on` is
/// what the agency owes from then on; the clock has no hat.
pub(crate) async fn take_step(unit: &mut Unit, plan: &Plan, step: &PlanStep, due_on: Option<Day>) -> Outcome<PlanState> {
    let state = plan.state.apply(step)?;
    let office = office_of(unit).await?;
    let words = step.reason().map(Reason::text).or(step.note().map(Note::text)).unwrap_or_default();
    let leg = PlanLeg {
        what: step.kind(),
        state,
        due_on,
        reason: step.reason().map(Reason::code),
        words: unit.keep_any(words).await?,
        office,
        rule: plan.rule.filter(|_| matches!(step, PlanStep::Publish { .. })),
        evaluation: plan.evaluation.filter(|_| matches!(step, PlanStep::CloseResponses { .. })),
        amount: step.amount(),
    };
    unit.record(plan.id, Event::PlanMoved(leg)).await?;
    Ok(state)
}

/// The words a list is searched by.
pub(crate) fn search_text(plan: &domain::plan::PlanDraft) -> String {
    crate::text::folded(&[&plan.title, &plan.summary, &plan.problem, &plan.location].map(String::as_str).join(" "))
}

/// Nobody writes under the name of an agency that does not exist.
pub(crate) async fn check_agency(tx: &mut Tx, agency: domain::ids::AgencyId) -> Outcome<()> {
    agencies::find(tx, agency).await?.map(drop).ok_or_else(|| CommandError::at("agency", Refusal::ChoiceUnknown))
}
