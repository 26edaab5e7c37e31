//! Taking a proposal back: says what happens before it happens, as it cannot be undone.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextArea},
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::queries::proposal_page::{ProposalPage, proposal_page};

/// `/usulan/:id/tarik`
#[component]
pub fn ProposalWithdrawal() -> impl IntoView {
    let proposal = load(async |web: Web| {
        may_act_as_self(&web.actor)?;
        let page = proposal_page(&web.services, &web.actor, part("id")?, (None, None)).await?;
        let page = page.filter(|page| page.mine.is_mine).ok_or(PageError::NotFound)?;
        Ok((Head::new(web.text("withdraw.title")), page))
    });
    view! { <Page of=proposal let:page><Withdraw page/></Page> }
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
    .into_any()
}
