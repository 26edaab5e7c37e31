//! Everything that happened to a proposal, by stage: where it stands now is open, what lies behind is folded. Within a
//! stage the newest first, each with day, office and reason.

use crate::{
    components::status::event_class,
    context::page_context,
    format, links,
    text::{self, said, t_code},
};
use domain::{cycle::StageKind, proposal::ProposalEvent};
use leptos::prelude::*;
use services::ledger::RecordedEvent;

/// What happened at one stage without a break, the oldest first.
struct Chapter {
    stage: StageKind,
    events: Vec<RecordedEvent>,
}

fn chapters(events: Vec<RecordedEvent>) -> Vec<Chapter> {
    events.into_iter().fold(Vec::new(), |mut chapters: Vec<Chapter>, event| {
        let stage = event.event.to.stage;
        match chapters.last_mut().filter(|last| last.stage == stage) {
            Some(last) => last.events.push(event),
            None => chapters.push(Chapter { stage, events: vec![event] }),
        }
        chapters
    })
}

#[component]
pub fn History(events: Vec<RecordedEvent>) -> impl IntoView {
    let items = chapters(events).into_iter().rev().enumerate().map(|(index, chapter)| view! { <Told chapter is_open=index == 0/> });
    view! { <section class="stack" id="riwayat"><h2>{t!("history.title")}</h2><div class="chapters">{items.collect_view()}</div></section> }
        .into_any()
}

#[component]
fn Told(chapter: Chapter, is_open: bool) -> impl IntoView {
    let zone = page_context().zone;
    let Chapter { stage, events } = chapter;
    let days = events.first().zip(events.last()).map(|(first, last)| format::days(zone.day(first.at), zone.day(last.at)));
    let count = events.len();
    view! {
        <details open=is_open>
            <summary>
                <b>{t_code("stage", stage.code())}</b>
                <span class="small soft">{t!("history.steps", count = count)} " · " {days}</span>
            </summary>
            <div>{events.into_iter().rev().map(|entry| view! { <Entry entry/> }).collect_view()}</div>
        </details>
    }
    .into_any()
}

#[component]
fn Entry(entry: RecordedEvent) -> impl IntoView {
    let zone = page_context().zone;
    let RecordedEvent { at, office, rank, event } = entry;
    let ProposalEvent { kind, reason, note, amount, percent, until, into, .. } = event;
    view! {
        <div class=event_class(kind)>
            <p><b>{format::instant(at, zone)}</b> " · " {text::office(&office)}</p>
            <p>{t_code("proposal_event", kind.code())}
                {rank.map(|rank| t!("history.rank", rank = rank))}
                {amount.map(|amount| format!(" · {amount}"))}
                {percent.map(|percent| format!(" · {percent}%"))}
                {until.map(|day| t!("history.until", day = format::day(day)))}
                {into.map(|other| view! { " " <a href=links::proposal(other)>{t!("history.other")}</a> })}</p>
            {reason.map(|reason| view! {
                <p><span class="soft">{t!("history.reason")}</span> " " {text::reason(&reason)}</p>
            })}
            {note.map(|note| view! { <p>{said(note.text())}</p> })}
        </div>
    }
    .into_any()
}
