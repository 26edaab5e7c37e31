//! The city admin's people: finding somebody, giving and ending roles; and the log that inspectors read.

use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextField},
    },
    format,
    forms::Fields,
    links,
    routes::RouteTable,
    shell::Head,
    text::t_code,
    web::{PageError, PageResult, Web, go_with, page_context},
};
use axum::{Form, extract::Path};
use domain::{
    account::Role,
    clock::{Day, Instant, is_plausible},
    ids::{AccountId, AssignmentId},
    permission::{may_inspect, may_manage_people},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    CommandError, Problem,
    commands::{self, RoleGrant},
    queries::people::{self, Person},
    store::audit::AuditLine,
};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::PEOPLE, list)
        .get("/admin/orang/{id}", show)
        .post("/admin/orang/{id}/peran", grant)
        .post("/admin/orang/{id}/peran/{assignment}/akhiri", end)
        .get(links::LOG, log)
}

async fn list(web: Web) -> PageResult {
    let permit = may_inspect(&web.actor)?;
    let query = web.param("cari").to_owned();
    let after = web.param("setelah").split_once('~').and_then(|(id, name)| Some((name.to_owned(), id.parse::<AccountId>().ok()?)));
    let (people, more) = people::people(&web.services, &permit, &query, after).await?;
    let (today, head) = (web.services.today(), Head::new(web.text("people.title")));
    Ok(web.page(head, move || view! { <People people=people.clone() more query=query.clone() today/> }).await)
}

async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let permit = may_inspect(&web.actor)?;
    let id: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let person = people::person_page(&web.services, &permit, id).await?.ok_or(PageError::NotFound)?;
    let may_manage = may_manage_people(&web.actor).is_ok();
    let agencies = people::agencies(&web.services).await?;
    let (today, head) = (web.services.today(), Head::new(person.name.clone()));
    Ok(web
        .page(head, move || {
            let agencies = agencies.iter().map(|agency| Choice::new(agency.code.clone(), agency.name.clone())).collect();
            view! { <OnePerson person=person.clone() may_manage today agencies/> }
        })
        .await)
}

