//! One person as the city admin sees them: roles given and ended, the account closed and opened again.

use super::{appointments::Waiting, roles_for_two, shown_name};
use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextArea, TextField},
    },
    context::page_context,
    format,
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    pages::codes::{self, PersonCode},
    shell::Head,
    text::t_code,
};
use domain::{
    account::Role,
    clock::Day,
    ids::AccountId,
    permission::{may_inspect, may_manage_people, may_manage_person},
};
use leptos::prelude::*;
use services::{
    queries::{
        people::{self, Person},
        second_factor::has_second_step,
    },
    store::{appointments::Appointment, assignments::HeldRole},
};

/// What the reader may do with this person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Reads,
    /// An admin looks at the own account: ends roles, and nothing else.
    Oneself,
    Manages {
        has_second_admin: bool,
        has_second_step: bool,
    },
}

/// `/admin/orang/:id`
#[component]
pub fn OnePerson() -> impl IntoView {
    let person = load(async |web: Web| {
        let permit = may_inspect(&web.actor)?;
        let id: AccountId = part("id")?;
        let person = people::person_page(&web.services, &permit, id).await?.ok_or(PageError::NotFound)?;
        let waiting = people::appointments(&web.services, &permit, Some(id)).await?;
        let reach = match (may_manage_people(&web.actor), may_manage_person(&web.actor, id)) {
            (Ok(manages), Ok(_)) => Reach::Manages {
                has_second_admin: people::has_second_admin(&web.services, &manages).await?,
                has_second_step: has_second_step(&web.services, &permit, id).await?,
            },
            (Ok(_), Err(_)) => Reach::Oneself,
            (Err(_), _) => Reach::Reads,
        };
        let code = codes::offer(&web, &person);
        let agencies = people::agencies(&web.services).await?;
        let agencies = agencies.into_iter().map(|agency| Choice::new(agency.code, agency.name)).collect();
        Ok((Head::new(shown_name_of(&web, &person)), (person, waiting, reach, agencies, code)))
    });
    view! {
        <Page of=person let:shown>
            <Someone person=shown.0 waiting=shown.1 reach=shown.2 agencies=shown.3/>
            {shown.4.map(|offer| view! { <PersonCode offer/> })}
        </Page>
    }
}

fn shown_name_of(web: &Web, person: &Person) -> String {
    if person.name.is_empty() { web.text("people.without_name") } else { person.name.clone() }
}

#[component]
fn Someone(person: Person, waiting: Vec<Appointment>, reach: Reach, agencies: Vec<Choice>) -> impl IntoView {
    let id = person.id;
    let (zone, today) = (page_context().zone, page_context().today());
    let is_open = person.closed.is_none();
    let was_deleted = person.closed.as_ref().is_some_and(|closed| closed.reason.is_none());
    view! {
        <Crumbs steps=vec![(links::PEOPLE.into(), t!("people.title"))]/>
        <div class="page-head">
            <h1>{shown_name(person.name)}</h1>
            <p class="soft">{person.contact} {(!person.is_verified).then(|| format!(" ({})", t!("contacts.unverified")))} {person.home.map(|home| format!(" · {home}"))}</p>
        </div>
        <ErrorSummary labels=vec![
            ("role", t!("people.role")), ("place", t!("people.place")), ("from", t!("people.from")), ("to", t!("people.to")),
            ("reason", t!("people.close_reason")),
        ]/>
        {person.closed.map(|closed| {
            let day = format::day_of(closed.at, zone);
            let words = match closed.reason {
                Some(reason) => t!("people.closed_since", day = day, reason = reason),
                None => t!("people.deleted_since", day = day),
            };
            view! { <p class="notice"><span>{words}</span></p> }
        })}
        <section class="stack">
            <h2>{t!("people.roles")}</h2>
            {person.roles.is_empty().then(|| view! { <p class="empty">{t!("people.no_roles")}</p> })}
            <ul class="list">{person.roles.into_iter().map(|held| role_entry(id, held, reach != Reach::Reads, today)).collect_view()}</ul>
        </section>
        {(!waiting.is_empty()).then(|| view! { <Waiting appointments=waiting heading=t!("appointment.title")/> })}
        {(reach == Reach::Oneself).then(|| view! { <p class="soft">{t!("people.not_oneself")}</p> })}
        {match reach {
            Reach::Manages { has_second_admin, has_second_step } if is_open => Some(view! {
                <GrantRole id has_second_admin today agencies/>
                {has_second_step.then(|| view! { <ResetSecondStep id/> })}
                <CloseAccount id/>
            }.into_any()),
            Reach::Manages { .. } if !was_deleted => Some(view! {
                <form method="post" action=format!("{}/buka", links::person(id))><button class="btn">{t!("people.open")}</button></form>
            }.into_any()),
            _ => None,
        }}
    }
}

