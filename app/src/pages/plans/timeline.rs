//! What happened to a plan, newest first: day, office, step and its words.

use crate::{
    components::comments::Paragraphs,
    context::page_context,
    format,
    text::{said, t_code},
};
use domain::plan::PlanEventKind;
use leptos::prelude::*;
use services::ledger::RecordedPlanEvent;

#[component]
pub fn Timeline(events: Vec<RecordedPlanEvent>) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("plan.history")}</h2>
            {events.into_iter().rev().map(|event| view! { <Entry event/> }).collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn Entry(event: RecordedPlanEvent) -> impl IntoView {
    let zone = page_context().zone;
    let class = if event.kind == PlanEventKind::Withdrawn { "event event--no" } else { "event" };
    let office = if event.office.is_empty() { t!("plan.machine") } else { event.office.clone() };
    let facts: Vec<String> = [
        event.closes_on.map(|day| t!("event.closes_on", day = format::day(day))),
        event.evaluation.map(|evaluation| t_code("outcome", evaluation.outcome.code())),
        event.due_on.map(|day| t!("event.due_on", day = format::day(day))),
        event.follow_up.map(|kind| t_code("follow_up", kind.code())),
        event.amount.map(|amount| t!("event.amount", amount = amount)),
        event.reason.map(|reason| t_code("reason_code", reason.code())),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <div class=class>
            <p class="meta">{format::instant(event.at, zone)} " · " {office}</p>
            <h3>{t_code("plan_event", event.kind.code())}</h3>
            {(!facts.is_empty()).then(|| view! { <p>{facts.join(" · ")}</p> })}
            {event.note.map(|note| view! { <Paragraphs text=said(note.text())/> })}
        </div>
    }
    .into_any()
}
