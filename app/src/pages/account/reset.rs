//! A new password with a one-time code, whichever way it came.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use leptos::prelude::*;

/// `/masuk/kode`
#[component]
pub fn ResetPassword() -> impl IntoView {
    let page = load(async |web: Web| Ok((Head::new(web.text("reset.title")), ())));
    view! { <Page of=page let:_nothing><Reset/></Page> }
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
