//! What was decided and announced lately: each with its day, its office and its reason.

use crate::{
    components::{
        proposal_list::place_of,
        status::{event_class, proposal_class},
    },
    context::page_context,
    format, links,
    text::t_code,
};
use leptos::prelude::*;
use services::store::{plans::announcements::Announcement, proposals::Decided};

/// So many letters of an announcement stand in the list.
const MOST: usize = 180;

#[component]
pub fn Decisions(decided: Vec<Decided>) -> impl IntoView {
    let zone = page_context().zone;
    let lines = decided.into_iter().map(move |decided| {
        let place = place_of(decided.rt.as_ref().unwrap_or(decided.number.kelurahan()), &decided.kelurahan);
        view! {
            <article class=event_class(decided.kind)>
                <h3><a href=links::proposal(decided.proposal)>{decided.title}</a></h3>
                <p class="meta">{place} " · " {format::day_of(decided.at, zone)} " · " {decided.office}</p>
                <p><span class=proposal_class(decided.to.status)>{t_code("proposal_event", decided.kind.code())}</span>
                    <span class="small soft">" " {t_code("stage", decided.to.stage.code())}</span></p>
                {decided.reason.map(|reason| view! {
                    <p class="small"><b>{t_code("reason_code", reason.code().code())}</b> ". " {reason.text().to_owned()}</p>
                })}
            </article>
        }
    });
    view! { <div>{lines.collect_view()}</div> }.into_any()
}

/// The follow-ups of plans.
#[component]
pub fn Announcements(announced: Vec<Announcement>) -> impl IntoView {
    let zone = page_context().zone;
    let lines = announced.into_iter().map(move |said| {
        view! {
            <article class="event">
                <h3><a href=links::plan(said.plan)>{said.title}</a></h3>
                <p class="meta">{format::day_of(said.at, zone)} " · " {said.office}</p>
                {said.kind.map(|kind| view! { <p><span class="tag tag--yes">{t_code("follow_up", kind.code())}</span></p> })}
                <p class="small">{format::shortened(&said.note, MOST)}</p>
            </article>
        }
    });
    view! { <div>{lines.collect_view()}</div> }.into_any()
}
