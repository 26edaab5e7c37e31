//! What an agency is writing and what it owes, the overdue first.

use crate::{
    components::{icon::Icon, status::PlanStatusTag},
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{clock::Day, plan::PlanStatus};
use leptos::prelude::*;
use services::{queries::plans, store::plans::list::ListedPlan};

/// `/rencana/kami`
#[component]
pub fn OurPlans() -> impl IntoView {
    let plans = load(async |web: Web| {
        plans::agencies_of(&web.services, &web.actor).await??;
        Ok((Head::new(web.text("our_plans.title")), plans::our_plans(&web.services, &web.actor).await?))
    });
    view! { <Page of=plans let:plans><Ours plans/></Page> }
}

#[component]
fn Ours(plans: Vec<ListedPlan>) -> impl IntoView {
    let today = page_context().today();
    let of = |wanted: &[PlanStatus]| -> Vec<ListedPlan> { plans.iter().filter(|plan| wanted.contains(&plan.status)).cloned().collect() };
    let groups = [
        (t!("our_plans.owed"), of(&[PlanStatus::AwaitingFollowUp, PlanStatus::ResponsesClosed]), t!("our_plans.nothing_owed")),
        (t!("our_plans.drafts"), of(&[PlanStatus::Draft]), t!("our_plans.no_drafts")),
        (t!("our_plans.open"), of(&[PlanStatus::Published]), t!("our_plans.none_open")),
        (t!("our_plans.going_on"), of(&[PlanStatus::FollowedUp, PlanStatus::InRkpd, PlanStatus::UnderWay]), t!("our_plans.none_going_on")),
    ];
    view! {
        <div class="page-head"><h1>{t!("our_plans.title")}</h1><p class="lead">{t!("our_plans.lead")}</p>
            <p class="cluster"><a class="btn" href=links::NEW_PLAN><Icon name="plus"/>{t!("plan_form.new")}</a>
                <a href=links::RESPONSE_RULE>{t!("rule_page.title")}</a></p></div>
        {groups.into_iter().map(|(title, plans, empty)| view! {
            <section class="stack">
                <h2>{title}</h2>
                {if plans.is_empty() {
                    view! { <p class="empty">{empty}</p> }.into_any()
                } else {
                    view! { <ul class="inbox">{plans.into_iter().map(|plan| view! { <Item plan today/> }).collect_view()}</ul> }.into_any()
                }}
            </section>
        }).collect_view()}
    }
    .into_any()
}

#[component]
fn Item(plan: ListedPlan, today: Day) -> impl IntoView {
    let late = plan.duty.filter(|duty| duty.is_overdue(today)).map(|duty| (today - duty.due_on).num_days());
    let title = if plan.title.is_empty() { t!("our_plans.untitled") } else { plan.title.clone() };
    let href = if plan.status == PlanStatus::Draft { links::plan_step(plan.id, "ubah") } else { links::plan(plan.id) };
    let owed = match (plan.duty, plan.closes_on, plan.status) {
        (Some(duty), ..) => Some(format!("{} · {}", t_code("duty", duty.kind.code()), t!("our_plans.due", day = format::day(duty.due_on)))),
        (None, Some(day), PlanStatus::Published) => Some(crate::components::plans::closes_in(day, today)),
        (None, Some(day), PlanStatus::ResponsesClosed) => Some(t!("plans.closed_on", day = format::day(day))),
        _ => None,
    };
    view! {
        <li class:late=late.is_some()>
            <h3><a href=href>{title}</a></h3>
            {late.map_or_else(
                || view! { <PlanStatusTag status=plan.status/> }.into_any(),
                |days| view! { <span class="tag tag--no"><Icon name="warning"/>{t!("our_plans.late", days = days)}</span> }.into_any(),
            )}
            <p class="meta">{plan.agency_name.clone()}{owed.map(|words| format!(" · {words}"))}</p>
        </li>
    }
    .into_any()
}
