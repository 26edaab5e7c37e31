//! Taking the second step off, for a new phone.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::Form;
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::commands;

pub async fn show_removal(web: Web) -> PageResult {
    may_act_as_self(&web.actor)?;
    Ok(web.page(Head::new(web.text("second_step.remove")), || view! { <Removal/> }).await)
}

pub async fn remove(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    match commands::remove_second_factor(&web.services, &permit, fields.secret("password"), fields.text("code"), &web.visit).await {
        Ok(()) => Ok(go_with(links::SECOND_STEP, "second_step_removed")),
        Err(error) => show_removal(web.refused(error, fields)?).await,
    }
}

#[component]
fn Removal() -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title")), (links::SECOND_STEP.into(), t!("second_step.title"))]/>
        <div class="page-head"><h1>{t!("second_step.remove")}</h1><p class="lead">{t!("second_step.remove_lead")}</p></div>
        <ErrorSummary labels=vec![("code", t!("second_step.code")), ("password", t!("deletion.password"))]/>
        <form method="post" action=links::SECOND_STEP_REMOVAL class="form">
            <TextField name="code" label=t!("second_step.code") hint=t!("second_step.any_code_hint") autocomplete="one-time-code"/>
            <TextField name="password" label=t!("deletion.password") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("second_step.remove")}</button>
        </form>
    }
}
