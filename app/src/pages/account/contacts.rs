//! My phone and my e-mail: proving them, and naming others instead.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    http::{PageError, PageResult, Web, go_with},
    links,
    shell::Head,
    text::t_code,
};
use axum::Form;
use domain::{account::ContactKind, permission::may_act_as_self};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::{self, Contact},
    queries::own_contacts::{OwnContact, own_contacts},
};

pub async fn show(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let own = own_contacts(&web.services, &permit).await?;
    let (head, by_mail) = (Head::new(web.text("contacts.title")), web.services.mailer.is_some());
    Ok(web.page(head, move || view! { <Contacts own=own.clone() by_mail/> }).await)
}

/// Another contact, with the password.
pub async fn change(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let (contact, password) = (fields.read("contact", Contact::parse), fields.secret("password"));
    let outcome = async { commands::change_contact(&web.services, &permit, &contact?, password, &web.visit).await }.await;
    answer(web, outcome, fields, "contact_asked").await
}

/// The contact as it is shall be proven.
pub async fn prove(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let kind = [ContactKind::Phone, ContactKind::Email].into_iter().find(|kind| kind.code() == fields.text("kind"));
    let outcome = commands::ask_proof(&web.services, &permit, kind.ok_or(PageError::NotFound)?).await;
    answer(web, outcome, fields, "contact_asked").await
}

pub async fn confirm(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let outcome = commands::confirm_contact(&web.services, &permit, fields.text("code"), &web.visit).await;
    answer(web, outcome, fields, "contact_confirmed").await
}

async fn answer(web: Web, outcome: Result<(), CommandError>, fields: Fields, notice: &'static str) -> PageResult {
    match outcome {
        Ok(()) => Ok(go_with(links::CONTACTS, notice)),
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

#[component]
fn Contacts(own: Vec<OwnContact>, by_mail: bool) -> impl IntoView {
    let waits = own.iter().any(|own| own.wished.is_some());
    let labels = vec![("contact", t!("contacts.new")), ("password", t!("sign_in.password")), ("code", t!("reset.code"))];
    view! {
        <div class="page-head"><h1>{t!("contacts.title")}</h1><p class="lead">{t!("contacts.lead")}</p></div>
        <ErrorSummary labels/>
        <ul class="list">{own.into_iter().map(|own| view! { <Line own by_mail/> }).collect_view()}</ul>
        {waits.then(|| view! {
            <section class="stack">
                <h2>{t!("contacts.enter_code")}</h2>
                <form method="post" action=links::CONFIRM_CONTACT class="form">
                    <TextField name="code" label=t!("reset.code") hint=t!("reset.code_hint") autocomplete="one-time-code"/>
                    <button class="btn">{t!("contacts.confirm")}</button>
                </form>
            </section>
        })}
        <section class="stack">
            <h2>{t!("contacts.change")}</h2>
            <p>{t!("contacts.change_words")}</p>
            <form method="post" action=links::CONTACTS class="form">
                <TextField name="contact" label=t!("contacts.new") hint=t!("sign_in.contact_hint") autocomplete="email"/>
                <TextField name="password" label=t!("sign_in.password") kind="password" autocomplete="current-password"/>
                <button class="btn">{t!("contacts.save")}</button>
            </form>
        </section>
        <p><a href=links::ACCOUNT>{t!("account.title")}</a></p>
    }
}

#[component]
fn Line(own: OwnContact, by_mail: bool) -> impl IntoView {
    let OwnContact { kind, contact, is_verified, wished } = own;
    let is_wanted = contact.is_some() && !is_verified && wished.is_none() && (kind == ContactKind::Phone || by_mail);
    view! {
        <li>
            <h2>{t_code("contact_kind", kind.code())}</h2>
            {match contact {
                Some(contact) => view! {
                    <span>{contact} " "
                        {if is_verified {
                            view! { <span class="tag tag--yes">{t!("contacts.verified")}</span> }.into_any()
                        } else {
                            view! { <span class="tag tag--wait">{t!("contacts.unverified")}</span> }.into_any()
                        }}
                    </span>
                }.into_any(),
                None => view! { <span class="soft">{t!("contacts.none")}</span> }.into_any(),
            }}
            {wished.map(|wished| match kind {
                ContactKind::Phone => view! { <span class="small">{t!("contacts.waits_phone", contact = wished)}</span> }.into_any(),
                ContactKind::Email if by_mail => view! { <span class="small">{t!("contacts.waits_email", contact = wished)}</span> }.into_any(),
                ContactKind::Email => view! { <span class="small">{t!("contacts.no_mail")}</span> }.into_any(),
            })}
            {is_wanted.then(|| view! {
                <form method="post" action=links::PROVE_CONTACT>
                    <input type="hidden" name="kind" value=kind.code()/>
                    <button class="btn btn--small btn--plain">{t_code("contacts_prove", kind.code())}</button>
                </form>
            })}
        </li>
    }
}
