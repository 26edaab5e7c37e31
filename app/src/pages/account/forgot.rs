//! Forgotten password: where a code comes from. The answer says nothing about who has an account.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use leptos::prelude::*;

/// `/masuk/lupa`
#[component]
pub fn ForgotPassword() -> impl IntoView {
    let by_mail = load(async |web: Web| Ok((Head::new(web.text("forgot.title")), web.services.mailer.is_some())));
    view! { <Page of=by_mail let:by_mail><Forgot by_mail/></Page> }
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
