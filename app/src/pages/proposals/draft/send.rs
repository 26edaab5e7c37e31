//! The last page: photos, everything that was answered, what neighbours already ask for, and the button.

use super::{
    check::{Answers, Missing, Returned, Warnings},
    question::Question,
    steps::StepHead,
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::TickBox,
        photos::{self, PhotoFields, PhotoRemovals},
        proposal_list::place_words,
        status::StatusTag,
    },
    context::page_context,
    format, links,
    uploads::{GO_ON, LEAVE, NEXT},
};
use domain::{city::Setting, permission::may_propose, proposal::DraftField};
use leptos::prelude::*;
use services::queries::draft_page::{DraftPage, Similar};

#[component]
pub fn SendPage(page: DraftPage, similar: Vec<Similar>) -> impl IntoView {
    let (id, context) = (page.proposal.id, page_context());
    let mut problems = page.draft.problems(&page.catalogue);
    problems.retain(|(field, _)| *field != DraftField::Photos);
    let is_own = page.proposal.entered_as.is_none();
    let unconfirmed = is_own && may_propose(&context.actor, id).is_err();
    let action = links::proposal_part(id, "foto");
    let send = links::proposal_part(id, "kirim");
    let needed = if page.draft.physical_with(&page.catalogue) == Some(true) { t!("draft.photo_needed") } else { String::new() };
    view! {
        <StepHead page=page.clone() question=Question::Send/>
        <Returned page=page.clone()/>
        <ErrorSummary labels=photos::labels(&page.photos)/>
        <Missing page=page.clone() problems/>
        <Warnings page=page.clone()/>
        <form method="post" action=action.clone() enctype="multipart/form-data" class="form">
            <h2>{t!("draft.photos")}</h2>
            <PhotoFields photos=page.photos.clone() action=action.clone() most=context.city.number(Setting::MostPhotos) needed/>
            <SimilarOnes similar/>
            <h2>{t!("draft.answers")}</h2>
            <Answers page=page.clone()/>
            {is_own.then(|| view! { <TickBox name="shows_name" label=t!("send.show_name") ticked=page.draft.shows_name/> })}
            <p class="soft">{t!("send.what_next")}</p>
            {unconfirmed.then(|| view! { <p class="notice notice--warn">{t!("send.unconfirmed")} " " <a href=links::ACCOUNT>{t!("shell.account")}</a></p> })}
            <div class="cluster">
                <button class="btn" name=GO_ON value="1" formaction=send.clone() disabled=unconfirmed>{t!("send.submit")}</button>
                {(!is_own).then(|| view! { <button class="btn btn--plain" name=NEXT value="1" formaction=send>{t!("send.and_next")}</button> })}
                <button class="link-btn" name=LEAVE value="1">{t!("draft.save_for_later")}</button>
            </div>
        </form>
        <PhotoRemovals photos=page.photos action/>
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
