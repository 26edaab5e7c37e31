//! `/usulan/{id}`: one proposal, what became of it and why; and the small forms on it.

mod facts;
mod history;
mod support;
mod view;

use crate::{
    components::comments,
    forms::Fields,
    http::{PageError, PageResult, Web, go, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{
    comment::Subject,
    ids::ProposalId,
    permission::{may_answer, may_comment},
    proposal::ProposalNumber,
};
use leptos::prelude::*;
use services::{commands, queries::proposal_page};
use view::OneProposal;

pub fn parse(id: &str) -> Result<ProposalId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let page = proposal_page::proposal_page(&web.services, &web.actor, parse(&id)?, comments::wanted(&web)).await?;
    let page = page.ok_or(PageError::NotFound)?;
    let head = Head::new(page.proposal.title.clone()).about(shortened(&page.proposal.problem));
    let share = web.absolute(&links::proposal(page.proposal.id));
    let may_answer =
        may_answer(&web.actor, Subject::Proposal(page.proposal.id), page.proposal.agency, page.path.last().map(|place| &place.code))
            .is_ok();
    Ok(web.page(head, move || view! { <OneProposal page=page.clone() share=share.clone() may_answer/> }).await)
}

/// What a preview of the link shows.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(160).collect();
    if text.chars().count() > 160 {
        short.push('…');
    }
    short
}

/// For addresses that are read out or printed: the number with its own slashes.
pub async fn by_number(web: Web, Path((kelurahan, year, serial)): Path<(String, String, String)>) -> PageResult {
    let number = ProposalNumber::parse(&format!("{kelurahan}/{year}/{serial}")).map_err(|_| PageError::NotFound)?;
    let id = proposal_page::by_number(&web.services, &number).await?.ok_or(PageError::NotFound)?;
    Ok(go(&links::proposal(id)))
}

pub async fn support(web: Web, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    commands::support_proposal(&web.services, &web.actor, id).await?;
    Ok(go(&format!("{}#dukungan", links::proposal(id))))
}

pub async fn withdraw_support(web: Web, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    commands::withdraw_support(&web.services, &web.actor, id).await?;
    Ok(go(&format!("{}#dukungan", links::proposal(id))))
}

pub async fn comment(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let permit = may_comment(&web.actor, Subject::Proposal(proposal))?;
    let said = async { commands::add_comment(&web.services, &permit, comments::said(&web, &fields)?).await };
    match said.await {
        Ok(()) => Ok(go(&format!("{}#komentar", links::proposal(proposal)))),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

pub async fn second(web: Web, Path(id): Path<String>) -> PageResult {
    let proposal = parse(&id)?;
    commands::second_proposal(&web.services, &web.actor, proposal).await?;
    Ok(go_with(&links::proposal(proposal), "seconded"))
}

pub async fn answer(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let subject = Subject::Proposal(proposal);
    commands::may_answer_there(&web.services, &web.actor, subject).await?;
    let answered = async { commands::answer(&web.services, &web.actor, comments::answered(&web, &fields, subject)?).await };
    match answered.await {
        Ok(()) => Ok(go(&format!("{}#komentar", links::proposal(proposal)))),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}
