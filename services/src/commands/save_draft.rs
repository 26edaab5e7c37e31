//! One step of the form is kept, whatever else is still missing or wrong.

use super::{
    Outcome,
    drafts::{self, DraftValues},
    once_more,
};
use crate::{
    CommandError, Problem, Services,
    drafting::{draft_of, year_of},
    store::proposals,
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::ProposalId,
    proposal::{Draft, DraftField},
};

/// Saves what can be read and commits it before anything is pointed out. With `complete`, what the step's own fields
/// still lack is pointed out too; without it the draft may be left as it is. Nothing is saved over what another window
/// has written since the form was shown: that is pointed out, and what is sent then counts.
pub async fn save_draft(services: &Services, actor: &Actor, id: ProposalId, values: &DraftValues, complete: bool) -> Outcome<()> {
    let (_, problems) = keep(services, actor, id, values, complete).await?;
    if problems.is_empty() { Ok(()) } else { Err(CommandError::Problems(problems)) }
}

/// What is stored now, and what could not be read.
type Kept = (Draft, Vec<Problem>);

/// The same while it is being written: what could not be read is no refusal.
pub async fn keep_draft(services: &Services, actor: &Actor, id: ProposalId, values: &DraftValues) -> Outcome<Kept> {
    keep(services, actor, id, values, false).await
}

async fn keep(services: &Services, actor: &Actor, id: ProposalId, values: &DraftValues, complete: bool) -> Outcome<Kept> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let proposal = drafts::open(tx, actor, id).await?;
        let mut draft = draft_of(tx, &proposal).await?;
        let stored = draft.clone();
        let mut problems = values.changed().write(tx, &mut draft, services.today()).await?;
        let taken = values.taken(&stored, &mut draft);
        if !taken.is_empty() {
            return Err(CommandError::Problems(taken));
        }
        let year = year_of(tx, &proposal, &mut draft, services.today()).await?;
        if year.has_moved {
            proposals::move_draft(tx, id, year.id).await?;
        }
        proposals::save_draft(tx, id, &draft).await?;
        if complete {
            for (field, refusal) in draft.problems(&year.catalogue) {
                let is_new = !problems.iter().any(|problem| problem.field == field.code());
                if is_new && field != DraftField::Photos && values.names(field) {
                    problems.push(Problem::new(field.code(), refusal));
                }
            }
        }
        unit.commit().await?;
        Ok((draft, problems))
    })
    .await
}
