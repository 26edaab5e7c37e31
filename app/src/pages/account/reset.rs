//! A new password with a one-time code, whichever way it came.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::Form;
use leptos::prelude::*;
use services::commands::{self, Claim};

pub async fn show(web: Web) -> PageResult {
    Ok(web.page(Head::new(web.text("reset.title")), || view! { <Reset/> }).await)
}

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let new = fields.secret("new_password");
    let claim = Claim::new(fields.text("contact"));
    match commands::reset_password(&web.services, &claim, fields.text("code"), &new, &web.visit).await {
        Ok(()) => Ok(go_with(links::SIGN_IN, "password_reset")),
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

#[component]
fn Reset() -> impl IntoView {
    let labels = vec![("contact", t!("sign_in.contact")), ("code", t!("reset.code")), ("new_password", t!("password.new"))];
    view! {
        <div class="page-head"><h1>{t!("reset.title")}</h1><p class="lead">{t!("reset.lead")}</p></div>
        <ErrorSummary labels/>
        <form method="post" action=links::RESET class="form">
            <TextField name="contact" label=t!("sign_in.contact") hint=t!("sign_in.contact_hint") autocomplete="username"/>
            <TextField name="code" label=t!("reset.code") hint=t!("reset.code_hint") autocomplete="one-time-code"/>
            <TextField name="new_password" label=t!("password.new") hint=t!("register.password_hint") kind="password" autocomplete="new-password"/>
            <button class="btn">{t!("reset.submit")}</button>
        </form>
        <p>{t!("reset.no_code")} " " <a href=links::FORGOT>{t!("forgot.title")}</a></p>
    }
}
