//! Somebody begins to write a proposal: their own, or for a resident whom an office serves.

use super::{Outcome, drafts, once_more};
use crate::{
    Services,
    store::{cycles, proposals},
    unit::Unit,
};
use domain::{
    account::{Actor, ResidentName, Role},
    ids::ProposalId,
    permission::{Acting, may_act_as_self, may_enter_for_others},
    proposal::{Draft, Position},
    refusal::Refusal,
    region::RegionLevel,
};

/// What the first page sends.
#[derive(Clone, Debug)]
pub struct DraftStart {
    /// Made when the page was shown, so that a second click begins nothing.
    pub id: ProposalId,
    /// The resident for whom an office writes; none for one's own proposal.
    pub on_behalf_of: Option<ResidentName>,
}

/// Drafts may be written before one's residence is confirmed; sending them has to wait.
pub async fn start_draft(services: &Services, actor: &Actor, start: DraftStart) -> Outcome<()> {
    let (acting, on_behalf_of) = match &start.on_behalf_of {
        None => (may_act_as_self(actor)?.acting().clone(), None),
        Some(name) => (office_of(actor, start.id)?, Some(name.text())),
    };
    let acting = &acting;
    once_more(|| async move {
        let mut unit = Unit::begin(services, acting).await?;
        let (now, tx) = (unit.now, &mut unit.tx);
        let years = cycles::years(tx).await?;
        let year = years.for_writing(services.today()).ok_or(Refusal::NotFound)?;
        let pipeline = cycles::pipeline(tx, year.id).await?;
        let draft = Draft { rt: acting.region.clone().filter(|region| region.level() == RegionLevel::Rt), ..Draft::default() };
        let new = proposals::NewDraft {
            id: start.id,
            cycle: year.id,
            author: acting.account,
            on_behalf_of,
            entered_as: acting.role,
            position: Position::draft(&pipeline),
            draft: &draft,
            at: now,
        };
        drafts::check_count(tx, acting, Some(start.id)).await?;
        if proposals::insert_draft(tx, &new).await? {
            return Ok(unit.commit().await?);
        }
        let known = proposals::find(tx, start.id).await?;
        if known.is_some_and(|known| known.author == acting.account) { Ok(()) } else { Err(Refusal::NotFound.into()) }
    })
    .await
}

/// The office under which this person may write for residents.
fn office_of(actor: &Actor, draft: ProposalId) -> Result<Acting, Refusal> {
    actor.signed_in().ok_or(Refusal::SignInFirst)?;
    let held = actor.assignments().iter().filter(|held| matches!(held.role, Role::RtHead | Role::KelurahanOfficer));
    let permit = held.filter_map(|held| held.region.as_ref()).find_map(|region| may_enter_for_others(actor, draft, region).ok());
    permit.map(|permit| permit.acting().clone()).ok_or(Refusal::NotYourOffice)
}
