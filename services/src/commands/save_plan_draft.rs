//! An agency writes a plan: everything may still be missing, and nothing that was typed is lost.

use super::{
    Outcome, once_more,
    plan_steps::{check_agency, lock_to_manage, search_text},
};
use crate::{
    CommandError, Services,
    store::{Tx, plans, regions},
    unit::Unit,
};
use domain::{
    account::Actor,
    clock::Day,
    ids::{AgencyId, PlanId, RegionId},
    permission::{MayManagePlan, may_manage_plan},
    plan::{PlanDraft, PlanStatus},
    refusal::Refusal,
};

/// A new draft under the id of its form; a second click saves the same draft again.
pub async fn create_plan(services: &Services, actor: &Actor, id: PlanId, draft: &PlanDraft) -> Outcome<()> {
    let permit = may_manage_plan(actor, id, chosen(draft)?)?;
    let permit = &permit;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        check_agency(&mut unit.tx, permit.agency()).await?;
        let new = plans::NewPlan { id: permit.plan(), agency: permit.agency(), author: permit.acting().account, created_at: unit.now };
        if !plans::insert(&mut unit.tx, &new).await? {
            let known = plans::find(&mut unit.tx, id).await?;
            let is_mine = known.is_some_and(|plan| plan.author == new.author && plan.state.status == PlanStatus::Draft);
            if !is_mine {
                return Err(Refusal::NotFound.into());
            }
        }
        write(&mut unit, permit, draft).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Saves the whole form. `version` is the one the form was shown with: who saves over somebody else's work is told
/// first.
pub async fn save_plan_draft(services: &Services, actor: &Actor, id: PlanId, version: i64, draft: &PlanDraft) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let (plan, permit) = lock_to_manage(&mut unit, actor, id).await?;
        if plan.state.status != PlanStatus::Draft {
            return Err(Refusal::PlanStatusForbids { status: plan.state.status }.into());
        }
        // Locking counted one on.
        if plan.version != version + 1 {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let permit = may_manage_plan(actor, permit.plan(), chosen(draft)?)?;
        check_agency(&mut unit.tx, permit.agency()).await?;
        write(&mut unit, &permit, draft).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Even a draft belongs to an agency: whose people may read it.
fn chosen(draft: &PlanDraft) -> Result<AgencyId, CommandError> {
    draft.agency.ok_or_else(|| CommandError::at("agency", Refusal::Required))
}

async fn write(unit: &mut Unit, permit: &MayManagePlan, draft: &PlanDraft) -> Outcome<()> {
    let (today, tx) = (unit.today(), &mut unit.tx);
    let regions = region_ids(tx, draft, today).await?;
    plans::set_content(tx, permit.plan(), permit.agency(), draft, &search_text(draft)).await?;
    plans::set_regions(tx, permit.plan(), &regions).await?;
    Ok(())
}

async fn region_ids(tx: &mut Tx, draft: &PlanDraft, today: Day) -> Outcome<Vec<RegionId>> {
    let mut ids = Vec::with_capacity(draft.regions.len());
    if draft.city_wide {
        return Ok(ids);
    }
    for code in &draft.regions {
        let region = regions::find_by_code(tx, code, today).await?;
        ids.push(region.ok_or_else(|| CommandError::at("regions", Refusal::RegionUnknown))?.id);
    }
    Ok(ids)
}
