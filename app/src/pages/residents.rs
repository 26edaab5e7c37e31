//! Residents who wait for the confirmation of their residence, for the head of their RT and their kelurahan.

use crate::{
    format, links,
    routes::RouteTable,
    shell::Head,
    web::{PageError, PageResult, Web, go_with, page_context},
};
use axum::extract::Path;
use domain::{account::Role, ids::AccountId, refusal::Refusal};
use leptos::prelude::*;
use services::{
    commands,
    queries::people::{WaitingResident, waiting_residents},
};

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::RESIDENTS, show).post(links::CONFIRM_RESIDENCE, confirm).post(links::DENY_RESIDENCE, deny)
}

async fn show(web: Web) -> PageResult {
    web.actor.signed_in().ok_or(Refusal::SignInFirst)?;
    if !web.actor.has_role(Role::RtHead) && !web.actor.has_role(Role::KelurahanOfficer) {
        return Err(Refusal::NotYourOffice.into());
    }
    let waiting = waiting_residents(&web.services, &web.actor).await?;
    let head = Head::new(web.text("residents.title"));
    Ok(web.page(head, move || view! { <Residents waiting=waiting.clone()/> }).await)
}

async fn confirm(web: Web, Path(id): Path<String>) -> PageResult {
    let id: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    commands::confirm_residence(&web.services, &web.actor, id).await?;
    Ok(go_with(links::RESIDENTS, "residence_confirmed"))
}

async fn deny(web: Web, Path(id): Path<String>) -> PageResult {
    let id: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    commands::deny_residence(&web.services, &web.actor, id).await?;
    Ok(go_with(links::RESIDENTS, "residence_denied"))
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
                        <span>{resident.home} " · " {resident.contact}</span>
                        <span class="small soft">{t!("residents.since", day = format::day_of(resident.since, zone))}</span>
                        <form method="post" action=links::confirm_residence(resident.id)>
                            <button class="btn btn--small" aria-label=t!("residents.confirm_name", name = resident.name.clone())>{t!("residents.confirm")}</button>
                        </form>
                        <details>
                            <summary>{t!("residents.deny")}</summary>
                            <form method="post" action=links::deny_residence(resident.id) class="stack">
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