async fn grant(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_manage_people(&web.actor)?;
    let account: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let fields = Fields::new(pairs);
    let outcome = match parse_grant(account, &fields) {
        Ok(grant) => commands::grant_role(&web.services, &permit, grant).await,
        Err(problems) => Err(CommandError::Problems(problems)),
    };
    match outcome {
        Ok(()) => Ok(go_with(&links::person(account), "role_granted")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

fn parse_grant(account: AccountId, fields: &Fields) -> Result<RoleGrant, Vec<Problem>> {
    let day = |name: &'static str| fields.text(name).parse::<Day>().map_err(|_| Problem::new(name, Refusal::DateUnreadable));
    let role = Role::from_code(fields.text("role")).ok_or_else(|| Problem::new("role", Refusal::Required));
    let to = if fields.text("to").is_empty() { Ok(None) } else { day("to").map(Some) };
    let place = if fields.text("agency").is_empty() { fields.text("place") } else { fields.text("agency") };
    match (role, day("from"), to) {
        (Ok(role), Ok(from), Ok(to)) => Ok(RoleGrant { account, role, place: place.into(), from, to }),
        (role, from, to) => Err([role.err(), from.err(), to.err()].into_iter().flatten().collect()),
    }
}

async fn end(web: Web, Path((id, assignment)): Path<(String, String)>) -> PageResult {
    let permit = may_manage_people(&web.actor)?;
    let account: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let assignment: AssignmentId = assignment.parse().map_err(|_| PageError::NotFound)?;
    commands::end_role(&web.services, &permit, account, assignment).await?;
    Ok(go_with(&links::person(account), "role_ended"))
}

async fn log(web: Web) -> PageResult {
    let permit = may_inspect(&web.actor)?;
    let before = web.filter("sebelum", |text| {
        let (at, id) = text.split_once('~')?;
        Some((at.parse().ok().filter(is_plausible::<Instant>)?, id.parse().ok()?))
    });
    let lines = people::log(&web.services, &permit, before).await?;
    let head = Head::new(web.text("log.title"));
    Ok(web.page(head, move || view! { <Log lines=lines.clone()/> }).await)
}

#[component]
fn People(people: Vec<Person>, more: bool, query: String, today: Day) -> impl IntoView {
    let next = people
        .last()
        .filter(|_| more)
        .map(|last| format!("{}?cari={}&setelah={}~{}", links::PEOPLE, links::encoded(&query), last.id, links::encoded(&last.name)));
    view! {
        <div class="page-head"><h1>{t!("people.title")}</h1></div>
        <form method="get" action=links::PEOPLE class="pick" role="search">
            <TextField name="cari" label=t!("people.search") value=query kind="search"/>
            <button class="btn">{t!("form.search")}</button>
        </form>
        {people.is_empty().then(|| view! { <p class="empty">{t!("people.empty")}</p> })}
        <ul class="list">
            {people.into_iter().map(|person| view! {
                <li>
                    <h2><a href=links::person(person.id)>{person.name}</a></h2>
                    <span class="small soft">{person.contact} {person.home.map(|home| format!(" · {home}"))}</span>
                    <span class="cluster">{person.roles.into_iter().filter(|held| held.assignment.is_active_on(today)).map(|held| view! {
                        <span class="tag tag--info">{t_code("role", held.assignment.role.code())}{held.place.map(|place| format!(" {place}"))}</span>
                    }).collect_view()}</span>
                </li>
            }).collect_view()}
        </ul>
        {next.map(|href| view! { <p class="pagination"><a class="btn btn--plain" href=href>{t!("form.next_page")}</a></p> })}
    }
}

#[component]
fn OnePerson(person: Person, may_manage: bool, today: Day, agencies: Vec<Choice>) -> impl IntoView {
    let id = person.id;
    let roles: Vec<Choice> = Role::ALL.into_iter().map(|role| Choice::new(role.code(), t_code("role", role.code()))).collect();
    view! {
        <Crumbs steps=vec![(links::PEOPLE.into(), t!("people.title"))]/>
        <div class="page-head"><h1>{person.name}</h1><p class="soft">{person.contact} {person.home.map(|home| format!(" · {home}"))}</p></div>
        <section class="stack">
            <h2>{t!("people.roles")}</h2>
            {person.roles.is_empty().then(|| view! { <p class="empty">{t!("people.no_roles")}</p> })}
            <ul class="list">
                {person.roles.into_iter().map(|held| {
                    let has_ended = held.assignment.to.is_some_and(|to| to < today);
                    let role = t_code("role", held.assignment.role.code());
                    view! {
                        <li>
                            <h3>{role.clone()}{held.place.map(|place| format!(" · {place}"))}</h3>
                            <span class="small soft">{t!("account.role_from", day = format::day(held.assignment.from))}
                                {held.assignment.to.map(|to| view! { " " {t!("account.role_to", day = format::day(to))} })}</span>
                            {(may_manage && !has_ended).then(|| view! {
                                <form method="post" action=format!("{}/peran/{}/akhiri", links::person(id), held.id)>
                                    <button class="btn btn--plain btn--small" aria-label=t!("people.end_role_name", role = role)>{t!("people.end_role")}</button>
                                </form>
                            })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
        {may_manage.then(|| view! {
            <section class="stack">
                <h2>{t!("people.grant")}</h2>
                <ErrorSummary labels=vec![("role", t!("people.role")), ("place", t!("people.place")), ("from", t!("people.from")), ("to", t!("people.to"))]/>
                <form method="post" action=format!("{}/peran", links::person(id)) class="form">
                    <SelectField name="role" label=t!("people.role") empty=t!("form.choose") choices=roles/>
                    <TextField name="place" label=t!("people.place") hint=t!("people.place_hint")/>
                    <SelectField name="agency" label=t!("people.agency") hint=t!("people.agency_hint") empty=t!("form.none") choices=agencies/>
                    <TextField name="from" label=t!("people.from") kind="date" value=today.to_string()/>
                    <TextField name="to" label=t!("people.to") hint=t!("people.to_hint") kind="date"/>
                    <button class="btn">{t!("people.grant")}</button>
                </form>
            </section>
        })}
    }
}

#[component]
fn Log(lines: Vec<AuditLine>) -> impl IntoView {
    let zone = page_context().zone;
    let next = lines
        .last()
        .filter(|_| lines.len() >= 50)
        .map(|last| format!("{}?sebelum={}~{}", links::LOG, last.at.format("%Y-%m-%dT%H:%M:%S%.6fZ"), last.id));
    view! {
        <div class="page-head"><h1>{t!("log.title")}</h1><p class="lead">{t!("log.lead")}</p></div>
        <table class="data cards">
            <thead><tr><th scope="col">{t!("log.at")}</th><th scope="col">{t!("log.who")}</th><th scope="col">{t!("log.what")}</th></tr></thead>
            <tbody>{lines.into_iter().map(|line| view! {
                <tr>
                    <td data-th=t!("log.at")>{format::instant(line.at, zone)}</td>
                    <td data-th=t!("log.who")>{line.actor.unwrap_or_else(|| t!("log.machine"))} {line.role.map(|role| format!(" · {}", t_code("role", &role)))}</td>
                    <td data-th=t!("log.what")>{t_code("action", &line.action)}</td>
                </tr>
            }).collect_view()}</tbody>
        </table>
        {next.map(|href| view! { <p class="pagination"><a class="btn btn--plain" href=href>{t!("form.next_page")}</a></p> })}
    }
}
