//! A draft becomes a proposal that everybody reads.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with, parse},
    links,
    pages::proposals::{Question, draft_of},
};
use axum::{Form, extract::Path};
use domain::refusal::Refusal;
use services::{
    CommandError,
    commands::{self, DraftValues},
};

pub async fn send(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let proposal = parse(&id)?;
    let fields = Fields::new(pairs);
    let values = DraftValues(fields.pairs().iter().filter(|(name, _)| name == "shows_name").cloned().collect());
    let saved = commands::save_draft(&web.services, &web.actor, proposal, &values, false).await;
    let sent = match saved {
        // Sent by the first of two clicks.
        Err(CommandError::Refused(Refusal::StatusForbids { .. })) | Ok(()) => {
            commands::submit_proposal(&web.services, &web.actor, proposal).await
        }
        Err(error) => Err(error),
    };
    match sent {
        Ok(_) => Ok(go_with(&links::proposal(proposal), "sent")),
        Err(error) => {
            let again = web.refused(error, fields)?;
            // What is no draft any more has no page to send it from.
            draft_of(&again, proposal).await?;
            Ok(again.page_at(&links::draft_step(proposal, Question::Send.code())).await)
        }
    }
}
