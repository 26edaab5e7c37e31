//! Taking a proposal back, and proposing again what an earlier year did not take.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
    pages::proposals::Question,
};
use axum::{Form, extract::Path};
use domain::reason::ReasonText;
use services::commands::{self, ProposedAgain};

pub async fn withdraw(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let mut form = Reading::of(&fields);
    let reason = form.any("reason", ReasonText::new);
    let withdrawn = async { commands::withdraw_proposal(&web.services, &web.actor, proposal, form.done(reason)?.as_ref()).await };
    match withdrawn.await {
        Ok(()) => Ok(go_with(&links::proposal(proposal), "withdrawn")),
        Err(error) => web.again(&links::proposal_part(proposal, "tarik"), error, fields).await,
    }
}

pub async fn propose_again(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let new_id = Fields::new(pairs).made_id("new_id", &web.services.clock);
    match commands::propose_again(&web.services, &web.actor, parse(&id)?, new_id).await? {
        ProposedAgain::Draft(id) => Ok(go_with(&links::draft_step(id, Question::Send.code()), "saved")),
        ProposedAgain::Carried(id) => Ok(go_with(&links::proposal(id), "sent")),
    }
}
