//! Everything that happened to a proposal, newest first, each with day, office and reason.

use crate::{
    components::status::event_class,
    context::page_context,
    format, links,
    text::{said, t_code},
};
use domain::proposal::ProposalEvent;
use leptos::prelude::*;
use services::ledger::RecordedEvent;

#[component]
pub fn History(events: Vec<RecordedEvent>) -> impl IntoView {
    let items = events.into_iter().rev().map(|entry| view! { <Entry entry/> });
    view! { <section class="stack" id="riwayat"><h2>{t!("history.title")}</h2><div>{items.collect_view()}</div></section> }.into_any()
}

#[component]
fn Entry(entry: RecordedEvent) -> impl IntoView {
    let zone = page_context().zone;
    let RecordedEvent { at, office, rank, event } = entry;
    let ProposalEvent { kind, to, reason, note, amount, percent, until, into, .. } = event;
    let stage = t_code("stage", to.stage.code());
    view! {
        <div class=event_class(kind)>
            <p><b>{format::instant(at, zone)}</b> " · " {office} <span class="small soft">" · " {stage}</span></p>
            <p>{t_code("proposal_event", kind.code())}
                {rank.map(|rank| t!("history.rank", rank = rank))}
                {amount.map(|amount| format!(" · {amount}"))}
                {percent.map(|percent| format!(" · {percent} %"))}
                {until.map(|day| t!("history.until", day = format::day(day)))}
                {into.map(|other| view! { " " <a href=links::proposal(other)>{t!("history.other")}</a> })}</p>
            {reason.map(|reason| view! {
                <p><span class="soft">{t!("history.reason")} " " {t_code("reason_code", reason.code().code())} ". "</span> {said(reason.text())}</p>
            })}
            {note.map(|note| view! { <p>{said(note.text())}</p> })}
        </div>
    }
    .into_any()
}
