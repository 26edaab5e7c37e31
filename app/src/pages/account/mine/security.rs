//! My password, and leaving.

use crate::links;
use leptos::prelude::*;

#[component]
pub fn Security() -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("account.security")}</h2>
            <p><a href=links::PASSWORD>{t!("password.title")}</a></p>
            <p><a href=links::SECOND_STEP>{t!("second_step.title")}</a></p>
            <p><a href=links::PASSKEYS>{t!("passkeys.title")}</a></p>
            <div class="cluster">
                <form method="post" action=links::SIGN_OUT><button class="btn btn--plain">{t!("account.sign_out")}</button></form>
                <form method="post" action=links::SIGN_OUT_EVERYWHERE><button class="btn btn--plain">{t!("account.sign_out_everywhere")}</button></form>
            </div>
        </section>
    }
}
