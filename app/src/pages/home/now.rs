//! What is open in the city now: the stages of its years, plans that take answers, meetings.

use crate::{
    components::{meetings::MeetingDates, plans::PlanCards, stages},
    format, links,
};
use domain::clock::Day;
use leptos::prelude::*;
use services::{
    queries::home_page::HomeYear,
    store::{musrenbangs::DatedMeeting, plans::list::ListedPlan},
};

/// How far every year at work or prepared is, the running one with its whole line; where new proposals go is said.
#[component]
pub fn YearsNow(years: Vec<HomeYear>, today: Day) -> impl IntoView {
    let mut years = years.into_iter();
    let running = years.next();
    let others = years.map(|HomeYear { year, takes_proposals, figures, .. }| {
        let count = figures.proposals();
        let all = links::proposals_with("tahun", &year.plan_year.to_string());
        view! {
            <p><b>{t!("home.stages_of", year = year.plan_year)}</b> " · " {stages::now_words(&year.stages, today)} " "
                {takes_proposals.then(|| view! { <TakesProposals/> })}
                {(count > 0).then(|| view! { <a href=all>{t!("home.proposals_of", count = format::count(count), year = year.plan_year)}</a> })}</p>
        }
    });
    running.map(|HomeYear { year, takes_proposals, .. }| {
        view! {
            <section class="stack">
                <div class="section-head"><h2>{t!("home.stages", year = year.plan_year)}</h2>
                    <a href=links::calendar_of(year.plan_year)>{t!("home.calendar")}</a></div>
                <p>{stages::now_words(&year.stages, today)} " " {takes_proposals.then(|| view! { <TakesProposals/> })}</p>
                <div class="wide-only"><stages::StageLine stages=year.stages today/></div>
                {others.collect_view()}
            </section>
        }
    })
}

#[component]
fn TakesProposals() -> impl IntoView {
    view! { <span class="tag tag--info">{t!("home.takes_proposals")}</span> }
}

#[component]
pub fn OpenPlans(plans: Vec<ListedPlan>, today: Day) -> impl IntoView {
    view! {
        <section class="stack">
            <div class="section-head"><h2>{t!("home.open_plans")}</h2><a href=links::PLANS>{t!("plans.show_all")}</a></div>
            {if plans.is_empty() {
                view! { <p class="empty">{t!("home.open_plans_none")}</p> }.into_any()
            } else {
                view! { <PlanCards plans today brief=true/> }.into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
pub fn OpenMeetings(meetings: Vec<DatedMeeting>) -> impl IntoView {
    view! {
        <section class="stack">
            <div class="section-head"><h2>{t!("home.open_meetings")}</h2><a href=links::MEETINGS>{t!("home.all_meetings")}</a></div>
            {if meetings.is_empty() {
                view! { <p class="empty">{t!("home.open_meetings_none")}</p> }.into_any()
            } else {
                view! { <MeetingDates meetings/> }.into_any()
            }}
        </section>
    }
    .into_any()
}
