//! What came of it: meetings of these days, what was decided, what was built, how much there is.

use super::now::OpenMeetings;
use crate::{
    components::{
        decisions::Decisions,
        face::{Face, Thumb},
        proposal_list::place_words,
    },
    context::page_context,
    format, links,
};
use domain::clock::Instant;
use leptos::prelude::*;
use services::{
    ledger::LatestDecision,
    queries::home_page::HomeYear,
    store::{musrenbangs::DatedMeeting, proposals::ProposalLine},
};

/// Before the first planning year nothing is said of decisions.
#[component]
pub fn Lately(meetings: Option<Vec<DatedMeeting>>, decided: Option<Vec<LatestDecision>>) -> impl IntoView {
    let decided = decided.map(|decided| {
        let has_decisions = !decided.is_empty();
        view! {
            <section class="stack">
                <div class="section-head"><h2>{t!("home.decided")}</h2><a href=links::PROPOSALS>{t!("proposals.all")}</a></div>
                {if has_decisions {
                    view! { <Decisions decided/> }.into_any()
                } else {
                    view! { <p class="empty">{t!("home.decided_none")}</p> }.into_any()
                }}
            </section>
        }
    });
    view! { <div class="grid-2 grid-2--wide">{meetings.map(|meetings| view! { <OpenMeetings meetings/> })} {decided}</div> }.into_any()
}

/// Finished works, to be looked at.
#[component]
pub fn Finished(lines: Vec<ProposalLine>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let items = lines.into_iter().map(|line| {
            view! {
                <li>
                    <Thumb face=Face::of_line(&line)/>
                    <h3><a href=links::proposal(line.id)>{line.title.clone()}</a></h3>
                    <p class="small soft">{place_words(&line)}</p>
                </li>
            }
        });
        view! {
            <section class="stack">
                <div class="section-head"><h2>{t!("home.finished")}</h2>
                    <a href=links::proposals_with("status", "finished")>{t!("home.finished_all")}</a></div>
                <ul class="gallery">{items.collect_view()}</ul>
            </section>
        }
    })
}

#[component]
pub fn Numbers(year: HomeYear, now: Instant) -> impl IntoView {
    let HomeYear { year, figures, closed, .. } = year;
    let at = format::instant(now, page_context().zone);
    view! {
        <section class="stack">
            <div class="section-head"><h2>{t!("home.numbers", year = year.plan_year)}</h2><a href=links::DATA>{t!("home.data")}</a></div>
            <div class="stats stats--two">
                <Stat label=t!("home.stat_proposals") number=format::count(figures.proposals()) unit=t!("home.stat_proposals_unit")/>
                <Stat label=t!("home.stat_asked") number=format::short_money(figures.asked) unit=t!("home.stat_asked_unit", exact = figures.asked)/>
                <Stat label=t!("home.stat_supports") number=format::count(figures.supports) unit=t!("home.stat_supports_unit")/>
                <Stat label=t!("home.stat_meetings") number=format::count(closed.0.into()) unit=t!("home.stat_meetings_unit", all = format::count(closed.1.into()))/>
            </div>
            <p class="small soft">{t!("home.source", at = at)}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Stat(label: String, number: String, unit: String) -> impl IntoView {
    view! { <p class="stat"><span>{label}</span><b>{number}</b><small>{unit}</small></p> }.into_any()
}