fn role_entry(id: AccountId, held: HeldRole, may_end: bool, today: Day) -> impl IntoView {
    let has_ended = held.assignment.to.is_some_and(|to| to < today);
    let role = t_code("role", held.assignment.role.code());
    view! {
        <li>
            <h3>{role.clone()}{held.place.map(|place| format!(" · {place}"))}</h3>
            <span class="small soft">{t!("account.role_from", day = format::day(held.assignment.from))}
                {held.assignment.to.map(|to| view! { " " {t!("account.role_to", day = format::day(to))} })}</span>
            {(may_end && !has_ended).then(|| view! {
                <form method="post" action=format!("{}/peran/{}/akhiri", links::person(id), held.id)>
                    <button class="btn btn--plain btn--small" aria-label=t!("people.end_role_name", role = role)>{t!("people.end_role")}</button>
                </form>
            })}
        </li>
    }
}

#[component]
fn GrantRole(id: AccountId, has_second_admin: bool, today: Day, agencies: Vec<Choice>) -> impl IntoView {
    let roles: Vec<Choice> = Role::ALL.into_iter().map(|role| Choice::new(role.code(), t_code("role", role.code()))).collect();
    let two =
        if has_second_admin { t!("people.two_admins", roles = roles_for_two()) } else { t!("people.one_admin", roles = roles_for_two()) };
    view! {
        <section class="stack">
            <h2>{t!("people.grant")}</h2>
            <p class="small">{two}</p>
            <form method="post" action=format!("{}/peran", links::person(id)) class="form">
                <SelectField name="role" label=t!("people.role") empty=t!("form.choose") choices=roles/>
                <TextField name="place" label=t!("people.place") hint=t!("people.place_hint")/>
                <SelectField name="agency" label=t!("people.agency") hint=t!("people.agency_hint") empty=t!("form.none") choices=agencies/>
                <TextField name="from" label=t!("people.from") kind="date" value=today.to_string()/>
                <TextField name="to" label=t!("people.to") hint=t!("people.to_hint") kind="date"/>
                <button class="btn">{t!("people.grant")}</button>
            </form>
        </section>
    }
}

#[component]
fn ResetSecondStep(id: AccountId) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("second_step.title")}</h2>
            <p class="small">{t!("second_step.reset_help")}</p>
            <form method="post" action=format!("{}/lepas-dua-langkah", links::person(id))>
                <button class="btn btn--plain">{t!("second_step.reset")}</button>
            </form>
        </section>
    }
}

#[component]
fn CloseAccount(id: AccountId) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("people.close")}</h2>
            <p class="small">{t!("people.close_help")}</p>
            <form method="post" action=format!("{}/tutup", links::person(id)) class="form">
                <TextArea name="reason" label=t!("people.close_reason") hint=t!("people.close_reason_hint") rows=2/>
                <button class="btn btn--plain">{t!("people.close")}</button>
            </form>
        </section>
    }
}
