//! A proposal while it is written: who may, and what stands in its form; its pages and its verbs ask the same.

use crate::{
    Failure,
    failure::Outcome,
    store::{Tx, cycles, photos, proposals::Proposal, regions},
};
use domain::{
    account::Actor,
    catalogue::Catalogue,
    clock::Day,
    comment::Subject,
    ids::CycleId,
    permission::{MayEditDraft, may_edit_draft, may_mend},
    proposal::{Draft, TypeChoice},
    refusal::Refusal,
    region::RegionCode,
};
use std::collections::BTreeMap;

/// Who may mend and withdraw a proposal. Of what was never sent that is its author alone, and nobody else learns that
/// it is there.
pub async fn may_write(tx: &mut Tx, actor: &Actor, proposal: &Proposal) -> Outcome<MayEditDraft> {
    actor.signed_in().ok_or(Refusal::SignInFirst)?;
    if proposal.submitted_at.is_none() {
        return Ok(may_edit_draft(actor, proposal.id, proposal.author).map_err(|_| Refusal::NotFound)?);
    }
    let rt = rt_of(tx, proposal).await?;
    Ok(may_mend(actor, &proposal.authorship(), rt.as_ref())?)
}

/// The code of the RT that it names, if it names one.
pub async fn rt_of(tx: &mut Tx, proposal: &Proposal) -> Result<Option<RegionCode>, Failure> {
    match proposal.rt {
        Some(rt) => Ok(regions::find(tx, rt).await?.map(|rt| rt.code)),
        None => Ok(None),
    }
}

/// A draft in the planning year for which it would be sent today.
pub struct YearOf {
    pub id: CycleId,
    pub plan_year: u16,
    pub catalogue: Catalogue,
    /// That is another year than the row says, which follows when the draft is written.
    pub has_moved: bool,
}

/// What was never sent moves on when its year has stopped taking proposals, see
/// [`domain::years::PlanningYears::moves_on`]; the form then says from where, and names the type of work of the new year
/// that has the same code.
pub async fn year_of(tx: &mut Tx, proposal: &Proposal, draft: &mut Draft, today: Day) -> Result<YearOf, Failure> {
    let years = cycles::years(tx).await?;
    let own = years.find(proposal.cycle).ok_or_else(|| Failure::inconsistent("proposals", "cycle_id", proposal.cycle))?;
    let moved_to = if proposal.submitted_at.is_none() { years.moves_on(own.plan_year, today) } else { None };
    let year = moved_to.unwrap_or(own);
    let catalogue = cycles::catalogue(tx, year.id).await?;
    draft.choice = same_choice(tx, &catalogue, draft.choice).await?;
    if moved_to.is_some() {
        draft.moved_from = Some(own.plan_year);
    }
    Ok(YearOf { id: year.id, plan_year: year.plan_year, catalogue, has_moved: moved_to.is_some() })
}

/// A type of whatever year under this dictionary: the one with the same code, where it is still offered.
pub async fn same_choice(tx: &mut Tx, catalogue: &Catalogue, choice: Option<TypeChoice>) -> Result<Option<TypeChoice>, Failure> {
    let Some(TypeChoice::Listed(id)) = choice else { return Ok(choice) };
    if catalogue.find(id).is_some() {
        return Ok(choice);
    }
    let Some(other) = cycles::find_type(tx, id).await? else { return Ok(choice) };
    Ok(catalogue.offered().find(|kind| kind.code == other.code).map(|kind| TypeChoice::Listed(kind.id)))
}

/// The form as saved, or, of what was sent before, the form as it was filled in; with the photos that are there.
pub async fn draft_of(tx: &mut Tx, proposal: &Proposal) -> Result<Draft, Failure> {
    let stored = photos::of_subject(tx, Subject::Proposal(proposal.id)).await?;
    let has_undescribed_photo = !stored.iter().all(photos::Photo::is_described);
    let photos = stored.iter().map(photos::Photo::id).collect();
    if let Some(draft) = &proposal.draft {
        return Ok(Draft { photos, has_undescribed_photo, ..draft.clone() });
    }
    let rt = rt_of(tx, proposal).await?;
    Ok(Draft { photos, has_undescribed_photo, rt, ..written(proposal) })
}

/// The columns of a sent proposal as form fields; the RT and the photos are found elsewhere.
fn written(proposal: &Proposal) -> Draft {
    Draft {
        title: proposal.title.clone(),
        problem: proposal.problem.clone(),
        wanted_work: proposal.wanted.clone(),
        choice: Some(proposal.type_id.map_or(TypeChoice::Other, TypeChoice::Listed)),
        field: proposal.field,
        physical: Some(proposal.physical),
        target_groups: proposal.target_groups.clone(),
        rt: None,
        address: proposal.address.clone(),
        pin: proposal.pin,
        land_status: proposal.land_status,
        volume: proposal.volume,
        unit: proposal.unit.clone(),
        stated_cost: proposal.cost.filter(|_| proposal.unit_price.is_none()),
        households: proposal.households,
        people: proposal.people,
        own_contribution: Some(proposal.own_contribution),
        contribution_note: proposal.own_contribution_note.clone(),
        photos: Vec::new(),
        has_undescribed_photo: false,
        shows_name: proposal.shows_name,
        origin: proposal.origin,
        moved_from: None,
        saved_from: BTreeMap::new(),
    }
}
