//! Taking a proposal back, and proposing again what an earlier year did not take.

use super::show::parse;
use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextArea},
    forms::{Fields, Reading},
    http::{PageError, PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{permission::may_act_as_self, reason::ReasonText};
use leptos::prelude::*;
use services::{
    commands::{self, ProposedAgain},
    queries::proposal_page::{ProposalPage, proposal_page},
};

/// Says what happens before it happens: this cannot be undone.
pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    may_act_as_self(&web.actor)?;
    let page = proposal_page(&web.services, &web.actor, parse(&id)?, (None, None)).await?;
    let page = page.filter(|page| page.mine.is_mine).ok_or(PageError::NotFound)?;
    Ok(web.page(Head::new(web.text("withdraw.title")), move || view! { <Withdraw page=page.clone()/> }).await)
}

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let proposal = parse(&id)?;
    let mut form = Reading::of(&fields);
    let reason = form.any("reason", ReasonText::new);
    let withdrawn = async { commands::withdraw_proposal(&web.services, &web.actor, proposal, form.done(reason)?.as_ref()).await };
    match withdrawn.await {
        Ok(()) => Ok(go_with(&links::proposal(proposal), "withdrawn")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

pub async fn propose_again(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let new_id = Fields::new(pairs).made_id("new_id", &web.services.clock);
    match commands::propose_again(&web.services, &web.actor, parse(&id)?, new_id).await? {
        ProposedAgain::Draft(id) => Ok(go_with(&links::draft_step(id, "periksa"), "saved")),
        ProposedAgain::Carried(id) => Ok(go_with(&links::proposal(id), "sent")),
    }
}

#[component]
fn Withdraw(page: ProposalPage) -> impl IntoView {
    let id = page.proposal.id;
    let steps = vec![(links::proposal(id), page.proposal.title.clone())];
    view! {
        <Crumbs steps/>
        <div class="page-head"><h1>{t!("withdraw.title")}</h1><p class="lead">{t!("withdraw.lead")}</p></div>
        <ErrorSummary labels=vec![("reason", t!("withdraw.reason"))]/>
        <form method="post" action=links::proposal_part(id, "tarik") class="form">
            <TextArea name="reason" label=t!("withdraw.reason") hint=t!("withdraw.reason_hint") rows=3/>
            <div class="cluster">
                <button class="btn btn--danger">{t!("withdraw.submit")}</button>
                <a class="btn btn--plain" href=links::proposal(id)>{t!("withdraw.keep")}</a>
            </div>
        </form>
    }
}
