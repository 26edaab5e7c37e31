//! The one way in which a plan moves: the rule, the row, the entry in its journey.

use super::Outcome;
use crate::{
    CommandError, ledger,
    office::office_name,
    store::{
        Tx, agencies,
        plans::{
            self, Plan,
            events::{self, Detail},
        },
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    clock::Day,
    ids::PlanId,
    ledger::Event,
    permission::{MayManagePlan, may_manage_plan},
    plan::{PlanEventKind, PlanState, PlanStep},
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

/// Takes `step` on a plan that the caller has locked. `due_on` is what the agency owes from then on; the clock has no
/// hat.
pub(crate) async fn take_step(unit: &mut Unit, plan: &Plan, step: &PlanStep, due_on: Option<Day>) -> Outcome<PlanState> {
    let state = plan.state.apply(step)?;
    let office = match &unit.acting {
        Some(acting) => office_name(&unit.services, &mut unit.tx, acting).await?,
        None => String::new(),
    };
    let note = step.reason().map(domain::reason::Reason::text).or(step.note().map(domain::reason::Note::text)).unwrap_or_default();
    let event = events::NewEvent {
        id: unit.services.clock.new_id(),
        plan: plan.id,
        at: unit.now,
        acting: unit.acting.as_ref(),
        office: &office,
        kind: step.kind(),
        to: state.status,
        note,
        detail: Detail { due_on, ..detail(plan, step) },
    };
    events::append(&mut unit.tx, &event).await?;
    let words = ledger::kept(&mut unit.tx, Some(note).filter(|note| !note.is_empty())).await?;
    let reason = step.reason().map(domain::reason::Reason::code);
    unit.record(plan.id, Event::PlanMoved { what: step.kind(), state, due_on, reason, words }).await?;
    Ok(state)
}

fn detail(plan: &Plan, step: &PlanStep) -> Detail {
    let nothing = Detail::default();
    match step {
        PlanStep::Publish { closes_on } | PlanStep::Extend { closes_on } => Detail { closes_on: Some(*closes_on), ..nothing },
        PlanStep::CloseResponses { .. } => Detail { evaluation: plan.evaluation, ..nothing },
        PlanStep::FollowUp { kind, .. } => Detail { follow_up: Some(*kind), ..nothing },
        PlanStep::EnterRkpd { amount, .. } => Detail { amount: Some(*amount), ..nothing },
        PlanStep::Withdraw { reason } => Detail { reason: Some(reason.code()), ..nothing },
        PlanStep::AwaitFollowUp | PlanStep::Start { .. } | PlanStep::Finish { .. } => nothing,
    }
}

/// The words a list is searched by.
pub(crate) fn search_text(plan: &domain::plan::PlanDraft) -> String {
    crate::text::folded(&[&plan.title, &plan.summary, &plan.problem, &plan.location].map(String::as_str).join(" "))
}

/// Nobody writes under the name of an agency that does not exist.
pub(crate) async fn check_agency(tx: &mut Tx, agency: domain::ids::AgencyId) -> Outcome<()> {
    agencies::find(tx, agency).await?.map(drop).ok_or_else(|| CommandError::at("agency", Refusal::ChoiceUnknown))
}
