//! The proposer objects to what was decided, and the office above answers.

use crate::{
    components::{
        comments::Paragraphs,
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, Choices, TextArea},
        status::StatusTag,
    },
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load, part},
    shell::Head,
    text::{self, said, t_code},
};
use domain::city::Setting;
use leptos::prelude::*;
use services::{
    ledger::RecordedEvent,
    queries::objection_page::{ObjectionPage, objection_page},
};

/// `/usulan/:id/keberatan`
#[component]
pub fn ProposalObjection() -> impl IntoView {
    let objection = load(async |web: Web| {
        let page = objection_page(&web.services, &web.actor, part("id")?).await??;
        Ok((Head::new(format!("{} · {}", web.text("objection.title"), page.proposal.title)), page))
    });
    view! { <Page of=objection let:page><Objection page/></Page> }
}

#[component]
fn Objection(page: ObjectionPage) -> impl IntoView {
    let proposal = page.proposal.clone();
    let id = proposal.id;
    let days = page_context().city.number(Setting::AnswerDays);
    let labels = vec![("objection", t!("objection.words")), ("answer", t!("objection.answer")), ("words", t!("objection.answer_words"))];
    view! {
        <Crumbs steps=vec![(links::PROPOSALS.into(), t!("proposals.title")), (links::proposal(id), proposal.title)]/>
        <div class="page-head">
            <h1>{t!("objection.title")}</h1>
            <p class="cluster"><StatusTag status=proposal.position.status/> <span>{t_code("stage", proposal.position.stage.code())}</span></p>
            {page.may_raise.map(|last| view! { <p class="lead">{t!("objection.lead", last = format::day(last), days = days)}</p> })}
        </div>
        <ErrorSummary labels/>
        {page.decided.clone().map(|entry| view! { <Said heading=t!("objection.decided") entry/> })}
        {page.raised.clone().map(|entry| view! { <Said heading=t!("objection.raised") entry/> })}
        {if page.may_raise.is_some() {
            view! { <Raise action=links::proposal_part(id, "keberatan")/> }.into_any()
        } else if page.may_answer {
            let due_on = page.proposal.objection.map(|objection| format::day(objection.due_on)).unwrap_or_default();
            view! { <Answer action=links::proposal_part(id, "keberatan/jawaban") due_on/> }.into_any()
        } else {
            view! { <p class="empty">{t!("objection.nothing")}</p> }.into_any()
        }}
        <p><a href=links::proposal(id)>{t!("works.back")}</a></p>
    }
    .into_any()
}

/// Day, office and words of an entry of the journey.
#[component]
fn Said(heading: String, entry: RecordedEvent) -> impl IntoView {
    let zone = page_context().zone;
    let reason = entry.event.reason.as_ref().map(text::reason);
    let words = reason.or(entry.event.note.as_ref().map(|note| said(note.text()))).unwrap_or_default();
    view! {
        <section class="stack">
            <h2>{heading}</h2>
            <p class="meta">{format::instant(entry.at, zone)} " · " {text::office(&entry.office)}</p>
            <Paragraphs text=words/>
        </section>
    }
}

#[component]
fn Raise(action: String) -> impl IntoView {
    view! {
        <form method="post" action=action class="form">
            <TextArea name="objection" label=t!("objection.words") hint=t!("objection.words_hint") rows=6/>
            <button class="btn">{t!("objection.raise_do")}</button>
        </form>
    }
}

#[component]
fn Answer(action: String, due_on: String) -> impl IntoView {
    let choices = vec![Choice::new("terima", t!("objection.uphold")), Choice::new("tolak", t!("objection.dismiss"))];
    view! {
        <section class="stack">
            <h2>{t!("objection.answer")}</h2>
            <p class="soft">{t!("objection.answer_lead", day = due_on)}</p>
            <form method="post" action=action class="form">
                <Choices name="answer" legend=t!("objection.answer") choices/>
                <TextArea name="words" label=t!("objection.answer_words") hint=t!("objection.answer_hint") rows=5/>
                <button class="btn">{t!("objection.answer_do")}</button>
            </form>
        </section>
    }
}
