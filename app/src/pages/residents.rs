//! Residents, for the head of their RT and their kelurahan: who waits for a confirmation and who has one. Searching is
//! a form that is posted: what is searched for is a name, and addresses end up in the logs of every proxy.

mod withdrawal;

pub use withdrawal::ConfirmationWithdrawal;

use crate::{
    components::{
        field::TextField,
        paging::{Found, HEAD, Pages},
    },
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::{Head, Lists},
};
use domain::{account::Role, ids::AccountId, permission::may_serve_residents};
use leptos::prelude::*;
use services::queries::residents::{self, Alike, Listed, ResidentPage, Wanted};

/// The value of `lihat` for those who are confirmed.
const CONFIRMED: &str = "dikonfirmasi";

/// `/warga`, with what was searched for where its form was sent.
#[component]
pub fn Residents() -> impl IntoView {
    let residents = load(async |web: Web| {
        let permit = may_serve_residents(&web.actor)?;
        let asked = wanted(&web);
        let page = residents::residents(&web.services, &web.actor, &permit, &asked).await?;
        let head = Head::new(web.text(if asked.confirmed { "residents.confirmed_title" } else { "residents.title" }));
        Ok((head, (page, asked)))
    });
    view! { <Page of=residents let:shown><List page=shown.0 wanted=shown.1/></Page> }
}

fn wanted(web: &Web) -> Wanted {
    let sent = &web.form.fields;
    let asked = |name| if sent.has(name) { sent.text(name) } else { web.param(name) };
    Wanted {
        query: sent.text("cari").chars().take(100).collect(),
        confirmed: asked("lihat") == CONFIRMED,
        after: asked("setelah").parse().ok(),
    }
}

#[component]
fn List(page: ResidentPage, wanted: Wanted) -> impl IntoView {
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
    let count = page.residents.len();
    view! {
        <Lists/>
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
            view! { <p class="empty" id=HEAD tabindex="-1">{empty}</p> }.into_any()
        } else {
            view! { <Found words=t!("lists.here", count = count)/> <ul class="list">{page.residents.into_iter().map(entry).collect_view()}</ul> }.into_any()
        }}
        {next_page(&wanted, last)}
    }
}

/// A link as long as nothing is searched for.
fn next_page(wanted: &Wanted, last: Option<AccountId>) -> AnyView {
    if wanted.query.is_empty() {
        let view = if wanted.confirmed { format!("?lihat={CONFIRMED}") } else { String::new() };
        let mark = if wanted.confirmed { '&' } else { '?' };
        let first = wanted.after.is_some().then(|| format!("{}{view}", links::RESIDENTS));
        let next = last.map(|last| format!("{}{view}{mark}setelah={last}", links::RESIDENTS));
        return view! { <Pages first next/> }.into_any();
    }
    let Some(last) = last else { return ().into_any() };
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
