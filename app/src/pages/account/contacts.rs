//! My phone and my e-mail: proving them, and naming others instead.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{account::ContactKind, permission::may_act_as_self};
use leptos::prelude::*;
use services::queries::own_contacts::{OwnContact, own_contacts};

/// `/akun/kontak`
#[component]
pub fn MyContacts() -> impl IntoView {
    let contacts = load(async |web: Web| {
        let permit = may_act_as_self(&web.actor)?;
        let own = own_contacts(&web.services, &permit).await?;
        Ok((Head::new(web.text("contacts.title")), (own, web.services.mailer.is_some())))
    });
    view! { <Page of=contacts let:shown><Contacts own=shown.0 by_mail=shown.1/></Page> }
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
