//! Residents, for the head of their RT and their kelurahan: who waits for a confirmation and who has one. Searching is
//! a form that is posted: what is searched for is a name, and addresses end up in the logs of every proxy.

mod withdrawal;

use crate::{
    components::field::TextField,
    context::page_context,
    format,
    forms::Fields,
    http::{PageError, PageResult, Web, go_with},
    links,
    route_table::RouteTable,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{account::Role, ids::AccountId, permission::may_serve_residents, refusal::Refusal, region::RegionCode};
use leptos::prelude::*;
use services::{
    commands,
    queries::residents::{self, Alike, Listed, ResidentPage, Wanted},
};

/// The value of `lihat` for those who are confirmed.
const CONFIRMED: &str = "dikonfirmasi";

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::RESIDENTS, show)
        .post(links::RESIDENTS, search)
        .post(links::CONFIRM_RESIDENCE, confirm)
        .post(links::DENY_RESIDENCE, deny)
        .get(links::WITHDRAW_CONFIRMATION, withdrawal::show)
        .post(links::WITHDRAW_CONFIRMATION, withdrawal::submit)
}

async fn show(web: Web) -> PageResult {
    let wanted = Wanted { query: String::new(), confirmed: web.param("lihat") == CONFIRMED, after: web.param("setelah").parse().ok() };
    list(&web, wanted).await
}

async fn search(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let wanted = Wanted {
        query: fields.text("cari").chars().take(100).collect(),
        confirmed: fields.text("lihat") == CONFIRMED,
        after: fields.text("setelah").parse().ok(),
    };
    list(&web, wanted).await
}

async fn list(web: &Web, wanted: Wanted) -> PageResult {
    let permit = may_serve_residents(&web.actor)?;
    let page = residents::residents(&web.services, &web.actor, &permit, &wanted).await?;
    let head = Head::new(web.text(if wanted.confirmed { "residents.confirmed_title" } else { "residents.title" }));
    Ok(web.page(head, move || view! { <Residents page=page.clone() wanted=wanted.clone()/> }).await)
}

async fn confirm(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let id = resident(&id)?;
    let fields = Fields::new(pairs);
    commands::confirm_residence(&web.services, &web.actor, id, seen(&fields)?.as_ref()).await?;
    Ok(go_with(links::RESIDENTS, "residence_confirmed"))
}

async fn deny(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let id = resident(&id)?;
    let fields = Fields::new(pairs);
    let is_denied = commands::deny_residence(&web.services, &web.actor, id, seen(&fields)?.as_ref()).await?;
    Ok(go_with(links::RESIDENTS, if is_denied { "residence_denied" } else { "residence_settled" }))
}

fn resident(id: &str) -> Result<AccountId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// The home that stood on the page.
fn seen(fields: &Fields) -> Result<Option<RegionCode>, Refusal> {
    let home = Some(fields.text("home")).filter(|home| !home.is_empty());
    home.map(RegionCode::parse).transpose().map_err(|_| Refusal::ChangedMeanwhile)
}

#[component]
fn Residents(page: ResidentPage, wanted: Wanted) -> impl IntoView {
    let confirmed = wanted.confirmed;
    let (title, lead) = if confirmed {
        (t!("residents.confirmed_title"), t!("residents.confirmed_lead"))
    } else {
        (t!("residents.title"), t!("residents.lead"))
    };
    let empty = match (wanted.query.is_empty(), confirmed) {
        (false, _) => t!("residents.none_found"),
        (true, true) => t!("residents.confirmed_empty"),
        (true, false) => t!("residents.empty"),
    };
    let last = page.residents.last().map(|last| last.id).filter(|_| page.has_more);
    view! {
        <div class="page-head"><h1>{title}</h1><p class="lead">{lead}</p></div>
        <p>{if confirmed {
            view! { <a href=links::RESIDENTS>{t!("residents.title")}</a> }.into_any()
        } else {
            view! { <a href=format!("{}?lihat={CONFIRMED}", links::RESIDENTS)>{t!("residents.confirmed_title")}</a> }.into_any()
        }}</p>
        {page_context().actor.has_role(Role::KelurahanOfficer).then(|| view! { <p><a href=links::RESIDENT_CODES>{t!("codes.title")}</a></p> })}
        <form method="post" action=links::RESIDENTS class="pick" role="search">
            {confirmed.then(|| view! { <input type="hidden" name="lihat" value=CONFIRMED/> })}
            <TextField name="cari" label=t!("people.search") value=wanted.query.clone() kind="search"/>
            <button class="btn">{t!("form.search")}</button>
        </form>
        {if page.residents.is_empty() {
            view! { <p class="empty">{empty}</p> }.into_any()
        } else {
            view! { <ul class="list">{page.residents.into_iter().map(entry).collect_view()}</ul> }.into_any()
        }}
        {last.map(|last| next_page(&wanted, last))}
    }
}

