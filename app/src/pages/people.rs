//! The city admin's people: finding somebody. What is done with one of them, and the log, have files of their own.

mod appointments;
mod log;
mod person;

use crate::{
    components::field::TextField,
    links,
    routes::RouteTable,
    shell::Head,
    text::t_code,
    web::{PageResult, Web},
};
use domain::{
    account::Role,
    clock::Day,
    permission::{may_inspect, may_manage_people},
};
use leptos::prelude::*;
use services::queries::people::{self, Person};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::PEOPLE, list)
        .get("/admin/orang/{id}", person::show)
        .post("/admin/orang/{id}/peran", person::grant)
        .post("/admin/orang/{id}/peran/{assignment}/akhiri", person::end)
        .post("/admin/orang/{id}/tutup", person::close)
        .post("/admin/orang/{id}/buka", person::open)
        .get(links::APPOINTMENTS, appointments::show)
        .post("/admin/penunjukan/{id}/setujui", appointments::confirm)
        .post("/admin/penunjukan/{id}/tolak", appointments::refuse)
        .get(links::LOG, log::show)
}

async fn list(web: Web) -> PageResult {
    let permit = may_inspect(&web.actor)?;
    let query = web.param("cari").to_owned();
    let after = web.param("setelah").parse().ok();
    let (people, more) = people::people(&web.services, &permit, &query, after).await?;
    let waiting = people::appointments(&web.services, &permit, None).await?.len();
    let may_manage = may_manage_people(&web.actor).is_ok();
    let (today, head) = (web.services.today(), Head::new(web.text("people.title")));
    Ok(web.page(head, move || view! { <People people=people.clone() more query=query.clone() waiting may_manage today/> }).await)
}

#[component]
fn People(people: Vec<Person>, more: bool, query: String, waiting: usize, may_manage: bool, today: Day) -> impl IntoView {
    let next = people.last().filter(|_| more).map(|last| format!("{}?cari={}&setelah={}", links::PEOPLE, links::encoded(&query), last.id));
    view! {
        <div class="page-head"><h1>{t!("people.title")}</h1></div>
        {(waiting > 0).then(|| view! {
            <p class="notice">
                <span>{t!("appointment.waiting_count", count = waiting)} " "
                    <a href=links::APPOINTMENTS>{if may_manage { t!("appointment.look") } else { t!("appointment.title") }}</a></span>
            </p>
        })}
        <form method="get" action=links::PEOPLE class="pick" role="search">
            <TextField name="cari" label=t!("people.search") value=query kind="search"/>
            <button class="btn">{t!("form.search")}</button>
        </form>
        {people.is_empty().then(|| view! { <p class="empty">{t!("people.empty")}</p> })}
        <ul class="list">{people.into_iter().map(|person| entry(person, today)).collect_view()}</ul>
        {next.map(|href| view! { <p class="pagination"><a class="btn btn--plain" href=href>{t!("form.next_page")}</a></p> })}
    }
}

fn entry(person: Person, today: Day) -> impl IntoView {
    let roles = person.roles.into_iter().filter(|held| held.assignment.is_active_on(today)).map(|held| {
        view! { <span class="tag tag--info">{t_code("role", held.assignment.role.code())}{held.place.map(|place| format!(" {place}"))}</span> }
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
