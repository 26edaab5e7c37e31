//! A plan in a list, with its status and its answers; used wherever plans are listed.

use crate::{
    components::{
        face::{Face, Thumb},
        icon::Icon,
        stance::StanceBar,
        status::PlanStatusTag,
    },
    format, links,
};
use domain::{clock::Day, plan::PlanStatus};
use leptos::prelude::*;
use services::store::plans::list::ListedPlan;

/// How long a plan still takes answers, in words.
pub fn closes_in(closes_on: Day, today: Day) -> String {
    match (closes_on - today).num_days() {
        ..=-1 => t!("plans.closed_on", day = format::day(closes_on)),
        0 => t!("plans.closes_today"),
        days => t!("plans.closes_in", days = days, day = format::day(closes_on)),
    }
}

/// A list of cards; `today` counts the days left. `brief`: side by side and without their summary, where plans are one
/// part of a page.
#[component]
pub fn PlanCards(plans: Vec<ListedPlan>, today: Day, #[prop(optional)] brief: bool) -> impl IntoView {
    let class = if brief { "card-list grid-3" } else { "card-list" };
    view! { <ul class=class>{plans.into_iter().map(|plan| view! { <li><PlanCard plan today brief/></li> }).collect_view()}</ul> }.into_any()
}

#[component]
fn PlanCard(plan: ListedPlan, today: Day, brief: bool) -> impl IntoView {
    let overdue = plan.duty.is_some_and(|duty| duty.is_overdue(today));
    let closing = plan.closes_on.filter(|_| plan.status == PlanStatus::Published).map(|day| closes_in(day, today));
    let place = if plan.city_wide { Some(t!("plans.whole_city")) } else { plan.regions.clone() };
    let facts: Vec<String> = [
        Some(plan.agency_name.clone()),
        place,
        plan.plan_year.map(|year| t!("plans.year", year = year)),
        plan.budget.map(|budget| budget.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let answers = plan.published_at.is_some();
    view! {
        <article class=if brief { "card card--faced card--brief" } else { "card card--faced" }>
            <Thumb face=Face::of_plan(&plan)/>
            <p class="cluster">
                <PlanStatusTag status=plan.status/>
                {overdue.then(|| view! { <span class="tag tag--no"><Icon name="warning"/>{t!("plans.overdue")}</span> })}
                {closing.map(|words| view! { <span class="small">{words}</span> })}
            </p>
            <h3><a href=links::plan(plan.id)>{plan.title.clone()}</a></h3>
            {(!brief).then(|| view! { <p>{plan.summary.clone()}</p> })}
            <p class="meta">{facts.join(" · ")}</p>
            {answers.then(|| view! { <StanceBar counts=plan.counts/> })}
            {(plan.comment_count > 0).then(|| view! { <p class="meta">{t!("plans.comments", count = format::count(plan.comment_count))}</p> })}
        </article>
    }
    .into_any()
}
