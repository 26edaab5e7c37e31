//! One page of the form is kept, whatever else is still missing.

use super::{Outcome, drafts, once_more};
use crate::{
    Failure, Problem, Services,
    drafting::{draft_of, year_of},
    store::{Tx, proposals, regions},
    unit::Unit,
};
use domain::{
    account::Actor,
    clock::Day,
    ids::ProposalId,
    proposal::{Draft, DraftChange, DraftField},
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
};

/// A draft as it is stored now, and what has to be mended in it.
#[derive(Debug)]
pub struct SavedDraft {
    pub draft: Draft,
    pub problems: Vec<Problem>,
}

/// Saves and commits before anything is pointed out: an RT that is not there, which leaves its field alone, and with
/// `complete` what the fields of the page still lack; without it the draft may be left as it is. Nothing is saved over
/// what another window has written since the page was shown: that is refused, and what is sent then counts.
pub async fn save_draft(services: &Services, actor: &Actor, id: ProposalId, change: &DraftChange, complete: bool) -> Outcome<SavedDraft> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let proposal = drafts::open(tx, actor, id).await?;
        let stored = draft_of(tx, &proposal).await?;
        let mut draft = change.over(&stored).map_err(drafts::problems)?;
        let mut problems = Vec::new();
        if let Some(code) = change.rt()
            && !is_rt(tx, code, services.today()).await?
        {
            draft.rt = stored.rt;
            problems.push(drafts::problem((DraftField::Rt, Refusal::RegionUnknown)));
        }
        let year = year_of(tx, &proposal, &mut draft, services.today()).await?;
        if year.has_moved {
            proposals::move_draft(tx, id, year.id).await?;
        }
        proposals::save_draft(tx, id, &draft).await?;
        if complete {
            let lacking = change.lacking(&draft, &year.catalogue).into_iter().map(drafts::problem);
            let new: Vec<Problem> = lacking.filter(|new| problems.iter().all(|known: &Problem| known.field != new.field)).collect();
            problems.extend(new);
        }
        unit.commit().await?;
        Ok(SavedDraft { draft, problems })
    })
    .await
}

async fn is_rt(tx: &mut Tx, code: &RegionCode, today: Day) -> Result<bool, Failure> {
    Ok(regions::find_by_code(tx, code, today).await?.is_some_and(|region| region.level == RegionLevel::Rt))
}
