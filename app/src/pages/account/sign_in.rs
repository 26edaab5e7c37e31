//! The page on which one signs in, with what waits for it.

use super::{passkeys::has_passkeys, safe_next};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::TextField,
        icon::Icon,
        kept::{CarriedFields, KeptWords, carried},
    },
    forms::{Fields, FormState},
    http::{PageError, Web},
    kept::Kept,
    links,
    page::{Page, load},
    shell::Head,
};
use axum::response::Response;
use leptos::prelude::*;

/// `/masuk`
#[component]
pub fn SignIn() -> impl IntoView {
    let asked = load(async |web: Web| {
        let next = web.param("lanjut").to_owned();
        if web.actor.signed_in().is_some() {
            return Err(PageError::Elsewhere(safe_next(&next).unwrap_or(links::ACCOUNT).to_owned()));
        }
        Ok((Head::new(web.text("sign_in.title")), (next, has_passkeys(&web))))
    });
    view! { <Page of=asked let:asked><SignInForm next=asked.0 passkeys=asked.1/></Page> }
}

/// Shown to somebody who sent a form without being signed in, most often because the session has ended meanwhile.
pub async fn ask_to_sign_in(web: &Web, kept: &Kept) -> Response {
    let next = web.referer.clone().unwrap_or_default();
    let web = web.with_form(FormState { fields: Fields::new(kept.carried()), ..FormState::default() });
    sign_in_page(&web, next).await
}

/// The form with what waits, as an answer to another one. Who is signed in meanwhile still sees what they typed.
pub async fn sign_in_page(web: &Web, next: String) -> Response {
    let passkeys = has_passkeys(web);
    web.page(Head::new(web.text("sign_in.title")), move || view! { <SignInForm next=next.clone() passkeys/> }).await
}

#[component]
fn SignInForm(next: String, passkeys: bool) -> impl IntoView {
    let kept = carried();
    let next = FormState::value("next", &next);
    view! {
        <div class="page-head"><h1>{t!("sign_in.title")}</h1></div>
        {kept.is_some().then(|| view! { <p class="notice notice--warn"><Icon name="info"/><span>{t!("kept.sign_in")}</span></p> })}
        <ErrorSummary labels=vec![("contact", t!("sign_in.contact")), ("password", t!("sign_in.password"))]/>
        <form method="post" action=links::SIGN_IN class="form">
            <input type="hidden" name="next" value=next.clone()/>
            <CarriedFields/>
            <TextField name="contact" label=t!("sign_in.contact") hint=t!("sign_in.contact_hint") autocomplete="username"/>
            <TextField name="password" label=t!("sign_in.password") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("sign_in.submit")}</button>
        </form>
        <p><a href=links::FORGOT>{t!("forgot.title")}</a></p>
        {if passkeys {
            view! {
                <form method="post" action=links::SIGN_IN_PASSKEY class="form">
                    <input type="hidden" name="next" value=next.clone()/>
                    <CarriedFields/>
                    <button class="btn btn--plain" aria-describedby="kunci-sandi">{t!("passkeys.sign_in")}</button>
                    <p class="hint" id="kunci-sandi">{t!("passkeys.sign_in_help")}</p>
                </form>
            }
            .into_any()
        } else {
            view! { <p class="small soft">{t!("passkeys.not_at_this_address")}</p> }.into_any()
        }}
        {match kept.clone() {
            // A link would leave behind what was typed.
            Some(_) => view! {
                <form method="post" action=links::REGISTER>
                    <input type="hidden" name="next" value=next/>
                    <CarriedFields/>
                    <p>{t!("sign_in.no_account")} " " <button class="link-btn">{t!("register.title")}</button></p>
                </form>
            }
            .into_any(),
            None => view! { <p>{t!("sign_in.no_account")} " " <a href=links::register_then(&next)>{t!("register.title")}</a></p> }.into_any(),
        }}
        {kept.map(|kept| view! { <KeptWords kept/> })}
    }
}
