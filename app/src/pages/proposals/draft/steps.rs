//! The frame of each page: which one it is, the way back, and the buttons.

use super::question::{PAGE, Question, field_name, label};
use crate::{
    components::{field::Shown, icon::Icon, keeping::KeepDraft},
    context::page_context,
    forms::FormState,
    links,
    text::t_code,
};
use domain::{
    ids::ProposalId,
    proposal::{Draft, DraftField},
};
use leptos::prelude::*;
use services::{late::Destination, queries::draft_page::DraftPage};

/// Which page of how many.
#[component]
pub fn StepBar(question: Question) -> impl IntoView {
    let (number, count) = (question.number(), Question::ALL.len());
    let width = format!("{}%", number * 100 / count);
    view! {
        <div class="steps">
            <span class="steps__label">{t!("draft.step", number = number, count = count)}</span>
            <svg class="steps__bar" aria-hidden="true"><rect width="100%" height="100%"></rect><rect width=width height="100%"></rect></svg>
        </div>
    }
}

/// What a page is called and about, and the way back.
#[component]
pub fn StepHead(page: DraftPage, question: Question) -> impl IntoView {
    let back = question.previous().map(|previous| links::draft_step(page.proposal.id, previous.code()));
    view! {
        {back.map(|href| view! { <p class="small"><a href=href>"‹ " {t!("draft.back")}</a></p> })}
        <StepBar question/>
        <div class="page-head">
            <h1>{t_code("draft", question.code())}</h1>
            <p class="lead">{t_code("draft_lead", question.code())}</p>
            <p class="soft">{t!("draft.year", year = page.plan_year)}</p>
            {page.draft.moved_from.map(|from| view! {
                <p class="notice notice--info"><Icon name="clock"/><span>{t!("draft.moved", from = from, year = page.plan_year)}</span></p>
            })}
            <Late destination=page.destination/>
            {page.proposal.on_behalf_of.clone().map(|name| view! { <p class="tag tag--info"><Icon name="user"/>{t!("own.for_resident", name = name)}</p> })}
        </div>
    }
    .into_any()
}

/// Its meeting has closed: what becomes of it is said before it is written to the end.
#[component]
fn Late(destination: Destination) -> impl IntoView {
    let words = match destination {
        Destination::InTime => return ().into_any(),
        Destination::Later(stage) => t!("late.later", stage = t_code("stage", stage.code())),
        Destination::NextYear => t!("late.next_year"),
    };
    view! { <p class="notice notice--warn"><Icon name="clock"/><span>{words}</span></p> }.into_any()
}

/// Continue, or keep it for later.
#[component]
pub fn GoOn() -> impl IntoView {
    view! {
        <div class="cluster">
            <button class="btn">{t!("form.continue")}</button>
            <button class="link-btn" name="simpan" value="1">{t!("draft.save_for_later")}</button>
        </div>
    }
}

/// The same for what has been begun, which is saved as it is written.
#[component]
pub fn StepButtons(draft: Draft, id: ProposalId, question: Question, back_to_check: bool) -> impl IntoView {
    let fields = DraftField::ALL.into_iter().filter(|field| Question::asking(*field) == question);
    let shown = fields.filter_map(|field| Some((field_name(field), draft.words(field)?)));
    let page = FormState::value(PAGE, &page_context().new_id().to_string());
    view! {
        <input type="hidden" name=PAGE value=page/>
        {shown.map(|(name, value)| view! { <Shown name value/> }).collect_view()}
        {back_to_check.then(|| view! { <input type="hidden" name="kembali" value=Question::Send.code()/> })}
        <GoOn/>
        <KeepDraft action="rancangan-usulan" names="proposal" of=id.to_string()/>
    }
    .into_any()
}

/// The labels of a page's fields, for its error summary.
pub fn labels(question: Question) -> Vec<(&'static str, String)> {
    let fields = DraftField::ALL.into_iter().filter(|field| Question::asking(*field) == question);
    fields.map(|field| (field_name(field), label(field))).collect()
}
