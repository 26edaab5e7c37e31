//! The frame of each question, and the questions that are only fields.

use super::{
    details::{TypeFields, VolumeFields},
    question::{Question, label, typed},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Shown, TextArea, TextField},
        icon::Icon,
        keeping::keeping_words,
        photos::{self, PhotoEditor, PhotoWays},
    },
    context::page_context,
    forms::FormState,
    islands::KeepDraft,
    links,
    shell::Islands,
    text::t_code,
};
use domain::{
    catalogue::TargetGroup,
    city::Setting,
    ids::ProposalId,
    money::Rupiah,
    proposal::{Draft, DraftField},
};
use leptos::prelude::*;
use services::{
    commands::{PAGE, field_name},
    late::Destination,
    queries::draft_page::DraftPage,
};

/// Which step of how many, and the way back.
#[component]
pub fn StepHead(page: DraftPage, question: Question) -> impl IntoView {
    let (number, count) = (question.number(), Question::ALL.len());
    let width = format!("{}%", number * 100 / count);
    let back = question.previous().map(|previous| links::draft_step(page.proposal.id, previous.code()));
    view! {
        {back.map(|href| view! { <p class="small"><a href=href>"‹ " {t!("draft.back")}</a></p> })}
        <div class="steps">
            <span class="steps__label">{t!("draft.step", number = number, count = count)}</span>
            <svg class="steps__bar" aria-hidden="true"><rect width="100%" height="100%"></rect><rect width=width height="100%"></rect></svg>
        </div>
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

/// Continue, or keep it for later. Until then it is saved as it is written.
#[component]
pub fn StepButtons(draft: Draft, id: ProposalId, question: Question, back_to_check: bool) -> impl IntoView {
    let fields = DraftField::ALL.into_iter().filter(|field| Question::asking(*field) == question);
    let shown = fields.filter_map(|field| Some((field_name(field), draft.words(field)?)));
    let page = FormState::value(PAGE, &page_context().new_id().to_string());
    view! {
        <Islands/>
        <input type="hidden" name=PAGE value=page/>
        {shown.map(|(name, value)| view! { <Shown name value/> }).collect_view()}
        {back_to_check.then(|| view! { <input type="hidden" name="kembali" value=Question::Check.code()/> })}
        <div class="cluster">
            <button class="btn">{t!("form.continue")}</button>
            <button class="link-btn" name="simpan" value="1">{t!("draft.save_for_later")}</button>
        </div>
        <KeepDraft of=id.to_string() step=question.code().to_owned() words=keeping_words()/>
    }
    .into_any()
}

/// The labels of a question's fields, for its error summary.
pub fn labels(question: Question) -> Vec<(&'static str, String)> {
    let fields = DraftField::ALL.into_iter().filter(|field| Question::asking(*field) == question);
    fields.map(|field| (field_name(field), label(field))).collect()
}

#[component]
pub fn QuestionPage(page: DraftPage, question: Question, back_to_check: bool) -> impl IntoView {
    let id = page.proposal.id;
    if question == Question::Photos {
        return view! { <Photos page/> }.into_any();
    }
    let draft = page.draft.clone();
    let fields = match question {
        Question::Problem => view! { <ProblemFields draft=draft.clone()/> }.into_any(),
        Question::Type => view! { <TypeFields page=page.clone()/> }.into_any(),
        Question::Volume => view! { <VolumeFields page=page.clone()/> }.into_any(),
        Question::Beneficiaries => view! { <BeneficiaryFields draft=draft.clone()/> }.into_any(),
        _ => view! { <ContributionFields draft=draft.clone()/> }.into_any(),
    };
    view! {
        <StepHead page question/>
        <ErrorSummary labels=labels(question)/>
        <form method="post" action=links::draft_step(id, question.code()) class="form">
            {fields}
            <StepButtons draft id question back_to_check/>
        </form>
    }
    .into_any()
}

#[component]
fn ProblemFields(draft: Draft) -> impl IntoView {
    view! {
        <TextArea name="problem" label=label(DraftField::Problem) hint=t!("draft.problem_hint") value=draft.problem most=Draft::PROBLEM.1/>
        <TextField name="title" label=label(DraftField::Title) hint=t!("draft.title_hint") value=draft.title/>
        <TextArea name="wanted_work" label=label(DraftField::WantedWork) hint=t!("draft.wanted_hint") value=draft.wanted_work rows=3 most=Draft::WANTED_WORK.1/>
    }
}

#[component]
fn BeneficiaryFields(draft: Draft) -> impl IntoView {
    let groups = TargetGroup::ALL.map(|group| {
        let chosen = FormState::is_chosen("target_groups", group.code(), draft.target_groups.contains(&group));
        view! {
            <label><input type="checkbox" name="target_groups" value=group.code() checked=chosen/><span>{t_code("target_group", group.code())}</span></label>
        }
    });
    view! {
        <TextField name="households" label=label(DraftField::Households) hint=t!("draft.households_hint") value=typed(draft.households) inputmode="numeric"/>
        <TextField name="people" label=label(DraftField::People) hint=t!("draft.optional") value=typed(draft.people) inputmode="numeric"/>
        <fieldset class="choices choices--row" id="target_groups">
            <legend>{label(DraftField::TargetGroups)}</legend>
            <input type="hidden" name="target_groups" value=""/>
            {groups.into_iter().collect_view()}
        </fieldset>
    }
}

#[component]
fn ContributionFields(draft: Draft) -> impl IntoView {
    let amount = draft.own_contribution.filter(|amount| *amount != Rupiah::ZERO).map(Rupiah::grouped);
    view! {
        <TextField name="own_contribution" label=label(DraftField::OwnContribution) hint=t!("draft.contribution_hint") value=typed(amount) inputmode="numeric"/>
        <TextArea name="contribution_note" label=label(DraftField::ContributionNote) hint=t!("draft.contribution_note_hint") value=draft.contribution_note rows=3 most=Draft::CONTRIBUTION_NOTE.1/>
    }
}

#[component]
fn Photos(page: DraftPage) -> impl IntoView {
    let id = page.proposal.id;
    let photo_id = page_context().new_id();
    let needed = page.draft.physical_with(&page.catalogue) == Some(true) && page.photos.is_empty();
    let ways = PhotoWays {
        go_on: (links::draft_step(id, Question::Check.code()), t!("form.continue")),
        leave: (links::OWN_PROPOSALS.to_owned(), t!("draft.save_for_later")),
    };
    view! {
        <StepHead page=page.clone() question=Question::Photos/>
        <ErrorSummary labels=photos::labels()/>
        {needed.then(|| view! { <p class="notice notice--info">{t!("draft.photo_needed")}</p> })}
        <PhotoEditor photos=page.photos.clone() action=links::proposal_part(id, "foto") id=photo_id most=page_context().city.number(Setting::MostPhotos) ways/>
    }
}
