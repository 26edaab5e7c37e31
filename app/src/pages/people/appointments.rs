//! Roles that wait for a second admin: each other admin confirms or refuses them.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary},
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::permission::{may_confirm_appointment, may_inspect, may_manage_people};
use leptos::prelude::*;
use services::{queries::people, store::appointments::Appointment};

/// `/admin/penunjukan`
#[component]
pub fn Appointments() -> impl IntoView {
    let waiting = load(async |web: Web| {
        let permit = may_inspect(&web.actor)?;
        let waiting = people::appointments(&web.services, &permit, None).await?;
        Ok((Head::new(web.text("appointment.title")), waiting))
    });
    view! { <Page of=waiting let:waiting><All waiting/></Page> }
}

#[component]
fn All(waiting: Vec<Appointment>) -> impl IntoView {
    let is_empty = waiting.is_empty();
    view! {
        <Crumbs steps=vec![(links::PEOPLE.into(), t!("people.title"))]/>
        <div class="page-head"><h1>{t!("appointment.title")}</h1><p class="lead">{t!("appointment.lead")}</p></div>
        <ErrorSummary labels={Vec::<(&str, String)>::new()}/>
        {if is_empty {
            view! { <p class="empty">{t!("appointment.empty")}</p> }.into_any()
        } else {
            view! { <Waiting appointments=waiting/> }.into_any()
        }}
    }
}

/// The list with its buttons; of one person under a heading.
#[component]
pub fn Waiting(appointments: Vec<Appointment>, #[prop(optional, into)] heading: Option<String>) -> impl IntoView {
    view! {
        <section class="stack">
            {heading.map(|heading| view! { <h2>{heading}</h2> })}
            <ul class="list">{appointments.into_iter().map(entry).collect_view()}</ul>
        </section>
    }
}

fn entry(appointment: Appointment) -> impl IntoView {
    let context = page_context();
    let role = t_code("role", appointment.role.code());
    let may_manage = may_manage_people(&context.actor).is_ok();
    let may_confirm = may_confirm_appointment(&context.actor, appointment.waiting()).is_ok();
    let is_mine = appointment.proposed_by.is_some() && context.actor.id() == appointment.proposed_by;
    let named = |key: &str| t!(key, role = role, name = appointment.person);
    let (confirm, refuse) =
        (named("appointment.confirm_name"), named(if is_mine { "appointment.take_back_name" } else { "appointment.refuse_name" }));
    let day = format::day_of(appointment.proposed_at, context.zone);
    let proposed = match appointment.proposer {
        Some(name) => t!("appointment.proposed", name = name, day = day),
        None => t!("appointment.listed", day = day),
    };
    let path = format!("{}/{}", links::APPOINTMENTS, appointment.id);
    view! {
        <li>
            <h3><a href=links::person(appointment.account)>{appointment.person.clone()}</a> " · " {role}</h3>
            <span class="small soft">{t!("account.role_from", day = format::day(appointment.from))}
                {appointment.to.map(|to| view! { " " {t!("account.role_to", day = format::day(to))} })}</span>
            <span class="small">{proposed}</span>
            {may_manage.then(|| view! {
                <div class="cluster">
                    {may_confirm.then(|| view! {
                        <form method="post" action=format!("{path}/setujui")>
                            <button class="btn btn--small" aria-label=confirm>{t!("appointment.confirm")}</button>
                        </form>
                    })}
                    <form method="post" action=format!("{path}/tolak")>
                        <button class="btn btn--small btn--plain" aria-label=refuse>
                            {if is_mine { t!("appointment.take_back") } else { t!("appointment.refuse") }}
                        </button>
                    </form>
                </div>
                {(!may_confirm).then(|| view! { <p class="small soft">{t!("appointment.another")}</p> })}
            })}
        </li>
    }
}
