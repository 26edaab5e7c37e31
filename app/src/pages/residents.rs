//! Residents who wait for the confirmation of their residence, for the head of their RT and their kelurahan.

use crate::{
    format,
    forms::Fields,
    links,
    routes::RouteTable,
    shell::Head,
    web::{PageError, PageResult, Web, go_with, page_context},
};
use axum::{Form, extract::Path};
use domain::{ids::AccountId, permission::may_serve_residents};
use leptos::prelude::*;
use services::{
    commands,
    queries::people::{WaitingResident, waiting_residents},
};

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::RESIDENTS, show).post(links::CONFIRM_RESIDENCE, confirm).post(links::DENY_RESIDENCE, deny)
}

async fn show(web: Web) -> PageResult {
    may_serve_residents(&web.actor)?;
    let waiting = waiting_residents(&web.services, &web.actor).await?;
    let head = Head::new(web.text("residents.title"));
    Ok(web.page(head, move || view! { <Residents waiting=waiting.clone()/> }).await)
}

async fn confirm(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let id: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let fields = Fields::new(pairs);
    commands::confirm_residence(&web.services, &web.actor, id, seen(&fields)).await?;
    Ok(go_with(links::RESIDENTS, "residence_confirmed"))
}

async fn deny(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let id: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let fields = Fields::new(pairs);
    let is_denied = commands::deny_residence(&web.services, &web.actor, id, seen(&fields)).await?;
    Ok(go_with(links::RESIDENTS, if is_denied { "residence_denied" } else { "residence_settled" }))
}

/// The home that stood on the page.
fn seen(fields: &Fields) -> Option<&str> {
    Some(fields.text("home")).filter(|home| !home.is_empty())
}

#[component]
fn Residents(waiting: Vec<WaitingResident>) -> impl IntoView {
    let zone = page_context().zone;
    view! {
        <div class="page-head"><h1>{t!("residents.title")}</h1><p class="lead">{t!("residents.lead")}</p></div>
        {if waiting.is_empty() {
            view! { <p class="empty">{t!("residents.empty")}</p> }.into_any()
        } else {
            view! {
                <ul class="list">{waiting.into_iter().map(|resident| view! {
                    <li>
                        <h2>{resident.name.clone()}</h2>
                        <span>{resident.home.clone()} " · " {resident.contact}</span>
                        <span class="small soft">{t!("residents.since", day = format::day_of(resident.since, zone))}</span>
                        {resident.denied_at.map(|at| view! {
                            <span class="small">{t!("residents.denied_before", day = format::day_of(at, zone))}</span>
                        })}
                        <form method="post" action=links::confirm_residence(resident.id)>
                            <input type="hidden" name="home" value=resident.home.clone()/>
                            <button class="btn btn--small" aria-label=t!("residents.confirm_name", name = resident.name.clone())>{t!("residents.confirm")}</button>
                        </form>
                        <details>
                            <summary>{t!("residents.deny")}</summary>
                            <form method="post" action=links::deny_residence(resident.id) class="stack">
                                <input type="hidden" name="home" value=resident.home/>
                                <p class="small">{t!("residents.deny_help")}</p>
                                <button class="btn btn--small btn--plain" aria-label=t!("residents.deny_name", name = resident.name)>{t!("residents.deny_button")}</button>
                            </form>
                        </details>
                    </li>
                }).collect_view()}</ul>
            }.into_any()
        }}
    }
}
