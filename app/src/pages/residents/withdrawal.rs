//! Taking a confirmation back: what it means is said before, and the reason is read by the person.

use super::{resident, seen};
use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextArea},
    context::page_context,
    format,
    forms::Fields,
    http::{PageError, PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{permission::may_act_as_self, reason::Note};
use leptos::prelude::*;
use services::{
    commands,
    queries::residents::{Listed, confirmed_resident},
};

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    may_act_as_self(&web.actor)?;
    let resident = confirmed_resident(&web.services, &web.actor, resident(&id)?).await?.ok_or(PageError::NotFound)?;
    Ok(web.page(Head::new(web.text("residents.withdraw")), move || view! { <Withdrawal resident=resident.clone()/> }).await)
}

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let (resident, seen) = (resident(&id)?, seen(&fields)?);
    let reason = fields.read("reason", Note::new);
    let withdrawn = async { commands::withdraw_confirmation(&web.services, &web.actor, resident, seen.as_ref(), &reason?).await };
    match withdrawn.await {
        Ok(is_withdrawn) => Ok(go_with(links::RESIDENTS, if is_withdrawn { "confirmation_withdrawn" } else { "residence_settled" })),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

#[component]
fn Withdrawal(resident: Listed) -> impl IntoView {
    let day = resident.confirmed_at.map(|at| format::day_of(at, page_context().zone));
    view! {
        <Crumbs steps=vec![(links::RESIDENTS.into(), t!("residents.title"))]/>
        <div class="page-head"><h1>{t!("residents.withdraw")}</h1><p class="lead">{resident.name} " · " {resident.home.clone()} " · " {resident.contact}</p></div>
        <ErrorSummary labels=vec![("reason", t!("residents.withdraw_reason"))]/>
        <p class="measure">{day.map(|day| t!("residents.confirmed_on", day = day))} ". " {t!("residents.withdraw_help")}</p>
        <form method="post" action=links::withdraw_confirmation(resident.id) class="form">
            <input type="hidden" name="home" value=resident.home/>
            <TextArea name="reason" label=t!("residents.withdraw_reason") hint=t!("residents.withdraw_reason_hint") rows=2/>
            <button class="btn">{t!("residents.withdraw_button")}</button>
        </form>
    }
}
