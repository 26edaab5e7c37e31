//! The forms of one proposal on the officer's desk: which of them fits its state, and its fields.

use super::{action::Action, parts::reason_choices};
use crate::{
    components::field::{Choice, Choices, SelectField, TextArea, TextField},
    forms::FormState,
    links,
    text::{self, t_code},
};
use domain::{
    musrenbang::Decision,
    proposal::{EventKind, Status},
    reason::ReasonCode,
    refusal::Refusal,
};
use leptos::prelude::*;
use services::queries::meeting_page::{CasePage, MeetingPage};

/// Whether it is offered: exactly where it may be done, and where there is something to choose.
pub fn may(action: Action, case: &CasePage) -> bool {
    let offered = |kind| case.offered.contains(&kind);
    match action {
        Action::Verify => offered(EventKind::Verified),
        Action::Return => offered(EventKind::Returned),
        // What was looked at is decided on.
        Action::Reject => offered(EventKind::Rejected) && case.item.status == Status::Submitted,
        Action::Decide => !case.decisions.is_empty(),
        Action::Merge => offered(EventKind::Merged) && !case.others.is_empty(),
        Action::UndoMerge => offered(EventKind::MergeUndone),
        Action::Reroute => offered(EventKind::Rerouted),
        Action::Recommend => offered(EventKind::Recommended),
        Action::Promote => offered(EventKind::Promoted),
    }
}

/// Every field of these forms, for the error summary.
pub fn labels() -> Vec<(&'static str, String)> {
    vec![
        ("decision", t!("item.decision")),
        ("into", t!("item.into")),
        ("agency", t!("item.new_agency")),
        ("until", t!("item.until")),
        ("text", t!("item.recommendation")),
        ("volume", t!("item.volume")),
        ("cost", t!("item.cost")),
        ("reason_code", t!("item.reason_code")),
        ("reason_text", t!("item.reason_text")),
    ]
}

/// A code from the list and words of its own.
#[component]
pub fn ReasonFields(
    #[prop(optional, into)] code: String,
    #[prop(optional, into)] text: String,
    /// Those that make sense here.
    #[prop(default = ReasonCode::ALL.as_slice())]
    codes: &'static [ReasonCode],
) -> impl IntoView {
    view! {
        <SelectField name="reason_code" label=t!("item.reason_code") value=code empty=t!("form.choose") choices=reason_choices(codes)/>
        <TextArea name="reason_text" label=t!("item.reason_text") hint=t!("item.reason_hint") value=text rows=4/>
    }
}

#[component]
pub fn ActionForm(action: Action, page: MeetingPage, case: CasePage, until: String) -> impl IntoView {
    if !may(action, &case) || action == Action::Verify {
        return ().into_any();
    }
    let to = format!("{}/{}", links::meeting_item(page.meeting.id, case.item.proposal), action.code());
    let item = case.item.clone();
    let fields = match action {
        Action::Decide => view! { <DecisionFields case/> }.into_any(),
        Action::Return => view! {
            <ReasonFields/>
            <TextField name="until" label=t!("item.until") hint=t!("item.until_hint") kind="date" value=until/>
        }
        .into_any(),
        Action::Merge => view! { <MergeFields case/> }.into_any(),
        Action::Reroute => {
            let agencies = case.agencies.into_iter().map(|(code, name)| Choice::new(code, name)).collect();
            view! {
                <SelectField name="agency" label=t!("item.new_agency") hint=t!("item.agency_now", name = item.agency_name.unwrap_or_else(|| t!("item.no_agency"))) empty=t!("form.choose") choices=agencies/>
                <ReasonFields code="OPD_KELIRU" codes=ReasonCode::OF_REROUTING/>
            }
            .into_any()
        }
        Action::Recommend => view! {
            <TextArea name="text" label=t!("item.recommendation") hint=t!("item.recommendation_hint") rows=4/>
            <TextField name="volume" label=t!("item.volume_in", unit = item.unit) hint=t!("item.keep_empty") inputmode="decimal"/>
            <TextField name="cost" label=t!("item.cost") hint=t!("item.keep_empty") inputmode="numeric"/>
        }
        .into_any(),
        Action::UndoMerge => view! { <ReasonFields codes=ReasonCode::OF_PARTING/> }.into_any(),
        Action::Promote => view! { <ReasonFields codes=ReasonCode::OF_PROMOTING/> }.into_any(),
        _ => view! { <ReasonFields/> }.into_any(),
    };
    view! {
        <section class="stack">
            <h2>{t_code("item_action", action.code())}</h2>
            <p class="soft">{t_code("item_action_lead", action.code())}</p>
            <form method="post" action=to class="form">{fields}<button class="btn">{t_code("item_action_do", action.code())}</button></form>
        </section>
    }
    .into_any()
}

#[component]
fn DecisionFields(case: CasePage) -> impl IntoView {
    let choices = case.decisions.iter().map(|decision| Choice::new(decision.code(), t_code("decision", decision.code()))).collect();
    let now = Decision::of(case.item.status).map(Decision::code).unwrap_or_default();
    let (code, text) = match &case.item.reason {
        Some(reason) => (reason.code().code().to_owned(), reason.text().to_owned()),
        None => (String::new(), String::new()),
    };
    let seen = case.events.len();
    let office = case.events.last().map(|entry| text::office(&entry.office)).unwrap_or_default();
    let changed = use_context::<FormState>().is_some_and(|state| state.refusal == Some(Refusal::ChangedMeanwhile));
    let now_words = t_code("proposal_status", case.item.status.code());
    view! {
        // Counted when this page is shown: whoever sees the other's decision may decide over it.
        <input type="hidden" name="seen" value=seen.to_string()/>
        {changed.then(|| view! {
            <div class="notice notice--warn"><div>
                <p><b>{t!("item.meanwhile", status = now_words, office = office)}</b></p>
                {case.item.reason.as_ref().map(|reason| view! { <p>{text::reason(reason)}</p> })}
            </div></div>
        })}
        <Choices name="decision" legend=t!("item.decision") value=now choices/>
        <p class="hint">{t!("item.reason_unless_agreed")}</p>
        <ReasonFields code text/>
    }
}

#[component]
fn MergeFields(case: CasePage) -> impl IntoView {
    let choices = case.others.into_iter().map(|(number, title)| Choice::new(number.clone(), format!("{title} ({number})"))).collect();
    view! {
        <SelectField name="into" label=t!("item.into") hint=t!("item.into_hint") empty=t!("form.choose") choices/>
        <ReasonFields code="GANDA" codes=ReasonCode::OF_MERGING/>
    }
}
