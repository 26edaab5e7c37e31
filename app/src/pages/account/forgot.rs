//! Forgotten password: where a code comes from. The answer says nothing about who has an account.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    http::{PageResult, Web, WrongPassword, go_with},
    links,
    shell::Head,
};
use axum::Form;
use leptos::prelude::*;
use services::commands::{self, Claim};

pub async fn show(web: Web) -> PageResult {
    let head = Head::new(web.text("forgot.title"));
    let by_mail = web.services.mailer.is_some();
    Ok(web.page(head, move || view! { <Forgot by_mail/> }).await)
}

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    match commands::ask_code(&web.services, &Claim::new(fields.text("contact")), &web.visit).await {
        Ok(()) => {
            let mut answer = go_with(links::RESET, "code_asked");
            // Each may send somebody a letter, so they are as few as wrong guesses.
            answer.extensions_mut().insert(WrongPassword);
            Ok(answer)
        }
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

#[component]
fn Forgot(by_mail: bool) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("forgot.title")}</h1><p class="lead">{t!("forgot.lead")}</p></div>
        {by_mail.then(|| view! {
            <section class="stack">
                <h2>{t!("forgot.by_mail")}</h2>
                <ErrorSummary labels=vec![("contact", t!("sign_in.contact"))]/>
                <form method="post" action=links::FORGOT class="form">
                    <TextField name="contact" label=t!("sign_in.contact") hint=t!("forgot.contact_hint") autocomplete="username"/>
                    <button class="btn">{t!("forgot.submit")}</button>
                </form>
            </section>
        })}
        <section class="stack measure">
            <h2>{t!("forgot.at_office")}</h2>
            <p>{t!("forgot.at_office_words")}</p>
            <p>{t!("forgot.officials")}</p>
        </section>
        <p><a href=links::RESET>{t!("forgot.have_code")}</a></p>
    }
}
