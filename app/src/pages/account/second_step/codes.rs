//! Codes on paper for the day the phone is lost: shown once, renewed with the password.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    http::{PageResult, Web},
    links,
    shell::Head,
};
use axum::{Form, response::Response};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::commands;

pub async fn show_renewal(web: Web) -> PageResult {
    may_act_as_self(&web.actor)?;
    Ok(web.page(Head::new(web.text("second_step.renew")), || view! { <Renewal/> }).await)
}

pub async fn renew(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    match commands::renew_recovery_codes(&web.services, &permit, fields.secret("password"), &web.visit).await {
        Ok(codes) => Ok(codes_page(&web, codes).await),
        Err(error) => show_renewal(web.refused(error, fields)?).await,
    }
}

/// The one page on which the codes stand.
pub async fn codes_page(web: &Web, codes: Vec<String>) -> Response {
    web.page(Head::new(web.text("second_step.codes_title")), move || view! { <Codes codes=codes.clone()/> }).await
}

#[component]
fn Renewal() -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title")), (links::SECOND_STEP.into(), t!("second_step.title"))]/>
        <div class="page-head"><h1>{t!("second_step.renew")}</h1><p class="lead">{t!("second_step.renew_lead")}</p></div>
        <ErrorSummary labels=vec![("password", t!("deletion.password"))]/>
        <form method="post" action=links::RECOVERY_CODES class="form">
            <TextField name="password" label=t!("deletion.password") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("second_step.renew_button")}</button>
        </form>
    }
}

#[component]
fn Codes(codes: Vec<String>) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("second_step.codes_title")}</h1><p class="lead">{t!("second_step.codes_lead")}</p></div>
        <ol>{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
        <p class="measure">{t!("second_step.codes_help")}</p>
        <p><a class="btn" href=links::ACCOUNT>{t!("second_step.codes_kept")}</a></p>
    }
}
