//! What is open in the city now: the stage, plans that take answers, meetings.

use crate::{
    components::{meetings::MeetingDates, plans::PlanCards, stages},
    links,
};
use domain::clock::Day;
use leptos::prelude::*;
use services::{
    queries::place_page::Year,
    store::{musrenbangs::DatedMeeting, plans::list::ListedPlan},
};

#[component]
pub fn StageNow(year: Year, today: Day) -> impl IntoView {
    let words = stages::now_words(&year.stages, today);
    view! {
        <section class="stack">
            <div class="section-head"><h2>{t!("home.stages", year = year.plan_year)}</h2><a href=links::CALENDAR>{t!("home.calendar")}</a></div>
            <p>{words}</p>
            <stages::StageLine stages=year.stages today/>
        </section>
    }
    .into_any()
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
