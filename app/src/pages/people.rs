//! The city admin's people: finding somebody. What is done with one of them, and the log, have files of their own.

mod appointments;
mod log;
mod person;

pub use {appointments::Appointments, log::Log, person::OnePerson};

use crate::{
    components::{
        field::TextField,
        paging::{Found, HEAD, Pages},
    },
    context::page_context,
    http::Web,
    links,
    page::{Page, load},
    shell::{Head, Lists},
    text::t_code,
};
use domain::{
    account::Role,
    clock::Day,
    ids::AccountId,
    permission::{may_inspect, may_manage_people},
};
use leptos::prelude::*;
use services::queries::people::{self, Person};

/// More of a name, phone or e-mail finds nothing more.
const MOST_QUERY_LETTERS: usize = 100;

/// `/admin/orang`: all, or those who were searched for.
#[component]
pub fn AllPeople() -> impl IntoView {
    let people = load(async |web: Web| {
        let permit = may_inspect(&web.actor)?;
        let searched = &web.form.fields;
        let query: String = searched.text("cari").chars().take(MOST_QUERY_LETTERS).collect();
        let after = if searched.has("cari") { searched.text("setelah") } else { web.param("setelah") };
        let after = after.parse().ok();
        let (people, more) = people::people(&web.services, &permit, &query, after).await?;
        let waiting = people::appointments(&web.services, &permit, None).await?.len();
        Ok((Head::new(web.text("people.title")), (people, more, query, waiting, after.is_some())))
    });
    view! {
        <Page of=people let:shown>
            <People people=shown.0 more=shown.1 query=shown.2 waiting=shown.3 goes_on=shown.4/>
        </Page>
    }
}

#[component]
fn People(people: Vec<Person>, more: bool, query: String, waiting: usize, goes_on: bool) -> impl IntoView {
    let (may_manage, today) = (may_manage_people(&page_context().actor).is_ok(), page_context().today());
    let last = people.last().filter(|_| more).map(|last| last.id);
    let (searched, count) = (query.clone(), people.len());
    let first = (goes_on && query.is_empty()).then(|| links::PEOPLE.to_owned());
    view! {
        <Lists/>
        <div class="page-head"><h1>{t!("people.title")}</h1></div>
        {(waiting > 0).then(|| view! {
            <p class="notice">
                <span>{t!("appointment.waiting_count", count = waiting)} " "
                    <a href=links::APPOINTMENTS>{if may_manage { t!("appointment.look") } else { t!("appointment.title") }}</a></span>
            </p>
        })}
        <form method="post" action=links::PEOPLE class="pick" role="search">
            <TextField name="cari" label=t!("people.search") value=query kind="search"/>
            <button class="btn">{t!("form.search")}</button>
        </form>
        {if count == 0 {
            view! { <p class="empty" id=HEAD tabindex="-1">{t!("people.empty")}</p> }.into_any()
        } else {
            view! { <Found words=t!("lists.here", count = count)/> }.into_any()
        }}
        <ul class="list">{people.into_iter().map(|person| entry(person, today)).collect_view()}</ul>
        {next_page(searched, first, last)}
    }
}

/// A link as long as nothing is searched for.
fn next_page(query: String, first: Option<String>, last: Option<AccountId>) -> AnyView {
    if query.is_empty() {
        let next = last.map(|last| format!("{}?setelah={last}", links::PEOPLE));
        return view! { <Pages first next/> }.into_any();
    }
    let Some(last) = last else { return ().into_any() };
    view! {
        <form method="post" action=links::PEOPLE class="pagination">
            <input type="hidden" name="cari" value=query/>
            <input type="hidden" name="setelah" value=last.to_string()/>
            <button class="btn btn--plain">{t!("form.next_page")}</button>
        </form>
    }
    .into_any()
}

fn entry(person: Person, today: Day) -> impl IntoView {
    let roles = person.roles.into_iter().filter(|held| held.assignment.is_active_on(today)).map(|held| {
        view! { <span class="tag tag--info">{t_code("role", held.assignment.role.code())}{held.place.map(|place| format!(" · {place}"))}</span> }
    });
    view! {
        <li>
            <h2><a href=links::person(person.id)>{shown_name(person.name)}</a></h2>
            <span class="small soft">{person.contact} {person.home.map(|home| format!(" · {home}"))}</span>
            <span class="cluster">
                {person.closed.map(|closed| view! {
                    <span class="tag tag--no">{if closed.reason.is_some() { t!("people.closed") } else { t!("people.deleted") }}</span>
                })}
                {roles.collect_view()}
            </span>
        </li>
    }
}

/// Whoever deleted their account has no name any more.
fn shown_name(name: String) -> String {
    if name.is_empty() { t!("people.without_name") } else { name }
}

/// Roles of which one admin alone gives none, in words: `Perencana Bappeda, Admin kota, Pengawas (Inspektorat)`.
fn roles_for_two() -> String {
    let roles = Role::ALL.into_iter().filter(|role| role.takes_two_admins()).map(|role| t_code("role", role.code()));
    roles.collect::<Vec<_>>().join(", ")
}
