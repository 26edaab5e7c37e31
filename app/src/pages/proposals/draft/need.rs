//! The first page: what is wrong, what it is called, and which work of the catalogue it needs.

use super::{
    question::{OTHER_TYPE, Question, field_name, label},
    steps::{StepButtons, StepHead, labels},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Choice, Choices, SelectField, TextArea, TextField},
    },
    context::page_context,
    forms::FormState,
    links,
    nonce::use_nonce,
    text::t_code,
};
use domain::{
    catalogue::{Catalogue, Field, ProposalType},
    proposal::{Draft, DraftField, TypeChoice},
    region::RegionCode,
};
use leptos::prelude::*;
use services::queries::draft_page::DraftPage;

#[component]
pub fn NeedPage(page: DraftPage, back_to_check: bool) -> impl IntoView {
    let (id, draft, catalogue) = (page.proposal.id, page.draft.clone(), page.catalogue.clone());
    let near = draft.rt.as_ref().and_then(RegionCode::kelurahan);
    // The answer to a first page that lacks something: `typed.js` hears that its words are in the draft now.
    let is_begun = !FormState::value("id", "").is_empty();
    view! {
        <StepHead page question=Question::Need/>
        <ErrorSummary labels=labels(Question::Need)/>
        <form method="post" action=links::draft_step(id, Question::Need.code()) class="form" data-begun=is_begun>
            <NeedFields id=id.to_string() draft=draft.clone() catalogue near/>
            <StepButtons draft id question=Question::Need back_to_check/>
        </form>
    }
    .into_any()
}

/// The fields of this page, also where nothing has been begun yet. `near` is the kelurahan where similar ones are
/// looked for.
#[component]
pub fn NeedFields(#[prop(into)] id: String, draft: Draft, catalogue: Catalogue, near: Option<RegionCode>) -> impl IntoView {
    let similar = near.map(|kelurahan| view! { <Similar kelurahan=kelurahan.to_string() own=id/> });
    view! {
        <TextArea name="problem" label=label(DraftField::Problem) hint=t!("draft.problem_hint") value=draft.problem.clone() rows=4 most=Draft::PROBLEM.1/>
        <TextField name="title" label=label(DraftField::Title) hint=t!("draft.title_hint") value=draft.title.clone()/>
        {similar}
        <TypeFields draft=draft.clone() catalogue/>
        <Further name=t!("draft.wanted_fold") is_open=!draft.wanted_work.is_empty() fields=vec![DraftField::WantedWork]>
            <TextArea name="wanted_work" label=label(DraftField::WantedWork) hint=t!("draft.wanted_hint") value=draft.wanted_work rows=3 most=Draft::WANTED_WORK.1/>
        </Further>
    }
    .into_any()
}

/// Where `similar.js` shows proposals with a title like the one that is being written.
#[component]
fn Similar(kelurahan: String, own: String) -> impl IntoView {
    view! {
        <div class="alike needs-script" data-similar data-kelurahan=kelurahan data-own=own>
            <p aria-live="polite"><b data-part="said"></b></p>
            <p class="small" data-part="help" hidden>{t!("alike.help")}</p>
            <ul class="list" data-part="list"></ul>
            <template data-part="row">
                <li><p class="label"></p><p class="meta"></p><p><a href=links::PROPOSALS target="_blank">{t!("alike.back")}</a></p></li>
            </template>
        </div>
        <script src=format!("/pkg/similar.js?v={}", page_context().site.version) defer nonce=use_nonce()></script>
    }
    .into_any()
}

/// What may be left out lies folded, unless there is something in it, or wrong with it.
#[component]
pub fn Further(name: String, is_open: bool, fields: Vec<DraftField>, children: Children) -> impl IntoView {
    let is_open = is_open || fields.iter().any(|field| FormState::problem(field_name(*field)).is_some());
    view! {
        <details open=is_open>
            <summary>{name}</summary>
            <div class="stack">{children()}</div>
        </details>
    }
}

/// Types under their field, each with its price. An entry for everything else, which has neither price nor agency, is
/// what "Lainnya" asks for in full.
fn types(catalogue: &Catalogue) -> Vec<Choice> {
    let mut offered: Vec<&ProposalType> = catalogue.offered().filter(|kind| kind.unit_price.is_some() || kind.agency.is_some()).collect();
    offered.sort_by(|a, b| (a.field, &a.name).cmp(&(b.field, &b.name)));
    let words = |kind: &ProposalType| match kind.unit_price {
        Some(price) => t!("draft.type_price", name = kind.name, price = price, unit = kind.unit),
        None => kind.name.clone(),
    };
    let mut choices: Vec<Choice> =
        offered.into_iter().map(|kind| Choice::new(kind.id.to_string(), words(kind)).grouped(t_code("field", kind.field.code()))).collect();
    choices.push(Choice::new(OTHER_TYPE, t!("draft.other_type")));
    choices
}

#[component]
fn TypeFields(draft: Draft, catalogue: Catalogue) -> impl IntoView {
    let value = match draft.choice {
        Some(TypeChoice::Listed(id)) => id.to_string(),
        Some(TypeChoice::Other) => OTHER_TYPE.to_owned(),
        None => String::new(),
    };
    let fields = Field::ALL.map(|field| Choice::new(field.code(), t_code("field", field.code()))).to_vec();
    let natures = vec![Choice::new("ya", t!("facts.physical")), Choice::new("tidak", t!("facts.not_physical"))];
    let nature = draft.physical.map_or("", |physical| if physical { "ya" } else { "tidak" });
    let field = draft.field.map(Field::code).unwrap_or_default();
    view! {
        <SelectField name="proposal_type" label=label(DraftField::ProposalType) hint=t!("draft.type_hint") value=value empty=t!("form.choose") choices=types(&catalogue)/>
        <Further name=t!("draft.only_other") is_open=draft.choice == Some(TypeChoice::Other) fields=vec![DraftField::Field, DraftField::Physical]>
            <SelectField name="field" label=label(DraftField::Field) value=field empty=t!("form.choose") choices=fields/>
            <Choices name="physical" legend=label(DraftField::Physical) value=nature choices=natures/>
        </Further>
    }
}
