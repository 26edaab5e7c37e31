//! A proposal being written: it is begun, saved at every page, thrown away and taken back.

use super::draft_reading::read;
use crate::{
    forms::{Fields, Reading, shown_name},
    http::{PageError, PageResult, Web, go, go_with, parse},
    links,
    pages::proposals::{Question, field_name},
};
use axum::{Form, extract::Path};
use domain::{account::ResidentName, ids::ProposalId, proposal::DraftField, refusal::Refusal};
use services::{
    CommandError, Problem,
    commands::{self, DraftStart, SavedDraft},
};

/// Begins a draft with what stands on its first page. Sent twice, it is one draft.
pub async fn begin(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let id: ProposalId = fields.made_id("id", &web.services.clock);
    let for_resident = fields.has("on_behalf_of");
    let mut form = Reading::of(&fields);
    let on_behalf_of = if for_resident { form.read("on_behalf_of", ResidentName::new).map(Some) } else { Some(None) };
    let start = form.done(on_behalf_of.map(|on_behalf_of| DraftStart { id, on_behalf_of }));
    match async { commands::start_draft(&web.services, &web.actor, start?).await }.await {
        Ok(()) => write(&web, id, Question::Need, fields).await,
        Err(error) => {
            let page = if for_resident { links::new_for_resident() } else { links::NEW_PROPOSAL.to_owned() };
            web.again(&page, error, fields).await
        }
    }
}

pub async fn save(web: Web, Path((id, step)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let question = Question::from_code(&step).ok_or(PageError::NotFound)?;
    write(&web, parse(&id)?, question, Fields::new(pairs)).await
}

/// Saves whatever can be read; what cannot is shown again, with everything typed.
async fn write(web: &Web, proposal: ProposalId, question: Question, fields: Fields) -> PageResult {
    let later = fields.has("simpan");
    match stored(web, proposal, &fields, !later).await.and_then(whole) {
        Ok(()) if later => Ok(go_with(links::OWN_PROPOSALS, "saved")),
        Ok(()) if !fields.text("kembali").is_empty() => Ok(go(&links::draft_step(proposal, Question::Send.code()))),
        Ok(()) => Ok(go(&links::draft_step(proposal, question.next().code()))),
        Err(error) => web.again(&asked_at(proposal, question, &fields), unless_sent(error)?, fields).await,
    }
}

/// Whatever can be read is stored; what cannot stands before what is missing.
async fn stored(web: &Web, proposal: ProposalId, fields: &Fields, complete: bool) -> Result<SavedDraft, CommandError> {
    let (change, unread) = read(fields);
    match commands::save_draft(&web.services, &web.actor, proposal, &change, complete).await {
        Ok(saved) => Ok(SavedDraft { problems: unread.into_iter().chain(saved.problems).collect(), ..saved }),
        Err(CommandError::Problems(taken)) => Err(CommandError::Problems(taken.into_iter().map(at_its_field).collect())),
        Err(error) => Err(error),
    }
}

/// Of the two fields that are a point, the first says what is wrong with it.
fn at_its_field(problem: Problem) -> Problem {
    if problem.field == DraftField::Pin.code() { Problem { field: field_name(DraftField::Pin), ..problem } } else { problem }
}

fn whole(saved: SavedDraft) -> Result<(), CommandError> {
    if saved.problems.is_empty() { Ok(()) } else { Err(CommandError::Problems(saved.problems)) }
}

/// As it is written, from an island that stays on the page: what of it is stored otherwise than its page says, and what
/// could not be read.
pub async fn keep(web: &Web, proposal: ProposalId, fields: &Fields) -> Result<(Vec<(String, String)>, Vec<Problem>), CommandError> {
    let SavedDraft { draft, problems } = stored(web, proposal, fields, false).await?;
    let stored = DraftField::ALL.into_iter().filter_map(|field| Some((field_name(field), draft.words(field)?)));
    let changed = stored.filter(|(name, stored)| fields.typed(name).shown.is_some_and(|shown| shown != stored));
    Ok((changed.map(|(name, stored)| (shown_name(name), stored)).collect(), problems))
}

/// The page of a question as its form knew it: with the kelurahan chosen there, and the way back to the check.
fn asked_at(proposal: ProposalId, question: Question, fields: &Fields) -> String {
    let known = ["kelurahan", "kembali"].map(|name| (name, fields.text(name)));
    let query = serde_html_form::to_string(known).unwrap_or_default();
    format!("{}?{query}", links::draft_step(proposal, question.code()))
}

/// Sent meanwhile, from another window: said so, with what was typed or chosen here, instead of the page of what was
/// sent.
pub fn unless_sent(error: CommandError) -> Result<CommandError, PageError> {
    match error {
        CommandError::Refused(refusal @ Refusal::StatusForbids { .. }) => Err(PageError::Refused(refusal)),
        other => Ok(other),
    }
}

pub async fn discard(web: Web, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    commands::withdraw_proposal(&web.services, &web.actor, id, None).await?;
    Ok(go(&links::just_discarded(id)))
}

pub async fn restore(web: Web, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    commands::restore_draft(&web.services, &web.actor, id).await?;
    Ok(go(&links::draft_step(id, Question::Send.code())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_draft_is_told_of_a_point_stands_at_the_first_of_its_fields() {
        for field in DraftField::ALL {
            let told = Refusal::ChangedTo { value: "-1.602294,103.578408".into() };
            assert_eq!(at_its_field(Problem::new(field.code(), told.clone())), Problem::new(field_name(field), told));
        }
    }
}
