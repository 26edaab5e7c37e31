//! What a person may take along or have deleted: the section on the page of the account.

use crate::links;
use leptos::prelude::*;

#[component]
pub fn OwnData() -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("own_data.title")}</h2>
            <p>{t!("own_data.help")}</p>
            <p><a href=links::PROOFS>{t!("proofs.title")}</a></p>
            <p><a href=links::OWN_DATA>{t!("own_data.download")}</a></p>
            <p><a href=links::DELETE_ACCOUNT>{t!("deletion.title")}</a></p>
        </section>
    }
}
