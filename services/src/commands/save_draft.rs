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
use domain::{account::Actor, ids::ProposalId, proposal::DraftField};

/// Saves what can be read and commits it before anything is pointed out. With `complete`, what the step's own fields
/// still lack is pointed out too; without it the draft may be left as it is.
pub async fn save_draft(services: &Services, actor: &Actor, id: ProposalId, values: &DraftValues, complete: bool) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let proposal = drafts::open(tx, actor, id).await?;
        let mut draft = draft_of(tx, &proposal).await?;
        let mut problems = values.write(tx, &mut draft, services.today()).await?;
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
        if problems.is_empty() { Ok(()) } else { Err(CommandError::Problems(problems)) }
    })
    .await
}
