//! The last page: what neighbours already ask for, how the proposer is shown, and the button.

use super::{
    check::Missing,
    question::{Question, label},
    steps::StepHead,
};
use crate::{
    components::{error_summary::ErrorSummary, field::TickBox, proposal_list::place_words, status::StatusTag},
    context::page_context,
    format, links,
};
use domain::{permission::may_propose, proposal::DraftField};
use leptos::prelude::*;
use services::queries::draft_page::{DraftPage, Similar};

#[component]
pub fn SendPage(page: DraftPage, similar: Vec<Similar>) -> impl IntoView {
    let id = page.proposal.id;
    let problems = page.draft.problems(&page.catalogue);
    let is_own = page.proposal.entered_as.is_none();
    let may_send = problems.is_empty() && (!is_own || may_propose(&page_context().actor, id).is_ok());
    let unconfirmed = is_own && may_propose(&page_context().actor, id).is_err();
    let labels = DraftField::ALL.map(|field| (field.code(), label(field))).to_vec();
    let shows_name = page.draft.shows_name;
    view! {
        <StepHead page=page.clone() question=Question::Send/>
        <ErrorSummary labels/>
        <Missing page=page.clone() problems/>
        <SimilarOnes similar/>
        {unconfirmed.then(|| view! { <p class="notice notice--warn">{t!("send.unconfirmed")} " " <a href=links::ACCOUNT>{t!("shell.account")}</a></p> })}
        <form method="post" action=links::proposal_part(id, "kirim") class="form">
            {is_own.then(|| view! {
                <input type="hidden" name="shows_name" value=""/>
                <TickBox name="shows_name" label=t!("send.show_name") ticked=shows_name/>
            })}
            <p class="soft">{t!("send.what_next")}</p>
            <div class="cluster">
                <button class="btn" disabled=!may_send>{t!("send.submit")}</button>
                <a href=links::OWN_PROPOSALS>{t!("draft.save_for_later")}</a>
            </div>
        </form>
    }
    .into_any()
}

/// Backing one that exists is often better than a second one.
#[component]
fn SimilarOnes(similar: Vec<Similar>) -> impl IntoView {
    if similar.is_empty() {
        return view! { <p class="notice notice--ok">{t!("send.nothing_similar")}</p> }.into_any();
    }
    let items = similar.into_iter().map(|Similar { line, metres }| {
        let status = line.position.status;
        view! {
            <li>
                <h3><a href=links::proposal(line.id)>{line.title.clone()}</a></h3>
                <p class="meta">{place_words(&line)}
                    {metres.map(|metres| t!("send.distance", metres = format::count(metres.into())))}
                    " · " {t!("proposals.support", count = format::count(line.support_count.into()))}</p>
                <p class="status"><StatusTag status=status/></p>
            </li>
        }
    });
    view! {
        <section class="stack">
            <h2>{t!("send.similar")}</h2>
            <p>{t!("send.similar_help")}</p>
            <ul class="list">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}
