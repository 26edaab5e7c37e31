//! How I sign in and am reached.

use crate::links;
use leptos::prelude::*;
use services::queries::own_contacts::OwnContact;

#[component]
pub fn Contact(own: Vec<OwnContact>) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("contacts.title")}</h2>
            {own.into_iter().filter_map(|own| own.contact.map(|contact| (contact, own.is_verified))).map(|(contact, is_verified)| view! {
                <p>{contact} " "
                    {if is_verified {
                        view! { <span class="tag tag--yes">{t!("contacts.verified")}</span> }.into_any()
                    } else {
                        view! { <span class="tag tag--wait">{t!("contacts.unverified")}</span> }.into_any()
                    }}
                </p>
            }).collect_view()}
            <p><a href=links::CONTACTS>{t!("contacts.open")}</a></p>
        </section>
    }
}
