//! What was decided and announced lately: each with its day, its office and its reason.

use crate::{
    components::{
        proposal_list::place_of,
        status::{event_class, proposal_class},
    },
    context::page_context,
    format, links,
    text::{self, said, t_code},
};
use leptos::prelude::*;
use services::ledger::{Announced, LatestDecision};

/// So many letters of an announcement stand in the list.
const MOST: usize = 180;

#[component]
pub fn Decisions(decided: Vec<LatestDecision>) -> impl IntoView {
    let zone = page_context().zone;
    let lines = decided.into_iter().map(move |LatestDecision { decided, reason }| {
        let place = place_of(decided.rt.as_ref().unwrap_or(decided.number.kelurahan()), &decided.kelurahan);
        view! {
            <article class=event_class(decided.leg.what)>
                <h3><a href=links::proposal(decided.proposal)>{decided.title}</a></h3>
                <p class="meta">{place} " · " {format::day_of(decided.at, zone)} " · " {text::office(&decided.leg.office)}</p>
                <p><span class=proposal_class(decided.leg.status)>{t_code("proposal_event", decided.leg.what.code())}</span>
                    <span class="small soft">" " {t!("proposals.at_stage", stage = t_code("stage", decided.leg.stage.code()))}</span></p>
                {reason.map(|reason| view! {
                    <p class="small">{text::reason(&reason)}</p>
                })}
            </article>
        }
    });
    view! { <div>{lines.collect_view()}</div> }.into_any()
}

/// The follow-ups of plans.
#[component]
pub fn Announcements(announced: Vec<Announced>) -> impl IntoView {
    let zone = page_context().zone;
    let lines = announced.into_iter().map(move |Announced { announcement, note }| {
        let words = note.map(|note| format::shortened(&said(note.text()), MOST));
        view! {
            <article class="event">
                <h3><a href=links::plan(announcement.plan)>{announcement.title}</a></h3>
                <p class="meta">{format::day_of(announcement.at, zone)} " · " {announcement.leg.office}</p>
                {announcement.leg.state.follow_up.map(|kind| view! { <p><span class="tag tag--yes">{t_code("follow_up", kind.code())}</span></p> })}
                <p class="small">{words}</p>
            </article>
        }
    });
    view! { <div>{lines.collect_view()}</div> }.into_any()
}