/// A link as long as nothing is searched for.
fn next_page(wanted: &Wanted, last: AccountId) -> AnyView {
    if wanted.query.is_empty() {
        let view = if wanted.confirmed { format!("lihat={CONFIRMED}&") } else { String::new() };
        let href = format!("{}?{view}setelah={last}", links::RESIDENTS);
        return view! { <p class="pagination"><a class="btn btn--plain" href=href>{t!("form.next_page")}</a></p> }.into_any();
    }
    view! {
        <form method="post" action=links::RESIDENTS class="pagination">
            {wanted.confirmed.then(|| view! { <input type="hidden" name="lihat" value=CONFIRMED/> })}
            <input type="hidden" name="cari" value=wanted.query.clone()/>
            <input type="hidden" name="setelah" value=last.to_string()/>
            <button class="btn btn--plain">{t!("form.next_page")}</button>
        </form>
    }
    .into_any()
}

fn entry(resident: Listed) -> impl IntoView {
    let zone = page_context().zone;
    let name = resident.name.clone();
    let buttons = match resident.confirmed_at {
        Some(_) => view! {
            <a href=links::withdraw_confirmation(resident.id) aria-label=t!("residents.withdraw_name", name = name)>{t!("residents.withdraw")}</a>
        }
        .into_any(),
        None => decide(resident.id, name, resident.home.clone()).into_any(),
    };
    view! {
        <li>
            <h2>{resident.name}</h2>
            <span>{resident.home} " · " {resident.contact} " "
                {(!resident.is_verified).then(|| view! { <span class="tag tag--wait">{t!("contacts.unverified")}</span> })}</span>
            <span class="small soft">{match resident.confirmed_at {
                Some(at) => t!("residents.confirmed_on", day = format::day_of(at, zone)),
                None => t!("residents.since", day = format::day_of(resident.since, zone)),
            }}</span>
            {resident.denied.map(|(at, times)| view! {
                <span class="small">{t!("residents.denied_before", day = format::day_of(at, zone), times = times)}</span>
            })}
            {(!resident.alike.is_empty()).then(|| alike(resident.alike, resident.more_alike))}
            {buttons}
        </li>
    }
}

/// Whoever may be the same person, for the office to look at before it answers.
fn alike(alike: Vec<Alike>, more: usize) -> impl IntoView {
    let zone = page_context().zone;
    let state = move |other: &Alike| match other {
        Alike { is_closed: true, .. } => t!("residents.alike_closed"),
        Alike { confirmed_at: Some(at), .. } => t!("residents.confirmed_on", day = format::day_of(*at, zone)),
        Alike { confirmed_at: None, .. } => t!("residents.alike_waiting"),
    };
    view! {
        <div class="notice">
            <div>
                <p>{t!("residents.alike")}</p>
                <ul>{alike.into_iter().map(|other| {
                    let state = state(&other);
                    view! { <li>{other.name} " · " {other.contact} " · " {state}</li> }
                }).collect_view()}</ul>
                {(more > 0).then(|| view! { <p>{t!("residents.more_alike", count = more)}</p> })}
            </div>
        </div>
    }
}

fn decide(id: AccountId, name: String, home: String) -> impl IntoView {
    view! {
        <form method="post" action=links::confirm_residence(id)>
            <input type="hidden" name="home" value=home.clone()/>
            <button class="btn btn--small" aria-label=t!("residents.confirm_name", name = name)>{t!("residents.confirm")}</button>
        </form>
        <details>
            <summary>{t!("residents.deny")}</summary>
            <form method="post" action=links::deny_residence(id) class="stack">
                <input type="hidden" name="home" value=home/>
                <p class="small">{t!("residents.deny_help")}</p>
                <button class="btn btn--small btn--plain" aria-label=t!("residents.deny_name", name = name)>{t!("residents.deny_button")}</button>
            </form>
        </details>
    }
}
